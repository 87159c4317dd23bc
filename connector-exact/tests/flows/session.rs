//! Tokens: renewed in their last half minute, once, by one process, and stored before they are used.

use connector_exact::simulator::{DEMO_REFRESH_TOKEN, ErrorShape};
use futures_util::future::join;
use http::StatusCode;
use secrecy::ExposeSecret;
use simon_core::connector::{AccountingConnector, ListRequest};
use simon_core::{Actor, ErrorKind, Retry};
use simon_testkit::listings::Listings;
use simon_testkit::{Fault, On};

use crate::world::{World, books, config};

const TOKEN: &str = "/api/oauth2/token";

fn call(world: &World) -> simon_core::Result<()> {
    world.run(world.connector.connect()).map(drop)
}

fn issued_after(seconds: u64) -> u64 {
    let world = World::demo();
    call(&world).unwrap();
    world.pass_seconds(seconds);
    call(&world).unwrap();
    world.refused_nothing();
    assert_eq!(world.sim.early_refreshes(), 0);
    world.sim.tokens_issued()
}

#[test]
fn a_token_is_renewed_after_571_seconds_and_not_before_p3() {
    assert_eq!([0, 300, 569, 570].map(issued_after), [1, 1, 1, 1]);
    assert_eq!([571, 590, 599, 600, 3_600].map(issued_after), [2, 2, 2, 2, 2]);
}

#[test]
fn a_day_of_polling_stays_below_200_tokens() {
    let world = World::demo();
    for _ in 0..288 {
        call(&world).unwrap();
        world.pass_seconds(300);
    }
    assert!(world.sim.tokens_issued() <= 151, "{}", world.sim.tokens_issued());
    world.refused_nothing();
}

#[test]
fn an_answer_that_it_is_too_early_harms_nothing() {
    let world = World::demo();
    call(&world).unwrap();
    world.pass_seconds(575);
    let text = r#"{"error":"access_denied",
        "error_description":"Rate limit exceeded: access_token not expired"}"#;
    world.faults.add(On::new("POST", TOKEN), Fault::status_with(400, &[], text), 1);
    call(&world).unwrap();
    assert_eq!((world.faults.pending(), world.sim.tokens_issued()), (0, 1));
    world.pass_seconds(31);
    call(&world).unwrap();
    assert_eq!(world.sim.tokens_issued(), 2);
}

#[test]
fn a_refusal_of_a_young_token_buys_no_other_one() {
    let world = World::demo();
    call(&world).unwrap();
    world.sim.fail_next_of("current/Me", StatusCode::UNAUTHORIZED, ErrorShape::Empty);
    let error = call(&world).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthenticated, Retry::Never));
    assert_eq!(error.message().code(), "exact-opnieuw-koppelen");
    assert_eq!((world.sim.tokens_issued(), world.sim.early_refreshes()), (1, 0));
    call(&world).unwrap();
}

#[test]
fn new_tokens_are_stored_before_they_are_used_p1() {
    let world = World::demo();
    call(&world).unwrap();
    let stored = || world.run(world.tokens.load(&simon_testkit::builders::integration(), "main"));
    let before = stored().unwrap().tokens.unwrap();
    world.pass_seconds(600);
    // The call with the new token never gets anywhere.
    world.faults.add(On::new("GET", "/api/v1/current/Me"), Fault::Refuse, usize::MAX);
    call(&world).unwrap_err();
    let after = stored().unwrap().tokens.unwrap();
    assert_ne!(before.access.expose_secret(), after.access.expose_secret());
    world.faults.clear();
    let next = world.process();
    world.run(next.connect()).unwrap();
    assert_eq!((world.sim.tokens_issued(), world.sim.old_refresh_tokens()), (2, 0));
}

#[test]
fn two_processes_renew_once_p2() {
    let world = World::demo();
    call(&world).unwrap();
    let other = world.process();
    for round in 2..=4 {
        world.pass_seconds(600);
        let first = ListRequest::everything();
        let (one, two) = world.run(join(
            world.connector.list_artikelgroepen(&books(), &first),
            other.list_artikelgroepen(&books(), &first),
        ));
        one.unwrap();
        two.unwrap();
        assert_eq!(world.sim.tokens_issued(), round);
    }
    assert_eq!(world.sim.old_refresh_tokens(), 0);
    world.refused_nothing();
}

fn assert_ask_for_a_login(world: &World) {
    let error = call(world).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::User), "{error}");
    assert_eq!(error.message().code(), "exact-opnieuw-koppelen");
}

#[test]
fn a_refresh_token_that_somebody_else_used_asks_for_a_new_login() {
    let world = World::demo();
    call(&world).unwrap();
    drop(world.sim.log_in());
    world.pass_seconds(600);
    assert_ask_for_a_login(&world);
}

#[test]
fn thirty_days_without_use_ask_for_a_new_login() {
    let world = World::demo();
    call(&world).unwrap();
    world.pass_days(29);
    call(&world).unwrap();
    world.pass_days(31);
    assert_ask_for_a_login(&world);
}

#[test]
fn another_configured_refresh_token_is_used_and_the_same_one_is_not_again() {
    let world = World::demo();
    call(&world).unwrap();
    let same = world.process();
    world.run(same.connect()).unwrap();
    world.pass_seconds(600);
    world.run(same.connect()).unwrap();
    assert_eq!(world.sim.old_refresh_tokens(), 0, "the store has a newer one");

    let fresh = world.sim.log_in();
    world.pass_seconds(600);
    let renewed = world.process_with(config().with_refresh_token(fresh));
    world.run(renewed.connect()).unwrap();
    world.pass_seconds(600);
    world.run(renewed.connect()).unwrap();
    assert_eq!(world.sim.old_refresh_tokens(), 0);
}

#[test]
fn without_any_login_the_user_is_asked_to_log_in() {
    let world = World::with(config());
    let error = call(&world).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!(error.message().code(), "exact-inloggen");
    assert_eq!(world.faults.calls(), 0);
}

#[test]
fn a_wrong_application_is_the_operators() {
    let wrong = connector_exact::ExactConfig::new(
        "11111111-2222-3333-4444-555555555555",
        "geen",
        connector_exact::simulator::DEMO_REDIRECT_URI,
    );
    let world = World::with(wrong.with_refresh_token(DEMO_REFRESH_TOKEN));
    let error = call(&world).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::Operator));
    assert_eq!(error.message().code(), "exact-app-gegevens");
}
