//! One slot of the token store.

use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::{TokenRecord, TokenSet, TokenSwap};

use super::client::Shared;

/// Most tries to write against others that write too.
pub(super) const MOST_SWAPS: u32 = 10;

#[derive(Clone, Copy)]
pub(super) struct Slot<'a> {
    shared: &'a Shared,
    name: &'static str,
}

impl<'a> Slot<'a> {
    pub(super) const fn new(shared: &'a Shared, name: &'static str) -> Self {
        Self { shared, name }
    }

    pub(super) async fn load(self) -> Result<TokenRecord> {
        let runtime = &self.shared.runtime;
        runtime.tokens.load(&runtime.integration, self.name).await
    }

    pub(super) async fn swap(self, record: TokenRecord) -> Result<TokenSwap> {
        let runtime = &self.shared.runtime;
        runtime.tokens.swap(&runtime.integration, self.name, record).await
    }

    /// Replaces whatever the slot holds.
    pub(super) async fn put(self, tokens: Option<&TokenSet>) -> Result<()> {
        let mut versie = self.load().await?.versie;
        for _ in 0..MOST_SWAPS {
            let tokens = tokens.cloned();
            let record = TokenRecord { versie, tokens, ..TokenRecord::default() };
            match self.swap(record).await? {
                TokenSwap::Stored(_) => return Ok(()),
                TokenSwap::Lost(held) => versie = held.versie,
            }
        }
        Err(self.keeps_changing())
    }

    pub(super) fn keeps_changing(self) -> Error {
        Error::new(ErrorKind::Host, "the token store keeps changing")
            .with_connector(self.shared.profile.connector)
            .with_retry(Retry::Backoff)
    }
}
