//! What a real vendor would have refused or silently ignored.

use std::sync::{Arc, Mutex, PoisonError};

/// A list of what was wrong with requests. Clones share the list.
#[derive(Debug, Clone, Default)]
pub struct Refusals(Arc<Mutex<Vec<String>>>);

impl Refusals {
    /// Adds one.
    pub(super) fn record(&self, what: impl Into<String>) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(what.into());
    }

    /// Everything recorded so far, in order.
    #[must_use]
    pub fn list(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
