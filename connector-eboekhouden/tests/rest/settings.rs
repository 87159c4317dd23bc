//! 'Controleer'.

use connector_eboekhouden::REST_INFO;
use connector_eboekhouden::simulator::{Artikel, DEMO_SJABLOON};
use simon_core::connector::SettingCheck;
use simon_core::settings::{CheckOutcome, Checked, SettingValue, SettingValues};

use crate::world::World;

fn check(world: &World, key: &str, value: SettingValue) -> CheckOutcome {
    let spec = REST_INFO.settings.iter().find(|spec| spec.key == key).unwrap();
    assert!(spec.asks_vendor, "{key}");
    let all = SettingValues::default();
    world.run(world.connector.check_setting(&SettingCheck::new(spec, &value, &all))).unwrap()
}

fn text(value: &str) -> SettingValue {
    SettingValue::Tekst(value.to_owned())
}

fn accepted(outcome: CheckOutcome) -> Checked {
    match outcome {
        CheckOutcome::Accepted(checked) => *checked,
        CheckOutcome::Refused(message) => panic!("refused: {}", message.code()),
    }
}

fn refused(outcome: CheckOutcome) -> String {
    match outcome {
        CheckOutcome::Accepted(checked) => panic!("accepted: {checked:?}"),
        CheckOutcome::Refused(message) => message.code().to_owned(),
    }
}

#[test]
fn an_article_is_known_by_its_code_with_all_that_a_line_needs_e1() {
    let world = World::demo();
    let checked = accepted(check(&world, "reistijd_artikel", text(" REIS ")));
    let artikel = checked.artikel.unwrap();
    assert_eq!((checked.naam.as_str(), artikel.code.as_str()), ("Reistijd", "REIS"));
    assert_eq!(artikel.eenheid.as_deref(), Some("uur"));
    assert_eq!(artikel.btw_code.as_deref(), Some("HOOG_VERK_21"));
    assert_eq!(artikel.grootboek, Some(world.sim.omzetrekening().to_string()));
    assert_eq!(world.sim.calls("GET /v1/product/{id}"), 1);
    assert_eq!(accepted(check(&world, "werktijd_artikel", text("werk"))).naam, "Werktijd monteur");
    let oud = Artikel { code: Some("OUD".to_owned()), actief: false, ..Artikel::default() };
    world.sim.add_artikel(oud);
    for (code, message) in
        [("OUD", "eboekhouden-artikel-inactief"), ("REIS9", "eboekhouden-artikel-onbekend")]
    {
        assert_eq!(refused(check(&world, "reistijd_artikel", text(code))), message);
    }
    world.refused_nothing();
}

#[test]
fn groups_are_known_with_or_without_articles_in_them_b7() {
    let world = World::demo();
    let leeg = world.sim.add_groep("L", "Leeg").to_string();
    let list =
        |names: &[&str]| SettingValue::Lijst(names.iter().map(|name| (*name).to_owned()).collect());
    let checked = accepted(check(&world, "artikelgroepen", list(&["Leeg"])));
    assert_eq!((checked.vendor_ids, checked.waarschuwing), (vec![leeg], None));
    let unknown = refused(check(&world, "artikelgroepen", list(&["Leeg", "Weg"])));
    assert_eq!(unknown, "eboekhouden-groep-onbekend");
}

#[test]
fn a_template_is_known_letter_by_letter_on_any_page_c14() {
    let world = World::demo();
    world.sim.cap_pages(Some(1));
    let oud = world.sim.add_sjabloon("Oud");
    world.sim.change_sjabloon(oud, |sjabloon| sjabloon.actief = false).unwrap();
    let nieuw = world.sim.add_sjabloon("Nieuwe stijl").to_string();
    let vendor_id = |naam| accepted(check(&world, "sjabloon", text(naam))).vendor_id;
    assert_eq!(vendor_id("Nieuwe stijl"), Some(nieuw));
    assert!(vendor_id(DEMO_SJABLOON).is_some());
    for (naam, message) in [
        ("nieuwe Stijl", "eboekhouden-sjabloon-hoofdletters"),
        ("Oud", "eboekhouden-sjabloon-inactief"),
        ("Weg", "eboekhouden-sjabloon-onbekend"),
    ] {
        assert_eq!(refused(check(&world, "sjabloon", text(naam))), message);
    }
    world.refused_nothing();
}
