//! The same where a key against doubles lives for ever, also one of a call that was refused or lost.

use std::time::Duration;

use connector_billit::simulator::TextLines;
use simon_core::host::DeliveryStatus;
use simon_testkit::exactly_once::{NUMMER, Vendor, World, crashing, faults, racing};
use simon_testkit::simulated::Crash;
use simon_testkit::{Fault, builders};

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

/// A refusal used the key up, and so did an order that was never stored: who sends the werkbon anew gets
/// his invoice at once.
#[test]
fn a_key_that_came_to_nothing_does_not_keep_a_werkbon_that_is_sent_anew() {
    for refused in [true, false] {
        let world = World::<WithKeys>::archived();
        if refused {
            world.sim.set_text_lines(TextLines::Refused);
        } else {
            world.sim.lose_next_order();
        }
        assert!(world.deliver_until_quiet(&Crash::never()));
        assert!(world.documents_of(NUMMER).is_empty());
        let fault = world.log().into_iter().rev().find(|entry| entry.te_nemen_actie.is_some());
        assert!(fault.is_some(), "a person is asked to look");
        world.sim.set_text_lines(TextLines::Bare);
        world.run(world.sound().release(&[builders::nummer(NUMMER)])).unwrap();
        let reports = world.run(world.sound().deliver_now()).unwrap();
        assert_eq!(reports[0].status, DeliveryStatus::Geleverd);
        assert_eq!(world.documents_of(NUMMER).len(), 1);
    }
}
