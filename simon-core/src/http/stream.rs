//! Answers of which the body is read piece by piece: whole tables in one document.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use bytes::{Bytes, BytesMut};
use futures_util::future::{Either, select};
use http::HeaderMap;

use crate::error::{Error, ErrorKind, Result, Retry};

use super::timeout::{Unread, announced_length};
use super::{ApiClient, ApiRequest, ApiResponse, ResponseBody};

/// What is read before an answer is handed on, so that a refusal in it is seen.
const BEGINNING: usize = 4 * 1024;

/// The way of a body past the layers, which see its beginning only.
#[derive(Clone, Default)]
pub(super) struct Rest(Arc<Mutex<Option<Box<dyn ResponseBody>>>>);

impl Rest {
    /// Reads the beginning and keeps the rest.
    pub(super) async fn begin(
        &self,
        headers: &HeaderMap,
        mut body: Box<dyn ResponseBody>,
        bound: usize,
    ) -> Result<Bytes, Unread> {
        if announced_length(headers).is_some_and(|announced| announced > bound) {
            return Err(Unread::TooLarge);
        }
        let mut beginning = BytesMut::new();
        while beginning.len() < BEGINNING {
            let Some(chunk) = body.chunk().await.map_err(Unread::Broken)? else {
                self.put(None);
                return Ok(beginning.freeze());
            };
            if beginning.len().saturating_add(chunk.len()) > bound {
                return Err(Unread::TooLarge);
            }
            beginning.extend_from_slice(&chunk);
        }
        self.put(Some(body));
        Ok(beginning.freeze())
    }

    fn put(&self, body: Option<Box<dyn ResponseBody>>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = body;
    }

    fn take(&self) -> Option<Box<dyn ResponseBody>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// An answer with a success status that is still arriving.
///
/// Whoever drops it ends the call. Its future may be dropped at any await; no piece is lost.
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
    Open(Box<dyn ResponseBody>),
    Ended,
    Broken,
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
            request: ApiRequest { body: Bytes::new(), rest: None, ..request.clone() },
            headers: answer.headers,
            bound,
            read: answer.body.len(),
            beginning: answer.body,
            body: rest.take().map_or(Body::Ended, Body::Open),
        }
    }

    /// The next piece; none at the end.
    ///
    /// # Errors
    /// `Unavailable` when the body ends early, `Timeout` when nothing comes for as long as the request's
    /// time-out, `Decode` when there is more than the request's bound. Nothing comes after an error.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        if !self.beginning.is_empty() {
            return Ok(Some(std::mem::take(&mut self.beginning)));
        }
        let shared = self.client.shared();
        let timeout = self.request.timeout.unwrap_or(shared.profile.timeout);
        let body = match &mut self.body {
            Body::Ended => return Ok(None),
            Body::Broken => return Err(self.broken(ErrorKind::Unavailable, "it ended before")),
            Body::Open(body) => body,
        };
        let outcome = match select(body.chunk(), shared.runtime.clock.sleep(timeout)).await {
            Either::Left((chunk, _)) => {
                chunk.map_err(|error| (ErrorKind::Unavailable, error.to_string()))
            }
            Either::Right(_) => {
                Err((ErrorKind::Timeout, format!("nothing came for {} s", timeout.as_secs())))
            }
        };
        match outcome {
            Ok(Some(chunk)) => self.bounded(chunk).map(Some),
            Ok(None) => {
                self.body = Body::Ended;
                Ok(None)
            }
            Err((kind, problem)) => {
                self.body = Body::Broken;
                Err(self.broken(kind, &problem))
            }
        }
    }

    fn bounded(&mut self, chunk: Bytes) -> Result<Bytes> {
        self.read = self.read.saturating_add(chunk.len());
        if self.read <= self.bound {
            return Ok(chunk);
        }
        self.body = Body::Broken;
        let detail = format!("the answer is larger than {} bytes", self.bound);
        let retry = self.request.effect.after_unreadable_answer();
        Err(self.error(ErrorKind::Decode, detail, retry))
    }

    fn broken(&self, kind: ErrorKind, problem: &str) -> Error {
        let retry = self.request.effect.after_unknown_outcome();
        self.error(kind, format!("the answer broke off: {problem}"), retry)
    }

    fn error(&self, kind: ErrorKind, detail: String, retry: Retry) -> Error {
        self.client.shared().error(&self.request, kind, detail).with_retry(retry)
    }
}

impl fmt::Debug for OpenAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OpenAnswer({}, {} bytes so far)", self.request.label, self.read)
    }
}
