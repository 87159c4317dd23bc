//! An error body in any of its shapes, reduced to texts and a code.

use serde_json::{Map, Value};
use simon_core::http::ErrorBody;

/// The fault of a user without the role for the API, a tenant that is the contract's, or a licence that
/// ended.
///
/// Source: the vendor's knowledge base.
const NO_LICENCE: &str = "12027";

/// Most texts of one answer: a document can be refused line by line.
const MOST_TEXTS: usize = 20;

#[derive(Debug, Default)]
pub(super) struct Body {
    texts: Vec<String>,
    /// The first code: of a refused token, a platform fault, or a refused member.
    pub(super) code: Option<String>,
    /// All codes of a refused order.
    pub(super) codes: Vec<String>,
    /// It has a `message`: words for people, of the business or of the server.
    business: bool,
    /// It is a page for browsers: of a gateway, not of the vendor's service.
    pub(super) page: bool,
    /// All texts in lower case, for looking words up.
    pub(super) lower: String,
}

impl Body {
    pub(super) fn read(bytes: &[u8]) -> Self {
        let first = bytes.iter().find(|byte| !byte.is_ascii_whitespace());
        let mut body = Self { page: first == Some(&b'<'), ..Self::default() };
        match ErrorBody::read(bytes) {
            ErrorBody::Json(Value::Object(members)) => body.take(&members),
            ErrorBody::Json(Value::String(text)) | ErrorBody::Text(text) => body.push(&text),
            _ => {}
        }
        body.lower = body.texts.join("; ").to_lowercase();
        body.code = body.code.or_else(|| body.codes.first().cloned()).map(|code| shown(&code));
        body
    }

    pub(super) fn text(&self) -> Option<String> {
        (!self.texts.is_empty()).then(|| self.texts.join("; "))
    }

    pub(super) const fn has_business_words(&self) -> bool {
        self.business
    }

    pub(super) fn is_no_licence(&self) -> bool {
        self.code.as_deref() == Some(NO_LICENCE)
    }

    /// `{message}` and `{ExceptionType, ExceptionMessage, ExceptionFaultCode, ...}` of the main API,
    /// `{title, detail, errors, details}` of the Sales Orders API, `{error, error_description}` of the
    /// token endpoint. The case of keys is not to be relied on.
    fn take(&mut self, members: &Map<String, Value>) {
        let find = |name: &str| {
            members.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value)
        };
        let code = find("error").or_else(|| find("ExceptionFaultCode")).and_then(scalar);
        self.code = code.filter(|code| code != "0");
        let words = find("message").and_then(scalar);
        self.business = words.is_some();
        let names = ["ExceptionMessage", "error_description", "title", "detail"];
        for text in words.into_iter().chain(names.into_iter().filter_map(|it| scalar(find(it)?))) {
            self.push(&text);
        }
        self.take_errors(find("errors"));
        for detail in find("details").and_then(Value::as_array).into_iter().flatten() {
            self.take_detail(detail);
        }
    }

    /// A member with the messages about it.
    fn take_errors(&mut self, errors: Option<&Value>) {
        for (member, messages) in errors.and_then(Value::as_object).into_iter().flatten() {
            let one = std::slice::from_ref(messages);
            let messages = messages.as_array().map_or(one, Vec::as_slice);
            for message in messages.iter().filter_map(scalar) {
                self.push(&format!("{member}: {message}"));
            }
        }
    }

    fn take_detail(&mut self, detail: &Value) {
        let member = |name: &str| scalar(detail.get(name)?);
        if let Some(code) = member("code") {
            self.codes.push(code);
        }
        let Some(message) = member("message") else { return };
        if !self.texts.iter().any(|known| known.ends_with(&message)) {
            let property = detail.get("parameters").and_then(|it| scalar(it.get("property")?));
            self.push(&property.map_or(message.clone(), |name| format!("{name}: {message}")));
        }
    }

    fn push(&mut self, text: &str) {
        let text = text.trim();
        let new = !text.is_empty() && !self.texts.iter().any(|known| known == text);
        if new && self.texts.len() < MOST_TEXTS {
            self.texts.push(text.to_owned());
        }
    }
}

fn scalar(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// A code is short and has no blanks; anything else is no code and is not shown.
fn shown(code: &str) -> String {
    let fits = code.len() <= 60 && code.chars().all(|c| c.is_ascii_graphic());
    if fits { code.to_owned() } else { "?".to_owned() }
}
