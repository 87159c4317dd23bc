//! Invoices.

use chrono::{Days, Months};
use http::StatusCode;
use simon_core::connector::{DocumentsRequest, Next};
use simon_core::domain::DraftRegel;
use simon_core::message::Catalogue;
use simon_core::{Actor, ErrorKind, Retry};
use simon_testkit::builders;

use connector_eboekhouden::SOAP_INFO;

use crate::world::{World, books, with_sjabloon};

#[test]
fn characters_that_xml_forbids_are_left_out_with_a_warning() {
    let world = World::new();
    let (mut draft, settings) = world.draft("20417");
    let DraftRegel::Artikel(regel) = &mut draft.regels[0] else { panic!("an article") };
    regel.omschrijving = Some("Kraan\u{7} & <pijp>\u{1}".to_owned());
    let rendered = world.connector.render_document(&draft, &settings).unwrap();
    let created = world.run(world.connector.create_document(&draft, &settings)).unwrap();
    assert_eq!(created.waarschuwingen, rendered.waarschuwingen);
    assert_eq!(created.waarschuwingen[0].message.code(), "eboekhouden-tekst-opgeschoond");
    assert_eq!(created.waarschuwingen[0].record.as_deref(), Some("20417"));
    let text = &world.sim.facturen()[0].regels[0].omschrijving;
    assert_eq!(*text, "Kraan & <pijp> [acme01-20417]");
    assert_eq!(world.find(&draft, &settings).unwrap(), [created.document]);
    world.refused_nothing();
}

#[test]
fn a_hundred_lines_are_sent_and_one_more_is_not() {
    let world = World::new();
    let (mut draft, settings) = world.draft("20417");
    let regel = draft.regels[0].clone();
    draft.regels = vec![regel.clone(); 100];
    world.run(world.connector.create_document(&draft, &settings)).unwrap();
    assert_eq!(world.sim.facturen()[0].regels.len(), 100);
    draft.regels.push(regel);
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!(
        (error.kind(), error.message().code()),
        (ErrorKind::Unmappable, "eboekhouden-aantal-regels")
    );
    assert_eq!(world.sim.calls("AddFactuur"), 1);
}

#[test]
fn an_unknown_template_asks_the_user_to_correct_it_c14() {
    let world = World::new();
    let (draft, _) = world.draft("20417");
    let settings = with_sjabloon("factuursjabloon");
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Rejected, Retry::Never));
    assert_eq!((error.who(), error.vendor_code()), (Actor::User, Some("CFACT028")));
    let rendered = Catalogue::with_connector(SOAP_INFO.messages).render(error.message());
    assert!(rendered.actie.unwrap().nl.contains("met dezelfde hoofdletters"));
    assert!(world.sim.facturen().is_empty());
}

#[test]
fn a_number_that_is_taken_is_looked_up_p18() {
    let world = World::new();
    let (draft, settings) = world.draft("20417");
    world.sim.fail_next_with(Some("AddFactuur"), StatusCode::OK, "CFACT026");
    let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AlreadyExists);
}

#[test]
fn a_success_without_a_number_is_looked_up_c22() {
    for result in ["", "<ErrorMsg><LastErrorCode/></ErrorMsg><Factuurnummer/>"] {
        let world = World::new();
        let (draft, settings) = world.draft("20417");
        world.answer("AddFactuur", "", result);
        let error = world.run(world.connector.create_document(&draft, &settings)).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Decode, Retry::CheckFirst));
        assert_eq!(world.find(&draft, &settings).unwrap().len(), 1);
    }
}

