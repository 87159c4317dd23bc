//! Exactly one document per archived werkbon: C22, C23.

use std::time::Duration;

use simon_core::ErrorKind;
use simon_core::domain::{DocumentRef, DraftRegel, Pdf, PdfSoort};
use simon_core::host::{Batch, Change, DeliveryStatus, Store};
use simon_core::integration::Besluit;
use simon_testkit::builders::{self, gearchiveerd, nummer, werkbon};
use simon_testkit::simulated::run;

use super::books::Create;
use super::offers::LOOKS_FIRST;
use super::vendor::Vendor;
use super::{World, tekst};

#[test]
fn a_werkbon_becomes_one_document_with_its_lines_in_order_c20() {
    let world = World::working(&[("standaard_artikel", tekst("Avast"))]);
    world.archive(gearchiveerd("20417"));
    let reports = world.deliver();
    assert_eq!(reports[0].status, DeliveryStatus::Geleverd);
    assert_eq!(reports[0].document.as_ref().unwrap().nummer.as_deref(), Some("5000"));
    let books = world.vendor.books();
    let lines: Vec<(String, String)> = books.documents[0]
        .regels
        .iter()
        .filter_map(|regel| match regel {
            DraftRegel::Artikel(regel) => Some((regel.code.clone(), regel.aantal.0.to_string())),
            DraftRegel::Tekst(_) => None,
        })
        .collect();
    let lines: Vec<(&str, &str)> =
        lines.iter().map(|(code, count)| (code.as_str(), count.as_str())).collect();
    assert_eq!(lines, [("Aa1", "2"), ("Awerk", "1.50"), ("Areis", "0.50"), ("Avast", "1")]);
    assert_eq!(books.documents[0].referentie.as_str(), "acme01-20417");
    assert_eq!(books.look_ups, 0, "no look-up on the good path");
}

#[test]
fn archiving_and_delivering_again_changes_nothing_c22_p19() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    world.deliver();
    world.archive(gearchiveerd("1"));
    world.deliver_for_a_day();
    assert_eq!(world.vendor.documents_of("1"), 1);
}

#[test]
fn a_lost_answer_is_found_back_and_not_sent_again_c22_p16() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::LoseAnswer);
    world.archive(gearchiveerd("1"));
    let reports = world.deliver();
    assert_eq!(reports[0].status, DeliveryStatus::Geleverd);
    assert_eq!(reports[0].code, "werkbon-teruggevonden");
    assert_eq!(world.vendor.documents_of("1"), 1);
}

/// The host restored its store from before the delivery.
#[test]
fn a_document_that_the_ledger_has_forgotten_is_found_before_a_create_c22() {
    let working = |vendor: Vendor| {
        let world = World::with(vendor);
        world.activate(&[]);
        world.fetch();
        world
    };
    let world = working(Vendor::like(&LOOKS_FIRST));
    world.archive(gearchiveerd("1"));
    world.deliver();
    assert_eq!(world.vendor.books().look_ups, 1);
    assert_eq!(world.vendor.documents_of("1"), 1);
    let restored = working(world.vendor.clone());
    restored.archive(gearchiveerd("1"));
    let reports = restored.deliver();
    assert_eq!(reports[0].code, "werkbon-teruggevonden");
    assert_eq!(
        (reports[0].status, restored.vendor.documents_of("1")),
        (DeliveryStatus::Geleverd, 1)
    );
}

#[test]
fn exists_already_means_that_the_first_try_worked_p18() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::SaysItExists);
    world.archive(gearchiveerd("1"));
    let reports = world.deliver();
    assert_eq!(reports[0].status, DeliveryStatus::Geleverd);
    assert_eq!(reports[0].code, "werkbon-teruggevonden");
    assert_eq!(world.vendor.documents_of("1"), 1);
}

#[test]
fn a_lost_request_is_sent_again_only_when_the_vendor_had_time_to_finish_it_c22() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::LoseRequest);
    world.archive(gearchiveerd("1"));
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Wacht);
    world.clock.advance(Duration::from_secs(120));
    assert!(world.deliver().is_empty(), "too early to conclude that nothing is there");
    world.clock.advance(Duration::from_secs(240));
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Geleverd);
    assert_eq!(world.vendor.documents_of("1"), 1);
}

