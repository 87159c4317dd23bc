//! Pages that are asked for by number, of a listing whose order the vendor does not promise (G3).
//!
//! A row that disappears from the part already read shifts all later ones up: the first row of the next
//! page would be skipped and nobody would know. So a page has to show the last row already read, in its
//! place, before the rows behind it count as read. A page number says where a page begins only in
//! multiples of its size, so the size is chosen for that: page `n` of size `s` begins at row `n * s`, and
//! a slightly smaller page begins a little before the wanted row. Where no size does that, as for tiny
//! pages, the place is looked at again afterwards.
//!
//! A place that does not hold means that rows moved: the reader steps back, further each time, looks for
//! any row of its last page, and goes on from there. Rows then come twice, which is harmless.

use serde::{Deserialize, Serialize};
use simon_core::connector::Proof;
use simon_core::{Actor, Error, ErrorKind, Result, Retry};

use crate::assumptions::MOST_PAGES;

/// Steps back without a clean join in between before the listing counts as unreadable.
const MOST_RESYNCS: u32 = 10;
/// So many ids of the last page are remembered.
const ANCHORS: usize = 8;

/// Where such a listing is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct NumberedPages {
    at: Place,
    top: u32,
    /// The place before a page that did not show it: to be looked at again before that page counts.
    before: Option<Place>,
    /// What that page said of the end.
    end: Option<End>,
    mode: Mode,
    resyncs: u32,
    pages: u32,
}

/// So many rows were read, the last of which had these ids.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Place {
    read: u64,
    anchors: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Mode {
    Onward,
    /// Nothing new came: what is behind has to be empty.
    Confirm,
    /// After rows moved.
    Resync,
}

/// What shows that a listing ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum End {
    Said,
    Counted,
    Empty,
}

impl End {
    const fn proof(self) -> Proof {
        match self {
            Self::Said => Proof::EndSignal,
            Self::Counted => Proof::Count,
            Self::Empty => Proof::NothingNew,
        }
    }
}

/// A page to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Asked {
    /// Counted from 0.
    pub(crate) index: u64,
    pub(crate) size: u32,
    shows: Shows,
}

/// What the page has to show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// It is the first one.
    Nothing,
    /// The last row read, in this place.
    Last(usize),
    /// Only rows behind the last one.
    Behind,
    /// The row before the page that is not proven yet, in this place.
    Before(usize),
    /// Any row of the last page.
    Any,
}

/// What an answer says of its listing besides the rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Said {
    /// The largest page that is served, whatever was asked for.
    pub(crate) most: Option<u32>,
    /// How many rows there are in all.
    pub(crate) total: Option<u64>,
    /// Whether it is the last page.
    pub(crate) last: Option<bool>,
}

/// What a page came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Taken {
    /// Its pages are smaller than what was asked for, so that it began elsewhere: ask again.
    Again,
    /// Rows.
    Rows {
        /// So many at its beginning were read before.
        repeated: usize,
        /// How the end was proven; none while there is more to ask.
        end: Option<Proof>,
    },
}

impl NumberedPages {
    /// The beginning of a listing, in pages of at most so many rows.
    pub(crate) const fn new(size: u32) -> Self {
        Self {
            at: Place { read: 0, anchors: Vec::new() },
            top: if size == 0 { 1 } else { size },
            before: None,
            end: None,
            mode: Mode::Onward,
            resyncs: 0,
            pages: 0,
        }
    }

    pub(crate) const fn is_first(&self) -> bool {
        self.pages == 0
    }

    /// The next page.
    pub(crate) fn asked(&self) -> Asked {
        if let Some(before) = &self.before {
            let (index, size, place) = self.showing(before.read.saturating_sub(1));
            return Asked { index, size, shows: Shows::Before(place) };
        }
        if self.at.read == 0 {
            return Asked { index: 0, size: self.top, shows: Shows::Nothing };
        }
        if self.mode == Mode::Resync {
            let index = self.at.read.checked_div(u64::from(self.top)).unwrap_or(0);
            return Asked { index, size: self.top, shows: Shows::Any };
        }
        let (index, size, place) = self.showing(self.at.read.saturating_sub(1));
        let has_room = place.saturating_add(1) < usize::try_from(size).unwrap_or(0);
        if self.mode == Mode::Onward && has_room {
            return Asked { index, size, shows: Shows::Last(place) };
        }
        self.behind()
    }

    /// The page with this row that has most rows behind it: its number, its size, the row's place.
    fn showing(&self, row: u64) -> (u64, u32, usize) {
        let place = |size: u32| row.checked_rem(u64::from(size)).unwrap_or(0);
        let room = |size: &u32| u64::from(*size).saturating_sub(place(*size));
        let size = (1..=self.top).max_by_key(room).unwrap_or(1);
        let index = row.checked_div(u64::from(size)).unwrap_or(0);
        (index, size, usize::try_from(place(size)).unwrap_or(usize::MAX))
    }

    /// The largest page that begins right behind the last row.
    fn behind(&self) -> Asked {
        let begins = |size: &u32| self.at.read.checked_rem(u64::from(*size)) == Some(0);
        let size = (1..=self.top).rev().find(begins).unwrap_or(1);
        let index = self.at.read.checked_div(u64::from(size)).unwrap_or(0);
        Asked { index, size, shows: Shows::Behind }
    }

