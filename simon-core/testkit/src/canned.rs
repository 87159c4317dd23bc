//! A transport with ready answers.

use std::fmt;
use std::sync::Mutex;

use async_trait::async_trait;
use bytes::Bytes;
use simon_core::domain::IntegrationId;
use simon_core::http::{ResponseBody, Transport, TransportError};

use crate::lock::lock;

/// A request as it was sent.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Sent {
    /// Method.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// Headers.
    pub headers: http::HeaderMap,
    /// Body as text.
    pub body: String,
}

type Answers = dyn Fn(&Sent) -> (u16, String) + Send + Sync;

/// A transport whose answers a function gives, as status and JSON text, for tests of what a connector
/// makes of them. It remembers what was sent. What a vendor keeps between two calls is for a
/// [`Simulator`](crate::Simulator).
///
/// ```
/// use std::sync::Arc;
/// use simon_core::domain::IntegrationId;
/// use simon_core::http::Transport;
/// use simon_testkit::Canned;
///
/// let canned = Canned::new(|sent| match sent.target.as_str() {
///     "/token" => (200, r#"{"access_token":"t"}"#.to_owned()),
///     _ => (404, String::new()),
/// });
/// let request = http::Request::get("https://vendor.example/token").body("".into()).unwrap();
/// let id = IntegrationId::new("acme01").unwrap();
/// let answer = futures_executor::block_on(canned.send(&id, request)).unwrap();
/// assert_eq!(answer.status(), 200);
/// assert_eq!(canned.sent()[0].target, "/token");
/// ```
pub struct Canned {
    answer: Box<Answers>,
    sent: Mutex<Vec<Sent>>,
}

impl Canned {
    /// Answers with this function.
    #[must_use]
    pub fn new(answer: impl Fn(&Sent) -> (u16, String) + Send + Sync + 'static) -> Self {
        Self { answer: Box::new(answer), sent: Mutex::default() }
    }

    /// What was sent so far.
    #[must_use]
    pub fn sent(&self) -> Vec<Sent> {
        lock(&self.sent).clone()
    }
}

impl fmt::Debug for Canned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Canned").finish_non_exhaustive()
    }
}

#[async_trait]
impl Transport for Canned {
    async fn send(
        &self,
        _: &IntegrationId,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Box<dyn ResponseBody>>, TransportError> {
        let sent = Sent {
            method: request.method().to_string(),
            target: request.uri().path_and_query().map(ToString::to_string).unwrap_or_default(),
            headers: request.headers().clone(),
            body: String::from_utf8_lossy(request.body()).into_owned(),
        };
        let (status, body) = (self.answer)(&sent);
        lock(&self.sent).push(sent);
        let body: Box<dyn ResponseBody> = Box::new(Some(Bytes::from(body)));
        let answer = http::Response::builder().status(status);
        Ok(answer.header("content-type", "application/json").body(body).expect("an answer"))
    }
}
