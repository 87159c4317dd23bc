//! Switching off in the middle of the work, and what stops by itself: A7, A9, E4.

use simon_core::connector::RelatieRecord;
use simon_core::host::{DeliveryStatus, Fase, Feed, Store, Tabel, WipePart};
use simon_core::integration::{Activation, FetchRequest, NoProgress};
use simon_core::settings::{CheckLine, SettingsForm};
use simon_testkit::builders::{gearchiveerd, nummer, relatie, werkbon};
use simon_testkit::simulated::{Crash, Side, run};

use super::{World, lijst, tekst};
use super::{books::Create, vendor::Vendor};

/// As long as a request hangs while somebody switches the integration off.
const HANGS: std::time::Duration = std::time::Duration::from_secs(30);

/// Lets another process stand still at a port call, switches off, and lets it go on.
fn switched_off_at<T>(
    world: &World,
    call: usize,
    work: impl AsyncFn(simon_core::integration::Integration) -> T,
) -> T {
    let pause = Crash::pause(call, Side::After, &world.clock, HANGS);
    let process = world.process(&pause, 5);
    run(&world.clock, async {
        let off = async {
            simon_core::host::Clock::sleep(&world.clock, HANGS / 2).await;
            world.integration.deactivate().await.unwrap();
        };
        futures_util::future::join(work(process), off).await.0
    })
}

#[test]
fn a_fetch_that_is_switched_off_stores_nothing_more_a7() {
    let world = World::working(&[]);
    for number in 0..9 {
        world.vendor.add_relatie(&format!("r{number}"));
    }
    let before = world.vendor.books().calls;
    let reports = switched_off_at(&world, 1, async |process| {
        process.fetch(&FetchRequest::default(), &NoProgress).await.unwrap()
    });
    assert_eq!(reports.len(), 1, "the other feeds are not begun");
    assert_eq!(world.count(Tabel::Relaties), 1);
    assert_eq!(world.vendor.books().calls, before + 1, "no further page is asked for");
    assert!(world.faults().is_empty(), "{:?}", world.faults());
}

#[test]
fn a_clean_up_that_is_switched_off_removes_nothing_more_a7() {
    let world = World::working(&[]);
    world.vendor.books().relaties.clear();
    let reports = switched_off_at(&world, 1, async |process| {
        process.clean_up(true, &NoProgress).await.unwrap()
    });
    assert_eq!(reports.len(), 1);
    assert_eq!(world.count(Tabel::Relaties), 1);
}

#[test]
fn a_create_under_way_is_remembered_and_nothing_is_sent_after_it_a7_c22() {
    let world = World::working(&[("markering", tekst("SIM")), ("pdf", tekst("werkbon"))]);
    let mut with_pdf = werkbon("1");
    with_pdf.pdfs = vec![simon_testkit::builders::pdf("werkbon.pdf")];
    world.archive(with_pdf.archiveren().unwrap());
    world.archive(gearchiveerd("2"));
    // Claim, attempt, create.
    switched_off_at(&world, 3, async |process| process.deliver().await.unwrap());
    assert_eq!(world.vendor.documents_of("1"), 1);
    let entry = run(&world.clock, world.store.delivery(&world.id, &nummer("1"))).unwrap().unwrap();
    assert!(entry.document.is_some(), "what the vendor made is known");
    assert!(world.vendor.books().pdfs.is_empty(), "and nothing more is sent");
    assert_eq!(world.vendor.documents_of("2"), 0);
    let again = Activation::new(World::settings(&[]), Vec::new());
    run(&world.clock, world.integration.activate(&again)).unwrap();
    world.deliver_for_a_day();
    assert_eq!(world.vendor.documents_of("1"), 1);
    assert_eq!(world.vendor.documents_of("2"), 1);
    assert!(world.faults().is_empty(), "{:?}", world.faults());
    assert_eq!(world.vendor.books().pdfs.len(), 1);
}

