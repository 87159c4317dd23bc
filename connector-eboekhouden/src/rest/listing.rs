//! A page of a listing: ids first, then the record behind each.
//!
//! A whole listing of n records makes at most n / 199 + 3 calls for ids, for pages of 200 overlap by one
//! row and the end has to be proven, and one call for each record; articles make three more for units.
//! Inactive articles are left out by their row and make none.

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use simon_core::connector::{Cursor, Mapped, Next, OffsetPaging, Page, Proof};
use simon_core::{Error, ErrorKind, Result, Retry};

use super::api::{Api, Detail, ROWS, Records};
use super::drift::Drifts;
use super::list::{BadRecord, Row};
use super::wire::ListRow;
use crate::ID;
use crate::mapping::unreadable;

/// Version of the stored form. A cursor of another version begins a full pass.
const VERSION: u8 = 1;

/// Where a pass is; the cursor between two pages.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Pass {
    versie: u8,
    pub(crate) paging: OffsetPaging,
    /// First day of a pass over documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) from: Option<NaiveDate>,
}

impl Pass {
    pub(crate) const fn begin(from: Option<NaiveDate>) -> Self {
        Self { versie: VERSION, paging: OffsetPaging::new(ROWS), from }
    }

    /// Goes on where a pass stopped; none when it was not begun, or by another version.
    pub(crate) fn resumed(resume: Option<&Cursor>) -> Option<Self> {
        let pass: Self = serde_json::from_str(&resume?.0).ok()?;
        (pass.versie == VERSION).then_some(pass)
    }

    /// The vendor tells no changes: each pass is a full one.
    pub(crate) fn next(&self, end: Option<Proof>) -> Result<Next> {
        if let Some(proof) = end {
            return Ok(Next::End { proof, watermark: None });
        }
        let text = serde_json::to_string(self).map_err(|error| {
            Error::new(ErrorKind::Unexpected, "cannot encode the cursor").with_source(error)
        })?;
        Ok(Next::More(Cursor(text)))
    }
}

/// The records of one page.
#[derive(Debug)]
pub(crate) struct Batch<T> {
    pub(crate) records: Vec<T>,
    bad: Vec<BadRecord>,
    next: Next,
    /// It is the first page of its pass.
    pub(crate) is_first: bool,
}

impl<T: DeserializeOwned + Send> Batch<T> {
    /// Reads the page at this place.
    ///
    /// # Errors
    /// Any call that fails fails the page. `Incomplete` when rows kept moving, and when not one of
    /// several listed records is there: that is no deleting, but something else that answers.
    pub(crate) async fn read(
        api: &Api,
        kind: Records,
        resume: Option<&Cursor>,
    ) -> Result<Batch<T>> {
        let mut pass = Pass::resumed(resume).unwrap_or_else(|| Pass::begin(None));
        let is_first = pass.paging.is_first();
        let (rows, taken) = api.ids(kind, &mut pass.paging).await?;
        let (rows, bad) = readable(rows.into_iter().skip(taken.repeated));
        let ids = rows.into_iter().filter(has_detail).map(|row| row.id).collect();
        let next = pass.next(taken.end)?;
        let mut batch = Self { records: Vec::new(), bad, next, is_first };
        batch.take(api.details(kind, ids).await?, kind)?;
        Ok(batch)
    }

    fn take(&mut self, details: Vec<Detail<T>>, kind: Records) -> Result<()> {
        let (asked, mut gone) = (details.len(), 0_usize);
        for detail in details {
            match detail {
                Detail::There(record) => self.records.push(record),
                Detail::Bad(record) => self.bad.push(record),
                Detail::Gone => gone = gone.saturating_add(1),
            }
        }
        if asked > 1 && gone == asked {
            return Err(Error::new(
                ErrorKind::Incomplete,
                "not one of the listed records is there",
            )
            .with_retry(Retry::Backoff)
            .with_connector(ID)
            .with_label(kind.detail));
        }
        Ok(())
    }
}

impl<T: Drifts> Batch<T> {
    /// The page as Simon sees it.
    pub(crate) fn into_page<D>(self, map: impl Fn(&T) -> Mapped<D>) -> Page<D> {
        let mut page = Page::new(Vec::new(), self.next);
        for record in &self.records {
            page.drift.extend(record.drift());
            page.take(map(record));
        }
        for record in &self.bad {
            page.take(unreadable(record.record.as_deref(), &record.detail));
        }
        page
    }
}

/// The row of an article says already that it is inactive.
pub(crate) fn has_detail(row: &ListRow) -> bool {
    row.active != Some(false)
}

/// Records that can be read, and those that cannot.
pub(crate) fn readable<T>(rows: impl IntoIterator<Item = Row<T>>) -> (Vec<T>, Vec<BadRecord>) {
    let (mut records, mut bad) = (Vec::new(), Vec::new());
    for row in rows {
        match row.record {
            Ok(record) => records.push(record),
            Err(record) => bad.push(record),
        }
    }
    (records, bad)
}

/// Records of which every one has to be readable: one that is not may be the one that is looked for.
///
/// # Errors
/// `Decode`, for the first that is not.
pub(crate) fn all_readable<T>(
    rows: impl IntoIterator<Item = Row<T>>,
    label: &'static str,
) -> Result<Vec<T>> {
    let record = |row: Row<T>| row.record.map_err(|bad| undecodable(&bad, label));
    rows.into_iter().map(record).collect()
}

pub(crate) fn undecodable(bad: &BadRecord, label: &'static str) -> Error {
    Error::new(ErrorKind::Decode, format!("cannot read a record: {}", bad.detail))
        .with_connector(ID)
        .with_label(label)
}
