//! Lists and records of the fixtures, and damaged ones.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::keyset::RowKey;

const PARTIES: &str = include_str!("../tests/fixtures/parties.json");
const ACCOUNT: &str = include_str!("../tests/fixtures/account.json");
const FACTUUR: &str = include_str!("../tests/fixtures/factuur.json");

#[test]
fn a_list_is_read_row_by_row_with_a_key_for_each_b13() {
    let listed: Listed<Party> = serde_json::from_str(PARTIES).unwrap();
    let ids: Vec<Option<i64>> = listed.keys.iter().map(|key| key.id).collect();
    let expected: Vec<Option<i64>> = [4711, 4712, 4713, 4714, 4715, 4716]
        .map(Some)
        .into_iter()
        .chain([None, Some(4718)])
        .collect();
    assert_eq!(ids, expected);
    assert!(listed.keys.iter().all(|key| key.stamp.is_some()), "unreadable rows have a place, too");
    let stamp = Some("2026-11-02T10:20:30.4766667".to_owned());
    assert_eq!(listed.keys[0], RowKey { id: Some(4711), stamp }, "as the vendor wrote it");
    let bad: Vec<(&str, bool)> = listed
        .rows
        .iter()
        .filter_map(|row| row.as_ref().err())
        .map(|bad| (bad.record.as_deref().unwrap(), bad.has_key))
        .collect();
    assert_eq!(bad, [("K-31", true), ("K-32", false)]);
    assert_eq!(format!("{listed:?}"), "Listed(8 rows)");
}

#[test]
fn what_is_no_list_is_no_empty_list() {
    for body in ["{}", r#"{"Items":null}"#, r#"{"Items":{}}"#, "[]", "null", r#"{"items":[]}"#] {
        assert!(serde_json::from_str::<Listed<Party>>(body).is_err(), "{body}");
    }
    let odd: Listed<Party> = serde_json::from_str(r#"{"Items":[3,null,"x"]}"#).unwrap();
    assert!(odd.rows.iter().all(Result::is_err));
    assert_eq!(odd.keys, vec![RowKey::default(); 3]);
}

#[test]
fn records_are_read_whatever_stands_beside_what_is_needed() {
    let account: AccountInformation = serde_json::from_str(ACCOUNT).unwrap();
    let allowed: Vec<Option<bool>> = account.companies.iter().map(|it| *it.api_allowed).collect();
    assert_eq!(allowed, [Some(true), Some(true), None, Some(false)]);
    assert_eq!(account.companies[1].party_id, 811_002);
    let bare: AccountInformation = serde_json::from_str(r#"{"Email":"a@example.be"}"#).unwrap();
    assert!(bare.companies.is_empty());

    let order: Order = serde_json::from_str(FACTUUR).unwrap();
    assert_eq!(order.order_lines[1].quantity.unwrap().to_string(), "0.25000");
    assert_eq!(order.attachments.len(), 2);
    assert!(order.order_number.is_none());
}

#[test]
fn debug_shows_nothing_of_people_f6() {
    let listed: Listed<Party> = serde_json::from_str(PARTIES).unwrap();
    let party = listed.rows[0].as_ref().unwrap();
    assert_eq!(format!("{party:?} {:?}", party.addresses[0]), "Party PartyAddress");
    let bad = listed.rows[5].as_ref().unwrap_err();
    assert!(!format!("{bad:?}").contains("Onleesbaar"));
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        let _ = serde_json::from_str::<Listed<Order>>(&text);
        let _ = serde_json::from_str::<Party>(&text);
    }

    /// Each member of a record replaced by something else: the row is read or named, never lost.
    #[test]
    fn a_damaged_row_is_read_or_named(at in 0usize..30, instead in "null|\"\"|\"x\"|3|true|\\[\\]|\\{\\}|-1\\.5") {
        let mut value: serde_json::Value = serde_json::from_str(PARTIES).unwrap();
        let row = value["Items"][0].as_object_mut().unwrap();
        let names: Vec<String> = row.keys().cloned().collect();
        let name = &names[at % names.len()];
        row.insert(name.clone(), serde_json::from_str(&instead).unwrap());
        let listed: Listed<Party> = serde_json::from_str(&value.to_string()).unwrap();
        prop_assert_eq!((listed.rows.len(), listed.keys.len()), (8, 8));
        if let Err(bad) = &listed.rows[0] {
            prop_assert!(bad.record.is_some(), "{} as {}", name, instead);
        }
    }
}
