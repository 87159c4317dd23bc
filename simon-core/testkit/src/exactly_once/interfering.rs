//! A person switches the integration off, or saves its settings, while a delivery is under way
//! (A6, A7).

use std::time::Duration;

use futures_util::future::join;
use simon_core::host::Clock;
use simon_core::integration::Activation;
use simon_core::{ErrorKind, Result};

use super::{SIDES, Vendor, World};
use crate::simulated::Crash;

/// What a person does, who logs in first where the vendor asks for that.
async fn insist<V: Vendor, T>(world: &World<V>, act: impl AsyncFn() -> Result<T>) -> T {
    match act().await {
        Err(error) if V::LOGIN.is_some() && error.kind() == ErrorKind::Unauthenticated => {
            world.log_in().await;
            act().await.unwrap()
        }
        outcome => outcome.unwrap(),
    }
}

async fn switch_off_and_on<V: Vendor>(world: &World<V>) {
    world.sound().deactivate().await.unwrap();
    world.clock.sleep(Duration::from_secs(1)).await;
    let again = Activation::new(V::settings(), Vec::new());
    let report = insist(world, async || world.sound().activate(&again).await).await;
    assert!(report.saved.is_some());
}

async fn save<V: Vendor>(world: &World<V>) {
    let settings = V::settings();
    let report = insist(world, async || world.sound().save(&settings).await).await;
    assert!(report.saved.is_some());
}

/// Lets a delivery stand still at every port call while something happens.
fn meanwhile<V: Vendor>(happens: impl AsyncFn(&World<V>)) {
    for call in 1..=V::CALLS {
        for side in SIDES {
            let world = World::<V>::archived();
            let pause = Crash::pause(call, side, &world.clock, Duration::from_secs(90));
            let worker = world.process(&pause);
            let person = async {
                world.clock.sleep(Duration::from_secs(1)).await;
                happens(&world).await;
            };
            let (outcome, ()) = world.run(join(worker.deliver(), person));
            outcome.unwrap();
            assert!(world.deliver_until_quiet(&Crash::never()));
            world.assert_sound(&format!("{side:?} call {call}"));
        }
    }
}

pub fn switching_off_and_on_during_a_delivery_makes_no_second_document_a7<V: Vendor>() {
    meanwhile(switch_off_and_on::<V>);
}

pub fn saving_during_a_delivery_makes_no_second_document_a6<V: Vendor>() {
    meanwhile(save::<V>);
}
