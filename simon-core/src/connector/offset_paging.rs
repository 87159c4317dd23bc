//! Reading a listing by offset from a vendor that gives neither an end signal nor an order that
//! stays put.

use serde::{Deserialize, Serialize};

use super::Proof;
use crate::error::{Actor, Error, ErrorKind, Result, Retry};

/// Steps back without a clean join in between before the listing counts as unreadable.
const MOST_RESYNCS: u32 = 10;
/// More pages than any administration has: 20,000 pages of 500 are ten million rows.
const MOST_PAGES: u32 = 20_000;
/// So many ids of the last page are remembered, to recognise the place after rows moved.
const ANCHORS: usize = 8;

/// Where a listing by offset is. Serialised into the connector's cursor, so that an interrupted pass
/// goes on where it was.
///
/// # Why pages overlap by one row
/// A row that disappears from the part already read, while the reading goes on, shifts all later
/// rows up by one: the first row of the next page would be skipped and nobody would know (G3, R6).
/// So each page is asked from the last row already read on, and has to begin with it. When it does
/// not, rows moved: the reader steps back a page, looks for any row that it knows, and goes on from
/// there. Rows then come twice, which is harmless because they are stored by id.
///
/// A row that moves the other way, from the unread part into the part already read, was changed
/// while the pass ran: the next incremental pass, which starts before this one began, brings it.
///
/// # Why a short page is no end
/// Vendors lower their page size without notice (P9). Only a page with nothing new is an end: the
/// overlap alone, behind a page that was shorter than this vendor is known to serve. Where that is
/// not known the overlap alone may also mean pages of one row, so one more page is asked without
/// overlap, which has to be empty. What remains unproven is a vendor that lowers its pages to a single
/// row in the middle of a listing.
///
/// ```
/// use simon_core::connector::{OffsetPaging, Proof};
/// let mut paging = OffsetPaging::new(2);
/// assert_eq!(paging.skip(), 0);
/// assert_eq!(paging.take(&["a", "b"])?.end, None);
/// assert_eq!(paging.skip(), 1); // "b" again, as proof that nothing moved
/// assert_eq!(paging.take(&["b", "c"])?.repeated, 1);
/// assert_eq!(paging.take(&["c"])?.end, None);
/// assert_eq!(paging.skip(), 3);
/// assert_eq!(paging.take::<&str>(&[])?.end, Some(Proof::NothingNew));
/// # Ok::<(), simon_core::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OffsetPaging {
    /// Offset of the first row not read yet, or of the page to read again while resyncing.
    next: u64,
    top: u32,
    /// Ids of the page read last, spread over it; the last row's is the last one.
    anchors: Vec<String>,
    /// Rows of the page read last.
    page: u32,
    /// The largest page that this vendor is known to serve.
    largest: u32,
    mode: Mode,
    resyncs: u32,
    pages: u32,
}

/// How the next page is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Mode {
    /// From the last row read on.
    Overlap,
    /// Behind the last row read: the overlap alone may have been a page of one row.
    Confirm,
    /// Further back, after rows moved.
    Resync,
}

/// What a page came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TakenPage {
    /// So many rows at its beginning are the overlap: they were read with the page before.
    pub repeated: usize,
    /// How the end was proven; none while there is more to ask.
    pub end: Option<Proof>,
}

impl OffsetPaging {
    /// The beginning of a listing, asked in pages of `top` rows.
    #[must_use]
    pub const fn new(top: u32) -> Self {
        Self {
            next: 0,
            top: if top == 0 { 1 } else { top },
            anchors: Vec::new(),
            page: 0,
            largest: 0,
            mode: Mode::Overlap,
            resyncs: 0,
            pages: 0,
        }
    }

    /// The same place at a vendor that served pages of `rows` before: it saves a call at the end.
    #[must_use]
    pub fn with_largest_page(mut self, rows: u32) -> Self {
        self.largest = self.largest.max(rows);
        self
    }

    /// The largest page so far, for [`with_largest_page`](Self::with_largest_page) of later listings.
    #[must_use]
    pub const fn largest_page(&self) -> u32 {
        self.largest
    }

