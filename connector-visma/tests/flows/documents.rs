//! Sales orders and customer invoices: exactly what is sent, what is looked at, and how they are found
//! back (C2, C18, C22).

use connector_visma::INFO;
use connector_visma::simulator::{ErrorShape, PriceFill};
use http::StatusCode;
use simon_core::connector::{AccountingConnector, Created};
use simon_core::domain::{DraftRegel, InvoiceDraft, Percentage};
use simon_core::log::Soort;
use simon_core::message::Catalogue;
use simon_core::settings::SettingsVersion;
use simon_core::{ErrorKind, Result, Retry};
use simon_testkit::builders::decimal;
use simon_testkit::listings::Listings;
use simon_testkit::{Fault, On};

use crate::world::World;

const KINDS: [(&str, &str); 2] =
    [("verkooporder", "/api/v3/SalesOrders"), ("klantfactuur", "/v2/customerinvoice")];

fn create(world: &World, draft: &InvoiceDraft, settings: &SettingsVersion) -> Result<Created> {
    world.run(world.connector.create_document(draft, settings))
}

/// With a discount, a price and a reference.
fn full(world: &World) -> InvoiceDraft {
    let mut draft = world.draft("20417");
    draft.klantreferentie = Some("20417 / PO-88".to_owned());
    draft.memo = Some("Molenstraat 14, Amersfoort".to_owned());
    let DraftRegel::Artikel(regel) = &draft.regels[0] else { panic!("a line") };
    let mut priced = regel.clone();
    priced.aantal = simon_core::domain::Aantal(decimal("0.25"));
    priced.prijs = Some(simon_core::domain::Prijs::exclusief(decimal("39.95")));
    priced.korting = Some(Percentage(decimal("12.5")));
    priced.omschrijving = Some("meterkast".to_owned());
    draft.regels.push(DraftRegel::Artikel(priced));
    draft
}

fn body(world: &World, settings: &SettingsVersion) -> serde_json::Value {
    let rendered = world.connector.render_document(&full(world), settings).unwrap();
    serde_json::from_str(&rendered.tekst).unwrap()
}

#[test]
fn a_sales_order_is_sent_exactly_so() {
    let world = World::demo();
    let settings = world.settings("verkooporder");
    let expected = serde_json::json!({
        "type": "SO",
        "date": "2026-03-02T00:00:00",
        "description": "Werkbon 20417",
        "status": "Hold",
        "customer": {"id": "10001", "order": "20417 / PO-88", "refNo": "acme01-20417"},
        "note": "Molenstraat 14, Amersfoort",
        "shipping": {"preferredWarehouseId": "1"},
        "orderLines": [
            {"inventoryId": "BUIS 22/1", "quantity": 2, "unitOfMeasure": "METER", "warehouseId": "1"},
            {"inventoryId": "BUIS 22/1", "quantity": 0.25, "unitOfMeasure": "METER",
             "description": "meterkast", "unitPrice": 39.95, "hasManualPrice": true,
             "discountPercent": 12.5, "hasManualDiscount": true, "warehouseId": "1"},
        ],
    });
    assert_eq!(body(&world, &settings), expected);
    let created = create(&world, &full(&world), &settings).unwrap();
    assert_eq!(created.waarschuwingen, []);
    let order = world.sim.books().order("SO", created.document.nummer.as_deref().unwrap()).unwrap();
    assert_eq!((order.status.as_str(), order.regels[0].prijs), ("Hold", decimal("14.29")));
    assert_eq!(
        (order.regels[1].prijs, order.regels[1].korting),
        (decimal("39.95"), decimal("12.5"))
    );
    world.refused_nothing();
}

#[test]
fn a_customer_invoice_is_sent_exactly_so() {
    let world = World::demo();
    let settings = world.settings("klantfactuur");
    let value = |value: serde_json::Value| serde_json::json!({"value": value});
    let expected = serde_json::json!({
        "customerNumber": value("10001".into()),
        "documentDate": value("2026-03-02T00:00:00".into()),
        "hold": value(true.into()),
        "invoiceText": value("Werkbon 20417".into()),
        "customerRefNumber": value("20417 / PO-88".into()),
        "externalReference": value("acme01-20417".into()),
        "note": value("Molenstraat 14, Amersfoort".into()),
        "invoiceLines": [
            {"operation": "Insert", "inventoryNumber": value("BUIS 22/1".into()),
             "quantity": value(2.into()), "uom": value("METER".into())},
            {"operation": "Insert", "inventoryNumber": value("BUIS 22/1".into()),
             "quantity": value(serde_json::json!(0.25)), "uom": value("METER".into()),
             "description": value("meterkast".into()),
             "unitPriceInCurrency": value(serde_json::json!(39.95)),
             "discountPercent": value(serde_json::json!(12.5)),
             "manualDiscount": value(true.into())},
        ],
    });
    assert_eq!(body(&world, &settings), expected);
    let created = create(&world, &full(&world), &settings).unwrap();
    assert_eq!(created.waarschuwingen, []);
    let nummer = created.document.nummer.unwrap();
    assert_eq!(created.document.vendor_id, format!("klantfactuur/{nummer}"));
    let invoice = world.sim.books().factuur(&nummer).unwrap();
    assert_eq!((invoice.status.as_str(), invoice.regels[0].prijs), ("Hold", decimal("14.29")));
    world.refused_nothing();
}

#[test]
fn an_invoice_line_for_nothing_is_warned_about() {
    let world = World::demo();
    world.sim.set_price_fill(PriceFill::Zero);
    let settings = world.settings("klantfactuur");
    let created = create(&world, &world.draft("1"), &settings).unwrap();
    let [line] = created.waarschuwingen.as_slice() else { panic!("{created:?}") };
    assert_eq!((line.soort, line.message.code()), (Soort::Waarschuwing, "visma-prijs-nul"));
}

