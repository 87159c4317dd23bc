//! What a first load costs: calls, and minutes under the limits that the connector keeps to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    reason = "tests"
)]

use std::sync::Arc;
use std::time::Duration;

use connector_visma::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, Klant, VismaNet,
};
use connector_visma::{VismaConfig, VismaConnector};
use simon_core::host::{SystemRandom, Tabel, WipePart};
use simon_core::http::Runtime;
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::memory::{MemoryBudget, MemoryStore, MemoryTokens};
use simon_core::settings::SettingValue;
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Faults, InProcess, builders};

/// All calls of which something is said here.
const CALLS: [&str; 5] = [
    "POST /connect/token",
    "GET /v1/customer",
    "GET /v1/inventory",
    "GET /api/v3/SalesOrders/{type}",
    "GET /api/v3/SalesOrders/{type}/{orderId}",
];
const TOKEN: &str = CALLS[0];
const CUSTOMERS: &str = CALLS[1];
const ITEMS: &str = CALLS[2];
const ORDERS: &str = CALLS[3];
const ORDER: &str = CALLS[4];

struct World {
    clock: SimulatedClock,
    sim: Arc<VismaNet>,
    integration: Integration,
}

impl World {
    /// An active integration that has fetched nothing yet.
    fn new(relaties: u32, artikelen: u32) -> Self {
        Self::fetching(&[], relaties, artikelen)
    }

    /// The same, that also fetches these kinds of orders.
    fn fetching(soorten: &[&str], relaties: u32, artikelen: u32) -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(VismaNet::new(Arc::new(clock.clone())));
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
        let config =
            VismaConfig::interactive(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
                .with_refresh_token(DEMO_REFRESH_TOKEN);
        let connector = Arc::new(VismaConnector::new(config, runtime).unwrap());
        let store = Arc::new(MemoryStore::new());
        let ports = Ports::new(store, Arc::new(clock.clone()), Arc::new(SystemRandom));
        let integration = Integration::new(builders::integration(), connector, ports);
        let texts = [("administratie", COMPANY), ("document", "klantfactuur")];
        let texts = texts.map(|(key, text)| (key.to_owned(), SettingValue::Tekst(text.to_owned())));
        let soorten = soorten.iter().map(|&soort| soort.to_owned()).collect();
        let lists = [("ophalen".to_owned(), SettingValue::Lijst(soorten))];
        let settings = texts.into_iter().chain(lists).collect();
        let activation = Activation::new(settings, WipePart::ALL.to_vec());
        let report = run(&clock, integration.activate(&activation)).unwrap();
        assert_eq!(report.saved, Some(1), "{report:?}");
        Self { clock, sim, integration }
    }

    /// Fetches, and gives the calls that it took. There are no others.
    fn fetch(&self) -> Vec<(&'static str, u64)> {
        let (before, all) = (CALLS.map(|name| self.sim.calls(name)), self.sim.all_calls());
        let request = FetchRequest::default();
        let reports = run(&self.clock, self.integration.fetch(&request, &NoProgress)).unwrap();
        assert!(reports.iter().all(|report| report.error.is_none()), "{reports:?}");
        let since =
            CALLS.iter().zip(before).map(|(name, count)| (*name, self.sim.calls(name) - count));
        let made: Vec<_> = since.filter(|(_, count)| *count > 0).collect();
        assert_eq!(made.iter().map(|(_, count)| count).sum::<u64>(), self.sim.all_calls() - all);
        made
    }

    fn count(&self, tabel: Tabel) -> u64 {
        let status = run(&self.clock, self.integration.status()).unwrap();
        status.records.into_iter().find(|(table, _)| *table == tabel).unwrap().1
    }

    fn pass_minutes(&self, minutes: u64) {
        self.clock.advance(Duration::from_secs(minutes * 60));
    }

    fn assert_whole(&self, relaties: u32, artikelen: u32) {
        assert_eq!(self.count(Tabel::Relaties), u64::from(relaties));
        assert_eq!(self.count(Tabel::Artikelen), u64::from(artikelen));
        self.sim.refusals().assert_none();
    }
}

/// The company that the simulator begins with.
const COMPANY: &str = "Demo Installatietechniek B.V.";

/// Each page after the first shows the last row read before it: at most one page in twenty more than
/// rows alone would take.
#[test]
fn a_first_load_takes_one_call_a_page_and_none_besides_b3() {
    for (records, pages) in [(0, 1), (500, 1), (501, 2), (999, 3), (2_001, 5), (5_000, 11)] {
        let world = World::new(records, 501);
        assert_eq!(world.fetch(), [(CUSTOMERS, pages), (ITEMS, 2)], "{records} customers");
        world.assert_whole(records, 501);
        let world = World::new(501, records);
        assert_eq!(world.fetch(), [(CUSTOMERS, 2), (ITEMS, pages)], "{records} articles");
        world.assert_whole(501, records);
    }
}

#[test]
fn following_takes_two_calls_whatever_the_size_and_whether_anything_changed_b2() {
    let world = World::new(1_500, 1_000);
    world.fetch();
    let two = [(CUSTOMERS, 1), (ITEMS, 1)];
    assert_eq!(world.fetch(), two, "nothing changed");
    world.pass_minutes(30);
    world.sim.books().add_klant(Klant::new("10099", "Nieuwe Klant B.V."));
    assert_eq!(world.fetch(), two, "a customer more");
    assert_eq!(world.count(Tabel::Relaties), 1_501);
    world.pass_minutes(10);
    assert_eq!(world.fetch(), two, "nothing changed any more");
    world.sim.refusals().assert_none();
}

/// An edited address may not count as a change.
#[test]
fn once_a_day_all_customers_are_read_again_and_the_articles_that_changed() {
    let world = World::new(1_500, 1_000);
    world.fetch();
    world.pass_minutes(24 * 60);
    assert_eq!(world.fetch(), [(TOKEN, 1), (CUSTOMERS, 4), (ITEMS, 1)]);
    assert_eq!(world.fetch(), [(CUSTOMERS, 1), (ITEMS, 1)]);
}

#[test]
fn each_kind_of_order_takes_a_call_and_one_for_each_that_is_open_after_the_first_time_b2() {
    let world = World::fetching(&["verkooporders", "offertes"], 1, 1);
    world.sim.seed_demo();
    let followed = [(CUSTOMERS, 1), (ITEMS, 1), (ORDERS, 2)];
    let with_open = [followed[0], followed[1], followed[2], (ORDER, 2)];
    assert_eq!(
        world.fetch(),
        followed,
        "stock is taken of what was open before, without reading it"
    );
    world.pass_minutes(15);
    assert_eq!(world.fetch(), with_open, "what changed shortly before is looked at once more");
    world.pass_minutes(15);
    assert_eq!(world.fetch(), followed, "nothing changed");
    world.sim.refusals().assert_none();
}

#[test]
fn twenty_thousand_customers_take_a_minute_at_the_connectors_own_pace_r8() {
    let world = World::new(20_000, 4_000);
    let began = world.clock.now();
    let calls: u64 = world.fetch().iter().map(|(_, count)| count).sum();
    let seconds = (world.clock.now() - began).num_seconds();
    assert_eq!(calls, 42 + 9);
    assert!((45..=60).contains(&seconds), "one call a second: {seconds} s");
    assert_eq!(world.sim.books().throttled(), 0);
    world.assert_whole(20_000, 4_000);
}
