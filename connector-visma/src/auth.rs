//! Tokens of Visma Connect: a login in the browser with refresh tokens, or service tokens of a company.
//!
//! The stack of the core stores new tokens before their first use and lets one process at a time renew
//! them. What is Visma's own here: one login can serve both interfaces, and a token opens one company
//! whatever a request asks for. So a request that names its books is signed with a token of these only
//! (G9).

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::{DateTime, Utc};
use http::Method;
use secrecy::{ExposeSecret, SecretString};
use simon_core::host::TokenSet;
use simon_core::http::{
    ApiRequest, ApiResponse, AuthorizationCode, ConfiguredToken, Effect, LoginPage, TokenGrant,
    TokenPolicy, read_token_answer,
};
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result};
use url::Url;

use crate::assumptions::{LOGIN_NAMES_TENANT, TOKEN_LIFE, TOKEN_MARGIN};
use crate::config::{Checked, Login, is_guid};
use crate::wire::Claims;
use crate::{ID, label};

/// The slot of the main API's tokens, and of the Sales Orders API's when one login serves both.
const MAIN: &str = "main";
/// The slot of the Sales Orders API's own tokens.
const ORDERS: &str = "orders";

/// Buys the tokens of one slot.
pub(crate) struct VismaGrant {
    slot: &'static str,
    token_url: Url,
    revocation_url: Url,
    client_id: String,
    client_secret: SecretString,
    tenant: Option<String>,
    way: Way,
    configured: ConfiguredToken,
    /// The company of the token that signed last, as far as it tells.
    signed: Mutex<Option<String>>,
}

/// How tokens are bought.
enum Way {
    Browser(Box<LoginPage>),
    /// With these scopes.
    Service(String),
}

/// The grants of both interfaces: the same one when one login serves both.
pub(crate) fn grants(config: &Checked) -> Result<(Arc<VismaGrant>, Arc<VismaGrant>)> {
    let (main, orders) = (&config.audiences.main, &config.audiences.orders);
    let grant_of = |slot, login, scopes: &[String]| {
        let way = match login {
            Login::Interactive => browser(config)?,
            Login::Service => Way::Service(scopes.join(" ")),
        };
        Ok::<_, Error>(Arc::new(VismaGrant::new(config, slot, way)?))
    };
    let first = grant_of(MAIN, main.login, &main.scopes)?;
    if (main.login, orders.login) == (Login::Interactive, Login::Interactive) {
        return Ok((Arc::clone(&first), first));
    }
    Ok((first, grant_of(ORDERS, orders.login, &orders.scopes)?))
}

fn browser(config: &Checked) -> Result<Way> {
    let address = config.redirect_uri.as_deref().unwrap_or_default();
    let url = joined(config, "connect/authorize")?;
    let page = LoginPage::new(url, &config.client_id, address);
    let page = page.with_scopes(&config.audiences.login_scopes()).with_pkce();
    Ok(Way::Browser(Box::new(page)))
}

fn joined(config: &Checked, path: &str) -> Result<Url> {
    config.login_root.join(path).map_err(|error| {
        Error::new(ErrorKind::Config, "the login host cannot have a path")
            .with_connector(ID)
            .with_source(error)
    })
}

impl VismaGrant {
    fn new(config: &Checked, slot: &'static str, way: Way) -> Result<Self> {
        Ok(Self {
            slot,
            token_url: joined(config, "connect/token")?,
            revocation_url: joined(config, "connect/revocation")?,
            client_id: config.client_id.clone(),
            client_secret: config.client_secret.clone(),
            tenant: config.tenant_id.clone(),
            configured: ConfiguredToken::new(
                ID,
                slot,
                config.refresh_token.clone().filter(|_| matches!(way, Way::Browser(_))),
            ),
            way,
            signed: Mutex::default(),
        })
    }

    /// Whether the user logs in in a browser for these tokens.
    pub(crate) const fn is_browser(&self) -> bool {
        matches!(self.way, Way::Browser(_))
    }

    /// The company of the token that signed last; none when it does not tell.
    pub(crate) fn signed(&self) -> Option<String> {
        self.signed.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The company of service tokens.
    fn service_company(&self) -> Option<&str> {
        self.tenant.as_deref().filter(|_| !self.is_browser())
    }

    /// The company that tokens open: as they say, and service tokens open what was asked for.
    fn tenant_of(&self, tokens: &TokenSet) -> Option<String> {
        let said = Claims::of_token(tokens.access.expose_secret()).and_then(|it| it.tenant());
        said.or_else(|| self.service_company().map(str::to_owned))
    }

    fn token_request(&self, effect: Effect, fields: &[(&str, &str)]) -> ApiRequest {
        let form = self.with_application(fields);
        ApiRequest::new(label::TOKEN, effect, Method::POST, self.token_url.clone())
            .form(&form)
            .unsigned()
    }

    fn with_application<'a>(&'a self, fields: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
        let mut form = fields.to_vec();
        form.push(("client_id", &self.client_id));
        form.push(("client_secret", self.client_secret.expose_secret()));
        form
    }

