//! Answers, and the shapes in which errors arrive.

use http::StatusCode;
use simon_testkit::vendor::Stop;
use simon_testkit::vendor::answer::typed;
use simon_testkit::vendor::json::Json;

pub(super) use simon_testkit::vendor::answer::{Answer, empty, json_text, page};

/// The code of errors that have none of their own.
pub(super) const GENERIC: &str = "GenericError";

/// A shape in which an error can arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorShape {
    /// The documented list of errors, each with `Code` and `Description`.
    Errors,
    /// The documented list, with a `Code` alone.
    CodeOnly,
    /// One object with `Code` and `Description`.
    Flat,
    /// The error model of the API's specification: `ErrorEnum`, `ErrorMessage` and others.
    Model,
    /// The framework's object with `Message`.
    Message,
    /// One line of plain text.
    PlainText,
    /// No body at all.
    Empty,
    /// A web page.
    Html,
    /// JSON that is no error.
    OtherJson,
}

impl ErrorShape {
    /// Every shape.
    pub const ALL: [Self; 9] = [
        Self::Errors,
        Self::CodeOnly,
        Self::Flat,
        Self::Model,
        Self::Message,
        Self::PlainText,
        Self::Empty,
        Self::Html,
        Self::OtherJson,
    ];

    /// The error in this shape, as far as the shape can tell it.
    pub(super) fn answer(self, status: StatusCode, code: &str) -> Answer {
        let text = "Er is een onbekende fout opgetreden.";
        match self {
            Self::Errors => error(status, code, text),
            Self::CodeOnly => code_only(status, code),
            Self::Flat => json(status, &code_and_text(code, text)),
            Self::Model => {
                let model = Json::object([
                    ("ErrorEnum", Json::text(code)),
                    ("ErrorParams", Json::List(Vec::new())),
                    ("ErrorMessage", Json::text(text)),
                    ("Append", Json::text("")),
                    ("DefaultText", Json::text(text)),
                ]);
                json(status, &model)
            }
            Self::Message => json(status, &Json::object([("Message", Json::text(text))])),
            Self::PlainText => typed(status, "text/plain; charset=utf-8", text.to_owned()),
            Self::Empty => empty(status),
            Self::Html => page(status, "Onderhoud", "Billit is even niet beschikbaar."),
            Self::OtherJson => json_text(status, "[]".to_owned()),
        }
    }
}

/// An answer with this JSON value.
pub(super) fn json(status: StatusCode, body: &Json) -> Answer {
    json_text(status, body.to_text())
}

/// The documented list with one error.
pub(super) fn error(status: StatusCode, code: &str, description: &str) -> Answer {
    errors(status, code_and_text(code, description))
}

/// The documented list with one error that has no description.
pub(super) fn code_only(status: StatusCode, code: &str) -> Answer {
    errors(status, Json::object([("Code", Json::text(code))]))
}

fn errors(status: StatusCode, one: Json) -> Answer {
    json(status, &Json::object([("errors", Json::List(vec![one]))]))
}

fn code_and_text(code: &str, description: &str) -> Json {
    Json::object([("Code", Json::text(code)), ("Description", Json::text(description))])
}

/// Refuses what no correct client sends.
pub(super) fn strict(status: StatusCode, code: &str, why: impl Into<String>) -> Stop {
    let why = why.into();
    Stop::strict(error(status, code, &why), why)
}

/// Refuses a body or a query that no correct client sends.
pub(super) fn bad(why: impl Into<String>) -> Stop {
    strict(StatusCode::BAD_REQUEST, GENERIC, why)
}

/// Refuses what a correct client can meet.
pub(super) fn refused(status: StatusCode, code: &str, description: &str) -> Stop {
    Stop::data(error(status, code, description))
}
