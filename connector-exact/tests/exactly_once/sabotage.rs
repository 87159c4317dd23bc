//! The tests tested: a connector with a mistake must not pass.

use simon_testkit::simulated::{Crash, Side};
use simon_testkit::{Fault, On};

use crate::saboteur::Sabotage;
use crate::{delivery, racing};

fn lose(world: &crate::world::World, resource: &str) {
    let path = format!("/api/v1/3201417/{resource}");
    world.faults.add(On::new("POST", path), Fault::DropAfter, 1);
}

#[test]
fn a_connector_that_looks_nothing_up_is_caught_by_the_crash_test() {
    let caught = (1..=delivery::CALLS).any(|call| {
        let mut world = delivery::archived();
        world.sabotage = Sabotage::NeverLooks;
        world.deliver_until_quiet(&Crash::at(call, Side::After));
        world.deliver_until_quiet(&Crash::never());
        delivery::broken(&world).as_deref() == Some("2 invoices")
    });
    assert!(caught);
}

#[test]
fn a_connector_that_looks_nothing_up_is_caught_by_the_fault_test() {
    let mut world = delivery::archived();
    world.sabotage = Sabotage::NeverLooks;
    lose(&world, "salesinvoice/SalesInvoices");
    assert!(world.deliver_until_quiet(&Crash::never()));
    assert_eq!(delivery::broken(&world).as_deref(), Some("2 invoices"));
}

#[test]
fn a_connector_that_looks_for_no_dossier_or_pdf_is_caught() {
    for (sabotage, resource) in [
        (Sabotage::FindsNoDossier, "documents/Documents"),
        (Sabotage::FindsNoPdf, "documents/DocumentAttachments"),
    ] {
        let mut world = delivery::archived();
        world.sabotage = sabotage;
        lose(&world, resource);
        assert!(world.deliver_until_quiet(&Crash::never()));
        let wrong = delivery::broken(&world).expect("two of them");
        assert!(wrong.starts_with("[\"PDFs\"]"), "{sabotage:?}: {wrong}");
    }
}

#[test]
fn a_connector_that_sends_a_lost_create_again_is_caught_by_the_race() {
    for sabotage in [Sabotage::SendsAgain, Sabotage::NeverLooks] {
        let mut world = racing::archived(20);
        world.sabotage = sabotage;
        assert!(racing::race_of(&world, 20, 1).is_some(), "{sabotage:?}");
    }
}
