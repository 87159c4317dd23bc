//! Concept invoices.

use connector_exact::INFO;
use connector_exact::simulator::{ErrorShape, PriceFill, ReplyStyle, TooLong};
use http::StatusCode;
use rust_decimal::Decimal;
use simon_core::connector::{AccountingConnector, Created, DocumentsRequest};
use simon_core::domain::{DraftRegel, InvoiceDraft, Prijs};
use simon_core::log::Soort;
use simon_core::message::Catalogue;
use simon_core::settings::SettingsVersion;
use simon_core::{ErrorKind, Result, Retry};
use simon_testkit::builders::decimal;
use simon_testkit::listings::Listings;
use simon_testkit::{Fault, On};

use crate::world::{World, books};

fn create(world: &World, draft: &InvoiceDraft, settings: &SettingsVersion) -> Result<Created> {
    world.run(world.connector.create_document(draft, settings))
}

/// A draft with everything that an invoice of Exact has a place for.
fn full(world: &World) -> InvoiceDraft {
    let mut draft = world.draft("20417");
    draft.memo = Some("Molenstraat 14, Amersfoort\nKraan lekt".to_owned());
    draft.klantreferentie = Some("20417 / PO-88".to_owned());
    let DraftRegel::Artikel(mut priced) = draft.regels[0].clone() else { panic!("a line") };
    priced.aantal.0 = decimal("0.25");
    priced.prijs = Some(Prijs::exclusief(decimal("39.95")));
    priced.omschrijving = Some("meterkast\nbegane grond".to_owned());
    draft.regels.push(DraftRegel::Artikel(priced));
    draft
}

#[test]
fn an_invoice_is_sent_exactly_so() {
    let world = World::demo();
    let (draft, settings) = (full(&world), world.settings(&[]));
    let rendered = world.connector.render_document(&draft, &settings).unwrap();
    let DraftRegel::Artikel(regel) = &draft.regels[0] else { panic!("a line") };
    let expected = serde_json::json!({
        "OrderedBy": draft.klant.as_str(),
        "Journal": "70",
        "Type": 8020,
        "Description": "Werkbon acme01-20417",
        "YourRef": "20417 / PO-88",
        "Remarks": "Molenstraat 14, Amersfoort\r\nKraan lekt",
        "OrderDate": "2026-03-02T00:00:00",
        "SalesInvoiceLines": [
            { "Item": regel.artikel.as_str(), "Quantity": 2 },
            { "Item": regel.artikel.as_str(), "Quantity": 0.25, "NetPrice": 39.95,
              "Notes": "meterkast\r\nbegane grond" },
        ],
    });
    let body: serde_json::Value = serde_json::from_str(&rendered.tekst).unwrap();
    assert_eq!(body, expected);
    let created = create(&world, &draft, &settings).unwrap();
    assert_eq!(created.waarschuwingen, []);
    let invoices = world.sim.books().invoices();
    let [invoice] = invoices.as_slice() else { panic!("{} invoices", invoices.len()) };
    assert_eq!(created.document.vendor_id, invoice.id);
    assert_eq!(created.document.nummer, Some(invoice.order_number.to_string()));
    assert_eq!((invoice.status, invoice.invoice_number), (Decimal::from(20), None));
    assert_eq!(invoice.description.as_deref(), Some("Werkbon acme01-20417"));
    assert_eq!(invoice.lines[0].unit_price, decimal("11.95"), "Exact's own price");
    assert_eq!(invoice.lines[1].net_price, decimal("39.95"));
    world.refused_nothing();
}

fn codes(created: &Created) -> Vec<(Soort, &str)> {
    created.waarschuwingen.iter().map(|line| (line.soort, line.message.code())).collect()
}

#[test]
fn an_invoice_for_nothing_or_that_is_not_open_is_warned_about() {
    let world = World::demo();
    world.sim.set_price_fill(PriceFill::Zero);
    let settings = world.settings(&[]);
    let created = create(&world, &world.draft("1"), &settings).unwrap();
    assert_eq!(codes(&created), [(Soort::Waarschuwing, "exact-factuur-nul")]);

    let world = World::demo();
    world.sim.set_created_status(50);
    let created = create(&world, &world.draft("1"), &settings).unwrap();
    assert_eq!(codes(&created), [(Soort::Fout, "exact-factuur-niet-open")]);
}

