//! Who is logged in, and which companies that opens.

use serde::Deserialize;

use crate::values::{Maybe, id, list};

/// `GET /v1/account/accountInformation`.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct AccountInformation {
    /// Every company that the user can reach, whichever the call was for.
    #[serde(deserialize_with = "list")]
    pub(crate) companies: Vec<Company>,
}

/// A company of the user.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Company {
    #[serde(rename = "PartyID", deserialize_with = "id")]
    pub(crate) party_id: i64,
    #[serde(default)]
    pub(crate) name: Maybe<String>,
    #[serde(default)]
    pub(crate) commercial_name: Maybe<String>,
    #[serde(default)]
    pub(crate) tab_name_alias: Maybe<String>,
    #[serde(rename = "APIAllowed", default)]
    pub(crate) api_allowed: Maybe<bool>,
}
