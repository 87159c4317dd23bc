//! Orders and quotes that come from the vendor and become werkbonnen (D).

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Aantal, ArtikelId, Percentage, Prijs, RelatieId};

/// Order or quote.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrderSoort {
    /// A sales order.
    Verkooporder,
    /// A quote.
    Offerte,
}

impl OrderSoort {
    /// The word of the setting `ophalen`.
    #[must_use]
    pub const fn sleutel(self) -> &'static str {
        match self {
            Self::Verkooporder => "verkooporders",
            Self::Offerte => "offertes",
        }
    }
}

/// Which order or quote at the vendor.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OrderRef {
    /// Order or quote.
    pub soort: OrderSoort,
    /// The vendor's identifier.
    pub vendor_id: String,
    /// The number that users see.
    pub nummer: String,
}

impl OrderRef {
    /// An order by its kind, the vendor's id and the number that users see.
    pub fn new(soort: OrderSoort, vendor_id: impl Into<String>, nummer: impl Into<String>) -> Self {
        Self { soort, vendor_id: vendor_id.into(), nummer: nummer.into() }
    }
}

/// A line of a vendor's order: on an article, or text only.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VendorOrderRegel {
    /// The article; none for a text line, and where the order names it by [its code](Self::artikel_code).
    pub artikel: Option<ArtikelId>,
    /// The article's code, at a vendor whose orders do not name articles by their id: the engine looks
    /// it up in the store.
    #[serde(default)]
    pub artikel_code: Option<String>,
    /// Text of the line.
    pub omschrijving: String,
    /// Quantity; none for a text line.
    pub aantal: Option<Aantal>,
    /// What quantity and price are counted in, as [`Artikel::eenheid`](super::Artikel::eenheid) spells it;
    /// none where the order does not tell.
    #[serde(default)]
    pub eenheid: Option<String>,
    /// Price per unit.
    pub prijs: Option<Prijs>,
    /// Discount.
    pub korting: Option<Percentage>,
}

impl VendorOrderRegel {
    /// A text line.
    pub fn tekst(omschrijving: impl Into<String>) -> Self {
        Self {
            artikel: None,
            artikel_code: None,
            omschrijving: omschrijving.into(),
            aantal: None,
            eenheid: None,
            prijs: None,
            korting: None,
        }
    }

    /// Whether it is on an article, known to Simon or not.
    #[must_use]
    pub const fn is_op_artikel(&self) -> bool {
        self.artikel.is_some() || self.artikel_code.is_some()
    }
}

/// An order or quote as the vendor holds it.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VendorOrder {
    /// Which one.
    pub order: OrderRef,
    /// The customer.
    pub klant: Option<RelatieId>,
    /// Whether it is still open: not invoiced, closed or cancelled (D8).
    pub open: bool,
    /// Our own reference, where this vendor document carries one: then it is never imported (D8).
    pub referentie: Option<String>,
    /// The order or quote that it was made from: once that became a werkbon, this one does not (D8).
    #[serde(default)]
    pub uit: Option<OrderRef>,
    /// Description; the filter word is looked for in it (D3).
    pub omschrijving: String,
    /// Texts from which the work description can be composed (D5), in the order of the connector's
    /// choices: at SnelStart `omschrijving` and `memo`.
    pub teksten: Vec<(String, String)>,
    /// Lines.
    pub regels: Vec<VendorOrderRegel>,
}

/// Without personal data (F6).
impl fmt::Debug for VendorOrder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VendorOrder({:?}, {} regels)", self.order, self.regels.len())
    }
}

impl VendorOrder {
    /// An open order without lines.
    pub fn new(order: OrderRef, omschrijving: impl Into<String>) -> Self {
        Self {
            order,
            klant: None,
            open: true,
            referentie: None,
            uit: None,
            omschrijving: omschrijving.into(),
            teksten: Vec::new(),
            regels: Vec::new(),
        }
    }
}
