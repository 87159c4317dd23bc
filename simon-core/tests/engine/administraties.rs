//! One login that opens several administrations, of which the user chooses one: C17, E4, G9.

use simon_core::domain::{Administratie, OrderRef, OrderSoort};
use simon_core::host::{DeliveryStatus, Fase, Feed, Store, Tabel, WipePart};
use simon_core::integration::{Activation, ActivationReport, FetchRequest, NoProgress};
use simon_core::log::Soort;
use simon_core::settings::{CheckLine, SettingValues};
use simon_core::{ErrorKind, Result};
use simon_testkit::builders::{gearchiveerd, nummer, pdf, werkbon};
use simon_testkit::simulated::{Crash, run};

use super::vendor::Vendor;
use super::{World, lijst, tekst};

fn choice(number: &str) -> SettingValues {
    World::settings(&[
        ("administratie", tekst(number)),
        ("markering", tekst("WB")),
        ("pdf", tekst("beide")),
        ("ophalen", lijst(&["verkooporders"])),
    ])
}

fn activate(world: &World, number: &str, wipe: &[WipePart]) -> Result<ActivationReport> {
    let activation = Activation::new(choice(number), wipe.to_vec());
    run(&world.clock, world.integration.activate(&activation))
}

fn save(world: &World, number: &str) -> Result<ActivationReport> {
    run(&world.clock, world.integration.save(&choice(number)))
}

fn log_in(world: &World, opens: &str) -> Result<Option<Administratie>> {
    run(&world.clock, world.integration.log_in(opens))
}

/// Works with the second of two.
fn working() -> World {
    let world = World::with(Vendor::asking_administratie());
    activate(&world, "2", &WipePart::ALL).unwrap();
    world.fetch();
    world
}

fn chosen(world: &World) -> (Fase, Option<String>) {
    let state = run(&world.clock, world.integration.status()).unwrap().state;
    (state.fase, state.administratie.map(|books| books.vendor_id))
}

fn on(books: &str) -> (Fase, Option<String>) {
    (Fase::Actief, Some(books.to_owned()))
}

fn check(world: &World, values: &SettingValues, keys: &[&str]) -> Vec<CheckLine> {
    let keys: Vec<String> = keys.iter().map(|&key| key.to_owned()).collect();
    run(&world.clock, world.integration.check(values, &keys)).unwrap()
}

/// What the vendor was told of books since the last time.
fn told(world: &World) -> Vec<(&'static str, Option<String>)> {
    std::mem::take(&mut world.vendor.books().told)
}

fn assert_all_of(told: &[(&str, Option<String>)], books: &str, operations: &[&str]) {
    for operation in operations {
        assert!(told.iter().any(|(done, _)| done == operation), "no {operation} in {told:?}");
    }
    for (operation, of) in told {
        let none = *operation == "administratie" && of.is_none();
        assert!(none || of.as_deref() == Some(books), "{operation} of {of:?}");
    }
}

#[test]
fn the_chosen_books_are_in_force_and_every_operation_is_about_them_c17() {
    let world = World::with(Vendor::asking_administratie());
    let report = activate(&world, "2", &WipePart::ALL).unwrap();
    let books = Administratie::new("adm-2", "Administratie adm-2");
    assert_eq!((report.administratie, report.saved), (Some(books.clone()), Some(1)));
    assert_eq!(chosen(&world), on("adm-2"));
    let version = run(&world.clock, world.store.settings(&world.id, 1)).unwrap().unwrap();
    assert_eq!(version.administratie, books);
    let checks = ["administratie", "reistijd_artikel", "werktijd_artikel"];
    assert_all_of(&told(&world), "adm-2", &checks);

    world.fetch();
    assert_all_of(&told(&world), "adm-2", &["relaties", "artikelen", "verkooporders"]);
    // Another process has to prove the books first.
    let other = world.process(&Crash::never(), 5);
    run(&world.clock, other.fetch(&FetchRequest::default(), &NoProgress)).unwrap();
    assert_all_of(&told(&world), "adm-2", &["administratie", "relaties"]);
    world.vendor.books().relaties.clear();
    run(&world.clock, world.integration.clean_up(true, &NoProgress)).unwrap();
    assert_all_of(&told(&world), "adm-2", &["relaties", "relatie"]);
}

#[test]
fn documents_pdfs_and_marks_are_of_the_chosen_books_c17() {
    let world = working();
    told(&world);
    let mut from_order = werkbon("1");
    from_order.pdfs.push(pdf("bon.pdf"));
    from_order.bron = Some(OrderRef::new(OrderSoort::Verkooporder, "o1", "o1"));
    world.archive(from_order.archiveren().unwrap());
    world.vendor.next_create(super::books::Create::LoseAnswer);
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Geleverd);
    assert_all_of(&told(&world), "adm-2", &["document", "zoeken", "pdf", "markering"]);
    run(&world.clock, world.integration.reconcile(world.clock.now())).unwrap();
    assert_all_of(&told(&world), "adm-2", &["documenten"]);
}

