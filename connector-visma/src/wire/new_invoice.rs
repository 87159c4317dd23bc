//! `POST /v2/customerinvoice`: every scalar stands in an object of its own, lines and their `operation`
//! do not.

use rust_decimal::Decimal;
use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

/// A scalar as the main API takes it: `{"value": ...}`. An empty one is an error there, so there is none
/// for a member that is not set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value<T>(pub(crate) T);

impl<T: Serialize> Serialize for Value<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_struct("Value", 1)?;
        object.serialize_field("value", &self.0)?;
        object.end()
    }
}

/// A decimal with exactly its digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub(crate) struct Exact(#[serde(with = "simon_core::http::decimal")] pub(crate) Decimal);

impl From<Decimal> for Value<Exact> {
    fn from(number: Decimal) -> Self {
        Self(Exact(number))
    }
}

/// An invoice to create. VAT, accounts, terms and the period are left out on purpose: the customer's and
/// the item's own hold. So is the number.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewInvoice {
    pub(crate) customer_number: Value<String>,
    pub(crate) document_date: Value<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) hold: Option<Value<bool>>,
    pub(crate) invoice_text: Value<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) customer_ref_number: Option<Value<String>>,
    /// Ours (C22).
    pub(crate) external_reference: Value<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<Value<String>>,
    pub(crate) invoice_lines: Vec<NewInvoiceLine>,
}

/// A line of it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewInvoiceLine {
    pub(crate) operation: &'static str,
    pub(crate) inventory_number: Value<String>,
    pub(crate) quantity: Value<Exact>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) uom: Option<Value<String>>,
    /// In the currency of the document; without it the vendor prices the line (C25).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit_price_in_currency: Option<Value<Exact>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<Value<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) discount_percent: Option<Value<Exact>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) manual_discount: Option<Value<bool>>,
}
