//! Answers of which the body is read piece by piece: whole tables in one document.

use std::fmt;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use async_lock::SemaphoreGuardArc;
use bytes::{Bytes, BytesMut};
use chrono::{DateTime, Utc};
use futures_util::future::{Either, select};
use http::{HeaderMap, StatusCode};

use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::{after, between};

use super::client::Shared;
use super::timeout::{Unread, announced_length};
use super::{ApiClient, ApiRequest, ApiResponse, ResponseBody, TransportError, trace};

/// What is read before an answer is handed on, so that a refusal in it is seen.
const BEGINNING: usize = 4 * 1024;
/// So many time-outs a whole answer may take, from sending the request: a vendor that lets drops
/// through must not keep a call for days.
const WHOLE: u32 = 20;

/// Reads the beginning of a body; with the body, unless it ended.
pub(super) async fn beginning(
    headers: &HeaderMap,
    mut body: Box<dyn ResponseBody>,
    bound: usize,
) -> Result<(Bytes, Option<Box<dyn ResponseBody>>), Unread> {
    if announced_length(headers).is_some_and(|announced| announced > bound) {
        return Err(Unread::TooLarge);
    }
    let mut beginning = BytesMut::new();
    while beginning.len() < BEGINNING {
        let Some(chunk) = body.chunk().await.map_err(Unread::Broken)? else {
            return Ok((beginning.freeze(), None));
        };
        if beginning.len().saturating_add(chunk.len()) > bound {
            return Err(Unread::TooLarge);
        }
        beginning.extend_from_slice(&chunk);
    }
    Ok((beginning.freeze(), Some(body)))
}

/// The way of a body past the layers, which see its beginning only. Only an answer that was accepted
/// comes here: the connection of a refused one is given up at once.
#[derive(Clone, Default)]
pub(super) struct Rest(Arc<Mutex<Option<Arriving>>>);

impl Rest {
    pub(super) fn keep(&self, body: Box<dyn ResponseBody>, status: StatusCode, now: DateTime<Utc>) {
        *self.arriving() = Some(Arriving { body, status, started: now, _place: None });
    }

    /// Tells when the call began; false when nothing is left to arrive.
    pub(super) fn began(&self, started: DateTime<Utc>) -> bool {
        let mut arriving = self.arriving();
        arriving.as_mut().map(|it| it.started = started).is_some()
    }

    /// Gives it the place that it takes until its end; a call that has ended gives it back.
    pub(super) fn hold(&self, place: SemaphoreGuardArc) {
        if let Some(arriving) = self.arriving().as_mut() {
            arriving._place = Some(place);
        }
    }

    fn arriving(&self) -> MutexGuard<'_, Option<Arriving>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Arriving {
    body: Box<dyn ResponseBody>,
    status: StatusCode,
    started: DateTime<Utc>,
    _place: Option<SemaphoreGuardArc>,
}

type Broken = (ErrorKind, String);

impl Arriving {
    async fn next(&mut self, shared: &Shared, timeout: Duration) -> Result<Option<Bytes>, Broken> {
        let whole = timeout.saturating_mul(WHOLE);
        let left = between(shared.now(), after(self.started, whole));
        let late = || {
            let detail = match left < timeout {
                true => format!("it was not whole within {} s", whole.as_secs()),
                false => format!("nothing came for {} s", timeout.as_secs()),
            };
            (ErrorKind::Timeout, detail)
        };
        if left.is_zero() {
            return Err(late());
        }
        let alarm = shared.runtime.clock.sleep(left.min(timeout));
        match select(pin!(self.filled()), alarm).await {
            Either::Left((chunk, _)) => {
                chunk.map_err(|error| (ErrorKind::Unavailable, error.to_string()))
            }
            Either::Right(_) => Err(late()),
        }
    }

    /// The next piece with something in it.
    async fn filled(&mut self) -> Result<Option<Bytes>, TransportError> {
        loop {
            match self.body.chunk().await? {
                Some(chunk) if chunk.is_empty() => {}
                chunk => return Ok(chunk),
            }
        }
    }
}

