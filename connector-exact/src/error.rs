//! What Exact's errors say, and where its statuses mean something else than usual.

mod advice;
mod body;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, StatusCode};
use simon_core::http::{Effect, ErrorResponse, StatedWindow, VendorError, Verdict, scrubbed};

use crate::api::label;
use crate::assumptions::{TOKEN_LIMIT_WAIT, TOO_EARLY_WAIT};
use advice::advice;
use body::Body;

pub(crate) const MINUTE: Duration = Duration::from_secs(60);
pub(crate) const DAY: Duration = Duration::from_secs(24 * 3_600);

/// Both limits: how many calls, how many are left, and when they are renewed in milliseconds since 1970.
///
/// Source: answers recorded in several public clients, 2021 to 2025.
const LIMITS: [(Duration, [&str; 3]); 2] = [
    (
        MINUTE,
        [
            "x-ratelimit-minutely-limit",
            "x-ratelimit-minutely-remaining",
            "x-ratelimit-minutely-reset",
        ],
    ),
    (DAY, ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"]),
];

/// Reads an answer without a success status.
pub(crate) fn read_error(answer: &ErrorResponse<'_>) -> VendorError {
    let body = Body::read(answer.body);
    let mut error = VendorError::default();
    error.verdict = verdict(answer, &body);
    (error.message, error.who) = advice(answer, &body);
    error.text = body.text().or_else(|| reason(answer.headers)).map(|text| without_secrets(&text));
    error.code = body.code;
    error
}

/// What the headers say of both limits. One that is absent says nothing (P5): the refusal by one limit
/// lacks those of the other.
pub(crate) fn read_limits(headers: &HeaderMap, _now: DateTime<Utc>) -> Vec<StatedWindow> {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<i64>().ok();
    let read = |(length, [calls, remaining, reset]): (Duration, [&str; 3])| {
        let mut window = StatedWindow::new(length);
        window.calls = number(calls);
        window.remaining = number(remaining).map(|left| left.max(0));
        window.resets_at = number(reset).and_then(a_second_after);
        window
    };
    let said = |window: &StatedWindow| *window != StatedWindow::new(window.length);
    LIMITS.into_iter().map(read).filter(said).collect()
}

fn a_second_after(milliseconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_millis(milliseconds)?.checked_add_signed(TimeDelta::seconds(1))
}

fn verdict(answer: &ErrorResponse<'_>, body: &Body) -> Option<Verdict> {
    if answer.label == label::TOKEN {
        return token_verdict(answer, body);
    }
    match answer.status.as_u16() {
        429 if is_explained(answer.headers) => Some(Verdict::Throttled { wait: None }),
        429 => Some(Verdict::EndpointBlocked { wait: None }),
        // Exact validates with 500: with its own words nothing was created.
        500 if body.has_words_of_exact() => Some(Verdict::Rejected),
        409 | 412 => Some(Verdict::Rejected),
        _ => None,
    }
}

/// Whether a limit without calls left explains a refusal. One that nothing explains is the block of an
/// endpoint after too many errors.
fn is_explained(headers: &HeaderMap) -> bool {
    let stated = read_limits(headers, DateTime::UNIX_EPOCH);
    stated.iter().any(|window| window.remaining == Some(0))
        || headers.contains_key(http::header::RETRY_AFTER)
}

fn token_verdict(answer: &ErrorResponse<'_>, body: &Body) -> Option<Verdict> {
    let status = answer.status;
    if is_too_early(answer, body) {
        return Some(Verdict::Throttled { wait: Some(TOO_EARLY_WAIT) });
    }
    if status == StatusCode::TOO_MANY_REQUESTS {
        return Some(Verdict::Throttled { wait: Some(TOKEN_LIMIT_WAIT) });
    }
    let refusal = [StatusCode::BAD_REQUEST, StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
    if refusal.contains(&status) && body.code.is_some() {
        return Some(Verdict::Unauthenticated);
    }
    // An empty answer or a page says nothing of the login.
    status.is_client_error().then_some(Verdict::ServerError)
}

/// Whether tokens were asked for before the living one is in its last half minute: it is still good.
///
/// Source: recorded answer in a public client's thread: 400 with these words.
fn is_too_early(answer: &ErrorResponse<'_>, body: &Body) -> bool {
    let reason = reason(answer.headers).unwrap_or_default();
    body.lower.contains("access_token not expired") || reason.starts_with("TooEarly")
}

/// A technical cause that stands in a header.
fn reason(headers: &HeaderMap) -> Option<String> {
    let text = headers.get("reason")?.to_str().ok()?.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// A vendor's words without keys, e-mail addresses, web addresses and tokens (F6).
fn without_secrets(text: &str) -> String {
    let mut after_bearer = false;
    let word = |word: &str| {
        let is_token = std::mem::replace(&mut after_bearer, word.eq_ignore_ascii_case("bearer"));
        let secret = is_token || word.contains("://");
        if secret { "[...]".to_owned() } else { word.to_owned() }
    };
    scrubbed(&text.split_whitespace().map(word).collect::<Vec<_>>().join(" "))
}

/// Whether this was a request that makes something.
fn is_create(answer: &ErrorResponse<'_>) -> bool {
    answer.effect == Effect::Create
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
