//! The document on the customer's card, and the PDFs in it (C19, C23).

use connector_exact::ExactConfig;
use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN,
};
use connector_exact::{INFO, Land};
use simon_core::connector::{AccountingConnector, PdfTarget};
use simon_core::domain::{DocumentRef, InvoiceDraft, Pdf, PdfSoort};
use simon_core::message::Catalogue;
use simon_core::settings::SettingsVersion;
use simon_core::{ErrorKind, Retry};
use simon_testkit::builders;
use simon_testkit::listings::Listings;
use simon_testkit::{Fault, On};

use crate::world::{World, books, tekst};

const MB: usize = 1024 * 1024;

struct Delivered {
    draft: InvoiceDraft,
    settings: SettingsVersion,
    document: DocumentRef,
}

impl Delivered {
    fn of(world: &World, settings: SettingsVersion) -> Self {
        let draft = world.draft("20417");
        let created = world.run(world.connector.create_document(&draft, &settings)).unwrap();
        Self { draft, settings, document: created.document }
    }

    fn target(&self) -> PdfTarget<'_> {
        let draft = &self.draft;
        PdfTarget::new(&self.document, &draft.referentie, &draft.klant, draft.datum, &self.settings)
    }
}

fn path(resource: &str) -> String {
    format!("/api/v1/{}/documents/{resource}", books().vendor_id)
}

#[test]
fn pdfs_hang_on_a_document_on_the_customers_card_c19() {
    let world = World::demo();
    let delivered = Delivered::of(&world, world.settings(&[("pdf", tekst("beide"))]));
    let target = delivered.target();
    let dossier = world.run(world.connector.create_dossier(&target)).unwrap();
    let target = target.in_dossier(Some(&dossier));
    for naam in ["werkbon 20417.pdf", "keuring"] {
        world.run(world.connector.attach_pdf(&target, &builders::pdf(naam))).unwrap();
    }
    let documents = world.sim.books().documents();
    let [document] = documents.as_slice() else { panic!("{} documents", documents.len()) };
    assert_eq!(document.id, dossier);
    assert_eq!(document.subject, "Werkbon acme01-20417");
    assert_eq!(document.account.as_deref(), Some(delivered.draft.klant.as_str()));
    assert_eq!(document.soort, "55");
    let names: Vec<&str> = document.attachments.iter().map(|file| file.naam.as_str()).collect();
    assert_eq!(names, ["werkbon 20417.pdf", "keuring.pdf"]);
    assert_eq!(document.attachments[0].bytes, builders::pdf("x").inhoud);
    for (naam, there) in [("werkbon 20417.pdf", true), ("keuring", true), ("ander.pdf", false)] {
        let found = world.run(world.connector.has_pdf(&target, &builders::pdf(naam))).unwrap();
        assert_eq!(found, there, "{naam}");
    }
    world.refused_nothing();
}

#[test]
fn the_kind_of_document_of_the_settings_is_used() {
    let world = World::demo();
    let wish = [("pdf", tekst("beide")), ("documentsoort", tekst("Contract"))];
    for (values, soort) in [(&wish[..], "148"), (&[], "10")] {
        let delivered = Delivered::of(&world, world.settings(values));
        let dossier = world.run(world.connector.create_dossier(&delivered.target())).unwrap();
        let documents = world.sim.books().documents();
        let made = documents.iter().find(|document| document.id == dossier).unwrap();
        assert_eq!(made.soort, soort);
    }
}

#[test]
fn a_dossier_of_a_lost_answer_is_found_back_and_no_other_ones() {
    let world = World::demo();
    let delivered = Delivered::of(&world, world.settings(&[]));
    let target = delivered.target();
    let begun = world.clock.now();
    world.faults.add(On::new("POST", path("Documents")), Fault::DropAfter, 1);
    let error = world.run(world.connector.create_dossier(&target)).unwrap_err();
    assert_eq!(error.retry(), Retry::CheckFirst);
    let found = world.run(world.connector.find_dossier(&target, begun)).unwrap();
    assert_eq!(found, Some(world.sim.books().documents()[0].id.clone()));
    let mut other = Delivered::of(&world, world.settings(&[]));
    other.draft.klant = world.klant("Garage Van Dijk B.V.");
    assert_eq!(world.run(world.connector.find_dossier(&other.target(), begun)).unwrap(), None);
    world.refused_nothing();
}

#[test]
fn a_pdf_that_is_too_large_is_refused_before_it_is_sent() {
    let of = |land: Land| {
        let config = ExactConfig::new(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI);
        World::with(config.with_refresh_token(DEMO_REFRESH_TOKEN).with_land(land))
    };
    for (land, max) in [(Land::Nl, 25), (Land::Be, 25), (Land::De, 7)] {
        let world = of(land);
        world.sim.seed_demo();
        let delivered = Delivered::of(&world, world.settings(&[]));
        let dossier = world.run(world.connector.create_dossier(&delivered.target())).unwrap();
        let target = delivered.target().in_dossier(Some(&dossier));
        let pdf = |bytes: usize| Pdf::new(PdfSoort::Werkbon, "groot.pdf", vec![b'x'; bytes]);
        let calls = world.connector.calls_made();
        let refused = world.run(world.connector.attach_pdf(&target, &pdf(max * MB + 1)));
        let error = refused.unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unmappable, Retry::Never));
        assert_eq!(error.message().code(), "exact-pdf-groter-dan");
        let rendered = Catalogue::with_connector(INFO.messages).render(error.message());
        assert!(rendered.bericht.nl.contains(&max.to_string()) && rendered.actie.is_some());
        assert_eq!(world.connector.calls_made(), calls, "nothing was sent");
        world.run(world.connector.attach_pdf(&target, &pdf(max * MB))).unwrap();
    }
}