#[test]
fn controleer_of_one_setting_is_about_the_chosen_books_e1() {
    let world = World::with(Vendor::asking_administratie());
    assert!(check(&world, &choice("1"), &["reistijd_artikel"])[0].ok);
    assert_eq!(
        told(&world),
        [("administratie", None), ("reistijd_artikel", Some("adm-1".to_owned()))]
    );
    let line = &check(&world, &choice("1"), &["administratie"])[0];
    assert_eq!((line.ok, line.naam.as_str()), (true, "Administratie adm-1"));
    let working = working();
    told(&working);
    check(&working, &choice("1"), &["reistijd_artikel"]);
    let asked = told(&working).pop().unwrap();
    assert_eq!(asked.1.as_deref(), Some("adm-1"), "what is filled in, not what is in force");
}

#[test]
fn without_a_choice_nothing_else_is_asked_of_the_vendor_c17() {
    let world = World::with(Vendor::asking_administratie());
    for number in [None, Some(""), Some("9")] {
        let mut values = World::settings(&[]);
        if let Some(number) = number {
            values.set("administratie", tekst(number));
        }
        let lines = check(&world, &values, &["reistijd_artikel"]);
        assert_eq!(lines.len(), 1, "{number:?}: {lines:?}");
        assert!(!lines[0].ok && lines[0].sleutel == "reistijd_artikel", "{number:?}: {lines:?}");
        let own = check(&world, &values, &["administratie"]);
        assert_eq!(own.len(), 1, "{number:?}: {own:?}");
        assert!(!own[0].ok, "{number:?}: {own:?}");
    }
    assert!(told(&world).iter().all(|(operation, _)| *operation == "administratie"));
}

#[test]
fn a_refused_administration_changes_nothing_a3_a4() {
    let world = World::with(Vendor::asking_administratie());
    let report = activate(&world, "9", &WipePart::ALL).unwrap();
    assert_eq!((report.saved, report.administratie), (None, None));
    assert!(report.checks.iter().any(|line| line.sleutel == "administratie" && !line.ok));
    assert_eq!(chosen(&world), (Fase::Inactief, None));

    let world = working();
    let before = run(&world.clock, world.integration.status()).unwrap();
    assert_eq!(activate(&world, "9", &WipePart::ALL).unwrap().saved, None);
    assert_eq!(save(&world, "9").unwrap().saved, None);
    let after = run(&world.clock, world.integration.status()).unwrap();
    assert_eq!((after.state, after.records), (before.state, before.records));
    world.fetch();
}

#[test]
fn another_choice_needs_a_wipe_of_everything_e4() {
    let world = working();
    world.archive(gearchiveerd("1"));
    for refused in [save(&world, "1"), activate(&world, "1", &[WipePart::Relaties])] {
        let error = refused.unwrap_err();
        assert_eq!(error.message().code(), "andere-administratie");
        assert_eq!(chosen(&world), on("adm-2"));
    }
    let watermark = |feed| run(&world.clock, world.store.feed(&world.id, feed)).unwrap().watermark;
    assert!(watermark(Feed::Relaties).is_some());
    activate(&world, "1", &WipePart::ALL).unwrap();
    assert_eq!(chosen(&world), on("adm-1"));
    for feed in Feed::ALL {
        assert_eq!(watermark(feed), None, "{feed:?} begins anew");
    }
    assert_eq!(world.count(Tabel::Relaties), 0);
    told(&world);
    world.fetch();
    assert_all_of(&told(&world), "adm-1", &["relaties", "artikelen"]);
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Vastgehouden);
    assert!(world.faults().iter().any(|line| line.code == "werkbon-andere-administratie"));
    assert_eq!(run(&world.clock, world.integration.release(&[])).unwrap(), 0);
    run(&world.clock, world.integration.release(&[nummer("1")])).unwrap_err();
    world.archive(gearchiveerd("2"));
    world.deliver_for_a_day();
    assert_eq!((world.vendor.documents_of("1"), world.vendor.documents_of("2")), (0, 1));
    assert!(told(&world).iter().all(|(_, books)| books.as_deref() == Some("adm-1")));
}

#[test]
fn a_login_before_the_choice_works_without_books_and_says_so_a3() {
    let world = World::with(Vendor::asking_administratie());
    assert_eq!(log_in(&world, "adm-1,adm-3").unwrap(), None);
    assert_eq!(chosen(&world), (Fase::Inactief, None));
    let said = world.log().into_iter().find(|line| line.soort == Soort::Goedkeuring).unwrap();
    assert_eq!(said.code, "ingelogd-zonder-keuze");
    assert_eq!(activate(&world, "2", &WipePart::ALL).unwrap().saved, None, "not opened any more");
    assert_eq!(activate(&world, "3", &WipePart::ALL).unwrap().saved, Some(1));
    run(&world.clock, world.integration.deactivate()).unwrap();
    assert_eq!(log_in(&world, "adm-1").unwrap(), None, "off: activating looks at the books");
    assert_eq!(chosen(&world).0, Fase::Inactief);
}

