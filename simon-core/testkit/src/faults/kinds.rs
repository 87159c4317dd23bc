//! The kinds of fault.

use bytes::Bytes;

use super::Reply;

/// What goes wrong with one request. "Before" and "after" tell whether the vendor processed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// No connection; TLS failures look the same. In process the client learns that nothing was
    /// sent. A socket that accepts cannot refuse any more: there the connection closes without an
    /// answer, and [`SimServer::stop`](crate::SimServer::stop) refuses for real.
    Refuse,
    /// The connection closes without an answer; the vendor processed nothing.
    DropBefore,
    /// The vendor processed the request; the connection closes without an answer.
    DropAfter,
    /// No answer ever comes; the vendor processed nothing.
    StallBefore,
    /// The vendor processed the request; no answer ever comes.
    StallAfter,
    /// Another answer than the vendor's.
    Status {
        /// Status, for example 503.
        status: u16,
        /// Headers.
        headers: Vec<(String, String)>,
        /// Body.
        body: String,
        /// Whether the vendor processed the request.
        processed: bool,
    },
    /// The vendor processed the request; half of its answer arrives, then the connection closes.
    Truncate,
    /// Half of an error page arrives with status 200; the vendor processed nothing.
    TruncateBefore,
    /// A maintenance page with status 200; the vendor processed nothing.
    Html,
    /// The vendor processed the request; a page with status 200 hides its answer.
    HtmlAfter,
}

const PAGE: &str =
    "<!DOCTYPE html><html><head><title>Onderhoud</title></head><body>Even geduld</body></html>";

impl Fault {
    /// A status without headers and body; the vendor processed nothing.
    #[must_use]
    pub const fn status(status: u16) -> Self {
        Self::Status { status, headers: Vec::new(), body: String::new(), processed: false }
    }

    /// A status with headers; the vendor processed nothing.
    #[must_use]
    pub fn status_with(status: u16, headers: &[(&str, &str)], body: &str) -> Self {
        let text = |text: &&str| (*text).to_owned();
        let headers = headers.iter().map(|(name, value)| (text(name), text(value))).collect();
        Self::Status { status, headers, body: body.to_owned(), processed: false }
    }

    /// The same status after the vendor processed the request; other faults stay as they are.
    #[must_use]
    pub fn after(mut self) -> Self {
        if let Self::Status { processed, .. } = &mut self {
            *processed = true;
        }
        self
    }

    /// Every kind of fault that an operation has to survive, with a name for messages, on one side
    /// of the vendor's processing. What cannot happen after it (a refused connection) comes once.
    #[must_use]
    pub fn every_kind(processed: bool) -> Vec<(&'static str, Self)> {
        let side = |before, after| if processed { after } else { before };
        let status = |status, body: &str| {
            let fault = Self::status_with(status, &[("content-type", "application/json")], body);
            if processed { fault.after() } else { fault }
        };
        let mut kinds = vec![
            ("stall", side(Self::StallBefore, Self::StallAfter)),
            ("reset", side(Self::DropBefore, Self::DropAfter)),
            ("truncated body", side(Self::TruncateBefore, Self::Truncate)),
            ("408", status(408, "")),
            ("empty 500", status(500, "")),
            ("500 with message", status(500, r#"{"message":"Er is iets misgegaan"}"#)),
            ("502", status(502, "")),
            ("503", status(503, "")),
            ("504", status(504, "")),
            ("HTML with 200", side(Self::Html, Self::HtmlAfter)),
        ];
        if !processed {
            kinds.push(("refused connection", Self::Refuse));
            kinds.push(("429", status(429, "")));
        }
        kinds
    }

    pub(super) const fn processed(&self) -> bool {
        match self {
            Self::DropAfter | Self::StallAfter | Self::Truncate | Self::HtmlAfter => true,
            Self::Status { processed, .. } => *processed,
            Self::Refuse
            | Self::DropBefore
            | Self::StallBefore
            | Self::TruncateBefore
            | Self::Html => false,
        }
    }

    /// What comes back, given the answer of a vendor that processed the request.
    pub(super) fn reply(self, answer: Option<http::Response<Bytes>>) -> Reply {
        match self {
            Self::Refuse => Reply::Refused,
            Self::DropBefore | Self::DropAfter => Reply::Dropped,
            Self::StallBefore | Self::StallAfter => Reply::Stalled,
            Self::Status { status, headers, body, .. } => {
                Reply::Answered(response(status, &headers, body))
            }
            Self::Truncate | Self::TruncateBefore => {
                Reply::Truncated(answer.filter(|a| !a.body().is_empty()).unwrap_or_else(page))
            }
            Self::Html | Self::HtmlAfter => Reply::Answered(page()),
        }
    }
}

fn page() -> http::Response<Bytes> {
    response(200, &[("content-type".to_owned(), "text/html; charset=utf-8".to_owned())], PAGE)
}

fn response(
    status: u16,
    headers: &[(String, String)],
    body: impl Into<Bytes>,
) -> http::Response<Bytes> {
    let mut builder = http::Response::builder().status(status);
    for (name, value) in headers {
        builder = builder.header(name, value);
    }
    builder.body(body.into()).expect("a fault with a possible status and possible headers")
}
