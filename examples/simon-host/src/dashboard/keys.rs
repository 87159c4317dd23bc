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

#[cfg(test)]
mod tests {
    use simon_core::connector::{Capabilities, Koppelveld, Limits, Lookup};
    use simon_core::message::MessageFiles;

    use super::*;

    const WAYS: &[Koppelwijze] = &[
        Koppelwijze::browser("Inloggen", "Log in", &["client_id", "client_secret"]),
        Koppelwijze::velden(
            "Sleutel",
            "Key",
            &[
                Koppelveld::geheim("sleutel", "Sleutel", "Key"),
                Koppelveld::open("naam", "Naam", "Name").optional(),
            ],
        ),
        Koppelwijze::velden(
            "Bedrijf",
            "Company",
            &[Koppelveld::open("bedrijf", "Bedrijf", "Company")],
        )
        .with_applicatie(&["client_id"]),
    ];

    fn info() -> ConnectorInfo {
        let texts = MessageFiles { nl: "", en: "" };
        ConnectorInfo::new(
            "proef",
            "Proef",
            &[],
            Capabilities::new(Lookup::None, Limits::new()),
            &[],
            texts,
        )
        .with_koppelwijzen(WAYS)
    }

    fn table(keys: &[(&str, &str)]) -> Table {
        keys.iter().map(|(key, text)| ((*key).to_owned(), Value::from(*text))).collect()
    }

    fn keys(wijze: usize, velden: &[(&str, &str)]) -> Keys {
        let owned = |(key, text): &(&str, &str)| ((*key).to_owned(), (*text).to_owned());
        Keys { wijze, velden: velden.iter().map(owned).collect() }
    }

    #[test]
    fn a_way_is_offered_where_the_operator_gave_what_it_needs_a3() {
        let offered = |keys: &[(&str, &str)]| {
            let connection = table(keys);
            WAYS.iter().map(|way| is_offered(way, &connection)).collect::<Vec<_>>()
        };
        assert_eq!(offered(&[]), [false, true, false]);
        assert_eq!(offered(&[("client_id", "c")]), [false, true, true]);
        let all = [("client_id", "c"), ("client_secret", "s"), ("base_url", "u")];
        assert_eq!(offered(&all), [true; 3]);
    }

    #[test]
    fn nothing_of_another_way_stays_and_what_belongs_to_none_does() {
        let configured = table(&[
            ("base_url", "u"),
            ("client_id", "c"),
            ("client_secret", "s"),
            ("sleutel", "oud"),
            ("naam", "oud"),
            ("bedrijf", "oud"),
        ]);
        let applied = |keys: Keys| keys.applied(&info(), &configured);
        let login = table(&[("base_url", "u"), ("client_id", "c"), ("client_secret", "s")]);
        assert_eq!(applied(keys(0, &[])), login);
        let key = [("sleutel", "nieuw"), ("naam", "")];
        assert_eq!(applied(keys(1, &key)), table(&[("base_url", "u"), ("sleutel", "nieuw")]));
        let company = table(&[("base_url", "u"), ("client_id", "c"), ("bedrijf", "b")]);
        assert_eq!(applied(keys(2, &[("bedrijf", "b")])), company);
        assert_eq!(applied(keys(3, &key)), configured, "a way of an older version says nothing");
    }

    #[tokio::test]
    async fn keys_are_kept_and_forgotten_a7() -> Result<()> {
        let store = SqliteStore::in_memory()?;
        let id = IntegrationId::new("acme01")?;
        let keys = keys(1, &[("sleutel", "geheim")]);
        assert!(Keys::load(&store, &id).await?.is_none());
        keys.save(&store, &id, DateTime::UNIX_EPOCH).await?;
        assert!(Keys::load(&store, &id).await?.as_ref() == Some(&keys));
        Keys::forget(&store, &id).await?;
        assert!(Keys::load(&store, &id).await?.is_none());
        Ok(())
    }
}
