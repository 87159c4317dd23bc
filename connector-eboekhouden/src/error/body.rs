//! An error body in any of its shapes, reduced to a code and words.

use serde_json::Value;
use simon_core::http::ErrorBody;

use crate::soap::{Operation, Reader};

#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) code: Option<String>,
    pub(super) text: Option<String>,
    /// By which the vendor's support finds the call. It looks like a key and is none.
    pub(super) trace: Option<String>,
    /// It is a fault of SOAP.
    pub(super) fault: bool,
    /// It is a page for browsers.
    pub(super) page: bool,
}

impl Body {
    pub(super) fn read(bytes: &[u8]) -> Self {
        match ErrorBody::read(bytes) {
            ErrorBody::Json(value) => Self::of_rest(&value),
            other => Self::of_soap(bytes).unwrap_or(Self {
                page: other == ErrorBody::Nothing && !bytes.trim_ascii().is_empty(),
                ..Self::default()
            }),
        }
    }

    /// Which operation it was does not matter for a fault.
    fn of_soap(bytes: &[u8]) -> Option<Self> {
        let mut reader = Reader::new(Operation::AddFactuur);
        reader.push(bytes).ok()?;
        let refusal = reader.refusal()?;
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        Some(Self {
            code: filled(refusal.code),
            text: filled(refusal.text),
            fault: refusal.fault,
            ..Self::default()
        })
    }

    /// `{type, title, status, code?, propertyName?, message?, errors?, traceId?}`. `errors` is a list of
    /// texts or an object of such lists.
    fn of_rest(value: &Value) -> Self {
        let member = |name: &str| match value.get(name) {
            Some(Value::String(text)) if !text.trim().is_empty() => Some(text.trim().to_owned()),
            _ => None,
        };
        let mut texts: Vec<String> = ["title", "message"].into_iter().filter_map(member).collect();
        match value.get("errors") {
            Some(Value::Array(errors)) => texts.extend(errors.iter().filter_map(words)),
            Some(Value::Object(fields)) => {
                let lists = fields.values().filter_map(Value::as_array);
                texts.extend(lists.flatten().filter_map(words));
            }
            _ => {}
        }
        texts.extend(member("propertyName").map(|name| format!("({name})")));
        let text = (!texts.is_empty()).then(|| texts.join("; "));
        let trace = member("traceId").filter(|id| is_trace(id));
        Self { code: member("code"), text, trace, ..Self::default() }
    }
}

fn is_trace(id: &str) -> bool {
    id.len() <= 64 && id.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}

fn words(value: &Value) -> Option<String> {
    value.as_str().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}
