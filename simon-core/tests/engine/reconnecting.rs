//! Connecting again: A3, A9, G9.

use std::time::Duration;

use futures_util::future::join;
use simon_core::domain::Administratie;
use simon_core::host::{Fase, Tabel};
use simon_core::integration::{FetchRequest, Integration, NoProgress};
use simon_core::log::Soort;
use simon_core::{ErrorKind, Result};
use simon_testkit::builders::gearchiveerd;
use simon_testkit::simulated::{Crash, Side, run, run_until_crash};

use super::World;

fn log_in(world: &World, administratie: &str) -> Result<Administratie> {
    run(&world.clock, world.integration.log_in(administratie)).map(Option::unwrap)
}

fn fase(world: &World) -> Fase {
    run(&world.clock, world.integration.status()).unwrap().state.fase
}

fn fetch_with(world: &World, integration: &Integration) -> Result<()> {
    let reports = run(&world.clock, integration.fetch(&FetchRequest::default(), &NoProgress))?;
    reports.into_iter().find_map(|report| report.error).map_or(Ok(()), Err)
}

/// The vendor refused the credentials and everything stands still.
fn needing_attention() -> World {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    world.vendor.books().refuses_login = true;
    let fresh = world.process(&Crash::never(), 5);
    fetch_with(&world, &fresh).unwrap_err();
    assert_eq!(fase(&world), Fase::AandachtNodig);
    world
}

#[test]
fn a_login_for_the_same_books_makes_an_integration_work_again_a9() {
    let world = needing_attention();
    log_in(&world, "adm-1").unwrap();
    assert_eq!(fase(&world), Fase::Actief);
    let line = world.log().into_iter().find(|line| line.code == "opnieuw-gekoppeld").unwrap();
    assert_eq!(line.soort, Soort::Goedkeuring);
    assert!(line.bericht.nl.contains("Testadministratie"), "{line:?}");
    world.fetch();
    world.deliver();
    assert_eq!(world.vendor.documents_of("1"), 1);
}

#[test]
fn renewed_consent_for_other_books_fetches_and_sends_nothing_g9() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    let other = world.process(&Crash::never(), 5);
    fetch_with(&world, &other).unwrap();
    let error = log_in(&world, "adm-2").unwrap_err();
    assert_eq!(
        (error.kind(), error.message().code()),
        (ErrorKind::InvalidInput, "andere-administratie")
    );
    for process in [&world.integration, &other] {
        assert_eq!(fetch_with(&world, process).unwrap_err().kind(), ErrorKind::InvalidInput);
        assert!(run(&world.clock, process.deliver()).unwrap().is_empty());
    }
    assert_eq!(world.vendor.documents_of("1"), 0);
    let said = || world.faults().iter().filter(|line| line.code == "andere-administratie").count();
    assert_eq!((fase(&world), said()), (Fase::AandachtNodig, 1));
    log_in(&world, "adm-3").unwrap_err();
    assert_eq!(said(), 2, "every such login is said");

    log_in(&world, "adm-1").unwrap();
    for process in [&world.integration, &other] {
        fetch_with(&world, process).unwrap();
    }
    world.deliver();
    assert_eq!(world.vendor.documents_of("1"), 1);
}

#[test]
fn a_fetch_under_way_stores_nothing_of_the_new_login_g9() {
    let world = World::new();
    for number in 0..9 {
        world.vendor.add_relatie(&format!("r{number}"));
    }
    world.activate(&[]);
    // The fetch stands still after its first page was asked for, until the login is over.
    let pause = Crash::pause(1, Side::After, &world.clock, Duration::from_secs(60));
    let slow = world.process(&pause, 4);
    let request = FetchRequest::default();
    let (reports, login) = run(
        &world.clock,
        join(slow.fetch(&request, &NoProgress), world.integration.log_in("adm-1")),
    );
    login.unwrap();
    let error = reports.unwrap().remove(0).error.unwrap();
    assert_eq!(error.kind(), ErrorKind::Cancelled);
    assert_eq!(world.count(Tabel::Relaties), 0);
    world.fetch();
    assert_eq!(world.count(Tabel::Relaties), 10, "it goes on with the login of the same books");
}

#[test]
fn a_redirect_of_no_login_cuts_off_nothing() {
    let world = World::working(&[]);
    let before = run(&world.clock, world.integration.status()).unwrap().state;
    assert_eq!(log_in(&world, "").unwrap_err().kind(), ErrorKind::InvalidInput);
    assert_eq!(run(&world.clock, world.integration.status()).unwrap().state, before);
}

#[test]
fn a_refused_login_goes_on_with_the_one_of_before() {
    let world = World::working(&[]);
    assert_eq!(log_in(&world, "refused").unwrap_err().kind(), ErrorKind::Unauthenticated);
    assert_eq!(fase(&world), Fase::Actief);
    assert!(world.log_has("inloggen-bezig") && world.log_has("inloggen-niet-gelukt"));
    world.fetch();

    let world = needing_attention();
    log_in(&world, "refused").unwrap_err();
    assert_eq!(fase(&world), Fase::AandachtNodig);
}

