//! Customers and articles.

use std::collections::BTreeSet;

use connector_snelstart::simulator::{ListStyle, NewArtikel, NewRelatie, StampZone};
use simon_core::connector::{AccountingConnector, Cursor, ListRequest, Next, Proof};
use simon_core::domain::{ArtikelId, BtwModus, RelatieId};
use simon_testkit::builders::books;
use simon_testkit::builders::decimal;
use simon_testkit::listings::Listings;

use crate::world::World;

#[test]
fn customers_come_with_address_and_first_work_address_b10() {
    let world = World::demo();
    let read = world.relaties(None);
    assert_eq!(read.items.len(), 6, "no suppliers, built-in, own or inactive relations");
    let record = read.items.iter().find(|r| r.relatie.naam == "Drukkerij Peeters NV").unwrap();
    let adres = record.relatie.adres.clone().unwrap();
    assert_eq!((adres.straat.as_str(), adres.land.as_str()), ("Antwerpsesteenweg 210", "BE"));
    assert_eq!(adres.contactpersoon, "L. Peeters");
    assert_eq!(record.werkadressen.len(), 1);
    assert_eq!(record.werkadressen[0].adres, adres);
    assert_eq!(record.werkadressen[0].relatie.as_ref(), Some(&record.relatie.id));
    let bakker = read.items.iter().find(|r| r.relatie.naam.starts_with("Bakkerij")).unwrap();
    assert_eq!(bakker.relatie.email.len(), 2);
    assert!(bakker.relatie.code.parse::<u32>().is_ok());
    world.refused_nothing();
}

#[test]
fn articles_come_with_group_and_price_in_the_administrations_mode() {
    let world = World::demo();
    world.sim.set_company_info("verkoopprijsArtikelbestandExclusiefBtw", "false").unwrap();
    let kraan = world.artikel("KRAAN15");
    let prijs = kraan.verkoopprijs.unwrap();
    assert_eq!((prijs.bedrag.0, prijs.btw), (decimal("11.95"), BtwModus::Inclusief));
    assert_eq!(world.artikel("DIV").verkoopprijs, None);
    let groepen =
        world.run(world.connector.list_artikelgroepen(&books(), &ListRequest::everything()));
    let groepen = groepen.unwrap();
    assert!(groepen.items.iter().any(|groep| Some(&groep.id) == kraan.groep.as_ref()));
    assert_eq!(groepen.next, Next::End { proof: Proof::WholeAnswer, watermark: None });
    world.refused_nothing();
}

#[test]
fn a_large_listing_costs_at_most_three_calls_above_the_fewest_possible_s5() {
    let world = World::new();
    world.sim.seed_artikelen(10_000);
    let read = world.artikelen(None);
    let ids: BTreeSet<&ArtikelId> = read.items.iter().map(|artikel| &artikel.id).collect();
    assert_eq!((ids.len(), read.items.len()), (10_000, 10_000));
    // 20 full pages, plus the overlap and the proof of the end, the price mode and the token.
    assert!(read.pages <= 22, "{} pages", read.pages);
    assert!(read.calls <= 20 + 4, "{} calls", read.calls);
}

#[test]
fn an_idle_cycle_costs_at_most_two_calls_and_brings_nothing_after_a_while_s4() {
    let world = World::new();
    world.sim.seed_relaties(700);
    let mut watermark = world.relaties(None).watermark;
    let mut last = Vec::new();
    for _ in 0..24 {
        world.pass_minutes(5);
        let read = world.relaties(watermark.as_ref());
        watermark = read.watermark;
        last.push((read.items.len(), read.pages));
    }
    assert_eq!(last.last(), Some(&(0, 1)), "the import stays in the window: {last:?}");
}

