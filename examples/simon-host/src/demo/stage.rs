//! The stage of a story: a simulated vendor, and a host on a store of its own.

use std::path::PathBuf;
use std::sync::Arc;

use rust_decimal::Decimal;
use simon_core::host::{Clock, Record, Select, Store, Tabel};
use simon_core::http::SystemClock;
use simon_core::integration::{FeedReport, FetchRequest, NoProgress};
use simon_core::message::{Message, Taal};
use simon_core::settings::{SettingValue, SettingValues};
use simon_sqlite::SqliteStore;
use simon_testkit::{Faults, On, Refusals, SimServer, Simulator};
use tempfile::TempDir;
use toml::Value;

use super::story::Story;
use crate::config::{Config, StoreAt};
use crate::failure::{Failure, unreadable};
use crate::host::Host;

/// What the shared chapters need of a simulated vendor.
pub(super) trait Simulated: Simulator + 'static {
    /// Its name in configurations.
    const ID: &'static str;
    /// What a werkbon becomes there, in Dutch and in English.
    const DOCUMENT: [&'static str; 2];
    /// The same where all its werkbonnen are meant: a story may change what they become.
    const DOCUMENTS: [&'static str; 2] = Self::DOCUMENT;
    /// The settings of its connection that say where it is.
    const ROOTS: &'static [&'static str] = &["base_url", "auth_url"];
    /// The most calls that a few changed customers take.
    const CALLS_TO_FOLLOW: u64 = 2;
    /// The request that creates the document with a reference.
    fn creates(&self, referentie: &str) -> On;
    /// The documents in its books that carry a reference.
    fn documents(&self, referentie: &str) -> Vec<Document>;
    /// What it was asked that a correct client does not ask.
    fn refused(&self) -> Refusals;
}

/// A document in the vendor's books, as a story shows it.
pub(super) struct Document {
    pub(super) nummer: String,
    pub(super) omschrijving: String,
    pub(super) regels: Vec<Regel>,
    pub(super) totaal: Decimal,
    /// What else stands on it.
    pub(super) verder: Vec<String>,
}

pub(super) struct Regel {
    pub(super) aantal: Decimal,
    pub(super) omschrijving: String,
    pub(super) bedrag: Decimal,
}

/// The stage.
pub(super) struct Stage<V> {
    pub(super) vendor: Arc<V>,
    pub(super) faults: Faults,
    pub(super) host: Host,
    folder: TempDir,
    _server: SimServer,
}

impl<V: Simulated> Stage<V> {
    /// Starts the vendor on loopback and opens a host that is not active yet. `connection` has what the
    /// vendor asks besides its addresses.
    pub(super) async fn set_up(
        story: &mut Story,
        vendor: V,
        connection: &[(&str, Value)],
    ) -> Result<Self, Failure> {
        Self::set_up_by(story, Arc::new(SystemClock), vendor, connection).await
    }

    /// The same, where the host goes by this clock. It has to be the vendor's.
    pub(super) async fn set_up_by(
        story: &mut Story,
        clock: Arc<dyn Clock>,
        vendor: V,
        connection: &[(&str, Value)],
    ) -> Result<Self, Failure> {
        story.chapter("Het toneel", "The stage");
        let (vendor, faults) = (Arc::new(vendor), Faults::none());
        let server = SimServer::start(Arc::<V>::clone(&vendor), faults.clone()).await;
        let folder = tempfile::tempdir().map_err(|error| no_stage(&error.to_string()))?;
        let path = folder.path().join("simon.db");
        let store = SqliteStore::open(&path)?;
        let url = Value::String(server.url().to_string());
        let roots: Vec<_> = V::ROOTS.iter().map(|root| (*root, url.clone())).collect();
        let pairs = roots.iter().chain(connection);
        let config = Config {
            vendor: V::ID.to_owned(),
            store: StoreAt::File(path),
            taal: Taal::Nl,
            integration: "demo".to_owned().try_into().map_err(simon_core::Error::from)?,
            tijdzone: "Europe/Amsterdam".to_owned(),
            log_dagen: None,
            connection: pairs.map(|(key, value)| ((*key).to_owned(), value.clone())).collect(),
            settings: SettingValues::default(),
        };
        let vendor_of = crate::registry::Vendor::named(V::ID)?;
        let host = Host::over(config, vendor_of, store, clock, story.output)?;
        let simulated = story.output.pick("Nagebootst:", "Simulated:");
        story.tell(format_args!("{simulated} {}, {}", host.integration.info().naam, server.url()));
        Ok(Self { vendor, faults, host, folder, _server: server })
    }

