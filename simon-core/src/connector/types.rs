//! What goes into and comes out of a connector's operations.

use std::collections::BTreeMap;
use std::fmt;
use std::time::Duration;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Capabilities, Cursor, Koppelwijze};
use crate::domain::{
    Administratie, ArtikelId, DocumentRef, DocumentSoort, InvoiceDraft, Referentie, Relatie,
    RelatieId, Werkadres,
};
use crate::log::LogLine;
use crate::message::MessageFiles;
use crate::settings::{SettingSpec, SettingValue, SettingValues, SettingsVersion};

/// A connector's fixed data.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct ConnectorInfo {
    /// Short name, for example `"snelstart"`.
    pub id: &'static str,
    /// Name that users know.
    pub naam: &'static str,
    /// What a werkbon becomes (C2): the first, unless the setting `document` names another.
    pub documents: &'static [DocumentSoort],
    /// What it offers.
    pub capabilities: Capabilities,
    /// How a user connects (A3), the usual way first.
    pub koppelwijzen: &'static [Koppelwijze],
    /// Its settings table (E2).
    pub settings: &'static [SettingSpec],
    /// Texts of its vendor's errors.
    pub messages: MessageFiles,
    /// How often changes are fetched (B2).
    pub cadence: Duration,
    /// The longest that a create may take before its outcome is unknown.
    pub create_timeout: Duration,
}

impl ConnectorInfo {
    /// Fixed data of a connector that fetches every five minutes and waits two minutes for a create.
    #[must_use]
    pub const fn new(
        id: &'static str,
        naam: &'static str,
        documents: &'static [DocumentSoort],
        capabilities: Capabilities,
        settings: &'static [SettingSpec],
        messages: MessageFiles,
    ) -> Self {
        Self {
            id,
            naam,
            documents,
            capabilities,
            koppelwijzen: &[],
            settings,
            messages,
            cadence: Duration::from_secs(5 * 60),
            create_timeout: Duration::from_secs(120),
        }
    }

    /// Says how a user connects.
    #[must_use]
    pub const fn with_koppelwijzen(mut self, koppelwijzen: &'static [Koppelwijze]) -> Self {
        self.koppelwijzen = koppelwijzen;
        self
    }
}

/// A proven connection.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Connected {
    /// The administration that the credentials open; none where the user chooses one (C17).
    pub administratie: Option<Administratie>,
    /// Facts of the administration that mapping needs; kept with the settings.
    pub feiten: BTreeMap<String, String>,
    /// What the user should know.
    pub waarschuwingen: Vec<LogLine>,
}

impl Connected {
    /// A connection with an administration.
    #[must_use]
    pub const fn new(administratie: Administratie) -> Self {
        let administratie = Some(administratie);
        Self { administratie, feiten: BTreeMap::new(), waarschuwingen: Vec::new() }
    }

    /// A connection that opens several administrations, of which the user chooses one.
    #[must_use]
    pub const fn to_choose() -> Self {
        Self { administratie: None, feiten: BTreeMap::new(), waarschuwingen: Vec::new() }
    }
}

/// One setting to check.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct SettingCheck<'a> {
    /// Which.
    pub spec: &'a SettingSpec,
    /// The value, of the right shape.
    pub value: &'a SettingValue,
    /// All settings, for those that depend on each other.
    pub all: &'a SettingValues,
    /// The books that the setting is about: those that the user chose before, else those that the
    /// credentials open. None when the setting itself chooses them.
    pub books: Option<&'a Administratie>,
}

impl<'a> SettingCheck<'a> {
    /// A check of one setting.
    #[must_use]
    pub const fn new(
        spec: &'a SettingSpec,
        value: &'a SettingValue,
        all: &'a SettingValues,
    ) -> Self {
        Self { spec, value, all, books: None }
    }

    /// The check of a setting of these books.
    #[must_use]
    pub const fn of_books(self, books: Option<&'a Administratie>) -> Self {
        Self { books, ..self }
    }
}

/// A customer and the work addresses that the vendor has for it (B10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RelatieRecord {
    /// The customer.
    pub relatie: Relatie,
    /// Its work addresses; the first is the standard one.
    pub werkadressen: Vec<Werkadres>,
}

impl RelatieRecord {
    /// A customer with work addresses.
    #[must_use]
    pub const fn new(relatie: Relatie, werkadressen: Vec<Werkadres>) -> Self {
        Self { relatie, werkadressen }
    }
}

/// What the vendor deleted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Deleted {
    /// A customer.
    Relatie(RelatieId),
    /// An article.
    Artikel(ArtikelId),
}

