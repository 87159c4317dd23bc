//! A worker that stands still at a port call until others have taken over, and then goes on as if
//! nothing had happened: a suspended machine, a store that hangs.

use std::time::Duration;

use futures_util::future::join;
use simon_core::host::Clock;
use simon_core::integration::Integration;

use super::{SIDES, Vendor, World};
use crate::simulated::{Crash, Side};

const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}

/// Two workers, the second of which begins so many seconds later.
fn in_turn<V: Vendor>(world: &World<V>, one: &Integration, two: &Integration, seconds: u64) {
    let later = async {
        world.clock.sleep(Duration::from_secs(seconds)).await;
        world.rounds(two).await;
    };
    world.run(join(world.rounds(one), later));
}

pub fn a_worker_that_stood_still_for_long_creates_nothing_any_more_c22_c23<V: Vendor>() {
    for call in 1..=V::CALLS {
        for side in SIDES {
            for long in [2, 4, 20] {
                let world = World::<V>::archived();
                let slow = world.process(&Crash::pause(call, side, &world.clock, minutes(long)));
                in_turn(&world, &slow, &world.process(&Crash::never()), 30);
                world.assert_sound(&format!("{long} minutes {side:?} call {call}"));
            }
        }
    }
}

pub fn two_workers_that_stand_still_in_turn_create_one_document_c22<V: Vendor>() {
    for first in 1..=V::CALLS {
        for second in 1..=V::CALLS {
            let world = World::<V>::archived();
            let long = if (first + second) % 2 == 0 { (20, 4) } else { (4, 20) };
            let pause = |call, long| Crash::pause(call, Side::After, &world.clock, minutes(long));
            let one = world.process(&pause(first, long.0));
            let two = world.process(&pause(second, long.1));
            in_turn(&world, &one, &two, 1);
            world.assert_sound(&format!("{long:?} minutes at calls {first} and {second}"));
        }
    }
}

/// Building takes several minutes, longer than the first claim of a werkbon holds.
pub fn two_workers_at_a_slow_vendor_do_not_take_a_werkbon_from_each_other_for_ever_c22<
    V: Vendor,
>() {
    let world = World::<V>::archived();
    let latency = Duration::from_secs(25);
    let slow = |seed| world.process_with(&Crash::never(), seed, latency);
    let (one, two) = (slow(1), slow(2));
    let began = world.clock.now();
    let in_a_hurry = |worker| world.rounds_every(Duration::from_secs(1), worker);
    world.run(join(in_a_hurry(&one), in_a_hurry(&two)));
    world.assert_sound("slow");
    let took = world.clock.now() - began;
    assert!(took < chrono::TimeDelta::minutes(15), "{took}");
}
