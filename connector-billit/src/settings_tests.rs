#![allow(clippy::unwrap_used, reason = "tests")]

use super::*;

#[test]
fn the_settings_of_the_manual_stand_in_its_order_each_with_its_own_key() {
    let chapters: Vec<Vec<u32>> = SETTINGS
        .iter()
        .filter(|spec| spec.chapter.starts_with("5."))
        .map(|spec| spec.chapter.split('.').map(|part| part.parse().unwrap()).collect())
        .collect();
    assert_eq!(chapters.len() + 3, SETTINGS.len());
    assert!(chapters.is_sorted());
    let numbers: Vec<u32> = (2..=10).collect();
    assert!(
        numbers.iter().all(|number| chapters.iter().any(|chapter| chapter.get(1) == Some(number)))
    );
    for (at, spec) in SETTINGS.iter().enumerate() {
        assert!(!spec.nl.is_empty() && !spec.en.is_empty(), "{}", spec.key);
        assert!(SETTINGS.iter().skip(at + 1).all(|other| other.key != spec.key));
    }
}

#[test]
fn nothing_has_to_be_filled_in_and_a_draft_is_the_default_c2() {
    assert!(SETTINGS.iter().all(|spec| !spec.required));
    let spec = SETTINGS.iter().find(|spec| spec.is(FACTUUR_STATUS)).unwrap();
    let SettingKind::Keuze(choices) = spec.kind else { unreachable!("a choice") };
    let values: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
    assert_eq!(values, ["concept", "definitief"], "the first is what holds unless set");
    let asked: Vec<&str> =
        SETTINGS.iter().filter(|spec| spec.asks_vendor).map(|spec| spec.key).collect();
    let expected = ["reistijd_artikel", "werktijd_artikel", "standaard_artikel", "administratie"];
    assert_eq!(asked, expected);
}
