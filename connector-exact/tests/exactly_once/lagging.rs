//! A vendor whose lists show what is new late.

use std::time::Duration;

use simon_testkit::simulated::{Crash, Side};
use simon_testkit::{Fault, On};

use crate::delivery::{CALLS, NUMMER, archived, assert_sound, invoices_of};
use crate::world::World;

/// The declared lag.
const DECLARED: u64 = 60;
/// So long after its begin an attempt is looked up at the latest: two minutes for the answer, one of
/// slack, and the declared lag.
const PATIENCE: u64 = 120 + 60 + DECLARED;

fn delivered_with_lag(seconds: u64) -> World {
    let world = archived();
    world.sim.delay_look_ups(Duration::from_secs(seconds));
    for resource in ["salesinvoice/SalesInvoices", "documents/Documents"] {
        let path = format!("/api/v1/3201417/{resource}");
        world.faults.add(On::new("POST", path), Fault::DropAfter, 1);
    }
    // A host in a hurry: whoever looks often must not decide early.
    world.run(world.rounds_every(Duration::from_secs(20), world.sound()));
    world
}

#[test]
fn what_is_shown_within_the_declared_lag_is_found_c22_c23() {
    for lag in [1, 30, DECLARED, 120, PATIENCE - DECLARED + 1, PATIENCE] {
        let world = delivered_with_lag(lag);
        assert_sound(&world, &format!("visible after {lag} s"));
    }
}

#[test]
fn a_crash_and_what_is_shown_late_make_one_invoice_c22_c23() {
    for call in 1..=CALLS {
        for side in [Side::Before, Side::After] {
            let world = archived();
            world.sim.delay_look_ups(Duration::from_secs(DECLARED));
            world.deliver_until_quiet(&Crash::at(call, side));
            assert!(world.deliver_until_quiet(&Crash::never()));
            assert_sound(&world, &format!("crash {side:?} call {call}"));
        }
    }
}

/// The bound of the promise, so that nobody thinks it away: what stays invisible for longer than is
/// declared, and longer than we wait on top of that, is created a second time.
#[test]
fn an_invoice_that_is_shown_long_after_the_declared_lag_is_created_twice() {
    let world = delivered_with_lag(PATIENCE + 3600);
    assert_eq!(invoices_of(&world, NUMMER).len(), 2);
}
