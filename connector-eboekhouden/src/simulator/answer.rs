//! Answers, and the shapes in which a failure can arrive.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};

use super::json::Json;

/// The answer to one request.
pub(super) type Answer = Response<Bytes>;

/// A shape in which a failure can arrive that is none of the interface's own errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorShape {
    /// No body at all.
    Empty,
    /// A web page.
    Html,
    /// One line of text.
    Text,
    /// A `soap:Fault`.
    Fault,
    /// JSON that is no error object.
    OtherJson,
    /// The error object of REST with a general code.
    Problem,
    /// XML that breaks off.
    BrokenXml,
}

impl ErrorShape {
    /// Every shape.
    pub const ALL: [Self; 7] = [
        Self::Empty,
        Self::Html,
        Self::Text,
        Self::Fault,
        Self::OtherJson,
        Self::Problem,
        Self::BrokenXml,
    ];

    pub(super) fn answer(self, status: StatusCode) -> Answer {
        match self {
            Self::Empty => empty(status),
            Self::Html => typed(
                status,
                "text/html; charset=utf-8",
                "<!DOCTYPE html><html lang=\"nl\"><head><title>Onderhoud</title></head>\
                 <body>e-Boekhouden.nl is tijdelijk niet beschikbaar.</body></html>"
                    .to_owned(),
            ),
            Self::Text => typed(status, "text/plain", "Service Unavailable".to_owned()),
            Self::Fault => fault(status, "soap:Server", "Server was unable to process request."),
            Self::OtherJson => json_text(status, "[]".to_owned()),
            Self::Problem => {
                let body = Json::object([
                    ("type", Json::text("general")),
                    ("title", Json::text("Something went wrong.")),
                    ("status", Json::int(i64::from(status.as_u16()))),
                    ("code", Json::text("ERR_001")),
                ]);
                json_text(status, body.to_text())
            }
            Self::BrokenXml => typed(status, XML, "<soap:Envelope xmlns:soap=\"http".to_owned()),
        }
    }
}

const XML: &str = "text/xml; charset=utf-8";

/// An answer with this JSON text.
pub(super) fn json_text(status: StatusCode, body: String) -> Answer {
    typed(status, "application/json; charset=utf-8", body)
}

/// An answer with this XML text.
pub(super) fn xml(status: StatusCode, body: String) -> Answer {
    typed(status, XML, body)
}

/// An answer without a body.
pub(super) fn empty(status: StatusCode) -> Answer {
    let mut answer = Response::new(Bytes::new());
    *answer.status_mut() = status;
    answer
}

/// One call too many.
pub(super) fn throttled(seconds: Option<i64>) -> Answer {
    let mut answer = empty(StatusCode::TOO_MANY_REQUESTS);
    if let Some(seconds) = seconds {
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    answer
}

/// A `soap:Fault`. The text must need no escaping.
pub(super) fn fault(status: StatusCode, code: &str, text: &str) -> Answer {
    let body = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
         <soap:Envelope xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>\
         <soap:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring><detail />\
         </soap:Fault></soap:Body></soap:Envelope>"
    );
    xml(status, body)
}

fn typed(status: StatusCode, kind: &'static str, body: String) -> Answer {
    let mut answer = Response::new(Bytes::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    answer
}
