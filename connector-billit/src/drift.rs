//! Where Billit's records are not what this connector was written for (G5): members that the mapping
//! needs and that are missing, and values of enumerations that are not described. Both would otherwise
//! be silent: a customer that is skipped, a quote that never counts as approved.

use simon_core::connector::{Drift, RecordDrift};

use crate::wire::{BadRow, Order, Party, Product, Row};

/// Source: the specification's only enumeration.
const PARTY_TYPES: &[&str] = &["Customer", "Supplier"];
/// Source: the vendor's page on types.
const ORDER_STATUSES: &[&str] = &[
    "Draft",
    "ToSend",
    "ToPay",
    "ToInvoice",
    "ToDeliver",
    "ToDomiciliate",
    "Sent",
    "Invoiced",
    "DeliveryNoteCreated",
    "OrderFormCreated",
    "Credited",
    "Refused",
    "Canceled",
    "Paid",
    "ApprovalNeeded",
    "Delivered",
    "PaymentFileGenerated",
];
const APPROVAL_STATUSES: &[&str] = &["Pending", "Approved", "Rejected", "ToApproveByMe"];

/// A record that can tell where it differs.
pub(crate) trait Drifts: Row {
    /// Its name in reports.
    const TABLE: &'static str;

    fn drift(&self) -> Vec<Drift>;
}

impl Drifts for Party {
    const TABLE: &'static str = "parties";

    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new(Self::TABLE, || Some(self.party_id.to_string()));
        drift.knows("PartyType", self.party_type.as_deref(), PARTY_TYPES);
        drift.needs("LastModified", self.last_modified.is_some());
        drift.found()
    }
}

impl Drifts for Product {
    const TABLE: &'static str = "products";

    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new(Self::TABLE, || Some(self.product_id.to_string()));
        // Without one no line can be made on it.
        drift.needs("VAT", self.vat.is_some());
        drift.needs("LastModified", self.last_modified.is_some());
        drift.found()
    }
}

impl Drifts for Order {
    const TABLE: &'static str = "orders";

    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new(Self::TABLE, || Some(self.order_id.to_string()));
        drift.needs("OrderType", self.order_type.is_some());
        drift.needs("OrderDirection", self.order_direction.is_some());
        drift.knows("OrderStatus", self.order_status.as_deref(), ORDER_STATUSES);
        drift.knows("ApprovalStatus", self.approval_status.as_deref(), APPROVAL_STATUSES);
        drift.needs("LastModified", self.last_modified.is_some());
        drift.found()
    }
}

/// A record without its key cannot be read at all.
pub(crate) fn without_key<T: Drifts>(row: &BadRow) -> Option<Drift> {
    (!row.has_key).then(|| Drift::missing(format!("{}.{}", T::TABLE, T::KEY), None))
}

#[cfg(test)]
#[path = "drift_tests.rs"]
mod tests;
