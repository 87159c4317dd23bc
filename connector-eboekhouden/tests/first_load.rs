//! What a first load costs: calls over either interface, and minutes under the limits that the
//! connector keeps to.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    reason = "tests"
)]

use std::sync::Arc;

use connector_eboekhouden::simulator::{
    DEMO_API_TOKEN, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_SJABLOON, DEMO_USERNAME,
    EBoekhouden,
};
use connector_eboekhouden::{EboekhoudenConfig, connector};
use simon_core::host::{SystemRandom, Tabel, WipePart};
use simon_core::http::Runtime;
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::memory::{MemoryBudget, MemoryStore, MemoryTokens};
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Faults, InProcess, builders};

/// All calls of which something is said here.
const CALLS: [&str; 11] = [
    "OpenSession",
    "GetRelaties",
    "GetArtikelen",
    "GetGrootboekrekeningen",
    "POST /v1/session",
    "GET /v1/relation",
    "GET /v1/relation/{id}",
    "GET /v1/product/groups",
    "GET /v1/product",
    "GET /v1/product/{id}",
    "GET /v1/unit",
];

struct World {
    clock: SimulatedClock,
    sim: Arc<EBoekhouden>,
    integration: Integration,
}

fn codes() -> EboekhoudenConfig {
    EboekhoudenConfig::with_codes(DEMO_USERNAME, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2)
}

fn token() -> EboekhoudenConfig {
    EboekhoudenConfig::with_token(DEMO_API_TOKEN)
}

impl World {
    /// An active integration that has fetched nothing yet, and of which the session has ended.
    fn new(config: EboekhoudenConfig, relaties: u32, artikelen: u32) -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(EBoekhouden::new(Arc::new(clock.clone())));
        sim.seed_relaties(relaties);
        sim.seed_artikelen(artikelen);
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
        let connector = connector(config, runtime).unwrap();
        let store = Arc::new(MemoryStore::new());
        let ports = Ports::new(store, Arc::new(clock.clone()), Arc::new(SystemRandom));
        let integration = Integration::new(builders::integration(), connector, ports);
        let mut settings = SettingValues::default();
        settings.set("sjabloon", SettingValue::Tekst(DEMO_SJABLOON.to_owned()));
        let activation = Activation::new(settings, WipePart::ALL.to_vec());
        let report = run(&clock, integration.activate(&activation)).unwrap();
        assert_eq!(report.saved, Some(1), "{report:?}");
        clock.advance(std::time::Duration::from_secs(2 * 3600));
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

    fn assert_whole(&self, relaties: u32, artikelen: u32) {
        assert_eq!(self.count(Tabel::Relaties), u64::from(relaties));
        assert_eq!(self.count(Tabel::Artikelen), u64::from(artikelen));
        self.sim.refusals().assert_none();
    }
}

/// The groups are those that articles are in.
#[test]
fn soap_takes_a_session_one_call_a_table_and_one_more_for_the_groups_b3() {
    for (relaties, artikelen) in [(0, 0), (1, 1), (500, 499), (4_001, 1_001)] {
        let world = World::new(codes(), relaties, artikelen);
        let tables = [("GetRelaties", 1), ("GetArtikelen", 2)];
        assert_eq!(world.fetch(), [("OpenSession", 1), tables[0], tables[1]]);
        world.assert_whole(relaties, artikelen);
        assert_eq!(world.fetch(), tables, "again, in the same session");
    }
}

/// Source of the bound: `n / 199 + 3` calls for ids, one for each record, three for units.
#[test]
fn rest_takes_a_call_for_each_record_and_few_for_their_ids_b3() {
    for (relaties, artikelen) in [(0, 0), (1, 1), (199, 200), (801, 401)] {
        let world = World::new(token(), relaties, artikelen);
        let made = world.fetch();
        let calls = |wanted: &str| {
            made.iter().find(|(name, _)| *name == wanted).map_or(0, |(_, count)| *count)
        };
        let ids = |records: u32| u64::from(records) / 199 + 3;
        assert_eq!(calls("POST /v1/session"), 1);
        assert_eq!(calls("GET /v1/relation/{id}"), u64::from(relaties));
        assert_eq!(calls("GET /v1/product/{id}"), u64::from(artikelen));
        assert!(calls("GET /v1/relation") <= ids(relaties), "{made:?}");
        assert!(calls("GET /v1/product") <= ids(artikelen), "{made:?}");
        assert_eq!(calls("GET /v1/product/groups"), 1);
        assert!(calls("GET /v1/unit") <= 3, "{made:?}");
        world.assert_whole(relaties, artikelen);
    }
}

#[test]
fn rest_takes_minutes_for_a_thousand_records_at_its_own_pace_r8() {
    let world = World::new(token(), 1_000, 200);
    let began = world.clock.now();
    let calls: u64 = world.fetch().iter().map(|(_, count)| count).sum();
    let seconds = u64::try_from((world.clock.now() - began).num_seconds()).unwrap();
    assert!((1_200..=1_230).contains(&calls), "{calls}");
    // One of five a second is kept for delivering.
    assert!((calls / 5..=calls / 3).contains(&seconds), "{seconds} s");
}
