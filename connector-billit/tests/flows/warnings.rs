//! Draft or final, and what reading the invoice back shows (C2).

use connector_billit::simulator::{DraftWish, NewKlant, TextLines};
use simon_core::connector::Created;
use simon_core::domain::DraftRegel;
use simon_core::{Actor, ErrorKind, Retry};
use simon_testkit::{Fault, On, builders};

use crate::world::{World, tekst};

fn made(world: &World, status: &str) -> simon_core::Result<Created> {
    let draft = world.draft_for("20417", &NewKlant::naam("Bakker"));
    world.create(&draft, &World::settings(&[("factuur_status", tekst(status))]))
}

fn codes(created: &Created) -> Vec<&str> {
    created.waarschuwingen.iter().map(|line| line.message.code()).collect()
}

#[test]
fn a_draft_has_no_number_and_a_final_invoice_has_one_c2() {
    for (wish, status, number, expected) in [
        (DraftWish::Honoured, "concept", false, &[][..]),
        (DraftWish::Ignored, "concept", true, &["billit-factuur-definitief"]),
        (DraftWish::Honoured, "definitief", true, &[]),
        (DraftWish::Refused, "definitief", true, &[]),
    ] {
        let world = World::demo();
        world.sim.set_draft_wish(wish);
        let created = made(&world, status).unwrap();
        assert_eq!(created.document.nummer.is_some(), number, "{wish:?} {status}");
        assert_eq!(created.document.nummer, world.factuur().nummer);
        assert_eq!(codes(&created), expected);
        world.refused_nothing();
    }
}

#[test]
fn a_refused_draft_says_what_to_choose_and_is_not_sent_again_c2() {
    let world = World::demo();
    world.sim.set_draft_wish(DraftWish::Refused);
    let error = made(&world, "concept").unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Rejected, Retry::Never));
    assert_eq!((error.who(), error.message().code()), (Actor::User, "billit-status-geweigerd"));
    assert_eq!(world.requests("POST", "/v1/orders"), 1);
    assert!(world.sim.books().facturen().is_empty());
}

#[test]
fn an_invoice_that_cannot_be_read_back_is_made_all_the_same() {
    for fault in [Fault::status(503), Fault::status(404), Fault::status(401), Fault::HtmlAfter] {
        let world = World::demo();
        let draft = world.draft_for("20417", &NewKlant::naam("Bakker"));
        world.faults.add(On::new("GET", "/v1/orders/"), fault, usize::MAX);
        let created = world.create(&draft, &World::settings(&[])).unwrap();
        assert_eq!(created.document.vendor_id, world.factuur().id.to_string());
        assert_eq!(codes(&created), ["billit-factuur-niet-nagekeken"]);
        assert_eq!(created.waarschuwingen[0].record.as_deref(), Some("20417"));
        assert_eq!(world.requests("POST", "/v1/orders"), 1);
    }
}

#[test]
fn pdfs_and_a_text_line_come_along_in_the_same_call_c10_c19() {
    for lines in [TextLines::Bare, TextLines::ZeroFilled] {
        let world = World::demo();
        world.sim.set_text_lines(lines);
        let mut draft = world.draft_for("20417", &NewKlant::naam("Bakker"));
        draft.regels.insert(0, DraftRegel::Tekst("Kraan vervangen".to_owned()));
        draft.bijlagen = vec![builders::pdf("Werkbon 20417.pdf")];
        let created = world.create(&draft, &World::settings(&[])).unwrap();
        let factuur = world.factuur();
        assert_eq!(factuur.bestanden[0].naam, "Werkbon-20417.pdf");
        assert_eq!(factuur.regels[0].omschrijving, "Kraan vervangen");
        assert_eq!(factuur.totaal_excl, "156.25");
        assert_eq!(codes(&created), [""; 0]);
    }
}