    /// The same place with smaller pages, after the vendor named a limit. Larger ones are ignored.
    #[must_use]
    pub fn with_top(mut self, top: u32) -> Self {
        self.top = self.top.min(top.max(1));
        self
    }

    /// How many rows to leave out before the next page.
    #[must_use]
    pub fn skip(&self) -> u64 {
        if self.overlaps() { self.next.saturating_sub(1) } else { self.next }
    }

    /// How many rows to ask for.
    #[must_use]
    pub const fn top(&self) -> u32 {
        self.top
    }

    /// Whether this is the first page of the listing.
    #[must_use]
    pub const fn is_first(&self) -> bool {
        self.pages == 0
    }

    /// Takes the ids of the page at [`skip`](Self::skip), all of them, in the vendor's order.
    ///
    /// The rows behind the overlap are the caller's in any case. After rows moved, some of them may
    /// have come before.
    ///
    /// # Errors
    /// `Incomplete` with `Backoff` when rows kept moving, or the vendor ignores the offset; without
    /// repetition when the listing has more pages than can be true.
    pub fn take<S: AsRef<str>>(&mut self, ids: &[S]) -> Result<TakenPage> {
        let rows = self.count_page(ids.len())?;
        let skip = self.skip();
        if !self.joins(skip, ids) {
            self.step_back(skip)?;
            return Ok(TakenPage { repeated: 0, end: None });
        }
        let joined =
            ids.first().is_some_and(|id| self.overlaps() && self.is_last_read(id.as_ref()));
        let repeated = usize::from(joined);
        if ids.len() == repeated {
            return Ok(TakenPage { repeated, end: self.proof(joined) });
        }
        if joined && skip > 0 {
            self.resyncs = 0;
        }
        self.next = skip.saturating_add(u64::from(rows));
        self.anchors = spread(ids);
        self.page = rows;
        self.mode = Mode::Overlap;
        Ok(TakenPage { repeated, end: None })
    }

    /// Nothing new came: the end, unless it may have been a page of one row.
    fn proof(&mut self, overlap_only: bool) -> Option<Proof> {
        if overlap_only && self.page >= self.largest {
            self.mode = Mode::Confirm;
            return None;
        }
        Some(Proof::NothingNew)
    }

    /// After a page of one row an overlap would leave no room for a new row if pages are that small.
    fn overlaps(&self) -> bool {
        self.mode == Mode::Overlap && self.page > 1
    }

    fn is_last_read(&self, id: &str) -> bool {
        self.anchors.last().is_some_and(|last| last == id)
    }

    fn joins<S: AsRef<str>>(&self, skip: u64, ids: &[S]) -> bool {
        if skip == 0 {
            return true;
        }
        if self.mode == Mode::Resync {
            return ids.iter().any(|id| self.anchors.iter().any(|anchor| anchor == id.as_ref()));
        }
        !self.overlaps() || ids.first().is_some_and(|id| self.is_last_read(id.as_ref()))
    }

    /// Each step back is twice as far as the one before: the beginning is always within reach.
    fn step_back(&mut self, skip: u64) -> Result<()> {
        let distance = u64::from(self.page.max(1)) << self.resyncs;
        self.resyncs = self.resyncs.saturating_add(1);
        if self.resyncs > MOST_RESYNCS {
            return Err(Error::new(
                ErrorKind::Incomplete,
                "rows kept moving while the listing was read",
            )
            .with_retry(Retry::Backoff));
        }
        self.next = skip.saturating_sub(distance);
        self.mode = Mode::Resync;
        Ok(())
    }

    fn count_page(&mut self, rows: usize) -> Result<u32> {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        self.pages = self.pages.saturating_add(1);
        self.largest = self.largest.max(rows);
        if self.pages <= MOST_PAGES {
            return Ok(rows);
        }
        Err(Error::new(ErrorKind::Incomplete, "the listing has no end").with_who(Actor::Operator))
    }
}

fn spread<S: AsRef<str>>(ids: &[S]) -> Vec<String> {
    let step = ids.len().div_ceil(ANCHORS).max(1);
    let mut anchors: Vec<String> =
        ids.iter().rev().step_by(step).map(|id| id.as_ref().to_owned()).collect();
    anchors.reverse();
    anchors
}

#[cfg(test)]
#[path = "offset_paging_tests.rs"]
mod tests;
