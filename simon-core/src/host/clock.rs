//! Time.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

/// Wall time and waiting. The HTTP feature `reqwest` has one on the system's clock; tests use
/// simulated time.
#[async_trait]
pub trait Clock: std::fmt::Debug + Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;

    /// Returns after this long. The future may be dropped.
    async fn sleep(&self, duration: Duration);
}

/// The moment `duration` after `start`; the end of time when there is no such moment.
pub(crate) fn after(start: DateTime<Utc>, duration: Duration) -> DateTime<Utc> {
    TimeDelta::from_std(duration)
        .ok()
        .and_then(|delta| start.checked_add_signed(delta))
        .unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// How long it takes from `start` to `end`; nothing when `end` has passed.
pub(crate) fn between(start: DateTime<Utc>, end: DateTime<Utc>) -> Duration {
    end.signed_duration_since(start).to_std().unwrap_or_default()
}
