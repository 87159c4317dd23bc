//! What a first load costs, and following after it: calls, and minutes at the connector's own pace.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    reason = "tests"
)]

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use connector_billit::simulator::{
    Adres, Billit, DEMO_API_KEY, NewArtikel, NewKlant, NewOfferte, NewRegel,
};
use connector_billit::{BillitConfig, BillitConnector};
use simon_core::host::{SystemRandom, Tabel, WipePart};
use simon_core::http::Runtime;
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::memory::{MemoryBudget, MemoryStore, MemoryTokens};
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Faults, InProcess, builders};

/// Rows on a page, the most that Billit serves.
const PAGE: u32 = 120;

struct World {
    clock: SimulatedClock,
    sim: Arc<Billit>,
    integration: Integration,
}

impl World {
    /// An active integration that has fetched nothing yet.
    fn new(relaties: u32, artikelen: u32) -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(Billit::new(Arc::new(clock.clone())));
        sim.books().seed_klanten(relaties);
        sim.books().seed_artikelen(artikelen);
        let faults = Faults::none();
        faults.keep(0);
        let transport = InProcess::new(clock.clone()).mount("*", sim.clone(), faults);
        let runtime = Runtime::new(
            builders::integration(),
            Arc::new(transport),
            Arc::new(clock.clone()),
            Arc::new(MemoryTokens::new()),
            Arc::new(MemoryBudget::new()),
        );
        let config = BillitConfig::with_api_key(DEMO_API_KEY);
        let connector = Arc::new(BillitConnector::new(config, runtime).unwrap());
        let store = Arc::new(MemoryStore::new());
        let ports = Ports::new(store, Arc::new(clock.clone()), Arc::new(SystemRandom));
        let integration = Integration::new(builders::integration(), connector, ports);
        let mut settings = SettingValues::default();
        settings.set("ophalen", SettingValue::Lijst(vec!["offertes".to_owned()]));
        let activation = Activation::new(settings, WipePart::ALL.to_vec());
        let report = run(&clock, integration.activate(&activation)).unwrap();
        assert_eq!(report.saved, Some(1), "{report:?}");
        Self { clock, sim, integration }
    }

    /// Fetches, and gives the calls of every endpoint that it took.
    fn fetch(&self) -> BTreeMap<String, u64> {
        let before = self.sim.all_calls();
        let request = FetchRequest::default();
        let fetch = self.integration.fetch(&request, &NoProgress);
        let reports = run(&self.clock, fetch).unwrap();
        assert!(reports.iter().all(|report| report.error.is_none()), "{reports:?}");
        let since = |(name, count): (String, u64)| {
            let count = count - before.get(&name).copied().unwrap_or_default();
            (name, count)
        };
        self.sim.all_calls().into_iter().map(since).filter(|(_, count)| *count > 0).collect()
    }

    fn pass_hours(&self, hours: u64) {
        self.clock.advance(Duration::from_secs(hours * 3_600));
    }

    fn count(&self, tabel: Tabel) -> u64 {
        let status = run(&self.clock, self.integration.status()).unwrap();
        let found = status.records.into_iter().find(|(table, _)| *table == tabel);
        found.unwrap().1
    }
}

/// Calls for customers, articles and quotes.
fn lists(parties: u64, products: u64, orders: u64) -> BTreeMap<String, u64> {
    let counts = [("parties", parties), ("products", products), ("orders", orders)];
    counts.into_iter().map(|(name, count)| (format!("GET /v1/{name}"), count)).collect()
}

#[test]
fn a_first_load_takes_a_call_a_page_and_two_to_see_the_end_of_each_listing_b3() {
    // Each page after the first begins with the last row of the one before it.
    for (records, calls) in [
        (0, 1),
        (1, 1 + 2),
        (PAGE, 1 + 2),
        (PAGE + 1, 2 + 2),
        (PAGE + PAGE - 1, 2 + 2),
        (PAGE + PAGE, 3 + 2),
        (PAGE + 10 * (PAGE - 1), 11 + 2),
    ] {
        let world = World::new(records, 1);
        assert_eq!(world.fetch(), lists(calls, 3, 1), "{records} customers");
        assert_eq!(world.count(Tabel::Relaties), u64::from(records));
        world.sim.refusals().assert_none();
        let world = World::new(0, records);
        assert_eq!(world.fetch(), lists(1, calls, 1), "{records} articles");
        assert_eq!(world.count(Tabel::Artikelen), u64::from(records));
        world.sim.refusals().assert_none();
    }
}

#[test]
fn following_takes_three_calls_whatever_the_size_when_nothing_changed_b2() {
    let world = World::new(5 * PAGE, 2 * PAGE);
    world.fetch();
    world.pass_hours(2);
    world.fetch();
    for _ in 0..3 {
        world.clock.advance(Duration::from_secs(300));
        assert_eq!(world.fetch(), lists(1, 1, 1));
    }
    world.sim.refusals().assert_none();
}

#[test]
fn following_takes_nine_calls_and_the_quote_when_everything_changed_b2() {
    let world = World::new(5 * PAGE, 2 * PAGE);
    world.fetch();
    world.pass_hours(2);
    world.fetch();
    let books = world.sim.books();
    let adres = Some(Adres { plaats: "Gent".to_owned(), ..Adres::default() });
    let klant = books.add_klant(&NewKlant { adres, ..NewKlant::naam("Garage Peeters") });
    let prijs = Some(builders::decimal("119"));
    let thermostaat = NewArtikel { prijs, ..NewArtikel::artikel("THERM", "Thermostaat") };
    let artikel = books.add_artikel(&thermostaat);
    let regels = vec![NewRegel::artikel(artikel, builders::decimal("1"))];
    let offerte = books.add_offerte(&NewOfferte::voor(klant, regels)).unwrap();
    books.approve_offerte(offerte).unwrap();
    let mut expected = lists(3, 3, 3);
    expected.insert("GET /v1/orders/{id}".to_owned(), 1);
    assert_eq!(world.fetch(), expected);
    assert_eq!(world.count(Tabel::Werkbonnen), 1);
    // What changed comes again until the overlap has passed.
    world.clock.advance(Duration::from_secs(300));
    assert_eq!(world.fetch(), expected);
    world.pass_hours(2);
    world.fetch();
    world.clock.advance(Duration::from_secs(300));
    assert_eq!(world.fetch(), lists(1, 1, 1));
    world.sim.refusals().assert_none();
}

#[test]
fn ten_thousand_customers_take_a_minute_at_two_calls_a_second_r8() {
    let world = World::new(10_000, 2_000);
    world.sim.limit_calls(Some(120));
    let began = world.clock.now();
    assert_eq!(world.fetch(), lists(85 + 2, 17 + 2, 1));
    let seconds = (world.clock.now() - began).num_seconds();
    assert!((50..=60).contains(&seconds), "107 calls at two a second: {seconds} s");
    assert_eq!(world.sim.throttled(), 0);
    world.sim.refusals().assert_none();
}
