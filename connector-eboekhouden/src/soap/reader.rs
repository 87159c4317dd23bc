//! Reads an answer as it comes, one record at a time: whole tables come in one answer.

use std::fmt;

use simon_core::http::Effect;
use simon_core::{Error, Result};

use super::answer::{Answer, Record, Refusal};
use super::operation::Operation;
use super::problem::Problem;
use super::scan::Scanner;
use super::tree::Tree;
use crate::error::late_refusal;

/// Largest answer. Ten times as many customers as any administration has.
pub(super) const LARGEST_ANSWER: usize = 256 * 1024 * 1024;

/// Reads one answer. Feed it with [`push`](Self::push), take what is ready with
/// [`next_record`](Self::next_record), and have the end proven by [`finish`](Self::finish): before
/// that, no record says that the listing is whole (G3).
pub(crate) struct Reader {
    scanner: Scanner,
    tree: Tree,
    bytes: usize,
    failed: Option<Problem>,
}

/// Without what it read (F6).
impl fmt::Debug for Reader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reader({} bytes)", self.bytes)
    }
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
    pub(crate) fn push(&mut self, chunk: &[u8]) -> std::result::Result<(), Problem> {
        if let Some(problem) = self.failed {
            return Err(problem);
        }
        let taken = self.take(chunk);
        self.failed = taken.err();
        taken
    }

    fn take(&mut self, chunk: &[u8]) -> std::result::Result<(), Problem> {
        self.bytes = self.bytes.saturating_add(chunk.len());
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

    /// The vendor's refusal, if it came by now. It stands before the records, and once more in what
    /// [`end`](Self::end) reads.
    pub(crate) fn refusal(&self) -> Option<Refusal> {
        self.tree.refusal()
    }

    /// A text beside the records that came by now.
    pub(crate) fn value(&self, name: &str) -> Option<&str> {
        self.tree.value(name)
    }

    /// What stands around the records, once everything came.
    ///
    /// # Errors
    /// When the answer did not end whole, could not be read before, or is a refusal.
    pub(crate) fn end(self, label: &'static str, effect: Effect) -> Result<Answer> {
        let in_envelope = self.tree.in_envelope();
        let answer =
            self.finish().map_err(|problem| problem.into_error(in_envelope, label, effect))?;
        match &answer.refusal {
            Some(refusal) => Err(late_refusal(refusal, label, effect)),
            None => Ok(answer),
        }
    }

    /// Reads an answer that came whole.
    ///
    /// # Errors
    /// As [`end`](Self::end).
    pub(crate) fn whole(operation: Operation, body: &[u8], effect: Effect) -> Result<Answer> {
        let mut reader = Self::new(operation);
        // A problem stays, and is told at the end.
        let _ = reader.push(body);
        reader.end(operation.label(), effect)
    }

    /// What stands around the records, once everything came.
    ///
    /// # Errors
    /// When the answer did not end whole, or could not be read before.
    pub(super) fn finish(self) -> std::result::Result<Answer, Problem> {
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
