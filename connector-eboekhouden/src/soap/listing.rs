//! Listings of tables that come whole, in one answer, and are handed out in pages.
//!
//! The answer stays open between two pages, so that memory does not grow with the table. Where another
//! process goes on, or the open answer is gone, the table is asked for again and passed over up to the
//! place: the ids before it tell whether it is still the same table.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_lock::Mutex;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use simon_core::connector::{Cursor, Drift, Mapped, Next, Page, Proof};
use simon_core::{Error, ErrorKind, Result};

use super::answer::Record;
use super::call::{Api, Records};
use super::envelope::Unsigned;
use crate::ID;

/// Records of a page.
const PAGE: usize = 500;
/// A vendor closes the line to somebody who reads nothing for long: then the table is asked for again.
const LONGEST_PAUSE: TimeDelta = TimeDelta::minutes(1);
/// Of the cursors.
const VERSIE: u8 = 1;

/// How many records the pages have.
#[derive(Debug, Clone)]
pub(crate) struct PageSize(Arc<AtomicUsize>);

impl PageSize {
    /// So many as this says when a page begins, for tests.
    #[cfg(feature = "simulator")]
    pub(crate) const fn shared(records: Arc<AtomicUsize>) -> Self {
        Self(records)
    }

    fn records(&self) -> usize {
        self.0.load(Ordering::Relaxed).max(1)
    }
}

impl Default for PageSize {
    fn default() -> Self {
        Self(Arc::new(AtomicUsize::new(PAGE)))
    }
}

/// What to list: the request, and what tells it from other requests for the same table.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub(super) request: Unsigned,
    /// Empty where there is one request only.
    pub(super) scope: String,
}

/// Which records of a table were handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    versie: u8,
    /// How many.
    positie: u64,
    /// What their ids come to, in their order.
    ids: u64,
    /// How often the pass began from the start: no place of it comes twice.
    begin: u32,
}

impl Place {
    fn read(cursor: &Cursor) -> Option<Self> {
        let place: Self = serde_json::from_str(&cursor.0).ok()?;
        (place.versie == VERSIE).then_some(place)
    }

    fn cursor(self) -> Result<Cursor> {
        let text = serde_json::to_string(&self).map_err(|error| {
            Error::new(ErrorKind::Unexpected, "cannot encode a cursor")
                .with_connector(ID)
                .with_source(error)
        })?;
        Ok(Cursor(text))
    }
}

/// A table of which a part was handed out.
#[derive(Debug)]
struct OpenTable {
    records: Records,
    positie: u64,
    ids: DefaultHasher,
    begin: u32,
    /// When its last page was handed out.
    handed_out: DateTime<Utc>,
}

impl OpenTable {
    async fn open(api: &Api, wanted: &Wanted, begin: u32) -> Result<Self> {
        let mut ids = DefaultHasher::new();
        wanted.scope.hash(&mut ids);
        let records = api.open(wanted.request.clone()).await?;
        Ok(Self { records, positie: 0, ids, begin, handed_out: api.now() })
    }

    fn place(&self) -> Place {
        Place { versie: VERSIE, positie: self.positie, ids: self.ids.finish(), begin: self.begin }
    }

    /// Whether it goes on at a place, and its line is still worth something.
    fn goes_on_at(&self, place: Place, now: DateTime<Utc>) -> bool {
        // A clock that was set back must not make it fresh for ages.
        self.place() == place && (now - self.handed_out).abs() < LONGEST_PAUSE
    }

    async fn next(&mut self, id: &str) -> Result<Option<Record>> {
        let record = self.records.next().await?;
        if let Some(record) = &record {
            self.positie = self.positie.saturating_add(1);
            record.text(id).hash(&mut self.ids);
        }
        Ok(record)
    }

    /// Passes over what was handed out before; false when that is no longer the same.
    async fn pass_over(&mut self, place: Place, id: &str) -> Result<bool> {
        while self.positie < place.positie {
            if self.next(id).await?.is_none() {
                return Ok(false);
            }
        }
        Ok(self.place() == place)
    }
}

/// A listing of one table.
#[derive(Debug)]
pub(super) struct Listing {
    /// The element that identifies a record.
    id: &'static str,
    /// The answer of which a page was handed out last.
    open: Mutex<Option<OpenTable>>,
}

impl Listing {
    pub(super) const fn of(id: &'static str) -> Self {
        Self { id, open: Mutex::new(None) }
    }

    /// Ends an answer that is still open.
    pub(super) async fn forget(&self) {
        *self.open.lock().await = None;
    }

    /// The next page. A caller that goes away costs the open answer, nothing else.
    pub(super) async fn page<T>(
        &self,
        api: &Api,
        wanted: &Wanted,
        resume: Option<&Cursor>,
        size: &PageSize,
        map: impl Fn(&Record) -> (Mapped<T>, Vec<Drift>) + Send + Sync,
    ) -> Result<Page<T>>
    where
        T: Send,
    {
        let mut open = self.open.lock().await;
        let (mut table, anew) = self.at(open.take(), api, wanted, resume).await?;
        let end = Next::End { proof: Proof::WholeAnswer, watermark: None };
        let mut page = Page::new(Vec::new(), end);
        page.anew = anew;
        for _ in 0..size.records() {
            let Some(record) = table.next(self.id).await? else { return Ok(page) };
            let (mapped, drift) = map(&record);
            page.drift.extend(drift);
            match mapped {
                Mapped::Keep(item) => page.items.push(item),
                Mapped::Skip => {}
                Mapped::Reject(rejected) => page.rejected.push(rejected),
            }
        }
        page.next = Next::More(table.place().cursor()?);
        table.handed_out = api.now();
        *open = Some(table);
        Ok(page)
    }

    /// The table at a place, and whether it begins from the start although a place was asked for.
    async fn at(
        &self,
        open: Option<OpenTable>,
        api: &Api,
        wanted: &Wanted,
        resume: Option<&Cursor>,
    ) -> Result<(OpenTable, bool)> {
        let Some(cursor) = resume else {
            drop(open);
            return Ok((OpenTable::open(api, wanted, 0).await?, false));
        };
        let Some(place) = Place::read(cursor) else {
            drop(open);
            return Ok((OpenTable::open(api, wanted, 0).await?, true));
        };
        if let Some(table) = open.filter(|table| table.goes_on_at(place, api.now())) {
            return Ok((table, false));
        }
        let mut table = OpenTable::open(api, wanted, place.begin).await?;
        if table.pass_over(place, self.id).await? {
            return Ok((table, false));
        }
        drop(table);
        let begin = place.begin.saturating_add(1);
        Ok((OpenTable::open(api, wanted, begin).await?, true))
    }
}
