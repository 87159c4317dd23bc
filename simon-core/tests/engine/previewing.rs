//! What a werkbon would become, without writing anything anywhere: G1.

use simon_core::ErrorKind;
use simon_core::domain::GearchiveerdeWerkbon;
use simon_core::host::DeliveryStatus;
use simon_core::integration::{Preview, PreviewDocument, PreviewOutcome};
use simon_core::log::LogEntry;
use simon_testkit::builders::{gearchiveerd, nummer, werkbon};
use simon_testkit::simulated::run;

use super::books::Create;
use super::{World, tekst};

impl World {
    fn preview(&self, werkbon: &GearchiveerdeWerkbon) -> Preview {
        let before = (self.log(), self.ledger(), self.vendor.books().documents.len());
        let preview = run(&self.clock, self.integration.preview(werkbon)).unwrap();
        assert_eq!(before, (self.log(), self.ledger(), self.vendor.books().documents.len()));
        preview
    }

    fn ledger(&self) -> simon_core::integration::Status {
        run(&self.clock, self.integration.status()).unwrap()
    }
}

fn document(preview: Preview) -> PreviewDocument {
    match preview.uitkomst {
        PreviewOutcome::Document(document) => *document,
        PreviewOutcome::NietVerstuurd { melding, .. } => panic!("not sent: {}", melding.code),
    }
}

fn not_sent(preview: Preview) -> (DeliveryStatus, LogEntry) {
    match preview.uitkomst {
        PreviewOutcome::NietVerstuurd { status, melding } => (status, *melding),
        PreviewOutcome::Document(document) => panic!("{document:?}"),
    }
}

#[test]
fn a_preview_is_the_document_that_is_made_afterwards_g1() {
    let world = World::working(&[("standaard_artikel", tekst("Avast"))]);
    let preview = world.preview(&gearchiveerd("1"));
    assert_eq!((preview.status, preview.instellingen), (None, 1));
    let previewed = document(preview);
    world.archive(gearchiveerd("1"));
    world.deliver();
    let books = world.vendor.books();
    assert_eq!(books.documents[0], previewed.draft);
    assert_eq!(previewed.tekst.unwrap(), serde_json::to_string(&books.documents[0]).unwrap());
    assert!(previewed.waarschuwingen.is_empty());
}

#[test]
fn warnings_of_rules_and_of_the_vendors_mapping_are_told_g1() {
    let world = World::working(&[]);
    world.vendor.books().warns = true;
    let mut bon = werkbon("1");
    bon.artikelen[0].aantal.0 = "1.005".parse().unwrap();
    let previewed = document(world.preview(&bon.archiveren().unwrap()));
    let codes: Vec<&str> = previewed.waarschuwingen.iter().map(|line| line.code.as_str()).collect();
    assert_eq!(codes, ["aantal-afgerond", "tekst-ingekort"]);
    assert!(previewed.waarschuwingen.iter().all(|line| line.record.as_deref() == Some("1")));
    assert!(previewed.waarschuwingen[0].bericht.nl.contains("1,005"));
}

#[test]
fn what_a_rule_keeps_here_is_said_with_its_action_g1() {
    let world = World::working(&[("filterwoord", tekst("kraan"))]);
    let (status, line) = not_sent(world.preview(&gearchiveerd("1")));
    assert_eq!((status, line.code.as_str()), (DeliveryStatus::Gefilterd, "werkbon-gefilterd"));
    let mut bon = werkbon("2");
    bon.werkomschrijving.clear();
    bon.klant = None;
    let (status, line) = not_sent(world.preview(&bon.archiveren().unwrap()));
    assert_eq!((status, line.code.as_str()), (DeliveryStatus::Geweigerd, "werkbon-zonder-klant"));
    assert!(line.te_nemen_actie.is_some());
    assert_eq!(line.record.as_deref(), Some("2"));
}

#[test]
fn what_the_vendor_has_no_place_for_is_refused_in_the_preview_too_g1() {
    let world = World::working(&[]);
    world.vendor.books().unmappable = true;
    let (status, line) = not_sent(world.preview(&gearchiveerd("1")));
    assert_eq!((status, line.code.as_str()), (DeliveryStatus::Geweigerd, "fout-past-niet"));
    assert!(line.te_nemen_actie.is_some());
}

#[test]
fn a_waiting_werkbon_is_previewed_as_it_was_archived_g1_a6() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    // Other settings now, and another content on the same number: neither counts any more.
    let newer = World::settings(&[("filterwoord", tekst("kraan"))]);
    assert!(run(&world.clock, world.integration.save(&newer)).unwrap().saved.is_some());
    let mut other = werkbon("1");
    other.artikelen.clear();
    let preview = world.preview(&other.archiveren().unwrap());
    assert_eq!((preview.status, preview.instellingen), (Some(DeliveryStatus::Wacht), 1));
    assert_eq!(document(preview).draft.artikel_regels().count(), 3);
    let by_number = run(&world.clock, world.integration.preview_delivery(&nummer("1"))).unwrap();
    assert_eq!(by_number.instellingen, 1);
}

#[test]
fn a_refused_werkbon_is_previewed_with_the_present_settings_g1_a6() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::Refuse);
    world.archive(gearchiveerd("1"));
    world.deliver();
    run(&world.clock, world.integration.save(&World::settings(&[]))).unwrap();
    let preview = run(&world.clock, world.integration.preview_delivery(&nummer("1"))).unwrap();
    assert_eq!((preview.status, preview.instellingen), (Some(DeliveryStatus::Geweigerd), 2));
    document(preview);
}

#[test]
fn a_delivered_werkbon_says_that_it_is_there_g1() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    world.deliver();
    let (status, line) = not_sent(world.preview(&gearchiveerd("1")));
    assert_eq!((status, line.code.as_str()), (DeliveryStatus::Geleverd, "werkbon-geleverd"));
    assert!(line.bericht.nl.contains("5000"));
}

#[test]
fn an_uncertain_werkbon_is_not_promised_a_document_g1() {
    let world = World::working(&[]);
    world.vendor.next_create(Create::LoseAnswer);
    let copy = simon_testkit::builders::draft("1");
    world.vendor.books().documents.push(copy);
    world.archive(gearchiveerd("1"));
    world.deliver();
    let (status, line) = not_sent(world.preview(&gearchiveerd("1")));
    assert_eq!((status, line.code.as_str()), (DeliveryStatus::Onzeker, "werkbon-onzeker"));
}

#[test]
fn a_preview_needs_an_active_integration_and_a_known_number_g1() {
    let world = World::working(&[]);
    let unknown = run(&world.clock, world.integration.preview_delivery(&nummer("9"))).unwrap_err();
    assert_eq!(unknown.message().code(), "werkbon-niet-gearchiveerd");
    run(&world.clock, world.integration.deactivate()).unwrap();
    let off = run(&world.clock, world.integration.preview(&gearchiveerd("1"))).unwrap_err();
    assert_eq!(off.kind(), ErrorKind::InvalidInput);
}

#[test]
fn no_text_of_a_previewed_document_shows_in_debug_f6() {
    let world = World::working(&[]);
    let preview = world.preview(&gearchiveerd("1"));
    assert!(!format!("{preview:?}").contains("Lekkende"), "{preview:?}");
}
