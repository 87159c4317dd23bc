//! Reading answers. Error texts name the place in the JSON and never show a value.
//!
//! The body is parsed once, straight into the wanted type; only when that fails it is parsed again to
//! find out where.

use std::fmt;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_json::value::RawValue;

use crate::connector::Rejected;
use crate::error::{Error, ErrorKind, Result, Retry};
use crate::message::Message;

use super::{ApiResponse, Effect};

/// A record of a list that could not be read (B13). `Debug` does not show the record.
#[non_exhaustive]
pub struct Unreadable {
    /// Its place in the list.
    pub index: usize,
    /// Its JSON as text, for finding an id or code in it.
    pub raw: String,
    /// Why, with the path.
    pub error: Error,
}

impl fmt::Debug for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unreadable")
            .field("index", &self.index)
            .field("error", &self.error)
            .finish()
    }
}

impl Unreadable {
    /// The record as one that is skipped, named by the first of these members that says something. The
    /// message gets that as `record`, or else `?`, and the reason as `detail`.
    #[must_use]
    pub fn rejected(&self, names: &[&str], message: &'static str) -> Rejected {
        let name = self.name(names);
        let message = Message::new(message)
            .with("record", name.as_deref().unwrap_or("?"))
            .with("detail", &self.error);
        Rejected::new(name, message)
    }

    fn name(&self, names: &[&str]) -> Option<String> {
        let record: serde_json::Value = serde_json::from_str(&self.raw).ok()?;
        names.iter().find_map(|name| match record.get(name)? {
            serde_json::Value::String(text) => filled(Some(text.clone())),
            serde_json::Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
    }
}

/// A text without the blanks around it; empty for none.
#[must_use]
pub fn text(value: Option<String>) -> String {
    match value {
        Some(text) if text.trim().len() == text.len() => text,
        Some(text) => text.trim().to_owned(),
        None => String::new(),
    }
}

/// A text without the blanks around it; none when nothing is left.
#[must_use]
pub fn filled(value: Option<String>) -> Option<String> {
    Some(text(value)).filter(|text| !text.is_empty())
}

/// Reads one JSON value.
///
/// # Errors
/// `Unavailable` when the body is empty or a web page, which a maintenance may put there; `Decode`
/// with the path when it has an unexpected shape. Of a create both are `CheckFirst`: it was
/// processed (C22). Of the rest what is no JSON at all may be repeated, another shape not.
pub fn json<T: DeserializeOwned>(answer: &ApiResponse) -> Result<T> {
    serde_json::from_slice(json_text(&answer.body)).or_else(|_| json_with_path(answer))
}

/// Reads a JSON list: a bare array, an object with the array in `value`, or `null` for no records.
/// Records that cannot be read are returned beside those that can (B13).
///
/// # Errors
/// As [`json`], when the list itself cannot be read.
pub fn list<T: DeserializeOwned>(answer: &ApiResponse) -> Result<(Vec<T>, Vec<Unreadable>)> {
    match parse_list::<T>(json_text(&answer.body)) {
        Ok(records) => Ok((records, Vec::new())),
        Err(_) => list_record_by_record(answer),
    }
}

#[derive(Deserialize)]
struct Envelope<T> {
    // without a function of its own serde would read a missing member as null: a whole answer of
    // another shape would pass for an empty list
    #[serde(deserialize_with = "present", bound(deserialize = "T: Deserialize<'de>"))]
    value: Option<Vec<T>>,
}

fn present<'de, D, T>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}

fn parse_list<'de, T: Deserialize<'de>>(body: &'de [u8]) -> serde_json::Result<Vec<T>> {
    let records = if first_byte(body) == Some(b'{') {
        serde_json::from_slice::<Envelope<T>>(body)?.value
    } else {
        serde_json::from_slice(body)?
    };
    Ok(records.unwrap_or_default())
}

fn list_record_by_record<T: DeserializeOwned>(
    answer: &ApiResponse,
) -> Result<(Vec<T>, Vec<Unreadable>)> {
    let raw_records = parse_list::<Box<RawValue>>(json_text(&answer.body))
        .map_err(|error| unreadable(answer, "the list", &error))?;
    let (mut records, mut bad) = (Vec::with_capacity(raw_records.len()), Vec::new());
    for (index, raw) in raw_records.into_iter().enumerate() {
        match parse_with_path(raw.get().as_bytes()) {
            Ok(record) => records.push(record),
            Err((path, error)) => {
                let error = unreadable(answer, &record_path(index, &path), &error);
                bad.push(Unreadable { index, raw: Box::<str>::from(raw).into_string(), error });
            }
        }
    }
    Ok((records, bad))
}

fn record_path(index: usize, path: &str) -> String {
    if path == "." { format!("[{index}]") } else { format!("[{index}].{path}") }
}

fn json_with_path<T: DeserializeOwned>(answer: &ApiResponse) -> Result<T> {
    parse_with_path(json_text(&answer.body))
        .map_err(|(path, error)| unreadable(answer, &path, &error))
}

fn parse_with_path<T: DeserializeOwned>(json: &[u8]) -> Result<T, (String, serde_json::Error)> {
    let mut parser = serde_json::Deserializer::from_slice(json);
    let value = serde_path_to_error::deserialize(&mut parser)
        .map_err(|error| (error.path().to_string(), error.into_inner()))?;
    parser.end().map_err(|error| (".".to_owned(), error))?;
    Ok(value)
}

fn unreadable(answer: &ApiResponse, path: &str, error: &serde_json::Error) -> Error {
    let no_json_expected = matches!(first_byte(json_text(&answer.body)), None | Some(b'<'));
    let (kind, detail) = if no_json_expected {
        let what = if answer.body.is_empty() { "an empty answer" } else { "a web page" };
        (ErrorKind::Unavailable, format!("{what} instead of JSON"))
    } else {
        (ErrorKind::Decode, format!("cannot read {path} of the answer: {}", reason(error)))
    };
    let retry = match (answer.effect, error.classify()) {
        (Effect::Create, _) => Retry::CheckFirst,
        (_, Category::Data) => Retry::Never,
        _ => Retry::Backoff,
    };
    Error::new(kind, detail).with_retry(retry).with_label(answer.label)
}

/// What serde says without the value that it found.
fn reason(error: &serde_json::Error) -> String {
    match error.classify() {
        Category::Eof => return "it ends early".to_owned(),
        Category::Syntax | Category::Io => return "it is no JSON".to_owned(),
        Category::Data => {}
    }
    let text = error.to_string();
    let text = text.rsplit_once(" at line ").map_or(text.as_str(), |(text, _)| text);
    if text.starts_with("missing field") {
        return text.to_owned();
    }
    match text.rsplit_once(", expected ") {
        Some((_, expected)) => format!("expected {expected}"),
        None => "a value that does not fit".to_owned(),
    }
}

/// The body without the byte order mark that some servers put before it.
fn json_text(body: &[u8]) -> &[u8] {
    body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body)
}

fn first_byte(body: &[u8]) -> Option<u8> {
    body.iter().copied().find(|byte| !byte.is_ascii_whitespace())
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
