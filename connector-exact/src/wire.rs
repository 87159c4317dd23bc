//! Records as Exact spells them. Reading is lenient: only what identifies a record is required, and
//! members that are not named here are left alone. Writing is strict: unused members are left out.

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::values::{code, day, flag, guid_in_uri, moment, one_guid, some_guid, whole};

/// `current/Me`. The division is the one that the user opened last: good for the next call only.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Me {
    #[serde(default, deserialize_with = "code")]
    pub(crate) current_division: Option<String>,
}

/// `system/Divisions`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Division {
    /// What stands in addresses.
    #[serde(deserialize_with = "division_code")]
    pub(crate) code: String,
    /// What users see.
    #[serde(default, alias = "HID", deserialize_with = "code")]
    pub(crate) hid: Option<String>,
    pub(crate) description: Option<String>,
    pub(crate) customer_name: Option<String>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) status: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) blocking_status: Option<i64>,
    /// A change makes every `Timestamp` worthless.
    #[serde(default, deserialize_with = "moment")]
    pub(crate) division_move_date: Option<NaiveDateTime>,
    /// As `division_move_date`.
    #[serde(rename = "DivisionHRLinkUnlinkDate", default, deserialize_with = "moment")]
    pub(crate) division_hr_link_unlink_date: Option<NaiveDateTime>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) is_practice_division: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) is_dossier_division: Option<bool>,
}

/// `financial/Journals`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Journal {
    #[serde(default, deserialize_with = "code")]
    pub(crate) code: Option<String>,
    pub(crate) description: Option<String>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) r#type: Option<i64>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) is_blocked: Option<bool>,
}

/// `sync/CRM/Accounts` and `crm/Accounts`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Account {
    #[serde(rename = "ID", deserialize_with = "one_guid")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "code")]
    pub(crate) code: Option<String>,
    pub(crate) name: Option<String>,
    #[serde(default, deserialize_with = "code")]
    pub(crate) status: Option<String>,
    #[serde(default, deserialize_with = "code")]
    pub(crate) r#type: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) is_sales: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) blocked: Option<bool>,
    #[serde(default, deserialize_with = "day")]
    pub(crate) start_date: Option<NaiveDate>,
    #[serde(default, deserialize_with = "day")]
    pub(crate) end_date: Option<NaiveDate>,
    pub(crate) address_line1: Option<String>,
    pub(crate) address_line2: Option<String>,
    pub(crate) address_line3: Option<String>,
    pub(crate) postcode: Option<String>,
    pub(crate) city: Option<String>,
    #[serde(default, deserialize_with = "code")]
    pub(crate) country: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
    #[serde(rename = "VATNumber")]
    pub(crate) vat_number: Option<String>,
    #[serde(default, deserialize_with = "moment")]
    pub(crate) modified: Option<NaiveDateTime>,
    /// Only from the sync endpoint.
    #[serde(default, deserialize_with = "whole")]
    pub(crate) timestamp: Option<i64>,
}

/// `sync/Logistics/Items` and `logistics/Items`.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Item {
    #[serde(rename = "ID", deserialize_with = "one_guid")]
    pub(crate) id: String,
    #[serde(default, deserialize_with = "code")]
    pub(crate) code: Option<String>,
    pub(crate) description: Option<String>,
    #[serde(default, deserialize_with = "some_guid")]
    pub(crate) item_group: Option<String>,
    #[serde(default, deserialize_with = "code")]
    pub(crate) unit: Option<String>,
    pub(crate) unit_description: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) is_sales_item: Option<bool>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) is_fraction_allowed_item: Option<bool>,
    #[serde(default, deserialize_with = "day")]
    pub(crate) start_date: Option<NaiveDate>,
    #[serde(default, deserialize_with = "day")]
    pub(crate) end_date: Option<NaiveDate>,
    #[serde(default, deserialize_with = "moment")]
    pub(crate) modified: Option<NaiveDateTime>,
    /// Only from the sync endpoint.
    #[serde(default, deserialize_with = "whole")]
    pub(crate) timestamp: Option<i64>,
}

/// `logistics/ItemGroups`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ItemGroup {
    #[serde(rename = "ID", deserialize_with = "one_guid")]
    pub(crate) id: String,
    pub(crate) description: Option<String>,
}

/// `sync/Deleted`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Deletion {
    #[serde(deserialize_with = "one_guid")]
    pub(crate) entity_key: String,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) entity_type: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) timestamp: Option<i64>,
}

