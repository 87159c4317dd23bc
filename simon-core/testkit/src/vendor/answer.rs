//! Answers to requests.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};

/// The answer to one request.
pub type Answer = Response<Bytes>;

/// An answer with a body of this content type.
#[must_use]
pub fn typed(status: StatusCode, content_type: &'static str, body: String) -> Answer {
    let mut answer = Response::new(Bytes::from(body));
    *answer.status_mut() = status;
    answer.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type));
    answer
}

/// An answer with this JSON text.
#[must_use]
pub fn json_text(status: StatusCode, body: String) -> Answer {
    typed(status, "application/json; charset=utf-8", body)
}

/// An answer without a body.
#[must_use]
pub fn empty(status: StatusCode) -> Answer {
    let mut answer = Response::new(Bytes::new());
    *answer.status_mut() = status;
    answer
}
