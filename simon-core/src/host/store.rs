//! The store: records, cursors, state, settings, ledger and log in one transaction.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{Delivery, DeliveryStatus, Feed, FeedState, ImportedOrder, IntegrationState, JobState};
use crate::connector::RelatieRecord;
use crate::domain::{
    Artikel, Artikelgroep, IntegrationId, OrderRef, Relatie, RelatieId, Werkadres, Werkbon,
    WerkbonNummer,
};
use crate::error::{Error, ErrorKind, Result};
use crate::log::{LogEntry, LogFilter, LogTabel};
use crate::settings::SettingsVersion;

/// A table of records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tabel {
    /// Customers.
    Relaties,
    /// Work addresses, the vendor's and the users'.
    Werkadressen,
    /// Article groups.
    Artikelgroepen,
    /// Articles.
    Artikelen,
    /// Werkbonnen that are not archived.
    Werkbonnen,
}

/// A record as it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// A customer.
    Relatie(Relatie),
    /// A work address.
    Werkadres(Werkadres),
    /// An article group.
    Artikelgroep(Artikelgroep),
    /// An article.
    Artikel(Artikel),
    /// A werkbon.
    Werkbon(Box<Werkbon>),
}

impl Record {
    /// The table that it stands in.
    #[must_use]
    pub const fn tabel(&self) -> Tabel {
        match self {
            Self::Relatie(_) => Tabel::Relaties,
            Self::Werkadres(_) => Tabel::Werkadressen,
            Self::Artikelgroep(_) => Tabel::Artikelgroepen,
            Self::Artikel(_) => Tabel::Artikelen,
            Self::Werkbon(_) => Tabel::Werkbonnen,
        }
    }

    /// Its key within the table.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Relatie(relatie) => relatie.id.as_str(),
            Self::Werkadres(werkadres) => werkadres.id.as_str(),
            Self::Artikelgroep(groep) => groep.id.as_str(),
            Self::Artikel(artikel) => artikel.id.as_str(),
            Self::Werkbon(werkbon) => werkbon.nummer.as_str(),
        }
    }

    /// The code that users see; [`Select::Code`] finds it.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Relatie(relatie) => &relatie.code,
            Self::Werkadres(werkadres) => werkadres.id.as_str(),
            Self::Artikelgroep(groep) => &groep.naam,
            Self::Artikel(artikel) => &artikel.code,
            Self::Werkbon(werkbon) => werkbon.nummer.as_str(),
        }
    }

    /// The customer that it hangs on.
    #[must_use]
    pub const fn relatie(&self) -> Option<&RelatieId> {
        match self {
            Self::Werkadres(werkadres) => werkadres.relatie.as_ref(),
            Self::Werkbon(werkbon) => werkbon.klant.as_ref(),
            _ => None,
        }
    }
}

/// Which records to read. Results come in the order of their ids, but the work addresses of a
/// customer in the order in which the vendor gave them, users' own after those.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Select {
    /// The one with this id.
    Id(String),
    /// Those with this visible code, letter by letter.
    Code(String),
    /// Those whose visible code is one of these by its [`code_key`]. Asked of articles, a page at a time.
    Codes(Vec<String>),
    /// Those that hang on this customer.
    Relatie(RelatieId),
    /// The next `limit` ones after this id.
    After(Option<String>, usize),
}

/// What codes are compared by that are to be the same whatever the case of their letters (A to Z) and the
/// spaces around them.
#[must_use]
pub fn code_key(code: &str) -> String {
    code.trim_matches(' ').to_ascii_lowercase()
}

/// What a user can tick to be wiped (A1, A2). Ledger, imported orders, settings and log stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WipePart {
    /// Customers with all their work addresses.
    Relaties,
    /// Articles and their groups.
    Artikelen,
    /// Werkbonnen that are not archived.
    Werkbonnen,
}