    /// The vendor's name for people.
    pub(super) fn naam(&self) -> &'static str {
        self.host.integration.info().naam
    }

    /// What werkbonnen become, in the story's language.
    pub(super) fn documents(&self, story: &Story) -> &'static str {
        let [nl, en] = V::DOCUMENTS;
        story.output.pick(nl, en)
    }

    /// An error of the integration in words.
    pub(super) fn failure(&self, error: simon_core::Error) -> Failure {
        self.host.failure(&error)
    }

    /// 'Nu Synchroniseren'.
    pub(super) async fn fetch(&self) -> Result<Vec<FeedReport>, Failure> {
        let request = FetchRequest::changes(Vec::new());
        let reports = self.host.integration.fetch(&request, &NoProgress).await;
        reports.map_err(|error| self.failure(error))
    }

    /// The records of a table; stories have fewer than this of each.
    pub(super) async fn records(&self, tabel: Tabel) -> Result<Vec<Record>, Failure> {
        let everything = Select::After(None, 5_000);
        Ok(self.host.store.records(&self.host.id, tabel, &everything).await?)
    }

    pub(super) async fn count(&self, tabel: Tabel) -> Result<u64, Failure> {
        Ok(self.host.store.count(&self.host.id, tabel).await?)
    }

    /// Whether Simon has a customer.
    pub(super) async fn has_relatie(&self, id: &str) -> Result<bool, Failure> {
        Ok(!self.relatie(id).await?.is_empty())
    }

    /// Whether Simon has a customer that can be chosen.
    pub(super) async fn has_active(&self, id: &str) -> Result<bool, Failure> {
        let active = |record| matches!(record, Record::Relatie(relatie) if relatie.actief);
        Ok(self.relatie(id).await?.into_iter().any(active))
    }

    async fn relatie(&self, id: &str) -> Result<Vec<Record>, Failure> {
        let select = Select::Id(id.to_owned());
        Ok(self.host.store.records(&self.host.id, Tabel::Relaties, &select).await?)
    }

    /// Id and code of the customer with this name; empty when Simon has none.
    pub(super) async fn relatie_named(&self, naam: &str) -> Result<[String; 2], Failure> {
        let found =
            self.records(Tabel::Relaties).await?.into_iter().find_map(|record| match record {
                Record::Relatie(relatie) if relatie.naam == naam => {
                    Some([relatie.id.to_string(), relatie.code])
                }
                _ => None,
            });
        Ok(found.unwrap_or_default())
    }

    /// The documents of a werkbon in the vendor's books.
    pub(super) fn documents_of(&self, nummer: &str) -> Vec<Document> {
        self.vendor.documents(&self.referentie(nummer))
    }

    /// What ties a document to its werkbon.
    pub(super) fn referentie(&self, nummer: &str) -> String {
        format!("{}-{nummer}", self.host.id.as_str())
    }

    /// A file in the folder of this story.
    pub(super) fn file(&self, name: &str, content: &[u8]) -> Result<PathBuf, Failure> {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).map_err(|error| {
            let message = Message::new("host-werkbon-bestand").with("bestand", path.display());
            Failure::usage(&unreadable(message, &error))
        })?;
        Ok(path)
    }
}

fn no_stage(detail: &str) -> Failure {
    Failure::usage(&Message::new("host-opslag-mislukt").with("detail", detail))
}

pub(super) fn text(text: &str) -> Value {
    Value::String(text.to_owned())
}

/// Settings of texts and of lists.
pub(super) fn settings(texts: &[(&str, &str)], lists: &[(&str, &[&str])]) -> SettingValues {
    let mut settings = SettingValues::default();
    for (key, text) in texts {
        settings.set(*key, SettingValue::Tekst((*text).to_owned()));
    }
    for (key, list) in lists {
        let list = list.iter().map(|&one| one.to_owned()).collect();
        settings.set(*key, SettingValue::Lijst(list));
    }
    settings
}
