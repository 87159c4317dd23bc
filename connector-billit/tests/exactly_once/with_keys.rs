//! The same where a key against doubles lives for ever, also one of a call that was refused or lost.

use std::time::Duration;

use simon_testkit::Fault;
use simon_testkit::exactly_once::{NUMMER, Vendor, World, crashing, faults, racing};
use simon_testkit::simulated::Crash;

use crate::delivery::WithKeys;

#[test]
fn a_delivery_survives_a_crash_at_every_port_call() {
    crashing::a_delivery_survives_a_crash_at_every_port_call_c22_c23::<WithKeys>();
}

#[test]
fn a_delivery_survives_every_fault_at_every_endpoint() {
    faults::a_delivery_survives_every_fault_at_every_endpoint_c22_c23::<WithKeys>();
}

#[test]
fn two_workers_and_lost_answers_make_no_duplicate() {
    racing::two_workers_and_lost_answers_make_no_duplicate_and_lose_nothing_c22::<WithKeys>();
}

/// What shows long after the declared lag is created twice without a key, and once with it.
#[test]
fn a_key_guards_what_the_look_up_cannot_see_yet() {
    let world = World::<WithKeys>::archived();
    world.faults.add(WithKeys::CREATE.on(), Fault::DropAfter, 1);
    WithKeys::delay_look_ups(&world.sim, Duration::from_secs(2 * 3_600));
    assert!(world.deliver_until_quiet(&Crash::never()));
    assert_eq!(world.documents_of(NUMMER).len(), 1);
}
