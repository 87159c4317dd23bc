//! The vendor's limits: calls a minute, calls a day, and errors an hour.

use std::collections::{BTreeMap, VecDeque};

use chrono::{DateTime, TimeDelta, Timelike, Utc};
use http::{HeaderValue, StatusCode};
use simon_testkit::vendor::Stop;

use super::answer::{Answer, empty};

/// More errors than this within an hour block an endpoint.
const ERRORS: usize = 10;

/// The limits of one division and what was spent of them.
#[derive(Debug)]
pub(super) struct Limits {
    minute: Window,
    day: Window,
    errors: BTreeMap<&'static str, Errors>,
    pub(super) block_status: StatusCode,
    pub(super) throttled: u64,
}

/// A window that begins on the clock.
#[derive(Debug)]
struct Window {
    limit: u64,
    ends: DateTime<Utc>,
    calls: u64,
    /// Somebody else spent this window, and this client was not told yet.
    untold: bool,
}

/// The errors of one endpoint.
#[derive(Debug, Default)]
struct Errors {
    times: VecDeque<DateTime<Utc>>,
    blocked_until: Option<DateTime<Utc>>,
    hours: i32,
}

impl Window {
    fn of(limit: u64) -> Self {
        Self { limit, ends: DateTime::UNIX_EPOCH, calls: 0, untold: false }
    }

    fn begin(&mut self, ends: DateTime<Utc>) {
        if self.ends != ends {
            (self.ends, self.calls, self.untold) = (ends, 0, false);
        }
    }

    fn full(&self) -> bool {
        self.calls >= self.limit
    }

    fn write(&self, name: &str, answer: &mut Answer) {
        let left = self.limit.saturating_sub(self.calls);
        let reset = self.ends.timestamp_millis();
        let headers = answer.headers_mut();
        for (part, number) in [("limit", self.limit), ("remaining", left)] {
            if let Ok(name) = http::HeaderName::try_from(format!("{name}-{part}")) {
                headers.insert(name, HeaderValue::from(number));
            }
        }
        if let Ok(name) = http::HeaderName::try_from(format!("{name}-reset")) {
            headers.insert(name, HeaderValue::from(reset));
        }
    }
}

const MINUTELY: &str = "x-ratelimit-minutely";
const DAILY: &str = "x-ratelimit";

impl Limits {
    pub(super) fn new(per_minute: u64, per_day: u64) -> Self {
        Self {
            minute: Window::of(per_minute),
            day: Window::of(per_day),
            errors: BTreeMap::new(),
            block_status: StatusCode::TOO_MANY_REQUESTS,
            throttled: 0,
        }
    }

    pub(super) fn set(&mut self, per_minute: u64, per_day: u64) {
        self.minute.limit = per_minute;
        self.day.limit = per_day;
    }

    /// Another instance of the app spends what is left of the minute, or of the day.
    pub(super) fn spend_elsewhere(&mut self, day: bool, now: DateTime<Utc>) {
        self.begin(now);
        let window = if day { &mut self.day } else { &mut self.minute };
        window.calls = window.limit;
        window.untold = true;
    }

    fn begin(&mut self, now: DateTime<Utc>) {
        let second = TimeDelta::seconds(60 - i64::from(now.second()));
        let nanos = TimeDelta::nanoseconds(i64::from(now.nanosecond() % 1_000_000_000));
        self.minute.begin(now + second - nanos);
        let midnight = now.date_naive() + TimeDelta::days(1);
        self.day.begin(midnight.and_time(chrono::NaiveTime::MIN).and_utc());
    }

    /// Counts one call, or answers that it is one too many.
    pub(super) fn count(&mut self, endpoint: &'static str, now: DateTime<Utc>) -> Result<(), Stop> {
        self.begin(now);
        if let Some(errors) = self.errors.get_mut(endpoint)
            && let Some(until) = errors.blocked_until
            && now < until
        {
            errors.block(now);
            self.throttled += 1;
            let why = format!("{endpoint}: called during its error block");
            return Err(Stop::strict(empty(self.block_status), why));
        }
        for (name, day) in [(MINUTELY, false), (DAILY, true)] {
            let window = if day { &mut self.day } else { &mut self.minute };
            if window.full() {
                self.throttled += 1;
                let mut answer = empty(StatusCode::TOO_MANY_REQUESTS);
                window.write(name, &mut answer);
                if std::mem::take(&mut window.untold) {
                    return Err(Stop::data(answer));
                }
                let which = if day { "day" } else { "minute" };
                let why = format!("{endpoint}: more calls than the {which} allows");
                return Err(Stop::strict(answer, why));
            }
        }
        self.minute.calls += 1;
        self.day.calls += 1;
        Ok(())
    }

    /// Writes what is left into an answer.
    pub(super) fn write(&self, answer: &mut Answer) {
        if answer.status() != StatusCode::TOO_MANY_REQUESTS {
            self.minute.write(MINUTELY, answer);
            self.day.write(DAILY, answer);
        }
    }

    /// Counts an error; the text says that it was one too many.
    pub(super) fn count_error(
        &mut self,
        endpoint: &'static str,
        status: StatusCode,
        now: DateTime<Utc>,
    ) -> Option<String> {
        if !matches!(status.as_u16(), 400 | 401 | 403 | 404) {
            return None;
        }
        let errors = self.errors.entry(endpoint).or_default();
        errors.times.push_back(now);
        while errors.times.front().is_some_and(|first| now - *first >= TimeDelta::hours(1)) {
            errors.times.pop_front();
        }
        if errors.times.len() <= ERRORS {
            return None;
        }
        errors.times.clear();
        errors.block(now);
        Some(format!("{endpoint}: more than {ERRORS} errors within an hour"))
    }

    pub(super) fn block(&mut self, endpoint: &'static str, now: DateTime<Utc>) {
        self.errors.entry(endpoint).or_default().block(now);
    }
}

/// Takes every header about limits out of an answer.
pub(super) fn hide(answer: &mut Answer) {
    for window in [MINUTELY, DAILY] {
        for part in ["limit", "remaining", "reset"] {
            answer.headers_mut().remove(format!("{window}-{part}"));
        }
    }
}

impl Errors {
    /// An hour, and twice as long whenever it happens again.
    fn block(&mut self, now: DateTime<Utc>) {
        self.hours = (self.hours * 2).clamp(1, 24);
        self.blocked_until = Some(now + TimeDelta::hours(i64::from(self.hours)));
    }
}
