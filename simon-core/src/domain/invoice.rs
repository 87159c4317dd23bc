//! The vendor-neutral document that an archived werkbon becomes.

use std::fmt;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Aantal, ArtikelId, OrderRef, Pdf, Percentage, Prijs, Referentie, RelatieId, WerkbonNummer,
};

/// What a werkbon becomes at the vendor (C2).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum DocumentSoort {
    /// An invoice that the office can still change.
    Factuur,
    /// A draft invoice in the vendor's own word.
    Conceptfactuur,
    /// A sales order.
    Verkooporder,
    /// Visma.net's customer invoice.
    Klantfactuur,
}

/// Why a line is on the document; also its place in the order of lines (C20).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegelSoort {
    /// Booked on the werkbon (C7).
    Artikel,
    /// Working time in hours (C6).
    Werktijd,
    /// Travelling time in hours (C5).
    Reistijd,
    /// The default article (C8).
    Standaard,
}

/// A line on an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct ArtikelRegel {
    /// Why it is there.
    pub soort: RegelSoort,
    /// The vendor's article.
    pub artikel: ArtikelId,
    /// The code that users know the article by.
    pub code: String,
    /// Text of the line; none leaves it to the vendor's article, where the vendor does so
    /// ([`Limits::regel_verplicht`](crate::connector::Limits::regel_verplicht)).
    pub omschrijving: Option<String>,
    /// Units or hours, rounded to the vendor's scale (C21).
    pub aantal: Aantal,
    /// Price per unit; none means that the vendor prices the line (C25).
    pub prijs: Option<Prijs>,
    /// Discount.
    pub korting: Option<Percentage>,
    /// Unit of the article.
    pub eenheid: Option<String>,
    /// The vendor's id of that unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eenheid_id: Option<String>,
    /// The vendor's VAT code of the article.
    pub btw_code: Option<String>,
    /// The vendor's ledger account of the article.
    pub grootboek: Option<String>,
    /// The vendor's cost centre of the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kostenplaats: Option<String>,
}

impl ArtikelRegel {
    /// A line with an article and a quantity, priced by nobody yet.
    pub fn new(
        soort: RegelSoort,
        artikel: ArtikelId,
        code: impl Into<String>,
        aantal: Aantal,
    ) -> Self {
        Self {
            soort,
            artikel,
            code: code.into(),
            omschrijving: None,
            aantal,
            prijs: None,
            korting: None,
            eenheid: None,
            eenheid_id: None,
            btw_code: None,
            grootboek: None,
            kostenplaats: None,
        }
    }
}

/// One line of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(clippy::large_enum_variant, reason = "nearly all lines are on articles")]
pub enum DraftRegel {
    /// Text without an article (C10).
    Tekst(String),
    /// An article.
    Artikel(ArtikelRegel),
}

/// The document that a werkbon becomes, before a connector maps it onto its vendor.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct InvoiceDraft {
    /// Ties the document to its werkbon, in a field that no setting governs (C22).
    pub referentie: Referentie,
    /// The werkbon's number.
    pub werkbon: WerkbonNummer,
    /// The customer.
    pub klant: RelatieId,
    /// The customer's number that users see, for interfaces that want it instead of the id; empty where
    /// the vendor has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub klant_code: String,
    /// Kind of document.
    pub soort: DocumentSoort,
    /// Calendar date of the document.
    pub datum: NaiveDate,
    /// Lines in the order of C20.
    pub regels: Vec<DraftRegel>,
    /// Description of the document (C13).
    pub omschrijving: Option<String>,
    /// Memo, Opmerkingen or Notes (C11).
    pub memo: Option<String>,
    /// Customer reference or betalingskenmerk, as the setting composes it (C12). Never cut.
    pub klantreferentie: Option<String>,
    /// The werkbon's user (C18).
    pub gebruiker: Option<String>,
    /// Payment term in days (C26).
    pub betalingstermijn_dagen: Option<u16>,
    /// PDFs to attach (C19).
    pub bijlagen: Vec<Pdf>,
    /// The vendor's order that the werkbon was made from (D7).
    pub bron: Option<OrderRef>,
    /// How often the werkbon was sent anew at a person's word, after it ended without a document. Tries of
    /// one round are about the same document: a key against doubles is of the reference and the round
    /// (C22).
    #[serde(default, skip_serializing_if = "is_first")]
    pub ronde: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's form")]
const fn is_first(ronde: &u32) -> bool {
    *ronde == 0
}

/// Without personal data (F6).
impl fmt::Debug for InvoiceDraft {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "InvoiceDraft({}, {:?}, {} regels)",
            self.referentie,
            self.soort,
            self.regels.len()
        )
    }
}

impl InvoiceDraft {
    /// A document without lines or texts.
    #[must_use]
    pub const fn new(
        referentie: Referentie,
        werkbon: WerkbonNummer,
        klant: RelatieId,
        soort: DocumentSoort,
        datum: NaiveDate,
    ) -> Self {
        Self {
            referentie,
            werkbon,
            klant,
            klant_code: String::new(),
            soort,
            datum,
            regels: Vec::new(),
            omschrijving: None,
            memo: None,
            klantreferentie: None,
            gebruiker: None,
            betalingstermijn_dagen: None,
            bijlagen: Vec::new(),
            bron: None,
            ronde: 0,
        }
    }

    /// The lines on articles, in order.
    pub fn artikel_regels(&self) -> impl Iterator<Item = &ArtikelRegel> {
        self.regels.iter().filter_map(|regel| match regel {
            DraftRegel::Artikel(regel) => Some(regel),
            DraftRegel::Tekst(_) => None,
        })
    }
}

/// A document at the vendor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DocumentRef {
    /// The vendor's identifier.
    pub vendor_id: String,
    /// The number that users see there; none while the vendor has not numbered it.
    pub nummer: Option<String>,
}

impl DocumentRef {
    /// A document by the vendor's id and the number that users see.
    pub fn new(vendor_id: impl Into<String>, nummer: Option<String>) -> Self {
        Self { vendor_id: vendor_id.into(), nummer }
    }
}
