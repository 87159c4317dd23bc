//! Authorization: signs requests, and renews the tokens once when the vendor refuses them.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use secrecy::ExposeSecret;

use crate::error::{Error, ErrorKind, Result};
use crate::host::TokenSet;

use super::client::{Failure, Shared};
use super::login::Login;
use super::rate_limit::RateLimitLayer;
use super::{ApiRequest, ApiResponse, AuthorizationCode, Effect, LoginPage};

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
    /// Each refresh token buys one set: a token request of which the outcome is unknown is not
    /// repeated within the same call, and nobody else tries before its lease ends (P1). Then one
    /// process tries the token once more: if the vendor never saw the first request, that saves the
    /// user a login; if it did, the tokens of that answer are lost, the vendor refuses, and all
    /// processes say so without asking it again.
    pub single_use_refresh: bool,
    /// Whether a create of which the vendor refused the token is sent again with a new one. Where not,
    /// it ends in an unknown outcome and is looked up first (C22), also when there is no new token.
    pub repeats_creates: bool,
}

impl TokenPolicy {
    /// Renew 60 seconds early, at any age; an hour when the answer does not tell.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            renew_before: Duration::from_secs(60),
            min_age: Duration::ZERO,
            default_life: Duration::from_secs(3600),
            single_use_refresh: false,
            repeats_creates: true,
        }
    }
}

impl Default for TokenPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// How a connector buys tokens and signs requests.
pub trait TokenGrant: fmt::Debug + Send + Sync {
    /// The slot of the token store.
    fn slot(&self) -> &'static str {
        "main"
    }

    /// When tokens are renewed.
    fn policy(&self) -> TokenPolicy {
        TokenPolicy::new()
    }

    /// The request that buys tokens, from those stored if any. It is sent unsigned and counts as a
    /// read; the call budget does not count it, because token endpoints have limits of their own.
    ///
    /// # Errors
    /// `Unauthenticated` when there is nothing to buy them with: the user has to log in.
    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest>;

    /// Reads the answer; usually [`read_token_answer`](super::read_token_answer). When it has no
    /// refresh token the old one is kept.
    ///
    /// # Errors
    /// `Decode` when it is no token answer.
    fn read(&self, answer: &ApiResponse, now: DateTime<Utc>) -> Result<TokenSet> {
        super::read_token_answer(answer, now, self.policy())
    }

    /// Where the user logs in (A3); none for a vendor with keys.
    fn login_page(&self) -> Option<LoginPage> {
        None
    }

    /// The slot of the token store in which a login that was begun is kept.
    fn login_slot(&self) -> &'static str {
        "login"
    }

    /// The request that exchanges the code of a login for tokens; its answer is [`read`](Self::read)
    /// too. It is sent once, unsigned, and not counted.
    ///
    /// # Errors
    /// `Unsupported` without a [`login_page`](Self::login_page).
    fn exchange(&self, code: &AuthorizationCode<'_>) -> Result<ApiRequest> {
        let _ = code;
        Err(Error::unsupported("login.exchange"))
    }

    /// Whether stored tokens were bought with these credentials. Others are as good as none: a token
    /// outlives the key that bought it, and might open another administration (G9).
    fn accepts(&self, stored: &TokenSet) -> bool {
        let _ = stored;
        true
    }

    /// Puts the token on a request: as a bearer, unless a vendor wants it otherwise.
    ///
    /// # Errors
    /// `Unexpected` when the token cannot be a header. Any error keeps the request from being sent.
    fn sign(&self, tokens: &TokenSet, request: &mut ApiRequest) -> Result<()> {
        request.authorize(&format!("Bearer {}", tokens.access.expose_secret()))
    }

    /// The request that ends tokens at the vendor when the user disconnects (A7); none where the vendor
    /// cannot, or where they have nothing to end by now. It is sent once, as it is; its path is traced,
    /// so no token is in it.
    ///
    /// # Errors
    /// `Unexpected` when it cannot be written.
    fn revocation(&self, tokens: &TokenSet, now: DateTime<Utc>) -> Result<Option<ApiRequest>> {
        let _ = (tokens, now);
        Ok(None)
    }
}

pub(super) struct AuthLayer {
    login: Option<Login>,
    next: RateLimitLayer,
}

impl AuthLayer {
    pub(super) fn new(shared: Arc<Shared>, grant: Option<Arc<dyn TokenGrant>>) -> Self {
        let login = grant.map(|grant| Login::new(Arc::clone(&shared), grant));
        Self { login, next: RateLimitLayer::new(shared) }
    }

    pub(super) async fn forget_tokens(&self) -> Result<()> {
        match &self.login {
            Some(login) => login.forget().await,
            None => Ok(()),
        }
    }

    pub(super) async fn disconnect(&self) -> Result<()> {
        match &self.login {
            Some(login) => login.disconnect().await,
            None => Ok(()),
        }
    }

    pub(super) async fn login_url(&self) -> Result<String> {
        match &self.login {
            Some(login) => login.url().await,
            None => Err(Error::unsupported("login.url")),
        }
    }

    pub(super) async fn check_login(&self, redirect: &str) -> Result<()> {
        match &self.login {
            Some(login) => login.check(redirect).await,
            None => Err(Error::unsupported("login.exchange")),
        }
    }

    pub(super) async fn log_in(&self, redirect: &str) -> Result<()> {
        match &self.login {
            Some(login) => login.finish(redirect).await,
            None => Err(Error::unsupported("login.exchange")),
        }
    }

    pub(super) async fn send(&self, request: &ApiRequest) -> Result<ApiResponse, Failure> {
        match &self.login {
            Some(login) if request.signed => self.send_signed(login, request).await,
            _ => self.next.send(request).await,
        }
    }

    async fn send_signed(
        &self,
        login: &Login,
        request: &ApiRequest,
    ) -> Result<ApiResponse, Failure> {
        let tokens = login.tokens.current().await?;
        let refused = match self.next.send(&login.sign(request, &tokens)?).await {
            Err(failure) if failure.error.kind() == ErrorKind::Unauthenticated => failure,
            outcome => return outcome,
        };
        let renewed = login.tokens.instead_of(&tokens).await;
        if request.effect == Effect::Create && !login.grant.policy().repeats_creates {
            // However the renewal went: the look-up that comes first meets its failure again.
            return Err(refused.with_unknown_outcome());
        }
        match renewed? {
            Some(tokens) => self.next.send(&login.sign(request, &tokens)?).await,
            None => Err(refused),
        }
    }
}

impl Login {
    fn sign(&self, request: &ApiRequest, tokens: &TokenSet) -> Result<ApiRequest> {
        let mut signed = request.clone();
        self.grant.sign(tokens, &mut signed)?;
        Ok(signed)
    }
}
