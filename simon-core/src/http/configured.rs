//! A refresh token of the configuration: for the first start, and for a user who fills in another one
//! later.

use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use crate::host::TokenSet;

/// Most marks that are kept.
const MOST_MARKS: usize = 16;

/// A configured refresh token beside the one that the token store has.
///
/// The stored one is newer, unless another token is configured than before. To tell these apart, the
/// stored refresh token carries marks of all configured ones that were taken into account so far, so that
/// tokens and marks are written in one go: no crash can leave one without the other, and a process with
/// an older configuration does not come back to its own.
///
/// ```
/// use chrono::DateTime;
/// use secrecy::ExposeSecret;
/// use simon_core::host::TokenSet;
/// use simon_core::http::ConfiguredToken;
///
/// let configured = ConfiguredToken::new("vendor", Some("first".into()));
/// let next = configured.refresh(None).unwrap();
/// assert_eq!(next.expose_secret(), "first");
/// let bought = TokenSet::new("access".into(), DateTime::UNIX_EPOCH, DateTime::UNIX_EPOCH);
/// let stored = configured.marked(bought.with_refresh(Some("second".into())));
/// let next = configured.refresh(Some(&stored)).unwrap();
/// assert_eq!(next.expose_secret(), "second");
/// ```
pub struct ConfiguredToken {
    token: Option<SecretString>,
    mark: Option<String>,
    /// Marks seen in the store: they go along with the next tokens.
    taken: Mutex<Vec<String>>,
}

impl ConfiguredToken {
    /// A token, if one is configured. `vendor` makes its mark one of this vendor.
    #[must_use]
    pub fn new(vendor: &'static str, token: Option<SecretString>) -> Self {
        let mark = token.as_ref().map(|token| mark(vendor, token.expose_secret()));
        Self { token, mark, taken: Mutex::default() }
    }

    /// Whether stored tokens are to be used: not when another token is configured than was ever taken
    /// into account, because the earlier login may open other books (G9).
    #[must_use]
    pub fn accepts(&self, stored: &TokenSet) -> bool {
        let stored = Stored::read(stored);
        self.remember(&stored.marks);
        !self.is_new(&stored.marks)
    }

    /// The token that buys the next set: the configured one when it is new, else the stored one.
    #[must_use]
    pub fn refresh(&self, stored: Option<&TokenSet>) -> Option<SecretString> {
        let stored = stored.map(Stored::read).unwrap_or_default();
        self.remember(&stored.marks);
        self.token.clone().filter(|_| self.is_new(&stored.marks)).or(stored.refresh)
    }

    /// The refresh token of a stored set, without marks.
    #[must_use]
    pub fn stored(stored: &TokenSet) -> Option<SecretString> {
        Stored::read(stored).refresh
    }

    /// New tokens with the marks known so far, our own as the newest, for the store.
    #[must_use]
    pub fn marked(&self, tokens: TokenSet) -> TokenSet {
        let refresh = tokens.refresh.as_ref().map(|refresh| {
            let mut marks = self.taken().clone();
            marks.retain(|known| Some(known) != self.mark.as_ref());
            marks.extend(self.mark.clone());
            let oldest = marks.len().saturating_sub(MOST_MARKS);
            let kept = marks.into_iter().skip(oldest);
            let parts = [refresh.expose_secret().to_owned()].into_iter().chain(kept);
            SecretString::from(parts.collect::<Vec<_>>().join(" "))
        });
        tokens.with_refresh(refresh)
    }

    fn is_new(&self, marks: &[String]) -> bool {
        self.mark.as_ref().is_some_and(|mark| !marks.contains(mark))
    }

    fn remember(&self, marks: &[String]) {
        let mut taken = self.taken();
        for mark in marks {
            if !taken.contains(mark) {
                taken.push(mark.clone());
            }
        }
    }

    fn taken(&self) -> MutexGuard<'_, Vec<String>> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Without the token (F6).
impl fmt::Debug for ConfiguredToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ConfiguredToken(configured: {})", self.token.is_some())
    }
}

/// What the store's refresh token holds: the token itself, then marks, separated by blanks.
#[derive(Default)]
struct Stored {
    refresh: Option<SecretString>,
    marks: Vec<String>,
}

impl Stored {
    fn read(tokens: &TokenSet) -> Self {
        let text = tokens.refresh.as_ref().map(ExposeSecret::expose_secret).unwrap_or_default();
        let mut parts = text.split(' ');
        let refresh = parts.next().filter(|token| !token.is_empty());
        Self { refresh: refresh.map(SecretString::from), marks: parts.map(str::to_owned).collect() }
    }
}

/// Tells one configured token from another. 64 bits of a hash: the token cannot be computed back.
fn mark(vendor: &str, token: &str) -> String {
    let hash = Sha256::digest(["simon ", vendor, " refresh token ", token].concat().as_bytes());
    hash.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    fn bought(refresh: &str) -> TokenSet {
        let long_ago = DateTime::UNIX_EPOCH;
        TokenSet::new("access".into(), long_ago, long_ago).with_refresh(Some(refresh.into()))
    }

    fn configured(token: &str) -> ConfiguredToken {
        ConfiguredToken::new("vendor", Some(token.into()))
    }

    fn next(configured: &ConfiguredToken, stored: &TokenSet) -> String {
        configured.refresh(Some(stored)).unwrap().expose_secret().to_owned()
    }

    #[test]
    fn another_configured_token_is_used_once_and_an_earlier_one_never_again() {
        let (one, two) = (configured("one"), configured("two"));
        let stored = one.marked(bought("one-2"));
        assert!(one.accepts(&stored) && !two.accepts(&stored));
        assert_eq!([next(&one, &stored), next(&two, &stored)], ["one-2", "two"]);
        let stored = two.marked(bought("two-2"));
        assert!(one.accepts(&stored) && two.accepts(&stored), "both were taken into account");
        assert_eq!([next(&one, &stored), next(&two, &stored)], ["two-2", "two-2"]);
    }

    #[test]
    fn without_a_configured_token_the_stored_one_is_used_and_its_marks_stay() {
        let none = ConfiguredToken::new("vendor", None);
        assert!(none.refresh(None).is_none());
        let stored = configured("one").marked(bought("one-2"));
        assert!(none.accepts(&stored));
        assert_eq!(next(&none, &stored), "one-2");
        let stored = none.marked(bought("one-3"));
        assert!(configured("one").accepts(&stored), "its mark came along");
        assert_eq!(ConfiguredToken::stored(&stored).unwrap().expose_secret(), "one-3");
    }

    #[test]
    fn only_the_newest_marks_are_kept_and_nothing_shows_a_token() {
        let mut stored = bought("x");
        for number in 0..40 {
            let configured = configured(&format!("secret-{number}"));
            assert!(!configured.accepts(&stored));
            stored = configured.marked(bought("x"));
            assert!(!format!("{configured:?}").contains("secret"));
        }
        let text = stored.refresh.unwrap();
        assert_eq!(text.expose_secret().split(' ').count(), 1 + MOST_MARKS);
        assert!(!text.expose_secret().contains("secret"));
    }
}
