//! Where SnelStart's records are not what this connector was written for (G5): members that the mapping
//! needs and that are missing, and values of enumerations that the specification does not name. Both
//! would otherwise be silent: a customer that is skipped, an order that counts as open.

use simon_core::connector::{Drift, RecordDrift};
use simon_core::http::decode::Unreadable;

use crate::mapping::guid;
use crate::wire;

/// Source: OpenAPI export; `Eigen` is on the own company.
const RELATIESOORTEN: &[&str] = &["Klant", "Leverancier", "Eigen"];
const PROCES_STATUSSEN: &[&str] =
    &["Order", "Offerte", "Bevestiging", "Werkbon", "Pakbon", "Afhaalbon", "Contantbon", "Factuur"];
const ORDER_STATUSSEN: &[&str] = &["InBehandeling", "Uitgevoerd", "Service"];
const BTW_INGAVES: &[&str] = &["Inclusief", "Exclusief"];

/// A record that can tell where it differs.
pub(crate) trait Drifts {
    fn drift(&self) -> Vec<Drift>;
}

impl Drifts for wire::Relatie {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("relaties", || guid(&self.id));
        // Without one nobody is a customer.
        drift.needs("relatiesoort", self.relatiesoort.is_some());
        let soorten = self.relatiesoort.as_deref().unwrap_or_default();
        for soort in soorten {
            drift.knows("relatiesoort", Some(soort), RELATIESOORTEN);
        }
        if soorten.iter().any(|soort| soort == "Klant") {
            drift.needs("naam", is_filled(self.naam.as_deref()));
        }
        drift.needs("modifiedOn", self.modified_on.is_some());
        drift.found()
    }
}

impl Drifts for wire::Artikel {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("artikelen", || guid(&self.id));
        let named = is_filled(self.omschrijving.as_deref());
        drift.needs("omschrijving", named || is_filled(self.artikelcode.as_deref()));
        drift.needs("modifiedOn", self.modified_on.is_some());
        drift.found()
    }
}

impl Drifts for wire::Omzetgroep {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("artikelomzetgroepen", || guid(&self.id));
        drift.needs("omschrijving", is_filled(self.omschrijving.as_deref()));
        drift.found()
    }
}

impl Drifts for wire::Verkooporder {
    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new("verkooporders", || guid(&self.id));
        drift.needs("procesStatus", self.proces_status.is_some());
        drift.knows("procesStatus", self.proces_status.as_deref(), PROCES_STATUSSEN);
        drift.knows("verkoopOrderStatus", self.verkoop_order_status.as_deref(), ORDER_STATUSSEN);
        let btw = self.verkooporder_btw_ingave_model.as_deref();
        drift.knows("verkooporderBtwIngaveModel", btw, BTW_INGAVES);
        drift.needs("modifiedOn", self.modified_on.is_some());
        drift.found()
    }
}

/// A record without its id cannot be read at all.
pub(crate) fn without_id(table: &str, record: &Unreadable) -> Option<Drift> {
    let read = serde_json::from_str::<wire::Ref>(&record.raw).ok()?;
    read.id.is_none().then(|| Drift::missing(format!("{table}.id"), None))
}

fn is_filled(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
#[path = "drift_tests.rs"]
mod tests;
