//! Customers and articles, as Visma.net spells them.

use connector_visma::simulator::{
    ArtikelSoort, ErrorShape, Klant, KlantStatus, ListOrder, Metadata, StampLayout,
};
use http::StatusCode;
use simon_core::ErrorKind;
use simon_core::connector::{AccountingConnector, Deletions, ListRequest};
use simon_core::domain::{ArtikelId, RelatieId};
use simon_testkit::listings::Listings;

use crate::world::{World, books};

#[test]
fn customers_come_with_their_addresses_and_those_on_hold_stay_b10() {
    let world = World::demo();
    let read = world.relaties(None);
    assert_eq!((read.items.len(), read.pages, read.calls), (6, 1, 2), "a token and a page");
    let found = |naam: &str| read.items.iter().find(|it| it.relatie.naam == naam);
    assert_eq!(found("Drukkerij Peeters").unwrap().werkadressen.len(), 3);
    assert!(found("Nog Te Betalen B.V.").is_some(), "on hold");
    assert!(found("Voormalige Klant V.O.F.").is_none(), "inactive");
    world.refused_nothing();
}

#[test]
fn only_what_is_not_kept_in_stock_and_sold_is_an_article_b8() {
    let world = World::demo();
    let read = world.artikelen(None);
    let mut codes: Vec<&str> = read.items.iter().map(|it| it.code.as_str()).collect();
    codes.sort_unstable();
    assert_eq!(codes, ["BUIS 22/1", "DIV", "FILTER", "INSPECTIE", "REIS", "UUR", "VOORRIJ"]);
    let id = world.sim.books().artikel_by_number("FILTER").unwrap();
    let goods = ArtikelSoort::FinishedGoodItem;
    world.sim.books().change_artikel(id, |artikel| artikel.soort = goods).unwrap();
    let changed = world.artikelen(read.watermark.as_ref());
    let became = changed.items.iter().find(|it| it.code == "FILTER").unwrap();
    assert!(!became.actief, "it became goods");
    let id = ArtikelId::new(id.to_string()).unwrap();
    assert_eq!(world.run(world.connector.read_artikel(&books(), &id)).unwrap(), None);
    world.refused_nothing();
}