#[test]
fn an_order_is_not_marked_once_the_integration_is_off_a7_d6() {
    let orders = [("ophalen", lijst(&["verkooporders"])), ("markering", tekst("SIM"))];
    let world = World::working(&orders);
    world.vendor.add_order("O-7", "Lekkage");
    world.fetch();
    let select = simon_core::host::Select::After(None, 1);
    let found = world.store.records(&world.id, Tabel::Werkbonnen, &select);
    let simon_core::host::Record::Werkbon(werkbon) = run(&world.clock, found).unwrap().remove(0)
    else {
        panic!("a werkbon")
    };
    let mut werkbon = werkbon.gereed_melden();
    werkbon.artikelen = simon_testkit::builders::werkbon("x").artikelen;
    world.archive(werkbon.archiveren().unwrap());
    switched_off_at(&world, 3, async |process| process.deliver().await.unwrap());
    assert_eq!(world.vendor.books().documents.len(), 1);
    assert!(world.vendor.books().marked.is_empty());
}

#[test]
fn what_needs_attention_calls_the_vendor_no_more_a9() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    world.vendor.books().refuses_login = true;
    let restarted = world.process(&Crash::never(), 9);
    run(&world.clock, restarted.deliver()).unwrap();
    let fase = run(&world.clock, world.integration.status()).unwrap().state.fase;
    assert_eq!(fase, Fase::AandachtNodig);
    let requests = world.vendor.books().requests;
    for _ in 0..50 {
        world.clock.advance(HANGS * 10);
        let process = world.process(&Crash::never(), 9);
        let _ = run(&world.clock, process.fetch(&FetchRequest::default(), &NoProgress));
        let _ = run(&world.clock, process.clean_up(false, &NoProgress));
        let _ = run(&world.clock, process.deliver());
    }
    assert_eq!(world.vendor.books().requests, requests);
    assert_eq!(world.faults().len(), 1, "said once");
    world.vendor.books().refuses_login = false;
    run(&world.clock, world.integration.save(&World::settings(&[]))).unwrap();
    world.deliver_for_a_day();
    assert_eq!(world.vendor.documents_of("1"), 1);
}

#[test]
fn a_wipe_plan_counts_addresses_with_customers_and_touches_nothing_a1() {
    let world = World::working(&[]);
    let plan = run(&world.clock, world.integration.wipe_plan(&WipePart::ALL)).unwrap();
    assert!(!plan.first);
    let expected = [(WipePart::Relaties, 2), (WipePart::Artikelen, 4), (WipePart::Werkbonnen, 0)];
    assert_eq!(plan.parts, expected);
    assert_eq!(world.count(Tabel::Werkadressen), 1);
}

#[test]
fn a_part_that_was_not_wiped_is_not_loaded_again_a2() {
    let world = World::working(&[]);
    run(&world.clock, world.integration.deactivate()).unwrap();
    let again = Activation::new(World::settings(&[]), vec![WipePart::Artikelen]);
    run(&world.clock, world.integration.activate(&again)).unwrap();
    world.vendor.put_relatie(RelatieRecord::new(relatie("new"), Vec::new()));
    let changes = FetchRequest::default();
    let fetch = world.integration.fetch(&changes, &NoProgress);
    let reports = run(&world.clock, fetch).unwrap();
    let of = |feed| reports.iter().find(|report| report.feed == feed).unwrap().tellingen;
    assert_eq!((of(Feed::Relaties).ontvangen, of(Feed::Relaties).nieuw), (1, 1));
    assert_eq!(of(Feed::Artikelen).nieuw, 4);
}

