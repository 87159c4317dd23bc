//! Answers, and the shapes in which the vendor reports errors.

use http::{HeaderName, HeaderValue, StatusCode};

use simon_testkit::vendor::answer::typed;
use simon_testkit::vendor::json::Json;

pub(super) use simon_testkit::vendor::answer::{
    Answer, empty, json_text, page, redirect, token_error,
};

/// A shape in which an error can arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorShape {
    /// `{"message": ...}`, as the ERP reports what it does not want.
    Message,
    /// The same with a capital letter.
    CapitalMessage,
    /// The members of `IPPException`, as the platform reports tokens, companies and licences.
    Exception,
    /// Problem details, as v3 reports everything.
    Problem,
    /// Plain text of a gateway.
    Text,
    /// A web page of a gateway.
    Html,
    /// No body at all.
    Empty,
    /// JSON that is no error.
    OtherJson,
}

impl ErrorShape {
    /// Every shape.
    pub const ALL: [Self; 8] = [
        Self::Message,
        Self::CapitalMessage,
        Self::Exception,
        Self::Problem,
        Self::Text,
        Self::Html,
        Self::Empty,
        Self::OtherJson,
    ];

    pub(super) fn answer(self, status: StatusCode) -> Answer {
        let text = "An error occurred while processing the request.";
        match self {
            Self::Message => message(status, text),
            Self::CapitalMessage => {
                json_text(status, Json::object([("Message", Json::text(text))]).to_text())
            }
            Self::Exception => exception(status, 10_000, text),
            Self::Problem => problem(status, text),
            Self::Text => typed(status, "text/plain; charset=utf-8", "upstream error".to_owned()),
            Self::Html => page(status, "Service unavailable", "The service is unavailable."),
            Self::Empty => empty(status),
            Self::OtherJson => json_text(status, "[]".to_owned()),
        }
    }
}

/// What the ERP does not want.
pub(super) fn message(status: StatusCode, text: &str) -> Answer {
    json_text(status, Json::object([("message", Json::text(text))]).to_text())
}

/// What the platform does not want.
pub(super) fn exception(status: StatusCode, fault: i64, text: &str) -> Answer {
    let body = Json::object([
        ("ExceptionType", Json::text("IPPException")),
        ("ExceptionMessage", Json::text(text)),
        ("ExceptionFaultCode", Json::text(fault.to_string())),
        ("ExceptionMessageID", Json::text(format!("{fault}_51mu1a7e"))),
        ("ExceptionDetails", Json::text("")),
    ]);
    json_text(status, body.to_text())
}

/// Problem details.
pub(super) fn problem(status: StatusCode, detail: &str) -> Answer {
    problem_with(status, detail, &[])
}

/// Problem details with more members.
fn problem_with(status: StatusCode, detail: &str, more: &[(&str, Json)]) -> Answer {
    let mut body = Json::object([
        ("type", Json::text(format!("https://httpstatuses.io/{}", status.as_u16()))),
        ("title", Json::text(status.canonical_reason().unwrap_or_default())),
        ("status", Json::int(i64::from(status.as_u16()))),
        ("detail", Json::text(detail)),
        ("instance", Json::Null),
    ]);
    for (name, value) in more {
        body.set(name, value.clone());
    }
    typed(status, "application/problem+json; charset=utf-8", body.to_text())
}

/// What is wrong with one member of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    /// Where it stands, such as `orderLines[0].inventoryId`.
    pub(super) place: String,
    /// The vendor's code.
    pub(super) code: &'static str,
    pub(super) text: String,
}

/// The problem details of an order that is not wanted.
pub(super) fn validation(complaints: &[Complaint]) -> Answer {
    let mut errors = Json::Object(Vec::new());
    let mut details = Vec::new();
    for Complaint { place, code, text } in complaints {
        let mut texts = errors.get(place).map(Json::rows).unwrap_or_default().to_vec();
        texts.push(Json::text(text.as_str()));
        errors.set(place, Json::List(texts));
        details.push(Json::object([
            ("code", Json::text(*code)),
            ("message", Json::text(text.as_str())),
            ("parameters", Json::object([("property", Json::text(place.as_str()))])),
        ]));
    }
    let more = [("errors", errors), ("details", Json::List(details))];
    problem_with(StatusCode::BAD_REQUEST, "One or more validation errors occurred.", &more)
}

/// Sets a header whose value is text.
pub(super) fn set_header(answer: &mut Answer, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        answer.headers_mut().insert(HeaderName::from_static(name), value);
    }
}

/// An answer with JSON.
pub(super) fn ok(json: &Json) -> Answer {
    json_text(StatusCode::OK, json.to_text())
}
