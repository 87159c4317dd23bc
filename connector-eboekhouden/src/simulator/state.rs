//! Everything the simulator remembers.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use simon_testkit::Refusals;

use super::ErrorShape;
use super::answer::throttled;
use super::books::{Books, Factuur};
use super::rest::Rest;
use super::soap::Soap;
use super::stop::Stop;
use super::traps::Traps;

/// A failure that a test ordered.
#[derive(Debug, Clone, Copy)]
pub(super) enum Failure {
    Shape(StatusCode, ErrorShape),
    Code(StatusCode, &'static str),
}

/// The books, who is logged in, and how the vendor behaves.
#[derive(Debug)]
pub(super) struct State {
    pub(super) books: Books,
    pub(super) soap: Soap,
    pub(super) rest: Rest,
    pub(super) traps: Traps,
    pub(super) limit: Limit,
    pub(super) calls: BTreeMap<String, u64>,
    pub(super) failures: VecDeque<(Option<&'static str>, Failure)>,
    pub(super) refusals: Refusals,
}

impl State {
    pub(super) fn new(refusals: Refusals) -> Self {
        Self {
            books: Books::default(),
            soap: Soap::demo(),
            rest: Rest::demo(),
            traps: Traps::default(),
            limit: Limit::default(),
            calls: BTreeMap::new(),
            failures: VecDeque::new(),
            refusals,
        }
    }

    /// Counts a call, holds it against the limit, and gives the failure that was ordered for it.
    pub(super) fn begin(
        &mut self,
        call: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<Failure>, Stop> {
        *self.calls.entry(call.to_owned()).or_default() += 1;
        self.limit.count(now)?;
        let at = self.failures.iter().position(|(of, _)| of.is_none_or(|of| of == call));
        Ok(at.and_then(|at| self.failures.remove(at)).map(|(_, failure)| failure))
    }

    /// Puts an invoice in the books: gives it its numbers and the moment from which it shows.
    pub(super) fn keep(&mut self, mut factuur: Factuur, now: DateTime<Utc>) -> &Factuur {
        let id = self.books.next_id("factuur", 77_001_000);
        let year = factuur.datum.format("%Y").to_string();
        while factuur.nummer.is_empty()
            || self.books.facturen.values().any(|f| f.nummer == factuur.nummer)
        {
            let serial = self.books.next_id("nummer", 0);
            factuur.nummer = format!("F{year}-{serial:05}");
        }
        let lag = TimeDelta::from_std(self.traps.look_up_lag).unwrap_or_default();
        factuur.zichtbaar = now + lag;
        factuur.id = id;
        self.books.facturen.entry(id).or_insert(factuur)
    }
}

/// Calls a minute, over both interfaces.
#[derive(Debug, Default)]
pub(super) struct Limit {
    pub(super) per_minute: Option<u64>,
    pub(super) retry_after: bool,
    start: Option<DateTime<Utc>>,
    calls: u64,
}

impl Limit {
    fn count(&mut self, now: DateTime<Utc>) -> Result<(), Stop> {
        let Some(most) = self.per_minute else { return Ok(()) };
        let end = self.start.map(|start| start + TimeDelta::minutes(1)).filter(|end| *end > now);
        let Some(end) = end else {
            self.start = Some(now);
            self.calls = 1;
            return Ok(());
        };
        if self.calls < most {
            self.calls += 1;
            return Ok(());
        }
        let seconds = ((end - now).num_milliseconds() + 999) / 1000;
        Err(Stop::data(throttled(self.retry_after.then_some(seconds))))
    }
}
