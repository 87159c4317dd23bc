//! A process that dies at any port call of a delivery, on either side of its effect, and another one
//! that dies during the recovery (R1, R2).

use std::ops::RangeInclusive;

use super::{SIDES, Vendor, World};
use crate::simulated::{Crash, Side};

pub fn the_port_calls_of_a_delivery_are_known<V: Vendor>() {
    let (world, crash) = (World::<V>::archived(), Crash::never());
    assert!(world.deliver_until_quiet(&crash));
    world.assert_sound("undisturbed");
    assert_eq!(crash.calls(), V::CALLS);
    assert_eq!(world.logins(), 0);
}

pub fn a_delivery_survives_a_crash_at_every_port_call_c22_c23<V: Vendor>() {
    let mut logins = 0_usize;
    for call in 1..=V::CALLS {
        for side in SIDES {
            let world = World::<V>::archived();
            assert!(!world.deliver_until_quiet(&Crash::at(call, side)));
            assert!(world.deliver_until_quiet(&Crash::never()));
            world.assert_sound(&format!("crash {side:?} call {call}"));
            logins = logins.saturating_add(world.logins());
        }
    }
    assert_eq!(logins, V::LOGIN.map_or(0, |login| login.lost));
}

pub fn a_delivery_survives_a_second_crash_during_its_recovery_c22_c23<V: Vendor>() {
    let pairs = second_crashes::<V>(1..=V::CALLS / 2);
    assert!(pairs >= V::SECOND_CRASHES[0], "{pairs}");
}

pub fn a_delivery_survives_a_second_crash_late_in_its_recovery_c22_c23<V: Vendor>() {
    let pairs = second_crashes::<V>(V::CALLS / 2 + 1..=V::CALLS);
    assert!(pairs >= V::SECOND_CRASHES[1], "{pairs}");
}

/// How many second crashes there are after each of these first ones.
fn second_crashes<V: Vendor>(firsts: RangeInclusive<usize>) -> usize {
    let firsts = firsts.flat_map(|call| SIDES.map(|side| (call, side)));
    firsts.map(|(call, side)| second_crashes_after::<V>(call, side)).sum()
}

/// Every crash during the recovery from one, until the recovery ends before it comes.
fn second_crashes_after<V: Vendor>(first: usize, first_side: Side) -> usize {
    let mut pairs = 0_usize;
    for second in 1.. {
        for side in SIDES {
            let world = World::<V>::archived();
            world.deliver_until_quiet(&Crash::at(first, first_side));
            let ended = world.deliver_until_quiet(&Crash::at(second, side));
            assert!(world.deliver_until_quiet(&Crash::never()));
            let when = format!("crashes {first_side:?} call {first}, then {side:?} call {second}");
            world.assert_sound(&when);
            if ended {
                return pairs;
            }
            pairs = pairs.saturating_add(1);
        }
    }
    pairs
}
