//! What requests carry.

use std::collections::HashMap;

use bytes::Bytes;
use http::{Request, header};
use url::form_urlencoded;

/// Scheme and host that the client used.
#[must_use]
pub fn origin(request: &Request<Bytes>) -> String {
    let uri = request.uri();
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let host = uri.authority().map(|host| host.as_str()).or(host).unwrap_or("localhost");
    format!("{}://{host}", uri.scheme_str().unwrap_or("http"))
}

/// The content type, without its parameters.
#[must_use]
pub fn content_type(request: &Request<Bytes>) -> &str {
    let declared = request.headers().get(header::CONTENT_TYPE).and_then(|v| v.to_str().ok());
    declared.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim()
}

/// The fields of a form, each of which must be known and sent once.
///
/// # Errors
/// With what is wrong.
pub fn form(request: &Request<Bytes>, known: &[&str]) -> Result<HashMap<String, String>, String> {
    if !content_type(request).eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err("the body must be a form".into());
    }
    if request.uri().query().is_some() {
        return Err("the parameters must be in the body".into());
    }
    let mut fields = HashMap::new();
    for (name, value) in form_urlencoded::parse(request.body()) {
        if !known.contains(&name.as_ref()) {
            return Err(format!("unknown parameter '{name}'"));
        }
        if fields.insert(name.into_owned(), value.into_owned()).is_some() {
            return Err("a parameter was sent twice".into());
        }
    }
    Ok(fields)
}
