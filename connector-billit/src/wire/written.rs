//! The invoice that is written.

use rust_decimal::Decimal;
use serde::Serialize;

/// Body of `POST /v1/orders`. Members that are not here are left out on purpose: with an `OrderID` it
/// would change an order, with an `OrderNumber` it would step out of the company's numbering, with a
/// `Customer` the vendor would look for one that resembles it, with an `OrderPDF` our PDF would be the
/// invoice; totals are the vendor's.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewOrder {
    pub(crate) order_type: &'static str,
    pub(crate) order_direction: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) order_status: Option<&'static str>,
    #[serde(rename = "CustomerID")]
    pub(crate) customer_id: i64,
    pub(crate) order_date: String,
    pub(crate) expiry_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) comments: Option<String>,
    /// The regime of all lines at 0 %.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ventilation_code: Option<String>,
    #[serde(rename = "ExternalProviderID")]
    pub(crate) external_provider_id: String,
    pub(crate) order_lines: Vec<NewLine>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) attachments: Vec<NewFile>,
}

/// A line; of text alone it has a description and nothing else.
#[derive(Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewLine {
    #[serde(rename = "ProductID", skip_serializing_if = "Option::is_none")]
    pub(crate) product_id: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none", with = "simon_core::http::decimal::option")]
    pub(crate) quantity: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none", with = "simon_core::http::decimal::option")]
    pub(crate) unit_price_excl: Option<Decimal>,
    #[serde(
        rename = "VATPercentage",
        skip_serializing_if = "Option::is_none",
        with = "simon_core::http::decimal::option"
    )]
    pub(crate) vat_percentage: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none", with = "simon_core::http::decimal::option")]
    pub(crate) reduction_percentage: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) unit: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) reference: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) description: Option<String>,
}

/// A file that goes along to the customer.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewFile {
    pub(crate) file_name: String,
    /// Base64.
    pub(crate) file_content: String,
}
