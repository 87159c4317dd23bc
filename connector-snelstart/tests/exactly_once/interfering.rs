//! A person switches the integration off, or saves its settings, while a delivery is under way
//! (A6, A7).

use std::time::Duration;

use futures_util::future::join;
use simon_core::host::Clock;
use simon_core::integration::Activation;
use simon_testkit::simulated::{Crash, Side};

use crate::delivery::{CALLS, archived, assert_sound, settings};
use crate::world::World;

async fn switch_off_and_on(world: &World) {
    world.sound().deactivate().await.unwrap();
    world.clock.sleep(Duration::from_secs(1)).await;
    let again = Activation::new(settings(), Vec::new());
    assert!(world.sound().activate(&again).await.unwrap().saved.is_some());
}

async fn save(world: &World) {
    assert!(world.sound().save(&settings()).await.unwrap().saved.is_some());
}

/// Lets a delivery stand still at every port call while something happens.
fn meanwhile(happens: impl AsyncFn(&World)) {
    for call in 1..=CALLS {
        for side in [Side::Before, Side::After] {
            let world = archived();
            let pause = Crash::pause(call, side, &world.clock, Duration::from_secs(90));
            let worker = world.process(&pause);
            let person = async {
                world.clock.sleep(Duration::from_secs(1)).await;
                happens(&world).await;
            };
            let (outcome, ()) = world.run(join(worker.deliver(), person));
            outcome.unwrap();
            assert!(world.deliver_until_quiet(&Crash::never()));
            assert_sound(&world, &format!("{side:?} call {call}"));
        }
    }
}

#[test]
fn switching_off_and_on_during_a_delivery_makes_no_second_order_a7() {
    meanwhile(switch_off_and_on);
}

#[test]
fn saving_during_a_delivery_makes_no_second_order_a6() {
    meanwhile(save);
}
