//! Authorization (to be completed).
use super::{ApiRequest, ApiResponse};
use crate::error::Result;
use crate::host::TokenSet;
use http::HeaderMap;
use std::time::Duration;

/// When tokens are renewed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct TokenPolicy {
    /// Renew so long before the token dies.
    pub renew_before: Duration,
    /// Never renew a token younger than this (P3).
    pub min_age: Duration,
    /// Life of a token whose answer does not tell.
    pub default_life: Duration,
}

impl TokenPolicy {
    /// Renew 60 seconds early, at any age; an hour when the answer does not tell.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            renew_before: Duration::from_secs(60),
            min_age: Duration::ZERO,
            default_life: Duration::from_secs(3600),
        }
    }
}

/// How a connector buys tokens and signs requests.
pub trait TokenGrant: std::fmt::Debug + Send + Sync {
    /// The slot of the token store.
    fn slot(&self) -> &'static str {
        "main"
    }
    /// When tokens are renewed.
    fn policy(&self) -> TokenPolicy {
        TokenPolicy::new()
    }
    /// The request that buys tokens, from those stored if any. It is sent unsigned.
    ///
    /// # Errors
    /// `Unauthenticated` when there is nothing to buy them with: the user has to log in.
    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest>;
    /// Reads the answer; usually [`read_token_answer`](super::read_token_answer).
    ///
    /// # Errors
    /// `Decode` when it is no token answer.
    fn read(&self, answer: &ApiResponse, now: chrono::DateTime<chrono::Utc>) -> Result<TokenSet> {
        super::read_token_answer(answer, now, self.policy())
    }
    /// Puts the token on a request.
    ///
    /// # Errors
    /// `Unexpected` when the token cannot be a header.
    fn sign(&self, tokens: &TokenSet, headers: &mut HeaderMap) -> Result<()>;
}
