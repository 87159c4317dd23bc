//! The token answer of OAuth.

use std::time::Duration;

use chrono::{DateTime, Utc};
use secrecy::SecretString;
use serde::Deserialize;
use serde::de::IgnoredAny;

use crate::error::Result;
use crate::host::{TokenSet, after};

use super::{ApiResponse, TokenPolicy, decode};

#[derive(Deserialize)]
struct TokenAnswer {
    access_token: String,
    refresh_token: Option<String>,
    expires_in: Option<Seconds>,
}

/// A number, or the same number as text: vendors do both. Anything else is no reason to have no token.
#[derive(Deserialize)]
#[serde(untagged)]
enum Seconds {
    Number(u64),
    Text(String),
    Other(IgnoredAny),
}

impl Seconds {
    fn read(self) -> Option<Duration> {
        match self {
            Self::Number(seconds) => Some(seconds),
            Self::Text(text) => text.trim().parse().ok(),
            Self::Other(IgnoredAny) => None,
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

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::{ApiResponse, DateTime, TokenPolicy, Utc, read_token_answer};
    use crate::http::Effect;

    fn read(body: &'static str) -> crate::Result<super::TokenSet> {
        let answer = ApiResponse {
            label: "token",
            effect: Effect::Read,
            status: http::StatusCode::OK,
            headers: http::HeaderMap::new(),
            body: body.into(),
        };
        read_token_answer(&answer, DateTime::<Utc>::UNIX_EPOCH, TokenPolicy::new())
    }

    #[test]
    fn the_life_may_be_a_number_a_text_or_absent() {
        for (body, life) in [
            (r#"{"access_token":"a","expires_in":600}"#, 600),
            (r#"{"access_token":"a","expires_in":"600"}"#, 600),
            (r#"{"access_token":"a","expires_in":null}"#, 3600),
            (r#"{"access_token":"a","token_type":"bearer"}"#, 3600),
            (r#"{"access_token":"a","expires_in":"soon"}"#, 3600),
            (r#"{"access_token":"a","expires_in":-1.5}"#, 3600),
        ] {
            assert_eq!(read(body).unwrap().expires_at.timestamp(), life, "{body}");
        }
    }

    #[test]
    fn the_refresh_token_is_optional() {
        assert!(read(r#"{"access_token":"a"}"#).unwrap().refresh.is_none());
        let tokens = read(r#"{"access_token":"a","refresh_token":"r"}"#).unwrap();
        assert_eq!(tokens.refresh.unwrap().expose_secret(), "r");
    }

    #[test]
    fn an_answer_without_token_is_an_error_without_values() {
        for body in [r#"{"error":"marker"}"#, r#"{"access_token":7}"#, "<html>", ""] {
            let error = read(body).unwrap_err();
            assert!(!format!("{error:?}").contains("marker"));
        }
    }
}
