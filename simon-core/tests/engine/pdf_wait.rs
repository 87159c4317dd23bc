//! PDFs of a vendor where another service takes them, which learns of a new document late (C19, C23).

use std::time::Duration;

use simon_core::domain::{GearchiveerdeWerkbon, Pdf, PdfSoort};
use simon_core::host::DeliveryStatus;
use simon_testkit::builders;

use super::offers::SHOWS_DOCUMENTS_LATE;
use super::vendor::Vendor;
use super::{World, tekst};

fn with_pdfs(nummer: &str) -> GearchiveerdeWerkbon {
    let mut werkbon = builders::werkbon(nummer);
    let keuring = Pdf::new(PdfSoort::EigenFormulieren, "keuring.pdf", b"%PDF-1.7".to_vec());
    werkbon.pdfs = vec![builders::pdf("werkbon.pdf"), keuring];
    werkbon.archiveren().unwrap()
}

fn archived() -> World {
    let world = World::with(Vendor::like(&SHOWS_DOCUMENTS_LATE));
    world.activate(&[("pdf", tekst("beide"))]);
    world.fetch();
    world.archive(with_pdfs("1"));
    world
}

fn pdfs(world: &World) -> usize {
    world.vendor.books().pdfs.len()
}

#[test]
fn the_first_pdf_waits_and_the_others_follow_at_once_c19() {
    let world = archived();
    let made = world.clock.now();
    let [report] = <[_; 1]>::try_from(world.deliver()).unwrap();
    assert_eq!((report.status, report.oorzaak), (DeliveryStatus::Wacht, None));
    assert_eq!(report.opnieuw_na, Some(made + chrono::Duration::seconds(30)));
    assert!(report.document.is_some());
    assert_eq!((world.vendor.documents_of("1"), pdfs(&world)), (1, 0));
    world.clock.advance(Duration::from_secs(29));
    assert_eq!(world.deliver(), []);
    world.clock.advance(Duration::from_secs(1));
    let [report] = <[_; 1]>::try_from(world.deliver()).unwrap();
    assert_eq!(report.status, DeliveryStatus::Geleverd);
    assert_eq!((world.vendor.documents_of("1"), pdfs(&world)), (1, 2));
}

#[test]
fn the_wait_is_no_failure_and_keeps_nobody_c19_p20() {
    let world = archived();
    world.archive(with_pdfs("2"));
    assert_eq!(world.deliver().len(), 2);
    assert_eq!(world.vendor.documents_of("2"), 1, "the next document does not wait");
    let lines = world.log().iter().filter(|entry| entry.code == "werkbon-geleverd").count();
    assert_eq!((lines, world.log_has("werkbon-wacht")), (2, false));
    world.clock.advance(Duration::from_secs(60));
    assert!(world.deliver().iter().all(|report| report.pogingen == 0));
    assert_eq!(pdfs(&world), 4);
}

#[test]
fn a_document_that_was_found_back_says_so_after_the_wait() {
    let world = archived();
    world.vendor.next_create(super::books::Create::LoseAnswer);
    world.deliver_for_a_day();
    assert_eq!((world.vendor.documents_of("1"), pdfs(&world)), (1, 2));
    assert!(world.log_has("werkbon-teruggevonden"));
}

#[test]
fn a_document_without_pdfs_waits_for_nothing() {
    let world = archived();
    world.archive(builders::gearchiveerd("3"));
    let report = world.deliver().into_iter().find(|report| report.nummer.as_str() == "3");
    assert_eq!(report.unwrap().status, DeliveryStatus::Geleverd);
}
