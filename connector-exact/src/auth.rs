//! Login at Exact: the browser, the code, and refresh tokens that work once.
//!
//! The stack of the core stores new tokens before their first use and lets one process at a time
//! renew them. What is Exact's own here: the limits in time, and the refresh token of the
//! configuration. That one is for the first start and for a user who fills in another one later. To
//! tell these from a token that was used before, the stored refresh token carries the fingerprints of
//! all configured tokens that were taken into account so far, so that tokens and fingerprints are
//! written in one go: no crash can leave one without the other.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::Method;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use simon_core::host::{TokenRecord, TokenSet, TokenSwap};
use simon_core::http::{
    ApiRequest, ApiResponse, AuthorizationCode, Effect, LoginPage, Runtime, TokenGrant,
    TokenPolicy, read_token_answer,
};
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result, Retry};
use url::Url;

use crate::ID;
use crate::api::label;
use crate::config::ExactConfig;

const SLOT: &str = "main";
/// Most fingerprints that are kept.
const MOST_FINGERPRINTS: usize = 16;
/// Most tries to write against others that write too.
const MOST_SWAPS: u32 = 10;

/// Buys tokens with codes and refresh tokens.
pub(crate) struct ExactLogin {
    token_url: Url,
    page: LoginPage,
    client_id: String,
    client_secret: SecretString,
    configured: Option<Configured>,
    /// Fingerprints seen in the store: they go along with the next tokens.
    taken: Mutex<Vec<String>>,
}

struct Configured {
    token: SecretString,
    fingerprint: String,
}

impl ExactLogin {
    pub(crate) fn new(config: &ExactConfig) -> Result<Self> {
        let root = config.login_root()?;
        let join = |path| {
            root.join(path).map_err(|error| {
                Error::new(ErrorKind::Config, "the login host cannot have a path")
                    .with_connector(ID)
                    .with_source(error)
            })
        };
        // A session of another Exact user may be open in the browser: always ask who it is.
        let page =
            LoginPage::new(join("api/oauth2/auth")?, &config.client_id, &config.redirect_uri)
                .with("force_login", "1");
        Ok(Self {
            token_url: join("api/oauth2/token")?,
            page,
            client_id: config.client_id.clone(),
            client_secret: config.client_secret.clone(),
            configured: config
                .refresh_token
                .clone()
                .map(|token| Configured { fingerprint: fingerprint(token.expose_secret()), token }),
            taken: Mutex::default(),
        })
    }

    /// Sees to it that a newly configured refresh token is used from the next call on: the access token
    /// of the earlier login, which may open other books, is no longer used (G9). The earlier refresh
    /// token stays until the new one was good. To be called once before the first call and before a
    /// login.
    pub(crate) async fn prepare(&self, runtime: &Runtime) -> Result<()> {
        let mut record = runtime.tokens.load(&runtime.integration, SLOT).await?;
        for _ in 0..MOST_SWAPS {
            let Some(stored) = record.tokens.as_ref().map(Stored::read) else { return Ok(()) };
            self.remember(&stored.taken);
            let Some(tokens) = record.tokens.filter(|_| self.is_new(&stored.taken)) else {
                return Ok(());
            };
            if tokens.access.expose_secret().is_empty() {
                return Ok(());
            }
            let long_ago = DateTime::UNIX_EPOCH;
            let used_up = TokenSet::new(SecretString::from(""), long_ago, long_ago)
                .with_refresh(tokens.refresh);
            let mut next = TokenRecord::default();
            next.versie = record.versie;
            next.tokens = Some(used_up);
            match runtime.tokens.swap(&runtime.integration, SLOT, next).await? {
                TokenSwap::Stored(_) => return Ok(()),
                TokenSwap::Lost(held) => record = held,
            }
        }
        Err(Error::new(ErrorKind::Host, "the token store keeps changing")
            .with_connector(ID)
            .with_retry(Retry::Backoff))
    }

    /// Whether the configured token was never taken into account.
    fn is_new(&self, taken: &[String]) -> bool {
        self.configured.as_ref().is_some_and(|it| !taken.contains(&it.fingerprint))
    }

