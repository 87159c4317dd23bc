//! Invoices and quotes: one record for both, and for purchases as well.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::values::{Maybe, id, list};

/// `GET /v1/orders` and `GET /v1/orders/{id}`. Rows of the list lack lines, title and remarks: nothing is
/// concluded from a member that is absent there.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Order {
    #[serde(rename = "OrderID", deserialize_with = "id")]
    pub(crate) order_id: i64,
    /// A draft has none.
    #[serde(default)]
    pub(crate) order_number: Maybe<String>,
    #[serde(default)]
    pub(crate) order_type: Maybe<String>,
    #[serde(default)]
    pub(crate) order_direction: Maybe<String>,
    #[serde(default)]
    pub(crate) order_status: Maybe<String>,
    #[serde(default)]
    pub(crate) approval_status: Maybe<String>,
    #[serde(default)]
    pub(crate) invoiced: Maybe<bool>,
    #[serde(default)]
    pub(crate) order_title: Maybe<String>,
    #[serde(default)]
    pub(crate) comments: Maybe<String>,
    #[serde(rename = "ExternalProviderID", default)]
    pub(crate) external_provider_id: Maybe<String>,
    #[serde(rename = "CustomerID", default)]
    pub(crate) customer_id: Maybe<i64>,
    #[serde(rename = "CounterPartyID", default)]
    pub(crate) counter_party_id: Maybe<i64>,
    #[serde(default)]
    pub(crate) counter_party: Option<OfParty>,
    #[serde(default)]
    pub(crate) customer: Option<OfParty>,
    #[serde(default, deserialize_with = "list")]
    pub(crate) order_lines: Vec<OrderLine>,
    #[serde(default, deserialize_with = "list")]
    pub(crate) attachments: Vec<OrderFile>,
    #[serde(default)]
    pub(crate) total_excl: Maybe<Decimal>,
    #[serde(default)]
    pub(crate) last_modified: Maybe<String>,
}

/// Which party an order is for.
#[derive(Clone, Deserialize)]
pub(crate) struct OfParty {
    #[serde(rename = "PartyID", default)]
    pub(crate) party_id: Maybe<i64>,
}

/// A line of an order. One of text alone has nothing but a description, an empty one not even that.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct OrderLine {
    #[serde(rename = "ProductID")]
    pub(crate) product_id: Maybe<i64>,
    pub(crate) description: Maybe<String>,
    pub(crate) description_extended: Maybe<String>,
    pub(crate) quantity: Maybe<Decimal>,
    pub(crate) unit_price_excl: Maybe<Decimal>,
    pub(crate) reduction_percentage: Maybe<Decimal>,
}

/// A file at an order.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct OrderFile {
    pub(crate) file_name: Maybe<String>,
}