#[test]
fn an_answer_with_nothing_but_an_address_names_the_invoice() {
    let world = World::demo();
    world.sim.set_reply_style(ReplyStyle::OnlyUri);
    let (draft, settings) = (world.draft("1"), world.settings(&[]));
    let created = create(&world, &draft, &settings).unwrap();
    assert_eq!(created.document.vendor_id, world.sim.books().invoices()[0].id);

    let world = World::demo();
    world.sim.set_reply_style(ReplyStyle::Bare);
    let error = create(&world, &world.draft("1"), &settings).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Decode, Retry::CheckFirst));
    assert_eq!(world.find(&world.draft("1"), &settings).unwrap().len(), 1);
}

#[test]
fn a_validation_error_with_500_is_a_refusal_with_an_action_f4() {
    let world = World::demo();
    let settings = world.settings(&[]);
    let artikel = world.artikel("KRAAN15").id;
    for (text, code) in [
        ("Verplicht: Grootboekrekening", "exact-grootboekrekening"),
        ("Verplicht: Kostenplaats", "exact-kostenplaats"),
    ] {
        world.sim.books().fail_item_with(artikel.as_str(), Some(text));
        let error = create(&world, &world.draft("1"), &settings).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Rejected, Retry::Never), "{text}");
        assert_eq!(error.message().code(), code);
        assert!(error.vendor_text().unwrap().contains(text), "Exact's own words stay");
        let rendered = Catalogue::with_connector(INFO.messages).render(error.message());
        assert!(rendered.actie.is_some());
    }
    world.sim.books().fail_item_with(artikel.as_str(), None);
    let klant = world.klant("Bakkerij De Korenaar");
    world.sim.books().block_account(klant.as_str()).unwrap();
    let error = create(&world, &world.draft_for("1", &klant), &settings).unwrap_err();
    assert_eq!(error.message().code(), "exact-geblokkeerd");
    assert_eq!(world.sim.books().invoices(), []);
}

#[test]
fn a_quantity_or_a_text_that_exact_does_not_take_is_told() {
    let world = World::demo();
    let settings = world.settings(&[]);
    let mut draft = full(&world);
    world.sim.refuse_fractions(true);
    let error = create(&world, &draft, &settings).unwrap_err();
    assert_eq!(error.message().code(), "exact-aantal-geweigerd");
    world.sim.refuse_fractions(false);
    let refused = Some((20, TooLong::Refused(StatusCode::BAD_REQUEST)));
    world.sim.limit_text("SalesInvoice.YourRef", refused);
    draft.klantreferentie = Some("een referentie die niet past".to_owned());
    let error = create(&world, &draft, &settings).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Rejected, Retry::Never));
    world.sim.limit_text("SalesInvoice.YourRef", None);
    create(&world, &draft, &settings).unwrap();
    assert_eq!(world.sim.books().invoices()[0].your_ref, draft.klantreferentie, "never cut");
    world.refused_nothing();
}

#[test]
fn a_500_without_words_is_looked_up_first_c22() {
    let world = World::demo();
    let (draft, settings) = (world.draft("1"), world.settings(&[]));
    let post = "salesinvoice/SalesInvoices";
    world.sim.fail_next_of(post, StatusCode::INTERNAL_SERVER_ERROR, ErrorShape::Empty);
    let error = create(&world, &draft, &settings).unwrap_err();
    assert_eq!(error.retry(), Retry::CheckFirst);
    assert_eq!(world.find(&draft, &settings).unwrap(), []);
}

