//! Vendor's orders become werkbonnen, once, and never our own: D1 to D8.

use simon_core::domain::{OrderRef, OrderSoort, VendorOrder};
use simon_core::host::{Feed, Record, Select, Store, Tabel};
use simon_core::integration::{FetchRequest, NoProgress};
use simon_testkit::builders::{gearchiveerd, nummer};
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
