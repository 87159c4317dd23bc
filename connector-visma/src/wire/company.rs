//! What belongs to the company: organizations, branches, warehouses and order types.

use serde::Deserialize;

use super::values::{flag, records, text};

/// `GET /v1/organization`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Organization {
    #[serde(default, deserialize_with = "text")]
    pub(crate) organization_cd: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) name: Option<String>,
    /// With `expandBranches` only.
    #[serde(default, deserialize_with = "records")]
    pub(crate) branches: Option<Vec<BranchName>>,
}

/// A branch inside an organization.
#[derive(Clone, Deserialize)]
pub(crate) struct BranchName {
    #[serde(default, deserialize_with = "text")]
    pub(crate) number: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) name: Option<String>,
}

/// `GET /v1/branch`. Never empty for a company, so that it proves what a token opens.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Branch {
    #[serde(default, deserialize_with = "text")]
    pub(crate) number: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) name: Option<String>,
}

/// `GET /v1/warehouse/{warehouseID}`. Ids are texts, even where they look like numbers.
#[derive(Clone, Deserialize)]
pub(crate) struct Warehouse {
    #[serde(default, rename = "warehouseID", alias = "warehouseId", deserialize_with = "text")]
    pub(crate) warehouse_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) active: Option<bool>,
}

/// `GET /v1/salesordertype`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct OrderType {
    #[serde(default, deserialize_with = "text")]
    pub(crate) order_type: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) active: Option<bool>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) description: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) behavior: Option<String>,
}
