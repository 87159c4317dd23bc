use super::answer::Answer;
use crate::Refusals;

/// Why a request is not carried out: the answer instead of a result.
#[derive(Debug)]
pub struct Stop {
    /// What the caller gets.
    pub answer: Box<Answer>,
    /// Set when no correct client sends this; it is recorded.
    pub strict: Option<String>,
}

impl Stop {
    /// No correct client sends this.
    #[must_use]
    pub fn strict(answer: Answer, why: impl Into<String>) -> Self {
        Self { answer: Box::new(answer), strict: Some(why.into()) }
    }

    /// A correct client can meet this: it follows from keys, limits or records.
    #[must_use]
    pub fn data(answer: Answer) -> Self {
        Self { answer: Box::new(answer), strict: None }
    }

    /// The answer, after what is strict was recorded.
    #[must_use]
    pub fn recorded(self, refusals: &Refusals) -> Answer {
        if let Some(why) = self.strict {
            refusals.record(why);
        }
        *self.answer
    }
}
