//! `GET /v1/customer`.

use serde::Deserialize;

use super::Metadata;
use super::values::{id, named, text};

/// A customer.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Customer {
    /// Stays when the number changes.
    #[serde(deserialize_with = "id")]
    pub(crate) internal_id: String,
    /// What documents name the customer by.
    #[serde(default, deserialize_with = "text")]
    pub(crate) number: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) status: Option<String>,
    pub(crate) main_address: Option<Address>,
    pub(crate) invoice_address: Option<Address>,
    pub(crate) delivery_address: Option<Address>,
    pub(crate) main_contact: Option<Contact>,
    pub(crate) invoice_contact: Option<Contact>,
    pub(crate) delivery_contact: Option<Contact>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) vat_registration_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) last_modified_date_time: Option<String>,
    pub(crate) metadata: Option<Metadata>,
}

/// An address of a customer. Addresses that were never told apart share one id.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Address {
    #[serde(default, deserialize_with = "text")]
    pub(crate) address_id: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) address_line1: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) address_line2: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) address_line3: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) postal_code: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) city: Option<String>,
    /// Two letters.
    #[serde(default, deserialize_with = "named")]
    pub(crate) country: Option<String>,
}

/// Whom to reach at a customer.
#[derive(Clone, Deserialize)]
pub(crate) struct Contact {
    #[serde(default, deserialize_with = "text")]
    pub(crate) attention: Option<String>,
    /// Several are separated by semicolons.
    #[serde(default, deserialize_with = "text")]
    pub(crate) email: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) phone1: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) phone2: Option<String>,
}
