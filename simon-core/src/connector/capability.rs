//! What a vendor offers and where its limits are, as data. The engine, the rules, the conformance
//! suite and the README all read it.

use std::time::Duration;

use crate::domain::OrderSoort;

/// How PDFs reach the vendor (C19).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfTransport {
    /// Not at all.
    None,
    /// Each in a step of its own, after the document.
    Step,
    /// As [`Step`](Self::Step), into a dossier that a step before them makes, once per document.
    Dossier,
    /// Only together with the document, in one request.
    Together,
}

/// How the vendor tells what disappeared (B4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deletions {
    /// It has a feed of deletions, which remembers them for at least this long. A vendor that can give
    /// a deleted id new life must offer [`read_by_id`](Capabilities::read_by_id), too.
    Feed {
        /// An integration that was away for longer compares whole listings.
        remembers: Duration,
    },
    /// Only a comparison of whole listings shows it.
    Comparison,
}

/// How a document is found back (C22).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup {
    /// By our reference, visible at most this long after the vendor answered.
    Reference {
        /// Longest time until a created document shows in the look-up.
        lag: Duration,
    },
    /// Not at all: an unknown outcome stops and asks a person.
    None,
}

/// Whether the office can still change a created document (decision shown before saving).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Editable {
    /// Yes.
    Yes,
    /// No.
    No,
    /// The vendor does not say.
    Unknown,
}

/// How a length is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextUnit {
    /// Unicode scalar values.
    Chars,
    /// UTF-16 code units, as in SQL `nvarchar`.
    Utf16,
}

/// The longest text that a field takes; longer ones are cut or split (C24).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TextLimit {
    /// Longest length.
    pub max: usize,
    /// Counted in.
    pub unit: TextUnit,
    /// Whether line breaks survive; otherwise they become blanks.
    pub multiline: bool,
}

/// The longest identifier that a field takes. Identifiers are never cut: over a published limit they
/// are refused, over an assumed one sent whole (`C24`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct IdLimit {
    /// Longest length.
    pub max: usize,
    /// Counted in.
    pub unit: TextUnit,
    /// Whether the vendor publishes the limit.
    pub published: bool,
}

/// Lengths and scales of a vendor's documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// Text of a line; none where text lines do not exist.
    pub tekstregel: Option<TextLimit>,
    /// Text of a line on an article.
    pub regel: TextLimit,
    /// Whether the vendor wants that text on every line and does not take it from the article: a line
    /// without one then gets the article's description.
    pub regel_verplicht: bool,
    /// Description of the document; none where it has none.
    pub omschrijving: Option<TextLimit>,
    /// Memo; none where there is none. Room for our own reference is already taken off.
    pub memo: Option<TextLimit>,
    /// Customer reference or betalingskenmerk.
    pub klantreferentie: Option<IdLimit>,
    /// Decimals of quantities (C21).
    pub aantal_decimalen: u32,
    /// Decimals of prices.
    pub prijs_decimalen: u32,
    /// Most lines of one document.
    pub regels: Option<usize>,
}

impl Limits {
    /// Limits of a vendor with two decimals and lines of text of at most 250 characters.
    #[must_use]
    pub const fn new() -> Self {
        let line = TextLimit { max: 250, unit: TextUnit::Chars, multiline: false };
        Self {
            tekstregel: None,
            regel: line,
            regel_verplicht: false,
            omschrijving: None,
            memo: None,
            klantreferentie: None,
            aantal_decimalen: 2,
            prijs_decimalen: 2,
            regels: None,
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self::new()
    }
}

/// What a connector offers beyond the required operations.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Capabilities {
    /// Article groups can be listed and selected (B7).
    pub artikelgroepen: bool,
    /// Listings can be asked for changes only.
    pub incremental: bool,
    /// One customer or article can be read by its id, to confirm an absence.
    pub read_by_id: bool,
    /// Prices agreed with a customer can be read (C25).
    pub klantprijzen: bool,
    /// The vendor prices a line that is sent without a price (C25).
    pub prices_lines: bool,
    /// How PDFs travel.
    pub pdf: PdfTransport,
    /// So long after the document was made the first PDF is sent: where another service of the vendor
    /// takes it, which may not know the document before.
    pub pdf_wait: Duration,
    /// What can be fetched as werkbonnen (D1).
    pub orders: &'static [OrderSoort],
    /// A mark can be put on an order (D6).
    pub mark_order: bool,
    /// How deletions show.
    pub deletions: Deletions,
    /// How a document is found back.
    pub lookup: Lookup,
    /// The vendor is asked for the document before the first create, too, and not only after an unknown
    /// outcome: whoever restored an older copy of his store makes no second one (C22). One call more for
    /// each werkbon.
    pub looks_first: bool,
    /// The number of an article is of one article in Simon, although the vendor may have several with it
    /// (B9). Without this both are taken over.
    pub artikelcode_uniek: bool,
    /// Whether a created document can still be changed.
    pub editable: Editable,
    /// The documents of a period can be listed (G2).
    pub lists_documents: bool,
    /// The user logs in at the vendor in a browser (A3).
    pub browser_login: bool,
    /// Whether the vendor or the keys tell that another administration was opened (G9).
    pub knows_administratie: bool,
    /// Lengths and scales.
    pub limits: Limits,
}

impl Capabilities {
    /// Nothing beyond the required operations.
    #[must_use]
    pub const fn new(lookup: Lookup, limits: Limits) -> Self {
        Self {
            artikelgroepen: false,
            incremental: false,
            read_by_id: false,
            klantprijzen: false,
            prices_lines: false,
            pdf: PdfTransport::None,
            pdf_wait: Duration::ZERO,
            orders: &[],
            mark_order: false,
            deletions: Deletions::Comparison,
            lookup,
            looks_first: false,
            artikelcode_uniek: false,
            editable: Editable::Unknown,
            lists_documents: false,
            browser_login: false,
            knows_administratie: false,
            limits,
        }
    }
}
