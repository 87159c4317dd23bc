//! The transport that reaches simulators without a socket, on simulated time.

use std::fmt;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use simon_core::domain::IntegrationId;
use simon_core::host::Clock;
use simon_core::http::{ResponseBody, Transport, TransportError};

use crate::faults::Reply;
use crate::simulated::{Crash, SimulatedClock};
use crate::{Faults, Simulator};

/// Sends requests straight to simulators. A stalled exchange waits for ever, so the client's
/// time-out ends it in simulated time.
pub struct InProcess {
    clock: SimulatedClock,
    mounts: Vec<Mount>,
    latency: Duration,
    crash: Option<Crash>,
    exchanges: AtomicUsize,
}

struct Mount {
    host: String,
    simulator: Arc<dyn Simulator>,
    faults: Faults,
}

impl InProcess {
    /// A network without hosts.
    #[must_use]
    pub const fn new(clock: SimulatedClock) -> Self {
        Self {
            clock,
            mounts: Vec::new(),
            latency: Duration::ZERO,
            crash: None,
            exchanges: AtomicUsize::new(0),
        }
    }

    /// Puts a simulator behind a host name; `"*"` is every host that nothing mounted before serves.
    #[must_use]
    pub fn mount(
        mut self,
        host: impl Into<String>,
        simulator: Arc<dyn Simulator>,
        faults: Faults,
    ) -> Self {
        self.mounts.push(Mount { host: host.into(), simulator, faults });
        self
    }

    /// Lets every exchange take this long, half of it before the vendor processes the request.
    #[must_use]
    pub const fn with_latency(mut self, latency: Duration) -> Self {
        self.latency = latency;
        self
    }

    /// Passes every exchange through a crash, as one port call.
    #[must_use]
    pub fn with_crash(mut self, crash: Crash) -> Self {
        self.crash = Some(crash);
        self
    }

    /// Exchanges that were begun.
    #[must_use]
    pub fn exchanges(&self) -> usize {
        self.exchanges.load(Ordering::SeqCst)
    }

    async fn exchange(&self, request: http::Request<Bytes>) -> Result<Reply, TransportError> {
        self.exchanges.fetch_add(1, Ordering::SeqCst);
        let host = request.uri().host().unwrap_or_default();
        let serves = |mount: &&Mount| mount.host == "*" || mount.host.eq_ignore_ascii_case(host);
        let Some(mount) = self.mounts.iter().find(serves) else {
            return Err(TransportError::not_sent("no such host"));
        };
        self.clock.sleep(self.latency / 2).await;
        let reply = mount.faults.exchange(mount.simulator.as_ref(), &request);
        self.clock.sleep(self.latency / 2).await;
        Ok(reply)
    }
}

impl fmt::Debug for InProcess {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hosts: Vec<&str> = self.mounts.iter().map(|mount| mount.host.as_str()).collect();
        f.debug_struct("InProcess").field("hosts", &hosts).finish_non_exhaustive()
    }
}

#[async_trait]
impl Transport for InProcess {
    async fn send(
        &self,
        _integration: &IntegrationId,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Box<dyn ResponseBody>>, TransportError> {
        let exchange = self.exchange(request);
        let reply = match &self.crash {
            Some(crash) => crash.port(exchange).await?,
            None => exchange.await?,
        };
        match reply {
            Reply::Answered(answer) => Ok(answer.map(|body| Body::boxed(body, true))),
            Reply::Truncated(answer) => Ok(answer.map(|body| Body::boxed(body, false))),
            Reply::Dropped => Err(TransportError::interrupted("connection closed")),
            Reply::Refused => Err(TransportError::not_sent("connection refused")),
            Reply::Stalled => pending().await,
        }
    }
}

/// A body in one piece, or half of one.
struct Body {
    piece: Option<Bytes>,
    whole: bool,
}

impl Body {
    fn boxed(bytes: Bytes, whole: bool) -> Box<dyn ResponseBody> {
        let length = if whole { bytes.len() } else { bytes.len() / 2 };
        let piece = Some(bytes.slice(..length)).filter(|piece| !piece.is_empty());
        Box::new(Self { piece, whole })
    }
}

#[async_trait]
impl ResponseBody for Body {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        match self.piece.take() {
            Some(piece) => Ok(Some(piece)),
            None if self.whole => Ok(None),
            None => Err(TransportError::interrupted("connection closed before the body ended")),
        }
    }
}

#[cfg(test)]
#[path = "in_process_tests.rs"]
mod tests;
