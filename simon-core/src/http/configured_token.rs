//! A refresh token from a configuration, for the first start and for a user who fills in another one
//! later.
//!
//! To tell these from a token that was used before, the stored refresh token carries the fingerprints of
//! all configured tokens that were taken into account so far, so that tokens and fingerprints are written
//! in one go: no crash can leave one without the other.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::DateTime;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::{TokenRecord, TokenSet, TokenSwap};

use super::Runtime;
use super::slot::MOST_SWAPS;

/// Most fingerprints that are kept.
const MOST_FINGERPRINTS: usize = 16;

/// The refresh token of a configuration, beside those that logins bought since.
///
/// A [`TokenGrant`](super::TokenGrant) whose refresh tokens work once asks it which token to show
/// ([`refresh_token`](Self::refresh_token)) and lets it mark the tokens that it reads
/// ([`marked`](Self::marked)). The connector calls [`prepare`](Self::prepare) once before its first call
/// and before each login.
pub struct ConfiguredToken {
    connector: &'static str,
    slot: &'static str,
    configured: Option<Configured>,
    /// Fingerprints seen in the store: they go along with the next tokens.
    taken: Mutex<Vec<String>>,
}

struct Configured {
    token: SecretString,
    fingerprint: String,
}

impl ConfiguredToken {
    /// What a connector was configured with, if anything, and the slot of the token store in which the
    /// tokens of its login are.
    #[must_use]
    pub fn new(connector: &'static str, slot: &'static str, token: Option<SecretString>) -> Self {
        let configured = token.map(|token| {
            let fingerprint = fingerprint(connector, token.expose_secret());
            Configured { token, fingerprint }
        });
        Self { connector, slot, configured, taken: Mutex::default() }
    }

    /// Sees to it that a newly configured refresh token is used from the next call on: the access token
    /// of the earlier login, which may open other books, is no longer used (G9). The earlier refresh
    /// token stays until the new one was good.
    ///
    /// # Errors
    /// `Host` when the token store fails or keeps changing.
    pub async fn prepare(&self, runtime: &Runtime) -> Result<()> {
        let mut record = runtime.tokens.load(&runtime.integration, self.slot).await?;
        for _ in 0..MOST_SWAPS {
            let Some(stored) = record.tokens.as_ref().map(Stored::read) else { return Ok(()) };
            self.remember(&stored.taken);
            let Some(tokens) = record.tokens.filter(|_| self.is_new(&stored.taken)) else {
                return Ok(());
            };
            if tokens.access.expose_secret().is_empty() {
                return Ok(());
            }
            let long_ago = DateTime::UNIX_EPOCH;
            let used_up = TokenSet::new(SecretString::from(""), long_ago, long_ago)
                .with_refresh(tokens.refresh);
            let next = TokenRecord {
                versie: record.versie,
                tokens: Some(used_up),
                ..TokenRecord::default()
            };
            match runtime.tokens.swap(&runtime.integration, self.slot, next).await? {
                TokenSwap::Stored(_) => return Ok(()),
                TokenSwap::Lost(held) => record = held,
            }
        }
        Err(Error::new(ErrorKind::Host, "the token store keeps changing")
            .with_connector(self.connector)
            .with_retry(Retry::Backoff))
    }

    /// Whether stored tokens are to be used: not when another token is configured than was ever taken
    /// into account, because the earlier login may open other books (G9). For
    /// [`TokenGrant::accepts`](super::TokenGrant::accepts), in place of [`prepare`](Self::prepare).
    #[must_use]
    pub fn accepts(&self, stored: &TokenSet) -> bool {
        let stored = Stored::read(stored);
        self.remember(&stored.taken);
        !self.is_new(&stored.taken)
    }

    /// The refresh token of a stored set, without fingerprints.
    #[must_use]
    pub fn stored(stored: &TokenSet) -> Option<SecretString> {
        Stored::read(stored).refresh
    }

    /// The refresh token to show: the configured one until it was taken into account, afterwards the
    /// stored one. None when nobody logged in yet.
    #[must_use]
    pub fn refresh_token(&self, stored: Option<&TokenSet>) -> Option<SecretString> {
        let stored = stored.map(Stored::read).unwrap_or_default();
        self.remember(&stored.taken);
        let configured = self.configured.as_ref().filter(|_| self.is_new(&stored.taken));
        configured.map(|it| it.token.clone()).or(stored.refresh)
    }

    /// Tokens as they are stored: the refresh token with the fingerprints known so far, our own as the
    /// newest.
    #[must_use]
    pub fn marked(&self, tokens: TokenSet) -> TokenSet {
        let refresh = tokens.refresh.as_ref().map(|refresh| self.with_fingerprints(refresh));
        tokens.with_refresh(refresh)
    }

    fn with_fingerprints(&self, refresh: &SecretString) -> SecretString {
        let mut taken = self.taken().clone();
        if let Some(configured) = &self.configured {
            taken.retain(|known| *known != configured.fingerprint);
            taken.push(configured.fingerprint.clone());
        }
        let oldest = taken.len().saturating_sub(MOST_FINGERPRINTS);
        let kept = taken.into_iter().skip(oldest);
        let parts = [refresh.expose_secret().to_owned()].into_iter().chain(kept);
        SecretString::from(parts.collect::<Vec<_>>().join(" "))
    }

    /// Whether the configured token was never taken into account.
    fn is_new(&self, taken: &[String]) -> bool {
        self.configured.as_ref().is_some_and(|it| !taken.contains(&it.fingerprint))
    }

    fn remember(&self, taken: &[String]) {
        let mut known = self.taken();
        for fingerprint in taken {
            if !known.contains(fingerprint) {
                known.push(fingerprint.clone());
            }
        }
    }

    fn taken(&self) -> MutexGuard<'_, Vec<String>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for ConfiguredToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConfiguredToken")
    }
}

/// What the store's refresh token holds: the token itself, then fingerprints, separated by blanks.
#[derive(Default)]
struct Stored {
    refresh: Option<SecretString>,
    taken: Vec<String>,
}

impl Stored {
    fn read(tokens: &TokenSet) -> Self {
        let text = tokens.refresh.as_ref().map(ExposeSecret::expose_secret).unwrap_or_default();
        let mut parts = text.split(' ');
        let refresh = parts.next().filter(|token| !token.is_empty());
        Self { refresh: refresh.map(SecretString::from), taken: parts.map(str::to_owned).collect() }
    }
}

/// Tells one configured token from another. 64 bits of a hash: the token cannot be computed back.
fn fingerprint(connector: &str, token: &str) -> String {
    let hash = Sha256::digest(format!("simon {connector} refresh token {token}").as_bytes());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    /// Stores hold such fingerprints: another one would show a used token again.
    #[test]
    fn a_fingerprint_never_changes_and_differs_between_connectors() {
        assert_eq!(fingerprint("exact", "configured").len(), 16);
        assert_eq!(fingerprint("exact", "configured"), FINGERPRINT);
        assert_ne!(fingerprint("billit", "configured"), FINGERPRINT);
    }

    const FINGERPRINT: &str = "c629405f0859de1c";
}
