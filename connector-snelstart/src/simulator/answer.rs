//! Answers, and the shapes in which the vendor reports errors.

use http::{HeaderValue, StatusCode, header};

use simon_testkit::vendor::answer::typed;
use simon_testkit::vendor::json::Json;

pub(super) use simon_testkit::vendor::answer::{Answer, empty, json_text};

/// A shape in which the vendor reports an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorShape {
    /// Business rule: a list of `errorCode`, `message`, `details`.
    BusinessList,
    /// Business rule: one object with `code` and `message`.
    BusinessObject,
    /// Model binding: `message` and `modelState`, a map from field path to texts.
    ModelState,
    /// Model binding inside a list of errors, without `errorCode`.
    ModelStateInList,
    /// OData layer: an object with `Message`.
    Odata,
    /// Gateway: `statusCode` and `message`.
    Gateway,
    /// Token endpoint: `error`.
    Token,
    /// One line of plain text.
    PlainText,
    /// No body at all.
    Empty,
    /// A web page.
    Html,
}

impl ErrorShape {
    /// Every shape.
    pub const ALL: [Self; 10] = [
        Self::BusinessList,
        Self::BusinessObject,
        Self::ModelState,
        Self::ModelStateInList,
        Self::Odata,
        Self::Gateway,
        Self::Token,
        Self::PlainText,
        Self::Empty,
        Self::Html,
    ];

    pub(super) fn answer(self, status: StatusCode) -> Answer {
        let message = "Er is een onbekende fout opgetreden.";
        match self {
            Self::BusinessList => business(status, "ALG-0102", message),
            Self::BusinessObject => {
                let body = [("code", Json::text("ALG-0102")), ("message", Json::text(message))];
                json(status, &Json::object(body))
            }
            Self::ModelState => json(status, &model_state("regels[0].aantal", message)),
            Self::ModelStateInList => {
                json(status, &Json::List(vec![model_state("regels[0].aantal", message)]))
            }
            Self::Odata => odata(status, "An error has occurred."),
            Self::Gateway => gateway(status, "The operation was aborted."),
            Self::Token => token_error(status, "The server could not handle the request."),
            Self::PlainText => plain(status, "Het ingelogde account heeft onvoldoende rechten."),
            Self::Empty => empty(status),
            Self::Html => html(status),
        }
    }
}

/// An answer with this JSON value.
pub(super) fn json(status: StatusCode, body: &Json) -> Answer {
    json_text(status, body.to_text())
}

/// A broken business rule.
pub(super) fn business(status: StatusCode, code: &str, message: &str) -> Answer {
    let error = Json::object([
        ("errorCode", Json::text(code)),
        ("message", Json::text(message)),
        ("details", Json::Null),
    ]);
    json(status, &Json::List(vec![error]))
}

/// A member that cannot be read.
pub(super) fn unreadable(path: &str, text: &str) -> Answer {
    json(StatusCode::BAD_REQUEST, &model_state(path, text))
}

fn model_state(path: &str, text: &str) -> Json {
    let texts = Json::List(vec![Json::text(text)]);
    Json::object([
        ("message", Json::text("The request is invalid.")),
        ("modelState", Json::Object(vec![(path.to_owned(), texts)])),
    ])
}

/// A query option that cannot be read.
pub(super) fn odata(status: StatusCode, message: &str) -> Answer {
    json(status, &Json::object([("Message", Json::text(message))]))
}

/// The gateway in front of the API.
pub(super) fn gateway(status: StatusCode, message: &str) -> Answer {
    let code = Json::int(i64::from(status.as_u16()));
    json(status, &Json::object([("statusCode", code), ("message", Json::text(message))]))
}

/// The gateway, with the seconds to wait.
pub(super) fn throttled(status: StatusCode, message: &str, seconds: i64) -> Answer {
    let mut answer = gateway(status, message);
    answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    answer
}

/// The token endpoint.
pub(super) fn token_error(status: StatusCode, message: &str) -> Answer {
    json(status, &Json::object([("error", Json::text(message))]))
}

fn plain(status: StatusCode, text: &str) -> Answer {
    typed(status, "text/plain; charset=utf-8", text.to_owned())
}

fn html(status: StatusCode) -> Answer {
    let page =
        "<!DOCTYPE html><html><head><title>Onderhoud</title></head><body>Bezig</body></html>";
    typed(status, "text/html", page.to_owned())
}
