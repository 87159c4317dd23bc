//! The token answer of OAuth.

use std::time::Duration;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::Deserialize;

use crate::error::Result;
use crate::host::{TokenSet, after};

use super::{ApiResponse, TokenPolicy, decode};

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<Seconds>,
}

/// A number, or the same number as text: vendors do both.
#[derive(Deserialize)]
#[serde(untagged)]
enum Seconds {
    Number(u64),
    Text(String),
}

impl Seconds {
    fn read(self) -> Option<Duration> {
        match self {
            Self::Number(seconds) => Some(seconds),
            Self::Text(text) => text.trim().parse().ok(),
        }
        .map(Duration::from_secs)
    }
}

/// Reads an OAuth token answer: `access_token`, and if present `refresh_token` and `expires_in`
/// (seconds, as number or text).
///
/// # Errors
/// `Decode` when it is no token answer, `Unavailable` when it is a web page or empty.
pub fn read_token_answer(
    answer: &ApiResponse,
    now: DateTime<Utc>,
    policy: TokenPolicy,
) -> Result<TokenSet> {
    let read: TokenAnswer = decode::json(answer)?;
    let life = read.expires_in.and_then(Seconds::read).unwrap_or(policy.default_life);
    let tokens = TokenSet::new(SecretString::from(read.access_token), now, after(now, life));
    Ok(tokens.with_refresh(read.refresh_token.map(SecretString::from)))
}
