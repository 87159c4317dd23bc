//! How many calls are let through. The vendor announces limits and blocking, but no numbers.

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderValue, StatusCode, header};
use simon_testkit::vendor::Stop;

use super::answer::{error, refused};
use super::traps::RetryAfter;

/// The calls of one caller's address.
#[derive(Debug, Default)]
pub(super) struct Limits {
    pub(super) per_minute: Option<u64>,
    pub(super) blocked_until: Option<DateTime<Utc>>,
    minute: Option<DateTime<Utc>>,
    calls: u64,
    pub(super) throttled: u64,
}

impl Limits {
    /// Counts one call, or answers that it is one too many.
    pub(super) fn count(&mut self, now: DateTime<Utc>, style: RetryAfter) -> Result<(), Stop> {
        if self.blocked_until.is_some_and(|until| now < until) {
            self.throttled += 1;
            let text = "Your IP address is blocked.";
            return Err(refused(StatusCode::FORBIDDEN, "IPAddressBlocked", text));
        }
        let Some(limit) = self.per_minute else { return Ok(()) };
        let ends = self.minute.map(|start| start + TimeDelta::minutes(1));
        let Some(ends) = ends.filter(|ends| now < *ends) else {
            (self.minute, self.calls) = (Some(now), 1);
            return Ok(());
        };
        if self.calls < limit {
            self.calls += 1;
            return Ok(());
        }
        self.throttled += 1;
        let text = "Too many requests.";
        let mut answer = error(StatusCode::TOO_MANY_REQUESTS, "TooManyRequests", text);
        let seconds = ((ends - now).num_milliseconds() + 999) / 1000;
        let value = match style {
            RetryAfter::Seconds => Some(HeaderValue::from(seconds)),
            RetryAfter::Date => {
                let date = (now + TimeDelta::seconds(seconds)).format("%a, %d %b %Y %H:%M:%S GMT");
                HeaderValue::from_str(&date.to_string()).ok()
            }
            RetryAfter::Absent => None,
        };
        if let Some(value) = value {
            answer.headers_mut().insert(header::RETRY_AFTER, value);
        }
        Err(Stop::data(answer))
    }
}
