//! Between Visma.net's records and the domain. Pure: no call, clock or chance.

mod artikel;
mod document;
mod draft;
mod klantfactuur;
mod magazijn;
mod order;
mod pdf;
mod relatie;
mod stamp;
mod verkooporder;

pub(crate) use artikel::{NON_STOCK, artikel_from_wire, is_non_stock, is_sold};
pub(crate) use document::{
    Document, found_invoice, found_order, is_invoice_for, is_order_for, warnings_of_invoice,
    warnings_of_order,
};
pub(crate) use draft::limits;
pub(crate) use klantfactuur::draft_to_invoice;
pub(crate) use order::{is_of_kind, is_open, known_statuses, order_from_wire, plain_status};
pub(crate) use pdf::{Upload, is_pdf, upload};
pub(crate) use relatie::relatie_from_wire;
pub(crate) use simon_core::connector::Mapped;
pub(crate) use stamp::{Clock, bound, is_below, later, not_after};
pub(crate) use verkooporder::draft_to_order;

use simon_core::connector::Rejected;
use simon_core::http::decode::Unreadable;

/// A record that could not be read, named by the number or id that can be found in it.
pub(crate) fn unreadable(record: &Unreadable) -> Rejected {
    let names = ["number", "inventoryNumber", "referenceNumber", "orderId", "internalId"];
    record.rejected(&names, "visma-onleesbaar")
}

#[cfg(test)]
mod tests;
