//! Where a listing is: the cursor between two pages, and the watermark at its end.

use chrono::{DateTime, NaiveDateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use simon_core::connector::{Cursor, ListRequest, Next, Page, Proof};
use simon_core::http::decode::Unreadable;
use simon_core::{Error, ErrorKind, Result};

use crate::assumptions::FROM_THE_START;
use crate::drift::{Drifts, without_key};
use crate::envelope::Rows;
use crate::mapping::{Mapped, unreadable};
use crate::values::whole;
use crate::wire;

/// Version of the stored forms. A cursor of another version begins a full pass.
const VERSION: u8 = 1;

/// A row of a sync endpoint.
pub(crate) trait Row: Drifts {
    fn id(&self) -> &str;
    fn timestamp(&self) -> Option<i64>;
    fn modified(&self) -> Option<NaiveDateTime>;
}

macro_rules! row {
    ($($record:ty: $id:ident, $modified:expr);*) => {$(
        impl Row for $record {
            fn id(&self) -> &str {
                &self.$id
            }
            fn timestamp(&self) -> Option<i64> {
                self.timestamp
            }
            fn modified(&self) -> Option<NaiveDateTime> {
                let modified: fn(&$record) -> Option<NaiveDateTime> = $modified;
                modified(self)
            }
        }
    )*};
}
row!(
    wire::Account: id, |account| account.modified;
    wire::Item: id, |item| item.modified;
    wire::Deletion: entity_key, |_| None
);

/// Under which numbers the administration's rows stand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Numbering {
    /// Changes with the numbers.
    pub(crate) generatie: String,
    /// When that was read.
    pub(crate) gelezen: DateTime<Utc>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Watermark {
    versie: u8,
    administratie: String,
    nummering: Numbering,
    timestamp: i64,
}

/// A pass over what changed, or over everything.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Pass {
    versie: u8,
    administratie: String,
    nummering: Numbering,
    /// Only rows above it.
    since: Option<i64>,
    highest: i64,
    /// The address of the next page, as the vendor gave it.
    next: Option<String>,
}

/// What a request asks to go on with.
#[derive(Debug)]
pub(crate) enum Begun {
    Everything,
    Resumed(Pass),
    Since(i64, Numbering),
    /// A cursor of another make.
    Unreadable,
}

impl Begun {
    /// Reads a request's cursors; `fits` tells whether the address of a next page is one of this listing:
    /// it comes from the host's store.
    pub(crate) fn of(request: &ListRequest, division: &str, fits: impl Fn(&str) -> bool) -> Self {
        if let Some(resume) = &request.resume {
            let pass = read::<Pass>(resume).filter(|pass| {
                let there = pass.next.as_deref().is_some_and(fits);
                there && pass.versie == VERSION && pass.administratie == division
            });
            return pass.map_or(Self::Unreadable, Self::Resumed);
        }
        let Some(since) = &request.since else { return Self::Everything };
        let mark = read::<Watermark>(since)
            .filter(|mark| mark.versie == VERSION && mark.administratie == division);
        mark.map_or(Self::Unreadable, |mark| Self::Since(mark.timestamp, mark.nummering))
    }

    /// The numbering under which it was begun.
    pub(crate) const fn numbering(&self) -> Option<&Numbering> {
        match self {
            Self::Resumed(pass) => Some(&pass.nummering),
            Self::Since(_, numbering) => Some(numbering),
            Self::Everything | Self::Unreadable => None,
        }
    }

    /// The pass under today's numbering, and whether it begins anew with everything.
    pub(crate) fn under(self, numbering: Numbering, division: &str) -> (Pass, bool) {
        let (since, anew) = match self {
            Self::Resumed(pass) if pass.nummering.generatie == numbering.generatie => {
                return (Pass { nummering: numbering, ..pass }, false);
            }
            Self::Since(timestamp, of) if of.generatie == numbering.generatie => {
                (Some(timestamp), false)
            }
            Self::Everything => (None, false),
            _ => (None, true),
        };
        let pass = Pass {
            versie: VERSION,
            administratie: division.to_owned(),
            nummering: numbering,
            since,
            highest: since.unwrap_or(FROM_THE_START),
            next: None,
        };
        (pass, anew)
    }
}

