//! 'Controleer' (E1).

use std::collections::BTreeMap;

use connector_visma::simulator::{Gedrag, Ordersoort};
use simon_core::settings::{CheckOutcome, Checked, SettingValue};

use crate::world::{World, refused, tekst};

fn accepted(outcome: CheckOutcome) -> Checked {
    match outcome {
        CheckOutcome::Accepted(checked) => *checked,
        CheckOutcome::Refused(message) => panic!("refused: {message:?}"),
    }
}

fn check(world: &World, key: &str, value: SettingValue) -> CheckOutcome {
    world.check(key, &[(key, value)])
}

#[test]
fn an_article_is_found_by_its_number_and_must_be_for_sale_c5() {
    let world = World::demo();
    let checked = accepted(check(&world, "werktijd_artikel", tekst(" uur ")));
    assert_eq!(checked.naam, "Arbeidsloon monteur");
    assert_eq!(checked.artikel.unwrap().code, "UUR");
    accepted(check(&world, "standaard_artikel", tekst("BUIS 22/1")));
    for (number, code) in [
        ("UUR9", "visma-artikel-onbekend"),
        ("CVKETEL", "visma-artikel-voorraad"),
        ("OUD", "visma-artikel-niet-verkoopbaar"),
        ("..", "visma-artikel-onbekend"),
    ] {
        assert_eq!(refused(check(&world, "reistijd_artikel", tekst(number))), code, "{number}");
    }
    world.refused_nothing();
}

#[test]
fn warehouses_are_there_and_in_use_and_spelled_by_the_vendor_c18() {
    let world = World::demo();
    let checked = accepted(check(&world, "magazijn", tekst(" BUS2 ")));
    assert_eq!(
        (checked.naam.as_str(), checked.vendor_id.as_deref()),
        ("Servicebus 2", Some("BUS2"))
    );
    assert_eq!(refused(check(&world, "magazijn", tekst("BUS3"))), "visma-magazijn-onbekend");
    assert_eq!(refused(check(&world, "magazijn", tekst("OUD"))), "visma-magazijn-inactief");
    let table = |id: &str| {
        let rows = [("Jan", "1"), ("Piet", id), ("Kees", "1")];
        let rows = rows.map(|(user, id)| (user.to_owned(), id.to_owned()));
        SettingValue::Tabel(BTreeMap::from(rows))
    };
    let checked = accepted(check(&world, "magazijnen", table("BUS2")));
    assert_eq!(checked.vendor_ids, ["1", "BUS2"]);
    assert_eq!(refused(check(&world, "magazijnen", table("OUD"))), "visma-magazijn-inactief");
    world.refused_nothing();
}

#[test]
fn a_sales_order_needs_a_warehouse_and_its_order_type_c18() {
    let world = World::demo();
    let document = ("document", tekst("verkooporder"));
    let default = ("magazijn", tekst("1"));
    let per_user = ("magazijn_per_gebruiker", SettingValue::JaNee(true));
    let outcome = |values: &[(&str, SettingValue)]| world.check("document", values);
    assert_eq!(refused(outcome(std::slice::from_ref(&document))), "visma-magazijn-verplicht");
    let alone = [document.clone(), per_user];
    assert_eq!(refused(outcome(&alone)), "visma-magazijnen-leeg");
    accepted(outcome(&[document.clone(), default.clone()]));
    let invoicing = Ordersoort { actief: true, gedrag: Gedrag::Invoice, ..Ordersoort::default() };
    world.sim.books().set_ordersoort("SO", invoicing);
    let refusal = refused(outcome(&[document.clone(), default.clone()]));
    assert_eq!(refusal, "visma-ordersoort-anders");
    world.sim.books().delete_ordersoort("SO").unwrap();
    // The other interface knows no such type any more, and the check says so in its own words.
    accepted(world.check("document", &[("document", tekst("klantfactuur"))]));
}

#[test]
fn what_is_fetched_has_its_order_type_d1() {
    let world = World::demo();
    let kinds =
        |kinds: &[&str]| SettingValue::Lijst(kinds.iter().map(|kind| (*kind).to_owned()).collect());
    let both = accepted(check(&world, "ophalen", kinds(&["verkooporders", "offertes"])));
    assert_eq!(both.naam, "Verkooporder, Offerte");
    world.sim.books().delete_ordersoort("QT").unwrap();
    let refusal = refused(check(&world, "ophalen", kinds(&["offertes"])));
    assert_eq!(refusal, "visma-ordersoort-ontbreekt");
    world.refused_nothing();
}
