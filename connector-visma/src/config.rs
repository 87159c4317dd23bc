//! Technical configuration: where Visma.net is and which keys open it.

mod audience;

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use simon_core::http::config::{self, key_problem, redirect_problem, time_problem, without_blanks};
use simon_core::{Error, Result};
use url::Url;

use crate::ID;
use crate::assumptions::{LOGIN_HOST, MAIN_HOST, ORDERS_HOST};
pub(crate) use audience::Audiences;

const CONFIGURATIE: &str = "visma-configuratie";
const USER_AGENT_MAX: usize = 100;

/// How tokens are got.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Login {
    /// The user logs in in a browser and chooses the company there (OAuth 2, code with PKCE).
    Interactive,
    /// The application asks for them itself, for a company that approved it (OAuth 2, client
    /// credentials).
    Service,
}

/// Where Visma.net is and which keys open it. `Debug` shows no key.
///
/// ```
/// # use connector_visma::{Login, VismaConfig};
/// let config = VismaConfig::interactive("client id", "client secret", "https://host.example/visma");
/// assert_eq!((config.login, config.base_url), (Some(Login::Interactive), None)); // the vendor's own hosts
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct VismaConfig {
    /// Root of the main API: scheme, host and port; none is the vendor's. Only that, or this machine:
    /// tokens travel there.
    #[serde(default)]
    pub base_url: Option<Url>,
    /// Likewise of the Sales Orders API.
    #[serde(default)]
    pub sales_order_url: Option<Url>,
    /// Likewise of Visma Connect, where the user logs in and tokens come from.
    #[serde(default)]
    pub auth_url: Option<Url>,
    /// How tokens are got; unless given, the keys tell: service tokens with a `tenant_id` and without a
    /// `redirect_uri`, else a login in the browser.
    #[serde(default)]
    pub login: Option<Login>,
    /// The same of the Sales Orders API, where it differs: its owner may have approved service access
    /// only.
    #[serde(default)]
    pub orders_login: Option<Login>,
    /// The application's id, as registered at Visma.
    pub client_id: String,
    /// The application's secret.
    #[serde(deserialize_with = "config::secret")]
    pub client_secret: SecretString,
    /// Where Visma sends the browser back to, exactly as registered. For a login in the browser.
    #[serde(default)]
    pub redirect_uri: Option<String>,
    /// The company's tenant id, a GUID; never that of the contract. For service tokens; a login in the
    /// browser then opens that company or none.
    #[serde(default)]
    pub tenant_id: Option<String>,
    /// The company's number, for a header that is left out without it.
    #[serde(default)]
    pub company_number: Option<u32>,
    /// Scopes of the main API, instead of those that belong to the login.
    #[serde(default)]
    pub main_scopes: Option<Vec<String>>,
    /// Scopes of the Sales Orders API, instead of those that belong to the login.
    #[serde(default)]
    pub orders_scopes: Option<Vec<String>>,
    /// A refresh token for the first start. Afterwards the token store has a newer one, which is used
    /// unless another token is configured here than before. Without one, the user logs in.
    #[serde(default, deserialize_with = "config::optional_secret")]
    pub refresh_token: Option<SecretString>,
    /// Product and version, by which the vendor knows who calls.
    #[serde(default = "default_user_agent")]
    pub user_agent: String,
    /// For a whole answer.
    #[serde(default = "default_timeout", deserialize_with = "config::seconds")]
    pub timeout: Duration,
    /// For the answer to creating a document or sending a PDF.
    #[serde(default = "default_create_timeout", deserialize_with = "config::seconds")]
    pub create_timeout: Duration,
}

/// A configuration that was checked.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    pub(crate) main_root: Url,
    pub(crate) orders_root: Url,
    pub(crate) login_root: Url,
    pub(crate) audiences: Audiences,
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
    pub(crate) redirect_uri: Option<String>,
    pub(crate) tenant_id: Option<String>,
    pub(crate) company_number: Option<u32>,
    pub(crate) refresh_token: Option<SecretString>,
    pub(crate) user_agent: String,
    pub(crate) timeout: Duration,
    pub(crate) create_timeout: Duration,
}

