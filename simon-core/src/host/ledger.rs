//! The memory of what was delivered and what was imported. It survives every wipe (A1).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{
    DocumentRef, GearchiveerdeWerkbon, InvoiceDraft, OrderRef, Referentie, WerkbonNummer,
};

/// Where an archived werkbon is on its way to the vendor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DeliveryStatus {
    /// Waits to be sent, or sent again.
    Wacht,
    /// The document exists and all its steps are done.
    Geleverd,
    /// The filter word keeps it here (C9).
    Gefilterd,
    /// Archived while the integration was off: waits for the host's word (A8).
    Vastgehouden,
    /// Refused: certainly no document; sent again when the host says so.
    Geweigerd,
    /// Whether there is a document could not be established: a person decides.
    Onzeker,
}

impl DeliveryStatus {
    /// Whether the werkbon is still on its way, or waits for a person.
    #[must_use]
    pub const fn is_open(self) -> bool {
        !matches!(self, Self::Geleverd | Self::Gefilterd)
    }

    /// Its name in stored data, metrics and machine-readable output.
    #[must_use]
    pub const fn sleutel(self) -> &'static str {
        match self {
            Self::Wacht => "wacht",
            Self::Geleverd => "geleverd",
            Self::Gefilterd => "gefilterd",
            Self::Vastgehouden => "vastgehouden",
            Self::Geweigerd => "geweigerd",
            Self::Onzeker => "onzeker",
        }
    }
}

/// Somebody is working on a delivery. A claim that ran out is an unknown outcome.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Claim {
    /// Random mark of the worker.
    pub worker: u64,
    /// Until when nobody else touches it.
    pub until: DateTime<Utc>,
}

impl Claim {
    /// A claim of a worker until a moment.
    #[must_use]
    pub const fn new(worker: u64, until: DateTime<Utc>) -> Self {
        Self { worker, until }
    }
}

/// A create that was begun and whose result is not known (yet).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Attempt {
    /// When it began.
    pub begonnen: DateTime<Utc>,
    /// After this moment it cannot reach the vendor any more.
    pub uiterlijk: DateTime<Utc>,
    /// What was being sent, without PDFs: what to look for at the vendor.
    pub draft: InvoiceDraft,
}

impl Attempt {
    /// An attempt to send a draft that begins now and may reach the vendor until a moment.
    #[must_use]
    pub fn new(begonnen: DateTime<Utc>, uiterlijk: DateTime<Utc>, draft: &InvoiceDraft) -> Self {
        let draft = InvoiceDraft { bijlagen: Vec::new(), ..draft.clone() };
        Self { begonnen, uiterlijk, draft }
    }
}

/// A step after the document exists (C23).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum Stap {
    /// Make the dossier of the PDFs that follow.
    Dossier {
        /// When the first attempt began.
        begonnen: Option<DateTime<Utc>>,
        /// As of a PDF.
        uiterlijk: Option<DateTime<Utc>>,
    },
    /// Attach the werkbon's PDF with this place in its list.
    Pdf {
        /// Index in the werkbon's PDFs.
        index: usize,
        /// After this moment the attempt that was begun, and whose result is not known, cannot reach
        /// the vendor any more. None before the first one.
        uiterlijk: Option<DateTime<Utc>>,
    },
    /// Put the mark on the order that the werkbon was made from (D6).
    Markering(OrderRef),
}

/// The ledger's entry of one archived werkbon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Delivery {
    /// Number of the werkbon; one entry each, for ever.
    pub nummer: WerkbonNummer,
    /// What the document carries.
    pub referentie: Referentie,
    /// Counts up with every write; the store refuses a write from an older one.
    pub versie: u64,
    /// Where it is.
    pub status: DeliveryStatus,
    /// The settings in force when it was archived (A6).
    pub settings: u32,
    /// The administration that it belongs to (E4).
    pub administratie: String,
    /// When it was archived; older ones go first.
    pub gearchiveerd_op: DateTime<Utc>,
    /// When its document was known to exist.
    #[serde(default)]
    pub geleverd_op: Option<DateTime<Utc>>,
    /// The content; forgotten after delivery.
    pub werkbon: Option<GearchiveerdeWerkbon>,
    /// Who works on it.
    pub claim: Option<Claim>,
    /// A create without a known result.
    pub attempt: Option<Attempt>,
    /// The document, once it exists.
    pub document: Option<DocumentRef>,
    /// The dossier of its PDFs at the vendor, once it exists
    /// ([`PdfTransport::Dossier`](crate::connector::PdfTransport)).
    #[serde(default)]
    pub dossier: Option<String>,
    /// What is left to do after the document.
    pub stappen: Vec<Stap>,
    /// Not before this moment.
    pub niet_voor: DateTime<Utc>,
    /// Failed tries in a row, for the back-off.
    pub pogingen: u32,
    /// Creates, or attempts at the step in hand, in a row of which the outcome stayed unknown until a
    /// look-up found nothing.
    #[serde(default)]
    pub zonder_uitkomst: u32,
    /// How often it was sent anew at a person's word ([`InvoiceDraft::ronde`]).
    #[serde(default)]
    pub ronde: u32,
    /// Code of the last log line about it.
    pub code: Option<String>,
}

impl Delivery {
    /// An entry that waits to be sent, as of now.
    #[must_use]
    pub fn new(
        referentie: Referentie,
        werkbon: GearchiveerdeWerkbon,
        settings: u32,
        administratie: impl Into<String>,
        gearchiveerd_op: DateTime<Utc>,
    ) -> Self {
        Self {
            nummer: werkbon.werkbon().nummer.clone(),
            referentie,
            versie: 0,
            status: DeliveryStatus::Wacht,
            settings,
            administratie: administratie.into(),
            gearchiveerd_op,
            geleverd_op: None,
            werkbon: Some(werkbon),
            claim: None,
            attempt: None,
            document: None,
            dossier: None,
            stappen: Vec::new(),
            niet_voor: gearchiveerd_op,
            pogingen: 0,
            zonder_uitkomst: 0,
            ronde: 0,
            code: None,
        }
    }

    /// When it may next be worked on; none when it does not wait.
    #[must_use]
    pub fn free_from(&self) -> Option<DateTime<Utc>> {
        let claimed = self.claim.as_ref().map(|claim| claim.until);
        (self.status == DeliveryStatus::Wacht).then(|| claimed.max(Some(self.niet_voor))).flatten()
    }

    /// Whether it waits, may be worked on by `due`, and nobody has it in hand at `now`.
    #[must_use]
    pub fn is_free(&self, due: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        self.status == DeliveryStatus::Wacht
            && self.niet_voor <= due
            && self.claim.as_ref().is_none_or(|claim| claim.until <= now)
    }
}

/// Why an order is remembered (D2, D8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum ImportStatus {
    /// It became this werkbon.
    Werkbon(WerkbonNummer),
    /// It was open before fetching was switched on: only at the user's word.
    VanVoorStart,
    /// Its number was a werkbon's already; the log says so once.
    NummerBezet,
}

/// An order or quote that was seen; it is fetched once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ImportedOrder {
    /// Which one.
    pub order: OrderRef,
    /// What became of it.
    pub status: ImportStatus,
}

impl ImportedOrder {
    /// An order and what became of it.
    #[must_use]
    pub const fn new(order: OrderRef, status: ImportStatus) -> Self {
        Self { order, status }
    }
}
