//! What e-Boekhouden's errors say. Both interfaces have codes; SOAP puts them in an answer with status
//! 200, REST in one with an error status.

mod body;
mod codes;

use simon_core::http::{Effect, ErrorResponse, VendorError, Verdict, scrubbed};
use simon_core::message::Message;
use simon_core::{Actor, Error, ErrorKind, Retry};

use crate::ID;
use crate::soap::{Operation, Reader, Refusal};
use body::Body;
use codes::{Advice, advice};

/// Reads an answer without a success status, of either interface.
pub(crate) fn read_error(answer: &ErrorResponse<'_>) -> VendorError {
    let body = Body::read(answer.body);
    let mut error = read(body.code.as_deref(), body.text.as_deref());
    if let Some(trace) = &body.trace {
        let words = error.text.into_iter().chain([format!("traceId {trace}")]);
        error.text = Some(words.collect::<Vec<_>>().join("; "));
    }
    if body.fault {
        of_fault(&mut error);
    }
    if body.page && answer.status.as_u16() == 404 {
        // Another server answers for the vendor: that says nothing about a record (P14).
        error.verdict = Some(Verdict::ServerError);
    }
    if error.message.is_none() && answer.status.as_u16() == 401 {
        error.message = Some(Message::new("eboekhouden-rest-sessie"));
    }
    error
}

/// Finds the refusal in an answer of SOAP with status 200, of which only the beginning may be there. What
/// cannot be read is no refusal: whoever reads the answer says what is wrong with it.
pub(crate) fn read_refusal(answer: &ErrorResponse<'_>) -> Option<VendorError> {
    let mut reader = Reader::new(Operation::of_label(answer.label)?);
    let _ = reader.push(answer.body);
    let mut vendor = of_refusal(&reader.refusal()?);
    if reader.value("Factuurnummer").is_some() {
        // It says no and names the invoice: nobody knows whether it is there (C22).
        vendor.verdict = Some(Verdict::ServerError);
    }
    // A code that is not known is a refusal all the same; the core counts it.
    vendor.verdict.get_or_insert(Verdict::Rejected);
    Some(vendor)
}

/// A refusal that came behind records: what stands before it is not everything, or nothing at all.
pub(crate) fn late_refusal(refusal: &Refusal, label: &'static str, effect: Effect) -> Error {
    let vendor = of_refusal(refusal);
    let retry = if effect == Effect::Create { Retry::CheckFirst } else { Retry::Backoff };
    let mut error = Error::new(ErrorKind::Incomplete, "the answer ends in a refusal")
        .with_retry(retry)
        .with_connector(ID)
        .with_label(label);
    if let Some(message) = vendor.message {
        error = error.with_message(message);
    }
    if let Some(text) = &vendor.text {
        error = error.with_vendor_text(text);
    }
    match vendor.code {
        Some(code) => error.with_vendor_code(code),
        None => error,
    }
}

fn of_refusal(refusal: &Refusal) -> VendorError {
    let mut vendor = read(Some(&refusal.code), Some(&refusal.text));
    if refusal.fault {
        of_fault(&mut vendor);
    }
    vendor
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

/// A code is short and has no blanks; anything else is no code and is not shown.
fn shown(code: &str) -> &str {
    let fits = code.len() <= 40 && code.chars().all(|c| c.is_ascii_graphic());
    if fits { code } else { "?" }
}

/// The vendor's words without keys, e-mail addresses and web addresses (F6): those of PDFs open them.
/// GUIDs go as well: sessions and second security codes are some.
fn without_links(text: &str) -> String {
    let secret = |word: &str| word.contains("://") || has_guid(word);
    let word = |word| if secret(word) { "[...]" } else { word };
    scrubbed(&text.split_whitespace().map(word).collect::<Vec<_>>().join(" "))
}

/// Runs of 8, 4, 4, 4 and 12 hexadecimal digits, whatever stands around them.
fn has_guid(word: &str) -> bool {
    let runs: Vec<usize> = word.split(|c: char| !c.is_ascii_hexdigit()).map(str::len).collect();
    runs.windows(5).any(|runs| runs == [8, 4, 4, 4, 12])
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
