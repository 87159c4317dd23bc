//! `POST /api/v3/SalesOrders`: plain JSON. The service seems to ignore members that it does not know, so
//! a wrong name would be silent: only those of its document stand here.

use rust_decimal::Decimal;
use serde::Serialize;

/// An order to create. Its number, currency, terms and addresses are the vendor's.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewOrder {
    pub(crate) r#type: &'static str,
    pub(crate) date: String,
    pub(crate) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) status: Option<&'static str>,
    pub(crate) customer: NewOrderCustomer,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) note: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) shipping: Option<NewOrderShipping>,
    pub(crate) order_lines: Vec<NewOrderLine>,
}

/// The customer of it, and both references.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewOrderCustomer {
    /// The number.
    pub(crate) id: String,
    pub(crate) order: String,
    /// Ours (C22).
    pub(crate) ref_no: String,
}

/// Where it is shipped from.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewOrderShipping {
    pub(crate) preferred_warehouse_id: String,
}

/// A line of it.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct NewOrderLine {
    /// The item's number, never its id.
    pub(crate) inventory_id: String,
    #[serde(with = "simon_core::http::decimal")]
    pub(crate) quantity: Decimal,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit_of_measure: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
    /// Without it the vendor prices the line (C25).
    #[serde(skip_serializing_if = "Option::is_none", with = "simon_core::http::decimal::option")]
    pub(crate) unit_price: Option<Decimal>,
    /// Without it the service ignores the price.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) has_manual_price: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none", with = "simon_core::http::decimal::option")]
    pub(crate) discount_percent: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) has_manual_discount: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) warehouse_id: Option<String>,
}
