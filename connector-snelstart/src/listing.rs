//! A pass over one listing: paging, the bound of what changed, and the proof of its end.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::{Deserialize, Serialize};
use simon_core::Result;
use simon_core::connector::{
    Cursor, ListRequest, Next, OffsetPaging, Page, Proof, Rejected, StampPass, StampWatermark,
    parse_stamp,
};
use simon_core::http::decode::Unreadable;
use simon_core::message::Message;

use crate::api::Listing;
use crate::drift::{Drifts, without_id};
use crate::mapping::Mapped;
use crate::wire;

/// Version of the stored form. A cursor of another version begins a full pass.
const VERSION: u8 = 1;

/// One answer with a list.
#[derive(Debug)]
pub(crate) struct Rows<T> {
    pub(crate) items: Vec<T>,
    pub(crate) unreadable: Vec<Unreadable>,
}

impl<T> Rows<T> {
    pub(crate) fn count(&self) -> u32 {
        let rows = self.items.len().saturating_add(self.unreadable.len());
        u32::try_from(rows).unwrap_or(u32::MAX)
    }

    /// The rows behind an overlap of at most one row, which may be an unreadable one.
    fn behind(
        self,
        repeated: usize,
    ) -> (impl Iterator<Item = T>, impl Iterator<Item = Unreadable>) {
        let bad_first = self.unreadable.first().is_some_and(|record| record.index == 0);
        let (good, bad) = if bad_first { (0, repeated) } else { (repeated, 0) };
        (self.items.into_iter().skip(good), self.unreadable.into_iter().skip(bad))
    }
}

/// A record with an id and, where it has one, a stamp.
pub(crate) trait Row: Drifts {
    const TABLE: &'static str;
    fn id(&self) -> &str;
    fn modified_on(&self) -> Option<&str>;
}

macro_rules! row {
    ($($record:ty: $table:literal),*) => {$(
        impl Row for $record {
            const TABLE: &'static str = $table;
            fn id(&self) -> &str {
                &self.id
            }
            fn modified_on(&self) -> Option<&str> {
                self.modified_on.as_deref()
            }
        }
    )*};
}
row!(
    wire::Relatie: "relaties",
    wire::Artikel: "artikelen",
    wire::Verkooporder: "verkooporders"
);

/// Where a pass is; the cursor between two pages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Pass {
    versie: u8,
    pub(crate) paging: OffsetPaging,
    stamps: StampPass,
    /// Only what changed since.
    pub(crate) bound: Option<NaiveDateTime>,
    /// SnelStart sent rows below the bound: it ignores the filter.
    filter_ignored: bool,
}

#[derive(Serialize, Deserialize)]
struct Stored {
    versie: u8,
    watermark: StampWatermark,
    /// The largest page served so far: it saves each later listing a call (S4).
    #[serde(default)]
    largest: u32,
}

impl Pass {
    /// Goes on where a pass stopped, or begins one. A cursor of another version begins a full pass,
    /// never a guess.
    pub(crate) fn of(request: &ListRequest, listing: &Listing, now: DateTime<Utc>) -> Self {
        if let Some(pass) = Self::resumed(request.resume.as_ref(), listing) {
            return pass;
        }
        let watermark = request.since.as_ref().filter(|_| request.resume.is_none());
        let since = watermark.and_then(stored);
        let bound = since.as_ref().and_then(|stored| stored.watermark.bound());
        let largest = since.as_ref().map_or(0, |stored| stored.largest);
        // A watermark without a readable bound is no watermark.
        let since = since.filter(|_| bound.is_some());
        Self {
            versie: VERSION,
            paging: listing.paging().with_largest_page(largest),
            stamps: StampPass::new(since.as_ref().map(|stored| &stored.watermark), now),
            bound,
            filter_ignored: false,
        }
    }

    /// A pass that goes on where it stopped; none when it was not begun, or by another version.
    pub(crate) fn resumed(resume: Option<&Cursor>, listing: &Listing) -> Option<Self> {
        let pass: Self = serde_json::from_str(&resume?.0).ok()?;
        let paging = pass.paging.clone().with_top(listing.top());
        (pass.versie == VERSION).then_some(Self { paging, ..pass })
    }

