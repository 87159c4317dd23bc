//! Listings that go round in circles (G3).

use crate::connector::Cursor;
use crate::error::{Error, ErrorKind, Result, Retry};

/// A vendor whose continuation repeats is cut off after so many pages at the latest.
const MOST_PAGES: u64 = 1_000_000;

/// Notices a continuation that comes back, in constant memory: each place is compared with one
/// earlier place, which moves up at powers of two, so any cycle is met (Brent).
#[derive(Default)]
pub(super) struct LoopGuard {
    earlier: Option<Cursor>,
    pages: u64,
}

impl LoopGuard {
    /// # Errors
    /// `Incomplete` when the place came before, or there are more pages than can be true.
    pub(super) fn check(&mut self, cursor: &Cursor) -> Result<()> {
        self.pages += 1;
        if self.earlier.as_ref() == Some(cursor) || self.pages > MOST_PAGES {
            return Err(Error::new(ErrorKind::Incomplete, "the listing repeats itself")
                .with_retry(Retry::Backoff));
        }
        if self.pages.is_power_of_two() {
            self.earlier = Some(cursor.clone());
        }
        Ok(())
    }
}
