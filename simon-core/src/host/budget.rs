//! The vendor's call limits, counted over all processes (G4).

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, NaiveTime, TimeDelta, Utc};

use super::clock::{after, between};
use crate::connector::{Gauge, WindowUse};
use crate::domain::IntegrationId;
use crate::error::Result;

/// How a window of a limit runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum WindowKind {
    /// Starts at every multiple of its length since midnight UTC: a clock minute, a clock hour, a day.
    Fixed,
    /// The last so many seconds at any moment.
    Rolling,
}

/// At most `calls` in `length`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Window {
    /// Fixed or rolling.
    pub kind: WindowKind,
    /// Length.
    pub length: Duration,
    /// Most calls.
    pub calls: u32,
    /// So many of them are kept for delivering werkbonnen.
    pub reserve: u32,
}

impl Window {
    /// A window in which the last `reserve` calls are for delivering only.
    #[must_use]
    pub const fn new(kind: WindowKind, length: Duration, calls: u32, reserve: u32) -> Self {
        Self { kind, length, calls, reserve }
    }

    /// This limit with so many calls used.
    #[must_use]
    pub const fn with_used(&self, used: u32) -> WindowUse {
        WindowUse::new(self.length, self.calls, self.reserve, used)
    }

    /// How many calls this priority may make in the window.
    #[must_use]
    pub const fn room(&self, priority: Priority) -> u32 {
        match priority {
            Priority::Deliver => self.calls,
            Priority::Normal => self.calls.saturating_sub(self.reserve),
        }
    }

    /// From when on calls count at `now`. A call leaves a rolling window when the window's length has
    /// passed.
    #[must_use]
    pub fn counts_from(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        match self.kind {
            WindowKind::Fixed => self.bounds(now).0,
            WindowKind::Rolling => TimeDelta::from_std(self.length)
                .ok()
                .and_then(|length| now.checked_sub_signed(length))
                .map_or(DateTime::<Utc>::MIN_UTC, |start| start + TimeDelta::nanoseconds(1)),
        }
    }

    /// When a call made at `made` counts no longer.
    #[must_use]
    pub fn forgets(&self, made: DateTime<Utc>) -> DateTime<Utc> {
        match self.kind {
            WindowKind::Fixed => self.bounds(made).1,
            WindowKind::Rolling => after(made, self.length),
        }
    }

    /// The fixed window around `now`: it starts at a multiple of its length since midnight UTC, and
    /// the last one of a day ends at midnight.
    fn bounds(&self, now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
        let midnight = now.date_naive().and_time(NaiveTime::MIN).and_utc();
        let length = self.length.as_millis().max(1);
        let whole = between(midnight, now).as_millis() / length;
        let millis = |count: u128| {
            let millis = u64::try_from(count.saturating_mul(length)).unwrap_or(u64::MAX);
            after(midnight, Duration::from_millis(millis))
        };
        let next_midnight = midnight.checked_add_signed(TimeDelta::days(1)).unwrap_or(midnight);
        (millis(whole), millis(whole.saturating_add(1)).min(next_midnight))
    }
}

/// What shares one limit at the vendor: an application with an administration, or one endpoint of them
/// whose failures the vendor counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BudgetKey(pub String);

/// What a call is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum Priority {
    /// Following the vendor.
    #[default]
    Normal,
    /// Delivering a werkbon: may use the reserve.
    Deliver,
}

/// Whether a call may go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// It may, and was counted.
    Go,
    /// Not before this moment; nothing was counted.
    WaitUntil(DateTime<Utc>),
}

/// Counts calls against the vendor's limits for all processes of a host.
#[async_trait]
pub trait CallBudget: std::fmt::Debug + Send + Sync {
    /// Asks for one call at `now`.
    ///
    /// Calls are counted per key and per kind and length of a window: the numbers of a window may be
    /// others next time and find the same calls, and a window without an end to its calls counts them
    /// past any limit. Without windows nothing is counted and only a block makes wait.
    ///
    /// # Errors
    /// `Host` when the budget cannot be read.
    async fn ask(
        &self,
        integration: &IntegrationId,
        key: &BudgetKey,
        windows: &[Window],
        priority: Priority,
        now: DateTime<Utc>,
    ) -> Result<Grant>;

    /// The vendor said that nothing is served before `until`: everyone waits.
    ///
    /// # Errors
    /// `Host` when the budget cannot be written.
    async fn block(
        &self,
        integration: &IntegrationId,
        key: &BudgetKey,
        until: DateTime<Utc>,
    ) -> Result<()>;

    /// Reads where the budget stands; counts nothing.
    ///
    /// # Errors
    /// `Host` when the budget cannot be read.
    async fn gauge(
        &self,
        integration: &IntegrationId,
        key: &BudgetKey,
        windows: &[Window],
        now: DateTime<Utc>,
    ) -> Result<Gauge>;
}
