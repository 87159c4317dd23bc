//! A pass over a listing: what to ask for, what a page becomes, and where the next pass starts.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use simon_core::connector::{
    Cursor, DocumentsRequest, Drift, ListRequest, Next, Page, Proof, StampPass, StampWatermark,
    parse_stamp,
};
use simon_core::{Error, ErrorKind, Result};

use crate::assumptions::CLOCK_BEHIND;
use crate::drift::{Drifts, without_key};
use crate::keyset::Keyset;
use crate::mapping::{Mapped, unreadable};
use crate::values::{datetime_literal, instant};
use crate::wire::{BadRow, Listed, Row};

/// Version of the stored forms. A cursor of another version begins a full pass.
const VERSION: u8 = 1;

/// Rows a page, the most that is served.
///
/// Source: the vendor's page on filtering.
pub(crate) const TOP: u32 = 120;

/// Where an incremental pass starts. The zone and the lag of the vendor's stamps are not known, so it is
/// reckoned from elapsed time with an overlap.
#[derive(Debug, Serialize, Deserialize)]
struct Watermark {
    versie: u8,
    administratie: String,
    stempel: StampWatermark,
    /// When a pass last [looked back](Pass::looking_back).
    #[serde(default)]
    teruggekeken: Option<DateTime<Utc>>,
}

/// A pass that is running. Serialised into the connector's cursor.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Pass {
    versie: u8,
    administratie: String,
    plaats: Keyset,
    stempels: StampPass,
    #[serde(default)]
    teruggekeken: Option<DateTime<Utc>>,
}

impl Pass {
    /// The pass that a request asks for, at `now` by our clock, and whether it begins with everything
    /// although something else was asked: the cursor is of another make or of another company.
    pub(crate) fn begun(request: &ListRequest, party_id: &str, now: DateTime<Utc>) -> (Self, bool) {
        if let Some(resume) = &request.resume {
            return Self::resumed(resume, party_id)
                .map_or_else(|| (Self::everything(party_id, now), true), |it| (it, false));
        }
        let Some(since) = &request.since else {
            return (Self::everything(party_id, now), false);
        };
        let mark = read::<Watermark>(since)
            .filter(|mark| mark.versie == VERSION && mark.administratie == party_id);
        let bound = mark.as_ref().and_then(|mark| at_second(mark.stempel.bound()?));
        match (mark, bound) {
            (Some(mark), Some(bound)) => {
                let stempels = StampPass::new(Some(&mark.stempel), now);
                let pass = Self::new(party_id, Keyset::from(Some(bound)), stempels);
                (Self { teruggekeken: mark.teruggekeken, ..pass }, false)
            }
            _ => (Self::everything(party_id, now), true),
        }
    }

    fn everything(party_id: &str, now: DateTime<Utc>) -> Self {
        Self::new(party_id, Keyset::default(), StampPass::new(None, now))
    }

    fn new(party_id: &str, plaats: Keyset, stempels: StampPass) -> Self {
        let administratie = party_id.to_owned();
        Self { versie: VERSION, administratie, plaats, stempels, teruggekeken: None }
    }

    /// A pass that begins now, and goes so far back when the last that did is a day ago.
    pub(crate) fn looking_back(mut self, so_far: TimeDelta, now: DateTime<Utc>) -> Self {
        if self.teruggekeken.is_some_and(|at| now.signed_duration_since(at) < TimeDelta::days(1)) {
            return self;
        }
        self.teruggekeken = Some(now);
        let bound = self.plaats.since().and_then(parse_stamp);
        let earlier = bound.and_then(|bound| bound.checked_sub_signed(so_far)).and_then(at_second);
        // A pass over everything goes back farther.
        if earlier.is_some() {
            self.plaats = Keyset::from(earlier);
        }
        self
    }

