//! Technical configuration: where Billit is and which keys open it.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use simon_core::http::config::{self, key_problem, redirect_problem, time_problem};
use simon_core::{Error, ErrorKind, Result};
use url::Url;

use crate::ID;

/// Source: the vendor's page on its two environments, which share nothing.
const PRODUCTION: Hosts = Hosts { api: "api.billit.be", login: "my.billit.be" };
const SANDBOX: Hosts = Hosts { api: "api.sandbox.billit.be", login: "my.sandbox.billit.be" };

const CONFIGURATIE: &str = "billit-configuratie";
const LOGIN_NAMES: [&str; 3] = ["client_id", "client_secret", "redirect_uri"];
const API_KEY: &str = "api_key";

struct Hosts {
    api: &'static str,
    login: &'static str,
}

/// Where Billit is and which keys open it: the keys of an application, with which users log in, or the
/// API key of one user. The vendor allows an API key only to who automates an administration of its own.
/// `Debug` shows no key.
///
/// ```
/// # use connector_billit::BillitConfig;
/// let config = BillitConfig::with_login("client id", "client secret", "https://host.example/billit");
/// assert!(!config.sandbox && config.base_url.is_none()); // the production host
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct BillitConfig {
    /// Whether it is the vendor's sandbox, which has keys and companies of its own.
    #[serde(default)]
    pub sandbox: bool,
    /// Root of the API: scheme, host and port; none is the vendor's. Only its own host or this machine:
    /// keys travel there.
    #[serde(default)]
    pub base_url: Option<Url>,
    /// Root of the login pages, likewise; with a `base_url` and none here it is that of the API.
    #[serde(default)]
    pub auth_url: Option<Url>,
    /// The application's id, as registered at Billit.
    #[serde(default)]
    pub client_id: Option<String>,
    /// The application's secret.
    #[serde(default, deserialize_with = "config::optional_secret")]
    pub client_secret: Option<SecretString>,
    /// Where Billit sends the browser back to, exactly as registered.
    #[serde(default)]
    pub redirect_uri: Option<String>,
    /// A refresh token for the first start. Afterwards the token store has a newer one. Without one, the
    /// user logs in.
    #[serde(default, deserialize_with = "config::optional_secret")]
    pub refresh_token: Option<SecretString>,
    /// API key of a user, instead of the keys of an application.
    #[serde(default, deserialize_with = "config::optional_secret")]
    pub api_key: Option<SecretString>,
    /// The company (`PartyID`), where the keys open several and the user need not choose.
    #[serde(default)]
    pub party_id: Option<u32>,
    /// For a whole answer.
    #[serde(default = "default_timeout", deserialize_with = "config::seconds")]
    pub timeout: Duration,
    /// For the answer to creating an invoice, with its PDFs.
    #[serde(default = "default_create_timeout", deserialize_with = "config::seconds")]
    pub create_timeout: Duration,
}

/// The keys of an application.
#[derive(Debug, Clone)]
pub(crate) struct LoginKeys {
    pub(crate) client_id: String,
    pub(crate) client_secret: SecretString,
    pub(crate) redirect_uri: String,
    pub(crate) refresh_token: Option<SecretString>,
}

/// What opens Billit.
#[derive(Debug, Clone)]
pub(crate) enum Keys {
    Login(LoginKeys),
    ApiKey(SecretString),
}

/// A configuration that was checked.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    pub(crate) api_root: Url,
    pub(crate) login_root: Url,
    pub(crate) keys: Keys,
    pub(crate) party_id: Option<u32>,
    pub(crate) timeout: Duration,
    pub(crate) create_timeout: Duration,
}

