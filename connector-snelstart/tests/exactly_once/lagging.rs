//! A vendor whose list shows a new order late.

use std::time::Duration;

use simon_testkit::simulated::{Crash, Side};
use simon_testkit::{Fault, On};

use crate::delivery::{CALLS, NUMMER, archived, assert_sound, orders_of};
use crate::world::World;

/// The vendor's declared lag.
const DECLARED: u64 = 60;
/// So long after its begin an attempt is looked up at the latest: two minutes for the answer, one of
/// slack, and the declared lag.
const PATIENCE: u64 = 120 + 60 + DECLARED;

fn delivered_with_lag(seconds: u64) -> World {
    let world = archived();
    world.sim.delay_visibility(Duration::from_secs(seconds));
    world.faults.add(On::new("POST", "/v2/verkooporders"), Fault::DropAfter, 1);
    // A host in a hurry: whoever looks often must not decide early.
    world.run(world.rounds_every(Duration::from_secs(1), world.sound()));
    world
}

#[test]
fn an_order_that_is_shown_within_the_declared_lag_is_found_c22() {
    for lag in [1, 30, DECLARED, 120, PATIENCE - DECLARED + 1, PATIENCE] {
        let world = delivered_with_lag(lag);
        assert_sound(&world, &format!("visible after {lag} s"));
    }
}

#[test]
fn an_answer_that_is_late_and_an_order_that_is_shown_late_make_one_order_c22() {
    for fault in [Fault::StallAfter, Fault::status(504).after(), Fault::HtmlAfter] {
        let world = archived();
        world.sim.delay_visibility(Duration::from_secs(DECLARED));
        world.faults.add(On::new("POST", "/v2/verkooporders"), fault, 1);
        assert!(world.deliver_until_quiet(&Crash::never()));
        assert_sound(&world, "late");
    }
}

#[test]
fn a_crash_and_an_order_that_is_shown_late_make_one_order_c22() {
    for call in 1..=CALLS {
        for side in [Side::Before, Side::After] {
            let world = archived();
            world.sim.delay_visibility(Duration::from_secs(DECLARED));
            world.deliver_until_quiet(&Crash::at(call, side));
            assert!(world.deliver_until_quiet(&Crash::never()));
            assert_sound(&world, &format!("crash {side:?} call {call}"));
        }
    }
}

/// The bound of the promise, so that nobody thinks it away: what stays invisible for longer than the
/// vendor declares, and longer than we wait on top of that, is created a second time.
#[test]
fn an_order_that_is_shown_long_after_the_declared_lag_is_created_twice() {
    let world = delivered_with_lag(PATIENCE + 3600);
    assert_eq!(orders_of(&world, NUMMER).len(), 2);
}