#[test]
fn a_login_that_still_opens_the_chosen_books_goes_on_g9() {
    let world = working();
    let opened = log_in(&world, "adm-1,adm-2").unwrap().unwrap();
    assert_eq!((opened.vendor_id.as_str(), chosen(&world)), ("adm-2", on("adm-2")));
    let opened = run(&world.clock, world.integration.reconnect()).unwrap().unwrap();
    assert_eq!(opened.vendor_id, "adm-2");
    let said = world.log().into_iter().find(|line| line.code == "opnieuw-gekoppeld").unwrap();
    assert!(said.bericht.nl.contains("adm-2"), "{said:?}");
    world.fetch();
}

#[test]
fn a_login_that_no_longer_opens_the_chosen_books_stops_everything_g9() {
    type Way = fn(&World) -> Result<Option<Administratie>>;
    let log_in_again = |world: &World| log_in(world, "adm-1,adm-3");
    let reconnect = |world: &World| {
        world.vendor.books().opens = vec!["adm-1".to_owned()];
        run(&world.clock, world.integration.reconnect())
    };
    let ways: [Way; 2] = [log_in_again, reconnect];
    for way in ways {
        let world = working();
        world.archive(gearchiveerd("1"));
        let other = world.process(&Crash::never(), 5);
        let error = way(&world).unwrap_err();
        assert_eq!(error.message().code(), "andere-administratie");
        assert_eq!(chosen(&world), (Fase::AandachtNodig, Some("adm-2".to_owned())));
        told(&world);
        for process in [&world.integration, &other] {
            let fetched = run(&world.clock, process.fetch(&FetchRequest::default(), &NoProgress));
            assert_eq!(fetched.unwrap_err().kind(), ErrorKind::InvalidInput);
            assert!(run(&world.clock, process.deliver()).unwrap().is_empty());
        }
        assert!(told(&world).is_empty(), "nothing is asked of any books");
        assert_eq!(world.vendor.documents_of("1"), 0);
        log_in(&world, "adm-2").unwrap();
        world.deliver();
        assert_eq!(world.vendor.documents_of("1"), 1);
    }
}

#[test]
fn a_restarted_process_notices_that_the_chosen_books_are_closed_p25() {
    let world = working();
    world.vendor.books().opens = vec!["adm-1".to_owned()];
    let restarted = world.process(&Crash::never(), 5);
    let reports = run(&world.clock, restarted.fetch(&FetchRequest::default(), &NoProgress));
    let error = reports.unwrap().remove(0).error.unwrap();
    assert_eq!(error.message().code(), "andere-administratie");
    assert_eq!(chosen(&world).0, Fase::AandachtNodig);
}

#[test]
fn an_older_name_of_the_setting_chooses_as_well_e2() {
    let world = World::with(Vendor::asking_administratie());
    let mut values = World::settings(&[]);
    values.set("division", tekst("2"));
    assert!(check(&world, &values, &["division"]).iter().all(|line| line.ok));
    assert!(check(&world, &values, &["reistijd_artikel"])[0].ok);
    assert_eq!(told(&world).pop().unwrap().1.as_deref(), Some("adm-2"));
    let activation = Activation::new(values, WipePart::ALL.to_vec());
    run(&world.clock, world.integration.activate(&activation)).unwrap();
    assert_eq!(chosen(&world), on("adm-2"));
}

#[test]
fn where_the_login_opens_one_the_choice_has_to_be_that_one_g9() {
    let world = World::with(Vendor::telling_and_asking());
    let report = activate(&world, "2", &WipePart::ALL).unwrap();
    assert_eq!(report.saved, None);
    let line = report.checks.iter().find(|line| line.sleutel == "administratie").unwrap();
    let bericht = line.bericht.as_ref().unwrap();
    assert!(bericht.bericht.nl.contains("Testadministratie"), "{line:?}");
    let others = report.checks.iter().filter(|line| line.sleutel != "administratie");
    assert!(others.clone().count() > 0 && others.clone().all(|line| !line.ok), "not open");
    assert_eq!(chosen(&world), (Fase::Inactief, None));

    activate(&world, "1", &WipePart::ALL).unwrap();
    assert_eq!(chosen(&world), on("adm-1"));
    world.fetch();
    save(&world, "1").unwrap();
    log_in(&world, "adm-1").unwrap();
    assert_eq!(chosen(&world), on("adm-1"));
    log_in(&world, "adm-2").unwrap_err();
    assert_eq!(chosen(&world).0, Fase::AandachtNodig);
    let error = save(&world, "2").unwrap_err();
    assert_eq!(error.message().code(), "andere-administratie");
    activate(&world, "2", &WipePart::ALL).unwrap();
    assert_eq!(chosen(&world), on("adm-2"));
}
