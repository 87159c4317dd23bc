//! Where Visma.net's records are not what this connector was written for (G5): members that the mapping
//! needs and that are missing, and values of enumerations that are not described. Both would otherwise
//! be silent.

use simon_core::connector::{Drift, RecordDrift};

use crate::mapping::{known_statuses, plain_status};
use crate::wire::{Customer, Invoice, Item, Order};

/// Source: the vendor's OpenAPI document of the main API.
const CUSTOMER_STATUSES: &[&str] = &["Active", "OnHold", "CreditHold", "Inactive", "OneTime"];
const ITEM_STATUSES: &[&str] =
    &["Active", "NoSales", "NoPurchases", "NoRequest", "Inactive", "MarkedForDeletion"];
const ITEM_TYPES: &[&str] = &[
    "NonStockItem",
    "LaborItem",
    "ServiceItem",
    "ChargeItem",
    "ExpenseItem",
    "FinishedGoodItem",
    "ComponentPartItem",
    "SubassemblyItem",
];
const INVOICE_STATUSES: &[&str] = &[
    "Hold",
    "Balanced",
    "Voided",
    "Scheduled",
    "Open",
    "Closed",
    "PendingPrint",
    "PendingEmail",
    "CreditHold",
    "CcHold",
    "Reserved",
];

/// A record that can tell where it differs.
pub(crate) trait Drifts {
    fn drift(&self) -> Vec<Drift>;
}

impl Drifts for Customer {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("customer", || Some(self.internal_id.clone()));
        drift.needs("number", self.number.is_some());
        drift.needs("name", self.name.is_some());
        drift.needs("status", self.status.is_some());
        drift.knows("status", self.status.as_deref(), CUSTOMER_STATUSES);
        drift.needs("lastModifiedDateTime", self.last_modified_date_time.is_some());
        drift.found()
    }
}

impl Drifts for Item {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("inventory", || Some(self.inventory_id.clone()));
        drift.needs("inventoryNumber", self.inventory_number.is_some());
        // Without it an item may count as goods.
        drift.needs("type", self.r#type.is_some());
        drift.knows("type", self.r#type.as_deref(), ITEM_TYPES);
        drift.needs("status", self.status.is_some());
        drift.knows("status", self.status.as_deref(), ITEM_STATUSES);
        drift.needs("lastModifiedDateTime", self.last_modified_date_time.is_some());
        drift.found()
    }
}

impl Drifts for Order {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("salesOrders", || self.order_id.clone());
        drift.needs("type", self.r#type.is_some());
        drift.needs("orderId", self.order_id.is_some());
        let status = self.status.as_ref().and_then(|status| status.description.as_deref());
        drift.needs("status", status.is_some());
        let plain = status.map(plain_status);
        drift.knows("status", plain.as_deref(), &known_statuses());
        drift.needs("lastModified", self.last_modified.is_some());
        drift.found()
    }
}

impl Drifts for Invoice {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("customerInvoice", || self.reference_number.clone());
        drift.needs("referenceNumber", self.reference_number.is_some());
        drift.needs("status", self.status.is_some());
        drift.knows("status", self.status.as_deref(), INVOICE_STATUSES);
        drift.found()
    }
}

#[cfg(test)]
#[path = "drift_tests.rs"]
mod tests;
