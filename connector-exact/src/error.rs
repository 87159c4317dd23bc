//! What Exact's errors say, and where its statuses mean something else than usual.

mod advice;
mod body;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use http::{HeaderMap, StatusCode};
use simon_core::http::{Effect, ErrorResponse, VendorError, Verdict, scrubbed};

use crate::api::label;
use crate::assumptions::{ERROR_BLOCK, TOKEN_LIMIT_WAIT, TOO_EARLY_WAIT};
use advice::advice;
use body::Body;

/// Both limits: remaining calls, and when they are renewed in milliseconds since 1970.
///
/// Source: answers recorded in several public clients, 2021 to 2025.
const WINDOWS: [(&str, &str); 2] = [
    ("x-ratelimit-minutely-remaining", "x-ratelimit-minutely-reset"),
    ("x-ratelimit-remaining", "x-ratelimit-reset"),
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

/// Until when Exact serves no more calls: the latest renewal of a limit that has none left. A header
/// that is absent says nothing (P5).
pub(crate) fn read_limits(headers: &HeaderMap, _now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    WINDOWS.iter().filter_map(|(remaining, reset)| exhausted(headers, remaining, reset)).max()
}

fn exhausted(headers: &HeaderMap, remaining: &str, reset: &str) -> Option<DateTime<Utc>> {
    let number = |name| headers.get(name)?.to_str().ok()?.trim().parse::<i64>().ok();
    if number(remaining)? > 0 {
        return None;
    }
    DateTime::from_timestamp_millis(number(reset)?)?.checked_add_signed(TimeDelta::seconds(1))
}

fn verdict(answer: &ErrorResponse<'_>, body: &Body) -> Option<Verdict> {
    if answer.label == label::TOKEN {
        return token_verdict(answer, body);
    }
    match answer.status.as_u16() {
        429 => Some(Verdict::Throttled { wait: error_block(answer.headers) }),
        // Exact validates with 500: with its own words nothing was created.
        500 if body.has_words_of_exact() => Some(Verdict::Rejected),
        409 | 412 => Some(Verdict::Rejected),
        _ => None,
    }
}

/// A refusal that neither limit explains: too many errors block an endpoint for an hour.
fn error_block(headers: &HeaderMap) -> Option<Duration> {
    let explained = read_limits(headers, DateTime::UNIX_EPOCH).is_some()
        || headers.contains_key(http::header::RETRY_AFTER);
    (!explained).then_some(ERROR_BLOCK)
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
