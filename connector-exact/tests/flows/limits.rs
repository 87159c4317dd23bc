//! Calls a minute and a day, as the vendor states them, and errors an hour.

use connector_exact::simulator::ErrorShape;
use http::StatusCode;
use simon_core::connector::{AccountingConnector, ListRequest};
use simon_core::{ErrorKind, Retry};
use simon_testkit::listings::Listings;

use crate::world::{World, books};

fn call(world: &World) -> simon_core::Result<()> {
    let first = ListRequest::everything();
    world.run(world.connector.list_artikelgroepen(&books(), &first)).map(drop)
}

#[test]
fn our_own_counting_keeps_us_below_the_vendors_minute_r8() {
    let world = World::demo();
    let start = world.clock.now();
    for _ in 0..300 {
        call(&world).unwrap();
    }
    assert_eq!(world.sim.books().throttled(), 0);
    assert!((world.clock.now() - start).num_minutes() >= 5, "50 a minute");
    world.refused_nothing();
}

#[test]
fn a_day_of_calls_keeps_the_reserve_for_delivering_g4() {
    let world = World::demo();
    let settings = world.settings(&[]);
    let draft = world.draft("1");
    let refused = loop {
        match call(&world) {
            Ok(()) => {}
            Err(error) => break error,
        }
    };
    assert_eq!(refused.kind(), ErrorKind::RateLimited);
    let Retry::After(wait) = refused.retry() else { panic!("{refused:?}") };
    assert!(wait.as_secs() > 60, "until the next day (UTC): {wait:?}");
    let spent: u64 = world.sim.calls().values().sum();
    assert!((3_950..=4_010).contains(&spent), "{spent}");
    world.run(world.connector.create_document(&draft, &settings)).unwrap();
    let gauge = world.run(world.connector.call_gauge(&books())).unwrap().unwrap();
    assert_eq!(gauge.windows.len(), 2);
    assert!(gauge.normal_from.is_some() && gauge.deliver_from.is_none());
    world.refused_nothing();
}

#[test]
fn the_vendors_headers_change_the_numbers() {
    let world = World::demo();
    world.sim.limit_calls(100, 9_000);
    let start = world.clock.now();
    for _ in 0..240 {
        call(&world).unwrap();
    }
    let minutes = (world.clock.now() - start).num_minutes();
    assert!(minutes <= 3, "about 84 a minute are ours now: {minutes}");
    assert_eq!(world.sim.books().throttled(), 0);
    let gauge = world.run(world.connector.call_gauge(&books())).unwrap().unwrap();
    assert_eq!(gauge.windows[0].calls, 100);
    world.refused_nothing();
}

#[test]
fn another_instance_that_spends_the_minute_makes_us_wait() {
    let world = World::demo();
    call(&world).unwrap();
    world.sim.books().spend_minute_elsewhere();
    let start = world.clock.now();
    call(&world).unwrap();
    assert!((world.clock.now() - start).num_seconds() <= 62);
    assert_eq!(world.sim.books().throttled(), 1, "met once, then waited out");
    world.refused_nothing();
}

#[test]
fn another_instance_that_spends_the_day_is_left_to_the_next_day() {
    let world = World::demo();
    call(&world).unwrap();
    world.sim.books().spend_day_elsewhere();
    let error = call(&world).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    let error = call(&world).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!(world.sim.books().throttled(), 1, "nobody asks in between");
    let midnight = world.clock.now().date_naive().succ_opt().unwrap();
    let wait = midnight.and_time(chrono::NaiveTime::MIN).and_utc() - world.clock.now();
    world.pass_seconds(u64::try_from(wait.num_seconds()).unwrap() + 2);
    call(&world).unwrap();
    world.refused_nothing();
}

#[test]
fn an_endpoint_that_fails_is_left_alone_before_the_vendor_blocks_it() {
    let world = World::demo();
    call(&world).unwrap();
    world.sim.grant_right("logistics/ItemGroups", "GET", false);
    let mut kinds = Vec::new();
    for _ in 0..30 {
        kinds.push(call(&world).unwrap_err().kind());
        world.pass_seconds(10);
    }
    let denied = kinds.iter().filter(|kind| **kind == ErrorKind::PermissionDenied).count();
    assert_eq!(denied, 9, "never an eleventh failure, and one to spare");
    assert!(kinds[9..].iter().all(|kind| *kind == ErrorKind::RateLimited));
    world.relaties(None);
    world.refused_nothing();
    world.sim.grant_right("logistics/ItemGroups", "GET", true);
    world.pass_seconds(3_600);
    call(&world).unwrap();
    world.refused_nothing();
}

#[test]
fn a_block_that_no_limit_explains_pauses_one_endpoint_for_an_hour() {
    let world = World::demo();
    call(&world).unwrap();
    world.sim.books().block_endpoint("logistics/ItemGroups");
    let error = call(&world).unwrap_err();
    let Retry::After(wait) = error.retry() else { panic!("{error:?}") };
    assert!(wait.as_secs() >= 3_590, "{wait:?}");
    assert_eq!(call(&world).unwrap_err().kind(), ErrorKind::RateLimited);
    assert_eq!(world.sim.books().throttled(), 1, "not asked during the block");
    world.relaties(None);
}

#[test]
fn a_refusal_with_words_is_no_outage_and_is_not_repeated() {
    let world = World::demo();
    call(&world).unwrap();
    let before = world.connector.calls_made();
    world.sim.fail_next_of("logistics/ItemGroups", StatusCode::BAD_REQUEST, ErrorShape::Empty);
    let error = call(&world).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Rejected, Retry::Never));
    assert_eq!(world.connector.calls_made() - before, 1);
}
