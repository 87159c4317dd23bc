//! What to fetch, in which share of time, and what is told of it.

use chrono::{DateTime, Utc};

use crate::connector::DriftCount;
use crate::error::Error;
use crate::host::{Feed, Tellingen};
use crate::integration::schedule::WRONG_CLOCK;

/// What to fetch.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct FetchRequest {
    /// Which feeds; none named fetches all that the settings ask for (B3).
    pub feeds: Vec<Feed>,
    /// Everything instead of what changed (G11).
    pub full: bool,
    /// Of orders and quotes also those that were open before fetching was switched on: the user's
    /// word (D8).
    pub existing_orders: bool,
    pub(in crate::integration) slice: Option<Slice>,
}

/// A share of time for work that may take longer than others can wait. What is left goes on in the next
/// share of the same work.
#[derive(Debug, Clone, Copy)]
pub struct Slice {
    /// When the work began: feeds that ended after that are done.
    pub(in crate::integration) begonnen: DateTime<Utc>,
    /// The page under way at this moment is the last one.
    pub(in crate::integration) until: DateTime<Utc>,
}

impl Slice {
    /// A share that ends at `until`, of work that began at `begonnen`: the same moment in all its shares.
    #[must_use]
    pub const fn new(begonnen: DateTime<Utc>, until: DateTime<Utc>) -> Self {
        Self { begonnen, until }
    }

    /// Whether a moment lies in the work so far. One that a wrong clock wrote lies in no work at all:
    /// otherwise nothing would be done until then.
    pub(in crate::integration) fn includes(
        &self,
        moment: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> bool {
        self.begonnen <= moment && moment <= now + WRONG_CLOCK
    }
}

impl FetchRequest {
    /// What changed, of these feeds; none named means all.
    #[must_use]
    pub const fn changes(feeds: Vec<Feed>) -> Self {
        Self { feeds, full: false, existing_orders: false, slice: None }
    }

    /// Everything, of these feeds; none named means all.
    #[must_use]
    pub const fn everything(feeds: Vec<Feed>) -> Self {
        Self { feeds, full: true, existing_orders: false, slice: None }
    }

    /// Takes in the orders and quotes that were open before fetching was switched on, too (D8).
    #[must_use]
    pub const fn with_existing_orders(mut self) -> Self {
        self.existing_orders = true;
        self
    }

    /// Stops after the page under way when a share of time is up ([`FeedReport::vervolgt`]).
    #[must_use]
    pub const fn within(mut self, slice: Slice) -> Self {
        self.slice = Some(slice);
        self
    }
}

/// Told after each page that is safely in the store (B6).
pub trait Progress: Send + Sync {
    /// The counts of the pass so far, and how many records there are where the vendor tells.
    fn page(&self, feed: Feed, tellingen: &Tellingen, total: Option<u64>);
}

/// Tells nobody.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn page(&self, _: Feed, _: &Tellingen, _: Option<u64>) {}
}

/// What fetching or cleaning up one feed came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct FeedReport {
    /// Which feed.
    pub feed: Feed,
    /// Counts.
    pub tellingen: Tellingen,
    /// Where the next run starts, readable by people as far as the vendor's stamps are.
    pub cursor: Option<String>,
    /// Why it did not end whole. What was stored stays; the next run goes on from there.
    pub error: Option<Error>,
    /// How many records a clean-up would have removed when its guard stopped it (B5).
    pub stopped_at: Option<u64>,
    /// Its share of time was up before the end: the next run goes on from there.
    pub vervolgt: bool,
    /// It has to wait because its own endpoint is left alone after failures: the other feeds go on.
    pub alleen_deze: bool,
    /// Where the vendor's answers were not what the connector knows (G5), one entry per kind and field.
    pub afwijkingen: Vec<DriftCount>,
}
