//! One call: transport and reading the answer, both within the time-out and the size bound.

use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use bytes::{Bytes, BytesMut};
use chrono::{DateTime, Utc};
use futures_util::future::{Either, select};
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, Response};

use crate::error::ErrorKind;

use super::client::{Failure, Shared};
use super::stream::beginning;
use super::{
    ApiRequest, ApiResponse, ErrorResponse, ResponseBody, TransportError, TransportErrorKind,
    VendorError, status, trace,
};

/// Error bodies are read for their message only.
const LARGEST_ERROR_BODY: usize = 64 * 1024;

pub(super) struct TimeoutLayer {
    shared: Arc<Shared>,
}

pub(super) enum Unread {
    TooLarge,
    Broken(TransportError),
}

impl TimeoutLayer {
    pub(super) const fn new(shared: Arc<Shared>) -> Self {
        Self { shared }
    }

    pub(super) async fn send(&self, request: &ApiRequest) -> Result<ApiResponse, Failure> {
        self.within_time(request, pin!(self.exchange(request))).await
    }

    /// Waits for an exchange as long as its request may take, counted from now.
    pub(super) async fn within_time(
        &self,
        request: &ApiRequest,
        exchange: Pin<&mut (impl Future<Output = Result<ApiResponse, Failure>> + ?Sized)>,
    ) -> Result<ApiResponse, Failure> {
        let started = self.shared.now();
        let timeout = request.timeout.unwrap_or(self.shared.profile.timeout);
        let alarm = self.shared.runtime.clock.sleep(timeout);
        let outcome = match select(exchange, alarm).await {
            Either::Left((outcome, _)) => outcome,
            Either::Right(_) => {
                let detail = format!("no whole answer within {} s", timeout.as_secs());
                Err(self.unknown_outcome(request, ErrorKind::Timeout, detail))
            }
        };
        self.trace(request, started, &outcome);
        outcome
    }

    /// Of an answer that is still arriving its reader tells how it ended.
    fn trace(
        &self,
        request: &ApiRequest,
        started: DateTime<Utc>,
        outcome: &Result<ApiResponse, Failure>,
    ) {
        let (status, error) = match outcome {
            Ok(_) if request.rest.as_ref().is_some_and(|rest| rest.began(started)) => return,
            Ok(answer) => (Some(answer.status), None),
            Err(failure) => (failure.status, Some(&failure.error)),
        };
        trace::call(&self.shared, request, started, status, error);
    }

    /// One call without an end.
    pub(super) async fn exchange(&self, request: &ApiRequest) -> Result<ApiResponse, Failure> {
        let outgoing = self.outgoing(request)?;
        self.shared.calls.fetch_add(1, Ordering::Relaxed);
        let runtime = &self.shared.runtime;
        let answer = runtime
            .transport
            .send(&runtime.integration, outgoing)
            .await
            .map_err(|error| self.broken(request, error))?;
        if answer.status().is_success() {
            self.read_success(request, answer).await
        } else {
            Err(self.read_error(request, answer).await)
        }
    }

    fn outgoing(&self, request: &ApiRequest) -> Result<http::Request<Bytes>, Failure> {
        let mut outgoing = http::Request::builder()
            .method(request.method.clone())
            .uri(request.url.as_str())
            .body(request.body.clone())
            .map_err(|_| self.shared.error(request, ErrorKind::Unexpected, "unusable address"))?;
        let mut headers = self.shared.profile.headers.clone();
        for (name, value) in &request.headers {
            headers.insert(name, value.clone());
        }
        *outgoing.headers_mut() = headers;
        Ok(outgoing)
    }

    async fn read_success(
        &self,
        request: &ApiRequest,
        answer: Response<Box<dyn ResponseBody>>,
    ) -> Result<ApiResponse, Failure> {
        let (head, body) = answer.into_parts();
        let bound = request.max_body.unwrap_or(self.shared.profile.max_body);
        let read = match &request.rest {
            Some(_) => beginning(&head.headers, body, bound).await,
            None => read_body(&head.headers, body, bound).await.map(|body| (body, None)),
        };
        let (body, rest) = match read {
            Ok(read) => read,
            Err(Unread::Broken(error)) => return Err(self.broken_body(request, &error)),
            Err(Unread::TooLarge) => return Err(self.too_large(request, bound)),
        };
        let (label, effect) = (request.label, request.effect);
        let (status, headers) = (head.status, head.headers);
        let answer = self.accepted(ApiResponse { label, effect, status, headers, body })?;
        if let (Some(kept), Some(rest)) = (&request.rest, rest) {
            kept.keep(rest, status, self.shared.now());
        }
        Ok(answer)
    }

