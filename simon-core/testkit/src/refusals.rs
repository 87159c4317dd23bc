//! What a real vendor would have refused.

use std::sync::{Arc, Mutex};

use crate::lock::lock;

/// The list on which a simulator writes requests that its vendor would not have accepted. Clones
/// share the list.
#[derive(Debug, Clone, Default)]
pub struct Refusals(Arc<Mutex<Vec<String>>>);

impl Refusals {
    /// An empty list.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a line: which request, and what about it the vendor would not have taken.
    pub fn record(&self, text: impl Into<String>) {
        lock(&self.0).push(text.into());
    }

    /// All lines so far.
    #[must_use]
    pub fn all(&self) -> Vec<String> {
        lock(&self.0).clone()
    }

    /// Forgets all lines.
    pub fn clear(&self) {
        lock(&self.0).clear();
    }

    /// Fails the test when there is any line.
    ///
    /// # Panics
    /// With all lines.
    pub fn assert_none(&self) {
        let all = self.all();
        assert!(all.is_empty(), "a real vendor would have refused:\n{}", all.join("\n"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clones_share_the_list() {
        let refusals = Refusals::new();
        refusals.assert_none();
        refusals.clone().record("POST /x: unknown member");
        assert_eq!(refusals.all(), ["POST /x: unknown member"]);
        refusals.clear();
        refusals.assert_none();
    }

    #[test]
    #[should_panic(expected = "unknown member")]
    fn a_refusal_fails_the_test_with_its_text() {
        let refusals = Refusals::new();
        refusals.record("POST /x: unknown member");
        refusals.assert_none();
    }
}
