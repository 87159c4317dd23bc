//! Records of SnelStart as domain records.

use simon_core::connector::{AccountingConnector, ListRequest, Page, RelatieRecord};
use simon_core::domain::{Artikel, BtwModus, OrderSoort, VendorOrder};
use simon_testkit::builders::books;
use simon_testkit::builders::decimal;

use crate::canned::World;

const COMPANY: &str = include_str!("../fixtures/company_info.json");
const LANDEN: &str = include_str!("../fixtures/landen.json");

fn world() -> World {
    World::new(&[
        ("GET", "/v2/companyInfo", 200, COMPANY),
        ("GET", "/v2/landen", 200, LANDEN),
        ("GET", "/v2/relaties", 200, include_str!("../fixtures/relaties.json")),
        ("GET", "/v2/artikelen", 200, include_str!("../fixtures/artikelen.json")),
        ("GET", "/v2/verkooporders", 200, include_str!("../fixtures/verkooporders.json")),
    ])
}

fn relaties() -> Page<RelatieRecord> {
    let world = world();
    world.run(world.connector.list_relaties(&books(), &ListRequest::everything())).unwrap()
}

fn artikelen() -> Page<Artikel> {
    let world = world();
    world.run(world.connector.list_artikelen(&books(), &ListRequest::everything())).unwrap()
}

fn orders() -> Page<VendorOrder> {
    let world = world();
    let request = ListRequest::everything();
    world.run(world.connector.list_orders(&books(), OrderSoort::Verkooporder, &request)).unwrap()
}

#[test]
fn a_full_customer_is_read_member_by_member() {
    let page = relaties();
    let record = &page.items[0];
    let klant = &record.relatie;
    assert_eq!(klant.id.as_str(), "8c1e4f00-0000-4000-8000-00000000000a");
    assert_eq!((klant.code.as_str(), klant.naam.as_str()), ("10023", "Żółć & Zn. 🚧"));
    assert_eq!(klant.telefoon.as_deref(), Some("06-12345678"));
    assert_eq!(klant.email, ["info@voorbeeld.example", "facturen@voorbeeld.example"]);
    assert_eq!(klant.btw_nummer.as_deref(), Some("NL000000000B01"));
    assert_eq!(klant.betalingstermijn_dagen, Some(30));
    assert!(klant.actief);
    let adres = klant.adres.as_ref().unwrap();
    assert_eq!(adres.to_string(), "Dorpsstraat 1 a, 1234 AB 's-Hertogenbosch");
    assert_eq!((adres.land.as_str(), adres.contactpersoon.as_str()), ("NL", "mw. Ó Briain"));
    assert_eq!(record.werkadressen[0].adres, *adres);
    assert_eq!(page.highest_mutation.as_deref(), Some("2026-03-02T14:05:09.07"));
}

#[test]
fn what_is_no_customer_is_left_out_and_what_is_broken_is_reported_b13() {
    let page = relaties();
    let names: Vec<&str> = page.items.iter().map(|r| r.relatie.naam.as_str()).collect();
    assert_eq!(names, ["Żółć & Zn. 🚧", "Kaal", "Zonder land"]);
    assert!(page.items[1].werkadressen.is_empty());
    assert_eq!(page.items[2].relatie.adres.as_ref().unwrap().land, "");
    let rejected: Vec<(Option<&str>, &str)> =
        page.rejected.iter().map(|r| (r.record.as_deref(), r.message.code())).collect();
    assert_eq!(
        rejected,
        [(Some("11"), "snelstart-klant-zonder-naam"), (Some("12"), "snelstart-onleesbaar")]
    );
}