    /// Takes the ids of all rows of the page that was asked for, in the vendor's order.
    ///
    /// # Errors
    /// `Incomplete` with `Backoff` when the listing kept moving under the reader; without repetition when
    /// it has more pages than can be true.
    pub(crate) fn take<S: AsRef<str>>(
        &mut self,
        asked: Asked,
        ids: &[S],
        said: Said,
    ) -> Result<Taken> {
        self.pages = self.pages.saturating_add(1);
        if self.pages > MOST_PAGES {
            let endless = Error::new(ErrorKind::Incomplete, "the listing has no end");
            return Err(endless.with_who(Actor::Operator));
        }
        if !self.is_served_as_asked(asked, ids.len(), said) {
            return Ok(Taken::Again);
        }
        let begin = asked.index.saturating_mul(u64::from(asked.size));
        let count = u64::try_from(ids.len()).unwrap_or(u64::MAX);
        let here = Place { read: begin.saturating_add(count), anchors: spread(ids) };
        let end = end_of(&here, ids.is_empty(), said);
        let shown = |place: usize, of: &Place| {
            let row = ids.get(place).map(AsRef::as_ref);
            row.is_some() && row == of.anchors.last().map(String::as_str)
        };
        match asked.shows {
            Shows::Nothing => Ok(self.joined(here, 0, ids.len(), end)),
            Shows::Last(place) if shown(place, &self.at) => {
                self.resyncs = 0;
                Ok(self.joined(here, place.saturating_add(1), ids.len(), end))
            }
            Shows::Behind => Ok(self.unproven(here, ids.is_empty(), end)),
            Shows::Before(place) if self.before.as_ref().is_some_and(|it| shown(place, it)) => {
                (self.before, self.mode, self.resyncs) = (None, Mode::Onward, 0);
                let end = self.end.take().map(End::proof);
                Ok(Taken::Rows { repeated: ids.len(), end })
            }
            Shows::Any => match ids.iter().position(|id| self.is_anchor(id.as_ref())) {
                Some(place) => {
                    self.mode = Mode::Onward;
                    Ok(self.joined(here, place.saturating_add(1), ids.len(), end))
                }
                None => self.step_back(begin),
            },
            Shows::Last(_) | Shows::Before(_) => self.step_back(begin),
        }
    }

    /// Whether the page began where it was asked for. The vendor serves smaller pages without saying so;
    /// from then on no larger ones are asked for.
    fn is_served_as_asked(&mut self, asked: Asked, rows: usize, said: Said) -> bool {
        let rows = u32::try_from(rows).unwrap_or(u32::MAX);
        let short = rows > 0 && rows < asked.size;
        let capped =
            said.most.is_some_and(|most| most < asked.size) || (short && said.last == Some(false));
        let told = said.most.is_some() || said.last.is_some();
        if capped || (short && !told) {
            let most = said.most.unwrap_or(rows).min(rows.max(1));
            self.top = self.top.min(most.max(1));
        }
        let unknown = short && !told && asked.shows == Shows::Behind;
        asked.index == 0 || !(capped || unknown)
    }

    /// The page joins what was read before it.
    fn joined(&mut self, here: Place, repeated: usize, rows: usize, end: Option<End>) -> Taken {
        let nothing_new = repeated >= rows;
        if nothing_new {
            self.mode = Mode::Confirm;
        } else {
            (self.at, self.mode) = (here, Mode::Onward);
        }
        // An empty page that shows nothing proves nothing by itself, unless it is the first.
        let end = end.filter(|end| *end != End::Empty || self.at.read == 0);
        Taken::Rows { repeated, end: end.map(End::proof) }
    }

    /// The page is behind what was read, and does not show it: that is looked at next.
    fn unproven(&mut self, here: Place, empty: bool, end: Option<End>) -> Taken {
        self.before = Some(self.at.clone());
        self.end = end;
        if !empty {
            self.at = here;
        }
        Taken::Rows { repeated: 0, end: None }
    }

    fn is_anchor(&self, id: &str) -> bool {
        self.at.anchors.iter().any(|anchor| anchor == id)
    }

    /// Each step is twice as far as the one before: the beginning is always within reach.
    fn step_back(&mut self, begin: u64) -> Result<Taken> {
        if let Some(before) = self.before.take() {
            self.at = before;
        }
        self.end = None;
        let distance = u64::from(self.top) << self.resyncs.min(MOST_RESYNCS);
        self.resyncs = self.resyncs.saturating_add(1);
        if self.resyncs > MOST_RESYNCS {
            let moved = "rows kept moving while the listing was read";
            return Err(Error::new(ErrorKind::Incomplete, moved).with_retry(Retry::Backoff));
        }
        (self.at.read, self.mode) = (begin.saturating_sub(distance), Mode::Resync);
        Ok(Taken::Rows { repeated: 0, end: None })
    }
}

fn end_of(here: &Place, empty: bool, said: Said) -> Option<End> {
    if said.last == Some(true) {
        return Some(End::Said);
    }
    if empty {
        return Some(End::Empty);
    }
    said.total.is_some_and(|total| here.read >= total).then_some(End::Counted)
}

/// Some ids of a page, the last one among them.
fn spread<S: AsRef<str>>(ids: &[S]) -> Vec<String> {
    let step = ids.len().div_ceil(ANCHORS).max(1);
    let mut anchors: Vec<String> =
        ids.iter().rev().step_by(step).map(|id| id.as_ref().to_owned()).collect();
    anchors.reverse();
    anchors
}

#[cfg(test)]
#[path = "paging_tests.rs"]
mod tests;
