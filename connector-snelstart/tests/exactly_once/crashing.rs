//! A process that dies at any port call of a delivery, on either side of its effect, and another one
//! that dies during the recovery (R1, R2).

use simon_testkit::simulated::{Crash, Side};

use crate::delivery::{CALLS, archived, assert_sound};

const SIDES: [Side; 2] = [Side::Before, Side::After];

#[test]
fn the_port_calls_of_a_delivery_are_known() {
    let (world, crash) = (archived(), Crash::never());
    assert!(world.deliver_until_quiet(&crash));
    assert_sound(&world, "undisturbed");
    assert_eq!(crash.calls(), CALLS);
}

#[test]
fn a_delivery_survives_a_crash_at_every_port_call_c22() {
    for call in 1..=CALLS {
        for side in SIDES {
            let world = archived();
            assert!(!world.deliver_until_quiet(&Crash::at(call, side)));
            assert!(world.deliver_until_quiet(&Crash::never()));
            assert_sound(&world, &format!("crash {side:?} call {call}"));
        }
    }
}

#[test]
fn a_delivery_survives_a_second_crash_during_its_recovery_c22() {
    let mut pairs = 0;
    for first in 1..=CALLS {
        for side in SIDES {
            pairs += second_crashes(first, side);
        }
    }
    assert!(pairs >= 750, "{pairs}");
}

/// Every crash during the recovery from one, until the recovery ends before it comes.
fn second_crashes(first: usize, first_side: Side) -> usize {
    let mut pairs = 0;
    for second in 1.. {
        for side in SIDES {
            let world = archived();
            world.deliver_until_quiet(&Crash::at(first, first_side));
            let ended = world.deliver_until_quiet(&Crash::at(second, side));
            assert!(world.deliver_until_quiet(&Crash::never()));
            let when = format!("crashes {first_side:?} call {first}, then {side:?} call {second}");
            assert_sound(&world, &when);
            if ended {
                return pairs;
            }
            pairs += 1;
        }
    }
    pairs
}
