#![allow(clippy::unwrap_used, reason = "tests")]

use serde::de::DeserializeOwned;

use super::*;
use crate::canned::World;
use crate::envelope::{Rows, rows};

const ID: &str = r#""ID":"5b7c2f0e-0000-4000-8000-000000000001""#;

fn fields<T: Drifts + DeserializeOwned>(members: &str) -> Vec<String> {
    let record: T = serde_json::from_str(&format!("{{{ID},{members}}}")).unwrap();
    record.drift().into_iter().map(|drift| format!("{} {}", drift.veld, drift.vorm)).collect()
}

#[test]
fn what_is_needed_and_missing_is_named_g5() {
    let none: [&str; 0] = [];
    let whole = r#""Name":"Jansen","Status":"C","Type":"A","IsSales":true,"Blocked":false,
        "Timestamp":"1""#;
    assert_eq!(fields::<wire::Account>(whole), none);
    let bare = ["Accounts.Name ", "Accounts.IsSales ", "Accounts.Blocked ", "Accounts.Timestamp "];
    assert_eq!(fields::<wire::Account>(r#""Status":"C""#), bare);
    assert_eq!(fields::<wire::Account>(r#""Timestamp":1"#), none, "suppliers need no name");
    let bare = ["Items.Code ", "Items.IsSalesItem ", "Items.Timestamp "];
    assert_eq!(fields::<wire::Item>(r#""Unit":"st""#), bare);
    assert_eq!(fields::<wire::ItemGroup>(r#""Description":" ""#), ["ItemGroups.Description "]);
}

#[test]
fn unknown_values_show_their_shape_only_g5() {
    let account = r#""Status":"Klant","Type":"Z","Timestamp":1"#;
    let expected = ["Accounts.Status text of 5", "Accounts.Type text of 1"];
    assert_eq!(fields::<wire::Account>(account), expected);
}

#[test]
fn a_record_without_its_key_is_drift_and_a_damaged_one_is_not() {
    let body = r#"{"d":[{"Name":"x"},{"ID":null},{"ID":"x"}]}"#;
    let world = World::new(&[(200, body)]);
    let answer = world.run(world.api.answer(simon_core::http::Effect::Read)).unwrap();
    let Rows { unreadable, .. } = rows::<wire::Account>(&answer).unwrap();
    let drifts = unreadable.iter().map(without_key::<wire::Account>);
    let named: Vec<Option<String>> = drifts.map(|drift| drift.map(|drift| drift.veld)).collect();
    let missing = Some("Accounts.ID".to_owned());
    assert_eq!(named, [missing.clone(), missing, None]);
}
