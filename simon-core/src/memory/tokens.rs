//! Tokens in memory.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

use crate::domain::IntegrationId;
use crate::error::Result;
use crate::host::{TokenRecord, TokenStore, TokenSwap};

type Slots = HashMap<(IntegrationId, &'static str), TokenRecord>;

/// A [`TokenStore`] in memory. Share one between everything that shares a login.
#[derive(Default)]
pub struct MemoryTokens {
    slots: Mutex<Slots>,
}

impl MemoryTokens {
    /// A store without tokens.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }
}

impl fmt::Debug for MemoryTokens {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MemoryTokens")
    }
}

#[async_trait]
impl TokenStore for MemoryTokens {
    async fn load(&self, integration: &IntegrationId, slot: &'static str) -> Result<TokenRecord> {
        let slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(slots.get(&(integration.clone(), slot)).cloned().unwrap_or_default())
    }

    async fn swap(
        &self,
        integration: &IntegrationId,
        slot: &'static str,
        record: TokenRecord,
    ) -> Result<TokenSwap> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let held = slots.entry((integration.clone(), slot)).or_default();
        if held.versie != record.versie {
            return Ok(TokenSwap::Lost(held.clone()));
        }
        *held = TokenRecord { versie: record.versie.saturating_add(1), ..record };
        Ok(TokenSwap::Stored(held.clone()))
    }
}