#[test]
fn a_record_that_comes_as_another_or_behind_a_page_of_a_gateway_is_not_gone_p14() {
    let world = World::demo();
    let found = world.sim.books();
    let (klant, artikel) =
        (found.klant_by_number("10001").unwrap(), found.artikel_by_number("UUR").unwrap());
    let id = RelatieId::new(klant.to_string()).unwrap();
    let read = || world.run(world.connector.read_relatie(&books(), &id));
    let of_item = ArtikelId::new(artikel.to_string()).unwrap();
    let read_item = || world.run(world.connector.read_artikel(&books(), &of_item));
    assert!(read().unwrap().is_some() && read_item().unwrap().is_some());
    let page = |call: &str| {
        for _ in 0..4 {
            world.sim.fail_next_of(call, StatusCode::NOT_FOUND, ErrorShape::Html);
        }
    };
    page("GET /v1/customer/internal/{internalID}");
    page("GET /v1/inventory/internal/{inventoryId}");
    page("GET /v1/inventory");
    assert_eq!(read().unwrap_err().kind(), ErrorKind::Unavailable);
    assert_eq!(read_item().unwrap_err().kind(), ErrorKind::Unavailable);
    let (books, all) = (books(), ListRequest::everything());
    let list = world.run(world.connector.list_artikelen(&books, &all));
    assert_eq!(list.unwrap_err().kind(), ErrorKind::Unavailable);
    let world = World::demo();
    world.sim.books().serve_klant_as(klant, "internalId", Some("99")).unwrap();
    world.sim.books().serve_artikel_as(artikel, "inventoryId", Some("99")).unwrap();
    let error = world.run(world.connector.read_relatie(&books, &id)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    let error = world.run(world.connector.read_artikel(&books, &of_item)).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
}

#[test]
fn a_company_without_articles_is_a_proven_listing() {
    for page in [false, true] {
        let world = World::new();
        world.sim.answer_no_items_with_a_page(page);
        let read = world.artikelen(None);
        assert_eq!((read.items.len(), read.pages), (0, 1));
        world.refused_nothing();
    }
}

#[test]
fn an_idle_cycle_is_one_call_and_brings_no_record_that_is_older_than_the_overlap() {
    let world = World::demo();
    let (klanten, artikelen) = (world.relaties(None).watermark, world.artikelen(None).watermark);
    world.pass_seconds(1_800);
    let first = world.relaties(klanten.as_ref());
    world.pass_seconds(1_800);
    let second = world.relaties(first.watermark.as_ref());
    assert_eq!((second.items.len(), second.calls), (0, 2), "a new token and a page");
    let articles = world.artikelen(artikelen.as_ref());
    world.pass_seconds(1_800);
    let articles = world.artikelen(articles.watermark.as_ref());
    assert_eq!((articles.items.len(), articles.calls), (0, 1));
}

#[test]
fn every_way_of_spelling_reads_the_same() {
    let names = |world: &World| {
        // On pages after the first one inactive customers come as such.
        let active = world.relaties(None).items.into_iter().filter(|it| it.relatie.actief);
        let mut names: Vec<String> = active.map(|it| it.relatie.naam).collect();
        names.sort();
        names.dedup();
        names
    };
    let expected = names(&World::demo());
    let quirks: [fn(&World); 9] = [
        |world| world.sim.set_metadata(Metadata::First),
        |world| world.sim.set_metadata(Metadata::WithoutMaximum),
        |world| world.sim.set_metadata(Metadata::LeftOut),
        |world| world.sim.set_list_order(ListOrder::Newest),
        |world| world.sim.set_list_order(ListOrder::Scattered),
        |world| world.sim.set_stamp_layout(StampLayout::WithOffset),
        |world| world.sim.set_stamp_layout(StampLayout::WholeSeconds),
        |world| world.sim.leave_out_stock_item(true),
        |world| world.sim.add_newer_members(true),
    ];
    for (at, quirk) in quirks.into_iter().enumerate() {
        for cap in [None, Some(1), Some(2), Some(5)] {
            let world = World::demo();
            quirk(&world);
            world.sim.cap_pages(cap);
            assert_eq!(names(&world), expected, "quirk {at}, pages of {cap:?}");
            let mut codes: Vec<String> = world
                .artikelen(None)
                .items
                .into_iter()
                .filter(|it| it.actief)
                .map(|it| it.code)
                .collect();
            codes.sort();
            codes.dedup();
            assert_eq!(codes.len(), 7, "quirk {at}, pages of {cap:?}");
            let watermark = world.relaties(None).watermark;
            let id = world.sim.books().klant_by_number("10002").unwrap();
            world.pass_seconds(7_200);
            world.sim.books().change_klant(id, |klant| klant.naam = "Nieuw".to_owned()).unwrap();
            let changed = world.relaties(watermark.as_ref()).items;
            assert!(changed.iter().any(|it| it.relatie.naam == "Nieuw"), "quirk {at}");
            world.refused_nothing();
        }
    }
}

#[test]
fn a_full_load_of_thousands_takes_hardly_more_calls_than_pages() {
    let world = World::new();
    world.sim.books().seed_klanten(5_200);
    let read = world.relaties(None);
    assert_eq!(read.items.len(), 5_200);
    assert!(read.pages <= 12, "{} pages", read.pages);
    world.refused_nothing();
}

#[test]
fn all_customers_are_listed_once_a_day_because_an_address_may_change_unseen() {
    let world = World::demo();
    world.sim.change_addresses_silently(true);
    let watermark = world.relaties(None).watermark;
    let id = world.sim.books().klant_by_number("10002").unwrap();
    let move_out = |klant: &mut Klant| {
        klant.adres =
            Some(connector_visma::simulator::Adres::nl("Nieuwe weg 1", "4815 BZ", "Breda"));
    };
    world.sim.books().change_adres(id, move_out).unwrap();
    world.pass_seconds(22 * 3_600);
    let changed = world.relaties(watermark.as_ref());
    world.pass_seconds(3_600);
    let changed = world.relaties(changed.watermark.as_ref());
    assert!(!changed.anew && changed.items.is_empty());
    world.pass_seconds(3_600);
    let all = world.relaties(changed.watermark.as_ref());
    assert!(all.anew);
    let moved = all.items.iter().find(|it| it.relatie.id.as_str() == id.to_string()).unwrap();
    assert_eq!(moved.relatie.adres.as_ref().unwrap().straat, "Nieuwe weg 1");
    assert_eq!(world.connector.info().capabilities.deletions, Deletions::Comparison);
}

#[test]
fn what_is_not_as_described_is_counted_g5() {
    let world = World::demo();
    let id = world.sim.books().klant_by_number("10001").unwrap();
    world.sim.books().serve_klant_as(id, "status", Some("\"Slapend\"")).unwrap();
    let drift = world.relaties(None).drift;
    assert_eq!(drift.len(), 1);
    assert_eq!((drift[0].veld.as_str(), drift[0].vorm.as_str()), ("customer.status", "text of 7"));
}

#[test]
fn a_customer_that_becomes_inactive_while_everything_is_read_does_not_stay_active() {
    let world = World::new();
    world.sim.cap_pages(Some(2));
    let ids: Vec<i64> = (1..=5)
        .map(|nummer| world.sim.books().add_klant(Klant::new(&nummer.to_string(), "Klant")))
        .collect();
    let first = world.run(world.connector.list_relaties(&books(), &ListRequest::everything()));
    let simon_core::connector::Next::More(cursor) = first.unwrap().next else { panic!("one page") };
    let watermark = world.relaties(None).watermark;
    let inactive = |klant: &mut Klant| klant.status = KlantStatus::Inactive;
    world.sim.books().change_klant(ids[0], inactive).unwrap();
    let rest = ListRequest::everything().resumed(Some(cursor));
    let page = async |request| world.connector.list_relaties(&books(), &request).await;
    let rest = world.list_from(rest, page).unwrap();
    let changed = world.relaties(rest.watermark.as_ref().or(watermark.as_ref()));
    let last = changed.items.into_iter().rfind(|it| it.relatie.id.as_str() == ids[0].to_string());
    assert_eq!(last.map(|it| it.relatie.actief), Some(false));
}
