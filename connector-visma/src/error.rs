//! What Visma.net's errors say, and where its statuses mean something else than usual.

mod advice;
mod body;
mod codes;
mod limits;

use http::header::RETRY_AFTER;
use simon_core::http::{Effect, ErrorResponse, VendorError, Verdict, scrubbed};

use crate::assumptions::{NEXT_PDF_WAIT, SERVER_WORDS};
use crate::label;
use advice::advice;
use body::Body;
pub(crate) use limits::{WINDOWS, read_limits};

/// Reads an answer without a success status.
pub(crate) fn read_error(answer: &ErrorResponse<'_>) -> VendorError {
    let body = Body::read(answer.body);
    let mut error = VendorError::default();
    error.verdict = verdict(answer, &body);
    (error.message, error.who) = advice(answer, &body);
    error.text = body.text().map(|text| without_links(&text)).filter(|text| !text.is_empty());
    error.code = body.code;
    error
}

fn verdict(answer: &ErrorResponse<'_>, body: &Body) -> Option<Verdict> {
    let status = answer.status.as_u16();
    if status == 429 {
        return Some(throttled(answer));
    }
    if label::is_of_login(answer.label) {
        return token_verdict(answer, body);
    }
    match status {
        // A licence, a role or a company: no renewal of the token heals it.
        _ if body.is_no_licence() => Some(Verdict::PermissionDenied),
        // A gateway has no such page; whether the service has such a record it does not say.
        404 | 410 if body.page && answer.effect == Effect::Read => Some(Verdict::ServerError),
        // The order is not known yet to the interface that takes its PDFs: later it is.
        404 if answer.label == label::ORDER_PDF => Some(Verdict::NotYet { wait: NEXT_PDF_WAIT }),
        500 if is_refusal(answer, body) => Some(Verdict::Rejected),
        _ => None,
    }
}

/// Whether an error 500 is about our data. The main API validates invoices with it, in the words of the
/// business; with words of a server that failed, with words that are not known, and without any, nobody
/// knows what came of the call.
fn is_refusal(answer: &ErrorResponse<'_>, body: &Body) -> bool {
    let server = SERVER_WORDS.iter().any(|words| body.lower.contains(words));
    let known = answer.label == label::INVOICE_CREATE && advice::of_invoice(body).is_some();
    known && body.has_business_words() && !server
}

/// As long as `Retry-After` says, which the core reads; else until the reset, else a while.
fn throttled(answer: &ErrorResponse<'_>) -> Verdict {
    let stated = answer.headers.contains_key(RETRY_AFTER);
    Verdict::Throttled { wait: (!stated).then(|| limits::wait(answer.headers)) }
}

fn token_verdict(answer: &ErrorResponse<'_>, body: &Body) -> Option<Verdict> {
    let refusal = matches!(answer.status.as_u16(), 400 | 401 | 403);
    if refusal && body.code.is_some() {
        return Some(Verdict::Unauthenticated);
    }
    // An empty answer or a page says nothing of the login.
    answer.status.is_client_error().then_some(Verdict::ServerError)
}

/// The vendor's words without keys, e-mail addresses and web addresses (F6).
fn without_links(text: &str) -> String {
    let word = |word| if str::contains(word, "://") { "[...]" } else { word };
    scrubbed(&text.split_whitespace().map(word).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
