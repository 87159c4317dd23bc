//! The gateway's limits: calls a minute, and calls an hour.

use chrono::{DateTime, TimeDelta, Utc};
use http::StatusCode;
use simon_testkit::vendor::Stop;

use super::answer::throttled;

/// How many calls are let through.
#[derive(Debug, Default)]
pub(super) struct Limits {
    pub(super) per_minute: Option<u64>,
    pub(super) per_hour: Option<u64>,
    minute: Window,
    hour: Window,
    pub(super) throttled: u64,
}

#[derive(Debug, Default)]
struct Window {
    start: Option<DateTime<Utc>>,
    calls: u64,
}

impl Window {
    /// Counts one call, or gives the seconds until the window ends.
    fn count(&mut self, limit: u64, length: TimeDelta, now: DateTime<Utc>) -> Result<(), i64> {
        let end = self.start.map(|start| start + length).filter(|end| *end > now);
        let Some(end) = end else {
            self.start = Some(now);
            self.calls = 1;
            return Ok(());
        };
        if self.calls >= limit {
            return Err(((end - now).num_milliseconds() + 999) / 1000);
        }
        self.calls += 1;
        Ok(())
    }
}

impl Limits {
    /// Counts one call, or answers that it is one too many.
    pub(super) fn check(&mut self, now: DateTime<Utc>) -> Result<(), Stop> {
        let outcome = self.count(now);
        if outcome.is_err() {
            self.throttled += 1;
        }
        outcome
    }

    fn count(&mut self, now: DateTime<Utc>) -> Result<(), Stop> {
        if let Some(limit) = self.per_minute
            && let Err(seconds) = self.minute.count(limit, TimeDelta::minutes(1), now)
        {
            let text = format!("Rate limit is exceeded. Try again in {seconds} seconds.");
            return Err(Stop::data(throttled(StatusCode::TOO_MANY_REQUESTS, &text, seconds)));
        }
        if let Some(limit) = self.per_hour
            && let Err(seconds) = self.hour.count(limit, TimeDelta::hours(1), now)
        {
            let text = format!(
                "Out of call volume quota. Quota will be replenished in {:02}:{:02}:{:02}.",
                seconds / 3600,
                seconds / 60 % 60,
                seconds % 60
            );
            return Err(Stop::data(throttled(StatusCode::FORBIDDEN, &text, seconds)));
        }
        Ok(())
    }
}
