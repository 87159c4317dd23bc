//! `GET /api/v3/SalesOrders`: rows of the list, the order itself, and its lines.

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use super::Attachment;
use super::values::{flag, named, records, text, whole};

/// An order or quote. A row of the list, a row with `expand`, and the order itself spell some things
/// differently; what one of them lacks is none.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Order {
    /// `SO`, `QT` and the like.
    #[serde(default, deserialize_with = "text")]
    pub(crate) r#type: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) order_id: Option<String>,
    #[serde(default, deserialize_with = "status")]
    pub(crate) status: Option<Status>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) customer_order: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) customer_ref_no: Option<String>,
    /// In the order itself, with `expand=Customer`.
    pub(crate) customer: Option<OrderCustomer>,
    pub(crate) shipping: Option<Shipping>,
    /// From which order or quote it was made.
    #[serde(default, deserialize_with = "text")]
    pub(crate) original_order_type: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) original_order_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) last_modified: Option<String>,
    /// With `expand=Lines`; a service that does not know that leaves them out.
    #[serde(default, deserialize_with = "records")]
    pub(crate) order_lines: Option<Vec<OrderLine>>,
    #[serde(default, deserialize_with = "records")]
    pub(crate) attachments: Option<Vec<Attachment>>,
}

/// The customer of an order.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrderCustomer {
    #[serde(default, deserialize_with = "text")]
    pub(crate) internal_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) order: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) ref_no: Option<String>,
}

/// How an order is shipped.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Shipping {
    /// The id, of an object.
    #[serde(default, deserialize_with = "named")]
    pub(crate) preferred_warehouse: Option<String>,
}

impl std::fmt::Debug for OrderCustomer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("OrderCustomer")
    }
}

impl std::fmt::Debug for Shipping {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Shipping")
    }
}

/// The status of an order: a text in rows, an object in the order itself.
#[derive(Clone, Default, PartialEq, Eq, Deserialize)]
pub(crate) struct Status {
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) hold: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) cancelled: Option<bool>,
}

/// A line of an order or quote.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrderLine {
    #[serde(default, deserialize_with = "whole")]
    pub(crate) line_id: Option<i64>,
    pub(crate) inventory: Option<LineItem>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) quantity: Option<Decimal>,
    /// What quantity and price are counted in; need not be the item's own.
    #[serde(default, deserialize_with = "text")]
    pub(crate) unit_of_measure: Option<String>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) unit_price: Option<Decimal>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) discount_percent: Option<Decimal>,
}

/// The item of a line, by its number and never by its id.
#[derive(Debug, Clone, Deserialize)]
pub(crate) struct LineItem {
    #[serde(default, deserialize_with = "text")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
}

impl OrderLine {
    /// What tells it from the other lines: its id, else its place.
    pub(crate) fn key(&self, at: usize) -> String {
        self.line_id.map_or_else(|| format!("#{at}"), |id| id.to_string())
    }
}

impl Order {
    /// The field that is ours in the orders we make.
    pub(crate) fn ref_no(&self) -> Option<&str> {
        let of_customer = || self.customer.as_ref()?.ref_no.as_deref();
        of_customer().or(self.customer_ref_no.as_deref())
    }

    /// The customer's own reference; ours where the customer has none.
    pub(crate) fn customers_order(&self) -> Option<&str> {
        let of_customer = || self.customer.as_ref()?.order.as_deref();
        of_customer().or(self.customer_order.as_deref())
    }
}

fn status<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Status>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(deserializer)? else { return Ok(None) };
    let unreadable = |_| serde::de::Error::custom("no status, expected text or an object");
    if raw.get().starts_with('{') {
        return serde_json::from_str(raw.get()).map(Some).map_err(unreadable);
    }
    let description =
        text(&mut serde_json::Deserializer::from_str(raw.get())).map_err(unreadable)?;
    Ok(description.map(|text| Status { description: Some(text), ..Status::default() }))
}