    /// The company that a login in the browser names, where that is wanted.
    fn named_tenant(&self) -> Option<(&'static str, &str)> {
        let tenant = self.tenant.as_deref().filter(|_| LOGIN_NAMES_TENANT)?;
        Some(("tenant_id", tenant))
    }

    fn by_refresh_token(&self, stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let Some(refresh) = self.configured.refresh_token(stored) else {
            return Err(Error::new(ErrorKind::Unauthenticated, "nobody logged in yet")
                .with_connector(ID)
                .with_label(label::TOKEN)
                .with_message(Message::new("visma-inloggen")));
        };
        let mut fields =
            vec![("grant_type", "refresh_token"), ("refresh_token", refresh.expose_secret())];
        fields.extend(self.named_tenant());
        Ok(self.token_request(Effect::Read, &fields))
    }
}

/// Without keys (F6).
impl fmt::Debug for VismaGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VismaGrant({})", self.slot)
    }
}

impl TokenGrant for VismaGrant {
    fn slot(&self) -> &'static str {
        self.slot
    }

    /// Refresh tokens rotate, so each is taken to work once. A refused token is renewed once, whatever its
    /// age: a company or scopes that do not fit are answered like one that died.
    fn policy(&self) -> TokenPolicy {
        let mut policy = TokenPolicy::new();
        policy.renew_before = TOKEN_MARGIN;
        policy.default_life = TOKEN_LIFE;
        policy.single_use_refresh = self.is_browser();
        policy.repeats_creates = false;
        policy
    }

    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let Way::Service(scopes) = &self.way else { return self.by_refresh_token(stored) };
        let fields = [
            ("grant_type", "client_credentials"),
            ("scope", scopes),
            ("tenant_id", self.tenant.as_deref().unwrap_or_default()),
        ];
        Ok(self.token_request(Effect::Read, &fields))
    }

    fn read(&self, answer: &ApiResponse, now: DateTime<Utc>) -> Result<TokenSet> {
        Ok(self.configured.marked(read_token_answer(answer, now, self.policy())?))
    }

    fn login_page(&self) -> Option<LoginPage> {
        match &self.way {
            Way::Browser(page) => Some(LoginPage::clone(page)),
            Way::Service(_) => None,
        }
    }

    fn exchange(&self, code: &AuthorizationCode<'_>) -> Result<ApiRequest> {
        let mut fields = code.fields();
        fields.extend(self.named_tenant());
        Ok(self.token_request(Effect::Create, &fields))
    }

    /// Not those of the login before a newly configured refresh token, nor service tokens of another
    /// company than the configured one.
    fn accepts(&self, stored: &TokenSet) -> bool {
        match self.way {
            Way::Browser(_) => self.configured.accepts(stored),
            Way::Service(_) => self.tenant_of(stored) == self.tenant,
        }
    }

    fn sign(&self, tokens: &TokenSet, request: &mut ApiRequest) -> Result<()> {
        let tenant = self.tenant_of(tokens);
        let asked = request.administratie().filter(|books| is_guid(books));
        let opens_another = |wanted: &str| tenant.as_deref().is_some_and(|opened| opened != wanted);
        if asked.is_some_and(opens_another) || self.tenant.as_deref().is_some_and(opens_another) {
            return Err(other_company());
        }
        *self.signed.lock().unwrap_or_else(PoisonError::into_inner) = tenant;
        request.authorize(&format!("Bearer {}", tokens.access.expose_secret()))
    }

    /// The refresh token, with which the login ends. Service tokens die by themselves.
    fn revocation(&self, tokens: &TokenSet, _: DateTime<Utc>) -> Result<Option<ApiRequest>> {
        let Some(refresh) = ConfiguredToken::stored(tokens).filter(|_| self.is_browser()) else {
            return Ok(None);
        };
        let fields = [("token", refresh.expose_secret()), ("token_type_hint", "refresh_token")];
        let form = self.with_application(&fields);
        let url = self.revocation_url.clone();
        let request = ApiRequest::new(label::REVOCATION, Effect::Replace, Method::POST, url);
        Ok(Some(request.form(&form).unsigned()))
    }
}

/// The login opens another company than a request is for. Nothing was sent.
pub(crate) fn other_company() -> Error {
    Error::new(ErrorKind::PermissionDenied, "the token opens another company")
        .with_connector(ID)
        .with_label(label::TOKEN)
        .with_message(Message::new("visma-ander-bedrijf"))
}

#[cfg(test)]
#[path = "auth_tests.rs"]
mod tests;