    async fn read_error(
        &self,
        request: &ApiRequest,
        answer: Response<Box<dyn ResponseBody>>,
    ) -> Failure {
        let (head, body) = answer.into_parts();
        let body = read_body(&head.headers, body, LARGEST_ERROR_BODY).await.unwrap_or_default();
        let response = ErrorResponse {
            label: request.label,
            effect: request.effect,
            status: head.status,
            headers: &head.headers,
            body: &body,
        };
        let vendor = (self.shared.profile.read_error)(&response);
        self.refused(&response, vendor)
    }

    fn refused(&self, response: &ErrorResponse<'_>, vendor: VendorError) -> Failure {
        let failure = status::failure(&self.shared.profile, response, vendor, self.shared.now());
        Failure { stated: self.shared.stated(response.headers), ..failure }
    }

    /// The answer, unless the vendor says no in it.
    fn accepted(&self, answer: ApiResponse) -> Result<ApiResponse, Failure> {
        let Some(read) = self.shared.profile.read_refusal else { return Ok(answer) };
        let response = ErrorResponse {
            label: answer.label,
            effect: answer.effect,
            status: answer.status,
            headers: &answer.headers,
            body: &answer.body,
        };
        match read(&response) {
            Some(vendor) => Err(self.refused(&response, vendor)),
            None => Ok(answer),
        }
    }

    fn broken(&self, request: &ApiRequest, error: TransportError) -> Failure {
        match error.kind {
            TransportErrorKind::Interrupted => self.broken_body(request, &error),
            TransportErrorKind::NotSent => {
                let detail = format!("cannot connect: {error}");
                let error = self.shared.error(request, ErrorKind::Unavailable, detail);
                Failure::before_sending(error.with_retry(crate::Retry::Backoff))
            }
        }
    }

    /// A broken answer: even a transport that calls it "not sent" had sent the request by then.
    fn broken_body(&self, request: &ApiRequest, error: &TransportError) -> Failure {
        let detail = format!("the connection broke: {error}");
        self.unknown_outcome(request, ErrorKind::Unavailable, detail)
    }

    fn unknown_outcome(&self, request: &ApiRequest, kind: ErrorKind, detail: String) -> Failure {
        let error = self.shared.error(request, kind, detail);
        Failure::after_sending(error.with_retry(request.effect.after_unknown_outcome()), None)
    }

    fn too_large(&self, request: &ApiRequest, bound: usize) -> Failure {
        let detail = format!("the answer is larger than {bound} bytes");
        let error = self.shared.error(request, ErrorKind::Decode, detail);
        Failure::after_sending(error.with_retry(request.effect.after_unreadable_answer()), None)
    }
}

/// Reads at most `bound` bytes and stops reading as soon as there are more.
/// A server that announces much and sends little must not cost memory.
const MOST_RESERVED: usize = 1024 * 1024;

async fn read_body(
    headers: &HeaderMap,
    mut body: Box<dyn ResponseBody>,
    bound: usize,
) -> Result<Bytes, Unread> {
    let announced = announced_length(headers).unwrap_or_default();
    if announced > bound {
        return Err(Unread::TooLarge);
    }
    let mut whole = BytesMut::with_capacity(announced.min(MOST_RESERVED));
    while let Some(chunk) = body.chunk().await.map_err(Unread::Broken)? {
        if whole.len().saturating_add(chunk.len()) > bound {
            return Err(Unread::TooLarge);
        }
        whole.extend_from_slice(&chunk);
    }
    Ok(whole.freeze())
}

pub(super) fn announced_length(headers: &HeaderMap) -> Option<usize> {
    headers.get(CONTENT_LENGTH)?.to_str().ok()?.parse().ok()
}