impl WipePart {
    /// Everything that can be wiped.
    pub const ALL: [Self; 3] = [Self::Relaties, Self::Artikelen, Self::Werkbonnen];

    /// The feeds that must be read anew after this wipe.
    #[must_use]
    pub const fn feeds(self) -> &'static [Feed] {
        match self {
            Self::Relaties => &[Feed::Relaties],
            Self::Artikelen => &[Feed::Artikelgroepen, Feed::Artikelen],
            Self::Werkbonnen => &[],
        }
    }
}

/// One change of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Change {
    /// Writes a customer with exactly these vendor's work addresses: those that the vendor no longer
    /// gives go, users' own stay (B11).
    PutRelatie {
        /// Customer and addresses.
        record: RelatieRecord,
        /// Of the content, for [`Store::fingerprints`].
        fingerprint: u64,
        /// The pass that saw it.
        run: u64,
    },
    /// Writes another record. Users' work addresses and werkbonnen have fingerprint 0.
    Put {
        /// The record; never a customer.
        record: Record,
        /// Of the content.
        fingerprint: u64,
        /// The pass that saw it.
        run: u64,
    },
    /// Marks records as seen by a pass.
    Mark {
        /// Which table.
        tabel: Tabel,
        /// Their ids; unknown ones are ignored.
        ids: Vec<String>,
        /// The pass.
        run: u64,
    },
    /// The vendor deleted these customers or articles: they become inactive (`actief` is false), for
    /// good (`geldig` is none), their fingerprint becomes 0 and no pass has seen them, so that the next clean-up removes them. Ids
    /// that are not there are ignored.
    Gone {
        /// [`Tabel::Relaties`] or [`Tabel::Artikelen`].
        tabel: Tabel,
        /// Their ids.
        ids: Vec<String>,
    },
    /// Removes a record; with a customer go all its work addresses.
    Remove(Tabel, String),
    /// Empties tables.
    Wipe(WipePart),
    /// Writes the integration's state if its `versie` still is the stored one, and counts it up.
    State(IntegrationState),
    /// Writes a feed's state, likewise.
    Feed(FeedState),
    /// Writes a job's state, likewise.
    Job(JobState),
    /// Writes a ledger entry, likewise; version 0 must not exist yet.
    Delivery(Box<Delivery>),
    /// Adds a version of the settings; a number that exists is a conflict.
    Settings(Box<SettingsVersion>),
    /// Remembers an order, replacing what was remembered of it.
    Order(ImportedOrder),
    /// Adds a line to the log.
    Log(Box<LogEntry>),
    /// Forgets the lines of the log that are older than this moment, but not those about a werkbon
    /// whose ledger entry is [open](DeliveryStatus::is_open): somebody still has to act on them.
    ForgetLog(DateTime<Utc>),
    /// Forgets the lines of the log about one record: its personal data are erased.
    ForgetRecord(LogTabel, String),
}

/// Changes that are stored together or not at all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Batch {
    /// The epoch under which the work began; none for work that no epoch guards.
    pub epoch: Option<u64>,
    /// In order.
    pub changes: Vec<Change>,
}

/// Why a batch was not stored. Nothing of it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CommitError {
    /// The integration was deactivated or saved meanwhile.
    #[error("the integration's epoch was raised meanwhile")]
    Epoch,
    /// Somebody else wrote the same state, feed, ledger entry or settings version first.
    #[error("somebody else wrote the same entry first")]
    Conflict,
    /// The store failed.
    #[error(transparent)]
    Failed(#[from] Error),
}

impl From<CommitError> for Error {
    fn from(error: CommitError) -> Self {
        match error {
            CommitError::Failed(error) => error,
            CommitError::Epoch => Self::new(ErrorKind::Cancelled, error.to_string()),
            CommitError::Conflict => {
                Self::new(ErrorKind::Cancelled, error.to_string()).with_retry(crate::Retry::Backoff)
            }
        }
    }
}

