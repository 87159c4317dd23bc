//! The login in the browser, from the address to the first call (A3).

use bytes::Bytes;
use connector_exact::simulator::LoginChoice;
use simon_core::connector::AccountingConnector;
use simon_core::{Actor, ErrorKind};
use simon_testkit::Simulator;
use simon_testkit::listings::Listings;

use crate::world::{World, books, config};

/// The address that the browser ends at.
pub(crate) fn browser(world: &World, address: &str) -> String {
    let request = http::Request::get(address).body(Bytes::new()).unwrap();
    let answer = world.sim.handle(&request);
    assert_eq!(answer.status(), 302);
    answer.headers()["location"].to_str().unwrap().to_owned()
}

fn log_in(world: &World) {
    let address = world.run(world.connector.login_url()).unwrap();
    let back = browser(world, &address);
    world.run(world.connector.check_login(&back)).unwrap();
    world.run(world.connector.log_in(&back)).unwrap();
}

#[test]
fn a_login_in_the_browser_opens_the_administrations_a3() {
    let world = World::with(config());
    world.sim.seed_demo();
    log_in(&world);
    let connected = world.run(world.connector.connect()).unwrap();
    assert_eq!(connected.administratie, None, "the user chooses");
    let opened = world.run(world.connector.administratie(&books())).unwrap();
    assert_eq!(opened, books());
    assert_eq!(world.sim.tokens_issued(), 1, "the login's own tokens serve");
    world.refused_nothing();
}

#[test]
fn a_second_login_takes_the_place_of_the_first() {
    let world = World::with(config());
    log_in(&world);
    world.pass_seconds(120);
    log_in(&world);
    world.run(world.connector.connect()).unwrap();
    world.pass_seconds(600);
    world.run(world.connector.connect()).unwrap();
    assert_eq!((world.sim.tokens_issued(), world.sim.old_refresh_tokens()), (3, 0));
}

#[test]
fn a_user_who_refuses_is_told_so_and_nothing_changes() {
    let world = World::demo();
    world.run(world.connector.connect()).unwrap();
    world.sim.set_login_choice(LoginChoice::Refuse);
    let address = world.run(world.connector.login_url()).unwrap();
    let back = browser(&world, &address);
    let error = world.run(world.connector.log_in(&back)).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::User));
    world.run(world.connector.connect()).unwrap();
}

#[test]
fn a_code_that_is_too_old_asks_for_another_login() {
    let world = World::with(config());
    let address = world.run(world.connector.login_url()).unwrap();
    let back = browser(&world, &address);
    world.pass_seconds(300);
    let error = world.run(world.connector.log_in(&back)).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::User));
    log_in(&world);
}

#[test]
fn an_address_of_another_login_is_refused_without_a_call() {
    let world = World::with(config());
    let address = world.run(world.connector.login_url()).unwrap();
    let back = browser(&world, &address).replace("state=", "state=x");
    let error = world.run(world.connector.log_in(&back)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    assert_eq!(world.faults.calls(), 0);
}

#[test]
fn disconnecting_forgets_the_tokens_a7() {
    let world = World::with(config());
    log_in(&world);
    world.run(world.connector.disconnect()).unwrap();
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!(error.message().code(), "exact-inloggen");
}
