//! The transport port: one request out, one answer in.

use async_trait::async_trait;
use bytes::Bytes;

use crate::domain::IntegrationId;

/// How a request failed before an HTTP answer was complete.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: certainly nothing reached the vendor.
    NotSent,
    /// The connection broke after the request may have been sent.
    Interrupted,
}

/// A failure below HTTP. Its source never shows a URL: keys may be in there.
#[derive(Debug, thiserror::Error)]
#[error("{problem}")]
#[non_exhaustive]
pub struct TransportError {
    /// Whether anything can have reached the vendor.
    pub kind: TransportErrorKind,
    /// What happened, in lower case, without URLs.
    pub problem: String,
}

impl TransportError {
    /// Nothing reached the vendor.
    pub fn not_sent(problem: impl Into<String>) -> Self {
        Self { kind: TransportErrorKind::NotSent, problem: problem.into() }
    }

    /// The vendor may have processed the request.
    pub fn interrupted(problem: impl Into<String>) -> Self {
        Self { kind: TransportErrorKind::Interrupted, problem: problem.into() }
    }
}

/// The body of an answer, read piece by piece so that its size is bounded by the reader.
#[async_trait]
pub trait ResponseBody: Send {
    /// The next piece; none at the end. Its future may be dropped without losing a piece.
    ///
    /// # Errors
    /// `Interrupted` when the body ends early.
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError>;
}

#[async_trait]
impl ResponseBody for Option<Bytes> {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        Ok(self.take())
    }
}

/// Sends requests. It follows no redirect, takes no proxy from the environment, sets no time-out
/// (the stack does) and repeats nothing.
#[async_trait]
pub trait Transport: std::fmt::Debug + Send + Sync {
    /// Sends one request and returns as soon as the answer's head is there.
    ///
    /// # Errors
    /// [`TransportError`] when no whole answer arrives; every HTTP status is an answer.
    async fn send(
        &self,
        integration: &IntegrationId,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Box<dyn ResponseBody>>, TransportError>;
}
