//! PDFs on documents of both kinds (C19, C23).

use std::time::Duration;

use connector_visma::INFO;
use http::StatusCode;
use simon_core::connector::{AccountingConnector, PdfTarget};
use simon_core::domain::{DocumentRef, InvoiceDraft, Pdf, PdfSoort};
use simon_core::message::Catalogue;
use simon_core::settings::SettingsVersion;
use simon_core::{ErrorKind, Result, Retry};
use simon_testkit::builders;
use simon_testkit::listings::Listings;
use simon_testkit::{Fault, On};

use crate::world::World;

struct Delivered {
    draft: InvoiceDraft,
    settings: SettingsVersion,
    document: DocumentRef,
    at: chrono::DateTime<chrono::Utc>,
}

impl Delivered {
    fn of(world: &World, kind: &str) -> Self {
        let (draft, settings) = (world.draft("20417"), world.settings(kind));
        let created = world.run(world.connector.create_document(&draft, &settings)).unwrap();
        Self { draft, settings, document: created.document, at: world.clock.now() }
    }

    fn target(&self) -> PdfTarget<'_> {
        let Self { draft, settings, document, .. } = self;
        let target =
            PdfTarget::new(document, &draft.referentie, &draft.klant, draft.datum, settings);
        target.made_at(Some(self.at))
    }

    fn attach(&self, world: &World, naam: &str) -> Result<()> {
        world.run(world.connector.attach_pdf(&self.target(), &builders::pdf(naam)))
    }
}

fn files(world: &World) -> Vec<(String, i64)> {
    let books = world.sim.books();
    let of_orders = books.orders().into_iter().flat_map(|order| order.bijlagen);
    let of_invoices = books.facturen().into_iter().flat_map(|factuur| factuur.bijlagen);
    of_orders.chain(of_invoices).map(|file| (file.naam, file.revisie)).collect()
}

#[test]
fn pdfs_hang_on_the_document_and_sending_one_again_is_no_second_file_c23() {
    for kind in ["verkooporder", "klantfactuur"] {
        let world = World::demo();
        let delivered = Delivered::of(&world, kind);
        for naam in ["werkbon-20417.pdf", "keuring.pdf", "werkbon-20417.pdf"] {
            delivered.attach(&world, naam).unwrap();
        }
        let expected = [("werkbon-20417.pdf".to_owned(), 2), ("keuring.pdf".to_owned(), 1)];
        assert_eq!(files(&world), expected, "{kind}");
        for (naam, there) in [("keuring.pdf", true), ("ander.pdf", false)] {
            let pdf = builders::pdf(naam);
            let found = world.run(world.connector.has_pdf(&delivered.target(), &pdf)).unwrap();
            assert_eq!(found, there, "{kind} {naam}");
        }
        world.refused_nothing();
    }
}

#[test]
fn an_upload_whose_answer_is_lost_is_sent_again_by_itself() {
    for (kind, path) in
        [("verkooporder", "/v1/salesorder/orderType/SO/"), ("klantfactuur", "/v1/customerinvoice/")]
    {
        let world = World::demo();
        let delivered = Delivered::of(&world, kind);
        world.faults.add(On::new("POST", path), Fault::DropAfter, 1);
        delivered.attach(&world, "werkbon.pdf").unwrap();
        assert_eq!(files(&world), [("werkbon.pdf".to_owned(), 2)], "{kind}");
    }
}

#[test]
fn an_order_that_the_main_api_does_not_know_yet_is_tried_again_every_five_minutes_for_an_hour() {
    let world = World::demo();
    let delivered = Delivered::of(&world, "verkooporder");
    world.sim.delay_orders_on_main(Duration::from_secs(4_000));
    let five = Retry::After(Duration::from_secs(300));
    let calls = world.sim.all_calls();
    for _ in 0..11 {
        let error = delivered.attach(&world, "werkbon.pdf").unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, five));
        assert_eq!(error.message().code(), "visma-order-nog-onbekend");
        world.pass_seconds(300);
    }
    assert_eq!(world.sim.all_calls() - calls, 11, "once each time");
    world.pass_seconds(300);
    let error = delivered.attach(&world, "werkbon.pdf").unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unmappable, Retry::Never));
    assert_eq!(error.message().code(), "visma-order-blijft-onbekend");
    let text = Catalogue::with_connector(INFO.messages).render(error.message());
    assert!(text.actie.is_some());
    world.pass_seconds(600);
    delivered.attach(&world, "werkbon.pdf").unwrap();
    world.refused_nothing();
}

#[test]
fn an_outage_long_after_the_order_was_made_is_no_reason_to_give_a_pdf_up() {
    let world = World::demo();
    let delivered = Delivered::of(&world, "verkooporder");
    world.pass_seconds(7_200);
    world.faults.add(On::new("POST", "/v1/salesorder/"), Fault::status(503), 2);
    let error = delivered.attach(&world, "werkbon.pdf").unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::Backoff));
    delivered.attach(&world, "werkbon.pdf").unwrap();
}

#[test]
fn a_page_of_a_gateway_with_a_success_status_is_no_file_c19() {
    for kind in ["verkooporder", "klantfactuur"] {
        let world = World::demo();
        let delivered = Delivered::of(&world, kind);
        world.faults.add(On::new("POST", "/v1/"), Fault::Html, 4);
        let error = delivered.attach(&world, "werkbon.pdf").unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::Backoff));
        assert_eq!(files(&world), [], "{kind}");
    }
}

#[test]
fn a_file_that_is_refused_is_given_up_and_the_document_stays() {
    for kind in ["verkooporder", "klantfactuur"] {
        for status in [StatusCode::BAD_REQUEST, StatusCode::PAYLOAD_TOO_LARGE] {
            let world = World::demo();
            let delivered = Delivered::of(&world, kind);
            world.sim.limit_attachments(Some((1_000, status)));
            let pdf = Pdf::new(PdfSoort::Werkbon, "groot.pdf", vec![b'x'; 1_001]);
            let sent = world.run(world.connector.attach_pdf(&delivered.target(), &pdf));
            let error = sent.unwrap_err();
            assert_eq!(error.retry(), Retry::Never, "{kind} {status}");
            assert_eq!(error.message().code(), "visma-pdf-geweigerd", "{kind} {status}");
            delivered.attach(&world, "klein.pdf").unwrap();
        }
    }
}