#[test]
fn a_look_at_what_was_made_that_fails_costs_nothing() {
    for (kind, look) in
        [("verkooporder", "/api/v3/SalesOrders/SO/"), ("klantfactuur", "/v1/customerinvoice/")]
    {
        for fault in [Fault::StallBefore, Fault::status(503), Fault::Html, Fault::status(404)] {
            let world = World::demo();
            let (draft, settings) = (world.draft("1"), world.settings(kind));
            world.faults.add(On::new("GET", look), fault, usize::MAX);
            let created = create(&world, &draft, &settings).unwrap();
            assert_eq!(created.waarschuwingen, [], "{kind}");
        }
    }
}

#[test]
fn a_number_is_taken_from_the_end_of_an_address_of_any_host() {
    for (kind, _) in KINDS {
        let world = World::demo();
        world.sim.point_locations_to(Some("http://integration.visma.net/API/controller"));
        let settings = world.settings(kind);
        let made = create(&world, &world.draft("1"), &settings).unwrap().document;
        assert_eq!(world.find(&world.draft("1"), &settings).unwrap(), [made], "{kind}");
        world.refused_nothing();
    }
    let world = World::demo();
    world.sim.answer_orders_with_body(true);
    create(&world, &world.draft("1"), &world.settings("verkooporder")).unwrap();
}

#[test]
fn a_lost_answer_is_found_back_and_no_other_document_c22() {
    for (kind, path) in KINDS {
        let world = World::demo();
        let (draft, settings) = (world.draft("1"), world.settings(kind));
        world.faults.add(On::new("POST", path), Fault::DropAfter, 1);
        let error = create(&world, &draft, &settings).unwrap_err();
        assert_eq!(error.retry(), Retry::CheckFirst, "{kind}");
        assert_eq!(world.find(&draft, &settings).unwrap().len(), 1, "{kind}");
        assert_eq!(world.find(&world.draft("12"), &settings).unwrap(), [], "{kind}");
        world.refused_nothing();
    }
}

#[test]
fn an_order_whose_searched_field_or_customer_changed_is_found_by_the_other_one_c22() {
    let world = World::demo();
    let settings = world.settings("verkooporder");
    let made = create(&world, &full(&world), &settings).unwrap().document;
    let nummer = made.nummer.clone().unwrap();
    let books = world.sim.books();
    books
        .change_order("SO", &nummer, |order| {
            order.klantorder = Some("anders".to_owned());
            order.klant = "10002".to_owned();
        })
        .unwrap();
    assert_eq!(world.find(&full(&world), &settings).unwrap(), [made]);
    world.refused_nothing();
}

#[test]
fn an_order_is_found_by_the_second_look_when_the_service_refuses_the_first_c22() {
    for status in [400, 404, 422] {
        let world = World::demo();
        let settings = world.settings("verkooporder");
        let made = create(&world, &full(&world), &settings).unwrap().document;
        let first = On::new("GET", "/api/v3/SalesOrders/SO");
        world.faults.add(first, Fault::status(status), 1);
        assert_eq!(world.find(&full(&world), &settings).unwrap(), [made], "{status}");
        for (status, kind) in [(403, ErrorKind::PermissionDenied), (503, ErrorKind::Unavailable)] {
            world.faults.add(On::new("GET", "/api/v3/SalesOrders/SO"), Fault::status(status), 4);
            let error = world.find(&full(&world), &settings).unwrap_err();
            assert_eq!(error.kind(), kind, "that is no answer");
            world.faults.clear();
        }
    }
}

#[test]
fn what_the_vendor_refuses_says_what_to_do_f4() {
    let world = World::demo();
    let settings = world.settings("klantfactuur");
    let catalogue = Catalogue::with_connector(INFO.messages);
    for status in [StatusCode::BAD_REQUEST, StatusCode::INTERNAL_SERVER_ERROR] {
        world.sim.answer_business_with(status);
        let mut draft = world.draft("1");
        let DraftRegel::Artikel(regel) = &mut draft.regels[0] else { panic!("a line") };
        regel.eenheid = Some("DOOS".to_owned());
        let error = create(&world, &draft, &settings).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Rejected, Retry::Never), "{status}");
        assert_eq!(error.message().code(), "visma-eenheid");
        assert!(error.vendor_text().unwrap().contains("DOOS"), "the vendor's own words stay");
        assert!(catalogue.render(error.message()).actie.is_some());
    }
    let held = world.sim.books().klant_by_number("10006").unwrap();
    let mut draft = world.draft("1");
    draft.klant = simon_testkit::builders::relatie_id(&held.to_string());
    draft.klant_code = "10006".to_owned();
    let error = create(&world, &draft, &world.settings("verkooporder")).unwrap_err();
    assert_eq!(error.message().code(), "visma-klant-status", "a customer on hold");
    assert_eq!(world.sim.books().facturen(), []);
}

#[test]
fn an_error_500_with_words_that_nobody_knows_is_looked_up_first_c22() {
    for (kind, path) in KINDS {
        let world = World::demo();
        let (draft, settings) = (world.draft("1"), world.settings(kind));
        for shape in ErrorShape::ALL {
            let call = format!("POST {path}");
            world.sim.fail_next_of(&call, StatusCode::INTERNAL_SERVER_ERROR, shape);
            let error = create(&world, &draft, &settings).unwrap_err();
            assert_eq!(error.retry(), Retry::CheckFirst, "{kind} {shape:?}");
        }
        assert_eq!(world.find(&draft, &settings).unwrap(), []);
    }
}
