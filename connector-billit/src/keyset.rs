//! The place in a listing that is ordered by the moment of the last change, while rows change.

use serde::{Deserialize, Serialize};
use simon_core::{Actor, Error, ErrorKind, Result, Retry};

use crate::values::instant;

/// Rows of the newest instant that are remembered, to recognise them when the instant is read again.
/// Further ones come twice, which is harmless: they are stored by id.
const MOST_SEEN: usize = 500;
/// Times that an instant is read again without anything new.
const MOST_REREADS: u32 = 10;
/// More pages than any company has: 20,000 pages of 120 are more than two million rows.
const MOST_PAGES: u32 = 20_000;

/// What tells a row and its change from others: its id and its stamp as the vendor wrote it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RowKey {
    pub(crate) id: Option<i64>,
    pub(crate) stamp: Option<String>,
}

impl RowKey {
    fn instant(&self) -> Option<String> {
        instant(self.stamp.as_deref()?)
    }
}

/// Where a listing is that the vendor sorts by last change and then by id. Serialised into the
/// connector's cursor.
///
/// # Why it goes on by stamp and overlaps by one row
/// An offset into the whole listing loses rows: an edited row moves to the end, and all rows behind its
/// old place move up by one. So each page is asked from the instant of the last row read on, inclusive.
/// Within that instant, which may have more rows than a page, an offset cannot be avoided. It leads to
/// the last row read, not to the one behind it: the page has to begin with that row, or else rows of the
/// instant moved and the instant is read again from its start.
///
/// Rows that are edited while the listing is read move to its end and come there, with their new stamp.
/// But one that is stamped within the very instant that is being read may take the place of another that
/// left it, so that nothing seems to have moved: the next pass has to start before this one began.
///
/// # Why a short page is no end
/// A vendor may lower its page size without notice (P9), and Billit's link to a next page may be absent
/// although there is one. A page that has the overlap alone may be one of a single row, too: then what is
/// behind it is asked for. Only a page with nothing is the end. Rows that do come that way had no overlap
/// to prove that nothing moved in front of them: the listing goes on behind them only after the row before
/// them was seen in its place once more.
///
/// ```text
/// ge 10:00:01 skip 0  ->  a 10:00:01, b 10:00:02, c 10:00:02
/// ge 10:00:02 skip 1  ->  c 10:00:02, d 10:00:07
/// ge 10:00:07 skip 0  ->  d 10:00:07
/// ge 10:00:07 skip 1  ->                                        the end
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Keyset {
    /// Rows of this instant and later ones; none for all.
    van: Option<String>,
    /// So many rows of that instant were read.
    gelezen: u64,
    /// The last of them; none at the start of an instant.
    anker: Option<RowKey>,
    gezien: Vec<RowKey>,
    /// Whether the next page begins behind the last row read, without an overlap.
    #[serde(default)]
    voorbij: bool,
    /// Where it goes on behind rows that came without an overlap, once the row before them proves to be in
    /// its place.
    #[serde(default)]
    verder: Option<Box<Keyset>>,
    herlezen: u32,
    paginas: u32,
}

/// What a page came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct TakenPage {
    /// For each row whether it is to be taken: the others came before.
    pub(crate) fresh: Vec<bool>,
    /// Whether the listing is at its end.
    pub(crate) end: bool,
}

impl Keyset {
    /// The start of a listing of what changed at or after an instant; of everything without one.
    pub(crate) fn from(instant: Option<String>) -> Self {
        Self { van: instant, ..Self::default() }
    }

    /// The instant to filter by, inclusive; none on the first pages of everything.
    pub(crate) fn since(&self) -> Option<&str> {
        self.van.as_deref()
    }

    /// How many rows to leave out.
    pub(crate) const fn skip(&self) -> u64 {
        self.gelezen.saturating_sub(if self.overlaps() { 1 } else { 0 })
    }

    /// Whether the page has to begin with the last row read.
    const fn overlaps(&self) -> bool {
        self.anker.is_some() && !self.voorbij
    }

