//! Where e-Boekhouden's records are not what this connector was written for (G5): members that the
//! mapping needs and that are missing. Details only: the rows of lists leave members empty.

use simon_core::connector::{Drift, RecordDrift};

use super::wire::{Product, ProductGroup, Relation};

/// A record that can tell where it differs.
pub(crate) trait Drifts {
    fn drift(&self) -> Vec<Drift>;
}

impl Drifts for Relation {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("relation", || Some(self.id.clone()));
        drift.needs("name", self.name.is_some() || self.contact.is_some());
        drift.found()
    }
}

/// Source: the vendor's OpenAPI document: an article cannot be made without these.
impl Drifts for Product {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("product", || Some(self.id.clone()));
        drift.needs("code", self.code.is_some());
        drift.needs("vat", self.vat.is_some());
        drift.needs("ledgerId", self.ledger_id.is_some());
        drift.found()
    }
}

impl Drifts for ProductGroup {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("product/groups", || Some(self.id.clone()));
        drift.needs("description", self.description.is_some() || self.code.is_some());
        drift.found()
    }
}
