//! Every kind of fault at every endpoint that a delivery touches, on either side of the vendor's
//! processing, once and again and again (R1, R2, R5).

use std::collections::BTreeSet;

use simon_testkit::simulated::Crash;
use simon_testkit::{Fault, On};

use crate::delivery::{NUMMER, archived, assert_sound, invoices_of};
use crate::world::World;

/// Method, resource, and what is done there.
const ENDPOINTS: [(&str, &str, &str); 8] = [
    ("POST", "oauth2/token", "token"),
    ("GET", "system/Divisions", "administration"),
    ("POST", "salesinvoice/SalesInvoices", "create"),
    ("GET", "salesinvoice/SalesInvoices", "look-up of the invoice"),
    ("POST", "documents/Documents", "dossier"),
    ("GET", "documents/Documents", "look-up of the dossier"),
    ("POST", "documents/DocumentAttachments", "PDF"),
    ("GET", "documents/DocumentAttachments", "look-up of a PDF"),
];

fn path(resource: &str) -> String {
    match resource {
        "oauth2/token" => format!("/api/{resource}"),
        _ => format!("/api/v1/3201417/{resource}"),
    }
}

fn faults() -> impl Iterator<Item = (String, Fault)> {
    let sides = [(false, "before"), (true, "after")];
    sides.into_iter().flat_map(|(processed, side)| {
        let named = move |(name, fault)| (format!("{name} {side}"), fault);
        Fault::every_kind(processed).into_iter().map(named)
    })
}

/// One delivery with a fault; a look-up needs a lost answer before it.
fn delivered_with(method: &str, resource: &str, fault: &Fault, times: usize) -> World {
    let world = archived();
    if method == "GET" && resource != "system/Divisions" {
        world.faults.add(On::new("POST", path(resource)), Fault::DropAfter, 1);
    }
    world.faults.add(On::new(method, path(resource)), fault.clone(), times);
    assert!(world.deliver_until_quiet(&Crash::never()));
    world
}

#[test]
fn the_endpoints_of_a_delivery_are_all_tried() {
    let world = archived();
    for (method, resource, _) in ENDPOINTS {
        if method == "POST" && resource != "oauth2/token" {
            world.faults.add(On::new(method, path(resource)), Fault::DropAfter, 1);
        }
    }
    assert!(world.deliver_until_quiet(&Crash::never()));
    assert_sound(&world, "all looked up");
    let touched: BTreeSet<(String, String)> =
        world.faults.journal().into_iter().map(|it| (it.method, it.path)).collect();
    let tried = ENDPOINTS.iter().map(|known| (known.0.to_owned(), path(known.1)));
    assert_eq!(touched, tried.collect());
}

#[test]
fn a_delivery_survives_every_fault_at_every_endpoint_c22_c23() {
    for (method, resource, what) in ENDPOINTS {
        for (name, fault) in faults() {
            for times in [1, 3] {
                let world = delivered_with(method, resource, &fault, times);
                assert_sound(&world, &format!("{name} at {what}, {times} times"));
            }
        }
    }
}

#[test]
fn an_outage_of_hours_ends_in_one_invoice_c22() {
    for (name, fault) in faults() {
        let world = archived();
        world.faults.add(On::any(), fault, usize::MAX);
        for _ in 0..6 {
            drop(world.run(world.sound().deliver()));
            world.pass(3600);
        }
        world.faults.clear();
        assert!(world.deliver_until_quiet(&Crash::never()));
        assert_sound(&world, &format!("{name} for hours"));
    }
}

const DAY: u64 = 24 * 3600;

#[test]
fn a_lost_invoice_is_found_after_days_without_a_vendor_c22() {
    let world = archived();
    let invoices = path("salesinvoice/SalesInvoices");
    world.faults.add(On::new("POST", &*invoices), Fault::DropAfter, 1);
    world.faults.add(On::new("GET", &*invoices), Fault::status(503), usize::MAX);
    world.run(world.sound().deliver()).unwrap();
    world.pass(3 * DAY);
    world.run(world.sound().deliver()).unwrap();
    world.faults.clear();
    assert!(world.deliver_until_quiet(&Crash::never()));
    assert_sound(&world, "three days later");
}

#[test]
fn an_invoice_that_is_not_found_after_days_is_left_to_a_person_c22() {
    let world = archived();
    let invoices = path("salesinvoice/SalesInvoices");
    world.faults.add(On::new("POST", &*invoices), Fault::DropBefore, 1);
    world.faults.add(On::new("GET", &*invoices), Fault::status(503), usize::MAX);
    world.run(world.sound().deliver()).unwrap();
    world.pass(3 * DAY);
    world.faults.clear();
    assert!(world.deliver_until_quiet(&Crash::never()));
    assert_eq!(invoices_of(&world, NUMMER).len(), 0);
    assert_eq!(world.asks(), ["werkbon-onzeker"]);
}
