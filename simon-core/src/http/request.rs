//! A request with what the stack has to know about it.

use std::time::Duration;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Method};
use serde::Serialize;
use url::Url;

use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::Priority;

use super::stream::Rest;

/// What a request does at the vendor; it decides what may be repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Changes nothing.
    Read,
    /// Twice is the same as once.
    Replace,
    /// Makes something new each time: never repeated unless it certainly was not processed (C22).
    Create,
}

impl Effect {
    /// The advice when nobody knows whether the request was processed.
    pub(super) const fn after_unknown_outcome(self) -> Retry {
        match self {
            Self::Read | Self::Replace => Retry::Backoff,
            Self::Create => Retry::CheckFirst,
        }
    }

    /// The advice when it was processed and the answer has an unexpected shape.
    pub(super) const fn after_unreadable_answer(self) -> Retry {
        match self {
            Self::Read | Self::Replace => Retry::Never,
            Self::Create => Retry::CheckFirst,
        }
    }
}

/// One request to a vendor.
///
/// `Debug` shows its label, method and path; never headers, query or body.
#[derive(Clone)]
pub struct ApiRequest {
    pub(crate) label: &'static str,
    pub(crate) effect: Effect,
    pub(crate) method: Method,
    pub(crate) url: Url,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    pub(crate) priority: Priority,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_body: Option<usize>,
    pub(crate) signed: bool,
    pub(crate) part: Option<String>,
    pub(crate) endpoint: Option<&'static str>,
    pub(super) rest: Option<Rest>,
}

impl ApiRequest {
    /// A request without a body.
    #[must_use]
    pub fn new(label: &'static str, effect: Effect, method: Method, url: Url) -> Self {
        Self {
            label,
            effect,
            method,
            url,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            priority: Priority::Normal,
            timeout: None,
            max_body: None,
            signed: true,
            part: None,
            endpoint: None,
            rest: None,
        }
    }

    /// A `GET` that changes nothing.
    #[must_use]
    pub fn get(label: &'static str, url: Url) -> Self {
        Self::new(label, Effect::Read, Method::GET, url)
    }

    /// Sets a JSON body.
    ///
    /// # Errors
    /// `Unexpected` when the value cannot be written as JSON.
    pub fn json<T: Serialize + ?Sized>(self, body: &T) -> Result<Self> {
        let body = serde_json::to_vec(body).map_err(|error| {
            Error::new(ErrorKind::Unexpected, "cannot encode the request")
                .with_label(self.label)
                .with_source(error)
        })?;
        Ok(self.body("application/json", body))
    }

    /// Sets a form body; names and values are percent-encoded.
    #[must_use]
    pub fn form(self, fields: &[(&str, &str)]) -> Self {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(fields);
        self.body("application/x-www-form-urlencoded", form.finish().into_bytes())
    }

    /// Sets a body and its content type.
    #[must_use]
    pub fn body(mut self, content_type: &'static str, body: Vec<u8>) -> Self {
        self.headers.insert(http::header::CONTENT_TYPE, HeaderValue::from_static(content_type));
        self.body = body.into();
        self
    }

    /// Sets a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Puts a credential in the header `Authorization`, marked so that nothing shows it.
    ///
    /// # Errors
    /// `Unexpected` when it cannot be a header.
    pub fn authorize(&mut self, credential: &str) -> Result<()> {
        let mut value = HeaderValue::from_str(credential)
            .map_err(|_| Error::new(ErrorKind::Unexpected, "the token cannot be a header"))?;
        value.set_sensitive(true);
        self.headers.insert(http::header::AUTHORIZATION, value);
        Ok(())
    }

    /// Changes the body, for a vendor whose credentials are in it. Its content type stays.
    pub fn map_body(&mut self, change: impl FnOnce(&[u8]) -> Vec<u8>) {
        self.body = change(&self.body).into();
    }

    /// Lets the request use the reserve of the call budget (G4).
    #[must_use]
    pub const fn for_delivery(mut self) -> Self {
        self.priority = Priority::Deliver;
        self
    }

    /// Counts it against the limits of this administration, a part of the profile's budget key: the key
    /// is `{profile's key}/{administratie}`. Without it a request counts against the profile's key.
    #[must_use]
    pub fn counted_for(mut self, administratie: &str) -> Self {
        self.part = Some(administratie.to_owned());
        self
    }

    /// The administration that it is [counted for](Self::counted_for). A grant whose tokens each open one
    /// administration can refuse to sign a request for another ([`TokenGrant::sign`](super::TokenGrant)).
    #[must_use]
    pub fn administratie(&self) -> Option<&str> {
        self.part.as_deref()
    }

    /// Names the endpoint whose failures the vendor counts together ([`ErrorBudget`](super::ErrorBudget));
    /// without it that is the label.
    #[must_use]
    pub const fn endpoint(mut self, endpoint: &'static str) -> Self {
        self.endpoint = Some(endpoint);
        self
    }

    /// Waits this long for the whole answer instead of the profile's time-out.
    #[must_use]
    pub const fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Accepts an answer of at most so many bytes instead of the profile's bound.
    #[must_use]
    pub const fn max_body(mut self, bytes: usize) -> Self {
        self.max_body = Some(bytes);
        self
    }

    /// Sends it without credentials, as token requests are.
    #[must_use]
    pub const fn unsigned(mut self) -> Self {
        self.signed = false;
        self
    }
}

impl std::fmt::Debug for ApiRequest {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ApiRequest({} {} {})", self.label, self.method, self.url.path())
    }
}

/// A whole answer with a success status.
#[derive(Clone)]
#[non_exhaustive]
pub struct ApiResponse {
    /// Label of the request, for errors.
    pub label: &'static str,
    /// What the request did: an unreadable answer to a create is an unknown outcome.
    pub effect: Effect,
    /// Status.
    pub status: http::StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Body.
    pub body: Bytes,
}

impl std::fmt::Debug for ApiResponse {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "ApiResponse({} {}, {} bytes)", self.label, self.status, self.body.len())
    }
}
