//! A worker that stands still at a port call until another one has taken over, and then goes on as if
//! nothing had happened.

use std::time::Duration;

use futures_util::future::join;
use simon_core::host::Clock;
use simon_testkit::simulated::{Crash, Side};

use crate::delivery::{CALLS, archived, assert_sound};

#[test]
fn a_worker_that_stood_still_for_long_creates_nothing_any_more_c22_c23() {
    for call in 1..=CALLS {
        for side in [Side::Before, Side::After] {
            for minutes in [2, 20] {
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
