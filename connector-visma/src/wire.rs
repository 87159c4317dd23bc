//! Records as Visma.net spells them. Reading is lenient: only what identifies a record is required, and
//! members that are not named here are left alone. Writing is strict: nothing empty is ever sent.
//!
//! Source: the vendor's OpenAPI documents of the main API (2025-04) and of the Sales Orders API v3 (build
//! 1.1.0.1279), and what public clients are known to meet.

mod company;
mod customer;
mod invoice;
mod item;
mod new_invoice;
mod new_order;
mod order;
mod segment;
mod token;
mod values;

pub(crate) use company::{Branch, BranchName, OrderType, Organization, Warehouse};
pub(crate) use customer::{Address, Contact, Customer};
pub(crate) use invoice::{Attachment, Invoice, InvoiceLine};
pub(crate) use item::Item;
pub(crate) use new_invoice::{NewInvoice, NewInvoiceLine, Value};
pub(crate) use new_order::{NewOrder, NewOrderCustomer, NewOrderLine, NewOrderShipping};
pub(crate) use order::{Order, OrderLine, Status};
pub(crate) use segment::segment;
pub(crate) use token::Claims;

use serde::Deserialize;

use values::whole;

/// What stands beside a row of the main API. Rows of a page can lack it, and it can lack either number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Metadata {
    /// How many rows the whole listing has.
    #[serde(default, deserialize_with = "whole")]
    pub(crate) total_count: Option<i64>,
    /// The largest page that is served, whatever was asked for.
    #[serde(default, deserialize_with = "whole")]
    pub(crate) max_page_size: Option<i64>,
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
    Address,
    Attachment,
    Branch,
    BranchName,
    Claims,
    Contact,
    Customer,
    Invoice,
    InvoiceLine,
    Item,
    NewInvoice,
    NewInvoiceLine,
    NewOrder,
    NewOrderCustomer,
    NewOrderLine,
    NewOrderShipping,
    Order,
    OrderLine,
    OrderType,
    Organization,
    Status,
    Warehouse,
);

#[cfg(test)]
#[path = "wire_tests.rs"]
mod tests;
