//! Addresses.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{RelatieId, WerkadresId};

/// A postal address. Parts that the vendor does not give are empty.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[non_exhaustive]
pub struct Adres {
    /// Contact person or addressee.
    pub contactpersoon: String,
    /// Street with house number.
    pub straat: String,
    /// Postal code.
    pub postcode: String,
    /// Town.
    pub plaats: String,
    /// Two-letter country code in capitals; empty when unknown.
    pub land: String,
}

/// Without personal data (F6).
impl fmt::Debug for Adres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Adres")
    }
}

impl Adres {
    /// An address in a street and a town.
    pub fn new(
        straat: impl Into<String>,
        postcode: impl Into<String>,
        plaats: impl Into<String>,
    ) -> Self {
        Self {
            straat: straat.into(),
            postcode: postcode.into(),
            plaats: plaats.into(),
            ..Self::default()
        }
    }

    /// Whether nothing that leads anywhere is filled in; such an address is no work address.
    #[must_use]
    pub fn is_leeg(&self) -> bool {
        [&self.straat, &self.postcode, &self.plaats].iter().all(|part| part.trim().is_empty())
    }
}

/// One line, as it is put on documents: `Dorpsstraat 1, 1234 AB Utrecht`.
impl fmt::Display for Adres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let town = format!("{} {}", self.postcode.trim(), self.plaats.trim());
        let parts = [self.straat.trim(), town.trim()];
        let filled: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
        f.write_str(&filled.join(", "))
    }
}

/// The address where the work is done. Its origin follows from its id: the vendor's, or a user's,
/// which sync and clean-up keep as long as its customer exists (B11).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Werkadres {
    /// Identifies the address.
    pub id: WerkadresId,
    /// The customer that it hangs on. Without one, a werkbon there cannot be sent (C4).
    pub relatie: Option<RelatieId>,
    /// Name of the place, where it has one.
    #[serde(default)]
    pub naam: String,
    /// The address.
    pub adres: Adres,
}

/// Without personal data (F6).
impl fmt::Debug for Werkadres {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Werkadres({}, relatie: {:?})", self.id, self.relatie)
    }
}

impl Werkadres {
    /// A work address of a customer.
    pub fn new(id: WerkadresId, relatie: RelatieId, adres: Adres) -> Self {
        Self { id, relatie: Some(relatie), naam: String::new(), adres }
    }
}
