use std::fmt;

/// A simulator has no such record, or the JSON that a test gave it does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotThere(String);

impl NotThere {
    /// With what is not there.
    #[must_use]
    pub fn new(what: impl Into<String>) -> Self {
        Self(what.into())
    }
}

impl fmt::Display for NotThere {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for NotThere {}
