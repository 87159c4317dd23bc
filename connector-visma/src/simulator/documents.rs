//! The documents of a company.

use bytes::Bytes;
use chrono::NaiveDate;
use rust_decimal::{Decimal, RoundingStrategy};
use simon_testkit::vendor::json;

use super::records::Adres;

/// A line of an invoice or an order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Regel {
    /// Number of the item; empty when there is none.
    pub artikel: String,
    /// Description.
    pub omschrijving: String,
    /// Quantity, with every digit that was sent.
    pub aantal: String,
    /// Unit.
    pub eenheid: String,
    /// Unit price, with every digit that was sent; none when it was left to the vendor.
    pub gestuurde_prijs: Option<String>,
    /// Unit price.
    pub prijs: Decimal,
    /// Discount in per cent.
    pub korting: Decimal,
    /// Warehouse.
    pub magazijn: Option<String>,
    /// Note.
    pub notitie: Option<String>,
}

impl Regel {
    /// The exact quantity; zero when it is none.
    #[must_use]
    pub fn hoeveelheid(&self) -> Decimal {
        json::decimal(&self.aantal).unwrap_or_default()
    }

    /// Quantity times price less discount, in cents.
    #[must_use]
    pub fn bedrag(&self) -> Decimal {
        let part = (Decimal::ONE_HUNDRED - self.korting) / Decimal::ONE_HUNDRED;
        let exact = self.hoeveelheid() * self.prijs * part;
        exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
    }
}

/// A file on a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bijlage {
    /// Id, a GUID.
    pub id: String,
    /// File name.
    pub naam: String,
    /// Counted up from 1 whenever the name comes again.
    pub revisie: i64,
    /// Content type of the last revision.
    pub soort: String,
    /// The bytes of the last revision.
    pub inhoud: Bytes,
}

/// A customer invoice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Factuur {
    /// Reference number.
    pub nummer: String,
    /// Number of the customer.
    pub klant: String,
    /// Status: `Hold` or `Balanced` until it is released.
    pub status: String,
    /// Document date.
    pub datum: NaiveDate,
    /// Invoice text.
    pub tekst: Option<String>,
    /// Note.
    pub notitie: Option<String>,
    /// The customer's reference.
    pub referentie: Option<String>,
    /// External reference.
    pub externe_referentie: Option<String>,
    /// Number of the branch.
    pub vestiging: Option<String>,
    /// Lines.
    pub regels: Vec<Regel>,
    /// Files.
    pub bijlagen: Vec<Bijlage>,
}

impl Factuur {
    /// The sum of the lines.
    #[must_use]
    pub fn bedrag(&self) -> Decimal {
        self.regels.iter().map(Regel::bedrag).sum()
    }
}

/// A sales order, a quote, or another order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order {
    /// Type of two letters.
    pub soort: String,
    /// Number; unique within its type.
    pub nummer: String,
    /// Number of the customer.
    pub klant: String,
    /// Status: `Open`, `Hold`, `CreditHold`, `Completed`, `Cancelled`, `BackOrder`, `Shipping`,
    /// `Invoiced`, `PendingApproval`, `Voided`, or any other text.
    pub status: String,
    /// Description.
    pub omschrijving: Option<String>,
    /// Note.
    pub notitie: Option<String>,
    /// The customer's own order number.
    pub klantorder: Option<String>,
    /// The number that the order has in another application.
    pub referentie: Option<String>,
    /// Date.
    pub datum: NaiveDate,
    /// Date on which it is wanted; none is its date.
    pub gewenst_op: Option<NaiveDate>,
    /// Number of the branch; none is the first.
    pub vestiging: Option<String>,
    /// Warehouse that is preferred for all lines.
    pub voorkeursmagazijn: Option<String>,
    /// Delivery address; none is the customer's.
    pub afleveradres: Option<Adres>,
    /// Type and number of the quote that it came from.
    pub herkomst: Option<(String, String)>,
    /// Who made it; none when an application did.
    pub gemaakt_door: Option<String>,
    /// Lines.
    pub regels: Vec<Regel>,
    /// Files.
    pub bijlagen: Vec<Bijlage>,
}

impl Order {
    /// Type and number in one text.
    pub(super) fn key(&self) -> String {
        format!("{} {}", self.soort, self.nummer)
    }

    /// The sum of the lines.
    #[must_use]
    pub fn bedrag(&self) -> Decimal {
        self.regels.iter().map(Regel::bedrag).sum()
    }
}
