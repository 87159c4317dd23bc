//! 'Controleer' on a table and on a yes or no (E1).

use std::collections::BTreeMap;

use simon_core::settings::SettingValue;
use simon_testkit::simulated::run;

use super::World;
use super::offers::CHECKS_TABLES;
use super::vendor::Vendor;

/// Which settings the vendor was asked about.
fn asked(extra: &[(&str, SettingValue)]) -> Vec<&'static str> {
    let world = World::with(Vendor::like(&CHECKS_TABLES));
    let settings = World::settings(extra);
    let lines = run(&world.clock, world.integration.check(&settings, &[])).unwrap();
    assert!(lines.iter().all(|line| line.ok), "{lines:?}");
    let told = &world.vendor.books().told;
    let of_others = |key: &&str| ["tabel", "keuze"].contains(key);
    told.iter().map(|(key, _)| *key).filter(of_others).collect()
}

#[test]
fn a_table_or_a_choice_that_is_filled_in_asks_the_vendor_e1() {
    let table = BTreeMap::from([("Jan".to_owned(), "BUS1".to_owned())]);
    assert_eq!(asked(&[("tabel", SettingValue::Tabel(table))]), ["tabel"]);
    for answer in [true, false] {
        assert_eq!(asked(&[("keuze", SettingValue::JaNee(answer))]), ["keuze"]);
    }
}

#[test]
fn an_empty_table_asks_nothing() {
    assert_eq!(asked(&[("tabel", SettingValue::Tabel(BTreeMap::new()))]), [""; 0]);
    assert_eq!(asked(&[]), [""; 0]);
}
