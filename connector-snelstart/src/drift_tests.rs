#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

fn fields<T: Drifts + serde::de::DeserializeOwned>(json: &str) -> Vec<String> {
    let record: T = serde_json::from_str(json).unwrap();
    record.drift().into_iter().map(|drift| format!("{} {}", drift.veld, drift.vorm)).collect()
}

#[test]
fn what_is_needed_and_missing_is_named_g5() {
    let none: [&str; 0] = [];
    let whole = r#"{"id":"a","naam":"Jansen","relatiesoort":["Klant"],"modifiedOn":"x"}"#;
    assert_eq!(fields::<wire::Relatie>(whole), none);
    let bare = ["relaties.relatiesoort ", "relaties.modifiedOn "];
    assert_eq!(fields::<wire::Relatie>(r#"{"id":"a"}"#), bare);
    let nameless = r#"{"id":"a","naam":" ","relatiesoort":["Klant"],"modifiedOn":"x"}"#;
    assert_eq!(fields::<wire::Relatie>(nameless), ["relaties.naam "]);
    let supplier = r#"{"id":"a","relatiesoort":["Leverancier"],"modifiedOn":"x"}"#;
    assert_eq!(fields::<wire::Relatie>(supplier), none, "suppliers need no name");
    let coded = r#"{"id":"a","artikelcode":"K1","modifiedOn":"x"}"#;
    assert_eq!(fields::<wire::Artikel>(coded), none, "the code stands in for the description");
}

#[test]
fn unknown_values_show_their_shape_only_g5() {
    let order = r#"{"id":"a","procesStatus":"Geparkeerd","verkoopOrderStatus":"Service",
        "verkooporderBtwIngaveModel":"Verlegd","modifiedOn":"x"}"#;
    let expected = [
        "verkooporders.procesStatus text of 10",
        "verkooporders.verkooporderBtwIngaveModel text of 7",
    ];
    assert_eq!(fields::<wire::Verkooporder>(order), expected);
    let prospect = r#"{"id":"a","relatiesoort":["Prospect"],"modifiedOn":"x"}"#;
    assert_eq!(fields::<wire::Relatie>(prospect), ["relaties.relatiesoort text of 8"]);
}
