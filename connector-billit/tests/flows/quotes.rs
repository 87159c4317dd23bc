//! Approved quotes that become werkbonnen (D).

use connector_billit::simulator::{ApprovedAs, NewOfferte, NewRegel};
use simon_core::connector::Cursor;
use simon_core::domain::{OrderSoort, VendorOrder};
use simon_testkit::builders::decimal;
use simon_testkit::listings::Listings;

use crate::world::World;

fn quote(world: &World, titel: &str) -> i64 {
    let klant = world.klant("Garage Peeters").as_str().parse().unwrap();
    let artikel = world.artikel("THERM").id.as_str().parse().unwrap();
    let regels =
        vec![NewRegel::tekst("Thermostaat plaatsen"), NewRegel::artikel(artikel, decimal("2"))];
    let offerte = NewOfferte {
        titel: Some(titel.to_owned()),
        opmerkingen: Some("Sleutel bij de buren".to_owned()),
        ..NewOfferte::voor(klant, regels)
    };
    world.sim.books().add_offerte(&offerte).unwrap()
}

fn read(world: &World, id: i64) -> VendorOrder {
    let orders = world.orders(OrderSoort::Offerte, None).items;
    orders.into_iter().find(|order| order.order.vendor_id == id.to_string()).unwrap()
}

#[test]
fn an_approved_quote_comes_with_texts_lines_and_customer_d3_d4_d5() {
    for (approved, opens) in [
        (ApprovedAs::ToInvoice, true),
        (ApprovedAs::Approved, true),
        (ApprovedAs::Both, true),
        (ApprovedAs::OrderFormCreated, false),
    ] {
        let world = World::demo();
        world.sim.set_approved_as(approved);
        let id = quote(&world, "WB thermostaat");
        assert!(!read(&world, id).open, "not approved yet");
        world.sim.books().approve_offerte(id).unwrap();
        let offerte = read(&world, id);
        assert_eq!(offerte.open, opens, "{approved:?}");
        if !opens {
            continue;
        }
        assert_eq!(offerte.klant, Some(world.klant("Garage Peeters")));
        assert!(offerte.omschrijving.starts_with("WB thermostaat\nThermostaat plaatsen\n"));
        assert_eq!(offerte.teksten[1].1, "Sleutel bij de buren");
        assert_eq!(offerte.regels.len(), 2);
        assert_eq!(offerte.regels[1].artikel, Some(world.artikel("THERM").id));
        assert_eq!(offerte.regels[1].aantal.unwrap().0, decimal("2"));
        world.refused_nothing();
    }
}

#[test]
fn only_approved_quotes_cost_a_call_of_their_own_and_a_deleted_one_stops_nothing() {
    let world = World::demo();
    let (open, closed) = (quote(&world, "Een"), quote(&world, "Twee"));
    world.sim.books().approve_offerte(open).unwrap();
    let before = world.sim.calls("GET /v1/orders/{id}");
    let quotes = world.orders(OrderSoort::Offerte, None).items;
    assert_eq!(quotes.len(), 3, "the demo's own, and both");
    assert_eq!(world.sim.calls("GET /v1/orders/{id}") - before, 2);
    world.sim.books().delete_order(closed).unwrap();
    world.sim.books().delete_order(open).unwrap();
    assert_eq!(world.orders(OrderSoort::Offerte, None).items.len(), 1);
    world.refused_nothing();
}

#[test]
fn a_quote_that_is_approved_later_comes_with_the_changes() {
    let world = World::demo();
    let id = quote(&world, "Later");
    let before = world.orders(OrderSoort::Offerte, None);
    world.pass_seconds(24 * 3_600);
    let idle = world.orders(OrderSoort::Offerte, before.watermark.as_ref());
    world.pass_seconds(24 * 3_600);
    world.sim.books().approve_offerte(id).unwrap();
    let changed = world.orders(OrderSoort::Offerte, idle.watermark.as_ref());
    assert!(changed.items.iter().any(|it| it.order.vendor_id == id.to_string() && it.open));
}

#[test]
fn a_quote_comes_within_a_day_when_approving_it_leaves_its_stamp_d1() {
    let world = World::demo();
    world.sim.touch_on_approval(false);
    let id = quote(&world, "Later");
    let comes = |watermark: &Option<Cursor>| {
        let pass = world.orders(OrderSoort::Offerte, watermark.as_ref());
        let open = pass.items.iter().any(|it| it.order.vendor_id == id.to_string() && it.open);
        (open, pass.watermark)
    };
    let (_, first) = comes(&None);
    world.pass_seconds(6 * 3_600);
    let (_, mut watermark) = comes(&first);
    world.pass_seconds(6 * 3_600);
    world.sim.books().approve_offerte(id).unwrap();
    let mut came = Vec::new();
    for _ in 0..6 {
        let (open, next) = comes(&watermark);
        (watermark, came) = (next, [came, vec![open]].concat());
        world.pass_seconds(6 * 3_600);
    }
    assert_eq!(came, [false, false, true, false, false, false], "once a day");
    world.pass_seconds(61 * 24 * 3_600);
    let (_, watermark) = comes(&watermark);
    world.pass_seconds(24 * 3_600);
    assert!(!comes(&watermark).0, "not for ever");
    world.refused_nothing();
}
