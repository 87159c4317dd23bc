//! The delivery that everything is tried on, and what must hold afterwards.

use connector_snelstart::simulator::{NewOrder, NewRegel, Order, OrderRegel};
use simon_core::domain::{
    Aantal, GeboektArtikel, OrderRef, OrderSoort, RelatieId, WerkadresId, WerkbonNummer,
};
use simon_core::host::{DeliveryStatus, Record, Tabel};
use simon_core::log::Soort;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::builders::{self, decimal};

use crate::world::World;

pub(crate) const NUMMER: &str = "20417";
/// Port calls of a delivery that nothing disturbs: claim, three for the token, administration, five
/// agreed prices, attempt, create, result, read and write for the mark, step done, delivered.
pub(crate) const CALLS: usize = 19;
const REFERENTIE: &str = "Simon-werkbon: acme01-20417";

/// Every setting that puts something on the order or adds a call.
pub(crate) fn settings() -> SettingValues {
    let tekst = |text: &str| SettingValue::Tekst(text.to_owned());
    [
        ("reistijd_artikel", tekst("REIS")),
        ("werktijd_artikel", tekst("UUR")),
        ("standaard_artikel", tekst("VOORRIJ")),
        ("omschrijving", SettingValue::Lijst(vec!["werkomschrijving".to_owned()])),
        ("betalingskenmerk", tekst("beide")),
        ("memo", tekst("beide")),
        ("eerste_regel", SettingValue::JaNee(true)),
        ("sjabloon", tekst("Onderhoud")),
        ("ordertype", tekst("werkbon")),
        ("markering", tekst("WB")),
    ]
    .into_iter()
    .map(|(key, value)| (key.to_owned(), value))
    .collect()
}

/// A werkbon made from an order in the books, archived; the token has died meanwhile.
pub(crate) fn archived() -> World {
    let world = World::new();
    world.activate(settings());
    world.fetch();
    archive_in(&world);
    world
}

pub(crate) fn archive_in(world: &World) {
    let klant = klant(world, "Bakkerij De Korenaar");
    let bron = NewOrder {
        relatie: klant.as_str().to_owned(),
        omschrijving: Some("Kraan lekt".to_owned()),
        regels: vec![NewRegel {
            artikel: Some(artikel(world, "KRAAN15")),
            aantal: decimal("1"),
            stuksprijs: decimal("11.95"),
            ..NewRegel::default()
        }],
        ..NewOrder::default()
    };
    let bron = world.sim.add_order(&bron).unwrap();
    world.sim.agree_price(klant.as_str(), &artikel(world, "BUIS22"), decimal("1"), decimal("9.99"));
    let mut werkbon = builders::werkbon(NUMMER);
    werkbon.werkadres = Some(werkadres(world, &klant));
    werkbon.klant = Some(klant);
    werkbon.klantreferentie = Some("PO-88".to_owned());
    werkbon.bron = Some(OrderRef::new(OrderSoort::Verkooporder, bron, "1"));
    werkbon.artikelen = [("KRAAN15", "2"), ("BUIS22", "3.5")]
        .map(|(code, aantal)| {
            GeboektArtikel::new(
                builders::artikel_id(&artikel(world, code)),
                Aantal(decimal(aantal)),
            )
        })
        .into();
    world.run(world.sound().archive(werkbon.archiveren().unwrap())).unwrap();
    world.pass(2 * 3600);
    world.faults.clear_journal();
}

pub(crate) fn klant(world: &World, naam: &str) -> RelatieId {
    let found = world.records(Tabel::Relaties).into_iter().find_map(|record| match record {
        Record::Relatie(relatie) if relatie.naam == naam => Some(relatie.id),
        _ => None,
    });
    found.unwrap()
}

pub(crate) fn artikel(world: &World, code: &str) -> String {
    let all = world.records(Tabel::Artikelen);
    all.iter().find(|record| record.code() == code).unwrap().id().to_owned()
}

fn werkadres(world: &World, klant: &RelatieId) -> WerkadresId {
    let found = world.records(Tabel::Werkadressen).into_iter().find_map(|record| match record {
        Record::Werkadres(adres) if adres.relatie.as_ref() == Some(klant) => Some(adres.id),
        _ => None,
    });
    found.unwrap()
}

