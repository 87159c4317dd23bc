//! What SnelStart's error bodies say, and where its statuses mean something else than usual.

use std::time::Duration;

use http::StatusCode;
use serde_json::Value;
use simon_core::http::{Effect, ErrorBody, ErrorResponse, VendorError, Verdict, scrubbed};
use simon_core::message::Message;
use simon_core::{Actor, Error};

use crate::api::label;
use crate::assumptions::LONGEST_THROTTLE_SECONDS;

/// Published codes that a user can meet, with the texts of the catalogue.
///
/// Source: developer portal, "foutcodes v2", 2026-05.
pub(crate) const CODES: &[(&str, &str)] = &[
    ("ALG-0102", "snelstart-ALG-0102"),
    ("ALG-0103", "snelstart-ALG-0103"),
    ("ALG-0105", "snelstart-ALG-0105"),
    ("ART-0001", "snelstart-ART-0001"),
    ("ART-0018", "snelstart-ART-0018"),
    ("BOE-0054", "snelstart-BOE-0054"),
    ("REL-0005", "snelstart-REL-0005"),
    ("VOR-0001", "snelstart-VOR-0001"),
    ("VOR-0002", "snelstart-VOR-0002"),
    ("VOR-0003", "snelstart-VOR-0003"),
    ("VOR-0004", "snelstart-VOR-0004"),
    ("VOR-0006", "snelstart-VOR-0006"),
    ("VOR-0007", "snelstart-VOR-0007"),
    ("VOR-0008", "snelstart-VOR-0008"),
    ("VOR-0009", "snelstart-VOR-0009"),
    ("VOR-0010", "snelstart-VOR-0010"),
    ("VOR-0011", "snelstart-VOR-0011"),
    ("VOR-0013", "snelstart-VOR-0013"),
    ("VOR-0014", "snelstart-VOR-0014"),
    ("VOR-0015", "snelstart-VOR-0015"),
];

/// Codes that only a mistake in this connector causes.
pub(crate) const OUR_MISTAKES: &[&str] =
    &["ALG-0100", "ALG-0101", "ALG-0104", "ALG-0106", "VOR-0005"];

/// Codes of a record that is gone.
const GONE: &[&str] = &["ART-0001", "REL-0005", "VOR-0001"];

/// Members whose refusal means "text too long": for none of them a code is published.
const TEXTS: &[&str] = &["omschrijving", "betalingskenmerk", "memo", "orderreferentie"];

/// Reads an answer without a success status.
pub(crate) fn read_error(answer: &ErrorResponse<'_>) -> VendorError {
    let body = Body::read(answer.body);
    let mut error = VendorError::default();
    error.verdict = verdict(answer, &body);
    (error.message, error.who) = advice(answer, &body);
    error.text = body.text().map(|text| scrubbed(&text));
    error.code = body.code;
    error
}

fn verdict(answer: &ErrorResponse<'_>, body: &Body) -> Option<Verdict> {
    let status = answer.status;
    if is_throttled(answer, body) {
        return Some(Verdict::Throttled { wait: wait(answer, body) });
    }
    if refuses_koppelsleutel(answer) {
        return Some(Verdict::Unauthenticated);
    }
    if answer.label == label::TOKEN && status.is_client_error() {
        // It passes, or the operator's URL is wrong: nothing that a werkbon should be refused for.
        return Some(Verdict::ServerError);
    }
    let code = body.code.as_deref()?;
    if !matches!(status, StatusCode::BAD_REQUEST | StatusCode::NOT_FOUND) {
        return None;
    }
    if code == "ALG-0102" {
        // "Unknown error": passes as a rule. Of a create nobody knows what came of it.
        return Some(Verdict::ServerError);
    }
    let gone = GONE.contains(&code) && answer.effect == Effect::Read;
    Some(if gone { Verdict::NotFound } else { Verdict::Rejected })
}

/// Whether the login host refuses the key itself. A time-out (408) or a page that is not there (404)
/// says nothing of the key: nobody has to paste a new one for it.
fn refuses_koppelsleutel(answer: &ErrorResponse<'_>) -> bool {
    let refused = [StatusCode::BAD_REQUEST, StatusCode::UNAUTHORIZED, StatusCode::FORBIDDEN];
    answer.label == label::TOKEN && refused.contains(&answer.status)
}

/// 429 is the limit per minute. The limit per hour is a quota rule of the gateway, which answers 403.
///
/// Source: Microsoft Learn, API Management policies rate-limit-by-key and quota-by-key.
fn is_throttled(answer: &ErrorResponse<'_>, body: &Body) -> bool {
    let quota = answer.headers.contains_key(http::header::RETRY_AFTER)
        || body.lower.contains("quota")
        || body.lower.contains("call volume");
    answer.status == StatusCode::TOO_MANY_REQUESTS
        || (answer.status == StatusCode::FORBIDDEN && quota)
}

fn wait(answer: &ErrorResponse<'_>, body: &Body) -> Option<Duration> {
    let header = answer.headers.get(http::header::RETRY_AFTER);
    let seconds = header
        .and_then(|value| value.to_str().ok()?.trim().parse().ok())
        .or_else(|| number_before(&body.lower, "second"))?;
    Some(Duration::from_secs(u64::min(seconds, LONGEST_THROTTLE_SECONDS)))
}