/// A record that neither a clean-up's listing nor a later one saw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unmarked {
    /// Its id.
    pub id: String,
    /// The code that users see.
    pub code: String,
    /// Whether it is still active in the store.
    pub actief: bool,
}

/// The host's storage. simon-testkit has a suite that any implementation must pass.
///
/// Every method sees one integration only. Reads see what was committed.
///
/// # Errors
/// Every method answers `Host` when the storage fails, and for a stored value that a newer version
/// of Simon wrote.
#[async_trait]
pub trait Store: std::fmt::Debug + Send + Sync {
    /// Stores a batch: all of it or nothing.
    ///
    /// # Errors
    /// See [`CommitError`].
    async fn commit(&self, integration: &IntegrationId, batch: Batch) -> Result<(), CommitError>;

    /// The integration's state; the default for one that is not known.
    async fn state(&self, integration: &IntegrationId) -> Result<IntegrationState>;

    /// A feed's state; [`FeedState::new`] for one that was never written.
    async fn feed(&self, integration: &IntegrationId, feed: Feed) -> Result<FeedState>;

    /// The jobs that ever ran, in no particular order.
    async fn jobs(&self, integration: &IntegrationId) -> Result<Vec<JobState>>;

    /// A version of the settings.
    async fn settings(
        &self,
        integration: &IntegrationId,
        nummer: u32,
    ) -> Result<Option<SettingsVersion>>;

    /// Records.
    async fn records(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        select: &Select,
    ) -> Result<Vec<Record>>;

    /// The stored fingerprints of these ids, in their order; none for an id that is not there.
    async fn fingerprints(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        ids: &[String],
    ) -> Result<Vec<Option<u64>>>;

    /// How many records a table has.
    async fn count(&self, integration: &IntegrationId, tabel: Tabel) -> Result<u64>;

    /// The first `limit` records, after this id, that neither the pass `run` nor a later one saw: those
    /// marked with a lower number.
    async fn unmarked(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        run: u64,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unmarked>>;

    /// How many records of a table neither the pass `run` nor a later one saw.
    async fn count_unmarked(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        run: u64,
    ) -> Result<u64>;

    /// The ledger's entry of a werkbon.
    async fn delivery(
        &self,
        integration: &IntegrationId,
        nummer: &WerkbonNummer,
    ) -> Result<Option<Delivery>>;

    /// The first `limit` entries that wait and may be worked on at `now` (`niet_voor` passed, no
    /// claim in force), oldest archived first, then by number.
    async fn due(
        &self,
        integration: &IntegrationId,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<WerkbonNummer>>;

    /// When the next waiting entry may be worked on: the earliest moment at which one's `niet_voor` has
    /// passed and no claim is in force. None when nothing waits.
    async fn next_delivery(&self, integration: &IntegrationId) -> Result<Option<DateTime<Utc>>>;

    /// When the last document was delivered (`geleverd_op`).
    async fn last_delivered(&self, integration: &IntegrationId) -> Result<Option<DateTime<Utc>>>;

    /// The next `limit` entries after this number, by number.
    async fn deliveries(
        &self,
        integration: &IntegrationId,
        after: Option<&WerkbonNummer>,
        limit: usize,
    ) -> Result<Vec<Delivery>>;

    /// How many entries have this status.
    async fn count_deliveries(
        &self,
        integration: &IntegrationId,
        status: DeliveryStatus,
    ) -> Result<u64>;

    /// What is remembered of a vendor's order (by kind and vendor id).
    async fn order(
        &self,
        integration: &IntegrationId,
        order: &OrderRef,
    ) -> Result<Option<ImportedOrder>>;

    /// Whether the ledger knows this vendor document as delivered by us (D8).
    async fn is_delivered(&self, integration: &IntegrationId, vendor_id: &str) -> Result<bool>;

    /// Lines of the log, newest first.
    async fn log(&self, integration: &IntegrationId, filter: &LogFilter) -> Result<Vec<LogEntry>>;
}
