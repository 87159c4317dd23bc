//! Customers.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Adres, Geldigheid, RelatieId};

/// A customer (klant, debiteur) as the accounting package knows it. The package leads (B1).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Relatie {
    /// The vendor's identifier, or one of Simon's own.
    #[serde(rename = "vendor_id")]
    pub id: RelatieId,
    /// The customer number that users see; empty where the vendor has none.
    #[serde(default)]
    pub code: String,
    /// Name.
    pub naam: String,
    /// The customer address, where known.
    #[serde(default)]
    pub adres: Option<Adres>,
    /// Telephone number as written by the vendor.
    #[serde(default)]
    pub telefoon: Option<String>,
    /// E-mail addresses, in the vendor's order.
    #[serde(default)]
    pub email: Vec<String>,
    /// VAT number as written by the vendor.
    #[serde(default)]
    pub btw_nummer: Option<String>,
    /// Payment term in days (C26).
    #[serde(default)]
    pub betalingstermijn_dagen: Option<u16>,
    /// False once the vendor made the customer inactive, or no customer any more: nothing can be
    /// invoiced to it, and the next clean-up removes it (B4). The engine keeps it right day by day where
    /// the vendor has [dates](Self::geldig); one that is still to begin stays.
    #[serde(default = "super::relatie::ja")]
    pub actief: bool,
    /// The days on which it is active, for a vendor that keeps those.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub geldig: Option<Geldigheid>,
}

/// Without personal data (F6).
impl fmt::Debug for Relatie {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Relatie({}, actief: {})", self.id, self.actief)
    }
}

pub(crate) const fn ja() -> bool {
    true
}

impl Relatie {
    /// An active customer with a name and nothing else.
    pub fn new(id: RelatieId, naam: impl Into<String>) -> Self {
        Self {
            id,
            code: String::new(),
            naam: naam.into(),
            adres: None,
            telefoon: None,
            email: Vec::new(),
            btw_nummer: None,
            betalingstermijn_dagen: None,
            actief: true,
            geldig: None,
        }
    }
}
