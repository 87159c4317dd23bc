//! Technical configuration: where SnelStart is and which keys open it.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result};
use url::{Host, Url};

use crate::ID;

/// Call limits of the subscription key, which differ per kind of key.
///
/// Source: certification page of the developer portal, second-hand, 2026-05: per administration 100
/// calls a minute and 1,000 an hour on a development key, 500 and 5,000 on others.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Limieten {
    /// A development key: 80 calls a minute and 800 an hour are used.
    #[default]
    Ontwikkeling,
    /// A production or custom-made key: 400 calls a minute and 4,000 an hour are used.
    Productie,
}

/// Where SnelStart is and which keys open it. `Debug` shows no key.
///
/// ```
/// # use connector_snelstart::SnelStartConfig;
/// let config = SnelStartConfig::new("subscription key", "koppelsleutel");
/// assert_eq!(config.base_url, None); // production
/// ```
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SnelStartConfig {
    /// Root of the API: scheme, host and port; none is production. The path `/v2` is the connector's.
    #[serde(default)]
    pub base_url: Option<Url>,
    /// Root of the login host; none is production. The path `/b2b/token` is the connector's.
    #[serde(default)]
    pub auth_url: Option<Url>,
    /// The application's own key at SnelStart's gateway.
    #[serde(deserialize_with = "secret")]
    pub subscription_key: SecretString,
    /// The customer's key, one per administration. White space and line breaks, as pasting brings
    /// along, are left out.
    #[serde(deserialize_with = "secret")]
    pub koppelsleutel: SecretString,
    /// Which call limits hold.
    #[serde(default)]
    pub limieten: Limieten,
    /// For a whole answer.
    #[serde(default = "default_timeout", deserialize_with = "seconds")]
    pub timeout: Duration,
    /// For the answer to creating or changing an order. Large orders are slow: 100 lines and more
    /// take over a minute.
    #[serde(default = "default_create_timeout", deserialize_with = "seconds")]
    pub create_timeout: Duration,
}

impl SnelStartConfig {
    /// Production with these keys.
    pub fn new(subscription_key: impl Into<String>, koppelsleutel: impl Into<String>) -> Self {
        Self {
            base_url: None,
            auth_url: None,
            subscription_key: SecretString::from(subscription_key.into()),
            koppelsleutel: SecretString::from(koppelsleutel.into()),
            limieten: Limieten::default(),
            timeout: default_timeout(),
            create_timeout: default_create_timeout(),
        }
    }

    /// Points both hosts elsewhere, for example at a simulator.
    #[must_use]
    pub fn with_urls(mut self, base_url: Url, auth_url: Url) -> Self {
        self.base_url = Some(base_url);
        self.auth_url = Some(auth_url);
        self
    }

    /// Sets which call limits hold.
    #[must_use]
    pub const fn with_limieten(mut self, limieten: Limieten) -> Self {
        self.limieten = limieten;
        self
    }

    /// Sets both time-outs: for reading, and for creating or changing an order.
    #[must_use]
    pub const fn with_timeouts(mut self, timeout: Duration, create_timeout: Duration) -> Self {
        self.timeout = timeout;
        self.create_timeout = create_timeout;
        self
    }

    /// The API's root.
    pub(crate) fn api_root(&self) -> Result<Url> {
        root(self.base_url.as_ref(), "https://b2bapi.snelstart.nl")
    }

    /// The login host's root.
    pub(crate) fn login_root(&self) -> Result<Url> {
        root(self.auth_url.as_ref(), "https://auth.snelstart.nl")
    }

    /// The configuration without white space in its keys, checked as a whole.
    pub(crate) fn checked(mut self) -> Result<Self> {
        self.subscription_key = without_blanks(&self.subscription_key);
        self.koppelsleutel = without_blanks(&self.koppelsleutel);
        let problems: Vec<String> = [
            self.base_url.as_ref().and_then(|url| root_problem("base_url", url)),
            self.auth_url.as_ref().and_then(|url| root_problem("auth_url", url)),
            key_problem("subscription_key", &self.subscription_key),
            key_problem("koppelsleutel", &self.koppelsleutel),
            time_problem("timeout", self.timeout),
            time_problem("create_timeout", self.create_timeout),
        ]
        .into_iter()
        .flatten()
        .collect();
        if problems.is_empty() {
            return Ok(self);
        }
        let members: Vec<&str> =
            problems.iter().filter_map(|problem| problem.split(' ').next()).collect();
        let message = Message::new("snelstart-configuratie").with("gegevens", members.join(", "));
        Err(Error::new(ErrorKind::Config, problems.join("; "))
            .with_connector(ID)
            .with_message(message))
    }
}

