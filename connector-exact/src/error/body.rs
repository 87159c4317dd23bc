//! An error body in any of its shapes, reduced to texts and a code.

use serde_json::Value;
use simon_core::http::ErrorBody;

#[derive(Default)]
pub(super) struct Body {
    texts: Vec<String>,
    /// The code of a token refusal, or of the error where it has one.
    pub(super) code: Option<String>,
    /// Whether `error.message.value` is filled: Exact's own words.
    of_exact: bool,
    /// All texts in lower case, for looking words up.
    pub(super) lower: String,
}

impl Body {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let mut body = Self::default();
        match ErrorBody::read(bytes) {
            ErrorBody::Json(value) => body.take(&value),
            ErrorBody::Text(text) => body.push(&text),
            _ => {}
        }
        body.lower = body.texts.join("; ").to_lowercase();
        body
    }

    pub(super) fn text(&self) -> Option<String> {
        (!self.texts.is_empty()).then(|| self.texts.join("; "))
    }

    pub(super) const fn has_words_of_exact(&self) -> bool {
        self.of_exact
    }

    /// `{"error":{"code":"","message":{"lang":"","value":"..."}}}` from the API and
    /// `{"error":"...","error_description":"..."}` from the token endpoint.
    fn take(&mut self, value: &Value) {
        match value.get("error") {
            Some(Value::String(code)) => self.code = Some(code.trim().to_owned()),
            Some(error) => self.take_error(error),
            None => {}
        }
        for member in ["error_description", "message", "Message"] {
            if let Some(Value::String(text)) = value.get(member) {
                self.push(text);
            }
        }
        if let Value::String(text) = value {
            self.push(text);
        }
    }

    fn take_error(&mut self, error: &Value) {
        if let Some(Value::String(code)) = error.get("code") {
            let code = code.trim();
            self.code = (!code.is_empty()).then(|| code.to_owned());
        }
        let message = match error.get("message") {
            Some(Value::String(text)) => Some(text),
            Some(message) => match message.get("value") {
                Some(Value::String(text)) => Some(text),
                _ => None,
            },
            None => None,
        };
        if let Some(text) = message {
            // Several messages stand below each other.
            text.lines().for_each(|line| self.push(line));
            self.of_exact = !text.trim().is_empty();
        }
    }

    fn push(&mut self, text: &str) {
        let text = text.trim();
        if !text.is_empty() {
            self.texts.push(text.to_owned());
        }
    }
}