/// `salesinvoice/SalesInvoices`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct SalesInvoice {
    #[serde(rename = "InvoiceID", default, deserialize_with = "some_guid")]
    pub(crate) invoice_id: Option<String>,
    #[serde(default, deserialize_with = "code")]
    pub(crate) invoice_number: Option<String>,
    #[serde(default, deserialize_with = "code")]
    pub(crate) order_number: Option<String>,
    pub(crate) description: Option<String>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) r#type: Option<i64>,
    #[serde(default, deserialize_with = "whole")]
    pub(crate) status: Option<i64>,
    #[serde(rename = "AmountFCExclVat", default, with = "simon_core::http::decimal::option")]
    pub(crate) amount_fc_excl_vat: Option<Decimal>,
    #[serde(rename = "__metadata", default)]
    pub(crate) metadata: Option<Metadata>,
}

/// `documents/Documents`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Document {
    #[serde(rename = "ID", default, deserialize_with = "some_guid")]
    pub(crate) id: Option<String>,
    #[serde(default, deserialize_with = "some_guid")]
    pub(crate) account: Option<String>,
    pub(crate) subject: Option<String>,
    #[serde(rename = "__metadata", default)]
    pub(crate) metadata: Option<Metadata>,
}

/// `documents/DocumentAttachments`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Attachment {
    pub(crate) file_name: Option<String>,
}

/// `documents/DocumentTypes`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct DocumentType {
    #[serde(rename = "ID", default, deserialize_with = "whole")]
    pub(crate) id: Option<i64>,
    pub(crate) description: Option<String>,
    #[serde(default, deserialize_with = "flag")]
    pub(crate) document_is_creatable: Option<bool>,
}

/// What stands around a row. Never the identity of a sync row: there the address has the `Timestamp`.
#[derive(Deserialize)]
pub(crate) struct Metadata {
    pub(crate) uri: Option<String>,
}

macro_rules! key_from_metadata {
    ($($record:ty: $key:ident),*) => {$(
        impl $record {
            /// The key; from the row's own address where the member is null, as some answers to a
            /// create have it.
            pub(crate) fn key(&self) -> Option<String> {
                let uri = || self.metadata.as_ref()?.uri.as_deref();
                self.$key.clone().or_else(|| guid_in_uri(uri()?))
            }
        }
    )*};
}
key_from_metadata!(SalesInvoice: invoice_id, Document: id);

/// A concept invoice to create. `InvoiceTo`, `InvoiceDate` and `Status` are left out on purpose: the
/// customer's own arrangement holds, the date is set at printing, and Exact makes it open by itself.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewInvoice {
    pub(crate) ordered_by: String,
    /// The code, never the id. Text, because of leading zeros.
    pub(crate) journal: String,
    pub(crate) r#type: i64,
    pub(crate) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) your_ref: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) remarks: Option<String>,
    pub(crate) order_date: String,
    /// Always a list, also with one line.
    pub(crate) sales_invoice_lines: Vec<NewInvoiceLine>,
}

/// A line of a concept invoice.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewInvoiceLine {
    /// The id, never the code.
    pub(crate) item: String,
    #[serde(with = "simon_core::http::decimal")]
    pub(crate) quantity: Decimal,
    #[serde(skip_serializing_if = "Option::is_none", with = "simon_core::http::decimal::option")]
    pub(crate) net_price: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none", with = "simon_core::http::decimal::option")]
    pub(crate) discount: Option<Decimal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notes: Option<String>,
}

/// A document on the customer card.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewDocument {
    pub(crate) subject: String,
    pub(crate) r#type: i64,
    pub(crate) account: String,
    pub(crate) document_date: String,
}

/// A file at a document.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct NewAttachment {
    pub(crate) document: String,
    pub(crate) file_name: String,
    /// Base64.
    pub(crate) attachment: String,
}

macro_rules! debug_without_data {
    ($($record:ident),* $(,)?) => {$(
        /// Without its data: names, addresses and texts of people belong in no log (F6).
        impl std::fmt::Debug for $record {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(stringify!($record))
            }
        }
    )*};
}
debug_without_data!(
    Me,
    Division,
    Journal,
    Account,
    Item,
    ItemGroup,
    Deletion,
    SalesInvoice,
    Document,
    Attachment,
    DocumentType,
    Metadata,
    NewInvoice,
    NewInvoiceLine,
    NewDocument,
    NewAttachment,
);

fn division_code<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    code(deserializer)?.ok_or_else(|| serde::de::Error::custom("no code, expected a number"))
}

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
