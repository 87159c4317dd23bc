//! Every kind of fault at every endpoint that a delivery touches, on either side of the vendor's
//! processing, once and again and again (R1, R2, R5).

use std::collections::BTreeSet;

use simon_testkit::simulated::Crash;
use simon_testkit::{Fault, On};

use crate::delivery::{NUMMER, archived, assert_sound, orders_of};
use crate::world::World;

/// Method, path and what is done there.
const ENDPOINTS: [(&str, &str, &str); 7] = [
    ("POST", "/b2b/token", "token"),
    ("GET", "/v2/companyInfo", "administration"),
    ("GET", "/v2/artikelen/", "agreed price"),
    ("POST", "/v2/verkooporders", "create"),
    ("GET", "/v2/verkooporders/", "source order"),
    ("PUT", "/v2/verkooporders/", "mark"),
    ("GET", "/v2/verkooporders", "look-up"),
];

fn faults() -> impl Iterator<Item = (String, Fault)> {
    let sides = [(false, "before"), (true, "after")];
    sides.into_iter().flat_map(|(processed, side)| {
        let named = move |(name, fault)| (format!("{name} {side}"), fault);
        Fault::every_kind(processed).into_iter().map(named)
    })
}

/// One delivery with a fault; a look-up needs a lost answer before it.
fn delivered_with(method: &str, path: &str, fault: &Fault, times: usize, lost: bool) -> World {
    let world = archived();
    if lost {
        world.faults.add(On::new("POST", "/v2/verkooporders"), Fault::DropAfter, 1);
    }
    world.faults.add(On::new(method, path), fault.clone(), times);
    assert!(world.deliver_until_quiet(&Crash::never()));
    world
}

#[test]
fn the_endpoints_of_a_delivery_are_all_tried() {
    let world = delivered_with("POST", "/v2/verkooporders", &Fault::DropAfter, 1, false);
    let shape = |path: &str| {
        let known = ENDPOINTS.iter().filter(|known| path.starts_with(known.1));
        known.map(|known| known.1).max_by_key(|prefix| prefix.len()).unwrap().to_owned()
    };
    let journal = world.faults.journal();
    let touched: BTreeSet<(String, String)> =
        journal.iter().map(|it| (it.method.clone(), shape(&it.path))).collect();
    let tried = ENDPOINTS.iter().map(|known| (known.0.to_owned(), known.1.to_owned()));
    assert_eq!(touched, tried.collect());
}

#[test]
fn a_delivery_survives_every_fault_at_every_endpoint_c22() {
    for (method, path, what) in ENDPOINTS {
        for (name, fault) in faults() {
            for times in [1, 3] {
                let world = delivered_with(method, path, &fault, times, what == "look-up");
                assert_sound(&world, &format!("{name} at {what}, {times} times"));
            }
        }
    }
}

#[test]
fn an_outage_of_hours_ends_in_one_order_c22() {
    for (name, fault) in faults() {
        let world = archived();
        world.faults.add(On::any(), fault, usize::MAX);
        for _ in 0..6 {
            world.run(world.sound().deliver()).unwrap();
            world.pass(3600);
        }
        world.faults.clear();
        assert!(world.deliver_until_quiet(&Crash::never()));
        assert_sound(&world, &format!("{name} for hours"));
    }
}

const DAY: u64 = 24 * 3600;

#[test]
fn a_lost_order_is_found_after_days_without_a_vendor_c22() {
    let world = archived();
    world.faults.add(On::new("POST", "/v2/verkooporders"), Fault::DropAfter, 1);
    world.faults.add(On::new("GET", "/v2/verkooporders"), Fault::status(503), usize::MAX);
    world.run(world.sound().deliver()).unwrap();
    world.pass(3 * DAY);
    world.run(world.sound().deliver()).unwrap();
    world.faults.clear();
    assert!(world.deliver_until_quiet(&Crash::never()));
    assert_sound(&world, "three days later");
}

#[test]
fn an_order_that_is_not_found_after_days_is_left_to_a_person_c22() {
    let world = archived();
    world.faults.add(On::new("POST", "/v2/verkooporders"), Fault::DropBefore, 1);
    world.faults.add(On::new("GET", "/v2/verkooporders"), Fault::status(503), usize::MAX);
    world.run(world.sound().deliver()).unwrap();
    world.pass(3 * DAY);
    world.faults.clear();
    assert!(world.deliver_until_quiet(&Crash::never()));
    assert_eq!(orders_of(&world, NUMMER).len(), 0);
    assert_eq!(world.asks(), ["werkbon-onzeker"]);
    let log = world.log();
    let asked = log.iter().find(|entry| entry.code == "werkbon-onzeker").unwrap();
    assert!(asked.te_nemen_actie.is_some() && asked.record.as_deref() == Some(NUMMER));
}
