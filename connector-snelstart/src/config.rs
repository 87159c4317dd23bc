//! Technical configuration: where SnelStart is and which keys open it.

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use simon_core::Result;
use simon_core::http::config::{self, key_problem, root_problem, time_problem, without_blanks};
use url::Url;

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
    #[serde(deserialize_with = "config::secret")]
    pub subscription_key: SecretString,
    /// The customer's key, one per administration. White space and line breaks, as pasting brings
    /// along, are left out.
    #[serde(deserialize_with = "config::secret")]
    pub koppelsleutel: SecretString,
    /// Which call limits hold.
    #[serde(default)]
    pub limieten: Limieten,
    /// For a whole answer.
    #[serde(default = "default_timeout", deserialize_with = "config::seconds")]
    pub timeout: Duration,
    /// For the answer to creating or changing an order. Large orders are slow: 100 lines and more
    /// take over a minute.
    #[serde(default = "default_create_timeout", deserialize_with = "config::seconds")]
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
        config::root(self.base_url.as_ref(), "https://b2bapi.snelstart.nl")
            .map_err(|error| error.with_connector(ID))
    }

    /// The login host's root.
    pub(crate) fn login_root(&self) -> Result<Url> {
        config::root(self.auth_url.as_ref(), "https://auth.snelstart.nl")
            .map_err(|error| error.with_connector(ID))
    }

    /// The configuration without white space in its keys, checked as a whole.
    pub(crate) fn checked(mut self) -> Result<Self> {
        self.subscription_key = without_blanks(&self.subscription_key);
        self.koppelsleutel = without_blanks(&self.koppelsleutel);
        let problems = [
            self.base_url.as_ref().and_then(|url| root_problem("base_url", url)),
            self.auth_url.as_ref().and_then(|url| root_problem("auth_url", url)),
            key_problem("subscription_key", self.subscription_key.expose_secret()),
            key_problem("koppelsleutel", self.koppelsleutel.expose_secret()),
            time_problem("timeout", self.timeout),
            time_problem("create_timeout", self.create_timeout),
        ];
        config::without_problems(problems, "snelstart-configuratie")
            .map_err(|error| error.with_connector(ID))?;
        Ok(self)
    }
}

const fn default_timeout() -> Duration {
    Duration::from_secs(30)
}

const fn default_create_timeout() -> Duration {
    Duration::from_secs(120)
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
