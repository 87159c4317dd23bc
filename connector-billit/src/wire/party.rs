//! Customers.

use serde::Deserialize;

use crate::values::{Maybe, id, list};

/// `GET /v1/parties` and `GET /v1/parties/{id}`. Rows of the list may lack addresses and terms.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Party {
    #[serde(rename = "PartyID", deserialize_with = "id")]
    pub(crate) party_id: i64,
    #[serde(default)]
    pub(crate) party_type: Maybe<String>,
    #[serde(default)]
    pub(crate) nr: Maybe<String>,
    #[serde(default)]
    pub(crate) name: Maybe<String>,
    #[serde(default)]
    pub(crate) commercial_name: Maybe<String>,
    #[serde(default)]
    pub(crate) display_name: Maybe<String>,
    #[serde(default)]
    pub(crate) contact: Maybe<String>,
    #[serde(default)]
    pub(crate) contact_first_name: Maybe<String>,
    #[serde(default)]
    pub(crate) contact_last_name: Maybe<String>,
    #[serde(default, deserialize_with = "list")]
    pub(crate) addresses: Vec<PartyAddress>,
    #[serde(default)]
    pub(crate) street: Maybe<String>,
    #[serde(default)]
    pub(crate) street_number: Maybe<String>,
    #[serde(default)]
    pub(crate) r#box: Maybe<String>,
    #[serde(default)]
    pub(crate) zipcode: Maybe<String>,
    #[serde(default)]
    pub(crate) city: Maybe<String>,
    #[serde(default)]
    pub(crate) country_code: Maybe<String>,
    #[serde(default)]
    pub(crate) email: Maybe<String>,
    #[serde(default)]
    pub(crate) phone: Maybe<String>,
    #[serde(default)]
    pub(crate) mobile: Maybe<String>,
    #[serde(rename = "VATNumber", default)]
    pub(crate) vat_number: Maybe<String>,
    /// The regime that the customer is invoiced under, unless the invoice says otherwise.
    #[serde(default)]
    pub(crate) ventilation_code: Maybe<String>,
    /// Payment term in days.
    #[serde(default)]
    pub(crate) default_expiry_offset: Maybe<i64>,
    #[serde(default)]
    pub(crate) last_modified: Maybe<String>,
}

/// An address of a party.
#[derive(Clone, Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
pub(crate) struct PartyAddress {
    pub(crate) address_type: Maybe<String>,
    pub(crate) tav: Maybe<String>,
    pub(crate) street: Maybe<String>,
    pub(crate) street_number: Maybe<String>,
    pub(crate) r#box: Maybe<String>,
    pub(crate) zipcode: Maybe<String>,
    pub(crate) city: Maybe<String>,
    pub(crate) country_code: Maybe<String>,
}
