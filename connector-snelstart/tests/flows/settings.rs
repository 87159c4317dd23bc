//! 'Controleer'.

use connector_snelstart::INFO;
use connector_snelstart::simulator::NewArtikel;
use simon_core::connector::{AccountingConnector, SettingCheck};
use simon_core::settings::{CheckOutcome, Checked, SettingValue, SettingValues};
use simon_testkit::listings::Listings;

use crate::world::World;

fn check(world: &World, key: &str, value: SettingValue) -> CheckOutcome {
    let spec = INFO.settings.iter().find(|spec| spec.key == key).unwrap();
    assert!(spec.asks_vendor, "{key}");
    let all = SettingValues::default();
    world.run(world.connector.check_setting(&SettingCheck::new(spec, &value, &all))).unwrap()
}

fn text(value: &str) -> SettingValue {
    SettingValue::Tekst(value.to_owned())
}

fn list(values: &[&str]) -> SettingValue {
    SettingValue::Lijst(values.iter().map(|value| (*value).to_owned()).collect())
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
fn an_article_is_accepted_with_the_vendors_name_e1() {
    let world = World::demo();
    let checked = accepted(check(&world, "reistijd_artikel", text(" REIS ")));
    assert_eq!(checked.naam, "Reisuren");
    assert_eq!(checked.artikel.unwrap().code, "REIS");
    let checked = accepted(check(&world, "standaard_artikel", text("DIV")));
    assert_eq!(checked.waarschuwing.unwrap().code(), "snelstart-artikel-zonder-prijs");
    world.refused_nothing();
}

#[test]
fn an_unknown_inactive_or_ambiguous_article_is_refused_e1() {
    let world = World::demo();
    let add = |code: &str, nonactief| {
        world.sim.add_artikel(NewArtikel {
            artikelcode: code.to_owned(),
            omschrijving: "Iets".to_owned(),
            nonactief,
            ..NewArtikel::default()
        })
    };
    add("WEG", true);
    add("DUBBEL", false);
    add("DUBBEL", false);
    add("O'NEIL", false);
    let outcome = |code: &str| check(&world, "werktijd_artikel", text(code));
    assert_eq!(refused(outcome("NIETS")), "snelstart-artikel-onbekend");
    assert_eq!(refused(outcome("WEG")), "snelstart-artikel-inactief");
    assert_eq!(refused(outcome("DUBBEL")), "snelstart-artikel-meer");
    assert_eq!(accepted(outcome("O'NEIL")).naam, "Iets");
}

#[test]
fn group_names_are_compared_letter_by_letter_and_all_of_a_name_count_b7() {
    let world = World::demo();
    let first = world.sim.add_groep("Onderhoud", "Hoog");
    let second = world.sim.add_groep("Onderhoud", "Laag");
    let checked = accepted(check(&world, "artikelgroepen", list(&["Onderhoud"])));
    assert_eq!(checked.vendor_ids, [first, second]);
    let outcome = check(&world, "artikelgroepen", list(&["onderhoud", "Onderhoud", "Niets"]));
    let CheckOutcome::Refused(message) = outcome else { panic!("accepted") };
    let shown = simon_core::message::Catalogue::with_connector(INFO.messages).render(&message);
    assert!(shown.bericht.nl.contains("onderhoud, Niets"), "{}", shown.bericht.nl);
}

#[test]
fn a_template_is_found_by_name_and_its_price_mode_is_compared_c14() {
    let world = World::demo();
    let id = world.sim.add_sjabloon("Met btw");
    world.sim.change_sjabloon(&id, &[("prijsIngaveExclusiefBtw", "false")]).unwrap();
    let old = world.sim.add_sjabloon("Oud");
    world.sim.change_sjabloon(&old, &[("nonactief", "true")]).unwrap();
    let checked = accepted(check(&world, "sjabloon", text("Met btw")));
    assert_eq!(checked.vendor_id, Some(id));
    assert_eq!(checked.waarschuwing.unwrap().code(), "snelstart-sjabloon-btw");
    assert_eq!(refused(check(&world, "sjabloon", text("Oud"))), "snelstart-sjabloon-inactief");
    assert_eq!(refused(check(&world, "sjabloon", text("Geen"))), "snelstart-sjabloon-onbekend");
    assert_eq!(accepted(check(&world, "sjabloon", text("Standaard"))).waarschuwing, None);
}

#[test]
fn the_category_werkbon_warns_where_it_takes_stock_c15() {
    let world = World::demo();
    world.sim.set_company_info("verkooporderVoorraadVanafNiveau", "\"Werkbon\"").unwrap();
    let warning = |choice| accepted(check(&world, "ordertype", text(choice))).waarschuwing;
    assert_eq!(warning("standaard"), None);
    assert_eq!(warning("werkbon").unwrap().code(), "snelstart-werkbon-voorraad");
}
