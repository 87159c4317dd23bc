//! What the configurations of connectors have in common: secrets and seconds in a file, what pasting
//! brings along, and every problem named at once.
//!
//! ```
//! use secrecy::{ExposeSecret, SecretString};
//! use simon_core::http::config;
//! use url::Url;
//!
//! let key = config::without_blanks(&SecretString::from(" ab\ncd "));
//! assert_eq!(key.expose_secret(), "abcd");
//! let url = Url::parse("http://vendor.example").unwrap();
//! let problems = [
//!     config::root_problem("base_url", &url),
//!     config::key_problem("api_key", key.expose_secret()),
//! ];
//! let refused = config::without_problems(problems, "acme-configuratie").unwrap_err();
//! assert_eq!(refused.to_string(), "base_url must be https, except on this machine");
//! ```

use std::time::Duration;

use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Deserializer};
use url::{Host, Url};

use crate::error::{Error, ErrorKind, Result};
use crate::message::Message;

/// Reads a secret, for `deserialize_with`.
///
/// # Errors
/// When it is no text.
pub fn secret<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SecretString, D::Error> {
    String::deserialize(deserializer).map(SecretString::from)
}

/// Reads a secret that may be absent, for `deserialize_with` beside `default`.
///
/// # Errors
/// When it is no text.
pub fn optional_secret<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<SecretString>, D::Error> {
    Ok(Option::<String>::deserialize(deserializer)?.map(SecretString::from))
}

/// Reads whole seconds, for `deserialize_with`.
///
/// # Errors
/// When it is no whole number.
pub fn seconds<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Duration, D::Error> {
    u64::deserialize(deserializer).map(Duration::from_secs)
}

/// The secret without the white space and line breaks that pasting brings along.
#[must_use]
pub fn without_blanks(secret: &SecretString) -> SecretString {
    let text: String = secret.expose_secret().chars().filter(|c| !c.is_whitespace()).collect();
    SecretString::from(text)
}

/// The root that was configured, or else production's.
///
/// # Errors
/// `Config` when production's is no URL.
pub fn root(configured: Option<&Url>, production: &str) -> Result<Url> {
    configured
        .map_or_else(|| Url::parse(production), |url| Ok(url.clone()))
        .map_err(|error| Error::new(ErrorKind::Config, "the URL cannot be used").with_source(error))
}

/// Nothing when there are no problems. Each begins with the name of its member.
///
/// # Errors
/// `Config` with all problems, and a message with the names as `gegevens`.
pub fn without_problems(
    problems: impl IntoIterator<Item = Option<String>>,
    message: &'static str,
) -> Result<()> {
    let problems: Vec<String> = problems.into_iter().flatten().collect();
    if problems.is_empty() {
        return Ok(());
    }
    let members: Vec<&str> =
        problems.iter().filter_map(|problem| problem.split(' ').next()).collect();
    let message = Message::new(message).with("gegevens", members.join(", "));
    Err(Error::new(ErrorKind::Config, problems.join("; ")).with_message(message))
}

/// What is wrong with a key: it is empty, or no header could carry it.
#[must_use]
pub fn key_problem(name: &str, key: &str) -> Option<String> {
    if key.is_empty() {
        Some(format!("{name} is empty"))
    } else if !key.chars().all(|c| c.is_ascii_graphic()) {
        Some(format!("{name} contains characters that no key has"))
    } else {
        None
    }
}

/// What is wrong with a time-out: it is zero.
#[must_use]
pub fn time_problem(name: &str, time: Duration) -> Option<String> {
    time.is_zero().then(|| format!("{name} is zero"))
}

/// What is wrong with the root of an API: secrets travel there, so it is https or this machine, and
/// nothing but scheme, host and port.
#[must_use]
pub fn root_problem(name: &str, url: &Url) -> Option<String> {
    let problem = if !url.has_host() {
        "names no host"
    } else if !is_secure(url) {
        "must be https, except on this machine"
    } else if url.path() != "/" || url.query().is_some() || url.fragment().is_some() {
        "must be scheme, host and port only"
    } else if has_user(url) {
        "must not contain a user name or password"
    } else {
        return None;
    };
    Some(format!("{name} {problem}"))
}

/// What is wrong with the address to which a login sends the browser back.
#[must_use]
pub fn redirect_problem(name: &str, text: &str) -> Option<String> {
    let fits = Url::parse(text).is_ok_and(|url| {
        is_secure(&url) && url.has_host() && !has_user(&url) && url.fragment().is_none()
    });
    (!fits).then(|| format!("{name} must be an https address, except on this machine"))
}

/// Whether a URL never leaves this machine.
#[must_use]
pub fn is_this_machine(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(host)) => host == "localhost",
        Some(Host::Ipv4(ip)) => ip.is_loopback(),
        Some(Host::Ipv6(ip)) => ip.is_loopback(),
        None => false,
    }
}

fn is_secure(url: &Url) -> bool {
    url.scheme() == "https" || (url.scheme() == "http" && is_this_machine(url))
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}
