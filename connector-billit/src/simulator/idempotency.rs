//! Keys that make a call unrepeatable.

use std::collections::BTreeMap;

use bytes::Bytes;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, StatusCode};
use simon_testkit::Refusals;
use simon_testkit::vendor::Stop;

use super::answer::{bad, code_only};
use super::traps::{KeyHeader, Traps};

/// The refusal of a key that was used before.
///
/// Source: docs.billit.be, "Idempotent Tokens".
const EXISTS: &str = "Idempotent token already exists";

const HEADERS: [&str; 2] = ["idempotency-key", "idempotent-key"];

/// The keys that were used, of all calls together.
#[derive(Debug, Default)]
pub(super) struct Keys(BTreeMap<String, DateTime<Utc>>);

impl Keys {
    /// Answers that the key was used before.
    pub(super) fn check(&self, key: &str, traps: &Traps, now: DateTime<Utc>) -> Result<(), Stop> {
        let lives = traps.keys_live.and_then(|lives| TimeDelta::from_std(lives).ok());
        let used = self.0.get(key).is_some_and(|used| lives.is_none_or(|for_| now - *used < for_));
        if used { Err(Stop::data(code_only(StatusCode::CONFLICT, EXISTS))) } else { Ok(()) }
    }

    pub(super) fn keep(&mut self, key: String, now: DateTime<Utc>) {
        self.0.insert(key, now);
    }
}

/// The key of a call; a header without effect is recorded.
pub(super) fn key_of(
    request: &Request<Bytes>,
    traps: &Traps,
    refusals: &Refusals,
) -> Result<Option<String>, Stop> {
    let mut found = None;
    for name in HEADERS {
        let Some(value) = request.headers().get(name) else { continue };
        let key = value.to_str().unwrap_or_default();
        if key.is_empty() || request.headers().get_all(name).iter().count() > 1 {
            return Err(bad(format!("{name}: one key was expected")));
        }
        let works = match traps.key_header {
            KeyHeader::IdempotencyKey => name == "idempotency-key",
            KeyHeader::IdempotentKey => name == "idempotent-key",
            KeyHeader::Both => true,
        };
        if !works {
            refusals.record(format!("{name}: the header has no effect"));
        } else if found.is_some_and(|other| other != key) {
            return Err(bad("two different keys in one call"));
        } else {
            found = Some(key);
        }
    }
    Ok(found.map(str::to_owned))
}