#[test]
fn what_becomes_inactive_arrives_as_a_change_in_any_zone_b4() {
    for zone in [StampZone::Utc, StampZone::DutchLocal] {
        let world = World::demo();
        world.sim.set_stamp_zone(zone);
        let klant = world.klant("Garage Van Dijk B.V.");
        let artikel = world.artikel("FILTER").id;
        let relaties = world.relaties(None).watermark;
        let artikelen = world.artikelen(None).watermark;
        world.pass_minutes(200);
        world.sim.deactivate_relatie(klant.as_str()).unwrap();
        world.sim.deactivate_artikel(artikel.as_str()).unwrap();
        world.pass_minutes(5);
        let read = world.relaties(relatie_cursor(&relaties));
        let found = read.items.iter().find(|record| record.relatie.id == klant).unwrap();
        assert!(!found.relatie.actief);
        let read = world.artikelen(relatie_cursor(&artikelen));
        assert!(!read.items.iter().find(|a| a.id == artikel).unwrap().actief);
        assert_eq!(world.run(world.connector.read_relatie(&books(), &klant)).unwrap(), None);
        assert_eq!(world.run(world.connector.read_artikel(&books(), &artikel)).unwrap(), None);
    }
}

fn relatie_cursor(watermark: &Option<Cursor>) -> Option<&Cursor> {
    assert!(watermark.is_some());
    watermark.as_ref()
}

#[test]
fn a_record_is_read_by_its_id_and_an_unknown_one_is_none() {
    let world = World::demo();
    let klant = world.klant("Garage Van Dijk B.V.");
    let record = world.run(world.connector.read_relatie(&books(), &klant)).unwrap().unwrap();
    assert_eq!(record.relatie.naam, "Garage Van Dijk B.V.");
    assert_eq!(record.werkadressen[0].adres.land, "NL");
    let nobody = RelatieId::new("11111111-2222-3333-4444-555555555555").unwrap();
    assert_eq!(world.run(world.connector.read_relatie(&books(), &nobody)).unwrap(), None);
    let nothing = ArtikelId::new("11111111-2222-3333-4444-555555555555").unwrap();
    assert_eq!(world.run(world.connector.read_artikel(&books(), &nothing)).unwrap(), None);
}

#[test]
fn a_smaller_page_size_is_taken_over_and_remembered_p9() {
    let world = World::new();
    world.sim.seed_artikelen(120);
    world.sim.limit_artikelen_top(25);
    let read = world.artikelen(None);
    let ids: BTreeSet<&ArtikelId> = read.items.iter().map(|artikel| &artikel.id).collect();
    assert_eq!(ids.len(), 120);
    let refused = |world: &World| {
        let journal = world.faults.journal();
        journal
            .iter()
            .filter(|e| e.query.contains("%24top=500") || e.query.contains("$top=500"))
            .count()
    };
    assert_eq!(refused(&world), 1);
    world.artikelen(None);
    assert_eq!(refused(&world), 1, "the limit was forgotten");
}

#[test]
fn silently_smaller_pages_lose_nothing_p9() {
    for cap in [1, 2, 7] {
        let world = World::new();
        world.sim.seed_relaties(20);
        world.sim.cap_pages(cap);
        let read = world.relaties(None);
        let ids: BTreeSet<&RelatieId> = read.items.iter().map(|r| &r.relatie.id).collect();
        assert_eq!(ids.len(), 20, "pages of {cap}");
    }
}

#[test]
fn a_customer_deleted_while_paging_hides_no_other_r6() {
    let world = World::new();
    let ids: Vec<String> =
        (0..30).map(|at| world.sim.add_relatie(NewRelatie::klant(format!("Klant {at}")))).collect();
    world.sim.cap_pages(10);
    let mut calls = 0;
    let read = world
        .list(None, async |request| {
            calls += 1;
            if calls == 2 {
                world.sim.delete_relatie(&ids[3]).unwrap();
            }
            world.connector.list_relaties(&books(), &request).await
        })
        .unwrap();
    let seen: BTreeSet<&str> = read.items.iter().map(|r| r.relatie.id.as_str()).collect();
    assert_eq!(seen.len(), 30, "the deleted one was read before");
}

