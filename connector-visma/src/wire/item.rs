//! `GET /v1/inventory`.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Metadata;
use super::values::{flag, id, text};

/// An inventory item.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Item {
    /// Stays when the number changes.
    #[serde(alias = "inventoryID", deserialize_with = "id")]
    pub(crate) inventory_id: String,
    /// What documents name the item by.
    #[serde(default, deserialize_with = "text")]
    pub(crate) inventory_number: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) status: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) r#type: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) default_price: Option<Decimal>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) base_unit: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) sales_unit: Option<String>,
    /// Rows can lack it: then the type decides.
    #[serde(default, deserialize_with = "flag")]
    pub(crate) stock_item: Option<bool>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) last_modified_date_time: Option<String>,
    pub(crate) metadata: Option<Metadata>,
}
