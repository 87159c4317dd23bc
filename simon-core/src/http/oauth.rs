//! x
use super::{ApiResponse, TokenPolicy};
use crate::error::{Error, Result};
use crate::host::TokenSet;
use chrono::{DateTime, Utc};
/// Reads an OAuth token answer.
///
/// # Errors
/// Decode
pub fn read_token_answer(
    _answer: &ApiResponse,
    _now: DateTime<Utc>,
    _policy: TokenPolicy,
) -> Result<TokenSet> {
    Err(Error::unsupported("x"))
}
