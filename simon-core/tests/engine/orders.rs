//! Vendor's orders become werkbonnen, once, and never our own: D1 to D8.

use simon_core::domain::{Aantal, OrderRef, OrderSoort, VendorOrder, VendorOrderRegel, Werkbon};
use simon_core::host::{Feed, Record, Select, Store, Tabel};
use simon_core::integration::{FetchRequest, NoProgress};
use simon_core::settings::SettingValue;
use simon_testkit::builders::{self, gearchiveerd, nummer};
use simon_testkit::simulated::run;

use super::{World, lijst, tekst};

fn fetching() -> World {
    let world = World::new();
    world.vendor.add_order("100", "Oude order");
    world.activate(&[("ophalen", lijst(&["verkooporders"])), ("markering", tekst("S"))]);
    world.fetch();
    world
}

#[test]
fn orders_from_before_the_start_come_only_at_the_users_word_d8() {
    let world = fetching();
    assert_eq!(world.count(Tabel::Werkbonnen), 0);
    assert!(world.log_has("orders-voor-start"));
    world.fetch();
    assert_eq!(world.count(Tabel::Werkbonnen), 0);
    let again = FetchRequest::everything(Vec::new());
    run(&world.clock, world.integration.fetch(&again, &NoProgress)).unwrap();
    assert_eq!(world.count(Tabel::Werkbonnen), 0, "a full load is not the user's word");
    let all = FetchRequest::changes(vec![Feed::Verkooporders]).with_existing_orders();
    run(&world.clock, world.integration.fetch(&all, &NoProgress)).unwrap();
    assert_eq!(world.count(Tabel::Werkbonnen), 1);
}

#[test]
fn details_of_orders_are_asked_for_once_they_may_become_werkbonnen_d8() {
    let world = fetching();
    let asked = |world: &World| std::mem::take(&mut world.vendor.books().without_details);
    assert_eq!(asked(&world), [true], "which orders there are is all that counts");
    world.fetch();
    assert_eq!(asked(&world), [false]);
    let all = FetchRequest::changes(vec![Feed::Verkooporders]).with_existing_orders();
    run(&world.clock, world.integration.fetch(&all, &NoProgress)).unwrap();
    assert_eq!(asked(&world), [false], "the user's word");
}

#[test]
fn a_new_order_becomes_a_werkbon_once_d2() {
    let world = fetching();
    world.vendor.add_order("101", "Ketel nakijken");
    world.fetch();
    world.vendor.add_order("101", "Ketel vervangen");
    world.fetch();
    assert_eq!(world.count(Tabel::Werkbonnen), 1);
    let select = Select::Id("VO-101".into());
    let found = run(&world.clock, world.store.records(&world.id, Tabel::Werkbonnen, &select));
    let Record::Werkbon(werkbon) = &found.unwrap()[0] else { panic!("a werkbon") };
    assert_eq!(werkbon.werkomschrijving, "Ketel nakijken", "later changes are not followed");
    assert_eq!(werkbon.bron.as_ref().unwrap().nummer, "101");
}

#[test]
fn our_own_orders_never_come_back_d8() {
    let world = fetching();
    world.archive(gearchiveerd("1"));
    world.deliver();
    world.vendor.add_order("doc-0", "Wat wij stuurden");
    let marked = OrderRef::new(OrderSoort::Verkooporder, "other-id", "102");
    let mut ours = VendorOrder::new(marked, "Antwoord verloren");
    ours.referentie = Some("acme01-2".into());
    let stamp = world.vendor.books().stamp + 1;
    world.vendor.books().orders.insert("other-id".into(), (stamp, ours));
    world.fetch();
    assert_eq!(world.count(Tabel::Werkbonnen), 0);
}

#[test]
fn the_order_is_marked_once_its_werkbon_was_delivered_d6_d7() {
    let world = fetching();
    world.vendor.add_order("101", "Ketel nakijken");
    world.fetch();
    let select = Select::Id("VO-101".into());
    let found = run(&world.clock, world.store.records(&world.id, Tabel::Werkbonnen, &select));
    let Record::Werkbon(werkbon) = found.unwrap().remove(0) else { panic!("a werkbon") };
    let mut werkbon = werkbon.gereed_melden();
    werkbon.tijden = gearchiveerd("x").werkbon().tijden.clone();
    world.archive(werkbon.archiveren().unwrap());
    assert_eq!(world.count(Tabel::Werkbonnen), 0, "archived werkbonnen are in the ledger");
    world.deliver();
    assert_eq!(world.vendor.books().marked, ["101"]);
    assert_eq!(world.vendor.documents_of("VO-101"), 1);
    assert!(
        run(&world.clock, world.store.delivery(&world.id, &nummer("VO-101"))).unwrap().is_some()
    );
}

