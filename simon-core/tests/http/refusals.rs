//! For whom and for how long a refused login holds: G8, A9.

use chrono::TimeDelta;
use simon_core::error::{Actor, ErrorKind};
use simon_core::http::{ErrorResponse, VendorError, VendorProfile};

use crate::world::{World, profile, read};

/// A vendor that tells whether the application is the one that it refuses.
fn of_the_operator() -> VendorProfile {
    fn read_error(_: &ErrorResponse<'_>) -> VendorError {
        let mut error = VendorError::default();
        error.who = Some(Actor::Operator);
        error
    }
    let mut profile = profile();
    profile.read_error = read_error;
    profile
}

fn with_a_used_up_token(single_use: bool) -> World {
    let mut world = World::new();
    world.policy.single_use_refresh = single_use;
    world.store(5, 5, world.clock.now() - TimeDelta::hours(1));
    world
}

#[test]
fn a_key_that_was_corrected_works_at_once_a3() {
    let world = with_a_used_up_token(false);
    world.run(world.client().send(read())).unwrap_err();
    // The same as a new key: now the vendor takes it.
    world.vendor.change(|books| books.issued = 5);
    world.run(world.client().send(read())).unwrap();
}

#[test]
fn a_refusal_that_the_operator_must_mend_asks_no_user_to_log_in_a9() {
    let world = with_a_used_up_token(true);
    for _ in 0..2 {
        let client = world.client_with(of_the_operator());
        let error = world.run(client.send(read())).unwrap_err();
        assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::Operator));
    }
}

#[test]
fn a_refusal_that_a_wrong_clock_wrote_does_not_hold_for_years() {
    let world = with_a_used_up_token(true);
    let now = world.clock.now();
    world.clock.set(now + TimeDelta::days(365));
    world.run(world.client().send(read())).unwrap_err();
    world.clock.set(now);
    world.vendor.change(|books| books.issued = 5);
    world.run(world.client().send(read())).unwrap();
}