#[test]
fn more_than_a_hundred_that_cannot_go_do_not_hold_up_the_next_p20() {
    let world = World::working(&[]);
    for number in 0..230 {
        world.archive(gearchiveerd(&number.to_string()));
    }
    (0..220).for_each(|_| world.vendor.next_create(Create::LoseRequest));
    let reports = run(&world.clock, world.integration.deliver_now()).unwrap();
    assert_eq!(reports.len(), 230);
    let delivered = reports.iter().filter(|one| one.status == DeliveryStatus::Geleverd);
    assert_eq!(delivered.count(), 10);
}

#[test]
fn an_attempt_older_than_a_day_that_is_not_found_is_for_a_person_to_decide() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::LoseRequest);
    world.archive(gearchiveerd("1"));
    world.deliver();
    world.clock.advance(Duration::from_secs(3 * 86_400));
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Onzeker);
    assert!(world.faults().iter().any(|entry| entry.code == "werkbon-onzeker"));
    assert_eq!(world.vendor.documents_of("1"), 0);
}

#[test]
fn while_the_look_up_fails_nothing_is_sent_again_c22() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::LoseAnswer);
    world.vendor.books().lookup_fails = true;
    world.archive(gearchiveerd("1"));
    world.deliver_for_a_day();
    assert_eq!(world.vendor.documents_of("1"), 1);
    world.vendor.books().lookup_fails = false;
    world.clock.advance(Duration::from_secs(7200));
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Geleverd);
}

#[test]
fn two_documents_with_our_reference_are_for_a_person_to_decide() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::LoseAnswer);
    world.archive(gearchiveerd("1"));
    world.vendor.books().lookup_fails = true;
    world.deliver();
    let copy = world.vendor.books().documents[0].clone();
    world.vendor.books().documents.push(copy);
    world.vendor.books().lookup_fails = false;
    world.clock.advance(Duration::from_secs(3600));
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Onzeker);
    assert!(world.faults().iter().any(|entry| entry.code == "werkbon-dubbel-gevonden"));
}

#[test]
fn a_refused_werkbon_does_not_hold_up_the_next_p20() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::Refuse);
    world.archive(gearchiveerd("1"));
    world.clock.advance(Duration::from_secs(1));
    world.archive(gearchiveerd("2"));
    let reports = world.deliver();
    assert_eq!(reports[0].status, DeliveryStatus::Geweigerd);
    assert_eq!(reports[1].status, DeliveryStatus::Geleverd);
    assert!(world.faults()[0].te_nemen_actie.is_some(), "a fault says what to do");
}

#[test]
fn a_refused_werkbon_can_be_corrected_and_archived_again_a6() {
    let world = World::working(&[]);
    let mut without_customer = werkbon("1");
    without_customer.klant = None;
    world.archive(without_customer.archiveren().unwrap());
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Geweigerd);
    world.archive(gearchiveerd("1"));
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Geleverd);
    assert_eq!(world.vendor.documents_of("1"), 1);
}

#[test]
fn tries_are_of_one_round_until_a_person_sends_the_werkbon_anew_c22_p19() {
    let world = World::working(&[]);
    let rounds =
        || -> Vec<u32> { world.vendor.books().documents.iter().map(|draft| draft.ronde).collect() };
    world.vendor.next_create(Create::LoseRequest);
    world.archive(gearchiveerd("1"));
    world.deliver_for_a_day();
    assert_eq!(rounds(), [0], "the engine tries again by itself");
    world.vendor.next_create(Create::Refuse);
    world.archive(gearchiveerd("2"));
    world.deliver();
    world.archive(gearchiveerd("2"));
    world.deliver();
    assert_eq!(rounds(), [0, 1], "archived anew");
    world.vendor.next_create(Create::Refuse);
    world.archive(gearchiveerd("3"));
    world.deliver();
    run(&world.clock, world.integration.release(&[nummer("3")])).unwrap();
    world.deliver();
    assert_eq!(rounds(), [0, 1, 1], "released");
    world.vendor.next_create(Create::LoseRequest);
    world.archive(gearchiveerd("4"));
    world.deliver();
    world.clock.advance(Duration::from_secs(3 * 86_400));
    world.deliver();
    let fourth = nummer("4");
    let again = world.integration.decide(&fourth, Besluit::OpnieuwVersturen);
    run(&world.clock, again).unwrap();
    world.deliver();
    assert_eq!(rounds(), [0, 1, 1, 1], "decided");
}