#[test]
fn every_form_of_a_price_is_exact_c21() {
    let page = artikelen();
    let prices: Vec<(&str, Option<String>)> = page
        .items
        .iter()
        .map(|a| (a.code.as_str(), a.verkoopprijs.map(|p| p.bedrag.0.normalize().to_string())))
        .collect();
    let price = |text: &str| Some(text.to_owned());
    assert_eq!(
        prices,
        [
            ("FILTER-01", price("12.5")),
            ("1001", price("0.1")),
            ("TEKST", price("1234567890.1234")),
            ("GRATIS", None),
            ("", price("0")),
            ("ALLEENCODE", price("100")),
        ]
    );
    assert!(page.items.iter().filter_map(|a| a.verkoopprijs).all(|p| p.btw == BtwModus::Inclusief));
    let groep = page.items[0].groep.as_ref().unwrap();
    assert_eq!(groep.as_str(), "6c000000-0000-4000-8000-000000000001");
    assert_eq!(page.items[5].omschrijving, "ALLEENCODE");
    assert_eq!(page.rejected.len(), 3, "{:?}", page.rejected);
    assert_eq!(page.highest_mutation.as_deref(), Some("2026-03-01T09:00:00.1234567"));
}

#[test]
fn only_open_orders_are_open_d8() {
    let page = orders();
    let open: Vec<(&str, bool)> =
        page.items.iter().map(|order| (order.omschrijving.as_str(), order.open)).collect();
    assert_eq!(
        open,
        [
            ("WB ketel nazien", true),
            ("Van ons", true),
            ("Gefactureerd", false),
            ("Gefactureerd, kaal id", false),
            ("Offerte", false),
            ("Factuur", false),
            ("Uitgevoerd", false),
            ("", true),
        ]
    );
}

#[test]
fn an_order_is_read_member_by_member_d4_d5() {
    let page = orders();
    let order = &page.items[0];
    assert_eq!(order.order.vendor_id, "9d000000-0000-4000-8000-000000000001");
    assert_eq!(order.order.nummer, "2601001");
    let klant = order.klant.as_ref().unwrap();
    assert_eq!(klant.as_str(), "8c1e4f00-0000-4000-8000-00000000000a");
    assert_eq!(order.teksten[1], ("memo".to_owned(), "Sleutel bij de buren\nBellen".to_owned()));
    assert_eq!((order.regels[0].aantal, order.regels[0].prijs), (None, None));
    let regel = &order.regels[1];
    assert_eq!(regel.aantal.unwrap().0, decimal("1.5"));
    assert_eq!(regel.korting.unwrap().0, decimal("10"));
    let prijs = regel.prijs.unwrap();
    assert_eq!((prijs.bedrag.0, prijs.btw), (decimal("12.5"), BtwModus::Inclusief));
    assert_eq!(page.items[1].referentie.as_deref(), Some("acme01-20417"));
    assert_eq!(page.items[1].teksten[1].1, "Dorpsstraat 1");
    assert_eq!(page.items[7].order.nummer, "9d000000-0000-4000-8000-000000000008");
}

#[test]
fn the_administrations_facts_are_kept_with_the_settings() {
    let world = world();
    let connected = world.run(world.connector.connect()).unwrap();
    let opened = connected.administratie.unwrap();
    assert_eq!(opened.vendor_id, "0f0e0d0c-0000-4000-8000-000000000001");
    assert_eq!(opened.naam, "Installatiebedrijf Voorbeeld B.V.");
    let feiten: Vec<(&str, &str)> =
        connected.feiten.iter().map(|(key, value)| (key.as_str(), value.as_str())).collect();
    assert!(feiten.contains(&("koppelsleutel", connected.feiten["koppelsleutel"].as_str())));
    let feiten: Vec<_> = feiten.into_iter().filter(|(key, _)| *key != "koppelsleutel").collect();
    assert_eq!(
        feiten,
        [
            ("aantal_decimalen", "1"),
            ("prijs_decimalen", "3"),
            ("verkoopprijs_exclusief_btw", "false"),
            ("voorraad_vanaf", "true"),
        ]
    );
    assert_eq!(connected.waarschuwingen[0].message.code(), "snelstart-decimalen");
}
