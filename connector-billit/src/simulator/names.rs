//! The listed records and the names that queries may use.

use simon_testkit::vendor::odata::Kind;

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Entity {
    Parties,
    Products,
    Orders,
}

/// A property that a query can name.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Property {
    /// As queries write it; a slash leads into an object.
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    /// Whether a filter may name it; else only the order of a list may.
    pub(super) filter: bool,
}

const fn filtered(name: &'static str, kind: Kind) -> Property {
    Property { name, kind, filter: true }
}

const fn ordered(name: &'static str, kind: Kind) -> Property {
    Property { name, kind, filter: false }
}

const PARTIES: [Property; 6] = [
    filtered("PartyType", Kind::OneOf(&["Customer", "Supplier"])),
    filtered("LastModified", Kind::Time),
    filtered("VATNumber", Kind::Text),
    filtered("Name", Kind::Text),
    ordered("PartyID", Kind::Number),
    ordered("Created", Kind::Time),
];

const PRODUCTS: [Property; 5] = [
    filtered("LastModified", Kind::Time),
    filtered("GroupName", Kind::Text),
    filtered("Reference", Kind::Text),
    ordered("ProductID", Kind::Number),
    ordered("Created", Kind::Time),
];

/// Source: docs.billit.be, "OData for Filtering": since 17 March 2026 these and no others.
const ORDERS: [Property; 28] = [
    filtered("OrderID", Kind::Number),
    filtered("CounterParty/PartyID", Kind::Number),
    filtered("CompanyID", Kind::Number),
    filtered("OrderDirection", Kind::Text),
    filtered("OrderType", Kind::Text),
    filtered("OrderDate", Kind::Time),
    filtered("OrderNumber", Kind::Text),
    filtered("ExpiryDate", Kind::Time),
    filtered("ExportedToConnector", Kind::Bool),
    filtered("AccountantVerificationNeeded", Kind::Bool),
    filtered("TotalExcl", Kind::Number),
    filtered("TotalVAT", Kind::Number),
    filtered("TotalIncl", Kind::Number),
    filtered("FXRateToForeign", Kind::Number),
    filtered("Paid", Kind::Bool),
    filtered("OrderStatus", Kind::Text),
    filtered("ExternalProviderID", Kind::Text),
    filtered("Currency", Kind::Text),
    filtered("PaymentReference", Kind::Text),
    filtered("LastModified", Kind::Time),
    filtered("Created", Kind::Time),
    filtered("ApprovalStatus", Kind::Text),
    filtered("PaidDate", Kind::Time),
    filtered("PaymentMethod", Kind::Text),
    filtered("Reference", Kind::Text),
    filtered("RemindersSent", Kind::Number),
    filtered("ExternalProvider", Kind::Text),
    filtered("IsSent", Kind::Bool),
];

impl Entity {
    pub(super) const ALL: [Self; 3] = [Self::Parties, Self::Products, Self::Orders];

    /// Its name in paths.
    pub(super) fn path(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::Products => "products",
            Self::Orders => "orders",
        }
    }

    /// The member that holds its id.
    pub(super) fn id(self) -> &'static str {
        match self {
            Self::Parties => "PartyID",
            Self::Products => "ProductID",
            Self::Orders => "OrderID",
        }
    }

    /// The name of its type in the vendor's messages.
    pub(super) fn model(self) -> &'static str {
        match self {
            Self::Parties => "Party",
            Self::Products => "Product",
            Self::Orders => "OrderPerformanceSafeColumns",
        }
    }

    /// The property with exactly this name.
    pub(super) fn property(self, name: &str) -> Option<&'static Property> {
        let properties: &'static [Property] = match self {
            Self::Parties => &PARTIES,
            Self::Products => &PRODUCTS,
            Self::Orders => &ORDERS,
        };
        properties.iter().find(|property| property.name == name)
    }

    /// The texts that a row shows as empty when they are written at all.
    pub(super) fn texts(self) -> &'static [&'static str] {
        match self {
            Self::Parties => &[
                "Nr",
                "CommercialName",
                "Contact",
                "Street",
                "StreetNumber",
                "Box",
                "Zipcode",
                "City",
                "CountryCode",
                "Email",
                "Phone",
                "Mobile",
                "Fax",
                "Website",
                "VATNumber",
                "Language",
            ],
            Self::Products => &["Reference", "Description", "Unit", "GroupName", "EAN"],
            Self::Orders => &["OrderNumber", "PaymentReference", "ApprovalStatus"],
        }
    }
}
