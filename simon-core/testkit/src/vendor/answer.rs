//! Answers to requests.

use bytes::Bytes;
use http::{HeaderValue, Response, StatusCode, header};

use super::json::Json;

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

/// A web page.
#[must_use]
pub fn page(status: StatusCode, title: &str, body: &str) -> Answer {
    let page = format!(
        "<!DOCTYPE html><html lang=\"nl\"><head><meta charset=\"utf-8\"><title>{title}</title></head>\
         <body>{body}</body></html>"
    );
    typed(status, "text/html; charset=utf-8", page)
}

/// The error of a token endpoint.
///
/// Source: RFC 6749, section 5.2.
#[must_use]
pub fn token_error(status: StatusCode, error: &str, description: Option<&str>) -> Answer {
    let mut members = vec![("error".to_owned(), Json::text(error))];
    members.extend(description.map(|text| ("error_description".to_owned(), Json::text(text))));
    json_text(status, Json::Object(members).to_text())
}

/// An answer that sends a browser elsewhere.
#[must_use]
pub fn redirect(to: &str) -> Answer {
    let mut answer = empty(StatusCode::FOUND);
    if let Ok(location) = HeaderValue::from_str(to) {
        answer.headers_mut().insert(header::LOCATION, location);
    }
    answer
}