/// Orders in the vendor's books with the reference of a werkbon.
pub(crate) fn orders_of(world: &World, nummer: &str) -> Vec<Order> {
    let line = format!("Simon-werkbon: acme01-{nummer}");
    let carries = |order: &Order| order.memo.iter().any(|memo| memo.lines().any(|it| it == line));
    world.sim.orders().into_iter().filter(carries).collect()
}

/// What the vendor shows to people: article, text, quantity and price of each line.
fn lines(order: &Order) -> Vec<(bool, &str, String, String)> {
    let line = |regel: &OrderRegel| (regel.aantal.normalize(), regel.stuksprijs.normalize());
    let line = |regel| {
        let (aantal, prijs) = line(regel);
        let text = regel.omschrijving.as_str();
        (regel.artikel.is_some(), text, aantal.to_string(), prijs.to_string())
    };
    order.regels.iter().map(line).collect()
}

const EXPECTED: [(bool, &str, &str, &str); 6] = [
    (false, "Lekkende kraan vervangen", "0", "0"),
    (true, "Kogelkraan 15 mm", "2", "11.95"),
    (true, "Koperen buis 22 mm", "3.5", "9.99"),
    (true, "Arbeidsloon monteur", "1.5", "62.5"),
    (true, "Reisuren", "0.5", "47.5"),
    (true, "Voorrijkosten", "1", "35"),
];

/// Everything that must hold once nothing waits any more, or what does not.
pub(crate) fn broken(world: &World) -> Option<String> {
    let orders = orders_of(world, NUMMER);
    let [order] = orders.as_slice() else { return Some(format!("{} orders", orders.len())) };
    let found = lines(order);
    let expected = EXPECTED.map(|(a, text, aantal, prijs)| (a, text, aantal.into(), prijs.into()));
    let memo = order.memo.as_deref().unwrap_or_default();
    let checks = [
        ("lines", found == expected),
        ("memo", memo.ends_with(REFERENTIE) && memo.starts_with("Molenstraat 14")),
        ("omschrijving", order.omschrijving.as_deref() == Some("Lekkende kraan vervangen WB")),
        ("kenmerk", order.betalingskenmerk.as_deref() == Some("20417 / PO-88")),
        ("sjabloon", order.sjabloon.is_some() && order.proces_status == "Werkbon"),
        ("source order", source_is_marked_once(world)),
        ("ledger", ledger_knows(world, &order.id)),
        ("one approval", approvals(world) == 1),
        ("no fault", world.asks().is_empty()),
        ("nothing refused", world.sim.refusals().all().is_empty()),
    ];
    let wrong: Vec<&str> = checks.into_iter().filter(|check| !check.1).map(|it| it.0).collect();
    (!wrong.is_empty()).then(|| format!("{wrong:?}: {order:?}, asks {:?}", world.asks()))
}

pub(crate) fn assert_sound(world: &World, when: &str) {
    if let Some(wrong) = broken(world) {
        panic!("{when}: {wrong}\n{:?}\n{:#?}", world.faults.journal(), world.log());
    }
}

fn source_is_marked_once(world: &World) -> bool {
    let orders = world.sim.orders();
    let source = &orders[0];
    source.omschrijving.as_deref() == Some("Kraan lekt WB")
        && source.regels.len() == 1
        && orders.len() == 2
}

fn ledger_knows(world: &World, id: &str) -> bool {
    let nummer = WerkbonNummer::new(NUMMER).unwrap();
    let entry = world.run(world.store.delivery(&world.id, &nummer)).unwrap().unwrap();
    let same = entry.document.is_some_and(|document| document.vendor_id == id);
    same && entry.status == DeliveryStatus::Geleverd
        && entry.attempt.is_none()
        && entry.claim.is_none()
        && entry.werkbon.is_none()
        && entry.stappen.is_empty()
}

fn approvals(world: &World) -> usize {
    let of_werkbon = |record: &Option<String>| record.as_deref() == Some(NUMMER);
    let log = world.log();
    log.iter().filter(|it| it.soort == Soort::Goedkeuring && of_werkbon(&it.record)).count()
}
