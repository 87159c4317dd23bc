//! Where Exact's records are not what this connector was written for (G5): members that the mapping
//! needs and that are missing, and values of enumerations that are not described. Both would otherwise
//! be silent: a customer that is skipped, an article that counts as not for sale.

use serde::Deserialize;
use simon_core::connector::{Drift, RecordDrift};
use simon_core::http::decode::Unreadable;

use crate::wire;

/// Source: field descriptions of `Account`, 2025. A relation may also have none.
const STATUSSEN: &[&str] = &["A", "S", "P", "C"];
const SOORTEN: &[&str] = &["A", "D"];

/// A record that can tell where it differs.
pub(crate) trait Drifts {
    /// Its name in reports.
    const TABLE: &'static str;
    /// The member that identifies it.
    const KEY: &'static str;

    fn drift(&self) -> Vec<Drift>;
}

impl Drifts for wire::Account {
    const TABLE: &'static str = "Accounts";
    const KEY: &'static str = "ID";

    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new(Self::TABLE, || Some(self.id.clone()));
        drift.knows("Status", self.status.as_deref(), STATUSSEN);
        drift.knows("Type", self.r#type.as_deref(), SOORTEN);
        if self.status.as_deref() == Some("C") {
            drift.needs("Name", is_filled(self.name.as_deref()));
            drift.needs("IsSales", self.is_sales.is_some());
            drift.needs("Blocked", self.blocked.is_some());
        }
        drift.needs("Timestamp", self.timestamp.is_some());
        drift.found()
    }
}

impl Drifts for wire::Item {
    const TABLE: &'static str = "Items";
    const KEY: &'static str = "ID";

    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new(Self::TABLE, || Some(self.id.clone()));
        drift.needs("Code", self.code.is_some());
        // Without it nothing is for sale.
        drift.needs("IsSalesItem", self.is_sales_item.is_some());
        drift.needs("Timestamp", self.timestamp.is_some());
        drift.found()
    }
}

impl Drifts for wire::ItemGroup {
    const TABLE: &'static str = "ItemGroups";
    const KEY: &'static str = "ID";

    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new(Self::TABLE, || Some(self.id.clone()));
        drift.needs("Description", is_filled(self.description.as_deref()));
        drift.found()
    }
}

impl Drifts for wire::Deletion {
    const TABLE: &'static str = "Deleted";
    const KEY: &'static str = "EntityKey";

    fn drift(&self) -> Vec<Drift> {
        let mut drift = RecordDrift::new(Self::TABLE, || Some(self.entity_key.clone()));
        drift.needs("EntityType", self.entity_type.is_some());
        drift.needs("Timestamp", self.timestamp.is_some());
        drift.found()
    }
}

/// A record without its key cannot be read at all.
pub(crate) fn without_key<T: Drifts>(record: &Unreadable) -> Option<Drift> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Members(std::collections::BTreeMap<String, serde_json::Value>);
    let Members(members) = serde_json::from_str(&record.raw).ok()?;
    let missing = members.get(T::KEY).is_none_or(serde_json::Value::is_null);
    missing.then(|| Drift::missing(format!("{}.{}", T::TABLE, T::KEY), None))
}

fn is_filled(text: Option<&str>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
#[path = "drift_tests.rs"]
mod tests;