impl BillitConfig {
    /// Production with the keys of an application, with which users log in.
    pub fn with_login(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Self {
        Self {
            client_id: Some(client_id.into()),
            client_secret: Some(SecretString::from(client_secret.into())),
            redirect_uri: Some(redirect_uri.into()),
            ..Self::empty()
        }
    }

    /// Production with the API key of a user, for an administration of one's own.
    pub fn with_api_key(api_key: impl Into<String>) -> Self {
        Self { api_key: Some(SecretString::from(api_key.into())), ..Self::empty() }
    }

    const fn empty() -> Self {
        Self {
            sandbox: false,
            base_url: None,
            auth_url: None,
            client_id: None,
            client_secret: None,
            redirect_uri: None,
            refresh_token: None,
            api_key: None,
            party_id: None,
            timeout: default_timeout(),
            create_timeout: default_create_timeout(),
        }
    }

    /// Uses the vendor's sandbox.
    #[must_use]
    pub const fn in_sandbox(mut self) -> Self {
        self.sandbox = true;
        self
    }

    /// Points calls and login elsewhere, for example at a simulator.
    #[must_use]
    pub fn with_urls(mut self, base_url: Url, auth_url: Url) -> Self {
        self.base_url = Some(base_url);
        self.auth_url = Some(auth_url);
        self
    }

    /// Sets the company.
    #[must_use]
    pub const fn with_party_id(mut self, party_id: u32) -> Self {
        self.party_id = Some(party_id);
        self
    }

    /// Sets the refresh token of the first start.
    #[must_use]
    pub fn with_refresh_token(mut self, refresh_token: impl Into<String>) -> Self {
        self.refresh_token = Some(SecretString::from(refresh_token.into()));
        self
    }

    /// Sets both time-outs: for reading, and for creating an invoice.
    #[must_use]
    pub const fn with_timeouts(mut self, timeout: Duration, create_timeout: Duration) -> Self {
        self.timeout = timeout;
        self.create_timeout = create_timeout;
        self
    }

    /// The configuration checked as a whole, without the blanks that pasting brings along.
    ///
    /// # Errors
    /// `Config` with every problem.
    pub(crate) fn checked(self) -> Result<Checked> {
        let mut problems = Vec::new();
        let keys = self.keys(&mut problems);
        let hosts = if self.sandbox { SANDBOX } else { PRODUCTION };
        problems.extend(self.base_url.as_ref().and_then(|url| root_problem("base_url", url)));
        problems.extend(self.auth_url.as_ref().and_then(|url| root_problem("auth_url", url)));
        problems.extend((self.party_id == Some(0)).then(|| "party_id is zero".to_owned()));
        problems.extend(time_problem("timeout", self.timeout));
        problems.extend(time_problem("create_timeout", self.create_timeout));
        config::without_problems(problems.into_iter().map(Some), CONFIGURATIE)
            .map_err(|error| error.with_connector(ID))?;
        // There are no keys without a problem.
        let keys = keys
            .ok_or_else(|| Error::new(ErrorKind::Config, "it cannot be used").with_connector(ID))?;
        let login = self.auth_url.as_ref().or(self.base_url.as_ref());
        Ok(Checked {
            api_root: config::root(self.base_url.as_ref(), &format!("https://{}", hosts.api))?,
            login_root: config::root(login, &format!("https://{}", hosts.login))?,
            keys,
            party_id: self.party_id,
            timeout: self.timeout,
            create_timeout: self.create_timeout,
        })
    }

    /// All keys of one kind and none of the other.
    fn keys(&self, problems: &mut Vec<String>) -> Option<Keys> {
        let api_key = given(self.api_key.as_ref());
        let secret = given(self.client_secret.as_ref());
        let client_id = filled(self.client_id.as_deref())
            .map(|id| id.chars().filter(|c| !c.is_whitespace()).collect::<String>());
        let redirect_uri = filled(self.redirect_uri.as_deref()).map(str::to_owned);
        let refresh_token = given(self.refresh_token.as_ref());
        let there = [client_id.is_some(), secret.is_some(), redirect_uri.is_some()];
        let of_login = there.contains(&true) || refresh_token.is_some();
        match (client_id, secret, redirect_uri, api_key) {
            (_, _, _, Some(_)) if of_login => {
                let both = "is for one of both: give client_id, client_secret and redirect_uri, or api_key";
                let names = LOGIN_NAMES.iter().chain(&[API_KEY]);
                problems.extend(names.map(|name| format!("{name} {both}")));
                None
            }
            (_, _, _, Some(key)) => {
                problems.extend(key_problem(API_KEY, key.expose_secret()));
                Some(Keys::ApiKey(key))
            }
            (Some(client_id), Some(client_secret), Some(redirect_uri), None) => {
                problems.extend(key_problem("client_id", &client_id));
                problems.extend(key_problem("client_secret", client_secret.expose_secret()));
                problems.extend(redirect_uri_problem(&redirect_uri));
                let token = refresh_token.as_ref();
                problems
                    .extend(token.and_then(|it| key_problem("refresh_token", it.expose_secret())));
                Some(Keys::Login(LoginKeys {
                    client_id,
                    client_secret,
                    redirect_uri,
                    refresh_token,
                }))
            }
            _ => {
                missing(of_login, there, problems);
                None
            }
        }
    }
}

fn missing(of_login: bool, there: [bool; 3], problems: &mut Vec<String>) {
    if !of_login {
        let none = "is missing: give client_id, client_secret and redirect_uri, or api_key";
        let names = LOGIN_NAMES.iter().chain(&[API_KEY]);
        problems.extend(names.map(|name| format!("{name} {none}")));
        return;
    }
    let absent = LOGIN_NAMES.iter().zip(there).filter(|(_, there)| !there);
    problems.extend(absent.map(|(name, _)| format!("{name} is missing")));
}

const fn default_timeout() -> Duration {
    Duration::from_secs(60)
}

/// Reading the customer before, and the invoice afterwards, fits in what is declared for a create.
const fn default_create_timeout() -> Duration {
    Duration::from_secs(90)
}

/// An empty one is none: a file may keep the line.
fn given(secret: Option<&SecretString>) -> Option<SecretString> {
    secret.map(config::without_blanks).filter(|secret| !secret.expose_secret().is_empty())
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

/// Source: the vendor's page on OAuth: parameters of one's own are refused.
fn redirect_uri_problem(uri: &str) -> Option<String> {
    redirect_problem("redirect_uri", uri).or_else(|| {
        let query = Url::parse(uri).is_ok_and(|url| url.query().is_some());
        query.then(|| "redirect_uri must have no parameters".to_owned())
    })
}

/// The keys travel to this host, so it is one of Billit's own.
fn root_problem(name: &str, url: &Url) -> Option<String> {
    let hosts = [PRODUCTION.api, PRODUCTION.login, SANDBOX.api, SANDBOX.login];
    let own = url.port().is_none() && url.host_str().is_some_and(|host| hosts.contains(&host));
    let elsewhere = !own && !config::is_this_machine(url);
    config::root_problem(name, url)
        .or_else(|| elsewhere.then(|| format!("{name} must be a host of Billit, or this machine")))
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
