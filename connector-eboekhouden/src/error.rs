//! What e-Boekhouden's errors say. Both interfaces have codes; SOAP puts them in an answer with status
//! 200, REST in one with an error status.

mod body;
mod codes;

use simon_core::http::{Effect, ErrorResponse, VendorError, Verdict, scrubbed};
use simon_core::message::Message;
use simon_core::{Actor, Error, ErrorKind, Retry};

use crate::ID;
use crate::soap::Refusal;
use body::Body;
use codes::{Advice, advice};

/// Reads an answer without a success status, of either interface.
pub(crate) fn read_error(answer: &ErrorResponse<'_>) -> VendorError {
    let body = Body::read(answer.body);
    let mut error = read(body.code.as_deref(), body.text.as_deref());
    if body.fault {
        of_fault(&mut error);
    }
    if error.message.is_none() && answer.status.as_u16() == 401 {
        error.message = Some(Message::new("eboekhouden-rest-sessie"));
    }
    error
}

/// Reads a refusal in an answer of SOAP with status 200.
pub(crate) fn refusal_error(refusal: &Refusal, label: &'static str, effect: Effect) -> Error {
    let mut vendor = read(Some(&refusal.code), Some(&refusal.text));
    if refusal.fault {
        of_fault(&mut vendor);
    }
    let (kind, retry) = kind_of(vendor.verdict.unwrap_or(Verdict::Rejected), effect);
    let mut error = Error::new(kind, format!("refused with {}", shown(&refusal.code)))
        .with_retry(retry)
        .with_connector(ID)
        .with_label(label);
    if let Some(message) = vendor.message {
        error = error.with_message(message);
    }
    if let Some(who) = vendor.who {
        error = error.with_who(who);
    }
    if let Some(text) = &vendor.text {
        error = error.with_vendor_text(text);
    }
    match vendor.code {
        Some(code) => error.with_vendor_code(code),
        None => error,
    }
}

/// Whether a refusal says that the session is gone: open another one and repeat the call. Nothing was
/// processed.
///
/// Source: the vendor's manual, codes E002.1 to E002.4.
pub(crate) fn is_session_lost(refusal: &Refusal) -> bool {
    matches!(refusal.code.as_str(), "E002.1" | "E002.2" | "E002.3" | "E002.4")
}

/// Whether a refusal of a new invoice says that its number is taken: perhaps by this very invoice.
pub(crate) fn may_exist(code: &str) -> bool {
    matches!(code, "CFACT026" | "FACT_101")
}

fn read(code: Option<&str>, text: Option<&str>) -> VendorError {
    let mut error = VendorError::default();
    let code = code.map(str::trim).filter(|code| !code.is_empty());
    if let Some(Advice { verdict, message, who }) = code.and_then(advice) {
        error.verdict = Some(verdict);
        error.message = Some(Message::new(message));
        error.who = who;
    }
    error.code = code.map(|code| shown(code).to_owned());
    error.text = text.map(without_links).filter(|text| !text.is_empty());
    error
}

/// A fault that names the sender is a mistake of ours: the request could not be read. Another one is
/// the server's, and nobody knows what came of the call.
fn of_fault(error: &mut VendorError) {
    let sender = error.code.as_deref().is_some_and(|code| {
        let local = code.rsplit(':').next().unwrap_or_default();
        matches!(local, "Client" | "Sender")
    });
    if sender {
        error.verdict = Some(Verdict::Rejected);
        error.message = Some(Message::new("eboekhouden-fout-in-koppeling"));
        error.who = Some(Actor::Operator);
    } else {
        error.verdict = Some(Verdict::ServerError);
    }
}

const fn kind_of(verdict: Verdict, effect: Effect) -> (ErrorKind, Retry) {
    match verdict {
        Verdict::Unauthenticated => (ErrorKind::Unauthenticated, Retry::Never),
        Verdict::PermissionDenied => (ErrorKind::PermissionDenied, Retry::Never),
        Verdict::NotFound => (ErrorKind::NotFound, Retry::Never),
        Verdict::AlreadyExists => (ErrorKind::AlreadyExists, Retry::CheckFirst),
        Verdict::Throttled { .. } | Verdict::EndpointBlocked { .. } => {
            (ErrorKind::RateLimited, Retry::Backoff)
        }
        Verdict::ServerError if matches!(effect, Effect::Create) => {
            (ErrorKind::Unavailable, Retry::CheckFirst)
        }
        Verdict::ServerError => (ErrorKind::Unavailable, Retry::Backoff),
        _ => (ErrorKind::Rejected, Retry::Never),
    }
}

/// A code is short and has no blanks; anything else is no code and is not shown.
fn shown(code: &str) -> &str {
    let fits = code.len() <= 40 && code.chars().all(|c| c.is_ascii_graphic());
    if fits { code } else { "?" }
}

/// The vendor's words without keys, e-mail addresses and web addresses (F6): those of PDFs open them.
fn without_links(text: &str) -> String {
    let word = |word| if str::contains(word, "://") { "[...]" } else { word };
    scrubbed(&text.split_whitespace().map(word).collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
