//! Fetching with the real engine: nothing is lost when a process dies, an article number is of one
//! article, and a quote becomes work once (B4, B6, B9, D2).

use connector_billit::simulator::{NewArtikel, NewKlant, NewOfferte, NewRegel};
use simon_core::host::{Record, Tabel};
use simon_core::integration::{FetchRequest, NoProgress};
use simon_core::settings::SettingValue;
use simon_testkit::builders::decimal;
use simon_testkit::exactly_once::{SIDES, Vendor, World};
use simon_testkit::simulated::{Crash, Side, run_until_crash};

use crate::delivery::WithKeys;

type Company = World<WithKeys>;

fn klanten(world: &Company) -> Vec<String> {
    let name = |record: Record| match record {
        Record::Relatie(relatie) if relatie.actief => Some(relatie.naam),
        _ => None,
    };
    let mut names: Vec<String> =
        world.records(Tabel::Relaties).into_iter().filter_map(name).collect();
    names.sort();
    names
}

/// References of the active articles.
fn artikelen(world: &Company) -> Vec<String> {
    let code = |record: Record| match record {
        Record::Artikel(artikel) if artikel.actief => Some(artikel.code),
        _ => None,
    };
    let mut codes: Vec<String> =
        world.records(Tabel::Artikelen).into_iter().filter_map(code).collect();
    codes.sort();
    codes
}

/// An activated company with some pages of customers, not fetched yet.
fn activated() -> Company {
    let world = Company::new();
    let mut settings = WithKeys::settings();
    settings.set("ophalen", SettingValue::Lijst(vec!["offertes".to_owned()]));
    world.activate(settings);
    for nummer in 1..=7 {
        world.sim.books().add_klant(&NewKlant::naam(&format!("Klant {nummer}")));
    }
    world.sim.cap_pages(Some(3));
    world
}

/// Dies at a port call of a fetch; false when the fetch ended before.
fn die_while_fetching(world: &Company, call: usize, side: Side) -> bool {
    let crash = Crash::at(call, side);
    let process = world.process(&crash);
    let request = FetchRequest::default();
    run_until_crash(&world.clock, &crash, process.fetch(&request, &NoProgress)).is_none()
}

#[test]
fn a_first_load_survives_a_crash_at_every_port_call_b6() {
    let sound = activated();
    sound.fetch();
    let expected = klanten(&sound);
    assert_eq!(expected.len(), 11);
    let mut crashes = 0;
    for call in 1.. {
        let mut died = false;
        for side in SIDES {
            let world = activated();
            died = die_while_fetching(&world, call, side);
            world.pass(600);
            world.fetch();
            assert_eq!(klanten(&world), expected, "crash {side:?} call {call}");
            world.sim.refusals().assert_none();
        }
        if !died {
            break;
        }
        crashes += 1;
    }
    assert!(crashes >= 20, "{crashes}");
}

#[test]
fn a_reference_is_of_one_article_and_passes_on_when_it_comes_free_b9() {
    let world = activated();
    world.fetch();
    let books = world.sim.books();
    let first = world.artikel("THERM").parse().unwrap();
    let second = books.add_artikel(&NewArtikel::artikel(" therm", "Andere thermostaat"));
    world.pass(600);
    world.fetch();
    assert_eq!(artikelen(&world), ["CV-22", "REIS", "THERM", "UUR", "VOOR"]);
    let said = || world.log().iter().filter(|entry| entry.code == "record-dubbel").count();
    assert_eq!(said(), 1);
    books.change_artikel(first, &[("Reference", r#""THERM-1""#)]).unwrap();
    for _ in 0..2 {
        world.pass(600);
        world.fetch();
    }
    assert_eq!(artikelen(&world), ["CV-22", "REIS", "THERM-1", "UUR", "VOOR", "therm"]);
    books.delete_artikel(first).unwrap();
    books.change_artikel(second, &[("Reference", "null")]).unwrap();
    world.pass(600);
    world.fetch();
    world.clean_up();
    assert!(!artikelen(&world).contains(&"THERM-1".to_owned()));
    world.sim.refusals().assert_none();
}

#[test]
fn a_quote_that_is_approved_becomes_one_werkbon_d1_d2() {
    let world = activated();
    world.fetch();
    let (klant, artikel) = (world.klant("Garage Peeters"), world.artikel("THERM"));
    let regels = vec![
        NewRegel::tekst("Thermostaat plaatsen"),
        NewRegel::artikel(artikel.parse().unwrap(), decimal("1")),
    ];
    let offerte = NewOfferte::voor(klant.as_str().parse().unwrap(), regels);
    let id = world.sim.books().add_offerte(&offerte).unwrap();
    world.pass(600);
    world.fetch();
    let werkbonnen = || world.records(Tabel::Werkbonnen).len();
    assert_eq!(werkbonnen(), 0, "not approved, and the demo's own was there before the start");
    world.sim.books().approve_offerte(id).unwrap();
    for _ in 0..3 {
        world.pass(600);
        world.fetch();
    }
    assert_eq!(werkbonnen(), 1);
    assert!(world.asks().is_empty(), "{:?}", world.asks());
    world.sim.refusals().assert_none();
}
