//! Invoices: made, refused, found back.

use chrono::TimeDelta;
use connector_eboekhouden::simulator::{DEMO_SJABLOON, ErrorsShape};
use http::StatusCode;
use simon_core::connector::{DocumentSearch, DocumentsRequest, FoundDocument, Next};
use simon_core::domain::{ArtikelRegel, DraftRegel, InvoiceDraft, Percentage};
use simon_core::{Actor, Error, ErrorKind, Result, Retry};
use simon_testkit::builders::{books, decimal};
use simon_testkit::{Fault, On};

use crate::world::World;

const JSON: &[(&str, &str)] = &[("content-type", "application/json")];

type Change = fn(&mut InvoiceDraft);

fn line(draft: &mut InvoiceDraft) -> &mut ArtikelRegel {
    let Some(DraftRegel::Artikel(regel)) = draft.regels.first_mut() else { panic!("no line") };
    regel
}

fn refusal(world: &World, draft: &InvoiceDraft) -> Error {
    let settings = world.settings();
    world.run(world.connector.create_document(draft, &settings)).unwrap_err()
}

fn found(world: &World, draft: &InvoiceDraft) -> Result<Vec<String>> {
    let settings = world.settings();
    let search = DocumentSearch::new(draft, &settings, world.clock.now());
    let found = world.run(world.connector.find_document(&search))?;
    Ok(found.into_iter().map(|document| document.vendor_id).collect())
}

fn created(world: &World, draft: &InvoiceDraft) -> i64 {
    let settings = world.settings();
    let made = world.run(world.connector.create_document(draft, &settings)).unwrap().document;
    made.vendor_id.parse().unwrap()
}

#[test]
fn a_concept_is_made_of_what_was_read_and_neither_mailed_nor_booked_c2() {
    let world = World::demo();
    let draft = world.draft("20417");
    created(&world, &draft);
    let facturen = world.sim.facturen();
    let [factuur] = facturen.as_slice() else { panic!("one invoice") };
    assert!(!factuur.geboekt);
    assert_eq!(factuur.referentie.as_deref(), Some(draft.referentie.as_str()));
    assert_eq!((factuur.datum, factuur.betalingstermijn), (draft.datum, 30));
    assert_eq!(factuur.regels[0].eenheid.as_deref(), Some("uur"));
    world.refused_nothing();
}

#[test]
fn a_discount_travels_as_a_percentage_beside_the_whole_price() {
    let world = World::demo();
    let mut draft = world.draft("20417");
    line(&mut draft).korting = Some(Percentage(decimal("12.5")));
    created(&world, &draft);
    let regel = world.sim.facturen().remove(0).regels.remove(0);
    assert_eq!((regel.prijs, regel.korting), (Some(decimal("48")), Some(decimal("12.5"))));
    world.refused_nothing();
}

#[test]
fn a_cost_centre_that_the_vendor_no_longer_has_is_said() {
    let world = World::demo();
    let artikelen = world.artikelen().unwrap().items;
    let werk = artikelen.into_iter().find(|artikel| artikel.code == "WERK").unwrap();
    let kostenplaats = werk.kostenplaats.unwrap();
    let mut draft = world.draft("20417");
    line(&mut draft).kostenplaats = Some(kostenplaats.clone());
    created(&world, &draft);
    let regel = world.sim.facturen().remove(0).regels.remove(0);
    assert_eq!(regel.kostenplaats, kostenplaats.parse().ok());
    world.sim.delete_kostenplaats(kostenplaats.parse().unwrap()).unwrap();
    let error = refusal(&world, &draft);
    assert_eq!((error.kind(), error.who()), (ErrorKind::Rejected, Actor::User));
    assert_eq!(error.message().code(), "eboekhouden-kostenplaats");
    world.refused_nothing();
}

#[test]
fn an_invoice_is_found_although_the_office_gave_it_another_customer_and_date_c22() {
    let world = World::demo();
    let draft = world.draft("20417");
    let id = created(&world, &draft);
    let other = world.relaties().unwrap().items.remove(1).relatie.id;
    let change = |days: i64| {
        world
            .sim
            .change_factuur(id, |factuur| {
                factuur.relatie = other.as_str().parse().unwrap();
                factuur.datum = draft.datum + TimeDelta::days(days);
            })
            .unwrap();
    };
    for days in [0, -30, 30] {
        change(days);
        assert_eq!(found(&world, &draft).unwrap(), [id.to_string()], "{days} days");
    }
    // A werkbon of last month that is sent today: the concept may have got either date.
    world.pass_seconds(40 * 24 * 3_600);
    change(0);
    assert_eq!(found(&world, &draft).unwrap(), [id.to_string()]);
    change(45);
    assert_eq!(found(&world, &draft).unwrap(), [id.to_string()]);
    world.refused_nothing();
}

#[test]
fn an_unreadable_invoice_may_be_the_one_that_is_looked_for_c22() {
    let world = World::demo();
    let draft = world.draft("20417");
    created(&world, &draft);
    let rows = r#"{"items":[{"id":7,"reference":{"x":1}}],"count":1}"#;
    world.faults.add(On::new("GET", "/v1/invoice"), Fault::status_with(200, JSON, rows), 1);
    assert_eq!(found(&world, &draft).unwrap_err().kind(), ErrorKind::Decode);
}

