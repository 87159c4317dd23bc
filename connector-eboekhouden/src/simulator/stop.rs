//! Why a request is not carried out.

use super::answer::Answer;

/// The answer instead of a result.
#[derive(Debug)]
pub(super) struct Stop {
    pub(super) answer: Box<Answer>,
    /// Set when no correct client sends this; it is recorded.
    pub(super) strict: Option<String>,
}

impl Stop {
    /// No correct client sends this.
    pub(super) fn strict(answer: Answer, why: impl Into<String>) -> Self {
        Self { answer: Box::new(answer), strict: Some(why.into()) }
    }

    /// A correct client can meet this: it follows from keys, limits or records.
    pub(super) fn data(answer: Answer) -> Self {
        Self { answer: Box::new(answer), strict: None }
    }
}
