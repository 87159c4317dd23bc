//! The limits of one budget key, as this client knows them.

use std::collections::{BTreeSet, HashMap};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_lock::Semaphore;
use chrono::{DateTime, Utc};

use crate::host::{BudgetKey, Priority, Window};

use super::stated::{Known, StatedWindow};
use super::{ApiRequest, VendorProfile};

/// The quota of the profile's key, and one for every part that requests named.
pub(super) struct Quotas {
    whole: Arc<Quota>,
    parts: Mutex<HashMap<String, Arc<Quota>>>,
}

impl Quotas {
    pub(super) fn new(profile: &VendorProfile) -> Self {
        let whole = Arc::new(Quota::new(profile, profile.budget.clone()));
        Self { whole, parts: Mutex::default() }
    }

    /// What a request counts against.
    pub(super) fn of(&self, profile: &VendorProfile, part: Option<&str>) -> Arc<Quota> {
        let Some(part) = part else { return Arc::clone(&self.whole) };
        let mut parts = unpoisoned(&self.parts);
        if let Some(quota) = parts.get(part) {
            return Arc::clone(quota);
        }
        let key = BudgetKey(format!("{}/{part}", profile.budget.0));
        let quota = Arc::new(Quota::new(profile, key));
        parts.insert(part.to_owned(), Arc::clone(&quota));
        quota
    }
}

pub(super) struct Quota {
    pub(super) key: BudgetKey,
    pub(super) permits: Arc<Semaphore>,
    known: Mutex<Vec<Known>>,
    /// Whether the profile's numbers are still to be confirmed by an answer.
    unconfirmed: AtomicBool,
    /// Those that this client called, for the gauge.
    endpoints: Mutex<BTreeSet<&'static str>>,
}

impl Quota {
    fn new(profile: &VendorProfile, key: BudgetKey) -> Self {
        Self {
            key,
            permits: Arc::new(Semaphore::new(profile.concurrency.max(1))),
            known: Mutex::new(profile.windows.iter().copied().map(Known::new).collect()),
            unconfirmed: AtomicBool::new(profile.read_limits.is_some()),
            endpoints: Mutex::default(),
        }
    }

    /// The limits as the vendor stated them last.
    pub(super) fn windows(&self) -> Vec<Window> {
        unpoisoned(&self.known).iter().map(|known| known.window).collect()
    }

    /// Until when the vendor leaves no more than what is kept for delivering.
    pub(super) fn scarce_until(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let known = unpoisoned(&self.known);
        known.iter().filter_map(|known| known.scarce_until).max().filter(|until| now < *until)
    }

    /// Until when a request waits by what the vendor left, before the budget is asked.
    pub(super) fn held_until(
        &self,
        request: &ApiRequest,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        match request.priority {
            Priority::Deliver => None,
            Priority::Normal => self.scarce_until(now),
        }
    }

    /// Takes over what an answer says; answers until when the vendor serves nothing at all.
    pub(super) fn learn(
        &self,
        stated: &[StatedWindow],
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        if stated.iter().any(|window| window.calls.is_some()) {
            self.unconfirmed.store(false, Ordering::Relaxed);
        }
        let mut all_known = unpoisoned(&self.known);
        for window in stated {
            for known in all_known.iter_mut() {
                known.learn(window, now);
            }
        }
        stated.iter().filter_map(|window| window.nothing_left_until(now)).max()
    }

    /// Whether one call may try out if the vendor allows more than the profile says; once.
    pub(super) fn take_trial(&self) -> bool {
        self.unconfirmed.swap(false, Ordering::Relaxed)
    }

    /// The trial was not made.
    pub(super) fn give_trial_back(&self) {
        self.unconfirmed.store(true, Ordering::Relaxed);
    }

    pub(super) fn note_endpoint(&self, endpoint: &'static str) {
        unpoisoned(&self.endpoints).insert(endpoint);
    }

    pub(super) fn endpoints(&self) -> Vec<&'static str> {
        unpoisoned(&self.endpoints).iter().copied().collect()
    }
}

/// What a panic left behind is whole: everything here is replaced at once.
fn unpoisoned<T>(held: &Mutex<T>) -> MutexGuard<'_, T> {
    held.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A window that counts and never refuses.
pub(super) const fn counting(window: &Window) -> Window {
    Window::new(window.kind, window.length, u32::MAX, 0)
}