fn root(given: Option<&Url>, production: &str) -> Result<Url> {
    given.map_or_else(|| Url::parse(production), |url| Ok(url.clone())).map_err(|error| {
        Error::new(ErrorKind::Config, "the URL cannot be used")
            .with_connector(ID)
            .with_source(error)
    })
}

const fn default_timeout() -> Duration {
    Duration::from_secs(30)
}

const fn default_create_timeout() -> Duration {
    Duration::from_secs(120)
}

fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u64::deserialize(deserializer).map(Duration::from_secs)
}

fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    String::deserialize(deserializer).map(SecretString::from)
}

fn without_blanks(secret: &SecretString) -> SecretString {
    let text: String = secret.expose_secret().chars().filter(|c| !c.is_whitespace()).collect();
    SecretString::from(text)
}

fn key_problem(name: &str, secret: &SecretString) -> Option<String> {
    let text = secret.expose_secret();
    if text.is_empty() {
        Some(format!("{name} is empty"))
    } else if !text.chars().all(|c| c.is_ascii_graphic()) {
        Some(format!("{name} contains characters that no key has"))
    } else {
        None
    }
}

fn time_problem(name: &str, time: Duration) -> Option<String> {
    time.is_zero().then(|| format!("{name} is zero"))
}

fn root_problem(name: &str, url: &Url) -> Option<String> {
    let loopback = match url.host() {
        Some(Host::Domain(host)) => host == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => return Some(format!("{name} names no host")),
    };
    let problem = if url.scheme() != "https" && !(url.scheme() == "http" && loopback) {
        "must be https, except on this machine"
    } else if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        "must be scheme, host and port only"
    } else if !url.username().is_empty() || url.password().is_some() {
        "must not contain a user name or password"
    } else {
        return None;
    };
    Some(format!("{name} {problem}"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
    use super::*;

    #[test]
    fn every_problem_of_a_configuration_is_named_at_once() {
        let url = Url::parse("http://example.nl/v2").unwrap();
        let config = SnelStartConfig::new(" ", "sleutel\u{e9}")
            .with_urls(url.clone(), url)
            .with_timeouts(Duration::ZERO, Duration::ZERO);
        let text = config.checked().unwrap_err().to_string();
        for name in ["base_url", "auth_url", "subscription_key", "koppelsleutel", "timeout"] {
            assert!(text.contains(name), "{name} in {text}");
        }
        assert!(!text.contains('\u{e9}'), "{text}");
    }

    #[test]
    fn keys_lose_the_line_breaks_of_pasting() {
        let config = SnelStartConfig::new(" ab\r\ncd ", "ab\n cd=\t").checked().unwrap();
        assert_eq!(config.subscription_key.expose_secret(), "abcd");
        assert_eq!(config.koppelsleutel.expose_secret(), "abcd=");
    }

    #[test]
    fn plain_http_is_for_this_machine_only() {
        for (url, fits) in [
            ("http://127.0.0.1:4001", true),
            ("http://[::1]:4001", true),
            ("http://localhost:1", true),
            ("http://example.nl", false),
            ("https://example.nl", true),
            ("https://user@example.nl", false),
        ] {
            assert_eq!(
                root_problem("base_url", &Url::parse(url).unwrap()).is_none(),
                fits,
                "{url}"
            );
        }
    }

    #[test]
    fn production_is_where_nothing_else_is_said() {
        let config = SnelStartConfig::new("a", "b");
        assert_eq!(config.api_root().unwrap().as_str(), "https://b2bapi.snelstart.nl/");
        assert_eq!(config.login_root().unwrap().as_str(), "https://auth.snelstart.nl/");
    }

    #[test]
    fn debug_shows_no_key() {
        let text = format!("{:?}", SnelStartConfig::new("geheim-1", "geheim-2"));
        assert!(!text.contains("geheim"), "{text}");
    }
}
