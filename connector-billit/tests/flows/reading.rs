//! Customers and articles, as Billit spells them.

use connector_billit::simulator::{NewArtikel, NewKlant, PartyRows, StampStyle};
use http::StatusCode;
use simon_core::ErrorKind;
use simon_core::connector::AccountingConnector;
use simon_core::domain::{ArtikelId, RelatieId};
use simon_testkit::listings::Listings;

use crate::world::{World, books};

#[test]
fn customers_come_with_their_address_and_suppliers_do_not() {
    for rows in [PartyRows::Usual, PartyRows::Complete, PartyRows::Thin] {
        let world = World::demo();
        world.sim.set_party_rows(rows);
        let read = world.relaties(None);
        assert_eq!((read.items.len(), read.rejected), (4, 0));
        let klant = &world.klant("Garage Peeters");
        let klant = read.items.iter().find(|it| it.relatie.id == *klant).unwrap();
        let adres = klant.relatie.adres.as_ref().unwrap();
        assert_eq!(adres.to_string(), "Mechelsesteenweg 88, 2018 Antwerpen", "{rows:?}");
        assert_eq!(klant.werkadressen.len(), 1);
        assert!(read.drift.is_empty(), "{:?}", read.drift);
        world.refused_nothing();
    }
}

#[test]
fn only_thin_rows_cost_a_call_of_their_own() {
    let world = World::demo();
    let full = world.relaties(None);
    // The token, the page, what is behind its last row, and the end.
    assert_eq!(full.calls, 4);
    let idle = world.relaties(full.watermark.as_ref());
    assert_eq!(idle.calls, 3, "within the overlap of the watermark");
    world.pass_seconds(2 * 3_600);
    let later = world.relaties(idle.watermark.as_ref());
    let after = world.relaties(later.watermark.as_ref());
    assert_eq!((after.calls, after.items.len()), (1, 0), "nothing changed for long");
    world.sim.books().add_sparse_klant("Kaal");
    let changed = world.relaties(after.watermark.as_ref());
    assert_eq!((changed.calls, changed.items.len()), (4, 1));
}

#[test]
fn stamps_of_any_precision_are_followed() {
    for style in [StampStyle::Short, StampStyle::SevenDigits] {
        let world = World::demo();
        world.sim.set_stamp_style(style);
        world.sim.cap_pages(Some(2));
        assert_eq!(world.relaties(None).items.len(), 4);
        assert_eq!(world.artikelen(None).items.len(), 5);
        world.refused_nothing();
    }
}

#[test]
fn a_customer_or_article_that_is_gone_is_none_whatever_billit_answers() {
    let world = World::new();
    let klant = world.sim.books().add_klant(&NewKlant::naam("Weg"));
    let artikel = world.sim.books().add_artikel(&NewArtikel::artikel("WEG", "Weg"));
    let leverancier = world.sim.books().add_leverancier("Groothandel");
    let (klant_id, artikel_id) =
        (RelatieId::new(klant.to_string()).unwrap(), ArtikelId::new(artikel.to_string()).unwrap());
    let books = books();
    let klant_now = || world.run(world.connector.read_relatie(&books, &klant_id));
    let artikel_now = || world.run(world.connector.read_artikel(&books, &artikel_id));
    assert_eq!(klant_now().unwrap().unwrap().relatie.naam, "Weg");
    assert_eq!(artikel_now().unwrap().unwrap().code, "WEG");
    world.sim.books().delete_klant(klant).unwrap();
    world.sim.books().delete_artikel(artikel).unwrap();
    for status in [StatusCode::BAD_REQUEST, StatusCode::NOT_FOUND] {
        world.sim.answer_gone_with(status);
        assert!(klant_now().unwrap().is_none() && artikel_now().unwrap().is_none());
    }
    world.sim.answer_gone_with(StatusCode::FORBIDDEN);
    assert_eq!(klant_now().unwrap_err().kind(), ErrorKind::PermissionDenied);
    let supplier = RelatieId::new(leverancier.to_string()).unwrap();
    assert!(world.run(world.connector.read_relatie(&books, &supplier)).unwrap().is_none());
}

#[test]
fn an_article_without_a_reference_is_named_and_one_that_cannot_be_read_too_b9_b13() {
    let world = World::demo();
    world.sim.books().add_artikel(&NewArtikel::artikel("", "Zonder referentie"));
    world.sim.books().add_raw_artikel(&[("Description", r#"{"x":1}"#)]).unwrap();
    let read = world.artikelen(None);
    assert_eq!((read.items.len(), read.rejected), (5, 2));
    let uur = world.artikel("UUR");
    assert_eq!((uur.btw_code.as_deref(), uur.eenheid.as_deref()), (Some("21"), Some("HUR")));
}
