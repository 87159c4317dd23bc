//! Shapes that differ are told, values never.
#![allow(clippy::unwrap_used, reason = "tests")]

use simon_core::connector::DriftKind;

use super::*;
use crate::wire::Listed;

fn found<T: Drifts>(fixture: &str) -> Vec<(DriftKind, String, Option<String>)> {
    let listed: Listed<T> = serde_json::from_str(fixture).unwrap();
    let drift = listed.rows.iter().flat_map(|row| match row {
        Ok(record) => record.drift(),
        Err(bad) => without_key::<T>(bad).into_iter().collect(),
    });
    drift.map(|it| (it.soort, it.veld, it.record)).collect()
}

fn line(soort: DriftKind, veld: &str, record: Option<&str>) -> (DriftKind, String, Option<String>) {
    (soort, veld.to_owned(), record.map(str::to_owned))
}

#[test]
fn a_type_that_is_not_described_and_a_missing_key_are_drift() {
    let parties = found::<Party>(include_str!("../tests/fixtures/parties.json"));
    let expected = [
        line(DriftKind::Missing, "parties.PartyID", None),
        line(DriftKind::UnknownValue, "parties.PartyType", Some("4718")),
    ];
    assert_eq!(parties, expected);
}

#[test]
fn an_article_without_vat_is_drift() {
    let products = found::<Product>(include_str!("../tests/fixtures/products.json"));
    let expected = [
        line(DriftKind::Missing, "products.VAT", Some("90006")),
        line(DriftKind::Missing, "products.VAT", Some("90009")),
    ];
    assert_eq!(products, expected);
}

#[test]
fn states_that_are_not_described_are_drift_because_they_decide_on_quotes() {
    let orders = found::<Order>(include_str!("../tests/fixtures/orders.json"));
    let expected = [
        line(DriftKind::Missing, "orders.OrderType", Some("550011")),
        line(DriftKind::Missing, "orders.OrderDirection", Some("550011")),
        line(DriftKind::UnknownValue, "orders.OrderStatus", Some("550011")),
    ];
    assert_eq!(orders, expected);
    let bare = found::<Order>(
        r#"{"Items":[{"OrderID":1,"OrderType":"Offer","OrderDirection":"Income"}]}"#,
    );
    assert_eq!(bare, [line(DriftKind::Missing, "orders.LastModified", Some("1"))]);
}