#[test]
fn an_unreachable_vendor_gets_everything_later_and_once() {
    let world = World::working(&[]);
    for nummer in ["1", "2", "3"] {
        world.vendor.next_create(Create::Unreachable);
        world.archive(gearchiveerd(nummer));
    }
    let reports = world.deliver();
    assert_eq!(reports.len(), 1, "the run ends at the first wall");
    assert_eq!(reports[0].oorzaak, Some(ErrorKind::Unavailable));
    world.deliver_for_a_day();
    for nummer in ["1", "2", "3"] {
        assert_eq!(world.vendor.documents_of(nummer), 1);
    }
    let waits = world.log().iter().filter(|entry| entry.code == "werkbon-wacht").count();
    assert!(waits <= 3, "waiting is said once per werkbon, not at every try: {waits}");
}

#[test]
fn pdfs_follow_in_steps_of_their_own_c23() {
    let world = World::working(&[("pdf", tekst("werkbon"))]);
    let mut with_pdf = werkbon("1");
    with_pdf.pdfs.push(Pdf::new(PdfSoort::Werkbon, "bon.pdf", vec![1, 2, 3]));
    with_pdf.pdfs.push(Pdf::new(PdfSoort::EigenFormulieren, "formulier.pdf", vec![4]));
    world.archive(with_pdf.archiveren().unwrap());
    world.deliver();
    assert_eq!(world.vendor.books().pdfs, [("doc-0".to_owned(), "bon.pdf".to_owned())]);
    let entry = run(&world.clock, world.store.delivery(&builders::integration(), &nummer("1")))
        .unwrap()
        .unwrap();
    assert!(entry.werkbon.is_none(), "content is not kept after delivery");
}

#[test]
fn a_pdf_of_unknown_outcome_is_not_sent_again_before_it_can_show_c23() {
    let world = World::working(&[("pdf", tekst("werkbon"))]);
    let mut with_pdf = werkbon("1");
    with_pdf.pdfs.push(Pdf::new(PdfSoort::Werkbon, "bon.pdf", vec![1, 2, 3]));
    world.archive(with_pdf.archiveren().unwrap());
    world.vendor.books().slow_with_pdfs = true;
    world.deliver();
    let now = || run(&world.clock, world.integration.deliver_now()).unwrap();
    assert_eq!(now()[0].status, DeliveryStatus::Wacht, "not even at the user's word");
    world.vendor.books().slow_with_pdfs = false;
    assert_eq!(now()[0].status, DeliveryStatus::Geleverd);
    assert_eq!(world.vendor.books().pdfs.len(), 1);
}

#[test]
fn a_filtered_werkbon_is_information_c9() {
    let world = World::working(&[("filterwoord", tekst("kraan"))]);
    world.archive(gearchiveerd("1"));
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Gefilterd);
    assert!(world.faults().is_empty());
    assert_eq!(world.vendor.documents_of("1"), 0);
}

#[test]
fn a_vendor_that_always_fails_on_a_werkbon_gets_it_a_few_times_and_then_a_person_looks() {
    let world = World::working(&[]);
    for _ in 0..100 {
        world.vendor.next_create(Create::LoseRequest);
    }
    world.archive(gearchiveerd("1"));
    world.deliver_for_a_day();
    let fault = world.faults().into_iter().find(|entry| entry.code == "werkbon-zonder-uitkomst");
    assert!(fault.unwrap().te_nemen_actie.is_some());
    assert_eq!(world.vendor.books().next_creates.len(), 95, "five creates, not hundreds");
    world.vendor.books().next_creates.clear();
    run(&world.clock, world.integration.release(&[nummer("1")])).unwrap();
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Geleverd);
}

