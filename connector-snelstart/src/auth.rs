//! Login with a koppelsleutel.

use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{DateTime, Utc};
use http::Method;
use secrecy::{ExposeSecret, SecretString};
use simon_core::Result;
use simon_core::host::TokenSet;
use simon_core::http::{ApiRequest, ApiResponse, Effect, TokenGrant, read_token_answer};
use url::Url;

use crate::api::label;

/// Buys tokens with the koppelsleutel. There is no refresh token: each purchase shows the key again.
pub(crate) struct Koppelsleutel {
    token_url: Url,
    key: SecretString,
}

impl Koppelsleutel {
    pub(crate) const fn new(token_url: Url, key: SecretString) -> Self {
        Self { token_url, key }
    }

    /// Tells tokens of this key from those of another one. It is kept in the place of the refresh
    /// token, which SnelStart does not have. The key cannot be computed back from these 64 bits.
    pub(crate) fn fingerprint(&self) -> String {
        self.hash_for("token")
    }

    /// Tells settings that were saved with this key from those of another one. It stands in the
    /// host's store, so it is another number than the fingerprint.
    pub(crate) fn mark(&self) -> String {
        self.hash_for("settings")
    }

    fn hash_for(&self, purpose: &str) -> String {
        let mut hasher = DefaultHasher::new();
        (purpose, self.key.expose_secret()).hash(&mut hasher);
        format!("{:016x}", hasher.finish())
    }
}

impl fmt::Debug for Koppelsleutel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Koppelsleutel")
    }
}

impl TokenGrant for Koppelsleutel {
    fn request(&self, _stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let fields = [("grant_type", "clientkey"), ("clientkey", self.key.expose_secret())];
        let request =
            ApiRequest::new(label::TOKEN, Effect::Read, Method::POST, self.token_url.clone());
        Ok(request.form(&fields).unsigned())
    }

    fn read(&self, answer: &ApiResponse, now: DateTime<Utc>) -> Result<TokenSet> {
        let tokens = read_token_answer(answer, now, self.policy())?;
        Ok(tokens.with_refresh(Some(SecretString::from(self.fingerprint()))))
    }

    fn accepts(&self, stored: &TokenSet) -> bool {
        let bought_with = stored.refresh.as_ref().map(ExposeSecret::expose_secret);
        bought_with == Some(self.fingerprint().as_str())
    }
}
