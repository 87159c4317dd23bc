//! Calls an hour, as the vendor states them, and the same call again and again.

use std::time::Duration;

use connector_visma::simulator::ResetStyle;
use simon_core::connector::{AccountingConnector, ListRequest};
use simon_core::{ErrorKind, Retry};
use simon_testkit::listings::Listings;

use crate::world::{World, books};

fn call(world: &World) -> simon_core::Result<()> {
    let first = ListRequest::everything();
    world.run(world.connector.list_artikelen(&books(), &first)).map(drop)
}

#[test]
fn calls_are_a_second_apart() {
    let world = World::demo();
    let start = world.clock.now();
    for _ in 0..20 {
        call(&world).unwrap();
    }
    assert!((world.clock.now() - start).num_seconds() >= 19);
    world.refused_nothing();
}

#[test]
fn the_stated_number_counts_and_the_reserve_is_kept_for_delivering_g4() {
    for style in [ResetStyle::Seconds, ResetStyle::Epoch] {
        let world = World::demo();
        world.sim.set_reset_style(style);
        world.sim.limit_calls(30);
        let (draft, settings) = (world.draft("1"), world.settings("klantfactuur"));
        let mut made = 0;
        let error = loop {
            match call(&world) {
                Ok(()) => made += 1,
                Err(error) => break error,
            }
        };
        assert!(made < 30, "{made}");
        assert_eq!(error.kind(), ErrorKind::RateLimited);
        world.run(world.connector.create_document(&draft, &settings)).unwrap();
        assert_eq!(world.find(&draft, &settings).unwrap().len(), 1, "a look-up belongs to it");
        assert_eq!(world.sim.books().throttled(), 0, "never met");
        let gauge = world.run(world.connector.call_gauge(&books())).unwrap().unwrap();
        assert!(gauge.windows.iter().any(|window| window.calls == 30), "{gauge:?}");
        world.pass_seconds(3_700);
        call(&world).unwrap();
        world.refused_nothing();
    }
}

#[test]
fn an_hour_that_somebody_else_spent_is_waited_for() {
    for stated in [true, false] {
        let world = World::demo();
        call(&world).unwrap();
        world.sim.leave_out_retry_after(!stated);
        world.sim.books().spend_hour_elsewhere();
        let error = call(&world).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::RateLimited);
        let Retry::After(wait) = error.retry() else { panic!("{error:?}") };
        assert!(wait >= Duration::from_secs(240), "{wait:?}");
        assert_eq!(call(&world).unwrap_err().kind(), ErrorKind::RateLimited);
        assert_eq!(world.sim.books().throttled(), 1, "nobody asks in between");
        world.pass_seconds(3_700);
        call(&world).unwrap();
        world.refused_nothing();
    }
}

#[test]
fn a_call_that_fails_is_repeated_once_and_never_too_often() {
    let world = World::demo();
    world.sim.limit_same_calls(true);
    call(&world).unwrap();
    for _ in 0..3 {
        let before = world.sim.all_calls();
        for _ in 0..2 {
            let shape = connector_visma::simulator::ErrorShape::Empty;
            world.sim.fail_next_of(
                "GET /v1/inventory",
                http::StatusCode::SERVICE_UNAVAILABLE,
                shape,
            );
        }
        assert_eq!(call(&world).unwrap_err().kind(), ErrorKind::Unavailable);
        assert_eq!(world.sim.all_calls() - before, 2);
        world.pass_seconds(301);
    }
    call(&world).unwrap();
    world.refused_nothing();
}
