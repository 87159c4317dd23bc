//! Technical configuration: where e-Boekhouden is and which keys open it.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use simon_core::http::config::{self, key_problem, time_problem};
use simon_core::{Error, ErrorKind, Result};
use url::Url;

use crate::ID;

/// Source: the vendor's manual of the SOAP interface.
const SOAP_HOST: &str = "soap.e-boekhouden.nl";
/// Source: the vendor's manual: longest user name, security code and source.
const USERNAME_MAX: usize = 55;
const CODE_MAX: usize = 50;
const SOAP_SOURCE_MAX: usize = 15;
/// Source: the vendor's OpenAPI: `^[\w_ ]{1,10}$`.
const REST_SOURCE_MAX: usize = 10;

const CONFIGURATIE: &str = "eboekhouden-configuratie";
const SOAP_NAMES: [&str; 3] = ["username", "security_code_1", "security_code_2"];
const TOKEN: &str = "api_token";

/// Where the account is registered; only the REST interface tells them apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Land {
    /// The Netherlands.
    #[default]
    Nl,
    /// Belgium.
    Be,
}

impl Land {
    const fn host(self) -> &'static str {
        match self {
            Self::Nl => "api.e-boekhouden.nl",
            Self::Be => "api.e-boekhouden.be",
        }
    }
}

/// Where e-Boekhouden is and which keys open it: a user name with two security codes, or an API token.
/// They decide which of the two interfaces is used. `Debug` shows no key.
///
/// ```
/// # use connector_eboekhouden::EboekhoudenConfig;
/// let config = EboekhoudenConfig::with_token("token");
/// assert_eq!(config.base_url, None); // the vendor's own host
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EboekhoudenConfig {
    /// Scheme, host and port; none is the vendor's host. Only that, or this machine: keys travel there.
    #[serde(default)]
    pub base_url: Option<Url>,
    /// Where the account is registered. REST only.
    #[serde(default)]
    pub land: Land,
    /// User name (SOAP). `Debug` does not show it either: it may be a person's.
    #[serde(default, deserialize_with = "config::optional_secret")]
    pub username: Option<SecretString>,
    /// Beveiligingscode 1 (SOAP). It changes with the user's password.
    #[serde(default, deserialize_with = "config::optional_secret")]
    pub security_code_1: Option<SecretString>,
    /// Beveiligingscode 2 (SOAP).
    #[serde(default, deserialize_with = "config::optional_secret")]
    pub security_code_2: Option<SecretString>,
    /// API token (REST).
    #[serde(default, deserialize_with = "config::optional_secret")]
    pub api_token: Option<SecretString>,
    /// By which name the vendor's support knows who calls.
    #[serde(default = "default_source")]
    pub source: String,
    /// For a whole answer.
    #[serde(default = "default_timeout", deserialize_with = "config::seconds")]
    pub timeout: Duration,
    /// For the answer to creating an invoice.
    #[serde(default = "default_create_timeout", deserialize_with = "config::seconds")]
    pub create_timeout: Duration,
}

/// The keys of the SOAP interface.
#[derive(Debug, Clone)]
pub(crate) struct SoapKeys {
    pub(crate) username: SecretString,
    pub(crate) security_code_1: SecretString,
    pub(crate) security_code_2: SecretString,
}

/// Which interface the keys open.
#[derive(Debug, Clone)]
pub(crate) enum Interface {
    Soap(SoapKeys),
    Rest(SecretString),
}

/// A configuration that was checked.
#[derive(Debug, Clone)]
pub(crate) struct Checked {
    pub(crate) root: Url,
    pub(crate) interface: Interface,
    pub(crate) source: String,
    pub(crate) timeout: Duration,
    pub(crate) create_timeout: Duration,
}

impl EboekhoudenConfig {
    /// The SOAP interface with a user name and both security codes.
    pub fn with_codes(
        username: impl Into<String>,
        security_code_1: impl Into<String>,
        security_code_2: impl Into<String>,
    ) -> Self {
        Self {
            username: Some(SecretString::from(username.into())),
            security_code_1: Some(SecretString::from(security_code_1.into())),
            security_code_2: Some(SecretString::from(security_code_2.into())),
            ..Self::empty()
        }
    }

    /// The REST interface with an API token.
    pub fn with_token(api_token: impl Into<String>) -> Self {
        Self { api_token: Some(SecretString::from(api_token.into())), ..Self::empty() }
    }

    fn empty() -> Self {
        Self {
            base_url: None,
            land: Land::default(),
            username: None,
            security_code_1: None,
            security_code_2: None,
            api_token: None,
            source: default_source(),
            timeout: default_timeout(),
            create_timeout: default_create_timeout(),
        }
    }

    /// Points calls elsewhere, for example at a simulator.
    #[must_use]
    pub fn with_base_url(mut self, base_url: Url) -> Self {
        self.base_url = Some(base_url);
        self
    }

