//! Answers, and the shapes in which the vendor reports errors.

use bytes::Bytes;
use http::{HeaderValue, StatusCode};

use simon_testkit::vendor::answer::typed;
use simon_testkit::vendor::json::Json;

pub(super) use simon_testkit::vendor::answer::{Answer, empty, json_text, page, token_error};

/// A shape in which an error can arrive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorShape {
    /// The vendor's error object with a Dutch message.
    Message,
    /// The vendor's error object with an empty message.
    EmptyMessage,
    /// The technical cause in the header `Reason`, and no body.
    Reason,
    /// No body at all.
    Empty,
    /// A web page.
    Html,
    /// The error object as XML.
    Xml,
    /// JSON that is no error object.
    OtherJson,
}

impl ErrorShape {
    /// Every shape.
    pub const ALL: [Self; 7] = [
        Self::Message,
        Self::EmptyMessage,
        Self::Reason,
        Self::Empty,
        Self::Html,
        Self::Xml,
        Self::OtherJson,
    ];

    pub(super) fn answer(self, status: StatusCode) -> Answer {
        match self {
            Self::Message => error(status, "Er is een onbekende fout opgetreden."),
            Self::EmptyMessage => error(status, ""),
            Self::Reason => {
                let mut answer = empty(status);
                let reason = HeaderValue::from_static("The operation was aborted.");
                answer.headers_mut().insert("reason", reason);
                answer
            }
            Self::Empty => empty(status),
            Self::Html => page(status, "Onderhoud", "Exact Online is tijdelijk niet beschikbaar."),
            Self::Xml => xml(status),
            Self::OtherJson => json_text(status, "[]".to_owned()),
        }
    }
}

/// The vendor's error object.
pub(super) fn error(status: StatusCode, message: &str) -> Answer {
    let message = Json::object([("lang", Json::text("")), ("value", Json::text(message))]);
    let error = Json::object([("code", Json::text("")), ("message", message)]);
    json_text(status, Json::object([("error", error)]).to_text())
}

/// A bad query or a bad body.
pub(super) fn bad_request(message: &str) -> Answer {
    error(StatusCode::BAD_REQUEST, message)
}

/// A broken business rule: the vendor reports it as a server error.
pub(super) fn business(message: &str) -> Answer {
    error(StatusCode::INTERNAL_SERVER_ERROR, message)
}

/// What a client gets that does not ask for JSON.
pub(super) fn xml(status: StatusCode) -> Answer {
    let feed = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
                <feed xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"text\"/></feed>";
    typed(status, "application/atom+xml;type=feed;charset=utf-8", feed.to_owned())
}

/// Dutch beginnings of messages and what they are for a user who reads English.
const ENGLISH: [(&str, &str); 10] = [
    ("Ongeldige referentie", "Invalid reference"),
    ("Ongeldig", "Invalid"),
    ("Verplicht", "Mandatory"),
    ("Geblokkeerd", "Blocked"),
    ("Niet toegestaan", "Not allowed"),
    ("Besteld door", "Ordered by"),
    ("Factuur voor", "Invoice to"),
    ("Dagboek", "Journal"),
    ("Artikel", "Item"),
    ("Relatie", "Account"),
];

/// Puts the messages of an error into English.
pub(super) fn translate(answer: &mut Answer) {
    let mut text = String::from_utf8_lossy(answer.body()).into_owned();
    for (dutch, english) in ENGLISH {
        text = text.replace(dutch, english);
    }
    *answer.body_mut() = Bytes::from(text);
}