#[test]
fn other_books_are_read_with_new_cursors_everywhere_e4() {
    let world = World::working(&[("ophalen", lijst(&["verkooporders"]))]);
    world.vendor.books().administratie = "adm-2".into();
    world.vendor.books().orders.clear();
    world.vendor.add_order("old", "Al lang open");
    world.fetch();
    world.activate(&[("ophalen", lijst(&["verkooporders"]))]);
    for feed in Feed::ALL {
        let feed = run(&world.clock, world.store.feed(&world.id, feed)).unwrap();
        assert_eq!((feed.watermark, feed.laatste_einde), (None, None), "{:?}", feed.feed);
    }
}

#[test]
fn a_refused_werkbon_takes_the_settings_in_force_when_it_is_released_a6() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::Refuse);
    world.archive(gearchiveerd("1"));
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Geweigerd);
    let later = World::settings(&[("standaard_artikel", tekst("Avast"))]);
    run(&world.clock, world.integration.save(&later)).unwrap();
    run(&world.clock, world.integration.release(&[nummer("1")])).unwrap();
    world.deliver();
    let books = world.vendor.books();
    assert_eq!(books.documents[0].artikel_regels().filter(|r| r.code == "Avast").count(), 1);
}

#[test]
fn the_latest_delivery_is_the_highest_mutation_of_the_werkbonnen_a9() {
    let world = World::working(&[]);
    let last = || run(&world.clock, world.integration.status()).unwrap().laatste_levering;
    assert_eq!(last(), None);
    world.archive(gearchiveerd("1"));
    world.clock.advance(HANGS);
    world.deliver();
    assert_eq!(last(), Some(simon_core::host::Clock::now(&world.clock)));
}

#[test]
fn a_page_of_settings_is_checked_one_by_one_a5_e1() {
    let world = World::new();
    let specs = world.integration.info().settings;
    let mut form = SettingsForm::new(World::settings(&[("standaard_artikel", tekst("NIETS"))]));
    let check = |form: &mut SettingsForm, key: &str| {
        run(&world.clock, world.integration.check_into(form, &[key.to_owned()])).unwrap();
        form.line(key).cloned().unwrap()
    };
    assert!(!check(&mut form, "standaard_artikel").ok);
    assert_eq!(check(&mut form, "reistijd_artikel").naam, "Artikel reis");
    form.set("standaard_artikel", tekst("Avast"));
    for key in ["standaard_artikel", "reistijd_artikel"] {
        assert!(check(&mut form, key).ok);
        assert!(!form.may_save(specs));
    }
    assert!(check(&mut form, "werktijd_artikel").ok);
    assert!(form.may_save(specs));
    form.record(CheckLine::accepted("bestaat_niet", ""));
    assert!(form.may_save(specs), "only what is filled in counts");
}

#[test]
fn no_setting_is_asked_of_the_vendor_before_the_administration_passed_c17() {
    let world = World::with(Vendor::asking_administratie());
    let values = [("administratie", "WEG"), ("reistijd_artikel", "Areis")];
    let values = values.map(|(key, value)| (key.to_owned(), tekst(value)));
    let mut form = SettingsForm::new(values.into_iter().collect());
    let check = |form: &mut SettingsForm, keys: &[&str]| {
        let keys: Vec<String> = keys.iter().map(|&key| key.to_owned()).collect();
        let before = world.vendor.books().requests;
        run(&world.clock, world.integration.check_into(form, &keys)).unwrap();
        world.vendor.books().requests - before
    };
    assert_eq!(check(&mut form, &["reistijd_artikel"]), 0);
    let closed = form.line("reistijd_artikel").unwrap().bericht.clone().unwrap();
    assert!(closed.actie.unwrap().nl.contains("Administratie"));
    assert_eq!(check(&mut form, &[]), 2, "connecting, and the administration");
    assert!(!form.line("reistijd_artikel").unwrap().ok);
    form.set("administratie", tekst("1"));
    check(&mut form, &["administratie"]);
    let calls = check(&mut form, &["reistijd_artikel"]);
    assert_eq!(calls, 3, "connecting, the administration that it depends on, and itself");
    assert!(form.may_save(world.integration.info().settings));
}
