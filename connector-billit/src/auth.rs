//! Login at Billit: the browser, the code, and refresh tokens that work once.
//!
//! The stack of the core stores new tokens before their first use and lets one process at a time renew
//! them. What is Billit's own here: requests for tokens are JSON, and a login can be ended.

use std::collections::BTreeMap;
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
use crate::config::{Checked, LoginKeys};

const SLOT: &str = "main";

/// Buys tokens with codes and refresh tokens.
pub(crate) struct BillitLogin {
    token_url: Url,
    revoke_url: Url,
    page: LoginPage,
    client_id: String,
    client_secret: SecretString,
    configured: ConfiguredToken,
}

impl BillitLogin {
    pub(crate) fn new(config: &Checked, keys: &LoginKeys) -> Result<Self> {
        let join = |root: &Url, path: &str| {
            root.join(path).map_err(|error| {
                Error::new(ErrorKind::Config, "the host cannot have a path")
                    .with_connector(ID)
                    .with_source(error)
            })
        };
        let page = join(&config.login_root, "Account/Logon")?;
        Ok(Self {
            token_url: join(&config.api_root, "OAuth2/token")?,
            revoke_url: join(&config.api_root, "OAuth2/revoke")?,
            page: LoginPage::new(page, &keys.client_id, &keys.redirect_uri)
                .without("response_type"),
            client_id: keys.client_id.clone(),
            client_secret: keys.client_secret.clone(),
            configured: ConfiguredToken::new(ID, SLOT, keys.refresh_token.clone()),
        })
    }

    /// To be called once before the first call and before a login.
    pub(crate) async fn prepare(&self, runtime: &Runtime) -> Result<()> {
        self.configured.prepare(runtime).await
    }

    /// Source: the vendor's page on OAuth: what proves the application is in the body.
    fn token_request(&self, effect: Effect, fields: &[(&str, &str)]) -> Result<ApiRequest> {
        let own = [
            ("client_id", self.client_id.as_str()),
            ("client_secret", self.client_secret.expose_secret()),
        ];
        let body: BTreeMap<&str, &str> = fields.iter().copied().chain(own).collect();
        let request = ApiRequest::new(label::TOKEN, effect, Method::POST, self.token_url.clone());
        Ok(request.json(&body)?.unsigned())
    }
}

impl fmt::Debug for BillitLogin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BillitLogin")
    }
}

impl TokenGrant for BillitLogin {
    fn slot(&self) -> &'static str {
        SLOT
    }

    /// Source: the vendor's page on OAuth: an access token lives an hour; each refresh token works once
    /// and does not die of age.
    fn policy(&self) -> TokenPolicy {
        let mut policy = TokenPolicy::new();
        policy.renew_before = Duration::from_secs(5 * 60);
        policy.default_life = Duration::from_secs(3_600);
        policy.single_use_refresh = true;
        policy.repeats_creates = false;
        policy
    }

    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let Some(refresh) = self.configured.refresh_token(stored) else {
            return Err(Error::new(ErrorKind::Unauthenticated, "nobody logged in yet")
                .with_connector(ID)
                .with_label(label::TOKEN)
                .with_message(Message::new("billit-inloggen")));
        };
        let fields = [("grant_type", "refresh_token"), ("refresh_token", refresh.expose_secret())];
        self.token_request(Effect::Read, &fields)
    }

    fn read(&self, answer: &ApiResponse, now: DateTime<Utc>) -> Result<TokenSet> {
        Ok(self.configured.marked(read_token_answer(answer, now, self.policy())?))
    }

    fn login_page(&self) -> Option<LoginPage> {
        Some(self.page.clone())
    }

    fn exchange(&self, code: &AuthorizationCode<'_>) -> Result<ApiRequest> {
        self.token_request(Effect::Create, &code.fields())
    }

    /// Best effort: the specification names the endpoint and no page describes it. It ends the login of a
    /// living access token; of a dead one there is nothing to show.
    fn revocation(&self, tokens: &TokenSet, now: DateTime<Utc>) -> Result<Option<ApiRequest>> {
        if tokens.expires_at <= now {
            return Ok(None);
        }
        let url = self.revoke_url.clone();
        let mut request = ApiRequest::new(label::REVOKE, Effect::Replace, Method::POST, url);
        request.authorize(&format!("Bearer {}", tokens.access.expose_secret()))?;
        Ok(Some(request))
    }
}

#[cfg(test)]
#[path = "auth_tests.rs"]
mod tests;
