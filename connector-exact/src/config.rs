//! Technical configuration: where Exact Online is and which keys open it.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use simon_core::Result;
use simon_core::http::config::{self, key_problem, redirect_problem, time_problem, without_blanks};
use url::Url;

use crate::ID;
use crate::assumptions::{PDF_MAX_ELSEWHERE, PDF_MAX_NL_BE};

/// Whose Exact Online it is. A tenant lives on one host: login, tokens and calls all go there.
///
/// Source: regional hosts as listed in several public clients, 2025.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Land {
    /// The Netherlands.
    #[default]
    Nl,
    /// Belgium.
    Be,
    /// Germany.
    De,
    /// France.
    Fr,
    /// Spain.
    Es,
    /// United Kingdom.
    Uk,
    /// Elsewhere: the international host.
    Com,
}

impl Land {
    const ALL: [Self; 7] = [Self::Nl, Self::Be, Self::De, Self::Fr, Self::Es, Self::Uk, Self::Com];

    const fn host(self) -> &'static str {
        match self {
            Self::Nl => "start.exactonline.nl",
            Self::Be => "start.exactonline.be",
            Self::De => "start.exactonline.de",
            Self::Fr => "start.exactonline.fr",
            Self::Es => "start.exactonline.es",
            Self::Uk => "start.exactonline.co.uk",
            Self::Com => "start.exactonline.com",
        }
    }
}

/// Where Exact Online is and which keys open it. `Debug` shows no key.
///
/// ```
/// # use connector_exact::ExactConfig;
/// let config = ExactConfig::new("client id", "client secret", "https://host.example/exact");
/// assert_eq!(config.base_url, None); // the Dutch production host
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ExactConfig {
    /// Root of the API: scheme, host and port; none is the host of the country. Only a host of Exact
    /// Online itself or this machine: the secrets travel there.
    #[serde(default)]
    pub base_url: Option<Url>,
    /// Root of the login host; none is that of the API.
    #[serde(default)]
    pub auth_url: Option<Url>,
    /// Whose Exact Online it is.
    #[serde(default)]
    pub land: Land,
    /// The application's id, as registered at Exact.
    pub client_id: String,
    /// The application's secret.
    #[serde(deserialize_with = "config::secret")]
    pub client_secret: SecretString,
    /// Where Exact sends the browser back to, exactly as registered.
    pub redirect_uri: String,
    /// A refresh token for the first start. Afterwards the token store has a newer one, which is used
    /// unless another token is configured here than before. Without one, the user logs in.
    #[serde(default, deserialize_with = "config::optional_secret")]
    pub refresh_token: Option<SecretString>,
    /// For a whole answer.
    #[serde(default = "default_timeout", deserialize_with = "config::seconds")]
    pub timeout: Duration,
    /// For the answer to creating an invoice or sending a PDF.
    #[serde(default = "default_create_timeout", deserialize_with = "config::seconds")]
    pub create_timeout: Duration,
}

impl ExactConfig {
    /// Production in the Netherlands with these keys of the application.
    pub fn new(
        client_id: impl Into<String>,
        client_secret: impl Into<String>,
        redirect_uri: impl Into<String>,
    ) -> Self {
        Self {
            base_url: None,
            auth_url: None,
            land: Land::default(),
            client_id: client_id.into(),
            client_secret: SecretString::from(client_secret.into()),
            redirect_uri: redirect_uri.into(),
            refresh_token: None,
            timeout: default_timeout(),
            create_timeout: default_create_timeout(),
        }
    }

    /// Sets the country.
    #[must_use]
    pub const fn with_land(mut self, land: Land) -> Self {
        self.land = land;
        self
    }

    /// Points calls and login elsewhere, for example at a simulator.
    #[must_use]
    pub fn with_urls(mut self, base_url: Url, auth_url: Url) -> Self {
        self.base_url = Some(base_url);
        self.auth_url = Some(auth_url);
        self
    }

    /// Sets the refresh token of the first start.
    #[must_use]
    pub fn with_refresh_token(mut self, refresh_token: impl Into<String>) -> Self {
        self.refresh_token = Some(SecretString::from(refresh_token.into()));
        self
    }

    /// Sets both time-outs: for reading, and for creating an invoice or sending a PDF.
    #[must_use]
    pub const fn with_timeouts(mut self, timeout: Duration, create_timeout: Duration) -> Self {
        self.timeout = timeout;
        self.create_timeout = create_timeout;
        self
    }

    /// The API's root.
    pub(crate) fn api_root(&self) -> Result<Url> {
        config::root(self.base_url.as_ref(), &format!("https://{}", self.land.host()))
            .map_err(|error| error.with_connector(ID))
    }

    /// The login host's root.
    pub(crate) fn login_root(&self) -> Result<Url> {
        self.auth_url.clone().map_or_else(|| self.api_root(), Ok)
    }

    /// The largest PDF that this country's Exact takes.
    pub(crate) const fn pdf_max(&self) -> usize {
        match self.land {
            Land::Nl | Land::Be => PDF_MAX_NL_BE,
            _ => PDF_MAX_ELSEWHERE,
        }
    }

    /// The configuration without the white space that pasting brings along, checked as a whole.
    pub(crate) fn checked(mut self) -> Result<Self> {
        self.client_id.retain(|c| !c.is_whitespace());
        self.redirect_uri = self.redirect_uri.trim().to_owned();
        self.client_secret = without_blanks(&self.client_secret);
        // An empty one is none: a file may keep the line.
        self.refresh_token = self
            .refresh_token
            .as_ref()
            .map(without_blanks)
            .filter(|token| !token.expose_secret().is_empty());
        let problems = [
            self.base_url.as_ref().and_then(|url| root_problem("base_url", url)),
            self.auth_url.as_ref().and_then(|url| root_problem("auth_url", url)),
            key_problem("client_id", &self.client_id),
            key_problem("client_secret", self.client_secret.expose_secret()),
            redirect_problem("redirect_uri", &self.redirect_uri),
            self.refresh_token
                .as_ref()
                .and_then(|token| key_problem("refresh_token", token.expose_secret())),
            time_problem("timeout", self.timeout),
            time_problem("create_timeout", self.create_timeout),
        ];
        config::without_problems(problems, "exact-configuratie")
            .map_err(|error| error.with_connector(ID))?;
        Ok(self)
    }
}

const fn default_timeout() -> Duration {
    Duration::from_secs(60)
}

const fn default_create_timeout() -> Duration {
    Duration::from_secs(120)
}

/// The secrets travel to this host, so it is one of Exact's own.
fn root_problem(name: &str, url: &Url) -> Option<String> {
    let of_exact =
        url.port().is_none() && Land::ALL.iter().any(|land| url.host_str() == Some(land.host()));
    let elsewhere = !of_exact && !config::is_this_machine(url);
    config::root_problem(name, url).or_else(|| {
        elsewhere.then(|| format!("{name} must be a host of Exact Online, or this machine"))
    })
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
