//! Life cycle: A1 to A8, E4.

use simon_core::ErrorKind;
use simon_core::host::{DeliveryStatus, Fase, Tabel, WipePart};
use simon_core::integration::{Activation, FetchRequest, NoProgress};
use simon_testkit::builders::gearchiveerd;
use simon_testkit::simulated::{Crash, run};

use super::{World, tekst};

#[test]
fn the_first_activation_must_wipe_everything_a1() {
    let world = World::new();
    let partly = Activation::new(World::settings(&[]), vec![WipePart::Relaties]);
    let error = run(&world.clock, world.integration.activate(&partly)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    let plan = run(&world.clock, world.integration.wipe_plan(&[])).unwrap();
    assert!(plan.first);
    assert_eq!(plan.parts.len(), 3);
}

#[test]
fn refused_credentials_leave_everything_as_it_was_a3() {
    let world = World::working(&[]);
    let before = run(&world.clock, world.integration.status()).unwrap();
    world.vendor.books().refuses_login = true;
    let again = Activation::new(World::settings(&[]), WipePart::ALL.to_vec());
    let error = run(&world.clock, world.integration.activate(&again)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unauthenticated);
    assert_eq!(run(&world.clock, world.integration.status()).unwrap().records, before.records);
}

#[test]
fn one_refused_setting_keeps_the_old_ones_in_force_a4() {
    let world = World::working(&[]);
    let wrong = World::settings(&[("standaard_artikel", tekst("BESTAAT-NIET"))]);
    let report = run(&world.clock, world.integration.save(&wrong)).unwrap();
    assert_eq!(report.saved, None);
    let line = report.checks.iter().find(|line| line.sleutel == "standaard_artikel").unwrap();
    assert!(!line.ok);
    let state = run(&world.clock, world.integration.status()).unwrap().state;
    assert_eq!(state.settings, Some(1));
}

#[test]
fn an_unknown_setting_is_refused_by_name_without_asking_the_vendor_e3() {
    let world = World::working(&[]);
    let wrong = World::settings(&[("bestaat_niet", tekst("x"))]);
    let lines = run(&world.clock, world.integration.check(&wrong, &[])).unwrap();
    assert_eq!(lines.len(), 1);
    assert_eq!((lines[0].sleutel.as_str(), lines[0].ok), ("bestaat_niet", false));
}

#[test]
fn reactivation_wipes_only_what_was_ticked_a2() {
    let world = World::working(&[]);
    run(&world.clock, world.integration.deactivate()).unwrap();
    let again = Activation::new(World::settings(&[]), vec![WipePart::Artikelen]);
    run(&world.clock, world.integration.activate(&again)).unwrap();
    assert_eq!(world.count(Tabel::Artikelen), 0);
    assert_eq!(world.count(Tabel::Relaties), 1);
    world.fetch();
    assert_eq!(world.count(Tabel::Artikelen), 4, "a wiped part is refilled");
}

#[test]
fn a_deactivated_integration_neither_fetches_nor_sends_a7() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    run(&world.clock, world.integration.deactivate()).unwrap();
    let changes = FetchRequest::default();
    let fetch = world.integration.fetch(&changes, &NoProgress);
    assert_eq!(run(&world.clock, fetch).unwrap_err().kind(), ErrorKind::InvalidInput);
    assert!(world.deliver().is_empty());
    assert_eq!(world.vendor.documents_of("1"), 0);
}

#[test]
fn what_was_archived_while_off_waits_for_the_users_word_a8() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("before"));
    run(&world.clock, world.integration.deactivate()).unwrap();
    world.archive(gearchiveerd("while-off"));
    assert!(world.faults().iter().any(|entry| entry.code == "werkbon-vastgehouden"));
    let again = Activation::new(World::settings(&[]), Vec::new());
    run(&world.clock, world.integration.activate(&again)).unwrap();
    world.deliver();
    assert_eq!(world.vendor.documents_of("before"), 1);
    assert_eq!(world.vendor.documents_of("while-off"), 0);
    assert_eq!(run(&world.clock, world.integration.release(&[])).unwrap(), 1);
    world.deliver();
    assert_eq!(world.vendor.documents_of("while-off"), 1);
}

#[test]
fn other_books_need_a_wipe_and_never_get_what_was_queued_for_the_old_ones_e4() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    world.vendor.books().administratie = "adm-2".into();
    let error = run(&world.clock, world.integration.save(&World::settings(&[]))).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidInput);
    world.activate(&[]);
    world.fetch();
    let reports = world.deliver();
    assert_eq!(reports[0].status, DeliveryStatus::Vastgehouden);
    assert_eq!(world.vendor.documents_of("1"), 0);
    assert_eq!(run(&world.clock, world.integration.release(&[])).unwrap(), 0);
}

#[test]
fn refused_credentials_stop_the_work_until_somebody_connects_again_a9() {
    let world = World::working(&[]);
    world.vendor.books().refuses_login = true;
    let settings = World::settings(&[]);
    let checked = world.integration.check(&settings, &[]);
    assert_eq!(run(&world.clock, checked).unwrap_err().kind(), ErrorKind::Unauthenticated);
    let fase = || run(&world.clock, world.integration.status()).unwrap().state.fase;
    assert_eq!(fase(), Fase::Actief, "a mistyped key in a check stops nothing");
    let restarted = world.process(&Crash::never(), 9);
    let changes = FetchRequest::default();
    let reports = run(&world.clock, restarted.fetch(&changes, &NoProgress)).unwrap();
    assert_eq!(reports.len(), 1, "the other feeds are not tried");
    assert_eq!(fase(), Fase::AandachtNodig);
    assert_eq!(world.faults().len(), 1);
    world.vendor.books().refuses_login = false;
    run(&world.clock, world.integration.save(&settings)).unwrap();
    world.fetch();
}

#[test]
fn a_queued_werkbon_keeps_the_settings_of_its_archiving_a6() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    let later = World::settings(&[("standaard_artikel", tekst("Avast"))]);
    run(&world.clock, world.integration.save(&later)).unwrap();
    world.archive(gearchiveerd("2"));
    world.deliver();
    let books = world.vendor.books();
    let lines = |nummer: &str| {
        let draft = books.documents.iter().find(|draft| draft.werkbon.as_str() == nummer);
        draft.unwrap().artikel_regels().filter(|regel| regel.code == "Avast").count()
    };
    assert_eq!((lines("1"), lines("2")), (0, 1));
}

#[test]
fn credentials_that_open_other_books_fetch_and_send_nothing_g9_p25() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    world.vendor.add_relatie("of-the-other-books");
    world.vendor.books().administratie = "adm-2".into();
    let restarted = world.process(&Crash::never(), 9);
    let changes = FetchRequest::default();
    let reports = run(&world.clock, restarted.fetch(&changes, &NoProgress)).unwrap();
    assert_eq!(reports[0].error.as_ref().unwrap().kind(), ErrorKind::InvalidInput);
    assert_eq!(world.count(Tabel::Relaties), 1);
    assert!(run(&world.clock, restarted.deliver()).unwrap().is_empty());
    assert_eq!(world.vendor.documents_of("1"), 0);
    assert_eq!(world.faults().len(), 1, "said once, in the log");
}

#[test]
fn disconnecting_switches_off_first_a7() {
    let world = World::working(&[]);
    let error = run(&world.clock, world.integration.disconnect()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unsupported, "this vendor has nothing to revoke");
    let state = run(&world.clock, world.integration.status()).unwrap().state;
    assert_eq!(state.fase, Fase::Inactief);
}
