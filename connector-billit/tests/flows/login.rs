//! The login in the browser, the API key, and the tokens (A3, A7, G8).

use bytes::Bytes;
use connector_billit::BillitConfig;
use connector_billit::simulator::{DEMO_API_KEY, DEMO_REDIRECT_URI, LoginChoice};
use simon_core::connector::AccountingConnector;
use simon_core::{Actor, ErrorKind};
use simon_testkit::Simulator;
use simon_testkit::listings::Listings;

use crate::world::{World, books, config};

/// The address that the browser ends at.
fn browser(world: &World, address: &str) -> String {
    let request = http::Request::get(address).body(Bytes::new()).unwrap();
    let answer = world.sim.handle(&request);
    assert_eq!(answer.status(), 302, "{}", String::from_utf8_lossy(answer.body()));
    answer.headers()["location"].to_str().unwrap().to_owned()
}

fn log_in(world: &World) {
    let address = world.run(world.connector.login_url()).unwrap();
    let back = browser(world, &address);
    world.run(world.connector.check_login(&back)).unwrap();
    world.run(world.connector.log_in(&back)).unwrap();
}

#[test]
fn a_login_in_the_browser_opens_the_company_a3() {
    let world = World::with(config());
    log_in(&world);
    let connected = world.run(world.connector.connect()).unwrap();
    assert_eq!(connected.administratie, Some(books()));
    assert_eq!(world.sim.tokens_issued(), 1, "the login's own tokens serve");
    world.refused_nothing();
}

#[test]
fn of_several_companies_the_user_chooses_unless_one_is_configured() {
    let world = World::demo();
    let connected = world.run(world.connector.connect()).unwrap();
    assert_eq!(connected.administratie, None);
    let own: u32 = books().vendor_id.parse().unwrap();
    let configured = world.process_with(config().with_party_id(own));
    let connected = world.run(configured.connect()).unwrap();
    assert_eq!(connected.administratie, Some(books()));
    let unknown = world.process_with(config().with_party_id(1));
    let error = world.run(unknown.connect()).unwrap_err();
    assert_eq!(
        (error.kind(), error.message().code()),
        (ErrorKind::PermissionDenied, "billit-bedrijf-onbekend")
    );
}

#[test]
fn a_billit_that_tells_companies_only_in_a_company_needs_one_configured() {
    let world = World::new();
    world.sim.demand_party_on_account(true);
    assert!(world.run(world.connector.connect()).is_err());
    let configured = world.process_with(config().with_party_id(books().vendor_id.parse().unwrap()));
    let connected = world.run(configured.connect()).unwrap();
    assert_eq!(connected.administratie, Some(books()));
    assert_eq!(world.run(world.connector.administratie(&books())).unwrap(), books());
}

#[test]
fn books_that_are_no_longer_open_are_noticed_g9() {
    let world = World::demo();
    let open = || world.run(world.connector.administratie(&books()));
    assert_eq!(open().unwrap(), books());
    world.sim.grant_company(books().vendor_id.parse().unwrap(), false);
    assert_eq!(open().unwrap().naam, "Demo Vastgoed BV", "other books, which the engine refuses");
    let world = World::new();
    world.sim.books().allow_api(false);
    let error = world.run(world.connector.administratie(&books())).unwrap_err();
    assert_eq!(
        (error.kind(), error.message().code()),
        (ErrorKind::PermissionDenied, "billit-bedrijf-zonder-api")
    );
}

#[test]
fn a_user_who_refuses_and_an_address_of_another_login_change_nothing() {
    let world = World::new();
    world.run(world.connector.connect()).unwrap();
    let address = world.run(world.connector.login_url()).unwrap();
    let back = browser(&world, &address).replace("state=", "state=x");
    let error = world.run(world.connector.log_in(&back)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    world.sim.set_login_choice(LoginChoice::Refuse);
    let address = world.run(world.connector.login_url()).unwrap();
    let back = browser(&world, &address);
    assert!(back.starts_with(DEMO_REDIRECT_URI));
    let error = world.run(world.connector.log_in(&back)).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::User));
    world.run(world.connector.connect()).unwrap();
}

#[test]
fn tokens_are_renewed_before_they_die_and_each_refresh_token_is_used_once_p1() {
    let world = World::new();
    for _ in 0..12 {
        world.run(world.connector.connect()).unwrap();
        world.pass_seconds(1_200);
    }
    assert_eq!((world.sim.tokens_issued(), world.sim.old_refresh_tokens()), (4, 0));
    world.sim.expire_tokens();
    world.run(world.connector.connect()).unwrap();
    world.sim.withdraw_login();
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::User));
    assert_eq!(error.message().code(), "billit-opnieuw-koppelen");
}

#[test]
fn disconnecting_ends_the_login_at_billit_too_a7() {
    let world = World::new();
    world.run(world.connector.connect()).unwrap();
    world.run(world.connector.disconnect()).unwrap();
    assert_eq!(world.sim.calls("POST /OAuth2/revoke"), 1, "{:?}", world.sim.all_calls());
    let again = world.process_with(config());
    let error = world.run(again.connect()).unwrap_err();
    assert_eq!(error.message().code(), "billit-inloggen");
    world.refused_nothing();
}

#[test]
fn an_api_key_opens_the_company_without_a_login() {
    let world = World::with_api_key();
    let connected = world.run(world.connector.connect()).unwrap();
    assert_eq!(connected.administratie, Some(books()));
    assert!(!world.connector.info().capabilities.browser_login);
    let error = world.run(world.connector.login_url()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
    assert_eq!(world.sim.tokens_issued(), 0);
    let wrong = BillitConfig::with_api_key(DEMO_API_KEY.replace('3', "4"));
    let wrong = world.process_with(wrong);
    let error = world.run(wrong.connect()).unwrap_err();
    assert_eq!(
        (error.kind(), error.message().code()),
        (ErrorKind::Unauthenticated, "billit-api-sleutel")
    );
}
