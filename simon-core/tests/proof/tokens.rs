//! The host's token store, which remembers what it ever held.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;
use secrecy::ExposeSecret;
use simon_core::Result;
use simon_core::domain::IntegrationId;
use simon_core::host::{TokenRecord, TokenSet, TokenStore, TokenSwap};
use simon_core::memory::MemoryTokens;

#[derive(Debug, Default)]
pub(crate) struct Tokens {
    inner: MemoryTokens,
    held: Mutex<BTreeSet<String>>,
    /// Whether it forgets who renews, so that two workers use one refresh token: to prove that the
    /// tests notice it.
    without_lease: bool,
}

impl Tokens {
    pub(crate) fn new(without_lease: bool) -> Self {
        Self { without_lease, ..Self::default() }
    }

    /// Whether this refresh token was ever safely in the store.
    pub(crate) fn held(&self, refresh: &str) -> bool {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).contains(refresh)
    }

    /// Stores what a login in the browser gave, whatever was there.
    pub(crate) async fn log_in(&self, integration: &IntegrationId, tokens: TokenSet) {
        loop {
            let mut record = self.load(integration, "main").await.unwrap();
            (record.tokens, record.renewing_until) = (Some(tokens.clone()), None);
            if let TokenSwap::Stored(_) = self.swap(integration, "main", record).await.unwrap() {
                return;
            }
        }
    }
}

#[async_trait]
impl TokenStore for Tokens {
    async fn load(&self, integration: &IntegrationId, slot: &'static str) -> Result<TokenRecord> {
        let mut record = self.inner.load(integration, slot).await?;
        if self.without_lease {
            record.renewing_until = None;
        }
        Ok(record)
    }

    async fn swap(
        &self,
        integration: &IntegrationId,
        slot: &'static str,
        mut record: TokenRecord,
    ) -> Result<TokenSwap> {
        if self.without_lease {
            record.versie = self.inner.load(integration, slot).await?.versie;
        }
        let swapped = self.inner.swap(integration, slot, record).await?;
        if let TokenSwap::Stored(record) = &swapped
            && let Some(refresh) = record.tokens.as_ref().and_then(|it| it.refresh.as_ref())
        {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            held.insert(refresh.expose_secret().to_owned());
        }
        Ok(swapped)
    }
}
