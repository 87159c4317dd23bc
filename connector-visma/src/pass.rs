//! A pass over one listing: its pages, the bound of what changed, and the proof of its end.

use std::borrow::Cow;

use chrono::{DateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use simon_core::connector::{Cursor, ListRequest, Next, Page, Proof};
use simon_core::http::decode::Unreadable;
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result};

use crate::drift::Drifts;
use crate::mapping::{Clock, bound, is_below, later, unreadable};
use crate::paging::{Asked, NumberedPages, Said, Taken};
use crate::wire::{Customer, Invoice, Item, Metadata, Order};

/// Version of the stored forms. A cursor of another version begins a full pass.
const VERSION: u8 = 1;

/// A row of a listing.
pub(crate) trait Row: Drifts + DeserializeOwned + Send {
    /// Names of its id, for rows that cannot be read.
    const IDS: &'static [&'static str];
    fn id(&self) -> &str;
    /// When it was changed last, as the vendor wrote it.
    fn changed(&self) -> Option<&str>;
    fn metadata(&self) -> Option<Metadata> {
        None
    }
}

impl Row for Customer {
    const IDS: &'static [&'static str] = &["internalId"];
    fn id(&self) -> &str {
        &self.internal_id
    }
    fn changed(&self) -> Option<&str> {
        self.last_modified_date_time.as_deref()
    }
    fn metadata(&self) -> Option<Metadata> {
        self.metadata
    }
}

impl Row for Item {
    const IDS: &'static [&'static str] = &["inventoryId", "inventoryID"];
    fn id(&self) -> &str {
        &self.inventory_id
    }
    fn changed(&self) -> Option<&str> {
        self.last_modified_date_time.as_deref()
    }
    fn metadata(&self) -> Option<Metadata> {
        self.metadata
    }
}

impl Row for Invoice {
    const IDS: &'static [&'static str] = &["referenceNumber"];
    fn id(&self) -> &str {
        self.reference_number.as_deref().unwrap_or_default()
    }
    fn changed(&self) -> Option<&str> {
        self.last_modified_date_time.as_deref()
    }
    fn metadata(&self) -> Option<Metadata> {
        self.metadata
    }
}

impl Row for Order {
    const IDS: &'static [&'static str] = &["orderId"];
    fn id(&self) -> &str {
        self.order_id.as_deref().unwrap_or_default()
    }
    fn changed(&self) -> Option<&str> {
        self.last_modified.as_deref()
    }
}

/// One page as it was read.
#[derive(Debug)]
pub(crate) struct Rows<T> {
    pub(crate) items: Vec<T>,
    /// Rows that could not be read: skipped and logged, never fatal (B13).
    pub(crate) unreadable: Vec<Unreadable>,
    pub(crate) said: Said,
}

impl<T> Rows<T> {
    /// An empty page.
    pub(crate) fn none() -> Self {
        Self { items: Vec::new(), unreadable: Vec::new(), said: Said::default() }
    }
}

impl<T: Row> Rows<T> {
    /// All of them, where one that cannot be read may be the one that is looked for.
    ///
    /// # Errors
    /// Why the first could not be read.
    pub(crate) fn whole(self) -> Result<Vec<T>> {
        self.unreadable.into_iter().next().map_or(Ok(self.items), |row| Err(row.error))
    }

    /// The ids of all rows in the vendor's order; an unreadable row counts too.
    pub(crate) fn ids(&self) -> Vec<Cow<'_, str>> {
        let mut ids: Vec<Cow<'_, str>> = self.items.iter().map(|it| it.id().into()).collect();
        for record in &self.unreadable {
            let id = record.rejected(T::IDS, "").record;
            // Without an id its length is all there is; a shift is then noticed as a page that moved.
            let id = id.unwrap_or_else(|| format!("#{}", record.raw.len()));
            ids.insert(record.index.min(ids.len()), id.into());
        }
        ids
    }

    /// Leaves out the first rows, readable or not.
    pub(crate) fn without_first(&mut self, rows: usize) {
        let bad = self.unreadable.iter().filter(|record| record.index < rows).count();
        self.items.drain(..rows.saturating_sub(bad).min(self.items.len()));
        self.unreadable.retain(|record| record.index >= rows);
    }
}

/// A stamp and when, by our clock, it was first seen.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Seen {
    stempel: String,
    gezien: DateTime<Utc>,
}

/// Where the next pass over changes begins.
#[derive(Debug, Serialize, Deserialize)]
struct Watermark {
    versie: u8,
    hoogste: Seen,
    /// When the pass that it ended was begun.
    begonnen: DateTime<Utc>,
    /// When everything was listed last.
    geheel: DateTime<Utc>,
}

/// A pass over what changed, or over everything.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Pass {
    versie: u8,
    pages: NumberedPages,
    /// Only rows that changed from this value of the vendor's clock on.
    vanaf: Option<String>,
    hoogste: Option<Seen>,
    begonnen: DateTime<Utc>,
    geheel: DateTime<Utc>,
    /// The vendor sent rows below the bound: it ignores the filter.
    filter_genegeerd: bool,
}

