//! A pass over a listing: what to ask for, what a page becomes, and where the next pass starts.

use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use simon_core::connector::{Cursor, ListRequest, Next, Page, Proof, StampPass, StampWatermark};
use simon_core::{Error, ErrorKind, Result};

use crate::drift::{Drifts, without_key};
use crate::keyset::Keyset;
use crate::mapping::{Mapped, unreadable};
use crate::values::{datetime_literal, instant};
use crate::wire::{Listed, Order, Party, Product};

/// Version of the stored forms. A cursor of another version begins a full pass.
const VERSION: u8 = 1;

/// Rows a page, the most that is served.
///
/// Source: the vendor's page on filtering.
pub(crate) const TOP: u32 = 120;

/// A record that is listed, and what is asked of the list.
pub(crate) trait Listing: Drifts {
    /// Which records of the list are meant; none for all. What the vendor does not filter is told apart
    /// by the mapping.
    const FILTER: Option<&'static str>;
}

impl Listing for Party {
    const FILTER: Option<&'static str> = Some("PartyType eq 'Customer'");
}

impl Listing for Product {
    const FILTER: Option<&'static str> = None;
}

/// Quotes.
impl Listing for Order {
    const FILTER: Option<&'static str> =
        Some("OrderType eq 'Offer' and OrderDirection eq 'Income'");
}

/// Where an incremental pass starts. The zone and the lag of the vendor's stamps are not known, so it is
/// reckoned from elapsed time with an overlap.
#[derive(Debug, Serialize, Deserialize)]
struct Watermark {
    versie: u8,
    administratie: String,
    stempel: StampWatermark,
}

/// A pass that is running. Serialised into the connector's cursor.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Pass {
    versie: u8,
    administratie: String,
    plaats: Keyset,
    stempels: StampPass,
}

impl Pass {
    /// The pass that a request asks for, at `now` by our clock, and whether it begins with everything
    /// although something else was asked: the cursor is of another make or of another company.
    pub(crate) fn begun(request: &ListRequest, party_id: &str, now: DateTime<Utc>) -> (Self, bool) {
        if let Some(resume) = &request.resume {
            let pass = read::<Self>(resume)
                .filter(|pass| pass.versie == VERSION && pass.administratie == party_id);
            return pass.map_or_else(|| (Self::everything(party_id, now), true), |it| (it, false));
        }
        let Some(since) = &request.since else {
            return (Self::everything(party_id, now), false);
        };
        let mark = read::<Watermark>(since)
            .filter(|mark| mark.versie == VERSION && mark.administratie == party_id);
        let bound = mark.as_ref().and_then(|mark| {
            instant(&mark.stempel.bound()?.format("%Y-%m-%dT%H:%M:%S").to_string())
        });
        match (mark, bound) {
            (Some(mark), Some(bound)) => {
                let stempels = StampPass::new(Some(&mark.stempel), now);
                (Self::new(party_id, Keyset::from(Some(bound)), stempels), false)
            }
            _ => (Self::everything(party_id, now), true),
        }
    }

    fn everything(party_id: &str, now: DateTime<Utc>) -> Self {
        Self::new(party_id, Keyset::default(), StampPass::new(None, now))
    }

    fn new(party_id: &str, plaats: Keyset, stempels: StampPass) -> Self {
        Self { versie: VERSION, administratie: party_id.to_owned(), plaats, stempels }
    }

    /// The query of the next page.
    pub(crate) fn query<T: Listing>(&self) -> Vec<(&'static str, String)> {
        let since =
            self.plaats.since().map(|at| format!("LastModified ge {}", datetime_literal(at)));
        let filter: Vec<String> = T::FILTER.map(str::to_owned).into_iter().chain(since).collect();
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

    /// Takes the page that arrived at `now`: maps its new rows and tells what comes next.
    ///
    /// # Errors
    /// `Incomplete` as [`Keyset::take`]; `Unexpected` when the place cannot be written.
    pub(crate) fn take<T: Listing, R>(
        mut self,
        listed: Listed<T>,
        map: impl Fn(T) -> Mapped<R>,
        now: DateTime<Utc>,
    ) -> Result<Page<R>> {
        let taken = self.plaats.take(&listed.keys)?;
        let stamps = listed.keys.iter().filter_map(|key| key.stamp.as_deref());
        let highest = stamps.clone().max().map(str::to_owned);
        self.stempels.observe_page(stamps, now);
        let mut page = Page::new(Vec::new(), self.what_comes_next(taken.end)?);
        page.highest_mutation = highest;
        let fresh = listed.rows.into_iter().zip(taken.fresh).filter(|(_, fresh)| *fresh);
        for (row, _) in fresh {
            match row {
                Ok(record) => {
                    page.drift.extend(record.drift());
                    collect(&mut page, map(record));
                }
                Err(bad) => {
                    page.drift.extend(without_key::<T>(&bad));
                    page.rejected.push(unreadable(&bad));
                }
            }
        }
        Ok(page)
    }

    fn what_comes_next(&self, end: bool) -> Result<Next> {
        if !end {
            return Ok(Next::More(cursor(self)?));
        }
        let mark = self.stempels.watermark().map(|stempel| Watermark {
            versie: VERSION,
            administratie: self.administratie.clone(),
            stempel,
        });
        let watermark = mark.as_ref().map(cursor).transpose()?;
        Ok(Next::End { proof: Proof::NothingNew, watermark })
    }
}

fn collect<R>(page: &mut Page<R>, mapped: Mapped<R>) {
    match mapped {
        Mapped::Keep(record) => page.items.push(record),
        Mapped::Reject(rejected) => page.rejected.push(rejected),
        Mapped::Skip => {}
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

#[cfg(test)]
#[path = "pass_tests.rs"]
mod tests;
