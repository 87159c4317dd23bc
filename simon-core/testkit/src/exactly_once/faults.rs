//! Every kind of fault at every endpoint that a delivery touches, on either side of the vendor's
//! processing, once and again and again (R1, R2, R5).

use std::collections::BTreeSet;
use std::time::Duration;

use super::{Endpoint, NUMMER, Vendor, World};
use crate::simulated::Crash;
use crate::{Exchange, Fault, On};

const DAY: u64 = 24 * 3600;

/// The requests that create something.
pub(super) fn creates<V: Vendor>() -> Vec<&'static Endpoint> {
    let mut creates: Vec<&Endpoint> = V::ENDPOINTS.iter().filter_map(Endpoint::lost).collect();
    creates.dedup();
    creates
}

fn kinds() -> impl Iterator<Item = (String, Fault)> {
    let sides = [(false, "before"), (true, "after")];
    sides.into_iter().flat_map(|(processed, side)| {
        let named = move |(name, fault)| (format!("{name} {side}"), fault);
        Fault::every_kind(processed).into_iter().map(named)
    })
}

/// One delivery with a fault; a look-up needs a lost answer before it.
fn delivered_with<V: Vendor>(endpoint: &Endpoint, fault: &Fault, times: usize) -> World<V> {
    let world = World::archived();
    if let Some(create) = endpoint.lost() {
        world.faults.add(create.on(), Fault::DropAfter, 1);
    }
    world.faults.add(endpoint.on(), fault.clone(), times);
    assert!(world.deliver_until_quiet(&Crash::never()));
    world
}

/// What is done where the exchange was made.
fn done_by<V: Vendor>(exchange: &Exchange) -> &'static str {
    let endpoints = V::ENDPOINTS.iter().filter(|endpoint| endpoint.made(exchange).is_some());
    let nearest = endpoints.max_by_key(|endpoint| endpoint.made(exchange));
    nearest.unwrap_or_else(|| panic!("{exchange:?} is not tried")).what()
}

pub fn the_endpoints_of_a_delivery_are_all_tried<V: Vendor>() {
    let world = World::<V>::archived();
    let costs_the_login = |it: &Endpoint| V::LOGIN.is_some_and(|login| login.token == *it);
    // Whatever may have to be looked up then is.
    for endpoint in V::ENDPOINTS.iter().filter(|it| !costs_the_login(it)) {
        world.faults.add(endpoint.on(), Fault::DropAfter, 1);
    }
    assert!(world.deliver_until_quiet(&Crash::never()));
    world.assert_sound("every answer lost once");
    let touched: BTreeSet<&str> = world.faults.journal().iter().map(done_by::<V>).collect();
    assert_eq!(touched, V::ENDPOINTS.iter().map(Endpoint::what).collect());
    assert_eq!(touched.len(), V::ENDPOINTS.len());
}

pub fn a_delivery_survives_every_fault_at_every_endpoint_c22_c23<V: Vendor>() {
    for endpoint in V::ENDPOINTS {
        for (name, fault) in kinds() {
            for times in [1, 3] {
                let world = delivered_with::<V>(endpoint, &fault, times);
                let struck = times > 1 || world.faults.pending() == 0;
                assert!(struck, "{} is never asked", endpoint.what());
                world.assert_sound(&format!("{name} at {}, {times} times", endpoint.what()));
            }
        }
    }
}

pub fn an_outage_of_hours_ends_in_one_document_c22<V: Vendor>() {
    for (name, fault) in kinds() {
        let world = World::<V>::archived();
        world.faults.add(On::any(), fault, usize::MAX);
        for _ in 0..6 {
            world.run(world.sound().deliver()).unwrap();
            world.pass(3600);
        }
        world.faults.clear();
        assert!(world.deliver_until_quiet(&Crash::never()));
        world.assert_sound(&format!("{name} for hours"));
    }
}

/// A create that fails like this, and no look-up for three days; or, where one goes before each create,
/// none that shows anything yet.
fn days_without_look_up<V: Vendor>(fault: Fault) -> World<V> {
    let world = World::archived();
    world.faults.add(V::CREATE.on(), fault, 1);
    let host = world.sound();
    if host.info().capabilities.looks_first {
        V::delay_look_ups(&world.sim, Duration::from_secs(2 * DAY));
    } else {
        for look_up in V::ENDPOINTS.iter().filter(|it| it.lost() == Some(&V::CREATE)) {
            world.faults.add(look_up.on(), Fault::status(503), usize::MAX);
        }
    }
    world.run(host.deliver()).unwrap();
    world.pass(3 * DAY);
    world
}

pub fn a_lost_document_is_found_after_days_without_a_vendor_c22<V: Vendor>() {
    let world = days_without_look_up::<V>(Fault::DropAfter);
    world.run(world.sound().deliver()).unwrap();
    world.faults.clear();
    assert!(world.deliver_until_quiet(&Crash::never()));
    world.assert_sound("three days later");
}

pub fn a_document_that_is_not_found_after_days_is_left_to_a_person_c22<V: Vendor>() {
    let world = days_without_look_up::<V>(Fault::DropBefore);
    world.faults.clear();
    assert!(world.deliver_until_quiet(&Crash::never()));
    assert_eq!(world.documents_of(NUMMER).len(), 0);
    assert_eq!(world.asks(), ["werkbon-onzeker"]);
    let log = world.log();
    let asked = log.iter().find(|entry| entry.code == "werkbon-onzeker").unwrap();
    assert!(asked.te_nemen_actie.is_some() && asked.record.as_deref() == Some(NUMMER));
}