/// Of which listing a pass is.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kind {
    pub(crate) clock: Clock,
    /// Rows of a page.
    pub(crate) size: u32,
    /// How long at most between two listings of everything; none for ever.
    pub(crate) whole_after: Option<TimeDelta>,
}

impl Pass {
    /// Goes on where a pass stopped, or begins one; and whether it begins anew with everything although
    /// changes were asked for. A cursor of another make begins a full pass, never a guess.
    pub(crate) fn of(request: &ListRequest, kind: Kind, now: DateTime<Utc>) -> (Self, bool) {
        if let Some(resume) = &request.resume {
            let resumed = read::<Self>(resume).filter(|pass| pass.versie == VERSION);
            return resumed.map_or((Self::everything(kind, now), true), |pass| (pass, false));
        }
        let Some(since) = &request.since else { return (Self::everything(kind, now), false) };
        let since = read::<Watermark>(since).and_then(|mark| Self::since(mark, kind, now));
        since.map_or((Self::everything(kind, now), true), |pass| (pass, false))
    }

    fn everything(kind: Kind, now: DateTime<Utc>) -> Self {
        Self {
            versie: VERSION,
            pages: NumberedPages::new(kind.size),
            vanaf: None,
            hoogste: None,
            begonnen: now,
            geheel: now,
            filter_genegeerd: false,
        }
    }

    /// None for a watermark that says nothing, or is of too long ago.
    fn since(mark: Watermark, kind: Kind, now: DateTime<Utc>) -> Option<Self> {
        let age = now.signed_duration_since(mark.geheel).abs();
        if mark.versie != VERSION || kind.whole_after.is_some_and(|longest| age >= longest) {
            return None;
        }
        // What changes after that pass began has a stamp that is later by so much than the highest one.
        let elapsed = mark.begonnen.signed_duration_since(mark.hoogste.gezien);
        let vanaf = bound(kind.clock, &mark.hoogste.stempel, elapsed)?;
        let (hoogste, geheel) = (Some(mark.hoogste), mark.geheel);
        Some(Self { vanaf: Some(vanaf), hoogste, geheel, ..Self::everything(kind, now) })
    }

    pub(crate) fn bound(&self) -> Option<&str> {
        self.vanaf.as_deref()
    }

    pub(crate) fn asked(&self) -> Asked {
        self.pages.asked()
    }

    /// Whether what is not active has to come, too: on the first page of everything no one needs it, and
    /// later a row may have been active on a page before.
    pub(crate) const fn inactive_too(&self) -> bool {
        self.vanaf.is_some() || !self.pages.is_first()
    }

    /// Takes a page in and leaves only its new rows. Answers with the page to fill, or with none when it
    /// has to be asked for again.
    ///
    /// # Errors
    /// `Incomplete` when the listing kept moving; `Unexpected` when the place cannot be written.
    pub(crate) fn take<W: Row, T>(
        &mut self,
        clock: Clock,
        asked: Asked,
        rows: &mut Rows<W>,
        now: DateTime<Utc>,
    ) -> Result<Option<Page<T>>> {
        let Taken::Rows { repeated, end } = self.pages.take(asked, &rows.ids(), rows.said)? else {
            return Ok(None);
        };
        let total = rows.said.total;
        rows.without_first(repeated);
        for stamp in rows.items.iter().filter_map(Row::changed) {
            self.observe(clock, stamp, now);
        }
        let ignored = self.vanaf.as_deref().is_some_and(|bound| {
            rows.items.iter().filter_map(Row::changed).any(|stamp| is_below(clock, stamp, bound))
        });
        let noted = self.filter_genegeerd;
        self.filter_genegeerd |= ignored;
        let mut page = Page::new(Vec::new(), self.next(end)?);
        page.total = total;
        page.highest_mutation = self.hoogste.as_ref().map(|seen| seen.stempel.clone());
        if ignored && !noted {
            page.notes.push(Message::new("visma-filter-genegeerd"));
        }
        for record in &rows.unreadable {
            page.rejected.push(unreadable(record));
        }
        Ok(Some(page))
    }

    fn observe(&mut self, clock: Clock, stamp: &str, now: DateTime<Utc>) {
        let known = self.hoogste.as_ref().map(|seen| seen.stempel.as_str());
        if later(clock, known, stamp, now) {
            self.hoogste = Some(Seen { stempel: stamp.to_owned(), gezien: now });
        }
    }

    fn next(&self, end: Option<Proof>) -> Result<Next> {
        let Some(proof) = end else { return Ok(Next::More(cursor(self)?)) };
        let watermark = self.hoogste.clone().map(|hoogste| {
            let (begonnen, geheel) = (self.begonnen, self.geheel);
            cursor(&Watermark { versie: VERSION, hoogste, begonnen, geheel })
        });
        Ok(Next::End { proof, watermark: watermark.transpose()? })
    }
}

pub(crate) fn read<T: DeserializeOwned>(cursor: &Cursor) -> Option<T> {
    serde_json::from_str(&cursor.0).ok()
}

pub(crate) fn cursor<T: Serialize>(place: &T) -> Result<Cursor> {
    let text = serde_json::to_string(place).map_err(|error| {
        Error::new(ErrorKind::Unexpected, "cannot encode the cursor").with_source(error)
    })?;
    Ok(Cursor(text))
}