impl Pass {
    /// Above which number its first page begins.
    pub(crate) fn bound(&self) -> i64 {
        self.since.unwrap_or(FROM_THE_START)
    }

    /// The page to ask for; none for the first.
    pub(crate) fn next_page(&self) -> Option<&str> {
        self.next.as_deref()
    }

    /// Takes a page: maps its newest rows and tells what comes next.
    ///
    /// On the first page of everything what is not active is left out, as no listing of everything needs
    /// it. On later pages it comes: the row may have been active on a page before.
    ///
    /// # Errors
    /// `Unexpected` when the place cannot be written.
    pub(crate) fn take<W: Row, T>(
        mut self,
        rows: Rows<W>,
        map: fn(W, bool) -> Mapped<T>,
    ) -> Result<Page<T>> {
        let inactive_too = self.since.is_some() || self.next.is_some();
        let stamps = rows.items.iter().filter_map(Row::timestamp);
        let of_unreadable = rows.unreadable.iter().filter_map(timestamp_in);
        self.highest = stamps.chain(of_unreadable).fold(self.highest, i64::max);
        let modified = rows.items.iter().filter_map(Row::modified).max();
        self.next.clone_from(&rows.next);
        let mut page = Page::new(Vec::new(), self.what_comes_next()?);
        page.highest_mutation = modified.map(|at| at.format("%Y-%m-%dT%H:%M:%S").to_string());
        for row in newest(rows.items) {
            page.drift.extend(row.drift());
            page.take(map(row, inactive_too));
        }
        for record in &rows.unreadable {
            page.drift.extend(without_key::<W>(record));
            page.rejected.push(unreadable(record));
        }
        Ok(page)
    }

    fn what_comes_next(&self) -> Result<Next> {
        if self.next.is_some() {
            return Ok(Next::More(cursor(self)?));
        }
        let mark = Watermark {
            versie: VERSION,
            administratie: self.administratie.clone(),
            nummering: self.nummering.clone(),
            timestamp: self.highest,
        };
        Ok(Next::End { proof: Proof::EndSignal, watermark: Some(cursor(&mark)?) })
    }
}

/// The rows, of each id only the one with the highest `Timestamp`: one answer may hold several.
fn newest<W: Row>(mut rows: Vec<W>) -> Vec<W> {
    rows.sort_by(|a, b| (a.id(), b.timestamp()).cmp(&(b.id(), a.timestamp())));
    rows.dedup_by(|later, kept| later.id() == kept.id());
    rows
}

fn timestamp_in(record: &Unreadable) -> Option<i64> {
    #[derive(Deserialize)]
    struct Stamped {
        #[serde(rename = "Timestamp", default, deserialize_with = "whole")]
        timestamp: Option<i64>,
    }
    serde_json::from_str::<Stamped>(&record.raw).ok()?.timestamp
}

/// The place of a listing that has pages and nothing else.
#[derive(Debug, Serialize, Deserialize)]
struct Place {
    versie: u8,
    next: String,
}

/// Where such a listing goes on, if the address is one of its own.
pub(crate) fn place(resume: Option<&Cursor>, fits: impl Fn(&str) -> bool) -> Option<String> {
    let place = read::<Place>(resume?)?;
    (place.versie == VERSION && fits(&place.next)).then_some(place.next)
}

/// What comes after a page of such a listing.
pub(crate) fn after_page(next: Option<String>) -> Result<Next> {
    match next {
        Some(next) => Ok(Next::More(cursor(&Place { versie: VERSION, next })?)),
        None => Ok(Next::End { proof: Proof::EndSignal, watermark: None }),
    }
}

fn read<T: DeserializeOwned>(cursor: &Cursor) -> Option<T> {
    serde_json::from_str(&cursor.0).ok()
}

fn cursor<T: Serialize>(place: &T) -> Result<Cursor> {
    let text = serde_json::to_string(place).map_err(|error| {
        Error::new(ErrorKind::Unexpected, "cannot encode the cursor").with_source(error)
    })?;
    Ok(Cursor(text))
}