#[test]
fn the_answer_is_read_for_id_and_number_only() {
    let number = |body: &str| {
        let world = World::demo();
        let (draft, settings) = (world.draft("20417"), world.settings());
        let answer = Fault::status_with(201, JSON, body);
        world.faults.add(On::new("POST", "/v1/invoice"), answer, 1);
        let made = world.run(world.connector.create_document(&draft, &settings)).unwrap();
        (made.document.vendor_id.clone(), made.document.nummer)
    };
    let expected = ("77".to_owned(), Some("20260001".to_owned()));
    assert_eq!(number(r#"{"id":77,"invoiceNumber":20260001,"inExVat":null}"#), expected);
    assert_eq!(number(r#"{"id":"77","invoiceNumber":"20260001","reference":{}}"#), expected);
    assert_eq!(number(r#"{"id":77}"#), ("77".to_owned(), None));
}

#[test]
fn what_the_interface_cannot_take_is_refused_before_anything_is_sent() {
    let world = World::demo();
    let draft = world.draft("20417");
    world.faults.clear_journal();
    let cases: [(Change, &str); 2] = [
        (|draft| line(draft).btw_code = Some("AFW_VERK".to_owned()), "eboekhouden-btw-afwijkend"),
        (
            |draft| draft.regels = std::iter::repeat_n(draft.regels[0].clone(), 501).collect(),
            "eboekhouden-aantal-regels",
        ),
    ];
    for (change, message) in cases {
        let mut draft = draft.clone();
        change(&mut draft);
        let error = refusal(&world, &draft);
        assert_eq!((error.kind(), error.message().code()), (ErrorKind::Unmappable, message));
        assert_eq!(error.who(), Actor::User);
    }
    assert_eq!(world.faults.calls(), 0);
    let mut most = draft;
    most.regels = std::iter::repeat_n(most.regels[0].clone(), 500).collect();
    created(&world, &most);
    assert_eq!(world.sim.facturen()[0].regels.len(), 500);
    world.refused_nothing();
}

#[test]
fn a_refusal_is_said_in_our_words_whatever_shape_the_vendors_have_f4() {
    for shape in [ErrorsShape::LeftOut, ErrorsShape::List, ErrorsShape::Object] {
        let world = World::demo();
        let draft = world.draft("20417");
        let settings = world.settings();
        world.sim.set_errors_shape(shape);
        world.sim.leave_out_error_type(shape == ErrorsShape::List);
        world.sim.delete_sjabloon(world.sim.sjabloon_by_name(DEMO_SJABLOON).unwrap()).unwrap();
        let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Rejected, Retry::Never));
        assert_eq!((error.who(), error.message().code()), (Actor::User, "eboekhouden-sjabloon"));
        assert_eq!(error.vendor_code(), Some("FACT_018"));
        assert!(error.vendor_text().unwrap().contains("templateId"), "{:?}", error.vendor_text());
    }
}

#[test]
fn a_number_that_is_taken_may_be_this_very_invoice_p18() {
    let world = World::demo();
    let draft = world.draft("20417");
    world.sim.fail_next_with(Some("POST /v1/invoice"), StatusCode::BAD_REQUEST, "FACT_101");
    assert_eq!(refusal(&world, &draft).kind(), ErrorKind::AlreadyExists);
}

#[test]
fn a_period_has_invoices_of_old_dates_and_fails_over_one_that_cannot_be_read_g2() {
    let world = World::demo();
    let period = || -> Result<Vec<FoundDocument>> {
        let mut request = DocumentsRequest::new(world.clock.now(), "acme01-");
        let mut found = Vec::new();
        loop {
            let page = world.run(world.connector.list_documents(&books(), &request))?;
            found.extend(page.items);
            match page.next {
                Next::More(cursor) => request.resume = Some(cursor),
                Next::End { .. } => return Ok(found),
            }
        }
    };
    let (ours, mut old) = (world.draft("1"), world.draft("2"));
    old.datum -= TimeDelta::days(300);
    created(&world, &ours);
    created(&world, &old);
    let plain = world.sim.copy_factuur(created(&world, &world.draft("3"))).unwrap();
    world.sim.change_factuur(plain, |row| row.referentie = Some("PO 88".to_owned())).unwrap();
    let found = period().unwrap();
    let referenties: Vec<Option<&str>> = found.iter().map(|it| it.referentie.as_deref()).collect();
    assert_eq!(referenties, [Some("acme01-1"), Some("acme01-2"), Some("acme01-3"), None]);
    world.refused_nothing();
    let rows = r#"{"items":[{"id":7,"reference":{"x":1}}],"count":1}"#;
    world.faults.add(On::new("GET", "/v1/invoice"), Fault::status_with(200, JSON, rows), 1);
    assert_eq!(period().unwrap_err().kind(), ErrorKind::Decode);
}
