//! Sessions, keys and hosts.

use connector_eboekhouden::simulator::DEMO_API_TOKEN;
use connector_eboekhouden::{EboekhoudenConfig, Land, REST_INFO};
use http::StatusCode;
use simon_core::connector::DocumentSearch;
use simon_core::message::Catalogue;
use simon_core::{Actor, Error, ErrorKind, Retry};
use simon_testkit::builders::{books, integration};
use simon_testkit::{Fault, On};

use crate::world::{OTHER_TOKEN, World};

fn opened(world: &World) -> u64 {
    world.sim.sessions_opened().1
}

fn has_tokens(world: &World) -> bool {
    world.run(world.tokens.load(&integration(), "main")).unwrap().tokens.is_some()
}

/// What the user is told to do, in Dutch.
fn action(error: &Error) -> String {
    let catalogue = Catalogue::with_connector(REST_INFO.messages);
    catalogue.render(error.message()).actie.expect("an action").nl
}

#[test]
fn one_session_serves_until_a_minute_before_its_end() {
    let world = World::demo();
    world.sim.set_token_seconds(600);
    world.relaties().unwrap();
    world.artikelen().unwrap();
    world.pass_seconds(500);
    world.relaties().unwrap();
    assert_eq!(opened(&world), 1);
    world.pass_seconds(60);
    world.relaties().unwrap();
    assert_eq!(opened(&world), 2, "renewed before it dies");
    assert_eq!(world.sim.sources(), ["Simon", "Simon"]);
    world.refused_nothing();
}

#[test]
fn a_session_that_died_early_is_renewed_and_the_read_repeated_once() {
    for coded in [false, true] {
        let world = World::demo();
        world.sim.code_401(coded);
        world.relaties().unwrap();
        world.sim.expire_sessions();
        world.faults.clear_journal();
        assert_eq!(world.relaties().unwrap().items.len(), 3);
        assert_eq!(opened(&world), 2);
        assert_eq!(world.requests("POST", "/v1/session"), 1);
    }
}

#[test]
fn an_invoice_of_which_the_session_was_refused_is_looked_up_before_it_is_sent_again_c22() {
    let world = World::demo();
    let (draft, settings) = (world.draft("20417"), world.settings());
    world.sim.expire_sessions();
    world.faults.clear_journal();
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::CheckFirst));
    assert_eq!(world.requests("POST", "/v1/invoice"), 1, "not sent again unseen");
    let search = DocumentSearch::new(&draft, &settings, world.clock.now());
    assert_eq!(world.run(world.connector.find_document(&search)).unwrap(), []);
    let made = world.run(world.connector.create_document(&draft, &settings)).unwrap().document;
    assert_eq!(world.run(world.connector.find_document(&search)).unwrap(), [made]);
    assert_eq!(world.sim.facturen().len(), 1);
}

#[test]
fn disconnecting_ends_a_session_that_lives_a7() {
    let world = World::demo();
    world.relaties().unwrap();
    world.faults.add(On::new("DELETE", "/v1/session"), Fault::status(500), 1);
    world.run(world.connector.disconnect()).unwrap_err();
    assert!(has_tokens(&world), "a failure leaves everything as it was");
    world.run(world.connector.disconnect()).unwrap();
    assert_eq!(world.sim.sessions_open().1, 0);
    assert!(!has_tokens(&world));
    assert_eq!(world.sim.calls("DELETE /v1/session"), 1);
    world.refused_nothing();

    let world = World::demo();
    world.relaties().unwrap();
    world.pass_seconds(3_601);
    world.run(world.connector.disconnect()).unwrap();
    assert_eq!(world.requests("DELETE", "/v1/session"), 0, "it is over");
    assert!(!has_tokens(&world));

    let world = World::demo();
    world.relaties().unwrap();
    world.sim.expire_sessions();
    world.run(world.connector.disconnect()).unwrap();
    assert!(!has_tokens(&world), "the vendor does not know it any more");
}

#[test]
fn the_session_of_another_api_token_is_not_used_g9() {
    let world = World::demo();
    world.relaties().unwrap();
    let same = world.restarted_with(DEMO_API_TOKEN);
    world.run(same.list_relaties(&books(), &Default::default())).unwrap();
    assert_eq!(opened(&world), 1, "a restart needs no new session");
    let other = world.restarted_with(OTHER_TOKEN);
    let error = world.run(other.list_relaties(&books(), &Default::default())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!((error.who(), error.message().code()), (Actor::User, "eboekhouden-token"));
}

#[test]
fn connecting_proves_the_api_token_of_now_and_tells_what_the_interface_tells() {
    let world = World::demo();
    world.relaties().unwrap();
    let opened = world.run(world.connector.connect()).unwrap().administratie.unwrap();
    assert_eq!((opened.vendor_id.as_str(), opened.naam.as_str()), ("rest", "e-Boekhouden"));
    world.refused_nothing();
    world.sim.withdraw_credentials();
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthenticated, Retry::Never));
    assert_eq!(error.who(), Actor::User);
    assert_eq!(error.vendor_code(), Some("API_SESSION_004"));
    assert_eq!(error.message().code(), "eboekhouden-token");
    assert!(action(&error).contains("nieuw token"), "{}", action(&error));
}

#[test]
fn a_login_without_rights_names_what_is_missing_f4() {
    for (code, message) in [
        ("SECURITY_003", "eboekhouden-rechten"),
        ("SECURITY_005", "eboekhouden-betaling"),
        ("SECURITY_011", "eboekhouden-land"),
    ] {
        let world = World::demo();
        world.sim.refuse_rest_logins(Some((StatusCode::FORBIDDEN, code)));
        let error = world.run(world.connector.connect()).unwrap_err();
        assert_eq!((error.retry(), error.who()), (Retry::Never, Actor::User), "{code}");
        assert_eq!(error.message().code(), message);
    }
}

#[test]
fn a_belgian_account_is_on_the_belgian_host() {
    let config = EboekhoudenConfig::with_token(DEMO_API_TOKEN);
    let world = World::on("api.e-boekhouden.be", config.clone().with_land(Land::Be));
    world.run(world.connector.connect()).unwrap();
    assert_eq!(opened(&world), 1);
    let world = World::on("api.e-boekhouden.be", config);
    assert_eq!(world.run(world.connector.connect()).unwrap_err().kind(), ErrorKind::Unavailable);
}