#[test]
fn a_login_that_cannot_be_proven_stops_the_work_until_it_is_g9() {
    let world = World::working(&[]);
    world.vendor.books().unreachable = true;
    assert_eq!(log_in(&world, "adm-1").unwrap_err().kind(), ErrorKind::Unavailable);
    assert_eq!(fase(&world), Fase::AandachtNodig);
    assert!(run(&world.clock, world.integration.reconnect()).is_err());
    world.vendor.books().unreachable = false;
    run(&world.clock, world.integration.reconnect()).unwrap();
    assert_eq!(fase(&world), Fase::Actief);
}

#[test]
fn corrected_keys_of_the_same_books_need_no_saving_a9() {
    let world = needing_attention();
    run(&world.clock, world.integration.reconnect()).unwrap_err();
    assert_eq!(fase(&world), Fase::AandachtNodig);
    world.vendor.books().refuses_login = false;
    let before = run(&world.clock, world.integration.status()).unwrap().state.settings;
    let opened = run(&world.clock, world.integration.reconnect()).unwrap();
    assert_eq!((opened.unwrap().vendor_id.as_str(), fase(&world)), ("adm-1", Fase::Actief));
    let after = run(&world.clock, world.integration.status()).unwrap().state.settings;
    assert_eq!(before, after, "the settings in force stay");
}

#[test]
fn keys_are_proven_without_changing_anything_a3() {
    let everything = |world: &World| {
        let status = run(&world.clock, world.integration.status()).unwrap();
        (status.state, world.log())
    };
    let world = World::working(&[]);
    let with_keys = world.process(&Crash::never(), 5);
    let prove = || run(&world.clock, with_keys.prove());
    let before = everything(&world);
    assert_eq!(prove().unwrap().unwrap().vendor_id, "adm-1");
    world.vendor.books().refuses_login = true;
    assert_eq!(prove().unwrap_err().kind(), ErrorKind::Unauthenticated);
    assert_eq!(everything(&world), before);

    let world = needing_attention();
    world.vendor.books().refuses_login = false;
    let before = everything(&world);
    run(&world.clock, world.integration.prove()).unwrap();
    assert_eq!(everything(&world), before, "only connecting again ends it");
}

#[test]
fn keys_of_other_books_are_refused_while_the_integration_is_on_g9() {
    let world = World::working(&[]);
    let before = run(&world.clock, world.integration.status()).unwrap().state;
    world.vendor.books().administratie = "adm-2".into();
    let error = run(&world.clock, world.integration.prove()).unwrap_err();
    assert_eq!(error.message().code(), "andere-administratie");
    assert_eq!(run(&world.clock, world.integration.status()).unwrap().state, before);
    run(&world.clock, world.integration.deactivate()).unwrap();
    let opened = run(&world.clock, world.integration.prove()).unwrap().unwrap();
    assert_eq!(opened.vendor_id, "adm-2", "off: activating compares the books");
}

#[test]
fn a_login_before_the_activation_starts_nothing_a3() {
    let world = World::new();
    log_in(&world, "adm-1").unwrap();
    assert_eq!(fase(&world), Fase::Inactief);
    assert!(world.log_has("ingelogd"));
    world.activate(&[]);
    run(&world.clock, world.integration.deactivate()).unwrap();
    log_in(&world, "adm-2").unwrap();
    assert_eq!(fase(&world), Fase::Inactief, "activating compares the books");
    assert!(world.faults().is_empty());
}

#[test]
fn a_vendor_with_keys_has_no_login_page() {
    let world = World::new();
    let error = run(&world.clock, world.integration.login_url()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported);
}

#[test]
fn a_crash_anywhere_in_a_login_fetches_nothing_from_other_books_g9() {
    let log_in = |world: &World, crash: &Crash, administratie: &str| {
        let process = world.process(crash, 4);
        run_until_crash(&world.clock, crash, process.log_in(administratie));
        crash.calls()
    };
    let calls = log_in(&World::working(&[]), &Crash::never(), "adm-1");
    assert_eq!(calls, 3, "the pause, the exchange and the state");
    for call in 1..=calls {
        for side in [Side::Before, Side::After] {
            for administratie in ["adm-1", "adm-2"] {
                let when = format!("{side:?} {call} {administratie}");
                let world = World::working(&[]);
                world.archive(gearchiveerd("1"));
                let other = world.process(&Crash::never(), 5);
                fetch_with(&world, &other).unwrap();
                log_in(&world, &Crash::at(call, side), administratie);
                let begun = (call, side) != (1, Side::Before);
                let ended = (call, side) == (calls, Side::After) && administratie == "adm-1";
                let expected = if begun && !ended { Fase::AandachtNodig } else { Fase::Actief };
                assert_eq!(fase(&world), expected, "{when}");
                for process in [&world.process(&Crash::never(), 6), &other] {
                    let works = fetch_with(&world, process).is_ok();
                    assert_eq!(works, expected == Fase::Actief, "{when}");
                    run(&world.clock, process.deliver()).unwrap();
                }
                let sent = world.vendor.documents_of("1") == 1;
                assert_eq!(sent, expected == Fase::Actief, "{when}");
                self::log_in(&world, "adm-1").unwrap();
                world.deliver();
                assert_eq!(world.vendor.documents_of("1"), 1, "{when}");
            }
        }
    }
}