/// An answer with a success status that is still arriving.
///
/// It holds one of the places of [`VendorProfile::concurrency`](super::VendorProfile::concurrency) until
/// its end. Whoever drops it ends the call, which is then counted as cancelled. The future of
/// [`chunk`](Self::chunk) may be dropped; no piece is lost.
pub struct OpenAnswer {
    client: ApiClient,
    request: ApiRequest,
    /// Headers.
    pub headers: HeaderMap,
    bound: usize,
    read: usize,
    beginning: Bytes,
    body: Body,
}

enum Body {
    Open(Arriving),
    Ended,
    Broken(ErrorKind, Retry),
}

impl OpenAnswer {
    pub(super) fn new(
        client: ApiClient,
        request: &ApiRequest,
        answer: ApiResponse,
        rest: &Rest,
    ) -> Self {
        let bound = request.max_body.unwrap_or(client.shared().profile.max_body);
        Self {
            client,
            request: ApiRequest {
                headers: HeaderMap::new(),
                body: Bytes::new(),
                rest: None,
                ..request.clone()
            },
            headers: answer.headers,
            bound,
            read: answer.body.len(),
            beginning: answer.body,
            body: rest.arriving().take().map_or(Body::Ended, Body::Open),
        }
    }

    /// The next piece, which is never empty; none at the end.
    ///
    /// # Errors
    /// `Unavailable` when the body ends early, `Timeout` when nothing comes for as long as the request's
    /// time-out or the whole answer takes twenty times as long as that, `Decode` when there is more than
    /// the request's bound. After an error nothing comes but the same kind of error.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        if !self.beginning.is_empty() {
            return Ok(Some(std::mem::take(&mut self.beginning)));
        }
        let shared = self.client.shared();
        let timeout = self.request.timeout.unwrap_or(shared.profile.timeout);
        let next = match &mut self.body {
            Body::Open(arriving) => arriving.next(shared, timeout).await,
            Body::Ended => return Ok(None),
            Body::Broken(kind, retry) => {
                let (kind, retry) = (*kind, *retry);
                return Err(self.error(kind, "the answer could not be read to its end", retry));
            }
        };
        match next {
            Ok(Some(chunk)) => self.bounded(chunk).map(Some),
            Ok(None) => {
                self.end(Body::Ended, None);
                Ok(None)
            }
            Err((kind, problem)) => {
                let retry = self.request.effect.after_unknown_outcome();
                Err(self.broken(kind, format!("the answer broke off: {problem}"), retry))
            }
        }
    }

    fn bounded(&mut self, chunk: Bytes) -> Result<Bytes> {
        self.read = self.read.saturating_add(chunk.len());
        if self.read <= self.bound {
            return Ok(chunk);
        }
        let detail = format!("the answer is larger than {} bytes", self.bound);
        Err(self.broken(ErrorKind::Decode, detail, self.request.effect.after_unreadable_answer()))
    }

    fn broken(&mut self, kind: ErrorKind, detail: String, retry: Retry) -> Error {
        let error = self.error(kind, detail, retry);
        self.end(Body::Broken(kind, retry), Some(&error));
        error
    }

    fn error(&self, kind: ErrorKind, detail: impl Into<String>, retry: Retry) -> Error {
        self.client.shared().error(&self.request, kind, detail).with_retry(retry)
    }

    /// Closes the connection, gives the place back and counts the call; once.
    fn end(&mut self, end: Body, error: Option<&Error>) {
        if let Body::Open(Arriving { status, started, .. }) = std::mem::replace(&mut self.body, end)
        {
            let (shared, request) = (self.client.shared(), &self.request);
            trace::request_span(shared, request).in_scope(|| {
                trace::call(shared, request, started, Some(status), error);
                if let Some(error) = error.filter(|error| error.retry() != Retry::Never) {
                    trace::gave_up(shared, request, None, error);
                }
            });
        }
    }
}

impl Drop for OpenAnswer {
    fn drop(&mut self) {
        if matches!(self.body, Body::Open(_)) {
            let detail = "the answer was not read to its end";
            let error = self.error(ErrorKind::Cancelled, detail, Retry::Never);
            self.end(Body::Ended, Some(&error));
        }
    }
}

impl fmt::Debug for OpenAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenAnswer({}, {} bytes so far)", self.request.label, self.read)
    }
}