#[test]
fn a_lost_answer_is_found_back_by_its_description_alone() {
    let world = World::demo();
    let (draft, settings) = (world.draft("1"), world.settings(&[]));
    let path = format!("/api/v1/{}/salesinvoice/SalesInvoices", books().vendor_id);
    world.faults.add(On::new("POST", &path), Fault::DropAfter, 1);
    let error = create(&world, &draft, &settings).unwrap_err();
    assert_eq!(error.retry(), Retry::CheckFirst);
    let found = world.find(&draft, &settings).unwrap();
    assert_eq!(found.len(), 1);
    // The server does not look at case; a werkbon with a longer number is another one.
    let id = world.sim.books().invoices()[0].id.clone();
    for (text, count) in
        [("\"WERKBON acme01-1\"", 0), ("\"Werkbon acme01-12\"", 0), ("\" Werkbon acme01-1 \"", 1)]
    {
        world.sim.books().change_invoice(&id, &[("Description", text)]).unwrap();
        assert!(world.find(&draft, &settings).unwrap().len() <= count, "{text}");
    }
    world.refused_nothing();
}

#[test]
fn more_invoices_with_one_description_than_a_page_has_are_all_found_p17() {
    let world = World::demo();
    let (draft, settings) = (world.draft("1"), world.settings(&[]));
    let created = create(&world, &draft, &settings).unwrap();
    world.sim.cap_pages(2);
    for _ in 0..4 {
        world.sim.books().copy_invoice(&created.document.vendor_id).unwrap();
    }
    assert_eq!(world.find(&draft, &settings).unwrap().len(), 5);
    world.refused_nothing();
}

/// Offices copy an invoice to credit it, description and all.
#[test]
fn a_credit_note_with_our_description_is_not_our_invoice_c22() {
    for soort in ["8021", "8024"] {
        let world = World::demo();
        let since = simon_core::host::Clock::now(&world.clock);
        let (draft, settings) = (world.draft("1"), world.settings(&[]));
        let made = create(&world, &draft, &settings).unwrap().document;
        let copy = world.sim.books().copy_invoice(&made.vendor_id).unwrap();
        world.sim.books().change_invoice(&copy, &[("Type", soort)]).unwrap();
        assert_eq!(world.find(&draft, &settings).unwrap(), std::slice::from_ref(&made));
        let request = DocumentsRequest::new(since, "acme01-");
        let page = world.run(world.connector.list_documents(&books(), &request)).unwrap();
        let found: Vec<_> = page.items.into_iter().map(|it| it.document).collect();
        assert_eq!(found, std::slice::from_ref(&made));
        world.sim.books().change_invoice(&made.vendor_id, &[("Type", "8023")]).unwrap();
        assert_eq!(world.find(&draft, &settings).unwrap(), [made], "made a direct one since");
        world.refused_nothing();
    }
}

#[test]
fn the_invoices_of_a_period_come_in_pages_g2() {
    let world = World::demo();
    let since = simon_core::host::Clock::now(&world.clock);
    let settings = world.settings(&[]);
    for nummer in 1..=5 {
        create(&world, &world.draft(&nummer.to_string()), &settings).unwrap();
    }
    world.sim.cap_pages(2);
    let found = world.documents(since).unwrap();
    let mut references: Vec<_> = found.into_iter().filter_map(|it| it.referentie).collect();
    references.sort();
    assert_eq!(references, ["acme01-1", "acme01-2", "acme01-3", "acme01-4", "acme01-5"]);
    world.refused_nothing();
}

#[test]
fn a_refusal_although_the_user_has_the_right_is_about_the_package_or_the_application() {
    for (answers, code) in [(true, "exact-onderdeel"), (false, "exact-rechten-facturen")] {
        let world = World::demo();
        world.sim.leave_rights_unanswered(!answers);
        let path = format!("/api/v1/{}/salesinvoice/SalesInvoices", books().vendor_id);
        world.faults.add(On::new("POST", &path), Fault::status(403), 1);
        let (draft, settings) = (world.draft("20417"), world.settings(&[]));
        let before = world.requests("GET", "users/UserHasRights");
        let error = create(&world, &draft, &settings).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::PermissionDenied);
        assert_eq!((error.message().code(), error.retry()), (code, Retry::Never));
        let asked = world.requests("GET", "users/UserHasRights") - before;
        assert_eq!(asked, 1, "once, for a refusal");
    }
}