#[test]
fn an_invoice_is_found_after_the_office_changed_it_c22() {
    let world = World::new();
    let (draft, settings) = world.draft("20417");
    let created = world.run(world.connector.create_document(&draft, &settings)).unwrap();
    let (other, _) = world.draft("99");
    world
        .sim
        .change_relatie(draft.klant.as_str().parse().unwrap(), |it| {
            it.code = Some("ANDERS".to_owned());
        })
        .unwrap();
    let id = world.sim.facturen()[0].id;
    world
        .sim
        .change_factuur(id, |it| {
            it.datum = it.datum.checked_add_days(Days::new(20)).unwrap();
            it.relatie = other.klant.as_str().parse().unwrap();
            it.regels[0].omschrijving.push_str(", garantie");
        })
        .unwrap();
    assert_eq!(world.find(&draft, &settings).unwrap(), [created.document]);
    world.refused_nothing();
}

#[test]
fn an_invoice_of_ours_that_nobody_can_name_is_never_nothing_found_c22_g2() {
    let world = World::new();
    let (draft, settings) = world.draft("20417");
    world.run(world.connector.create_document(&draft, &settings)).unwrap();
    let id = world.sim.facturen()[0].id;
    world.sim.change_factuur(id, |it| it.nummer.clear()).unwrap();
    assert_eq!(world.find(&draft, &settings).unwrap_err().kind(), ErrorKind::Decode);
    let request = DocumentsRequest::new(world.clock.now(), "acme01-");
    let page = world.run(world.connector.list_documents(&books(), &request)).unwrap();
    assert_eq!((page.items.len(), page.rejected.len()), (0, 1));
}

/// Of what is missing of a huge invoice nobody knows whether the mark was in it.
#[test]
fn an_invoice_too_large_to_read_is_never_nothing_found_c22() {
    let world = World::new();
    let (draft, settings) = world.draft("20417");
    let note = "n".repeat(1_100_000);
    let huge = format!(
        "<Facturen><cFactuurList><Factuurnummer>F9</Factuurnummer><Regels><cFactuurRegel>\
         <Omschrijving>{note}</Omschrijving></cFactuurRegel></Regels></cFactuurList></Facturen>"
    );
    world.answer("GetFacturen", "", &huge);
    assert_eq!(world.find(&draft, &settings).unwrap_err().kind(), ErrorKind::Decode);
    assert!(world.find(&draft, &settings).unwrap().is_empty());
}

#[test]
fn a_discount_is_worked_into_the_price_and_told_where_it_does_not_fit_p22() {
    let world = World::new();
    let (mut draft, settings) = world.draft("20417");
    let DraftRegel::Artikel(regel) = &mut draft.regels[0] else { panic!("an article") };
    regel.prijs = Some(simon_core::domain::Prijs::exclusief(builders::decimal("12.35")));
    regel.korting = Some(simon_core::domain::Percentage(builders::decimal("10")));
    let created = world.run(world.connector.create_document(&draft, &settings)).unwrap();
    assert_eq!(world.sim.facturen()[0].regels[0].prijs, Some(builders::decimal("11.12")));
    let [told] = created.waarschuwingen.as_slice() else { panic!("one warning") };
    let rendered = Catalogue::with_connector(SOAP_INFO.messages).render(&told.message);
    assert!(
        rendered.bericht.nl.contains("11,115") && rendered.bericht.nl.contains("11,12"),
        "{rendered:?}"
    );
    assert!(rendered.bericht.nl.contains("20417"));
}

#[test]
fn an_invoice_with_an_old_date_belongs_to_the_period_in_which_it_was_made_g2() {
    let world = World::new();
    let (mut draft, settings) = world.draft("20417");
    let today = world.clock.now();
    draft.datum = today.date_naive().checked_sub_months(Months::new(10)).unwrap();
    world.run(world.connector.create_document(&draft, &settings)).unwrap();
    let request = DocumentsRequest::new(today, "acme01-");
    let page = world.run(world.connector.list_documents(&books(), &request)).unwrap();
    assert_eq!(page.items[0].referentie.as_deref(), Some("acme01-20417"));
    assert!(matches!(page.next, Next::End { .. }));
    assert_eq!(world.find(&draft, &settings).unwrap().len(), 1);
    world.refused_nothing();
}