    fn remember(&self, taken: &[String]) {
        let mut known = self.taken();
        for fingerprint in taken {
            if !known.contains(fingerprint) {
                known.push(fingerprint.clone());
            }
        }
    }

    fn taken(&self) -> MutexGuard<'_, Vec<String>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A refresh token with the fingerprints known so far, our own as the newest.
    fn marked(&self, refresh: &SecretString) -> SecretString {
        let mut taken = self.taken().clone();
        if let Some(configured) = &self.configured {
            taken.retain(|known| *known != configured.fingerprint);
            taken.push(configured.fingerprint.clone());
        }
        let oldest = taken.len().saturating_sub(MOST_FINGERPRINTS);
        let kept = taken.into_iter().skip(oldest);
        let parts = [refresh.expose_secret().to_owned()].into_iter().chain(kept);
        SecretString::from(parts.collect::<Vec<_>>().join(" "))
    }

    fn token_request(&self, effect: Effect, fields: &[(&str, &str)]) -> ApiRequest {
        let mut form = fields.to_vec();
        form.push(("client_id", &self.client_id));
        form.push(("client_secret", self.client_secret.expose_secret()));
        ApiRequest::new(label::TOKEN, effect, Method::POST, self.token_url.clone())
            .form(&form)
            .unsigned()
    }
}

impl fmt::Debug for ExactLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ExactLogin")
    }
}

impl TokenGrant for ExactLogin {
    fn slot(&self) -> &'static str {
        SLOT
    }

    /// Source: token rules as quoted from the vendor in public clients, 2021 and later: an access
    /// token lives 600 s and is not renewed before 570 s; each refresh token works once.
    fn policy(&self) -> TokenPolicy {
        let mut policy = TokenPolicy::new();
        policy.min_age = Duration::from_secs(571);
        policy.renew_before = Duration::from_secs(29);
        policy.default_life = Duration::from_secs(600);
        policy.single_use_refresh = true;
        policy
    }

    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let stored = stored.map(Stored::read).unwrap_or_default();
        self.remember(&stored.taken);
        let configured = self.configured.as_ref().filter(|_| self.is_new(&stored.taken));
        let refresh = configured.map(|it| it.token.clone()).or(stored.refresh);
        let Some(refresh) = refresh else {
            return Err(Error::new(ErrorKind::Unauthenticated, "nobody logged in yet")
                .with_connector(ID)
                .with_label(label::TOKEN)
                .with_message(Message::new("exact-inloggen")));
        };
        let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh.expose_secret())];
        Ok(self.token_request(Effect::Read, &fields))
    }

    fn read(&self, answer: &ApiResponse, now: DateTime<Utc>) -> Result<TokenSet> {
        let tokens = read_token_answer(answer, now, self.policy())?;
        let refresh = tokens.refresh.as_ref().map(|refresh| self.marked(refresh));
        Ok(tokens.with_refresh(refresh))
    }

    fn login_page(&self) -> Option<LoginPage> {
        Some(self.page.clone())
    }

    fn exchange(&self, code: &AuthorizationCode<'_>) -> Result<ApiRequest> {
        Ok(self.token_request(Effect::Create, &code.fields()))
    }
}

/// What the store's refresh token holds: the token itself, then fingerprints, separated by blanks.
#[derive(Default)]
struct Stored {
    refresh: Option<SecretString>,
    taken: Vec<String>,
}

impl Stored {
    fn read(tokens: &TokenSet) -> Self {
        let text = tokens.refresh.as_ref().map(ExposeSecret::expose_secret).unwrap_or_default();
        let mut parts = text.split(' ');
        let refresh = parts.next().filter(|token| !token.is_empty());
        Self { refresh: refresh.map(SecretString::from), taken: parts.map(str::to_owned).collect() }
    }
}

/// Tells one configured token from another. 64 bits of a hash: the token cannot be computed back.
fn fingerprint(token: &str) -> String {
    let hash = Sha256::digest(["simon exact refresh token ", token].concat().as_bytes());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
#[path = "auth_tests.rs"]
mod tests;
