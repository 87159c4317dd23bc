//! Fetching: nothing is lost when a process dies, and orders become werkbonnen once (B4, B6, D, G3).

use connector_visma::simulator::{Klant, Order};
use simon_core::domain::Werkbon;
use simon_core::host::{Record, Tabel};
use simon_core::integration::{FetchRequest, NoProgress};
use simon_core::settings::SettingValue;
use simon_testkit::builders;
use simon_testkit::exactly_once::{SIDES, Vendor, World};
use simon_testkit::simulated::{Crash, Side, run_until_crash};

use crate::delivery::Company;

type Orders = Company<false>;

/// Names of the active customers in the host's store.
fn klanten(world: &World<Orders>) -> Vec<String> {
    let active = |record: Record| match record {
        Record::Relatie(relatie) if relatie.actief => Some(relatie.naam),
        _ => None,
    };
    let mut names: Vec<String> =
        world.records(Tabel::Relaties).into_iter().filter_map(active).collect();
    names.sort();
    names
}

fn werkbonnen(world: &World<Orders>) -> Vec<Werkbon> {
    let werkbon = |record: Record| match record {
        Record::Werkbon(werkbon) => Some(*werkbon),
        _ => None,
    };
    world.records(Tabel::Werkbonnen).into_iter().filter_map(werkbon).collect()
}

/// An activated company with some pages of customers, not fetched yet.
fn activated() -> World<Orders> {
    let world = World::<Orders>::new();
    world.activate(Orders::settings());
    for nummer in 1..=7 {
        world.sim.books().add_klant(Klant::new(&format!("2{nummer}"), &format!("Klant {nummer}")));
    }
    world.sim.cap_pages(Some(3));
    world
}

/// Dies at a port call of a fetch; false when the fetch ended before.
fn die_while_fetching(world: &World<Orders>, call: usize, side: Side) -> bool {
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
    assert_eq!(expected.len(), 13);
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
    assert!(crashes >= 15, "{crashes}");
}

#[test]
fn changes_arrive_and_what_was_deleted_goes_with_the_clean_up_b4() {
    let world = activated();
    world.fetch();
    let books = world.sim.books();
    let id = |nummer: &str| books.klant_by_number(nummer).unwrap();
    books.delete_klant(id("21")).unwrap();
    books.deactivate_klant(id("22")).unwrap();
    books.change_klant(id("23"), |klant| klant.naam = "Klant 3 B.V.".to_owned()).unwrap();
    world.pass(600);
    world.fetch();
    assert_eq!(klanten(&world).len(), 12, "deleted ones show in a comparison only");
    assert!(klanten(&world).contains(&"Klant 3 B.V.".to_owned()));
    world.clean_up();
    assert_eq!(klanten(&world).len(), 11);
    assert!(world.asks().is_empty(), "{:?}", world.asks());
    world.sim.refusals().assert_none();
}

fn new_order(world: &World<Orders>, soort: &str, herkomst: Option<&str>) -> String {
    let line = |artikel: &str| connector_visma::simulator::Regel {
        artikel: artikel.to_owned(),
        omschrijving: artikel.to_owned(),
        aantal: "2".to_owned(),
        eenheid: "STUK".to_owned(),
        ..Default::default()
    };
    world.sim.books().add_order(Order {
        soort: soort.to_owned(),
        klant: "10002".to_owned(),
        status: "Open".to_owned(),
        omschrijving: Some("WB ketel".to_owned()),
        datum: builders::datum(),
        gemaakt_door: Some("kantoor".to_owned()),
        herkomst: herkomst.map(|nummer| ("QT".to_owned(), nummer.to_owned())),
        regels: vec![line("FILTER"), line("CVKETEL")],
        ..Order::default()
    })
}

#[test]
fn orders_and_quotes_become_werkbonnen_once_with_the_articles_that_are_known_d2_d4_d8() {
    let world = World::<Orders>::new();
    let mut settings = Orders::settings();
    let kinds = ["verkooporders", "offertes"].map(str::to_owned).to_vec();
    settings.set("ophalen", SettingValue::Lijst(kinds));
    settings.set("ophalen_filterwoord_verkooporders", SettingValue::Tekst("WB".to_owned()));
    settings.set("ophalen_artikelen_verkooporders", SettingValue::JaNee(true));
    settings.set("ophalen_artikelen_offertes", SettingValue::JaNee(true));
    world.activate(settings);
    world.fetch();
    assert_eq!(werkbonnen(&world), [], "what was open before comes at the user's word");
    let quote = new_order(&world, "QT", None);
    world.pass(600);
    world.fetch();
    let [werkbon] = <[_; 1]>::try_from(werkbonnen(&world)).unwrap();
    assert_eq!(werkbon.nummer.as_str(), format!("OF-{quote}"));
    assert_eq!(werkbon.klant, Some(world.klant("Garage Van Dijk B.V.")));
    let booked: Vec<&str> = werkbon.artikelen.iter().map(|it| it.artikel.as_str()).collect();
    assert_eq!(booked, [world.artikel("FILTER")], "goods are no articles");
    assert_eq!(werkbon.werkomschrijving, "WB ketel\n2 STUK × CVKETEL");
    // The office makes an order of that quote, and another one by itself.
    let made = new_order(&world, "SO", Some(&quote));
    let own = new_order(&world, "SO", None);
    for _ in 0..3 {
        world.pass(600);
        world.fetch();
    }
    let numbers: Vec<String> =
        werkbonnen(&world).iter().map(|werkbon| werkbon.nummer.to_string()).collect();
    assert_eq!(numbers, [format!("OF-{quote}"), format!("VO-{own}")], "not {made}");
    world.sim.refusals().assert_none();
}
