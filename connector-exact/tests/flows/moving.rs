//! Administrations that move, disappear or are others than before.

use connector_exact::simulator::DEMO_DIVISION;
use http::StatusCode;
use simon_core::connector::{AccountingConnector, ListRequest};
use simon_core::{Actor, ErrorKind, Retry};
use simon_testkit::listings::Listings;
use simon_testkit::{Fault, On};

use crate::world::{World, books};

const DIVISIONS: &str = "system/Divisions";

#[test]
fn the_same_books_are_told_as_long_as_the_login_opens_them_g9() {
    let world = World::demo();
    assert_eq!(world.run(world.connector.administratie(&books())).unwrap(), books());
    assert_eq!(world.requests("GET", DIVISIONS), 1);
    assert_eq!(world.connector.calls_made(), 2, "a token and the list");
    let other = world.sim.add_division(3_300_000, "9", "Andere B.V.");
    let code = other.division();
    world.sim.open_division(code);
    assert_eq!(
        world.run(world.connector.administratie(&books())).unwrap(),
        books(),
        "what the user looks at does not matter (P25)"
    );
    world.sim.grant_division(DEMO_DIVISION, false);
    let opened = world.run(world.connector.administratie(&books())).unwrap();
    assert_eq!(opened.vendor_id, code.to_string());
    world.refused_nothing();
}

#[test]
fn archived_and_blocked_books_are_not_said_to_be_others() {
    for (member, value, code) in [
        ("Status", "2", "exact-administratie-inactief"),
        ("BlockingStatus", "1", "exact-administratie-geblokkeerd"),
    ] {
        let world = World::demo();
        world.sim.add_division(3_300_000, "9", "Andere B.V.");
        world.sim.open_division(3_300_000);
        world.sim.change_division(DEMO_DIVISION, &[(member, value)]).unwrap();
        let error = world.run(world.connector.administratie(&books())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied);
        assert_eq!(error.message().code(), code);
    }
}

/// That a row of the list cannot be read proves nothing about the login.
#[test]
fn books_that_cannot_be_read_are_not_said_to_be_others_g9() {
    let world = World::demo();
    let ours = format!(r#"{{"Code":{DEMO_DIVISION},"Hid":"1","DivisionMoveDate":"gisteren"}}"#);
    let list = format!(r#"{{"d":{{"results":[{ours},{{"Code":3300000,"Hid":"9"}}]}}}}"#);
    let path = format!("/api/v1/{DEMO_DIVISION}/{DIVISIONS}");
    let json = [("content-type", "application/json")];
    world.faults.add(On::new("GET", &path), Fault::status_with(200, &json, &list), 2);
    let error = world.run(world.connector.administratie(&books())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let everything = ListRequest::everything();
    let listed = world.run(world.connector.list_relaties(&books(), &everything));
    assert_eq!(listed.unwrap_err().kind(), ErrorKind::Decode);
}

/// Whatever Exact answers for a division that is gone: one look at the list tells.
#[test]
fn an_administration_that_is_gone_is_told_with_one_call_more() {
    for status in [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND, StatusCode::UNAUTHORIZED] {
        let world = World::demo();
        world.sim.add_division(3_300_000, "9", "Andere B.V.");
        world.run(world.connector.administratie(&books())).unwrap();
        world.sim.answer_no_access_with(status);
        world.sim.grant_division(DEMO_DIVISION, false);
        world.faults.clear_journal();
        let first = ListRequest::everything();
        let asked = world.run(world.connector.list_artikelgroepen(&books(), &first));
        let error = asked.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied, "{status}");
        assert_eq!((error.retry(), error.who()), (Retry::Never, Actor::User));
        assert_eq!(error.message().code(), "exact-administratie-weg");
        assert_eq!(world.faults.calls(), 2, "{status}");
        world.refused_nothing();
    }
}

#[test]
fn a_right_that_is_missing_is_not_a_missing_administration() {
    let world = World::demo();
    world.sim.add_division(3_300_000, "9", "Andere B.V.");
    world.run(world.connector.administratie(&books())).unwrap();
    world.sim.grant_right("logistics/ItemGroups", "GET", false);
    let first = ListRequest::everything();
    let asked = world.run(world.connector.list_artikelgroepen(&books(), &first));
    assert_eq!(asked.unwrap_err().message().code(), "exact-rechten");
    world.sim.grant_scope("logistics items", false);
    let asked = world.run(world.connector.list_artikelgroepen(&books(), &first));
    let error = asked.unwrap_err();
    assert_eq!((error.message().code(), error.who()), ("exact-scope", Actor::Operator));
}

#[test]
fn after_a_move_to_another_database_everything_is_read_anew() {
    let world = World::demo();
    let relaties = world.relaties(None).watermark;
    let artikelen = world.artikelen(None).watermark;
    let deletions = world.deletions(None).watermark;
    world.sim.move_division(DEMO_DIVISION);
    // A day later at the latest it is noticed, for each listing.
    world.pass_days(1);
    let read = world.relaties(relaties.as_ref());
    assert!(read.anew && read.items.len() == 6, "{read:?}");
    assert!(world.artikelen(artikelen.as_ref()).anew);
    assert!(world.deletions(deletions.as_ref()).anew);
    let again = world.relaties(read.watermark.as_ref());
    assert!(!again.anew && again.items.is_empty());
    let naam = world.klant("Garage Van Dijk B.V.");
    world.sim.books().rename_account(naam.as_str(), "Garage Nieuw").unwrap();
    assert_eq!(world.relaties(read.watermark.as_ref()).items.len(), 1);
    world.refused_nothing();
}

#[test]
fn a_move_shows_at_once_to_a_process_that_proved_its_books_after_it() {
    let world = World::demo();
    let watermark = world.relaties(None).watermark;
    world.sim.move_division(DEMO_DIVISION);
    world.pass_seconds(60);
    assert!(!world.relaties(watermark.as_ref()).anew, "not asked for yet");
    world.run(world.connector.administratie(&books())).unwrap();
    assert!(world.relaties(watermark.as_ref()).anew);
}

#[test]
fn the_list_of_administrations_is_read_once_a_day_and_before_a_full_listing() {
    let world = World::demo();
    let mut watermark = world.relaties(None).watermark;
    world.artikelen(None);
    world.deletions(None);
    assert_eq!(world.requests("GET", DIVISIONS), 1, "one look serves the listings of a run");
    for _ in 0..288 {
        world.pass_seconds(300);
        watermark = world.relaties(watermark.as_ref()).watermark;
    }
    assert_eq!(world.requests("GET", DIVISIONS), 2, "a day");
    // A process of its own for every run asks no more often: the cursor remembers.
    for _ in 0..288 {
        world.pass_seconds(300);
        let process = world.process();
        let read = world.list(watermark.as_ref(), async |request| {
            process.list_relaties(&books(), &request).await
        });
        watermark = read.unwrap().watermark;
    }
    assert_eq!(world.requests("GET", DIVISIONS), 3);
    world.relaties(None);
    assert_eq!(world.requests("GET", DIVISIONS), 4);
    world.refused_nothing();
}
