//! What Exact's errors say, and where its statuses mean something else than usual.

mod advice;
mod body;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, StatusCode};
use simon_core::http::{Effect, ErrorResponse, StatedWindow, VendorError, Verdict, scrubbed};

use crate::api::{DAY, MINUTE, label};
use crate::assumptions::{TOKEN_LIMIT_WAIT, TOO_EARLY_WAIT};
use advice::advice;
use body::Body;

/// The headers of both limits: most calls, calls left, and when they are counted anew in milliseconds
/// since 1970.
///
/// Source: answers recorded in several public clients, 2021 to 2025.
const MINUTELY: [&str; 3] =
    ["x-ratelimit-minutely-limit", "x-ratelimit-minutely-remaining", "x-ratelimit-minutely-reset"];
const DAILY: [&str; 3] = ["x-ratelimit-limit", "x-ratelimit-remaining", "x-ratelimit-reset"];

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

/// What an answer says of both limits. Of the exhausted one it often says nothing else (P5).
pub(crate) fn read_limits(headers: &HeaderMap, _now: DateTime<Utc>) -> Vec<StatedWindow> {
    vec![stated(headers, MINUTE, MINUTELY), stated(headers, DAY, DAILY)]
}

fn stated(headers: &HeaderMap, length: Duration, names: [&str; 3]) -> StatedWindow {
    let number = |name: &str| headers.get(name)?.to_str().ok()?.trim().parse::<i64>().ok();
    let [calls, remaining, reset] = names.map(number);
    let mut window = StatedWindow::new(length);
    (window.calls, window.remaining) = (calls, remaining);
    // A second later, because both clocks round.
    let later = |at: DateTime<Utc>| at.checked_add_signed(TimeDelta::seconds(1));
    window.resets_at = reset.and_then(DateTime::from_timestamp_millis).and_then(later);
    window
}

fn verdict(answer: &ErrorResponse<'_>, body: &Body) -> Option<Verdict> {
    if answer.label == label::TOKEN {
        return token_verdict(answer, body);
    }
    match answer.status.as_u16() {
        429 => Some(too_many(answer.headers)),
        // Exact validates with 500: with its own words nothing was created.
        500 if body.has_words_of_exact() => Some(Verdict::Rejected),
        409 | 412 => Some(Verdict::Rejected),
        _ => None,
    }
}

/// A refusal that a limit explains, or the block of an endpoint that had too many errors.
///
/// Source: users of other clients report exactly this for the block; no recorded answer is public.
fn too_many(headers: &HeaderMap) -> Verdict {
    let exhausted = |window: &StatedWindow| {
        window.resets_at.is_some() && window.remaining.is_some_and(|left| left <= 0)
    };
    let explained = read_limits(headers, DateTime::UNIX_EPOCH).iter().any(exhausted)
        || headers.contains_key(http::header::RETRY_AFTER);
    if explained {
        Verdict::Throttled { wait: None }
    } else {
        Verdict::EndpointBlocked { wait: None }
    }
}

fn token_verdict(answer: &ErrorResponse<'_>, body: &Body) -> Option<Verdict> {
    let status = answer.status;
    if is_too_early(answer, body) {
        return Some(Verdict::Throttled { wait: Some(TOO_EARLY_WAIT) });
    }
    if is_token_limit(status, body) {
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

/// Whether the token endpoint was asked too often. In the words of the answer above when it is no 429:
/// a limit says nothing of the login, so nobody is sent to log in again for it.
fn is_token_limit(status: StatusCode, body: &Body) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS || body.lower.contains("rate limit exceeded")
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
