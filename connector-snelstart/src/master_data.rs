//! What every page of a listing needs from the administration: its countries, price mode and decimals.
//! Remembered per connection for an hour, so that an idle cycle costs no call for them.

use std::collections::BTreeSet;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use simon_core::Result;

use crate::api::Api;
use crate::assumptions::MASTER_DATA_MINUTES;
use crate::mapping::{Facts, Landen, landen_from_wire};
use crate::wire;

/// A value and when it was read.
#[derive(Debug)]
struct Remembered<T>(Mutex<Option<(DateTime<Utc>, T)>>);

impl<T: Clone> Remembered<T> {
    const fn nothing() -> Self {
        Self(Mutex::new(None))
    }

    fn get(&self, now: DateTime<Utc>) -> Option<T> {
        let fresh = |read: &DateTime<Utc>| {
            now.signed_duration_since(*read) < TimeDelta::minutes(MASTER_DATA_MINUTES)
        };
        self.lock().as_ref().filter(|(read, _)| fresh(read)).map(|(_, value)| value.clone())
    }

    fn put(&self, now: DateTime<Utc>, value: T) -> T {
        *self.lock() = Some((now, value.clone()));
        value
    }

    fn lock(&self) -> MutexGuard<'_, Option<(DateTime<Utc>, T)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The administration's own data.
#[derive(Debug)]
pub(crate) struct MasterData {
    facts: Remembered<Facts>,
    landen: Remembered<Landen>,
}

impl MasterData {
    pub(crate) const fn new() -> Self {
        Self { facts: Remembered::nothing(), landen: Remembered::nothing() }
    }

    /// Price mode and decimals; `afresh` where a stale one would be wrong for many records.
    pub(crate) async fn facts(&self, api: &Api, afresh: bool) -> Result<Facts> {
        match self.facts.get(api.now()).filter(|_| !afresh) {
            Some(facts) => Ok(facts),
            None => Ok(self.remember_facts(api, &api.company_info().await?)),
        }
    }

    pub(crate) fn remember_facts(&self, api: &Api, company: &wire::CompanyInfo) -> Facts {
        self.facts.put(api.now(), Facts::from_wire(company))
    }

    /// The countries, with all those that are asked for: an unknown id makes one more reading, after
    /// which it is known to have no code.
    pub(crate) async fn landen(&self, api: &Api, needed: &BTreeSet<String>) -> Result<Landen> {
        let known = self.landen.get(api.now());
        let complete = |landen: &Landen| needed.iter().all(|id| landen.contains_key(id));
        if let Some(landen) = known.filter(complete) {
            return Ok(landen);
        }
        if needed.is_empty() {
            return Ok(Landen::new());
        }
        let mut landen = landen_from_wire(api.landen().await?);
        for id in needed {
            landen.entry(id.clone()).or_default();
        }
        Ok(self.landen.put(api.now(), landen))
    }
}