#[test]
fn a_fetched_werkbon_has_the_date_of_amsterdam_p24() {
    // Half past midnight in winter time, in summer time, and around both changes.
    for (utc, date) in [
        ("2030-01-15T23:30:00Z", "2030-01-16"),
        ("2030-07-14T22:30:00Z", "2030-07-15"),
        ("2030-03-30T23:30:00Z", "2030-03-31"),
        ("2030-03-31T22:30:00Z", "2030-04-01"),
        ("2030-10-26T22:30:00Z", "2030-10-27"),
        ("2030-10-27T22:30:00Z", "2030-10-27"),
    ] {
        let world = fetching();
        let then = utc.parse::<chrono::DateTime<chrono::Utc>>().unwrap();
        world.clock.advance((then - world.clock.now()).to_std().unwrap());
        world.vendor.add_order("101", "Ketel nakijken");
        world.fetch();
        let select = Select::Id("VO-101".into());
        let found = run(&world.clock, world.store.records(&world.id, Tabel::Werkbonnen, &select));
        let Record::Werkbon(werkbon) = &found.unwrap()[0] else { panic!("a werkbon") };
        assert_eq!(werkbon.datum.to_string(), date, "{utc}");
    }
}

/// Changes an order as the vendor has it.
fn change_order(world: &World, id: &str, change: impl FnOnce(&mut VendorOrder)) {
    let mut books = world.vendor.books();
    change(&mut books.orders.get_mut(id).unwrap().1);
}

fn werkbon(world: &World, nummer: &str) -> Option<Werkbon> {
    let select = Select::Id(nummer.into());
    let found = run(&world.clock, world.store.records(&world.id, Tabel::Werkbonnen, &select));
    found.unwrap().pop().map(|record| match record {
        Record::Werkbon(werkbon) => *werkbon,
        other => panic!("{other:?}"),
    })
}

#[test]
fn articles_that_an_order_names_by_code_are_found_in_the_store_d4() {
    let world = World::new();
    let ja = SettingValue::JaNee(true);
    world.activate(&[("ophalen", lijst(&["verkooporders"])), ("ophalen_artikelen", ja)]);
    world.fetch();
    // Two articles of one code: nobody knows which of them is meant.
    for id in ["b1", "b2"] {
        world.vendor.add_artikel(id);
        world.vendor.books().artikelen.get_mut(id).unwrap().1.code = "DUBBEL".to_owned();
    }
    world.fetch();
    world.vendor.add_order("101", "Ketel nakijken");
    let regel = |code: &str, tekst: &str| {
        let mut regel = VendorOrderRegel::tekst(tekst);
        regel.artikel_code = Some(code.to_owned());
        regel.aantal = Some(Aantal(builders::decimal("2")));
        regel
    };
    change_order(&world, "101", |order| {
        order.regels =
            vec![regel("Aa1", "Kraan"), regel("ONBEKEND", ""), regel("DUBBEL", "Van twee")];
    });
    world.fetch();
    let werkbon = werkbon(&world, "VO-101").unwrap();
    let booked: Vec<&str> = werkbon.artikelen.iter().map(|it| it.artikel.as_str()).collect();
    assert_eq!(booked, ["a1"]);
    assert_eq!(werkbon.werkomschrijving, "Ketel nakijken\n2 × ONBEKEND\n2 × Van twee");
    assert!(world.log_has("order-artikel-onbekend"));
}

#[test]
fn an_order_made_from_a_quote_that_was_imported_stays_where_it_is_d8() {
    let world = fetching();
    // `100` was there before fetching began, and became no werkbon; `101` did.
    world.vendor.add_order("101", "Offerte voor de ketel");
    world.fetch();
    for (id, uit) in [("201", "101"), ("202", "100"), ("203", "onbekend")] {
        world.vendor.add_order(id, "Ketel vervangen");
        change_order(&world, id, |order| {
            order.uit = Some(OrderRef::new(OrderSoort::Verkooporder, uit, uit));
        });
    }
    world.fetch();
    let made = ["VO-201", "VO-202", "VO-203"].map(|nummer| werkbon(&world, nummer).is_some());
    assert_eq!(made, [false, true, true]);
}
