//! The checks checked: a connector with a mistake must not pass.

use super::racing::race_of;
use super::{Sabotage, Vendor, World};
use crate::Fault;
use crate::simulated::{Crash, Side};

fn looking_nothing_up<V: Vendor>() -> World<V> {
    let mut world = World::archived();
    world.sabotage = Sabotage::NeverLooks;
    world
}

pub fn a_connector_that_looks_nothing_up_is_caught_by_the_crash_test<V: Vendor>() {
    let caught = (1..=V::CALLS).any(|call| {
        let world = looking_nothing_up::<V>();
        world.deliver_until_quiet(&Crash::at(call, Side::After));
        world.deliver_until_quiet(&Crash::never());
        world.broken().as_deref() == Some("2 documents")
    });
    assert!(caught);
}

pub fn a_connector_that_looks_nothing_up_is_caught_by_the_fault_test<V: Vendor>() {
    let world = looking_nothing_up::<V>();
    world.faults.add(V::CREATE.on(), Fault::DropAfter, 1);
    assert!(world.deliver_until_quiet(&Crash::never()));
    assert_eq!(world.broken().as_deref(), Some("2 documents"));
}

pub fn a_connector_that_sends_a_lost_create_again_is_caught_by_the_race<V: Vendor>() {
    for sabotage in [Sabotage::SendsAgain, Sabotage::NeverLooks] {
        let wrong = race_of::<V>(|world| world.sabotage = sabotage);
        assert!(wrong.is_some(), "{sabotage:?}");
    }
}
