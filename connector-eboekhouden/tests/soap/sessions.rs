//! Sessions: one at a time, shared, closed, and opened again when the vendor ended one.

use connector_eboekhouden::EboekhoudenConfig;
use connector_eboekhouden::simulator::{DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_USERNAME};
use http::StatusCode;
use simon_core::connector::ListRequest;
use simon_core::{Actor, ErrorKind, Retry};
use url::Url;

use crate::world::{World, books, config};

#[test]
fn one_session_serves_all_calls_and_all_processes_g8() {
    let world = World::new();
    world.call().unwrap();
    world.call().unwrap();
    let other = world.process(config());
    world.run(other.list_artikelen(&books(), &ListRequest::everything())).unwrap();
    assert_eq!(world.sessions(), (1, 1));
    assert_eq!(world.sim.sources(), ["Simon"]);
    world.refused_nothing();
}

#[test]
fn connecting_and_disconnecting_leave_no_session_behind_a7() {
    let world = World::new();
    world.run(world.connector.connect()).unwrap();
    world.run(world.connector.connect()).unwrap();
    assert_eq!(world.sessions(), (2, 1));
    world.run(world.connector.disconnect()).unwrap();
    assert_eq!(world.sessions(), (2, 0));
    world.call().unwrap();
    assert_eq!(world.sessions(), (3, 1));
    world.refused_nothing();
}

#[test]
fn a_session_that_cannot_be_closed_is_not_forgotten_a7() {
    let world = World::new();
    world.call().unwrap();
    for _ in 0..4 {
        let call = Some("CloseSession");
        let shape = connector_eboekhouden::simulator::ErrorShape::Empty;
        world.sim.fail_next(call, StatusCode::SERVICE_UNAVAILABLE, shape);
    }
    world.run(world.connector.disconnect()).unwrap_err();
    world.call().unwrap();
    assert_eq!(world.sessions(), (1, 1), "the same one");
}

#[test]
fn a_session_is_not_used_longer_than_it_is_believed_to_live() {
    let world = World::new();
    world.call().unwrap();
    world.pass(8);
    world.call().unwrap();
    assert_eq!(world.sessions().0, 1);
    world.pass(2);
    world.call().unwrap();
    assert_eq!(world.sessions().0, 2);
}

#[test]
fn a_read_without_its_session_opens_one_and_is_repeated_once() {
    for code in ["E002.1", "E002.2", "E002.3", "E002.4"] {
        let world = World::new();
        world.call().unwrap();
        world.sim.fail_next_with(Some("GetRelaties"), StatusCode::OK, code);
        world.call().unwrap();
        assert_eq!((world.sessions().0, world.sim.calls("GetRelaties")), (2, 3), "{code}");
    }
    let world = World::new();
    for _ in 0..2 {
        world.sim.fail_next_with(Some("GetRelaties"), StatusCode::OK, "E002.3");
    }
    let error = world.call().unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthenticated, Retry::Never));
    assert_eq!(error.message().code(), "eboekhouden-sessie");
    assert_eq!(world.sim.calls("GetRelaties"), 2);
}

#[test]
fn an_invoice_without_its_session_is_looked_up_before_it_is_sent_again_c22() {
    let world = World::new();
    let (draft, settings) = world.draft("20417");
    world.call().unwrap();
    world.sim.expire_sessions();
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::CheckFirst));
    assert_eq!(world.sim.calls("AddFactuur"), 1);
    assert_eq!(world.find(&draft, &settings).unwrap(), []);
    world.run(world.connector.create_document(&draft, &settings)).unwrap();
    assert_eq!((world.sessions().0, world.sim.facturen().len()), (2, 1));
    world.refused_nothing();
}

/// The first code changes with the user's password.
#[test]
fn codes_that_were_corrected_after_a_password_change_open_the_same_books_g9() {
    let world = World::new();
    let old = world.process(EboekhoudenConfig::with_codes(
        DEMO_USERNAME,
        "een-oude-code-van-voor-de-wijziging",
        DEMO_SECURITY_CODE_2,
    ));
    let error = world.run(old.connect()).unwrap_err();
    assert_eq!((error.kind(), error.who()), (ErrorKind::Unauthenticated, Actor::User));
    assert_eq!(error.message().code(), "eboekhouden-inloggegevens");
    let connected = world.run(world.connector.connect()).unwrap().administratie.unwrap();
    assert!(connected.vendor_id.starts_with("soap-"), "{}", connected.vendor_id);
    assert!(!connected.vendor_id.contains(DEMO_SECURITY_CODE_2));
    assert_eq!(world.run(old.administratie(&books())).unwrap(), connected);
    let other = world.process(EboekhoudenConfig::with_codes(
        DEMO_USERNAME,
        DEMO_SECURITY_CODE_1,
        "{00000000-0000-4000-8000-000000000009}",
    ));
    let elsewhere = world.run(other.administratie(&books())).unwrap();
    assert_ne!(elsewhere.vendor_id, connected.vendor_id);
}

/// The mark stands in stores: it must be the same in every version.
#[test]
fn the_mark_of_an_administration_never_changes_g9() {
    let world = World::new();
    let books = world.run(world.connector.administratie(&books())).unwrap();
    assert_eq!(books.vendor_id, "soap-957106afd91863e7");
}

#[test]
fn a_session_of_other_keys_is_never_used_g9() {
    let world = World::new();
    world.call().unwrap();
    for config in [
        EboekhoudenConfig::with_codes(DEMO_USERNAME, "een-andere-code", DEMO_SECURITY_CODE_2),
        EboekhoudenConfig::with_codes(DEMO_USERNAME, DEMO_SECURITY_CODE_1, "een-andere-code"),
        EboekhoudenConfig::with_codes("iemand", DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2),
    ] {
        let other = world.process(config);
        let error = world.run(other.list_relaties(&books(), &ListRequest::everything()));
        assert_eq!(error.unwrap_err().kind(), ErrorKind::Unauthenticated);
    }
    assert_eq!(world.sim.calls("GetRelaties"), 1);
}

/// The vendor's own WSDL names an address without encryption.
#[test]
fn codes_travel_encrypted_or_stay_on_this_machine() {
    let world = World::new();
    for (url, fits) in [
        ("http://soap.e-boekhouden.nl/", false),
        ("https://soap.e-boekhouden.nl/", true),
        ("http://127.0.0.1:4003/", true),
        ("http://192.168.1.2/", false),
    ] {
        let config = config().with_base_url(Url::parse(url).unwrap());
        let built = connector_eboekhouden::connector(config, world.runtime());
        assert_eq!(built.map(drop).map_err(|error| error.kind()).is_ok(), fits, "{url}");
    }
}
