//! A worker that stands still at a port call until others have taken over, and then goes on as if
//! nothing had happened: a suspended machine, a store that hangs.

use std::time::Duration;

use futures_util::future::join;
use simon_core::host::Clock;
use simon_testkit::simulated::{Crash, Side};

use crate::delivery::{CALLS, archived, assert_sound};

#[test]
fn a_worker_that_stood_still_for_long_creates_nothing_any_more_c22() {
    for call in 1..=CALLS {
        for side in [Side::Before, Side::After] {
            for minutes in [2, 4, 20] {
                let world = archived();
                let pause = Duration::from_secs(60 * minutes);
                let slow = world.process(&Crash::pause(call, side, &world.clock, pause));
                let other = world.process(&Crash::never());
                let later = async {
                    world.clock.sleep(Duration::from_secs(30)).await;
                    world.rounds(&other).await;
                };
                world.run(join(world.rounds(&slow), later));
                assert_sound(&world, &format!("{minutes} minutes {side:?} call {call}"));
            }
        }
    }
}

#[test]
fn two_workers_that_stand_still_in_turn_create_one_order_c22() {
    for first in 1..=CALLS {
        for second in 1..=CALLS {
            let world = archived();
            let pause = |call, minutes: u64| {
                Crash::pause(call, Side::After, &world.clock, Duration::from_secs(60 * minutes))
            };
            let minutes = if (first + second) % 2 == 0 { (20, 4) } else { (4, 20) };
            let one = world.process(&pause(first, minutes.0));
            let two = world.process(&pause(second, minutes.1));
            let later = async {
                world.clock.sleep(Duration::from_secs(1)).await;
                world.rounds(&two).await;
            };
            world.run(join(world.rounds(&one), later));
            assert_sound(&world, &format!("{minutes:?} minutes at calls {first} and {second}"));
        }
    }
}

/// Building takes several minutes, longer than the first claim of a werkbon holds.
#[test]
fn two_workers_at_a_slow_vendor_do_not_take_a_werkbon_from_each_other_for_ever_c22() {
    let world = archived();
    let latency = Duration::from_secs(25);
    let slow = |seed| world.process_with(&Crash::never(), seed, latency);
    let (one, two) = (slow(1), slow(2));
    let began = world.clock.now();
    let in_a_hurry = |worker| world.rounds_every(Duration::from_secs(1), worker);
    world.run(join(in_a_hurry(&one), in_a_hurry(&two)));
    assert_sound(&world, "slow");
    let took = world.clock.now() - began;
    assert!(took < chrono::TimeDelta::minutes(15), "{took}");
}
