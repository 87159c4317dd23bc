//! The journal of exchanges.

use std::collections::VecDeque;
use std::fmt;

use bytes::Bytes;

use super::Reply;

/// What became of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// A whole answer with this status came back, the vendor's or a fault's.
    Answered(u16),
    /// An answer with this status broke off half-way.
    Truncated(u16),
    /// The connection closed without an answer.
    Dropped,
    /// No answer ever came.
    Stalled,
    /// No connection.
    Refused,
}

/// One request and what became of it. `Debug` shows neither query nor body.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exchange {
    /// Method.
    pub method: String,
    /// Path.
    pub path: String,
    /// Query, as sent; empty when there is none.
    pub query: String,
    /// Body as sent.
    pub body: Bytes,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether the vendor processed it.
    pub processed: bool,
}

impl Exchange {
    pub(super) fn of(request: &http::Request<Bytes>, reply: &Reply, processed: bool) -> Self {
        let outcome = match reply {
            Reply::Answered(answer) => Outcome::Answered(answer.status().as_u16()),
            Reply::Truncated(answer) => Outcome::Truncated(answer.status().as_u16()),
            Reply::Dropped => Outcome::Dropped,
            Reply::Stalled => Outcome::Stalled,
            Reply::Refused => Outcome::Refused,
        };
        Self {
            method: request.method().to_string(),
            path: request.uri().path().to_owned(),
            query: request.uri().query().unwrap_or_default().to_owned(),
            body: request.body().clone(),
            outcome,
            processed,
        }
    }

    /// Whether it has this method and its path starts like this.
    #[must_use]
    pub fn is(&self, method: &str, path_prefix: &str) -> bool {
        self.method == method && self.path.starts_with(path_prefix)
    }

    /// Whether its body has this text.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        super::contains(&self.body, text)
    }
}

impl fmt::Debug for Exchange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let side = if self.processed { "processed" } else { "not processed" };
        write!(f, "{} {} {:?} ({side})", self.method, self.path, self.outcome)
    }
}

#[derive(Debug)]
pub(super) struct Journal {
    pub(super) calls: usize,
    exchanges: VecDeque<Exchange>,
    most: usize,
}

impl Default for Journal {
    fn default() -> Self {
        Self { calls: 0, exchanges: VecDeque::new(), most: usize::MAX }
    }
}

impl Journal {
    pub(super) fn record(&mut self, exchange: impl FnOnce() -> Exchange) {
        self.calls = self.calls.saturating_add(1);
        if self.most > 0 {
            self.exchanges.push_back(exchange());
            self.shorten();
        }
    }

    pub(super) fn keep(&mut self, most: usize) {
        self.most = most;
        self.shorten();
        self.exchanges.shrink_to_fit();
    }

    fn shorten(&mut self) {
        while self.exchanges.len() > self.most {
            self.exchanges.pop_front();
        }
    }

    pub(super) fn kept(&self) -> Vec<Exchange> {
        self.exchanges.iter().cloned().collect()
    }

    pub(super) fn clear(&mut self) {
        self.calls = 0;
        self.exchanges.clear();
    }
}
