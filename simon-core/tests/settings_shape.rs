//! What can be said of settings without asking the vendor (E3).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;

use simon_core::message::{Catalogue, Message};
use simon_core::settings::{
    ARTIKELGROEPEN, BETALINGSTERMIJN, EERSTE_REGEL, FILTERWOORD, MARKERING, MEMO, OMSCHRIJVING,
    REISTIJD_ARTIKEL, SJABLOON, SettingKind, SettingSpec, SettingValue, SettingValues, check_shape,
};

const MAGAZIJNEN: SettingSpec =
    SettingSpec::new("magazijnen", "C18", SettingKind::Tabel, "Magazijnen", "Warehouses");

const SPECS: &[SettingSpec] = &[
    REISTIJD_ARTIKEL,
    ARTIKELGROEPEN,
    FILTERWOORD.aliases(&["filter"]),
    MEMO,
    OMSCHRIJVING,
    EERSTE_REGEL,
    BETALINGSTERMIJN,
    MARKERING,
    SJABLOON.required(),
    MAGAZIJNEN,
];

fn text(value: &str) -> SettingValue {
    SettingValue::Tekst(value.into())
}

fn list(values: &[&str]) -> SettingValue {
    SettingValue::Lijst(values.iter().map(|value| (*value).to_owned()).collect())
}

/// These settings, with the required one filled in.
fn values(pairs: &[(&str, SettingValue)]) -> SettingValues {
    let mut values = SettingValues::default();
    values.set("sjabloon", text("Standaard"));
    for (key, value) in pairs {
        values.set(*key, value.clone());
    }
    values
}

/// Key and code of every problem; each has readable texts and an action.
fn problems(pairs: &[(&str, SettingValue)]) -> Vec<(String, String)> {
    let Err(problems) = check_shape(SPECS, &values(pairs)) else { return Vec::new() };
    for problem in &problems {
        assert_readable(&problem.key, &problem.message);
    }
    problems.into_iter().map(|found| (found.key, found.message.code().to_owned())).collect()
}

fn assert_readable(key: &str, message: &Message) {
    let rendered = Catalogue::core().render(message);
    let actie = rendered.actie.unwrap();
    assert!(rendered.bericht.nl.contains(key), "names the setting: {}", rendered.bericht.nl);
    for text in [rendered.bericht.nl, rendered.bericht.en, actie.nl, actie.en] {
        assert!(!text.contains(['{', '$']), "{text}");
    }
}

fn problem(key: &str, value: SettingValue) -> Option<String> {
    let found = problems(&[(key, value)]);
    assert!(found.len() <= 1);
    found.into_iter().next().map(|(found, code)| {
        assert_eq!(found, key);
        code
    })
}

#[test]
fn values_of_the_right_shape_pass_e3() {
    for (key, value) in [
        ("reistijd_artikel", text("REIS")),
        ("artikelgroepen", list(&["Diensten", "Materiaal"])),
        ("filterwoord", text("garantie")),
        ("memo", text("beide")),
        ("omschrijving", list(&["werkadres", "werkomschrijving"])),
        ("eerste_regel", SettingValue::JaNee(true)),
        ("betalingstermijn", SettingValue::Getal(0)),
        ("betalingstermijn", SettingValue::Getal(365)),
        ("markering", text(" WB! ")),
        ("magazijnen", SettingValue::Tabel(BTreeMap::from([("jan".into(), "1".into())]))),
    ] {
        assert_eq!(problem(key, value), None, "{key}");
    }
}

#[test]
fn each_wrong_shape_is_refused_by_its_own_code_e3() {
    for (key, value, code) in [
        ("reistijdartikel", text("REIS"), "instelling-onbekend"),
        ("markering", text("WERK"), "instelling-te-lang"),
        ("memo", text("alles"), "instelling-onbekende-keuze"),
        ("omschrijving", list(&["werkadres", "datum"]), "instelling-onbekende-keuze"),
        ("betalingstermijn", SettingValue::Getal(-1), "instelling-buiten-bereik"),
        ("betalingstermijn", SettingValue::Getal(366), "instelling-buiten-bereik"),
        ("betalingstermijn", text("14"), "instelling-verkeerd-type"),
        ("eerste_regel", text("ja"), "instelling-verkeerd-type"),
        ("reistijd_artikel", SettingValue::Getal(5), "instelling-verkeerd-type"),
        ("artikelgroepen", text("Diensten"), "instelling-verkeerd-type"),
        ("magazijnen", list(&["1"]), "instelling-verkeerd-type"),
        ("sjabloon", text("  "), "instelling-verplicht"),
    ] {
        assert_eq!(problem(key, value).as_deref(), Some(code), "{key}");
    }
}

#[test]
fn a_length_is_counted_in_characters_not_bytes_e3() {
    assert_eq!(problem("markering", text("ééé")), None);
    assert_eq!(problem("markering", text("éééé")).as_deref(), Some("instelling-te-lang"));
}

#[test]
fn all_problems_are_named_at_once_e3() {
    let found = problems(&[("memo", text("x")), ("onzin", text("y")), ("sjabloon", text(""))]);
    let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(keys, ["memo", "onzin", "sjabloon"]);
}

#[test]
fn a_required_setting_that_is_absent_is_refused_e3() {
    let problems = check_shape(SPECS, &SettingValues::default()).unwrap_err();
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].key, "sjabloon");
    assert_eq!(problems[0].message.code(), "instelling-verplicht");
}

#[test]
fn an_older_name_is_brought_to_the_present_one() {
    let clean = check_shape(SPECS, &values(&[("filter", text("garantie"))])).unwrap();
    assert_eq!(clean.tekst("filterwoord"), "garantie");
    assert_eq!(clean.get("filter"), None);
}

#[test]
fn a_refused_choice_lists_the_choices_e3() {
    let problems = check_shape(SPECS, &values(&[("memo", text("x"))])).unwrap_err();
    let actie = Catalogue::core().render(&problems[0].message).actie.unwrap();
    assert!(actie.nl.contains("geen, werkadres, werkomschrijving, beide"), "{}", actie.nl);
}

#[test]
fn settings_are_read_with_their_defaults() {
    let values =
        values(&[("filterwoord", text(" x ")), ("eerste_regel", SettingValue::JaNee(true))]);
    assert_eq!(values.tekst("filterwoord"), "x");
    assert!(values.ja("eerste_regel"));
    assert_eq!(values.tekst("memo"), "");
    assert!(
        !values.ja("memo") && values.lijst("memo").is_empty() && values.getal("memo").is_none()
    );
}

#[test]
fn a_hosts_form_reads_every_type_of_value() {
    let json = r#"{"a":true,"b":14,"c":"x","d":["x","y"],"e":{"jan":"1"}}"#;
    let values: SettingValues = serde_json::from_str(json).unwrap();
    assert!(values.ja("a"));
    assert_eq!(values.getal("b"), Some(14));
    assert_eq!(values.tekst("c"), "x");
    assert_eq!(values.lijst("d"), ["x", "y"]);
    assert!(matches!(values.get("e"), Some(SettingValue::Tabel(_))));
    assert_eq!(serde_json::to_string(&values).unwrap(), json);
}
