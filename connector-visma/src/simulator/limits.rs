//! The vendor's limits: calls an hour of each company and application, and the same call again and
//! again.

use std::collections::VecDeque;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, StatusCode};
use simon_testkit::vendor::Stop;

use super::answer::{self, Answer, set_header};
use super::traps::{ResetStyle, Traps};

/// Calls an hour that were last published for applications in production.
const PER_HOUR: u64 = 15_000;

/// The same call may come this often in a minute.
const SAME: usize = 5;

/// The same call may fail this often in five minutes.
const FAILED: usize = 2;

/// What one company spent of the limits of one service.
#[derive(Debug)]
pub(super) struct Limits {
    pub(super) per_hour: u64,
    ends: DateTime<Utc>,
    calls: u64,
    recent: VecDeque<Recent>,
    pub(super) throttled: u64,
}

#[derive(Debug)]
struct Recent {
    at: DateTime<Utc>,
    target: String,
    body: Bytes,
    failed: bool,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            per_hour: PER_HOUR,
            ends: DateTime::UNIX_EPOCH,
            calls: 0,
            recent: VecDeque::new(),
            throttled: 0,
        }
    }
}

impl Limits {
    /// Somebody else spends what is left of the hour.
    pub(super) fn spend(&mut self, now: DateTime<Utc>) {
        self.begin(now);
        self.calls = self.per_hour;
    }

    fn begin(&mut self, now: DateTime<Utc>) {
        if self.ends <= now {
            (self.ends, self.calls) = (now + TimeDelta::hours(1), 0);
        }
    }

    /// Counts one call, or answers that it is one too many.
    pub(super) fn count(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
        traps: &Traps,
    ) -> Result<(), Stop> {
        self.begin(now);
        if self.calls >= self.per_hour {
            self.throttled += 1;
            let text =
                format!("API calls quota exceeded! maximum admitted {} per 1h.", self.per_hour);
            let mut answer = answer::message(StatusCode::TOO_MANY_REQUESTS, &text);
            self.wait(&mut answer, self.ends - now, traps);
            return Err(Stop::data(answer));
        }
        if traps.interval_limit {
            self.count_same(request, now, traps)?;
        }
        self.calls += 1;
        Ok(())
    }

    fn count_same(
        &mut self,
        request: &Request<Bytes>,
        now: DateTime<Utc>,
        traps: &Traps,
    ) -> Result<(), Stop> {
        self.recent.retain(|call| now - call.at < TimeDelta::minutes(5));
        let (target, body) = (target(request), request.body().clone());
        let mut same: Vec<&Recent> = self.recent.iter().collect();
        same.retain(|call| call.target == target && call.body == body);
        let minute = |call: &&&Recent| now - call.at < TimeDelta::minutes(1);
        let (often, failed) =
            (same.iter().filter(minute).count(), same.iter().filter(|call| call.failed).count());
        let wait = if failed >= FAILED {
            Some(TimeDelta::minutes(5))
        } else {
            (often >= SAME).then(|| TimeDelta::minutes(1))
        };
        if let Some(wait) = wait {
            self.throttled += 1;
            let text = "Same request made too many times";
            let mut answer = answer::message(StatusCode::TOO_MANY_REQUESTS, text);
            set_header(&mut answer, "x-ratelimit-limit", &SAME.to_string());
            set_header(&mut answer, "x-ratelimit-policy", "IntervalLimit");
            self.wait(&mut answer, wait, traps);
            let why = format!("{target}: the same call too many times");
            return Err(Stop::strict(answer, why));
        }
        self.recent.push_back(Recent { at: now, target, body, failed: false });
        Ok(())
    }

    /// Remembers that the last call failed.
    pub(super) fn failed(&mut self) {
        if let Some(last) = self.recent.back_mut() {
            last.failed = true;
        }
    }

    fn wait(&self, answer: &mut Answer, wait: TimeDelta, traps: &Traps) {
        if !traps.retry_after_left_out {
            let seconds = (wait.num_milliseconds() + 999) / 1000;
            set_header(answer, "retry-after", &seconds.to_string());
        }
    }

    /// Writes what is left into an answer.
    pub(super) fn write(&self, answer: &mut Answer, now: DateTime<Utc>, traps: &Traps) {
        if traps.limits_hidden || answer.headers().contains_key("x-ratelimit-policy") {
            return;
        }
        let reset = match traps.reset {
            ResetStyle::Seconds => (self.ends - now).num_seconds().max(0),
            ResetStyle::Epoch => self.ends.timestamp(),
        };
        let left = self.per_hour.saturating_sub(self.calls);
        set_header(answer, "x-ratelimit-limit", &self.per_hour.to_string());
        set_header(answer, "x-ratelimit-remaining", &left.to_string());
        set_header(answer, "x-ratelimit-reset", &reset.to_string());
        set_header(answer, "x-ratelimit-policy", "4-fixed-window");
    }
}

fn target(request: &Request<Bytes>) -> String {
    let path = request.uri().path_and_query().map(ToString::to_string);
    format!("{} {}", request.method(), path.unwrap_or_default())
}
