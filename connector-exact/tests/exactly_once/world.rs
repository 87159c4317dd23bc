//! One administration, what a host keeps of it, and processes that come and go.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use bytes::Bytes;
use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, ExactOnline,
};
use connector_exact::{ExactConfig, ExactConnector};
use simon_core::connector::AccountingConnector;
use simon_core::domain::IntegrationId;
use simon_core::host::{Clock, DeliveryStatus, Fase, Record, Select, Store, Tabel, WipePart};
use simon_core::http::Runtime;
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::log::{LogEntry, LogFilter, Soort};
use simon_core::memory::{MemoryBudget, MemoryStore, MemoryTokens};
use simon_core::settings::SettingValues;
use simon_testkit::simulated::{
    Crash, CrashingStore, CrashingTokens, Seeded, SimulatedClock, run, run_until_crash,
};
use simon_testkit::{Faults, InProcess, Simulator, builders};

use crate::saboteur::Sabotage;

/// Between two rounds of a host's scheduler.
pub(crate) const ROUND: Duration = Duration::from_secs(5 * 60);

pub(crate) struct World {
    pub(crate) clock: SimulatedClock,
    pub(crate) sim: Arc<ExactOnline>,
    pub(crate) faults: Faults,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) id: IntegrationId,
    /// What is wrong with the connector, where the tests themselves are tested.
    pub(crate) sabotage: Sabotage,
    /// How often a person had to log in again.
    pub(crate) logins: AtomicUsize,
    quiet: OnceLock<Integration>,
    tokens: Arc<MemoryTokens>,
    budget: Arc<MemoryBudget>,
}

impl World {
    /// The demo administration; nothing is activated yet.
    pub(crate) fn new() -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(ExactOnline::new(Arc::new(clock.clone())));
        sim.seed_demo();
        Self {
            clock,
            sim,
            faults: Faults::none(),
            store: Arc::new(MemoryStore::new()),
            id: builders::integration(),
            sabotage: Sabotage::None,
            logins: AtomicUsize::new(0),
            quiet: OnceLock::new(),
            tokens: Arc::new(MemoryTokens::new()),
            budget: Arc::new(MemoryBudget::new()),
        }
    }

    /// A process on the host's store, dying where `crash` says.
    pub(crate) fn process(&self, crash: &Crash) -> Integration {
        self.process_with(crash, 1, Duration::ZERO)
    }

    /// The same with its own random numbers and this latency on every exchange.
    pub(crate) fn process_with(&self, crash: &Crash, seed: u64, latency: Duration) -> Integration {
        let store = CrashingStore::new(self.store.clone(), crash.clone());
        let connector = self.connector(crash, seed, latency);
        let clock = Arc::new(self.clock.clone());
        let ports = Ports::new(Arc::new(store), clock, Arc::new(Seeded::new(seed)));
        Integration::new(self.id.clone(), connector, ports)
    }

    fn connector(
        &self,
        crash: &Crash,
        seed: u64,
        latency: Duration,
    ) -> Arc<dyn AccountingConnector> {
        let transport = InProcess::new(self.clock.clone())
            .mount("*", self.sim.clone(), self.faults.clone())
            .with_latency(latency)
            .with_crash(crash.clone());
        let runtime = Runtime::new(
            self.id.clone(),
            Arc::new(transport),
            Arc::new(self.clock.clone()),
            Arc::new(CrashingTokens::new(self.tokens.clone(), crash.clone())),
            self.budget.clone(),
        )
        .with_random(Arc::new(Seeded::new(seed + 1000)));
        let config = ExactConfig::new(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
            .with_refresh_token(DEMO_REFRESH_TOKEN);
        self.sabotage.of(Arc::new(ExactConnector::new(config, runtime).unwrap()))
    }

    /// The process that does what is not under test.
    pub(crate) fn sound(&self) -> &Integration {
        self.quiet.get_or_init(|| self.process(&Crash::never()))
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    pub(crate) fn activate(&self, settings: SettingValues) {
        let activation = Activation::new(settings, WipePart::ALL.to_vec());
        let report = self.run(self.sound().activate(&activation)).unwrap();
        assert!(report.saved.is_some(), "{report:?}");
    }

    /// Fetches changes, which must go well.
    pub(crate) fn fetch(&self) {
        let reports = self.run(self.sound().fetch(&FetchRequest::default(), &NoProgress)).unwrap();
        for report in reports {
            assert!(report.error.is_none(), "{report:?}");
        }
    }

    /// Lets a host's scheduler deliver, round after round, until nothing waits. False when the
    /// process died at `crash` before that.
    pub(crate) fn deliver_until_quiet(&self, crash: &Crash) -> bool {
        let process = self.process(crash);
        run_until_crash(&self.clock, crash, self.rounds(&process)).is_some()
    }

    /// A worker: delivers every five minutes until nothing waits, for two days at most.
    pub(crate) async fn rounds(&self, process: &Integration) {
        self.rounds_every(ROUND, process).await;
    }

    /// A worker with another pause between its rounds. Where the login was lost, a person logs in.
    pub(crate) async fn rounds_every(&self, pause: Duration, process: &Integration) {
        let end = self.clock.now() + chrono::TimeDelta::days(2);
        while self.clock.now() < end {
            process.deliver().await.unwrap();
            if self.store.state(&self.id).await.unwrap().fase == Fase::AandachtNodig {
                self.log_in().await;
            }
            let waits = self.store.count_deliveries(&self.id, DeliveryStatus::Wacht).await;
            if waits.unwrap() == 0 {
                return;
            }
            self.clock.sleep(pause).await;
        }
    }

    async fn log_in(&self) {
        let address = self.sound().login_url().await.unwrap();
        let request = http::Request::get(address).body(Bytes::new()).unwrap();
        let answer = self.sim.handle(&request);
        let back = answer.headers()["location"].to_str().unwrap();
        self.logins.fetch_add(1, Ordering::Relaxed);
        // Whatever fails now is tried again in the next round.
        drop(self.sound().log_in(back).await);
    }

    pub(crate) fn log(&self) -> Vec<LogEntry> {
        self.run(self.store.log(&self.id, &LogFilter::default())).unwrap()
    }

    /// Codes of what asks a person to act, apart from logging in.
    pub(crate) fn asks(&self) -> Vec<String> {
        let faults = self.log().into_iter().filter(|entry| entry.soort == Soort::Fout);
        let codes = faults.map(|entry| entry.code);
        codes.filter(|code| code != "exact-opnieuw-koppelen").collect()
    }

    /// Everything in a table.
    pub(crate) fn records(&self, tabel: Tabel) -> Vec<Record> {
        let all = Select::After(None, usize::MAX);
        self.run(self.store.records(&self.id, tabel, &all)).unwrap()
    }
}
