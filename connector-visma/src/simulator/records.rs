//! The master data of a company. Enumerations are spelled as the vendor spells them.

use rust_decimal::Decimal;

/// The status of a customer.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum KlantStatus {
    /// In use.
    #[default]
    Active,
    /// No documents for now.
    OnHold,
    /// No documents until something is paid.
    CreditHold,
    /// Not in use.
    Inactive,
    /// For one sale.
    OneTime,
}

impl KlantStatus {
    pub(super) const ALL: [Self; 5] =
        [Self::Active, Self::OnHold, Self::CreditHold, Self::Inactive, Self::OneTime];
}

/// The type of an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ArtikelSoort {
    /// Anything that is not kept in stock.
    #[default]
    NonStockItem,
    /// Work.
    LaborItem,
    /// A service.
    ServiceItem,
    /// A charge.
    ChargeItem,
    /// An expense.
    ExpenseItem,
    /// Kept in stock.
    FinishedGoodItem,
    /// Kept in stock, a part.
    ComponentPartItem,
    /// Kept in stock, put together.
    SubassemblyItem,
}

impl ArtikelSoort {
    pub(super) const ALL: [Self; 8] = [
        Self::NonStockItem,
        Self::LaborItem,
        Self::ServiceItem,
        Self::ChargeItem,
        Self::ExpenseItem,
        Self::FinishedGoodItem,
        Self::ComponentPartItem,
        Self::SubassemblyItem,
    ];

    /// Whether such items are kept in stock.
    #[must_use]
    pub const fn voorraad(self) -> bool {
        matches!(self, Self::FinishedGoodItem | Self::ComponentPartItem | Self::SubassemblyItem)
    }
}

/// The status of an item.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ArtikelStatus {
    /// In use.
    #[default]
    Active,
    /// Not sold.
    NoSales,
    /// Not bought.
    NoPurchases,
    /// Not asked for.
    NoRequest,
    /// Not in use.
    Inactive,
    /// To be removed.
    MarkedForDeletion,
}

impl ArtikelStatus {
    pub(super) const ALL: [Self; 6] = [
        Self::Active,
        Self::NoSales,
        Self::NoPurchases,
        Self::NoRequest,
        Self::Inactive,
        Self::MarkedForDeletion,
    ];

    pub(super) const fn sold(self) -> bool {
        matches!(self, Self::Active | Self::NoPurchases | Self::NoRequest)
    }
}

/// What an order type does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Gedrag {
    /// A sales order.
    #[default]
    SalesOrder,
    /// An order that is invoiced at once.
    Invoice,
    /// A quote.
    Quote,
    /// A return.
    RMAOrder,
    /// A credit.
    CreditMemo,
}

/// An address.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adres {
    /// Three free lines; the first holds street and number.
    pub regels: [Option<String>; 3],
    /// Postal code.
    pub postcode: Option<String>,
    /// Town.
    pub plaats: Option<String>,
    /// Country of two letters.
    pub land: Option<String>,
}

impl Adres {
    /// An address in the Netherlands.
    #[must_use]
    pub fn nl(straat: &str, postcode: &str, plaats: &str) -> Self {
        Self {
            regels: [Some(straat.to_owned()), None, None],
            postcode: Some(postcode.to_owned()),
            plaats: Some(plaats.to_owned()),
            land: Some("NL".to_owned()),
        }
    }
}

/// A customer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Klant {
    /// Number; the office can change it.
    pub nummer: String,
    /// Name.
    pub naam: String,
    /// Status.
    pub status: KlantStatus,
    /// General address.
    pub adres: Option<Adres>,
    /// Invoice address; without one it is the record of the general address.
    pub factuuradres: Option<Adres>,
    /// Delivery address; without one it is the record of the general address.
    pub afleveradres: Option<Adres>,
    /// Contact of the general address.
    pub contactpersoon: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Telephone.
    pub telefoon: Option<String>,
    /// VAT number.
    pub btw_nummer: Option<String>,
    /// Number at the chamber of commerce.
    pub kvk: Option<String>,
    /// Credit terms. Without them v3 takes no order.
    pub betalingsconditie: Option<String>,
    /// Note.
    pub notitie: Option<String>,
}

impl Klant {
    /// A customer with credit terms and no address.
    #[must_use]
    pub fn new(nummer: &str, naam: &str) -> Self {
        Self {
            nummer: nummer.to_owned(),
            naam: naam.to_owned(),
            betalingsconditie: Some("30".to_owned()),
            ..Self::default()
        }
    }
}

/// An item.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Artikel {
    /// Number; the office can change it.
    pub nummer: String,
    /// Description.
    pub omschrijving: String,
    /// Type.
    pub soort: ArtikelSoort,
    /// Status.
    pub status: ArtikelStatus,
    /// Default price.
    pub prijs: Decimal,
    /// Unit in which it is sold; also its base unit.
    pub eenheid: String,
    /// VAT code.
    pub btw_code: Option<String>,
    /// Default warehouse.
    pub magazijn: Option<String>,
}

impl Artikel {
    /// A non-stock item, price in cents.
    #[must_use]
    pub fn new(nummer: &str, omschrijving: &str, eenheid: &str, cents: i64) -> Self {
        Self {
            nummer: nummer.to_owned(),
            omschrijving: omschrijving.to_owned(),
            prijs: Decimal::new(cents, 2),
            eenheid: eenheid.to_owned(),
            btw_code: Some("1".to_owned()),
            ..Self::default()
        }
    }

    /// The same item as one that is kept in stock.
    #[must_use]
    pub fn op_voorraad(mut self) -> Self {
        self.soort = ArtikelSoort::FinishedGoodItem;
        self
    }
}

/// A warehouse.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Magazijn {
    /// Description.
    pub omschrijving: String,
    /// Whether it is in use.
    pub actief: bool,
    /// Number of its branch.
    pub vestiging: String,
}

/// A branch.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vestiging {
    /// Number, a text.
    pub nummer: String,
    /// Name.
    pub naam: String,
    /// Whether it is in use.
    pub actief: bool,
}

/// An order type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Ordersoort {
    /// Description.
    pub omschrijving: String,
    /// Whether it is in use.
    pub actief: bool,
    /// What it does.
    pub gedrag: Gedrag,
    /// Whether its orders start on hold unless they say otherwise.
    pub in_wacht: bool,
}
