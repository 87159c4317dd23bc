//! What Billit's errors say, and where its statuses mean something else than usual.

mod body;
mod codes;

use http::StatusCode;
use simon_core::Actor;
use simon_core::http::{Effect, ErrorResponse, VendorError, Verdict, scrubbed};
use simon_core::message::Message;

use crate::api::label;
use crate::assumptions::BLOCKED;
use body::Body;
use codes::{Advice, advice};

/// Reads an answer without a success status. A code decides where it is known: descriptions are in the
/// language of the Billit user.
pub(crate) fn read_error(answer: &ErrorResponse<'_>) -> VendorError {
    let body = Body::read(answer.body);
    let mut error = VendorError::default();
    let known = body.words().find_map(|code| advice(code, answer.effect));
    // Of one record the general code may say that it is gone.
    let known = known.filter(|known| !(is_read_by_id(answer.label) && known.is_general()));
    // Whatever is said beside it, a conflict means that the invoice may be there (P18).
    let known = known.filter(|known| !is_conflict(answer) || known.says_it_exists());
    let as_known = known.as_ref().map(|advice| advice.code.to_owned());
    error.code = as_known.or_else(|| body.codes.first().map(|code| shown(code)));
    error.text = body.text().map(|text| without_links(&text)).filter(|text| !text.is_empty());
    if answer.label == label::REVOKE {
        // Whatever it refuses with: there is nothing to end there, or no way to end it.
        error.verdict = answer.status.is_client_error().then_some(Verdict::Rejected);
        error.who = Some(Actor::User);
        return error;
    }
    if answer.label == label::TOKEN {
        of_token(answer.status, &body, known, &mut error);
        return error;
    }
    if let Some(Advice { verdict, message, who, .. }) = known {
        // A server that failed may have made the invoice, and a limit is one whatever is said of it.
        let decides = answer.status.is_client_error() && !is_limit(answer.status);
        error.verdict = verdict.filter(|_| decides);
        error.message = Some(Message::new(message)).filter(|_| decides);
        error.who = who.filter(|_| decides);
    } else {
        of_status(answer, &body, &mut error);
    }
    error
}

/// A refusal of the login: of the application's keys, or of what the user gave. An answer without words of
/// Billit says nothing of the login.
fn of_token(status: StatusCode, body: &Body, known: Option<Advice>, error: &mut VendorError) {
    if is_limit(status) || !status.is_client_error() {
        return;
    }
    if body.is_silent() || !is_refusal_of_login(status, body) {
        error.verdict = Some(Verdict::ServerError);
        return;
    }
    error.verdict = Some(Verdict::Unauthenticated);
    let of_application = body.codes.iter().any(|code| codes::is_of_application(code));
    let (message, who) = match known {
        _ if of_application => ("billit-app-gegevens", Actor::Operator),
        Some(advice) => (advice.message, advice.who.unwrap_or(Actor::User)),
        None => ("billit-opnieuw-koppelen", Actor::User),
    };
    (error.message, error.who) = (Some(Message::new(message)), Some(who));
}

fn is_limit(status: StatusCode) -> bool {
    status == StatusCode::TOO_MANY_REQUESTS
}

fn is_conflict(answer: &ErrorResponse<'_>) -> bool {
    answer.status == StatusCode::CONFLICT && answer.effect == Effect::Create
}

/// Another status comes from a gateway, and 403 without a code from one that blocks an address.
fn is_refusal_of_login(status: StatusCode, body: &Body) -> bool {
    match status {
        StatusCode::BAD_REQUEST | StatusCode::UNAUTHORIZED => true,
        StatusCode::FORBIDDEN => !body.codes.is_empty(),
        _ => false,
    }
}

fn is_read_by_id(label: &str) -> bool {
    [label::KLANT, label::ARTIKEL, label::ORDER].contains(&label)
}

/// What a status comes to without a known code.
fn of_status(answer: &ErrorResponse<'_>, body: &Body, error: &mut VendorError) {
    if answer.status == StatusCode::FORBIDDEN && body.is_about_our_address() {
        error.verdict = Some(Verdict::Throttled { wait: Some(BLOCKED) });
        return;
    }
    let (verdict, message, who) = match answer.status.as_u16() {
        // A record that was deleted: which of both is not documented.
        400 | 404 if is_read_by_id(answer.label) => (Some(Verdict::NotFound), None, None),
        400 if answer.effect == Effect::Read => {
            (None, Some("billit-fout-in-koppeling"), Some(Actor::Operator))
        }
        401 => (None, Some("billit-opnieuw-koppelen"), Some(Actor::User)),
        403 => (None, Some("billit-rechten"), Some(Actor::User)),
        404 if answer.effect == Effect::Create => {
            (Some(Verdict::Rejected), Some("billit-klant-onbekend"), Some(Actor::User))
        }
        409 if answer.effect == Effect::Create => {
            (Some(Verdict::AlreadyExists), Some("billit-bestaat-al"), None)
        }
        _ => (None, None, None),
    };
    (error.verdict, error.message, error.who) = (verdict, message.map(Message::new), who);
}

/// A code is short and has no data in it: what stands for a placeholder may be a name or a number.
fn shown(code: &str) -> String {
    let fits = code.len() <= 100
        && code.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | ' '))
        && code.chars().filter(char::is_ascii_digit).count() <= 3;
    if fits { code.to_owned() } else { "?".to_owned() }
}

/// The vendor's words without keys, e-mail addresses and web addresses (F6).
fn without_links(text: &str) -> String {
    let word = |word| if str::contains(word, "://") { "[...]" } else { word };
    scrubbed(&text.split_whitespace().map(word).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
