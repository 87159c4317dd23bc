//! A vendor whose lists show what is new late.

use std::time::Duration;

use super::faults::creates;
use super::{NUMMER, SIDES, Vendor, World};
use crate::Fault;
use crate::simulated::Crash;

/// So long after its document an attempt is looked up at the latest: two minutes for the answer, one of
/// slack, and the declared lag; less a second, in which calls before the create wait for the vendor's limit.
fn patience<V: Vendor>() -> u64 {
    120 + 60 + V::LAG.as_secs() - 1
}

fn delivered_with_lag<V: Vendor>(seconds: u64) -> World<V> {
    let world = World::archived();
    V::delay_look_ups(&world.sim, Duration::from_secs(seconds));
    for create in creates::<V>() {
        world.faults.add(create.on(), Fault::DropAfter, 1);
    }
    // A host in a hurry: whoever looks often must not decide early.
    world.run(world.rounds_every(Duration::from_secs(1), world.sound()));
    world
}

pub fn what_is_shown_within_the_declared_lag_is_found_c22_c23<V: Vendor>() {
    let (declared, patience) = (V::LAG.as_secs(), patience::<V>());
    for lag in [1, 30, declared, 120, patience - declared + 1, patience] {
        let world = delivered_with_lag::<V>(lag);
        world.assert_sound(&format!("visible after {lag} s"));
    }
}

pub fn an_answer_that_is_late_and_a_document_that_is_shown_late_make_one_c22<V: Vendor>() {
    for fault in [Fault::StallAfter, Fault::status(504).after(), Fault::HtmlAfter] {
        let world = World::<V>::archived();
        V::delay_look_ups(&world.sim, V::LAG);
        world.faults.add(V::CREATE.on(), fault, 1);
        assert!(world.deliver_until_quiet(&Crash::never()));
        world.assert_sound("late");
    }
}

pub fn a_crash_and_what_is_shown_late_make_one_document_c22_c23<V: Vendor>() {
    for call in 1..=V::CALLS {
        for side in SIDES {
            let world = World::<V>::archived();
            V::delay_look_ups(&world.sim, V::LAG);
            world.deliver_until_quiet(&Crash::at(call, side));
            assert!(world.deliver_until_quiet(&Crash::never()));
            world.assert_sound(&format!("crash {side:?} call {call}"));
        }
    }
}

/// The bound of the promise, so that nobody thinks it away: what stays invisible for longer than the
/// vendor declares, and longer than we wait on top of that, is created a second time.
pub fn a_document_that_is_shown_long_after_the_declared_lag_is_created_twice<V: Vendor>() {
    let world = delivered_with_lag::<V>(patience::<V>() + 3600);
    assert_eq!(world.documents_of(NUMMER).len(), 2);
}
