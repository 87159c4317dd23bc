//! A ready transport on reqwest, and the system's clock.

use std::time::{Duration, SystemTime};

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use reqwest::{Client, ClientBuilder, Proxy, redirect, retry};

use crate::domain::IntegrationId;
use crate::error::{Error, ErrorKind, Result};
use crate::host::Clock;

use super::{ResponseBody, Transport, TransportError};

const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Shorter than servers keep idle connections: one that closes as we send makes an unknown outcome.
const IDLE_TIMEOUT: Duration = Duration::from_secs(20);

/// A [`Transport`] on reqwest with rustls. It follows no redirect, takes no proxy from the
/// environment and repeats nothing. Cloning shares its connections. Needs a tokio runtime.
#[derive(Debug, Clone)]
pub struct ReqwestTransport {
    client: Client,
}

impl ReqwestTransport {
    /// A transport that connects directly.
    ///
    /// # Errors
    /// `Config` when TLS cannot be set up.
    pub fn new() -> Result<Self> {
        Self::build(Client::builder().no_proxy())
    }

    /// A transport that sends everything through one proxy, for example `http://proxy:3128`.
    ///
    /// # Errors
    /// `Config` when the address is none or TLS cannot be set up.
    pub fn with_proxy(url: &str) -> Result<Self> {
        let proxy = Proxy::all(url)
            .map_err(|_| Error::new(ErrorKind::Config, "the proxy's address cannot be used"))?;
        Self::build(Client::builder().no_proxy().proxy(proxy))
    }

    fn build(builder: ClientBuilder) -> Result<Self> {
        let client = builder
            .redirect(redirect::Policy::none())
            .retry(retry::never())
            .referer(false)
            .connect_timeout(CONNECT_TIMEOUT)
            .pool_idle_timeout(IDLE_TIMEOUT)
            .build()
            .map_err(|error| {
                Error::new(ErrorKind::Config, "cannot set up the HTTP client")
                    .with_source(error.without_url())
            })?;
        Ok(Self { client })
    }
}

#[async_trait]
impl Transport for ReqwestTransport {
    async fn send(
        &self,
        _integration: &IntegrationId,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Box<dyn ResponseBody>>, TransportError> {
        let request = reqwest::Request::try_from(request)
            .map_err(|_| TransportError::not_sent("the address cannot be used"))?;
        let mut answer = self.client.execute(request).await.map_err(failure)?;
        let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
        let body: Box<dyn ResponseBody> = Box::new(Body(answer));
        let mut whole = http::Response::new(body);
        (*whole.status_mut(), *whole.headers_mut()) = (status, headers);
        Ok(whole)
    }
}

struct Body(reqwest::Response);

#[async_trait]
impl ResponseBody for Body {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.0.chunk().await.map_err(failure)
    }
}

fn failure(error: reqwest::Error) -> TransportError {
    let error = error.without_url();
    let problem = root_cause(&error);
    if error.is_connect() || error.is_builder() {
        TransportError::not_sent(problem)
    } else {
        TransportError::interrupted(problem)
    }
}

/// The deepest cause says what happened ("connection refused"); reqwest's own text only repeats
/// that sending failed.
fn root_cause(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(deeper) = cause.source() {
        cause = deeper;
    }
    cause.to_string()
}

/// The system's clock, sleeping on tokio.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

#[async_trait]
impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "the one place that reads the system's clock")]
    fn now(&self) -> DateTime<Utc> {
        SystemTime::now().into()
    }

    #[allow(clippy::disallowed_methods, reason = "the one place that sleeps on the system's clock")]
    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}
