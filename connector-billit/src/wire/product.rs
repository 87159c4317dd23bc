//! Articles.

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::values::{Maybe, id};

/// `GET /v1/products` and `GET /v1/products/{id}`. Groups and barcodes are not read (B7, B12).
#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Product {
    #[serde(rename = "ProductID", deserialize_with = "id")]
    pub(crate) product_id: i64,
    #[serde(default)]
    pub(crate) reference: Maybe<String>,
    #[serde(default)]
    pub(crate) description: Maybe<String>,
    #[serde(default)]
    pub(crate) amount_excl: Maybe<Decimal>,
    /// A percentage.
    #[serde(rename = "VAT", default)]
    pub(crate) vat: Maybe<Decimal>,
    #[serde(default)]
    pub(crate) unit: Maybe<String>,
    #[serde(default)]
    pub(crate) last_modified: Maybe<String>,
}
