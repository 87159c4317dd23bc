#![allow(clippy::unwrap_used, reason = "tests")]

use serde::de::DeserializeOwned;
use simon_core::connector::DriftKind;

use super::*;

fn found<T: Drifts + DeserializeOwned>(json: &str) -> Vec<(String, DriftKind)> {
    let record: T = serde_json::from_str(json).unwrap();
    record.drift().into_iter().map(|drift| (drift.veld, drift.soort)).collect()
}

#[test]
fn what_is_known_is_no_drift() {
    let customer = r#"{"internalId":1,"number":"1","name":"A","status":"CreditHold",
        "lastModifiedDateTime":"2026-01-01"}"#;
    assert_eq!(found::<Customer>(customer), []);
    let item = r#"{"inventoryId":1,"inventoryNumber":"1","type":"SubassemblyItem",
        "status":"NoRequest","lastModifiedDateTime":"2026-01-01"}"#;
    assert_eq!(found::<Item>(item), []);
    for status in [r#""Back Order""#, r#"{"description":"On hold"}"#, r#""Completed""#] {
        let order = format!(
            r#"{{"type":"SO","orderId":"1","status":{status},"lastModified":"2026-01-01"}}"#
        );
        assert_eq!(found::<Order>(&order), [], "{status}");
    }
    assert_eq!(found::<Invoice>(r#"{"referenceNumber":"1","status":"PendingEmail"}"#), []);
}

#[test]
fn what_is_missing_or_new_is_named_by_its_field_g5() {
    let missing = |veld: &str| (veld.to_owned(), DriftKind::Missing);
    let unknown = |veld: &str| (veld.to_owned(), DriftKind::UnknownValue);
    assert_eq!(
        found::<Customer>(r#"{"internalId":1,"status":"Prospect"}"#),
        [
            missing("customer.number"),
            missing("customer.name"),
            unknown("customer.status"),
            missing("customer.lastModifiedDateTime"),
        ]
    );
    assert_eq!(
        found::<Item>(r#"{"inventoryId":1,"inventoryNumber":"1","status":"Unknown"}"#),
        [
            missing("inventory.type"),
            unknown("inventory.status"),
            missing("inventory.lastModifiedDateTime"),
        ]
    );
    assert_eq!(
        found::<Order>(r#"{"type":"SO","orderId":"1","status":{},"lastModified":"2026"}"#),
        [missing("salesOrders.status")]
    );
    assert_eq!(
        found::<Order>(r#"{"type":"SO","orderId":"1","status":"Dreaming","lastModified":"2026"}"#),
        [unknown("salesOrders.status")]
    );
    assert_eq!(found::<Invoice>(r#"{"status":"?"}"#).len(), 2);
}
