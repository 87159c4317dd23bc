//! Login at Exact: the browser, the code, and refresh tokens that work once.
//!
//! The stack of the core stores new tokens before their first use and lets one process at a time
//! renew them. What is Exact's own here: the limits in time.

use std::fmt;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::Method;
use secrecy::{ExposeSecret, SecretString};
use simon_core::host::TokenSet;
use simon_core::http::{
    ApiRequest, ApiResponse, AuthorizationCode, ConfiguredToken, Effect, LoginPage, Runtime,
    TokenGrant, TokenPolicy, read_token_answer,
};
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result};
use url::Url;

use crate::ID;
use crate::api::label;
use crate::config::ExactConfig;

const SLOT: &str = "main";

/// Buys tokens with codes and refresh tokens.
pub(crate) struct ExactLogin {
    token_url: Url,
    page: LoginPage,
    client_id: String,
    client_secret: SecretString,
    configured: ConfiguredToken,
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
            configured: ConfiguredToken::new(ID, SLOT, config.refresh_token.clone()),
        })
    }

    /// To be called once before the first call and before a login.
    pub(crate) async fn prepare(&self, runtime: &Runtime) -> Result<()> {
        self.configured.prepare(runtime).await
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
        let refresh = self.configured.refresh_token(stored);
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
        Ok(self.configured.marked(read_token_answer(answer, now, self.policy())?))
    }

    fn login_page(&self) -> Option<LoginPage> {
        Some(self.page.clone())
    }

    fn exchange(&self, code: &AuthorizationCode<'_>) -> Result<ApiRequest> {
        Ok(self.token_request(Effect::Create, &code.fields()))
    }
}

#[cfg(test)]
#[path = "auth_tests.rs"]
mod tests;
