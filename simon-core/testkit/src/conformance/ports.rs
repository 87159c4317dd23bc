//! The ports that the suite gives to a connector.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use secrecy::ExposeSecret;
use simon_core::Result;
use simon_core::domain::IntegrationId;
use simon_core::host::{Clock, TokenRecord, TokenStore, TokenSwap};

use crate::lock::lock;
use crate::simulated::SimulatedClock;

/// The host's clock, which may differ from the vendor's.
#[derive(Debug)]
pub(super) struct SkewedClock {
    pub(super) clock: SimulatedClock,
    pub(super) skew: TimeDelta,
}

#[async_trait]
impl Clock for SkewedClock {
    fn now(&self) -> DateTime<Utc> {
        self.clock.now() + self.skew
    }

    async fn sleep(&self, duration: Duration) {
        self.clock.sleep(duration).await;
    }
}

/// Real time in which waiting takes a fiftieth: time-outs and pauses pass quickly over a socket.
#[derive(Debug)]
pub(super) struct HurriedClock;

#[async_trait]
impl Clock for HurriedClock {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from(std::time::SystemTime::now())
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration / 50).await;
    }
}

/// Keeps tokens and remembers every secret among them.
#[derive(Default)]
pub(super) struct Tokens {
    slots: Mutex<BTreeMap<(IntegrationId, &'static str), TokenRecord>>,
    seen: Mutex<BTreeSet<String>>,
}

impl Tokens {
    /// Every access and refresh token that was ever stored.
    pub(super) fn secrets(&self) -> Vec<String> {
        lock(&self.seen).iter().cloned().collect()
    }
}

impl std::fmt::Debug for Tokens {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Tokens")
    }
}

#[async_trait]
impl TokenStore for Tokens {
    async fn load(&self, integration: &IntegrationId, slot: &'static str) -> Result<TokenRecord> {
        let slots = lock(&self.slots);
        Ok(slots.get(&(integration.clone(), slot)).cloned().unwrap_or_default())
    }

    async fn swap(
        &self,
        integration: &IntegrationId,
        slot: &'static str,
        mut record: TokenRecord,
    ) -> Result<TokenSwap> {
        let mut slots = lock(&self.slots);
        let held = slots.entry((integration.clone(), slot)).or_default();
        if held.versie != record.versie {
            return Ok(TokenSwap::Lost(held.clone()));
        }
        record.versie = record.versie.saturating_add(1);
        if let Some(tokens) = &record.tokens {
            let secrets = [Some(&tokens.access), tokens.refresh.as_ref()];
            let secrets = secrets.into_iter().flatten();
            lock(&self.seen).extend(secrets.map(|secret| secret.expose_secret().to_owned()));
        }
        held.clone_from(&record);
        Ok(TokenSwap::Stored(record))
    }
}
