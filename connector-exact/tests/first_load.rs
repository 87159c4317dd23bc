//! What a first load costs: calls, and minutes under the limits of an ordinary application.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    reason = "tests"
)]

use std::sync::Arc;

use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_DIVISION, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN,
    ExactOnline,
};
use connector_exact::{ExactConfig, ExactConnector};
use simon_core::host::{SystemRandom, Tabel, WipePart};
use simon_core::http::Runtime;
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::memory::{MemoryBudget, MemoryStore, MemoryTokens};
use simon_core::settings::SettingValue;
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Faults, InProcess, builders};

/// Rows on a page of the sync endpoints.
const PAGE: u32 = 1_000;

struct World {
    clock: SimulatedClock,
    sim: Arc<ExactOnline>,
    integration: Integration,
}

impl World {
    /// An active integration that has fetched nothing yet, under 60 calls a minute and 5,000 a day.
    fn new(relaties: u32, artikelen: u32) -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(ExactOnline::new(Arc::new(clock.clone())));
        sim.books().add_journal("70", "Verkoopboek", 20);
        sim.books().add_accounts(relaties);
        sim.books().add_items(artikelen);
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
        let config = ExactConfig::new(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
            .with_refresh_token(DEMO_REFRESH_TOKEN);
        let connector = Arc::new(ExactConnector::new(config, runtime).unwrap());
        let store = Arc::new(MemoryStore::new());
        let ports = Ports::new(store, Arc::new(clock.clone()), Arc::new(SystemRandom));
        let integration = Integration::new(builders::integration(), connector, ports);
        let settings = [("administratie", DEMO_DIVISION.to_string()), ("dagboek", "70".to_owned())];
        let settings =
            settings.into_iter().map(|(key, text)| (key.to_owned(), SettingValue::Tekst(text)));
        let activation = Activation::new(settings.collect(), WipePart::ALL.to_vec());
        let report = run(&clock, integration.activate(&activation)).unwrap();
        assert_eq!(report.saved, Some(1), "{report:?}");
        Self { clock, sim, integration }
    }

    /// Fetches, and gives the calls of every endpoint that it took.
    fn fetch(&self) -> Vec<(String, u64)> {
        let before = self.sim.calls();
        let request = FetchRequest::default();
        let fetch = self.integration.fetch(&request, &NoProgress);
        let reports = run(&self.clock, fetch).unwrap();
        assert!(reports.iter().all(|report| report.error.is_none()), "{reports:?}");
        let since = |(name, count): (String, u64)| {
            let count = count - before.get(&name).copied().unwrap_or_default();
            (name, count)
        };
        self.sim.calls().into_iter().map(since).filter(|(_, count)| *count > 0).collect()
    }

    fn count(&self, tabel: Tabel) -> u64 {
        let status = run(&self.clock, self.integration.status()).unwrap();
        let found = status.records.into_iter().find(|(table, _)| *table == tabel);
        found.unwrap().1
    }
}

fn calls(expected: &[(&str, u64)]) -> Vec<(String, u64)> {
    expected.iter().map(|(name, count)| (format!("GET {name}"), *count)).collect()
}

#[test]
fn a_first_load_takes_one_call_a_page_and_none_besides_b3() {
    for (relaties, artikelen) in [(1, 1), (PAGE, PAGE), (2 * PAGE + 1, PAGE - 1)] {
        let world = World::new(relaties, artikelen);
        let expected = calls(&[
            ("logistics/ItemGroups", 1),
            ("sync/CRM/Accounts", u64::from(relaties.div_ceil(PAGE))),
            ("sync/Deleted", 1),
            ("sync/Logistics/Items", u64::from(artikelen.div_ceil(PAGE))),
        ]);
        assert_eq!(world.fetch(), expected, "{relaties} customers, {artikelen} articles");
        assert_eq!(world.count(Tabel::Relaties), u64::from(relaties));
        assert_eq!(world.count(Tabel::Artikelen), u64::from(artikelen));
        world.sim.refusals().assert_none();
    }
}

#[test]
fn following_takes_four_calls_whatever_the_size_b2() {
    let world = World::new(2 * PAGE, PAGE);
    world.fetch();
    let expected = calls(&[
        ("logistics/ItemGroups", 1),
        ("sync/CRM/Accounts", 1),
        ("sync/Deleted", 1),
        ("sync/Logistics/Items", 1),
    ]);
    assert_eq!(world.fetch(), expected);
}

#[test]
fn a_hundred_thousand_customers_take_minutes_under_the_real_limits_r8() {
    // As many pages, of fewer rows: this is about calls.
    let world = World::new(100_000 / 50, 20_000 / 50);
    world.sim.cap_pages(20);
    let began = world.clock.now();
    let calls: u64 = world.fetch().iter().map(|(_, count)| count).sum();
    let seconds = (world.clock.now() - began).num_seconds();
    assert_eq!(calls, 100 + 20 + 2);
    assert!((60..=180).contains(&seconds), "50 calls a minute: {seconds} s");
    assert_eq!(world.sim.books().throttled(), 0);
    world.sim.refusals().assert_none();
}