fn advice(answer: &ErrorResponse<'_>, body: &Body) -> (Option<Message>, Option<Actor>) {
    let of_user = |code| (Some(Message::new(code)), Some(Actor::User));
    let of_operator = |code| (Some(Message::new(code)), Some(Actor::Operator));
    if is_throttled(answer, body) {
        return (None, None);
    }
    if let Some(code) = body.code.as_deref() {
        if let Some((_, message)) = CODES.iter().find(|(known, _)| *known == code) {
            return (Some(Message::new(message)), None);
        }
        if OUR_MISTAKES.contains(&code) {
            return of_operator("snelstart-fout-in-koppeling");
        }
        if (16..=36).any(|number| code == format!("VOR-{number:04}")) {
            return of_user("snelstart-extra-velden");
        }
    }
    match answer.status {
        _ if refuses_koppelsleutel(answer) => of_user("snelstart-koppelsleutel"),
        StatusCode::UNAUTHORIZED if body.lower.contains("subscription key") => {
            of_operator("snelstart-abonnementssleutel")
        }
        StatusCode::UNAUTHORIZED => of_user("snelstart-koppelsleutel"),
        StatusCode::FORBIDDEN if answer.label.starts_with("verkooporder") => {
            of_user("snelstart-rechten-orders")
        }
        StatusCode::FORBIDDEN => of_user("snelstart-rechten"),
        StatusCode::BAD_REQUEST if answer.effect == Effect::Create => (refused_member(body), None),
        _ => (None, None),
    }
}

/// A refused order without a published code: which member is it about?
fn refused_member(body: &Body) -> Option<Message> {
    if body.lower.contains("regels[") && body.lower.contains("].artikel") {
        return Some(Message::new("snelstart-tekstregel-geweigerd"));
    }
    let member = TEXTS.iter().find(|member| body.lower.contains(**member))?;
    Some(Message::new("snelstart-tekst-te-lang").with("veld", member))
}

/// The largest page that a refusal names: "The limit of '25' for Top query has been exceeded."
pub(crate) fn top_limit(error: &Error) -> Option<u32> {
    let text = error.vendor_text()?.to_lowercase();
    let about_top = text.contains("limit") && text.contains("top");
    about_top.then(|| numbers(&text).find_map(|number| number.parse().ok()))?
}

/// Whether a refusal names a member that is computed or read-only.
pub(crate) fn names_read_only(error: &Error) -> bool {
    let text = error.vendor_text().unwrap_or_default().to_lowercase();
    ["totaal", "uri", "read-only", "readonly"].iter().any(|word| text.contains(word))
}

/// A refused article on an order with lines without one: it may be such a line that SnelStart refuses.
pub(crate) fn or_text_line(error: Error) -> Error {
    match error.vendor_code() {
        Some("ART-0001" | "ALG-0103") => {
            error.with_message(Message::new("snelstart-artikel-of-tekstregel"))
        }
        _ => error,
    }
}

/// An error body in any of its shapes, reduced to texts and a code.
#[derive(Debug, Default)]
struct Body {
    texts: Vec<String>,
    code: Option<String>,
    /// All texts in lower case, for looking words up.
    lower: String,
}

impl Body {
    fn read(bytes: &[u8]) -> Self {
        let mut body = Self::default();
        match ErrorBody::read(bytes) {
            ErrorBody::Json(value) => body.take(&value),
            ErrorBody::Text(text) => body.push(&text),
            _ => {}
        }
        let joined = body.texts.join("; ");
        if body.code.is_none() {
            body.code = code_in(&joined);
        }
        body.lower = joined.to_lowercase();
        body
    }

    fn text(&self) -> Option<String> {
        (!self.texts.is_empty()).then(|| self.texts.join("; "))
    }

    fn take(&mut self, value: &Value) {
        match value {
            Value::Array(entries) => entries.iter().for_each(|entry| self.take(entry)),
            Value::Object(members) => {
                for (name, value) in members {
                    self.take_member(&name.to_ascii_lowercase(), value);
                }
            }
            Value::String(text) => self.push(text),
            _ => {}
        }
    }

    fn take_member(&mut self, name: &str, value: &Value) {
        match (name, value) {
            ("errorcode" | "code", Value::String(code)) => {
                self.code.get_or_insert_with(|| code.trim().to_owned());
            }
            ("modelstate", Value::Object(fields)) => {
                for (path, texts) in fields {
                    self.push(path);
                    self.take(texts);
                }
            }
            ("message" | "details" | "error" | "error_description" | "exceptionmessage", value) => {
                self.take(value);
            }
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.texts.push(text.to_owned());
        }
    }
}

/// Three capitals, a dash and four digits, anywhere in a text.
fn code_in(text: &str) -> Option<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
    let is_code = |word: &&str| {
        word.split_once('-').is_some_and(|(letters, digits)| {
            letters.len() == 3
                && digits.len() == 4
                && letters.bytes().all(|b| b.is_ascii_uppercase())
                && digits.bytes().all(|b| b.is_ascii_digit())
        })
    };
    words.into_iter().find(is_code).map(str::to_owned)
}

fn numbers(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_digit()).filter(|digits| !digits.is_empty())
}

/// The number before a word: "try again in 12 seconds".
fn number_before(text: &str, word: &str) -> Option<u64> {
    numbers(text.get(..text.find(word)?)?).last()?.parse().ok()
}

#[cfg(test)]
#[path = "error_tests.rs"]
mod tests;
