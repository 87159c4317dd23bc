//! A process that dies at any port call of a delivery, on either side of its effect, and another one
//! that dies during the recovery (R1, R2).

use std::sync::atomic::Ordering;

use simon_testkit::simulated::{Crash, Side};

use crate::delivery::{CALLS, archived, assert_sound};

const SIDES: [Side; 2] = [Side::Before, Side::After];

#[test]
fn the_port_calls_of_a_delivery_are_known() {
    let (world, crash) = (archived(), Crash::never());
    assert!(world.deliver_until_quiet(&crash));
    assert_sound(&world, "undisturbed");
    assert_eq!(crash.calls(), CALLS);
    assert_eq!(world.logins.load(Ordering::Relaxed), 0);
}

#[test]
fn a_delivery_survives_a_crash_at_every_port_call_c22_c23() {
    let mut logins = 0;
    for call in 1..=CALLS {
        for side in SIDES {
            let world = archived();
            assert!(!world.deliver_until_quiet(&Crash::at(call, side)));
            assert!(world.deliver_until_quiet(&Crash::never()));
            assert_sound(&world, &format!("crash {side:?} call {call}"));
            logins += world.logins.load(Ordering::Relaxed);
        }
    }
    // Only between the vendor's answer with new tokens and their place in the store.
    assert_eq!(logins, 2);
}

/// Every second crash after each of these first ones. Dying before a call equals dying after the one
/// before it, so one side is enough for the second.
fn second_crashes(firsts: std::ops::RangeInclusive<usize>) -> usize {
    let mut pairs = 0;
    for (first, first_side) in firsts.flat_map(|call| SIDES.map(|side| (call, side))) {
        for second in 1.. {
            let world = archived();
            world.deliver_until_quiet(&Crash::at(first, first_side));
            let ended = world.deliver_until_quiet(&Crash::at(second, Side::After));
            assert!(world.deliver_until_quiet(&Crash::never()));
            assert_sound(&world, &format!("{first_side:?} call {first}, then after call {second}"));
            if ended {
                break;
            }
            pairs += 1;
        }
    }
    pairs
}

#[test]
fn a_delivery_survives_a_second_crash_during_its_recovery_c22_c23() {
    let pairs = second_crashes(1..=CALLS / 2);
    assert!(pairs >= 200, "{pairs}");
}

#[test]
fn a_delivery_survives_a_second_crash_late_in_its_recovery_c22_c23() {
    let pairs = second_crashes(CALLS / 2 + 1..=CALLS);
    assert!(pairs >= 90, "{pairs}");
}