/// Which of the vendor's documents to list (G2).
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DocumentsRequest {
    /// Made at or after this moment; a little older ones may come along.
    pub since: DateTime<Utc>,
    /// What our references begin with: the integration's id and a dash.
    pub prefix: String,
    /// Where the listing goes on.
    pub resume: Option<Cursor>,
}

impl DocumentsRequest {
    /// The first page of the documents since a moment.
    #[must_use]
    pub fn new(since: DateTime<Utc>, prefix: impl Into<String>) -> Self {
        Self { since, prefix: prefix.into(), resume: None }
    }
}

/// A document as the vendor has it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct FoundDocument {
    /// The document.
    pub document: DocumentRef,
    /// The reference of ours that it carries, if any, as the vendor has it.
    pub referentie: Option<String>,
}

impl FoundDocument {
    /// A document with the reference that it carries.
    #[must_use]
    pub const fn new(document: DocumentRef, referentie: Option<String>) -> Self {
        Self { document, referentie }
    }
}

/// A document to look for.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct DocumentSearch<'a> {
    /// What was sent, or may have been.
    pub draft: &'a InvoiceDraft,
    /// The settings that it was mapped with.
    pub settings: &'a SettingsVersion,
    /// When the first attempt began, by our clock.
    pub attempted_at: DateTime<Utc>,
}

impl<'a> DocumentSearch<'a> {
    /// Looks for a draft that was first sent at a moment.
    #[must_use]
    pub const fn new(
        draft: &'a InvoiceDraft,
        settings: &'a SettingsVersion,
        attempted_at: DateTime<Utc>,
    ) -> Self {
        Self { draft, settings, attempted_at }
    }
}

/// Where the PDFs of a werkbon go: to its document, or to a dossier of it on the customer's card.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct PdfTarget<'a> {
    /// The vendor's document.
    pub document: &'a DocumentRef,
    /// What ties document and dossier to the werkbon.
    pub referentie: &'a Referentie,
    /// The customer of the document.
    pub klant: &'a RelatieId,
    /// Calendar date of the document.
    pub datum: NaiveDate,
    /// The settings that the document was mapped with.
    pub settings: &'a SettingsVersion,
    /// The dossier, once it is made ([`PdfTransport::Dossier`](super::PdfTransport)).
    pub dossier: Option<&'a str>,
    /// When the document was known to exist, by our clock.
    pub gemaakt_op: Option<DateTime<Utc>>,
}

impl<'a> PdfTarget<'a> {
    /// The PDFs of a document for a customer; no dossier yet.
    #[must_use]
    pub const fn new(
        document: &'a DocumentRef,
        referentie: &'a Referentie,
        klant: &'a RelatieId,
        datum: NaiveDate,
        settings: &'a SettingsVersion,
    ) -> Self {
        Self { document, referentie, klant, datum, settings, dossier: None, gemaakt_op: None }
    }

    /// The same with its dossier.
    #[must_use]
    pub const fn in_dossier(self, dossier: Option<&'a str>) -> Self {
        Self { dossier, ..self }
    }

    /// The same with the moment from which the document was known to exist.
    #[must_use]
    pub const fn made_at(self, gemaakt_op: Option<DateTime<Utc>>) -> Self {
        Self { gemaakt_op, ..self }
    }
}

/// A created document.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Created {
    /// The vendor's document.
    pub document: DocumentRef,
    /// What the user should know: a total that differs, a text that was cut.
    pub waarschuwingen: Vec<LogLine>,
}

impl Created {
    /// A created document without warnings.
    #[must_use]
    pub const fn new(document: DocumentRef) -> Self {
        Self { document, waarschuwingen: Vec::new() }
    }
}

/// A document as it would be sent, for people to read (G1).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RenderedDocument {
    /// The request's body, laid out to be read.
    pub tekst: String,
    /// What mapping changes and the user should know: a quantity that is rounded, a text that is cut.
    pub waarschuwingen: Vec<LogLine>,
}

/// Without personal data (F6).
impl fmt::Debug for RenderedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = self.waarschuwingen.iter().map(|line| line.message.code());
        write!(f, "RenderedDocument({:?})", codes.collect::<Vec<_>>())
    }
}

impl RenderedDocument {
    /// A document without warnings.
    #[must_use]
    pub const fn new(tekst: String) -> Self {
        Self { tekst, waarschuwingen: Vec::new() }
    }
}

/// What marking an order came to (D6).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marked {
    /// The mark was put on it.
    Marked,
    /// It had the mark already.
    Already,
    /// The order cannot be changed any more, or is gone.
    Closed,
}
