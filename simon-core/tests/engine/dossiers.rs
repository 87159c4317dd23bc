//! PDFs that go into a dossier: C19, C22, C23.

use std::time::Duration;

use futures_util::future::join;
use simon_core::domain::{OrderRef, OrderSoort, Pdf, PdfSoort};
use simon_core::host::{Clock, Delivery, DeliveryStatus, Store};
use simon_core::integration::{Activation, End};
use simon_core::log::LogEntry;
use simon_testkit::builders::{nummer, werkbon};
use simon_testkit::simulated::{Crash, Side, run, run_until_crash};

use super::books::{Create, Refusal};
use super::holders::DOSSIER;
use super::vendor::Vendor;
use super::{World, tekst};

/// The settings of these tests: both PDFs, and a mark on the order.
fn extra() -> [(&'static str, simon_core::settings::SettingValue); 2] {
    [("pdf", tekst("beide")), ("markering", tekst("WB"))]
}

/// A werkbon made from an order, with two PDFs, waits.
fn archived() -> World {
    let world = World::with(Vendor::with_dossiers());
    world.activate(&extra());
    world.fetch();
    let mut werkbon = werkbon("1");
    werkbon.pdfs.push(Pdf::new(PdfSoort::Werkbon, "bon.pdf", vec![1, 2, 3]));
    werkbon.pdfs.push(Pdf::new(PdfSoort::EigenFormulieren, "formulier.pdf", vec![4]));
    werkbon.bron = Some(OrderRef::new(OrderSoort::Verkooporder, "o1", "o1"));
    world.archive(werkbon.archiveren().unwrap());
    world
}

fn entry(world: &World) -> Delivery {
    run(&world.clock, world.store.delivery(&world.id, &nummer("1"))).unwrap().unwrap()
}

fn now(world: &World) -> DeliveryStatus {
    run(&world.clock, world.integration.deliver_now()).unwrap()[0].status
}

fn deliver_and_die(world: &World, crash: &Crash) -> usize {
    let process = world.process(crash, 2);
    run_until_crash(&world.clock, crash, process.deliver());
    crash.calls()
}

/// What was asked of the vendor after the document.
fn writes(world: &World) -> usize {
    let books = world.vendor.books();
    books.dossier_creates + books.pdfs.len() + books.marked.len()
}

/// One document with one dossier, in which both PDFs are once.
fn assert_whole(world: &World, when: &str) {
    let books = world.vendor.books();
    assert_eq!(books.dossiers, ["doc-0"], "{when}");
    let pdfs = ["bon.pdf", "formulier.pdf"].map(|naam| ("dossier-0".to_owned(), naam.to_owned()));
    assert_eq!(books.pdfs, pdfs, "{when}");
    assert_eq!(books.marked, ["o1"], "{when}");
    drop(books);
    assert_eq!(world.vendor.documents_of("1"), 1, "{when}");
    assert_eq!(entry(world).status, DeliveryStatus::Geleverd, "{when}");
    assert!(world.faults().is_empty(), "{when}: {:?}", world.faults());
}

/// The one fault of a werkbon that is delivered all the same.
fn the_fault(world: &World) -> LogEntry {
    assert_eq!(world.vendor.documents_of("1"), 1);
    assert_eq!(entry(world).status, DeliveryStatus::Geleverd);
    assert_eq!(world.vendor.books().marked, ["o1"], "what does not need the PDF goes on");
    let mut faults = world.faults();
    assert_eq!(faults.len(), 1, "{faults:?}");
    assert_eq!(faults[0].record.as_deref(), Some("1"));
    assert!(faults[0].te_nemen_actie.is_some());
    faults.remove(0)
}

#[test]
fn a_dossier_is_made_once_and_holds_the_pdfs_c19() {
    let world = archived();
    world.deliver();
    assert_whole(&world, "undisturbed");
    assert_eq!(entry(&world).dossier.as_deref(), Some("dossier-0"));
    assert!(world.vendor.books().dossier_look_ups.is_empty(), "no look-up on the good path");
}

#[test]
fn no_pdf_needs_no_dossier_c19() {
    let world = World::with(Vendor::with_dossiers());
    world.activate(&extra());
    world.fetch();
    world.archive(werkbon("1").archiveren().unwrap());
    world.deliver();
    assert_eq!(entry(&world).status, DeliveryStatus::Geleverd);
    assert_eq!(world.vendor.books().dossier_creates, 0);
}

#[test]
fn a_lost_request_for_a_dossier_is_repeated_only_when_it_must_have_shown_c22() {
    let world = archived();
    world.vendor.books().next_dossiers.push_back(Create::LoseRequest);
    let begun = world.clock.now();
    world.deliver();
    for _ in 0..3 {
        assert_eq!(now(&world), DeliveryStatus::Wacht, "not even at the user's word");
        world.clock.advance(Duration::from_secs(30));
    }
    assert_eq!(world.vendor.books().dossier_creates, 1);
    world.clock.advance(Duration::from_secs(600));
    world.vendor.books().next_dossiers.push_back(Create::LoseRequest);
    assert_eq!(now(&world), DeliveryStatus::Wacht);
    assert_eq!(world.vendor.books().dossier_creates, 2);
    world.clock.advance(Duration::from_secs(600));
    assert_eq!(now(&world), DeliveryStatus::Geleverd);
    assert_whole(&world, "after two lost requests");
    assert_eq!(world.vendor.books().dossier_look_ups, [begun; 5], "since the first attempt");
}

#[test]
fn what_never_has_an_outcome_is_given_up_after_five_times_c23() {
    let world = archived();
    world.vendor.books().next_dossiers.extend(vec![Create::LoseRequest; 100]);
    world.deliver_for_a_day();
    assert_eq!(the_fault(&world).code, "pdf-mislukt");
    assert_eq!(world.vendor.books().dossier_creates, 5);
}

#[test]
fn a_dossier_of_unknown_outcome_is_found_and_not_made_again_c22() {
    let world = archived();
    world.vendor.books().next_dossiers.push_back(Create::LoseAnswer);
    world.vendor.books().hides_dossiers = true;
    world.deliver();
    assert_eq!(now(&world), DeliveryStatus::Wacht);
    assert_eq!(world.vendor.books().dossier_creates, 1);
    world.vendor.books().hides_dossiers = false;
    assert_eq!(now(&world), DeliveryStatus::Geleverd);
    assert_whole(&world, "after a lost answer");
}

#[test]
fn a_refused_dossier_is_one_fault_and_takes_its_pdfs_along_c23_f2() {
    let world = archived();
    world.vendor.books().refuses = Some((DOSSIER, Refusal::ByVendor));
    world.deliver_for_a_day();
    let fault = the_fault(&world);
    assert_eq!(
        (fault.code.as_str(), fault.vendor_text.as_deref()),
        ("pdf-mislukt", Some("Geen rechten"))
    );
    let books = world.vendor.books();
    assert!(books.pdfs.is_empty() && books.dossiers.is_empty());
    assert_eq!(books.dossier_creates, 1);
}

#[test]
fn a_pdf_that_does_not_fit_is_told_in_the_connectors_words_f4() {
    let world = archived();
    world.vendor.books().refuses = Some(("bon.pdf", Refusal::TooLarge));
    world.deliver();
    let fault = the_fault(&world);
    assert_eq!(fault.code, "testvendor-te-groot");
    assert!(fault.bericht.nl.contains("bon.pdf"), "{fault:?}");
    assert_eq!(fault.te_nemen_actie.unwrap().nl, "Verklein hem.");
    let other = ("dossier-0".to_owned(), "formulier.pdf".to_owned());
    assert_eq!(world.vendor.books().pdfs, [other], "the other one is there");

    let world = archived();
    world.vendor.books().refuses = Some((DOSSIER, Refusal::TooLarge));
    world.deliver();
    assert_eq!(the_fault(&world).code, "testvendor-te-groot");

    let world = archived();
    world.vendor.books().refuses = Some(("bon.pdf", Refusal::DoesNotFit));
    world.deliver();
    assert_eq!(the_fault(&world).code, "pdf-mislukt", "a general text is of no use");
}

#[test]
fn a_crash_at_any_port_call_makes_one_dossier_and_loses_no_pdf_c22_c23() {
    let calls = deliver_and_die(&archived(), &Crash::never());
    let (mut made_unseen, mut went_on) = (0, 0);
    for call in 1..=calls {
        for side in [Side::Before, Side::After] {
            let world = archived();
            deliver_and_die(&world, &Crash::at(call, side));
            let left = entry(&world);
            let (dossiers, pdfs) = {
                let books = world.vendor.books();
                (books.dossiers.len(), books.pdfs.len())
            };
            made_unseen += usize::from(dossiers == 1 && left.dossier.is_none());
            went_on += usize::from(pdfs == 1 && left.dossier.as_deref() == Some("dossier-0"));
            world.clock.advance(Duration::from_secs(600));
            world.deliver_for_a_day();
            assert_whole(&world, &format!("crash {side:?} call {call}"));
        }
    }
    assert!(made_unseen > 0, "a dossier was made and not remembered");
    assert!(went_on > 0, "a PDF was in a remembered dossier");
}

#[test]
fn switching_off_between_the_steps_leaves_one_dossier_with_all_pdfs_a7_c23() {
    let calls = deliver_and_die(&archived(), &Crash::never());
    for call in 1..=calls {
        let world = archived();
        let pause = Crash::pause(call, Side::After, &world.clock, Duration::from_secs(60));
        let process = world.process(&pause, 2);
        let off = async {
            world.clock.sleep(Duration::from_secs(30)).await;
            world.integration.deactivate().await.unwrap();
            let before = writes(&world);
            world.clock.sleep(Duration::from_secs(3600)).await;
            assert!(writes(&world) <= before + 1, "call {call}: only what had begun ends");
        };
        let (outcome, ()) = run(&world.clock, join(process.deliver(), off));
        outcome.unwrap();
        let again = Activation::new(World::settings(&extra()), Vec::new());
        run(&world.clock, world.integration.activate(&again)).unwrap();
        world.deliver_for_a_day();
        assert_whole(&world, &format!("switched off at call {call}"));
    }
}

/// Only PDFs need what is closed or away.
#[test]
fn a_vendor_that_takes_no_pdfs_for_a_while_gets_every_document_at_once_p20() {
    for refusal in [Refusal::Closed, Refusal::Away] {
        let world = archived();
        for nummer in ["2", "3", "4"] {
            world.clock.advance(Duration::from_secs(1));
            let mut werkbon = werkbon(nummer);
            werkbon.pdfs.push(Pdf::new(PdfSoort::Werkbon, "bon.pdf", vec![1]));
            world.archive(werkbon.archiveren().unwrap());
        }
        world.vendor.books().refuses = Some((DOSSIER, refusal));
        let reports = world.deliver();
        let statuses: Vec<DeliveryStatus> = reports.iter().map(|report| report.status).collect();
        assert_eq!(statuses, [DeliveryStatus::Wacht; 4], "{refusal:?}");
        assert_eq!(world.vendor.books().documents.len(), 4);
        let end = End::of_deliveries(&reports, world.clock.now());
        assert_eq!(end, End::Done, "the next werkbon need not wait: {refusal:?}");
        world.vendor.books().refuses = None;
        world.deliver_for_a_day();
        assert_eq!(world.vendor.books().documents.len(), 4);
        assert_eq!(world.vendor.books().dossiers, ["doc-0", "doc-1", "doc-2", "doc-3"]);
        assert_eq!(world.vendor.books().pdfs.len(), 5);
    }
}

#[test]
fn a_pdf_that_never_left_is_not_given_up_c19() {
    for (naam, refusal) in
        [("bon.pdf", Refusal::Closed), (DOSSIER, Refusal::Closed), ("bon.pdf", Refusal::Away)]
    {
        let world = archived();
        world.vendor.books().refuses = Some((naam, refusal));
        world.deliver();
        for _ in 0..10 {
            world.clock.advance(Duration::from_secs(3600));
            assert_eq!(now(&world), DeliveryStatus::Wacht, "{naam}");
        }
        assert!(world.vendor.books().dossier_look_ups.is_empty(), "nothing was ever sent");
        world.vendor.books().refuses = None;
        world.clock.advance(Duration::from_secs(3600));
        assert_eq!(now(&world), DeliveryStatus::Geleverd);
        let files = world.vendor.books().pdfs.len();
        assert_eq!((files, world.vendor.books().dossiers.len()), (2, 1), "{naam}");
    }
}
