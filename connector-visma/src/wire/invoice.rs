//! `GET /v1/customerinvoice`.

use rust_decimal::Decimal;
use serde::Deserialize;

use super::Metadata;
use super::values::{records, text};

/// A customer invoice.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Invoice {
    #[serde(default, deserialize_with = "text")]
    pub(crate) reference_number: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) document_type: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) status: Option<String>,
    /// Ours: the list ignores filters that it does not know, so it is always compared.
    #[serde(default, deserialize_with = "text")]
    pub(crate) external_reference: Option<String>,
    #[serde(default, deserialize_with = "text")]
    pub(crate) last_modified_date_time: Option<String>,
    #[serde(default, deserialize_with = "records")]
    pub(crate) invoice_lines: Option<Vec<InvoiceLine>>,
    /// With `expandAttachments` on lists only.
    #[serde(default, deserialize_with = "records")]
    pub(crate) attachments: Option<Vec<Attachment>>,
    pub(crate) metadata: Option<Metadata>,
}

/// A line of an invoice.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct InvoiceLine {
    #[serde(default, deserialize_with = "text")]
    pub(crate) inventory_number: Option<String>,
    /// In the currency of the document.
    #[serde(default, with = "simon_core::http::decimal::option")]
    pub(crate) unit_price_in_currency: Option<Decimal>,
}

/// A file at a document, of either interface.
#[derive(Clone, Deserialize)]
pub(crate) struct Attachment {
    #[serde(default, deserialize_with = "text")]
    pub(crate) name: Option<String>,
}
