//! Login with an API token: it opens a session, whose token signs all other calls.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{DateTime, TimeDelta, Utc};
use http::Method;
use secrecy::{ExposeSecret, SecretString};
use simon_core::Result;
use simon_core::host::TokenSet;
use simon_core::http::{ApiRequest, ApiResponse, Effect, TokenGrant, TokenPolicy, decode};
use url::Url;

use super::api::label;
use super::wire::{Session, SessionRequest};
use crate::assumptions::REST_TOKEN_SCHEME;

/// No session is believed to live longer than this, in seconds.
const LONGEST_LIFE: u64 = 24 * 3_600;

/// Opens sessions with the API token. There is no refresh token: each session shows the key again.
pub(crate) struct ApiToken {
    session_url: Url,
    key: SecretString,
    source: String,
}

impl ApiToken {
    pub(crate) const fn new(session_url: Url, key: SecretString, source: String) -> Self {
        Self { session_url, key, source }
    }

    /// Tells sessions of this key from those of another one. It is kept in the place of the refresh
    /// token, which e-Boekhouden does not have. The key cannot be computed back from these 64 bits.
    fn fingerprint(&self) -> String {
        let mut hasher = DefaultHasher::new();
        ("session", self.key.expose_secret()).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

impl fmt::Debug for ApiToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiToken")
    }
}

impl TokenGrant for ApiToken {
    /// A new invoice of which the session was refused is looked up first: nobody has seen yet that
    /// such a refusal comes before anything else (C22).
    fn policy(&self) -> TokenPolicy {
        let mut policy = TokenPolicy::new();
        policy.repeats_creates = false;
        policy
    }

    fn request(&self, _stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let body = SessionRequest { access_token: self.key.expose_secret(), source: &self.source };
        let url = self.session_url.clone();
        let request = ApiRequest::new(label::SESSION, Effect::Read, Method::POST, url);
        Ok(request.json(&body)?.unsigned())
    }

    fn read(&self, answer: &ApiResponse, now: DateTime<Utc>) -> Result<TokenSet> {
        let session: Session = decode::json(answer)?;
        let life = session.expires_in.unwrap_or(self.policy().default_life.as_secs());
        let life = i64::try_from(life.min(LONGEST_LIFE)).unwrap_or_default();
        let tokens = TokenSet::new(session.token, now, now + TimeDelta::seconds(life));
        Ok(tokens.with_refresh(Some(SecretString::from(self.fingerprint()))))
    }

    fn accepts(&self, stored: &TokenSet) -> bool {
        let opened_with = stored.refresh.as_ref().map(ExposeSecret::expose_secret);
        opened_with == Some(self.fingerprint().as_str())
    }

    fn sign(&self, tokens: &TokenSet, request: &mut ApiRequest) -> Result<()> {
        request.authorize(&format!("{REST_TOKEN_SCHEME}{}", tokens.access.expose_secret()))
    }

    /// A session that is over needs no end.
    fn revocation(&self, tokens: &TokenSet, now: DateTime<Utc>) -> Result<Option<ApiRequest>> {
        if tokens.expires_at <= now {
            return Ok(None);
        }
        let url = self.session_url.clone();
        let mut request =
            ApiRequest::new(label::SESSION_END, Effect::Replace, Method::DELETE, url).unsigned();
        self.sign(tokens, &mut request)?;
        Ok(Some(request))
    }
}
