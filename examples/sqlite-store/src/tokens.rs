//! The token store. Tokens stand in the database as they are: the file is readable by its owner only.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};
use secrecy::{ExposeSecret, SecretString};
use serde::{Deserialize, Serialize};
use simon_core::Result;
use simon_core::domain::IntegrationId;
use simon_core::host::{TokenRecord, TokenSet, TokenStore, TokenSwap, decode, encode};

use super::{SqliteStore, failed};

/// A slot as it is stored. It has no `Debug`, so that it cannot end up in a log.
#[derive(Serialize, Deserialize)]
struct Stored {
    versie: u64,
    tokens: Option<StoredTokens>,
    renewing_until: Option<DateTime<Utc>>,
    #[serde(default)]
    refused_until: Option<DateTime<Utc>>,
}

#[derive(Serialize, Deserialize)]
struct StoredTokens {
    access: String,
    refresh: Option<String>,
    obtained_at: DateTime<Utc>,
    expires_at: DateTime<Utc>,
}

impl From<&TokenRecord> for Stored {
    fn from(record: &TokenRecord) -> Self {
        let tokens = record.tokens.as_ref().map(|set| StoredTokens {
            access: set.access.expose_secret().to_owned(),
            refresh: set.refresh.as_ref().map(|refresh| refresh.expose_secret().to_owned()),
            obtained_at: set.obtained_at,
            expires_at: set.expires_at,
        });
        Self {
            versie: record.versie,
            tokens,
            renewing_until: record.renewing_until,
            refused_until: record.refused_until,
        }
    }
}

impl From<Stored> for TokenRecord {
    fn from(stored: Stored) -> Self {
        let mut record = Self::default();
        record.versie = stored.versie;
        record.renewing_until = stored.renewing_until;
        record.refused_until = stored.refused_until;
        record.tokens = stored.tokens.map(|set| {
            TokenSet::new(SecretString::from(set.access), set.obtained_at, set.expires_at)
                .with_refresh(set.refresh.map(SecretString::from))
        });
        record
    }
}

fn load(connection: &Connection, integration: &IntegrationId, slot: &str) -> Result<TokenRecord> {
    let sql = "SELECT data FROM token WHERE integratie = ?1 AND slot = ?2";
    let data: Option<String> = connection
        .prepare_cached(sql)
        .and_then(|mut query| {
            query.query_row([integration.as_str(), slot], |row| row.get(0)).optional()
        })
        .map_err(failed)?;
    data.map_or_else(
        || Ok(TokenRecord::default()),
        |data| decode::<Stored>(&data).map(TokenRecord::from),
    )
}

#[async_trait]
impl TokenStore for SqliteStore {
    async fn load(&self, integration: &IntegrationId, slot: &'static str) -> Result<TokenRecord> {
        let integration = integration.clone();
        self.read(move |connection| load(connection, &integration, slot)).await
    }

    async fn swap(
        &self,
        integration: &IntegrationId,
        slot: &'static str,
        mut record: TokenRecord,
    ) -> Result<TokenSwap> {
        let integration = integration.clone();
        self.write(move |transaction| {
            let present = load(transaction, &integration, slot)?;
            if present.versie != record.versie {
                return Ok(TokenSwap::Lost(present));
            }
            record.versie += 1;
            let data = encode(&Stored::from(&record))?;
            let sql = "INSERT INTO token (integratie, slot, versie, data) VALUES (?1, ?2, ?3, ?4)
                       ON CONFLICT DO UPDATE SET versie = ?3, data = ?4";
            let values = params![integration.as_str(), slot, record.versie.cast_signed(), data];
            transaction
                .prepare_cached(sql)
                .and_then(|mut statement| statement.execute(values))
                .map_err(failed)?;
            Ok(TokenSwap::Stored(record))
        })
        .await
    }
}
