//! Faults between a client and a vendor, and the journal of what went over the line.

mod journal;
mod kinds;

use std::sync::{Arc, Mutex};

use bytes::Bytes;

use crate::Simulator;
use crate::lock::lock;

pub use journal::{Exchange, Outcome};
pub use kinds::Fault;

use journal::Journal;

/// Which requests a fault strikes.
#[derive(Debug, Clone)]
pub struct On {
    method: Option<String>,
    path: String,
    body: String,
    skip: usize,
}

impl On {
    /// Every request.
    #[must_use]
    pub const fn any() -> Self {
        Self { method: None, path: String::new(), body: String::new(), skip: 0 }
    }

    /// Requests with this method whose path starts like this.
    pub fn new(method: &str, path_prefix: impl Into<String>) -> Self {
        Self { method: Some(method.to_owned()), ..Self::path(path_prefix) }
    }

    /// Requests with any method whose path starts like this.
    pub fn path(path_prefix: impl Into<String>) -> Self {
        Self { path: path_prefix.into(), ..Self::any() }
    }

    /// Only those with this text in their body.
    #[must_use]
    pub fn containing(mut self, text: impl Into<String>) -> Self {
        self.body = text.into();
        self
    }

    /// Leaves the first so many of them alone.
    #[must_use]
    pub const fn skip(mut self, requests: usize) -> Self {
        self.skip = requests;
        self
    }

    fn matches(&self, request: &http::Request<Bytes>) -> bool {
        self.method.as_ref().is_none_or(|method| method == request.method().as_str())
            && request.uri().path().starts_with(&self.path)
            && contains(request.body(), &self.body)
    }
}

fn contains(body: &[u8], text: &str) -> bool {
    text.is_empty() || body.windows(text.len()).any(|part| part == text.as_bytes())
}

/// The line to one vendor: the faults to come and the journal of what was. Clones share both.
#[derive(Debug, Clone, Default)]
pub struct Faults(Arc<Mutex<Line>>);

#[derive(Debug, Default)]
struct Line {
    rules: Vec<Rule>,
    journal: Journal,
}

#[derive(Debug)]
struct Rule {
    on: On,
    fault: Fault,
    times: usize,
}

impl Faults {
    /// A line without faults.
    #[must_use]
    pub fn none() -> Self {
        Self::default()
    }

    /// Lets a fault strike the next so many matching requests (`usize::MAX`: all of them). Of
    /// several that match, the one that was added first strikes; one request meets one fault.
    pub fn add(&self, on: On, fault: Fault, times: usize) {
        lock(&self.0).rules.push(Rule { on, fault, times });
    }

    /// Takes all faults away. The journal stays.
    pub fn clear(&self) {
        lock(&self.0).rules.clear();
    }

    /// Faults that have not struck as often as they were added for, those of `usize::MAX` included.
    #[must_use]
    pub fn pending(&self) -> usize {
        lock(&self.0).rules.iter().filter(|rule| rule.times > 0).count()
    }

    /// The exchanges so far, oldest first, as far as they are kept.
    #[must_use]
    pub fn journal(&self) -> Vec<Exchange> {
        lock(&self.0).journal.kept()
    }

    /// How many requests there were, kept in the journal or not.
    #[must_use]
    pub fn calls(&self) -> usize {
        lock(&self.0).journal.calls
    }

    /// Keeps only the last so many exchanges from now on; 0 only counts them, so that memory stays
    /// flat. Unless set, all are kept.
    pub fn keep(&self, exchanges: usize) {
        lock(&self.0).journal.keep(exchanges);
    }

    /// Empties the journal and starts counting again.
    pub fn clear_journal(&self) {
        lock(&self.0).journal.clear();
    }

    /// Takes one request over the line.
    pub(crate) fn exchange(
        &self,
        simulator: &dyn Simulator,
        request: &http::Request<Bytes>,
    ) -> Reply {
        let fault = self.strike(request);
        let processed = fault.as_ref().is_none_or(Fault::processed);
        let answer = processed.then(|| simulator.handle(request));
        let reply = match fault {
            None => answer.map_or(Reply::Dropped, Reply::Answered),
            Some(fault) => fault.reply(answer),
        };
        lock(&self.0).journal.record(|| Exchange::of(request, &reply, processed));
        reply
    }

    fn strike(&self, request: &http::Request<Bytes>) -> Option<Fault> {
        for rule in &mut lock(&self.0).rules {
            if rule.times == 0 || !rule.on.matches(request) {
                continue;
            }
            if rule.on.skip > 0 {
                rule.on.skip = rule.on.skip.saturating_sub(1);
                continue;
            }
            if rule.times < usize::MAX {
                rule.times = rule.times.saturating_sub(1);
            }
            return Some(rule.fault.clone());
        }
        None
    }
}

/// What comes back over the line.
#[derive(Debug)]
pub(crate) enum Reply {
    Answered(http::Response<Bytes>),
    /// Only half of the body arrives.
    Truncated(http::Response<Bytes>),
    Dropped,
    Stalled,
    Refused,
}

#[cfg(test)]
mod tests;
