//! Where access tokens are kept (G8).

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use secrecy::SecretString;

use crate::domain::IntegrationId;
use crate::error::Result;

/// The tokens that a vendor issued.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct TokenSet {
    /// Sent with each call.
    pub access: SecretString,
    /// Buys the next set; single-use at some vendors.
    pub refresh: Option<SecretString>,
    /// When the set was issued.
    pub obtained_at: DateTime<Utc>,
    /// When the access token dies.
    pub expires_at: DateTime<Utc>,
}

impl TokenSet {
    /// A set without a refresh token.
    #[must_use]
    pub const fn new(
        access: SecretString,
        obtained_at: DateTime<Utc>,
        expires_at: DateTime<Utc>,
    ) -> Self {
        Self { access, refresh: None, obtained_at, expires_at }
    }

    /// Adds a refresh token.
    #[must_use]
    pub fn with_refresh(mut self, refresh: Option<SecretString>) -> Self {
        self.refresh = refresh;
        self
    }
}

/// What the store holds for one slot.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct TokenRecord {
    /// Counts up with every swap; 0 means that nothing is stored.
    pub versie: u64,
    /// The tokens; none before the first login.
    pub tokens: Option<TokenSet>,
    /// Somebody is renewing them until this moment: wait and read again instead of renewing too.
    pub renewing_until: Option<DateTime<Utc>>,
    /// The vendor refused the login: nobody asks it again with these tokens before this moment.
    pub refused_until: Option<DateTime<Utc>>,
}

/// The outcome of a compare-and-swap.
#[derive(Debug, Clone)]
pub enum TokenSwap {
    /// Stored; this is what the slot holds now.
    Stored(TokenRecord),
    /// Somebody else was first; this is what the slot holds instead.
    Lost(TokenRecord),
}

/// Keeps tokens durably, encrypted if the host so wishes. Compare-and-swap over all processes of the
/// host: eight processes on one expired single-use refresh token make one refresh call (G8).
#[async_trait]
pub trait TokenStore: std::fmt::Debug + Send + Sync {
    /// What a slot holds. A connector with two hosts uses two slots.
    ///
    /// # Errors
    /// `Host` when the store fails.
    async fn load(&self, integration: &IntegrationId, slot: &'static str) -> Result<TokenRecord>;

    /// Stores `record` with version `record.versie + 1` if the slot's version still is
    /// `record.versie`. When it returns [`TokenSwap::Stored`] the record is durable.
    ///
    /// # Errors
    /// `Host` when the store fails; nothing was stored then.
    async fn swap(
        &self,
        integration: &IntegrationId,
        slot: &'static str,
        record: TokenRecord,
    ) -> Result<TokenSwap>;
}
