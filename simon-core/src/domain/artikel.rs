//! Articles and their groups.

use serde::{Deserialize, Serialize};

use super::{ArtikelId, ArtikelgroepId, Geldigheid, Prijs};

/// An article or service that can be booked on a werkbon.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Artikel {
    /// The vendor's identifier.
    #[serde(rename = "vendor_id")]
    pub id: ArtikelId,
    /// The article number that users see.
    #[serde(default)]
    pub code: String,
    /// Description.
    pub omschrijving: String,
    /// Group, where the vendor has groups (B7).
    #[serde(default)]
    pub groep: Option<ArtikelgroepId>,
    /// Unit of sale, for example `stuk` or `uur`.
    #[serde(default)]
    pub eenheid: Option<String>,
    /// The vendor's id of the unit, for interfaces that want it on every line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub eenheid_id: Option<String>,
    /// Sales price per unit, with its VAT mode; none when the vendor gives none (C25).
    #[serde(default)]
    pub verkoopprijs: Option<Prijs>,
    /// The vendor's VAT code, for interfaces that want it on every line.
    #[serde(default)]
    pub btw_code: Option<String>,
    /// The vendor's ledger account, for interfaces that want it on every line.
    #[serde(default)]
    pub grootboek: Option<String>,
    /// The vendor's cost centre, for interfaces that want it on every line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kostenplaats: Option<String>,
    /// False where the vendor allows whole quantities only, so that hours cannot be booked on it.
    #[serde(default = "super::relatie::ja")]
    pub deelbaar: bool,
    /// False once the vendor made it inactive: the next clean-up removes it (B4). The engine keeps it
    /// right day by day where the vendor has [dates](Self::geldig); one that is still to begin stays.
    #[serde(default = "super::relatie::ja")]
    pub actief: bool,
    /// The days on which it is active, for a vendor that keeps those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geldig: Option<Geldigheid>,
}

impl Artikel {
    /// An active article with a code and a description.
    pub fn new(id: ArtikelId, code: impl Into<String>, omschrijving: impl Into<String>) -> Self {
        Self {
            id,
            code: code.into(),
            omschrijving: omschrijving.into(),
            groep: None,
            eenheid: None,
            eenheid_id: None,
            verkoopprijs: None,
            btw_code: None,
            grootboek: None,
            kostenplaats: None,
            deelbaar: true,
            actief: true,
            geldig: None,
        }
    }
}

/// A group of articles. Names are compared case-sensitively (B7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Artikelgroep {
    /// The vendor's identifier.
    #[serde(rename = "vendor_id")]
    pub id: ArtikelgroepId,
    /// Name, as users write it in the settings.
    pub naam: String,
}

impl Artikelgroep {
    /// A group with a name.
    pub fn new(id: ArtikelgroepId, naam: impl Into<String>) -> Self {
        Self { id, naam: naam.into() }
    }
}
