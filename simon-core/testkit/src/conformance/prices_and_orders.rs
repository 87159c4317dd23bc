//! Checks on agreed prices and on marking orders.

use simon_core::connector::Marked;
use simon_core::domain::{
    Aantal, ArtikelId, OrderSoort, Prijs, RelatieId, VendorOrder, VendorOrderRegel,
};
use simon_core::{Result, Retry};

use super::world::{HOUR, World, capabilities};
use super::{Harness, Listing};
use crate::builders::decimal;
use crate::listings::Listings;
use crate::{Fault, On};

const MARK: &str = "#S";

/// A price agreed with one customer is read for that customer, and a failure is no price.
pub fn an_agreed_price_is_read_exactly_c25<H: Harness>() {
    if !capabilities::<H>().klantprijzen {
        return;
    }
    let world = World::<H>::new();
    let klant = world.seed(Listing::Relaties, 2);
    let artikel = world.vendor.seed(Listing::Artikelen, 1, "Kraan");
    let [with, without] = klant.as_slice() else { panic!("two customers") };
    world.vendor.set_price(&artikel.id, decimal("100"));
    world.vendor.agree_price(&with.id, &artikel.id, decimal("87.65"));
    let price = |klant: &str| -> Result<Option<Prijs>> {
        let klant = RelatieId::new(klant).expect("an id");
        let artikel = ArtikelId::new(&artikel.id).expect("an id");
        world.run(world.connector.read_klantprijs(
            &world.books,
            &klant,
            &artikel,
            Aantal(decimal("1")),
        ))
    };
    let agreed = price(&with.id).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(agreed.map(|prijs| prijs.bedrag.0), Some(decimal("87.65")));
    let none = price(&without.id).unwrap_or_else(|error| panic!("{error:?}"));
    assert_eq!(none, None, "no agreement is no price");
    for (name, fault) in Fault::every_kind(false) {
        world.faults.add(On::any(), fault, usize::MAX);
        assert!(price(&with.id).is_err(), "{name}: a failure is no price");
        world.faults.clear();
        world.clock.advance(HOUR);
    }
}

/// The only order of a world.
fn order<H: Harness>(world: &World<H>, soort: OrderSoort) -> VendorOrder {
    let mut once: Vec<VendorOrder> = Vec::new();
    for order in world.orders(soort, None).items {
        once.retain(|other| other.order != order.order);
        once.push(order);
    }
    let [order] = <[_; 1]>::try_from(once).expect("one order");
    order
}

/// Orders with more lines than a page of lines has at some vendors.
pub fn orders_of_61_and_1001_lines_arrive_whole_p8<H: Harness>() {
    for soort in capabilities::<H>().orders {
        for lines in [61, 1_001] {
            let world = World::<H>::new();
            world.vendor.seed_order(*soort, lines);
            let order = order(&world, *soort);
            let arrived: Vec<&str> =
                order.regels.iter().map(|regel| regel.omschrijving.as_str()).collect();
            let expected: Vec<String> =
                (1..=lines).map(|nummer| format!("Regel {nummer}")).collect();
            assert_eq!(arrived, expected, "{soort:?} of {lines} lines");
            let complete =
                |regel: &VendorOrderRegel| regel.is_op_artikel() && regel.aantal.is_some();
            assert!(order.regels.iter().all(complete), "{soort:?}: a line without its article");
        }
    }
}

/// Asserts that only the description changed, and that it ends with one mark.
fn assert_marked(case: &str, before: &VendorOrder, mut after: VendorOrder) {
    assert_eq!(after.omschrijving.matches(MARK).count(), 1, "{case}: {:?}", after.omschrijving);
    assert!(after.omschrijving.trim_end().ends_with(MARK), "{case}: {:?}", after.omschrijving);
    let begin = before.omschrijving.as_str();
    assert!(after.omschrijving.starts_with(begin), "{case}: {:?}", after.omschrijving);
    let changed = after.omschrijving.clone();
    after.omschrijving.clone_from(&before.omschrijving);
    for (_, text) in &mut after.teksten {
        if *text == changed {
            text.clone_from(&before.omschrijving);
        }
    }
    assert_eq!(after, *before, "{case}: marking changed something else");
}

fn markable<H: Harness>() -> &'static [OrderSoort] {
    if capabilities::<H>().mark_order { capabilities::<H>().orders } else { &[] }
}

/// Marks an order twice, and one that is gone.
pub fn a_mark_is_put_on_an_order_once_and_changes_nothing_else_d6<H: Harness>() {
    for soort in markable::<H>() {
        let world = World::<H>::new();
        let seeded = world.vendor.seed(Listing::Orders(*soort), 1, "Badkamer Jansen");
        let before = order(&world, *soort);
        let mark = || world.run(world.connector.mark_order(&world.books, &before.order, MARK));
        assert_eq!(mark().unwrap_or_else(|error| panic!("{error:?}")), Marked::Marked);
        assert_marked("first", &before, order(&world, *soort));
        assert_eq!(mark().unwrap_or_else(|error| panic!("{error:?}")), Marked::Already);
        assert_marked("again", &before, order(&world, *soort));
        world.vendor.delete(Listing::Orders(*soort), &seeded.id);
        assert_eq!(mark().unwrap_or_else(|error| panic!("{error:?}")), Marked::Closed);
    }
}

/// Requests and answers of marking get lost, and it is tried again.
pub fn a_fault_while_marking_leaves_one_mark_at_most_d6<H: Harness>() {
    for soort in markable::<H>() {
        for request in 0..2 {
            for processed in [false, true] {
                for (name, fault) in Fault::every_kind(processed) {
                    let side = if processed { "after" } else { "before" };
                    let name = format!("{name} {side} request {request} was processed");
                    let world = World::<H>::new();
                    world.vendor.seed(Listing::Orders(*soort), 1, "Badkamer Jansen");
                    let before = order(&world, *soort);
                    world.faults.add(On::any().skip(request), fault, 1);
                    for _ in 0..4 {
                        let marked = world.run(world.connector.mark_order(
                            &world.books,
                            &before.order,
                            MARK,
                        ));
                        let Err(error) = marked else { break };
                        assert_ne!(error.retry(), Retry::CheckFirst, "{name}: safe to repeat");
                        world.clock.advance(HOUR);
                    }
                    world.faults.clear();
                    assert_marked(&name, &before, order(&world, *soort));
                }
            }
        }
    }
}
