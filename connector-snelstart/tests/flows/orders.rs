//! Orders that become werkbonnen, and the mark on them.

use connector_snelstart::simulator::{NewOrder, NewRegel};
use simon_core::connector::{AccountingConnector, Marked};
use simon_core::domain::{OrderRef, OrderSoort};
use simon_core::settings::SettingValues;
use simon_testkit::builders::books;
use simon_testkit::builders::decimal;
use simon_testkit::listings::Listings;
use simon_testkit::{Fault, On};

use crate::world::World;

fn new_order(world: &World, omschrijving: &str) -> String {
    let artikel = world.artikel("FILTER");
    let order = NewOrder {
        relatie: world.klant("Garage Van Dijk B.V.").as_str().to_owned(),
        omschrijving: Some(omschrijving.to_owned()),
        memo: Some("Sleutel bij de buren\nBellen vooraf".to_owned()),
        regels: vec![
            NewRegel {
                omschrijving: "Eerst bellen".to_owned(),
                aantal: decimal("0"),
                ..NewRegel::default()
            },
            NewRegel {
                artikel: Some(artikel.id.as_str().to_owned()),
                omschrijving: String::new(),
                aantal: decimal("1.5"),
                stuksprijs: decimal("39.95"),
            },
        ],
        ..NewOrder::default()
    };
    world.sim.add_order(&order).unwrap()
}

fn reference(id: &str) -> OrderRef {
    OrderRef::new(OrderSoort::Verkooporder, id, "1")
}

#[test]
fn an_order_comes_with_texts_lines_and_customer_d4_d5() {
    let world = World::demo();
    let id = new_order(&world, "WB filters vervangen");
    let read = world.orders(OrderSoort::Verkooporder, None);
    assert_eq!(read.items.len(), 1);
    let order = &read.items[0];
    assert_eq!(order.order.vendor_id, id);
    assert!(order.open);
    assert_eq!(order.referentie, None);
    assert_eq!(order.omschrijving, "WB filters vervangen");
    assert_eq!(order.teksten[0], ("omschrijving".to_owned(), "WB filters vervangen".to_owned()));
    assert_eq!(order.teksten[1].1, "Sleutel bij de buren\nBellen vooraf");
    assert_eq!(order.klant, Some(world.klant("Garage Van Dijk B.V.")));
    assert_eq!(order.regels.len(), 2);
    assert_eq!((&order.regels[0].artikel, order.regels[0].aantal), (&None, None));
    assert_eq!(order.regels[1].aantal.unwrap().0, decimal("1.5"));
}

#[test]
fn our_own_orders_carry_their_reference_d8() {
    let world = World::demo();
    let (draft, settings) = (world.draft("20417"), world.settings(SettingValues::default()));
    world.run(world.connector.create_document(&draft, &settings)).unwrap();
    let read = world.orders(OrderSoort::Verkooporder, None);
    assert_eq!(read.items[0].referentie.as_deref(), Some("acme01-20417"));
    assert_eq!(read.items[0].teksten[1].1, "", "the reference is no work description");
}

#[test]
fn an_invoiced_order_is_not_open_d8() {
    let world = World::demo();
    let id = new_order(&world, "Klaar");
    let before = world.orders(OrderSoort::Verkooporder, None);
    world.pass_minutes(200);
    world.sim.invoice_order(&id).unwrap();
    world.pass_minutes(5);
    let read = world.orders(OrderSoort::Verkooporder, before.watermark.as_ref());
    assert_eq!(read.items.len(), 1);
    assert!(!read.items[0].open);
    let outcome = world.run(world.connector.mark_order(&books(), &reference(&id), "WB")).unwrap();
    assert_eq!(outcome, Marked::Closed);
}

#[test]
fn marking_changes_the_description_and_nothing_else_d6() {
    let world = World::demo();
    let id = new_order(&world, &"Onderhoud aan de installatie ".repeat(3)[..50]);
    world.sim.change_order(&id, &[("onbekendVeld", r#"{"b":1.50,"a":[null]}"#)]).unwrap();
    let before = world.sim.order_json(&id).unwrap();
    world.pass_minutes(5);
    let mark = || world.run(world.connector.mark_order(&books(), &reference(&id), "WB")).unwrap();
    assert_eq!(mark(), Marked::Marked);
    assert_eq!(mark(), Marked::Already);
    assert_eq!(world.requests("PUT", "/v2/verkooporders"), 1);
    let after = world.sim.order_json(&id).unwrap();
    let order = &world.sim.orders()[0];
    let omschrijving = order.omschrijving.clone().unwrap();
    assert!(omschrijving.ends_with(" WB"), "{omschrijving}");
    assert!(omschrijving.encode_utf16().count() <= 50);
    let strip = |json: &str| {
        let mut value: serde_json::Value = serde_json::from_str(json).unwrap();
        for member in ["omschrijving", "modifiedOn"] {
            value.as_object_mut().unwrap().remove(member);
        }
        value
    };
    assert_eq!(strip(&before), strip(&after));
    assert!(after.contains("1.50"), "{after}");
    world.refused_nothing();
}

#[test]
fn a_refused_read_only_member_is_left_out_on_a_second_try() {
    let world = World::demo();
    let id = new_order(&world, "Filters");
    world.sim.refuse_on_put("totaalExclusiefBtw");
    let outcome = world.run(world.connector.mark_order(&books(), &reference(&id), "WB")).unwrap();
    assert_eq!(outcome, Marked::Marked);
    assert_eq!(world.requests("PUT", "/v2/verkooporders"), 2);
    assert_eq!(world.sim.orders()[0].regels.len(), 2);
}

#[test]
fn an_order_that_is_gone_is_closed() {
    let world = World::demo();
    let id = new_order(&world, "Filters");
    world.sim.delete_order(&id).unwrap();
    let outcome = world.run(world.connector.mark_order(&books(), &reference(&id), "WB")).unwrap();
    assert_eq!(outcome, Marked::Closed);
}

#[test]
fn a_lost_answer_to_a_mark_is_not_sent_again_without_reading_first() {
    let world = World::demo();
    let id = new_order(&world, "Filters");
    world.faults.add(On::new("PUT", "/v2/verkooporders"), Fault::DropAfter, 1);
    let mark = || world.run(world.connector.mark_order(&books(), &reference(&id), "WB"));
    let error = mark().unwrap_err();
    assert!(error.is_retryable(), "{error}");
    assert_eq!(world.requests("PUT", "/v2/verkooporders"), 1);
    assert_eq!(mark().unwrap(), Marked::Already);
    assert_eq!(world.sim.orders()[0].omschrijving.as_deref(), Some("Filters WB"));
}