    /// Sets the country.
    #[must_use]
    pub const fn with_land(mut self, land: Land) -> Self {
        self.land = land;
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
    pub(crate) fn checked(self) -> Result<Checked> {
        let mut problems = Vec::new();
        let interface = self.interface(&mut problems);
        let root = self.root(interface.as_ref(), &mut problems);
        self.check_source(interface.as_ref(), &mut problems);
        problems.extend(time_problem("timeout", self.timeout));
        problems.extend(time_problem("create_timeout", self.create_timeout));
        config::without_problems(problems.into_iter().map(Some), CONFIGURATIE)
            .map_err(|error| error.with_connector(ID))?;
        match (root, interface) {
            (Some(root), Some(interface)) => Ok(Checked {
                root,
                interface,
                source: self.source,
                timeout: self.timeout,
                create_timeout: self.create_timeout,
            }),
            // There is no root or interface without a problem.
            _ => Err(Error::new(ErrorKind::Config, "it cannot be used").with_connector(ID)),
        }
    }

    /// The interface that the keys open: all of one and none of the other.
    fn interface(&self, problems: &mut Vec<String>) -> Option<Interface> {
        let username = self.username.as_ref().map(|name| name.expose_secret().trim());
        let username = username.filter(|name| !name.is_empty()).map(SecretString::from);
        let codes = [&self.security_code_1, &self.security_code_2].map(|it| given(it.as_ref()));
        let token = given(self.api_token.as_ref());
        let of_soap = username.is_some() || codes.iter().any(Option::is_some);
        match (username, codes, token) {
            (_, _, Some(_)) if of_soap => {
                let both = "is for one of both interfaces: give username and codes, or api_token";
                problems
                    .extend(SOAP_NAMES.iter().chain(&[TOKEN]).map(|name| format!("{name} {both}")));
                None
            }
            (_, _, Some(token)) => {
                problems.extend(secret_problem("api_token", &token, usize::MAX));
                Some(Interface::Rest(token))
            }
            (Some(username), [Some(security_code_1), Some(security_code_2)], None) => {
                let name = username.expose_secret();
                if name.chars().count() > USERNAME_MAX || name.contains(char::is_control) {
                    problems.push("username is no user name".to_owned());
                }
                problems.extend(secret_problem("security_code_1", &security_code_1, CODE_MAX));
                problems.extend(secret_problem("security_code_2", &security_code_2, CODE_MAX));
                Some(Interface::Soap(SoapKeys { username, security_code_1, security_code_2 }))
            }
            (username, [code_1, code_2], None) => {
                let given = [username.is_some(), code_1.is_some(), code_2.is_some()];
                missing(of_soap, given, problems);
                None
            }
        }
    }

    fn root(&self, interface: Option<&Interface>, problems: &mut Vec<String>) -> Option<Url> {
        let host = match interface? {
            Interface::Soap(_) if self.land != Land::Nl => {
                problems.push("land is for an api_token only".to_owned());
                SOAP_HOST
            }
            Interface::Soap(_) => SOAP_HOST,
            Interface::Rest(_) => self.land.host(),
        };
        let Some(url) = &self.base_url else { return Url::parse(&format!("https://{host}")).ok() };
        problems.extend(root_problem(url, host));
        Some(url.clone())
    }

    fn check_source(&self, interface: Option<&Interface>, problems: &mut Vec<String>) {
        let fits = |max: usize, allowed: fn(char) -> bool| {
            (1..=max).contains(&self.source.chars().count()) && self.source.chars().all(allowed)
        };
        let problem = match interface {
            Some(Interface::Rest(_)) => {
                let of_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | ' ');
                (!fits(REST_SOURCE_MAX, of_word))
                    .then_some("source must be 1 to 10 letters, digits, blanks or underscores")
            }
            _ => (!fits(SOAP_SOURCE_MAX, |c| !c.is_control()))
                .then_some("source must be 1 to 15 characters"),
        };
        problems.extend(problem.map(str::to_owned));
    }
}

fn missing(of_soap: bool, given: [bool; 3], problems: &mut Vec<String>) {
    if !of_soap {
        let none = "is missing: give username and codes, or api_token";
        problems.extend(SOAP_NAMES.iter().chain(&[TOKEN]).map(|name| format!("{name} {none}")));
        return;
    }
    let absent = SOAP_NAMES.iter().zip(given).filter(|(_, given)| !given);
    problems.extend(absent.map(|(name, _)| format!("{name} is missing")));
}

fn default_source() -> String {
    "Simon".to_owned()
}

const fn default_timeout() -> Duration {
    Duration::from_secs(60)
}

const fn default_create_timeout() -> Duration {
    Duration::from_secs(120)
}

/// An empty one is none: a file may keep the line.
fn given(secret: Option<&SecretString>) -> Option<SecretString> {
    secret.map(config::without_blanks).filter(|secret| !secret.expose_secret().is_empty())
}

fn secret_problem(name: &str, secret: &SecretString, max: usize) -> Option<String> {
    let text = secret.expose_secret();
    let too_long = || (text.len() > max).then(|| format!("{name} is too long"));
    key_problem(name, text).or_else(too_long)
}

/// The keys travel to this host, so it is the vendor's own.
fn root_problem(url: &Url, host: &str) -> Option<String> {
    let own = url.port().is_none() && url.host_str() == Some(host);
    let elsewhere = !own && !config::is_this_machine(url);
    config::root_problem("base_url", url)
        .or_else(|| elsewhere.then(|| format!("base_url must be https://{host}, or this machine")))
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
