//! What users filled in to connect. It is kept where tokens are kept, in a slot of its own, and
//! forgotten with them.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use simon_core::connector::{ConnectorInfo, Koppelwijze};
use simon_core::domain::IntegrationId;
use simon_core::host::{TokenSet, TokenStore, TokenSwap};
use simon_core::{Error, ErrorKind, Result};
use simon_sqlite::SqliteStore;
use toml::{Table, Value};

const SLOT: &str = "host-koppeling";

/// A way to connect, by its place among the connector's, and what was filled in for it. It has no
/// `Debug`, because it holds secrets.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Keys {
    pub(crate) wijze: usize,
    pub(crate) velden: BTreeMap<String, String>,
}

impl Keys {
    /// What was filled in last; none when nothing was, or it was forgotten.
    ///
    /// # Errors
    /// `Host` when the store fails.
    pub(crate) async fn load(store: &SqliteStore, id: &IntegrationId) -> Result<Option<Self>> {
        let record = TokenStore::load(store, id, SLOT).await?;
        let text = record.tokens.map(|tokens| tokens.access);
        // What an older version wrote in another form has to be filled in again.
        Ok(text.and_then(|text| serde_json::from_str(text.expose_secret()).ok()))
    }

    /// Keeps it.
    ///
    /// # Errors
    /// `Host` when the store fails.
    pub(crate) async fn save(
        &self,
        store: &SqliteStore,
        id: &IntegrationId,
        now: DateTime<Utc>,
    ) -> Result<()> {
        let text = serde_json::to_string(self).map_err(|error| {
            Error::new(ErrorKind::Host, "the keys cannot be written").with_source(error)
        })?;
        let lasting = now + TimeDelta::days(36_500);
        put(store, id, Some(TokenSet::new(SecretString::from(text), now, lasting))).await
    }

    /// Forgets what was filled in.
    ///
    /// # Errors
    /// `Host` when the store fails.
    pub(crate) async fn forget(store: &SqliteStore, id: &IntegrationId) -> Result<()> {
        put(store, id, None).await
    }

    /// The connection of a configuration with this in it: nothing of another way stays.
    pub(crate) fn applied(&self, info: &ConnectorInfo, connection: &Table) -> Table {
        let mut table = connection.clone();
        let Some(chosen) = info.koppelwijzen.get(self.wijze) else { return table };
        for way in info.koppelwijzen {
            let others = way.applicatie.iter().filter(|key| !chosen.applicatie.contains(key));
            others.chain(way.velden.iter().map(|veld| &veld.key)).for_each(|key| {
                table.remove(*key);
            });
        }
        let filled = self.velden.iter().filter(|(_, text)| !text.is_empty());
        table.extend(filled.map(|(key, text)| (key.clone(), Value::String(text.clone()))));
        table
    }
}

/// Whether the operator gave what this way needs of the application.
pub(crate) fn is_offered(way: &Koppelwijze, connection: &Table) -> bool {
    way.applicatie.iter().all(|key| connection.contains_key(*key))
}

async fn put(store: &SqliteStore, id: &IntegrationId, tokens: Option<TokenSet>) -> Result<()> {
    let mut record = TokenStore::load(store, id, SLOT).await?;
    loop {
        record.tokens = tokens.clone();
        match store.swap(id, SLOT, record).await? {
            TokenSwap::Stored(_) => return Ok(()),
            TokenSwap::Lost(now) => record = now,
        }
    }
}