impl VismaConfig {
    /// A login in the browser for both interfaces.
    pub fn interactive(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Self {
        Self {
            redirect_uri: Some(redirect_uri.into()),
            ..Self::of(Login::Interactive, client_id.into(), client_secret.into())
        }
    }

    /// Service tokens for both interfaces, for one company.
    pub fn service(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        tenant_id: impl Into<String>,
    ) -> Self {
        Self {
            tenant_id: Some(tenant_id.into()),
            ..Self::of(Login::Service, client_id.into(), client_secret.into())
        }
    }

    fn of(login: Login, client_id: String, client_secret: String) -> Self {
        Self {
            base_url: None,
            sales_order_url: None,
            auth_url: None,
            login: Some(login),
            orders_login: None,
            client_id,
            client_secret: SecretString::from(client_secret),
            redirect_uri: None,
            tenant_id: None,
            company_number: None,
            main_scopes: None,
            orders_scopes: None,
            refresh_token: None,
            user_agent: default_user_agent(),
            timeout: default_timeout(),
            create_timeout: default_create_timeout(),
        }
    }

    /// Gets the tokens of the Sales Orders API otherwise, as service tokens of this company.
    #[must_use]
    pub fn with_service_orders(mut self, tenant_id: impl Into<String>) -> Self {
        self.orders_login = Some(Login::Service);
        self.tenant_id = Some(tenant_id.into());
        self
    }

    /// Points calls and login elsewhere, for example at a simulator.
    #[must_use]
    pub fn with_urls(mut self, base_url: Url, sales_order_url: Url, auth_url: Url) -> Self {
        self.base_url = Some(base_url);
        self.sales_order_url = Some(sales_order_url);
        self.auth_url = Some(auth_url);
        self
    }

    /// Sets the refresh token of the first start.
    #[must_use]
    pub fn with_refresh_token(mut self, refresh_token: impl Into<String>) -> Self {
        self.refresh_token = Some(SecretString::from(refresh_token.into()));
        self
    }

    /// Sets both time-outs: for reading, and for creating a document or sending a PDF.
    #[must_use]
    pub const fn with_timeouts(mut self, timeout: Duration, create_timeout: Duration) -> Self {
        self.timeout = timeout;
        self.create_timeout = create_timeout;
        self
    }

    /// The configuration checked as a whole, without the blanks that pasting brings along.
    pub(crate) fn checked(mut self) -> Result<Checked> {
        self.clean();
        let main_root = config::root(self.base_url.as_ref(), &https(MAIN_HOST));
        let orders_root = config::root(self.sales_order_url.as_ref(), &https(ORDERS_HOST));
        let login_root = config::root(self.auth_url.as_ref(), &https(LOGIN_HOST));
        config::without_problems(self.problems().into_iter().map(Some), CONFIGURATIE)
            .map_err(of_this)?;
        let logins = self.logins();
        let audiences = Audiences::new(logins, self.main_scopes, self.orders_scopes);
        Ok(Checked {
            main_root: main_root.map_err(of_this)?,
            orders_root: orders_root.map_err(of_this)?,
            login_root: login_root.map_err(of_this)?,
            audiences,
            client_id: self.client_id,
            client_secret: self.client_secret,
            redirect_uri: self.redirect_uri,
            tenant_id: self.tenant_id,
            company_number: self.company_number,
            refresh_token: self.refresh_token,
            user_agent: self.user_agent,
            timeout: self.timeout,
            create_timeout: self.create_timeout,
        })
    }

    /// Without blanks, and an empty one is none: a file may keep the line.
    fn clean(&mut self) {
        self.client_id.retain(|c| !c.is_whitespace());
        self.client_secret = without_blanks(&self.client_secret);
        let filled = |text: String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        self.redirect_uri = self.redirect_uri.take().and_then(filled);
        self.tenant_id =
            self.tenant_id.take().and_then(filled).map(|tenant| tenant.to_ascii_lowercase());
        self.user_agent = self.user_agent.trim().to_owned();
        self.refresh_token = self
            .refresh_token
            .as_ref()
            .map(without_blanks)
            .filter(|token| !token.expose_secret().is_empty());
    }

    fn problems(&self) -> Vec<String> {
        let roots = [
            ("base_url", &self.base_url, MAIN_HOST),
            ("sales_order_url", &self.sales_order_url, ORDERS_HOST),
            ("auth_url", &self.auth_url, LOGIN_HOST),
        ];
        let roots = roots
            .into_iter()
            .filter_map(|(name, url, host)| root_problem(name, url.as_ref()?, host));
        let scopes = [("main_scopes", &self.main_scopes), ("orders_scopes", &self.orders_scopes)];
        let scopes =
            scopes.into_iter().filter_map(|(name, scopes)| scopes_problem(name, scopes.as_ref()?));
        let refresh_token = self.refresh_token.as_ref();
        let others = [
            key_problem("client_id", &self.client_id),
            key_problem("client_secret", self.client_secret.expose_secret()),
            self.redirect_uri_problem(),
            self.tenant_id_problem(),
            refresh_token.and_then(|token| key_problem("refresh_token", token.expose_secret())),
            user_agent_problem(&self.user_agent),
            time_problem("timeout", self.timeout),
            time_problem("create_timeout", self.create_timeout),
        ];
        roots.chain(scopes).chain(others.into_iter().flatten()).collect()
    }

    /// Of the main API and of the Sales Orders API.
    fn logins(&self) -> (Login, Login) {
        let told = match (&self.tenant_id, &self.redirect_uri) {
            (Some(_), None) => Login::Service,
            _ => Login::Interactive,
        };
        let main = self.login.unwrap_or(told);
        (main, self.orders_login.unwrap_or(main))
    }

    fn uses(&self, login: Login) -> bool {
        let (main, orders) = self.logins();
        main == login || orders == login
    }

    fn redirect_uri_problem(&self) -> Option<String> {
        match &self.redirect_uri {
            Some(address) => redirect_problem("redirect_uri", address),
            None if self.uses(Login::Interactive) => {
                Some("redirect_uri is missing: a login in the browser comes back there".to_owned())
            }
            None => None,
        }
    }

    fn tenant_id_problem(&self) -> Option<String> {
        match &self.tenant_id {
            Some(tenant) if !is_guid(tenant) => Some("tenant_id is no GUID".to_owned()),
            None if self.uses(Login::Service) => {
                Some("tenant_id is missing: a service token is for one company".to_owned())
            }
            _ => None,
        }
    }
}

fn of_this(error: Error) -> Error {
    error.with_connector(ID)
}

fn https(host: &str) -> String {
    format!("https://{host}")
}

fn default_user_agent() -> String {
    format!("Simon/{}", env!("CARGO_PKG_VERSION"))
}

const fn default_timeout() -> Duration {
    Duration::from_secs(60)
}

const fn default_create_timeout() -> Duration {
    Duration::from_secs(120)
}

/// Tokens and keys travel to this host, so it is the vendor's own.
fn root_problem(name: &str, url: &Url, host: &str) -> Option<String> {
    let own = url.port().is_none() && url.host_str() == Some(host);
    let elsewhere = !own && !config::is_this_machine(url);
    config::root_problem(name, url)
        .or_else(|| elsewhere.then(|| format!("{name} must be https://{host}, or this machine")))
}

fn scopes_problem(name: &str, scopes: &[String]) -> Option<String> {
    let fits = |scope: &String| !scope.is_empty() && scope.chars().all(|c| c.is_ascii_graphic());
    (scopes.is_empty() || !scopes.iter().all(fits))
        .then(|| format!("{name} must be one or more scopes, without blanks in them"))
}

fn user_agent_problem(text: &str) -> Option<String> {
    let fits = (1..=USER_AGENT_MAX).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    (!fits).then(|| format!("user_agent must be 1 to {USER_AGENT_MAX} plain characters"))
}

/// Whether a text is the id of a tenant.
pub(crate) fn is_guid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12]
        && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