#[test]
fn an_ignored_filter_is_applied_here_and_noted() {
    let world = World::demo();
    world.sim.ignore_filter_on("relaties");
    world.sim.ignore_filter_on("artikelen");
    let full = world.relaties(None);
    assert_eq!(full.items.len(), 6);
    world.pass_minutes(300);
    world.sim.add_relatie(NewRelatie::klant("Nieuw"));
    // The first pass afterwards still starts from the old stamps.
    let read = world.relaties(full.watermark.as_ref());
    let again = world.relaties(read.watermark.as_ref());
    world.pass_minutes(300);
    let later = world.relaties(again.watermark.as_ref());
    assert!(read.items.iter().any(|r| r.relatie.naam == "Nieuw"));
    let names: Vec<&str> = later.items.iter().map(|r| r.relatie.naam.as_str()).collect();
    assert!(!names.contains(&"Bakkerij De Korenaar"), "{names:?}");
    assert!(later.notes.contains(&"snelstart-filter-genegeerd".to_owned()), "{later:?}");
}

#[test]
fn one_bad_record_is_reported_and_the_rest_arrives_b13() {
    let world = World::demo();
    world.sim.add_raw_artikel(
        r#"{"id":"aaaaaaaa-0000-0000-0000-000000000001","artikelcode":"KAPOT","isNonActief":false,"verkoopprijs":{"x":1}}"#,
    );
    world.sim.add_raw_artikel(
        r#"{"id":"aaaaaaaa-0000-0000-0000-000000000002","artikelcode":null,"omschrijving":null,"isNonActief":false}"#,
    );
    let read = world.artikelen(None);
    assert_eq!(read.items.len(), 9);
    assert_eq!(read.rejected, 2);
}

#[test]
fn every_form_of_a_list_is_read() {
    for style in [ListStyle::Bare, ListStyle::Enveloped, ListStyle::NullWhenEmpty] {
        let world = World::new();
        world.sim.set_list_style(style);
        assert_eq!(world.relaties(None).items.len(), 0);
        assert_eq!(world.relaties(None).watermark, None);
        world.sim.add_artikel(NewArtikel {
            artikelcode: "A1".into(),
            omschrijving: "Één".into(),
            ..NewArtikel::default()
        });
        assert_eq!(world.artikelen(None).items[0].omschrijving, "Één");
    }
}

#[test]
fn a_cursor_that_cannot_be_read_begins_a_full_pass() {
    let world = World::demo();
    let watermark = world.relaties(None).watermark;
    world.pass_minutes(300);
    let unreadable = Some(Cursor("{\"versie\":99}".to_owned()));
    let request = ListRequest::since(watermark.unwrap()).resumed(unreadable);
    let page = world.run(world.connector.list_relaties(&books(), &request)).unwrap();
    assert_eq!(page.items.len(), 6);
    let page = world.run(
        world.connector.list_relaties(&books(), &ListRequest::since(Cursor("nonsense".to_owned()))),
    );
    assert_eq!(page.unwrap().items.len(), 6);
}

#[test]
fn a_price_agreed_with_a_customer_is_read_c25() {
    let world = World::demo();
    let klant = world.klant("Garage Van Dijk B.V.");
    let artikel = world.artikel("KRAAN15").id;
    let read = || {
        let aantal = simon_core::domain::Aantal(decimal("2"));
        world.run(world.connector.read_klantprijs(&books(), &klant, &artikel, aantal)).unwrap()
    };
    assert_eq!(read(), None);
    world.sim.agree_price(klant.as_str(), artikel.as_str(), decimal("1"), decimal("9.50"));
    let prijs = read().unwrap();
    assert_eq!((prijs.bedrag.0, prijs.btw), (decimal("9.50"), BtwModus::Exclusief));
    world.refused_nothing();
}
