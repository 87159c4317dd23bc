//! What a status means: one table for all vendors, with the vendor's exceptions.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::header::{DATE, RETRY_AFTER};
use http::{HeaderMap, StatusCode};

use crate::error::{Error, ErrorKind, Retry};
use crate::host::between;

use super::client::{Failure, LONGEST_WINDOW};
use super::{Effect, ErrorResponse, VendorError, VendorProfile, Verdict};

/// The failure that an answer is, by what the vendor says in it.
pub(super) fn failure(
    profile: &VendorProfile,
    response: &ErrorResponse<'_>,
    vendor: VendorError,
    now: DateTime<Utc>,
) -> Failure {
    let wait = retry_after(response.headers, now);
    let verdict = vendor.verdict.or_else(|| usual(response.status));
    let (kind, retry) = match verdict {
        Some(verdict) => advice(verdict, response, wait),
        None => (ErrorKind::Unexpected, response.effect.after_unreadable_answer()),
    };
    let detail = format!("the vendor answered {}", response.status);
    let error = Error::new(kind, detail)
        .with_retry(retry)
        .with_connector(profile.connector)
        .with_label(response.label);
    Failure {
        endpoint_blocked: matches!(verdict, Some(Verdict::EndpointBlocked { .. })),
        ..Failure::after_sending(with_vendor_words(error, vendor), Some(response.status))
    }
}

fn usual(status: StatusCode) -> Option<Verdict> {
    Some(match status.as_u16() {
        401 => Verdict::Unauthenticated,
        403 => Verdict::PermissionDenied,
        404 | 410 => Verdict::NotFound,
        408 | 500..=599 => Verdict::ServerError,
        409 => Verdict::AlreadyExists,
        429 => Verdict::Throttled { wait: None },
        400..=499 => Verdict::Rejected,
        _ => return None,
    })
}

fn advice(
    verdict: Verdict,
    response: &ErrorResponse<'_>,
    wait: Option<Duration>,
) -> (ErrorKind, Retry) {
    match verdict {
        Verdict::Throttled { wait: stated } | Verdict::EndpointBlocked { wait: stated } => {
            let wait = stated.or(wait).map(|wait| wait.min(LONGEST_WINDOW));
            (ErrorKind::RateLimited, wait.map_or(Retry::Backoff, Retry::After))
        }
        Verdict::ServerError => {
            let kind = match response.status {
                StatusCode::REQUEST_TIMEOUT => ErrorKind::Timeout,
                _ => ErrorKind::Unavailable,
            };
            let retry = match (response.effect, wait) {
                (Effect::Read | Effect::Replace, Some(wait)) => {
                    Retry::After(wait.min(LONGEST_WINDOW))
                }
                (effect, _) => effect.after_unknown_outcome(),
            };
            (kind, retry)
        }
        Verdict::Rejected => (ErrorKind::Rejected, Retry::Never),
        Verdict::Unauthenticated => (ErrorKind::Unauthenticated, Retry::Never),
        Verdict::PermissionDenied => (ErrorKind::PermissionDenied, Retry::Never),
        Verdict::NotFound => (ErrorKind::NotFound, Retry::Never),
        Verdict::NotYet { wait } => (ErrorKind::Unavailable, Retry::After(wait)),
        Verdict::AlreadyExists => (ErrorKind::AlreadyExists, Retry::Never),
    }
}

fn with_vendor_words(mut error: Error, vendor: VendorError) -> Error {
    if let Some(text) = vendor.text {
        error = error.with_vendor_text(text);
    }
    if let Some(code) = vendor.code {
        error = error.with_vendor_code(code);
    }
    if let Some(message) = vendor.message {
        error = error.with_message(message);
    }
    if let Some(who) = vendor.who {
        error = error.with_who(who);
    }
    error
}

/// `Retry-After` in seconds or as a date. A date is read against the vendor's own clock where the
/// answer tells it, because ours may be wrong. The caller bounds it: a wrong header must not stop
/// everything for ever.
fn retry_after(headers: &HeaderMap, now: DateTime<Utc>) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if let Ok(seconds) = text.parse() {
        return Some(Duration::from_secs(seconds));
    }
    Some(between(vendors_clock(headers).unwrap_or(now), http_date(text)?))
}

/// Now, by the vendor's clock.
pub(super) fn vendors_clock(headers: &HeaderMap) -> Option<DateTime<Utc>> {
    http_date(headers.get(DATE)?.to_str().ok()?)
}

fn http_date(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc2822(text).ok().map(|date| date.to_utc())
}
