//! An error body in any of its shapes, reduced to codes and words.

use serde_json::{Map, Value};
use simon_core::http::ErrorBody;

use crate::assumptions::ABOUT_ADDRESS;

#[derive(Debug, Default)]
pub(super) struct Body {
    /// In the vendor's order.
    pub(super) codes: Vec<String>,
    texts: Vec<String>,
    /// A page for browsers, which Billit itself does not answer with.
    is_page: bool,
}

impl Body {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut body = Self::default();
        match ErrorBody::read(bytes) {
            ErrorBody::Json(value) => body.take(&value),
            ErrorBody::Text(text) => body.texts.push(text),
            _ => body.is_page = !bytes.trim_ascii().is_empty(),
        }
        body
    }

    pub(super) fn text(&self) -> Option<String> {
        (!self.texts.is_empty()).then(|| self.texts.join("; "))
    }

    /// Codes first: some answers have theirs as text.
    pub(super) fn words(&self) -> impl Iterator<Item = &String> {
        self.codes.iter().chain(&self.texts)
    }

    /// Whether it speaks of our address, or comes from something in front of Billit.
    pub(super) fn is_about_our_address(&self) -> bool {
        let names = |word: &String| {
            let word = word.to_lowercase();
            ABOUT_ADDRESS.iter().any(|named| word.contains(named))
        };
        self.is_page || self.words().any(names)
    }

    pub(super) const fn is_silent(&self) -> bool {
        self.codes.is_empty() && self.texts.is_empty()
    }

    /// `{"errors":[{"Code":"","Description":""}]}`, one such record bare, the specification's
    /// `{"ErrorEnum":"","ErrorMessage":""}`, `{"Message":""}`, and `{"error":"","error_description":""}`.
    fn take(&mut self, value: &Value) {
        match value {
            Value::Array(errors) => errors.iter().for_each(|error| self.take(error)),
            Value::Object(members) => match member(members, "errors") {
                Some(errors @ Value::Array(_)) => self.take(errors),
                _ => self.take_one(members),
            },
            Value::String(text) => self.texts.extend(words(text)),
            _ => {}
        }
    }

    fn take_one(&mut self, members: &Map<String, Value>) {
        let text = |name| member(members, name).and_then(Value::as_str).and_then(words);
        self.codes.extend(["Code", "ErrorEnum", "error"].into_iter().find_map(text));
        let said = ["Description", "ErrorMessage", "DefaultText", "Message", "error_description"];
        self.texts.extend(said.into_iter().find_map(text));
        self.texts.extend(text("Append"));
    }
}

/// Spellings differ in case.
fn member<'a>(members: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
}

fn words(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}
