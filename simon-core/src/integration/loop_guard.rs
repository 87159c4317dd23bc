//! Listings that go round in circles (G3).

use crate::connector::Cursor;
use crate::error::{Error, ErrorKind, Result, Retry};

/// A vendor whose continuation repeats is cut off after so many pages at the latest.
const MOST_PAGES: u64 = 1_000_000;

/// Notices a continuation that comes back, in constant memory and across interruptions: each place is
/// compared with one earlier place, which moves up at powers of two, so any cycle is met (Brent).
///
/// # Errors
/// `Incomplete` when the place came before, or there are more pages than can be true.
pub(super) fn notice_repeats(
    pages: &mut u64,
    earlier: &mut Option<Cursor>,
    cursor: &Cursor,
) -> Result<()> {
    *pages += 1;
    if earlier.as_ref() == Some(cursor) || *pages > MOST_PAGES {
        return Err(Error::new(ErrorKind::Incomplete, "the listing repeats itself")
            .with_retry(Retry::Backoff));
    }
    if pages.is_power_of_two() {
        *earlier = Some(cursor.clone());
    }
    Ok(())
}