    /// A pass over what changed since a moment of the server's clock.
    pub(crate) fn since(bound: NaiveDateTime, listing: &Listing, now: DateTime<Utc>) -> Self {
        Self { bound: Some(bound), ..Self::of(&ListRequest::everything(), listing, now) }
    }

    pub(crate) const fn is_incremental(&self) -> bool {
        self.bound.is_some()
    }

    /// Takes a page: maps its records and tells what comes next.
    ///
    /// # Errors
    /// `Incomplete` when the listing moved under the reader.
    pub(crate) fn take<W: Row, T>(
        mut self,
        rows: Rows<W>,
        now: DateTime<Utc>,
        map: impl Fn(W) -> Mapped<T>,
    ) -> Result<Page<T>> {
        let taken = self.paging.take(&ids(&rows))?;
        self.stamps.observe_page(rows.items.iter().filter_map(Row::modified_on), now);
        let (items, unreadables) = rows.behind(taken.repeated);
        let noted = self.filter_ignored;
        let mut page = Page::new(Vec::new(), Next::More(Cursor(String::new())));
        for row in items {
            if self.below_bound(&row) {
                self.filter_ignored = true;
                continue;
            }
            page.drift.extend(row.drift());
            page.take(map(row));
        }
        for record in unreadables {
            page.drift.extend(without_id(W::TABLE, &record));
            page.rejected.push(unreadable(&record));
        }
        if self.filter_ignored && !noted {
            page.notes.push(Message::new("snelstart-filter-genegeerd"));
        }
        page.highest_mutation = self.stamps.highest().map(str::to_owned);
        page.next = self.next(taken.end)?;
        Ok(page)
    }

    /// Moves on past a page of which every row could be read; answers the proof when it was the last.
    pub(crate) fn advance<W: Row>(&mut self, rows: &[W]) -> Result<Option<Proof>> {
        Ok(self.paging.take(&rows.iter().map(Row::id).collect::<Vec<_>>())?.end)
    }

    /// SnelStart ignores some filters silently: such rows are not what was asked for.
    fn below_bound<W: Row>(&self, row: &W) -> bool {
        let Some(bound) = self.bound else { return false };
        row.modified_on().and_then(parse_stamp).is_some_and(|stamp| stamp < bound)
    }

    fn next(&self, proof: Option<Proof>) -> Result<Next> {
        let Some(proof) = proof else { return Ok(Next::More(cursor(self)?)) };
        let largest = self.paging.largest_page();
        let stored =
            self.stamps.watermark().map(|watermark| Stored { versie: VERSION, watermark, largest });
        Ok(Next::End { proof, watermark: stored.as_ref().map(cursor).transpose()? })
    }
}

fn stored(cursor: &Cursor) -> Option<Stored> {
    let stored: Stored = serde_json::from_str(&cursor.0).ok()?;
    (stored.versie == VERSION).then_some(stored)
}

fn cursor<T: Serialize>(place: &T) -> Result<Cursor> {
    let text = serde_json::to_string(place).map_err(|error| {
        simon_core::Error::new(simon_core::ErrorKind::Unexpected, "cannot encode the cursor")
            .with_source(error)
    })?;
    Ok(Cursor(text))
}

/// A record that could not be read, named by the id or code that can be found in it.
pub(crate) fn unreadable(record: &Unreadable) -> Rejected {
    record.rejected(&["artikelcode", "relatiecode", "nummer", "id"], "snelstart-onleesbaar")
}

/// The ids of all rows in the vendor's order; an unreadable row counts too.
fn ids<W: Row>(rows: &Rows<W>) -> Vec<Cow<'_, str>> {
    let mut ids: Vec<Cow<'_, str>> = rows.items.iter().map(|row| Cow::Borrowed(row.id())).collect();
    for record in &rows.unreadable {
        let id = serde_json::from_str::<wire::Ref>(&record.raw).ok().and_then(|row| row.id);
        // Without an id its place is all there is; a shift is then noticed as a page that moved.
        let id = id.unwrap_or_else(|| format!("#{}", record.raw.len()));
        ids.insert(record.index.min(ids.len()), Cow::Owned(id));
    }
    ids
}
