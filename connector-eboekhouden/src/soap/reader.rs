//! Reads an answer as it comes, one record at a time: whole tables come in one answer.

use simon_core::Error;
use simon_core::http::Effect;

use super::answer::{Answer, Record};
use super::operation::Operation;
use super::problem::Problem;
use super::scan::Scanner;
use super::tree::Tree;

/// Largest answer. Ten times as many customers as any administration has.
const LARGEST_ANSWER: u64 = 256 * 1024 * 1024;

/// Reads one answer. Feed it with [`push`](Self::push), take what is ready with
/// [`next_record`](Self::next_record), and have the end proven by [`finish`](Self::finish): before
/// that, no record says that the listing is whole (G3).
#[derive(Debug)]
pub(crate) struct Reader {
    scanner: Scanner,
    tree: Tree,
    bytes: u64,
    failed: Option<Problem>,
}

impl Reader {
    /// Reads the answer to an operation.
    pub(crate) fn new(operation: Operation) -> Self {
        let (scanner, tree) = (Scanner::default(), Tree::new(operation));
        Self { scanner, tree, bytes: 0, failed: None }
    }

    /// Takes the next bytes, cut anywhere.
    ///
    /// # Errors
    /// What makes the answer unreadable; it stays so.
    pub(crate) fn push(&mut self, chunk: &[u8]) -> Result<(), Problem> {
        if let Some(problem) = self.failed {
            return Err(problem);
        }
        let taken = self.take(chunk);
        self.failed = taken.err();
        taken
    }

    fn take(&mut self, chunk: &[u8]) -> Result<(), Problem> {
        let length = u64::try_from(chunk.len()).unwrap_or(u64::MAX);
        self.bytes = self.bytes.saturating_add(length);
        if self.bytes > LARGEST_ANSWER {
            return Err(Problem::TooLarge("the whole"));
        }
        self.scanner.feed(chunk);
        while let Some(piece) = self.scanner.next()? {
            self.tree.take(piece)?;
        }
        Ok(())
    }

    /// The next record that is whole.
    pub(crate) fn next_record(&mut self) -> Option<Record> {
        self.tree.records.pop_front()
    }

    /// What stands around the records, once everything came.
    ///
    /// # Errors
    /// When the answer did not end whole, or could not be read before.
    pub(crate) fn finish(self) -> Result<Answer, Problem> {
        match self.failed {
            Some(problem) => Err(problem),
            None if !self.scanner.is_empty() => Err(Problem::Truncated),
            None => self.tree.finish(),
        }
    }

    /// The failure of the call that a problem is.
    pub(crate) fn error(&self, problem: Problem, label: &'static str, effect: Effect) -> Error {
        problem.into_error(self.tree.in_envelope(), label, effect)
    }
}