    /// Takes all rows of the page at [`since`](Self::since) and [`skip`](Self::skip), in their order.
    ///
    /// # Errors
    /// `Incomplete`: to be repeated when rows kept moving, not when the listing is not in the order that
    /// was asked for or has more pages than can be true.
    pub(crate) fn take(&mut self, rows: &[RowKey]) -> Result<TakenPage> {
        self.count_page()?;
        self.check_order(rows)?;
        let overlaps = self.overlaps();
        if overlaps && rows.first() != self.anker.as_ref() {
            return self.read_again(rows.len());
        }
        let Some(last) = rows.last().filter(|_| rows.len() > usize::from(overlaps)) else {
            if !self.go_on_as_proven() {
                self.voorbij = overlaps;
            }
            return Ok(TakenPage { fresh: vec![false; rows.len()], end: !overlaps });
        };
        let fresh: Vec<bool> = rows.iter().map(|row| !self.gezien.contains(row)).collect();
        if fresh.contains(&true) {
            self.herlezen = 0;
        }
        if self.voorbij {
            let mut behind = self.clone();
            behind.go_on_behind(rows, last);
            (self.verder, self.voorbij) = (Some(Box::new(behind)), false);
        } else {
            self.go_on_behind(rows, last);
        }
        Ok(TakenPage { fresh, end: false })
    }

    /// Goes on behind the rows that came without an overlap, if there are any.
    fn go_on_as_proven(&mut self) -> bool {
        let Some(behind) = self.verder.take() else { return false };
        let counted = (self.herlezen, self.paginas);
        *self = *behind;
        (self.herlezen, self.paginas) = counted;
        true
    }

    fn go_on_behind(&mut self, rows: &[RowKey], last: &RowKey) {
        // A stamp that cannot be read is no place: the one before it is.
        let newest = rows.iter().rev().find_map(RowKey::instant);
        if newest == self.van || newest.is_none() {
            self.gelezen = self.skip().saturating_add(count(rows.len()));
            let new: Vec<RowKey> =
                rows.iter().filter(|row| !self.gezien.contains(row)).cloned().collect();
            self.gezien.extend(new);
        } else {
            let first = rows.iter().position(|row| row.instant() == newest).unwrap_or_default();
            let of_instant = rows.get(first..).unwrap_or_default();
            self.gelezen = count(of_instant.len());
            self.gezien = of_instant.to_vec();
            self.van = newest;
        }
        let too_many = self.gezien.len().saturating_sub(MOST_SEEN);
        self.gezien.drain(..too_many);
        self.anker = Some(last.clone());
        (self.voorbij, self.verder) = (false, None);
    }

    /// Rows of the instant went or came: it is read from its start.
    fn read_again(&mut self, rows: usize) -> Result<TakenPage> {
        self.herlezen = self.herlezen.saturating_add(1);
        if self.herlezen > MOST_REREADS {
            return Err(Error::new(
                ErrorKind::Incomplete,
                "rows kept moving while the listing was read",
            )
            .with_retry(Retry::Backoff));
        }
        (self.anker, self.verder) = (None, None);
        self.gelezen = 0;
        Ok(TakenPage { fresh: vec![false; rows], end: false })
    }

    /// A vendor that ignores the filter or the order would make rows go missing.
    fn check_order(&self, rows: &[RowKey]) -> Result<()> {
        let mut before = self.van.clone();
        for at in rows.iter().filter_map(RowKey::instant) {
            if before.as_ref().is_some_and(|before| *before > at) {
                let detail = "the rows are not in the order that was asked for";
                return Err(Error::new(ErrorKind::Incomplete, detail).with_who(Actor::Operator));
            }
            before = Some(at);
        }
        Ok(())
    }

    fn count_page(&mut self) -> Result<()> {
        self.paginas = self.paginas.saturating_add(1);
        if self.paginas <= MOST_PAGES {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Incomplete, "the listing has no end").with_who(Actor::Operator))
    }
}

fn count(rows: usize) -> u64 {
    u64::try_from(rows).unwrap_or(u64::MAX)
}

#[cfg(test)]
#[path = "keyset_tests.rs"]
mod tests;