    /// The pass over the documents of a period: of what changed since, by a clock that may be behind
    /// ours. A cursor of another make or company begins it again.
    pub(crate) fn of_period(
        request: &DocumentsRequest,
        party_id: &str,
        now: DateTime<Utc>,
    ) -> Self {
        let resumed = request.resume.as_ref().and_then(|resume| Self::resumed(resume, party_id));
        resumed.unwrap_or_else(|| {
            let since = (request.since - CLOCK_BEHIND).naive_utc();
            Self::new(party_id, Keyset::from(at_second(since)), StampPass::new(None, now))
        })
    }

    fn resumed(resume: &Cursor, party_id: &str) -> Option<Self> {
        read::<Self>(resume).filter(|pass| pass.versie == VERSION && pass.administratie == party_id)
    }

    /// The query of the next page of the records that a filter means; all without one.
    pub(crate) fn query<T: Row>(&self, filter: Option<&str>) -> Vec<(&'static str, String)> {
        let since =
            self.plaats.since().map(|at| format!("LastModified ge {}", datetime_literal(at)));
        let filter: Vec<String> = filter.map(str::to_owned).into_iter().chain(since).collect();
        let mut query = vec![
            ("$orderby", format!("LastModified asc,{} asc", T::KEY)),
            ("$top", TOP.to_string()),
        ];
        if !filter.is_empty() {
            query.push(("$filter", filter.join(" and ")));
        }
        if self.plaats.skip() > 0 {
            query.push(("$skip", self.plaats.skip().to_string()));
        }
        query
    }

    /// Takes the page that arrived at `now`: keeps its new rows and tells what comes next.
    ///
    /// # Errors
    /// `Incomplete` as [`Keyset::take`]; `Unexpected` when the place cannot be written.
    pub(crate) fn take<T: Drifts>(
        mut self,
        listed: Listed<T>,
        now: DateTime<Utc>,
    ) -> Result<Taken<T>> {
        let taken = self.plaats.take(&listed.keys)?;
        let stamps = listed.keys.iter().filter_map(|key| key.stamp.as_deref());
        let highest = stamps.clone().max().map(str::to_owned);
        self.stempels.observe_page(stamps, now);
        let fresh = listed.rows.into_iter().zip(taken.fresh).filter(|(_, fresh)| *fresh);
        let rows: Vec<Result<T, BadRow>> = fresh.map(|(row, _)| row).collect();
        let drift = rows.iter().flat_map(|row| match row {
            Ok(record) => record.drift(),
            Err(bad) => without_key::<T>(bad).into_iter().collect(),
        });
        Ok(Taken { drift: drift.collect(), next: self.what_comes_next(taken.end)?, highest, rows })
    }

    fn what_comes_next(&self, end: bool) -> Result<Next> {
        if !end {
            return Ok(Next::More(cursor(self)?));
        }
        let mark = self.stempels.watermark().map(|stempel| Watermark {
            versie: VERSION,
            administratie: self.administratie.clone(),
            stempel,
            teruggekeken: self.teruggekeken,
        });
        let watermark = mark.as_ref().map(cursor).transpose()?;
        Ok(Next::End { proof: Proof::NothingNew, watermark })
    }
}

/// A page that was taken, before its records are mapped.
pub(crate) struct Taken<T> {
    /// The new ones, in the vendor's order.
    pub(crate) rows: Vec<Result<T, BadRow>>,
    next: Next,
    highest: Option<String>,
    drift: Vec<Drift>,
}

impl<T> Taken<T> {
    /// The page with its records mapped.
    pub(crate) fn page<R>(self, map: impl Fn(T) -> Mapped<R>) -> Page<R> {
        let mut page = Page::new(Vec::new(), self.next);
        page.highest_mutation = self.highest;
        page.drift = self.drift;
        for row in self.rows {
            match row.map(&map) {
                Ok(Mapped::Keep(record)) => page.items.push(record),
                Ok(Mapped::Reject(rejected)) => page.rejected.push(rejected),
                Ok(Mapped::Skip) => {}
                Err(bad) => page.rejected.push(unreadable(&bad)),
            }
        }
        page
    }
}

fn at_second(at: NaiveDateTime) -> Option<String> {
    instant(&at.format("%Y-%m-%dT%H:%M:%S").to_string())
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

#[cfg(test)]
#[path = "pass_tests.rs"]
mod tests;
