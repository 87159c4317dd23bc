//! What a delivery is at SnelStart: an order, and a mark on the order that it came from.

use std::sync::Arc;
use std::time::Duration;

use connector_snelstart::simulator::{
    DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, NewOrder, NewRegel, Order, OrderRegel, SnelStart,
};
use connector_snelstart::{SnelStartConfig, SnelStartConnector};
use simon_core::connector::AccountingConnector;
use simon_core::domain::{OrderRef, OrderSoort, RelatieId, WerkadresId, Werkbon};
use simon_core::host::{Clock, Record, Tabel};
use simon_core::http::Runtime;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::Refusals;
use simon_testkit::builders::{self, decimal};
use simon_testkit::exactly_once::{self, Endpoint, NUMMER, Vendor};

pub(crate) type World = exactly_once::World<Administratie>;

/// The demo administration.
pub(crate) struct Administratie;

const ORDERS: &str = "/v2/verkooporders";

impl Vendor for Administratie {
    type Simulator = SnelStart;
    type Document = Order;

    const CREATE: Endpoint = Endpoint::new("POST", ORDERS, "create");
    const ENDPOINTS: &'static [Endpoint] = &[
        Endpoint::new("POST", "/b2b/token", "token"),
        Endpoint::new("GET", "/v2/companyInfo", "administration"),
        Endpoint::new("GET", "/v2/artikelen/", "agreed price"),
        Self::CREATE,
        Endpoint::new("GET", "/v2/verkooporders/", "source order"),
        Endpoint::new("PUT", "/v2/verkooporders/", "mark"),
        Endpoint::new("GET", ORDERS, "look-up").after_lost(&Self::CREATE),
    ];
    /// Claim, three for the token, administration, five agreed prices, attempt, create, result, read
    /// and write for the mark, step done, delivered.
    const CALLS: usize = 19;
    const SECOND_CRASHES: [usize; 2] = [600, 350];
    const LAG: Duration = Duration::from_secs(60);

    fn simulator(clock: Arc<dyn Clock>) -> SnelStart {
        SnelStart::new(clock)
    }

    fn seed(sim: &SnelStart) {
        sim.seed_demo();
    }

    fn connector(runtime: Runtime) -> Arc<dyn AccountingConnector> {
        let config = SnelStartConfig::new(DEMO_SUBSCRIPTION_KEY, DEMO_KOPPELSLEUTEL);
        Arc::new(SnelStartConnector::new(config, runtime).unwrap())
    }

    fn refusals(sim: &SnelStart) -> Refusals {
        sim.refusals()
    }

    fn delay_look_ups(sim: &SnelStart, lag: Duration) {
        sim.delay_visibility(lag);
    }

    fn settings() -> SettingValues {
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

    /// Made from an order in the books.
    fn werkbon(world: &World) -> Werkbon {
        let klant = world.klant("Bakkerij De Korenaar");
        let bron = NewOrder {
            relatie: klant.as_str().to_owned(),
            omschrijving: Some("Kraan lekt".to_owned()),
            regels: vec![NewRegel {
                artikel: Some(world.artikel("KRAAN15")),
                aantal: decimal("1"),
                stuksprijs: decimal("11.95"),
                ..NewRegel::default()
            }],
            ..NewOrder::default()
        };
        let bron = world.sim.add_order(&bron).unwrap();
        let buis = world.artikel("BUIS22");
        world.sim.agree_price(klant.as_str(), &buis, decimal("1"), decimal("9.99"));
        let mut werkbon = builders::werkbon(NUMMER);
        werkbon.werkadres = Some(werkadres(world, &klant));
        werkbon.klant = Some(klant);
        werkbon.klantreferentie = Some("PO-88".to_owned());
        werkbon.bron = Some(OrderRef::new(OrderSoort::Verkooporder, bron, "1"));
        werkbon.artikelen = world.geboekt(&[("KRAAN15", "2"), ("BUIS22", "3.5")]);
        werkbon
    }

    fn race_settings() -> SettingValues {
        [("reistijd_artikel", "REIS"), ("werktijd_artikel", "UUR")]
            .map(|(key, code)| (key.to_owned(), SettingValue::Tekst(code.to_owned())))
            .into_iter()
            .collect()
    }

    /// With its own price, so that a delivery is one call.
    fn race_werkbon(world: &World, nummer: &str) -> Werkbon {
        let mut werkbon = builders::werkbon(nummer);
        werkbon.klant = Some(world.klant("Bakkerij De Korenaar"));
        werkbon.tijden.clear();
        werkbon.artikelen[0].artikel = builders::artikel_id(&world.artikel("KRAAN15"));
        werkbon.artikelen[0].prijs = builders::artikel("x").verkoopprijs;
        werkbon
    }

    fn documents(sim: &SnelStart, nummer: &str) -> Vec<Order> {
        let reference = reference(nummer);
        let carries =
            |order: &Order| order.memo.iter().any(|memo| memo.lines().any(|it| it == reference));
        sim.orders().into_iter().filter(carries).collect()
    }

    fn id(order: &Order) -> &str {
        &order.id
    }

    fn checks(world: &World, order: &Order) -> Vec<(&'static str, bool)> {
        let expected =
            EXPECTED.map(|(a, text, aantal, prijs)| (a, text, aantal.into(), prijs.into()));
        let memo = order.memo.as_deref().unwrap_or_default();
        vec![
            ("lines", lines(order) == expected),
            ("memo", memo.ends_with(&reference(NUMMER)) && memo.starts_with("Molenstraat 14")),
            ("omschrijving", order.omschrijving.as_deref() == Some("Lekkende kraan vervangen WB")),
            ("kenmerk", order.betalingskenmerk.as_deref() == Some("20417 / PO-88")),
            ("sjabloon", order.sjabloon.is_some() && order.proces_status == "Werkbon"),
            ("source order", source_is_marked_once(world)),
        ]
    }
}

fn werkadres(world: &World, klant: &RelatieId) -> WerkadresId {
    let found = world.records(Tabel::Werkadressen).into_iter().find_map(|record| match record {
        Record::Werkadres(adres) if adres.relatie.as_ref() == Some(klant) => Some(adres.id),
        _ => None,
    });
    found.unwrap()
}

/// The line of the memo that says whose order it is.
fn reference(nummer: &str) -> String {
    format!("Simon-werkbon: acme01-{nummer}")
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

fn source_is_marked_once(world: &World) -> bool {
    let orders = world.sim.orders();
    let source = &orders[0];
    source.omschrijving.as_deref() == Some("Kraan lekt WB")
        && source.regels.len() == 1
        && orders.len() == 2
}
