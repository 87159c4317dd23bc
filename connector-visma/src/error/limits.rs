//! What answers say of the vendor's limits.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use http::HeaderMap;
use simon_core::host::{Window, WindowKind};
use simon_core::http::StatedWindow;

use crate::assumptions::{
    CALLS_FOR_DELIVERY, CALLS_PER_HOUR, CALLS_PER_SECOND, EPOCH_FROM, INTERVAL_POLICY,
    UNSTATED_WAIT,
};

const HOUR: Duration = Duration::from_secs(3_600);
const SECOND: Duration = Duration::from_secs(1);

/// Until the vendor states another number. It counts per company and application, from a moment that it
/// does not name: within any hour our number is not passed.
pub(crate) const WINDOWS: &[Window] = &[
    Window::new(WindowKind::Rolling, SECOND, CALLS_PER_SECOND, 0),
    Window::new(WindowKind::Rolling, HOUR, CALLS_PER_HOUR, CALLS_FOR_DELIVERY),
];

/// What an answer says of the limit of the hour. Numbers of the policy for the same request are not
/// those of the company (its limit is five), and are left alone.
pub(crate) fn read_limits(headers: &HeaderMap, now: DateTime<Utc>) -> Vec<StatedWindow> {
    if is_interval(headers) {
        return Vec::new();
    }
    let mut window = StatedWindow::new(HOUR);
    window.calls = number(headers, "x-ratelimit-limit");
    window.remaining = number(headers, "x-ratelimit-remaining");
    // A second later, because both clocks round.
    let later = |at: DateTime<Utc>| at.checked_add_signed(TimeDelta::seconds(1));
    window.resets_at = reset(headers, now).and_then(later);
    vec![window]
}

/// How long a refusal for too many calls lasts, where no `Retry-After` says so.
pub(super) fn wait(headers: &HeaderMap) -> Duration {
    let clock = headers.get(http::header::DATE).and_then(|date| date.to_str().ok());
    let now = clock.and_then(|date| DateTime::parse_from_rfc2822(date).ok());
    // Without a clock a moment says nothing; a number of seconds does.
    let from = now.map_or(DateTime::UNIX_EPOCH, |now| now.to_utc());
    let until = reset(headers, from).filter(|_| !is_interval(headers)).filter(|_| {
        now.is_some() || number(headers, RESET).is_some_and(|reset| reset < EPOCH_FROM)
    });
    let wait = until.and_then(|until| until.signed_duration_since(from).to_std().ok());
    wait.filter(|wait| !wait.is_zero()).unwrap_or(UNSTATED_WAIT)
}

const RESET: &str = "x-ratelimit-reset";

/// Seconds from now, or a moment in seconds since 1970.
fn reset(headers: &HeaderMap, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    match number(headers, RESET)? {
        moment if moment >= EPOCH_FROM => DateTime::from_timestamp(moment, 0),
        seconds => now.checked_add_signed(TimeDelta::try_seconds(seconds)?),
    }
}

fn is_interval(headers: &HeaderMap) -> bool {
    let policy = headers.get("x-ratelimit-policy").and_then(|policy| policy.to_str().ok());
    policy.is_some_and(|policy| policy.to_ascii_lowercase().contains(INTERVAL_POLICY))
}

/// A number that is there; one that is absent or no number is not 0 (P5).
fn number(headers: &HeaderMap, name: &str) -> Option<i64> {
    headers.get(name)?.to_str().ok()?.trim().parse().ok()
}