#[test]
fn a_user_who_knows_better_need_not_wait_for_the_back_off() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::Unreachable);
    world.archive(gearchiveerd("1"));
    world.deliver();
    assert!(world.deliver().is_empty());
    let reports = run(&world.clock, world.integration.deliver_now()).unwrap();
    assert_eq!(reports[0].status, DeliveryStatus::Geleverd);
}

#[test]
fn a_person_decides_what_could_not_be_found_out() {
    for sent_again in [true, false] {
        let world = World::working(&[]);
        world.vendor.next_create(Create::LoseRequest);
        world.archive(gearchiveerd("1"));
        world.deliver();
        world.clock.advance(Duration::from_secs(3 * 86_400));
        assert_eq!(world.deliver()[0].status, DeliveryStatus::Onzeker);
        let besluit = if sent_again {
            Besluit::OpnieuwVersturen
        } else {
            Besluit::Geleverd(DocumentRef::new("made-by-hand", None))
        };
        run(&world.clock, world.integration.decide(&nummer("1"), besluit.clone())).unwrap();
        world.deliver_for_a_day();
        assert_eq!(world.vendor.documents_of("1"), usize::from(sent_again));
        let again = run(&world.clock, world.integration.decide(&nummer("1"), besluit));
        assert_eq!(again.unwrap_err().kind(), ErrorKind::InvalidInput, "decided once");
    }
}

#[test]
fn a_werkbon_on_which_the_vendor_always_breaks_down_holds_up_no_other_p20() {
    let world = World::working(&[]);
    world.vendor.books().fails_on = Some("1".to_owned());
    world.archive(gearchiveerd("1"));
    world.archive(gearchiveerd("2"));
    world.deliver();
    assert_eq!(world.vendor.documents_of("2"), 0, "the vendor may be away");
    world.clock.advance(Duration::from_secs(60));
    let reports = world.deliver();
    assert_eq!(reports.len(), 2);
    assert_eq!((reports[0].status, reports[0].pogingen), (DeliveryStatus::Wacht, 2));
    assert_eq!(reports[1].status, DeliveryStatus::Geleverd);
}

#[test]
fn a_wait_without_end_is_waited_for_and_breaks_nothing_g4() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    for _ in 0..2 {
        world.vendor.next_create(Create::Throttle(Duration::MAX));
        let reports = run(&world.clock, world.integration.deliver_now()).unwrap();
        assert_eq!(reports[0].oorzaak, Some(ErrorKind::RateLimited));
        world.clock.advance(Duration::from_secs(60));
        assert!(world.deliver().is_empty());
        let mut entry =
            run(&world.clock, world.store.delivery(&builders::integration(), &nummer("1")))
                .unwrap()
                .unwrap();
        entry.niet_voor = world.clock.now();
        let batch = Batch { epoch: None, changes: vec![Change::Delivery(Box::new(entry))] };
        run(&world.clock, world.store.commit(&builders::integration(), batch)).unwrap();
    }
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Geleverd);
}

#[test]
fn a_damaged_entry_is_told_and_holds_up_no_other_p20() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    world.archive(gearchiveerd("2"));
    let (id, one) = (builders::integration(), nummer("1"));
    let mut damaged = run(&world.clock, world.store.delivery(&id, &one)).unwrap().unwrap();
    damaged.settings = 99;
    let changes = vec![Change::Delivery(Box::new(damaged))];
    run(&world.clock, world.store.commit(&id, Batch { epoch: None, changes })).unwrap();
    let told = run(&world.clock, world.integration.deliver()).unwrap_err();
    assert_eq!(told.kind(), ErrorKind::Host);
    assert_eq!((world.vendor.documents_of("1"), world.vendor.documents_of("2")), (0, 1));
}
