//! One administration, what a host keeps of it, and processes that come and go.

use std::fmt;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

use simon_core::connector::AccountingConnector;
use simon_core::domain::{Aantal, GeboektArtikel, IntegrationId, RelatieId};
use simon_core::host::{Clock, DeliveryStatus, Fase, Record, Select, Store, Tabel, WipePart};
use simon_core::http::Runtime;
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::log::{LogEntry, LogFilter, Soort};
use simon_core::memory::{MemoryBudget, MemoryStore, MemoryTokens};
use simon_core::settings::SettingValues;

use super::{Sabotage, Vendor};
use crate::simulated::{
    Crash, CrashingStore, CrashingTokens, Seeded, Side, SimulatedClock, run, run_until_crash,
};
use crate::{Faults, InProcess, builders};

/// Between two rounds of a host's scheduler.
pub const ROUND: Duration = Duration::from_secs(5 * 60);

/// A vendor, a host's store, and the processes of Simon between them.
///
/// Its methods panic where what they do fails, unless they say otherwise.
pub struct World<V: Vendor> {
    /// Time.
    pub clock: SimulatedClock,
    /// The vendor.
    pub sim: Arc<V::Simulator>,
    /// The line to the vendor.
    pub faults: Faults,
    /// What the host keeps, whatever dies.
    pub store: Arc<dyn Store>,
    /// The integration.
    pub id: IntegrationId,
    /// What is wrong with the connector of each process from now on.
    pub sabotage: Sabotage,
    logins: AtomicUsize,
    quiet: OnceLock<Integration>,
    tokens: Arc<MemoryTokens>,
    budget: Arc<MemoryBudget>,
}

impl<V: Vendor> fmt::Debug for World<V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("World").field("id", &self.id).finish_non_exhaustive()
    }
}

impl<V: Vendor> Default for World<V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<V: Vendor> World<V> {
    /// The demo records; nothing is activated yet.
    #[must_use]
    pub fn new() -> Self {
        let world = Self::empty();
        V::seed(&world.sim);
        world
    }

    /// An administration without records.
    #[must_use]
    pub fn empty() -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(V::simulator(Arc::new(clock.clone())));
        Self::with(clock, sim)
    }

    /// The same administration with another, empty store.
    #[must_use]
    pub fn beside(&self) -> Self {
        Self::with(self.clock.clone(), self.sim.clone())
    }

    fn with(clock: SimulatedClock, sim: Arc<V::Simulator>) -> Self {
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
    #[must_use]
    pub fn process(&self, crash: &Crash) -> Integration {
        self.process_with(crash, 1, Duration::ZERO)
    }

    /// The same with its own random numbers and this latency on every exchange.
    #[must_use]
    pub fn process_with(&self, crash: &Crash, seed: u64, latency: Duration) -> Integration {
        let store = CrashingStore::new(self.store.clone(), crash.clone());
        self.integration(store, crash, seed, latency)
    }

    /// A process whose store answers one commit, counted from 1, with an error.
    #[must_use]
    pub fn process_on_failing_store(&self, commit: usize, side: Side) -> Integration {
        let crash = Crash::never();
        let store = CrashingStore::new(self.store.clone(), crash.clone());
        self.integration(store.failing_at(commit, side), &crash, 1, Duration::ZERO)
    }

    fn integration(
        &self,
        store: CrashingStore,
        crash: &Crash,
        seed: u64,
        latency: Duration,
    ) -> Integration {
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
        .with_random(Arc::new(Seeded::new(seed.wrapping_add(1000))));
        self.sabotage.of(V::connector(runtime))
    }

    /// The process that does what is not under test.
    pub fn sound(&self) -> &Integration {
        self.quiet.get_or_init(|| self.process(&Crash::never()))
    }

    /// Runs a future on simulated time.
    pub fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    /// Lets seconds pass.
    pub fn pass(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// Activates the integration with these settings.
    pub fn activate(&self, settings: SettingValues) {
        let activation = Activation::new(settings, WipePart::ALL.to_vec());
        let report = self.run(self.sound().activate(&activation)).unwrap();
        assert!(report.saved.is_some(), "{report:?}");
    }

    /// Fetches changes, which must go well.
    pub fn fetch(&self) {
        self.fetch_by(self.sound());
    }

    /// The same by another process.
    pub fn fetch_by(&self, process: &Integration) {
        let reports = self.run(process.fetch(&FetchRequest::default(), &NoProgress)).unwrap();
        for report in reports {
            assert!(report.error.is_none(), "{report:?}");
        }
    }

    /// Cleans up, which must go well.
    pub fn clean_up(&self) {
        for report in self.run(self.sound().clean_up(false, &NoProgress)).unwrap() {
            assert!(report.error.is_none() && report.stopped_at.is_none(), "{report:?}");
        }
    }

    /// Lets a host's scheduler deliver, round after round, until nothing waits. False when the
    /// process died at `crash` before that.
    pub fn deliver_until_quiet(&self, crash: &Crash) -> bool {
        let process = self.process(crash);
        run_until_crash(&self.clock, crash, self.rounds(&process)).is_some()
    }

    /// A worker: delivers every five minutes until nothing waits, for two days at most.
    pub async fn rounds(&self, process: &Integration) {
        self.rounds_every(ROUND, process).await;
    }

    /// A worker with another pause between its rounds. Where the login was lost, a person logs in.
    pub async fn rounds_every(&self, pause: Duration, process: &Integration) {
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

    /// Lets a person log in, where the vendor has a login in a browser.
    pub(super) async fn log_in(&self) {
        let Some(login) = V::LOGIN else { return };
        let address = self.sound().login_url().await.unwrap();
        let back = (login.browser)(&self.sim, &address);
        self.logins.fetch_add(1, Ordering::Relaxed);
        // Whatever fails now is tried again in the next round.
        drop(self.sound().log_in(&back).await);
    }

    /// How often a person had to log in again.
    #[must_use]
    pub fn logins(&self) -> usize {
        self.logins.load(Ordering::Relaxed)
    }

    /// The whole log.
    #[must_use]
    pub fn log(&self) -> Vec<LogEntry> {
        self.run(self.store.log(&self.id, &LogFilter::default())).unwrap()
    }

    /// Codes of what asks a person to act, apart from logging in.
    #[must_use]
    pub fn asks(&self) -> Vec<String> {
        let faults = self.log().into_iter().filter(|entry| entry.soort == Soort::Fout);
        let of_login = |code: &str| V::LOGIN.is_some_and(|login| login.code == code);
        faults.map(|entry| entry.code).filter(|code| !of_login(code)).collect()
    }

    /// Everything in a table of the host's.
    #[must_use]
    pub fn records(&self, tabel: Tabel) -> Vec<Record> {
        let all = Select::After(None, usize::MAX);
        self.run(self.store.records(&self.id, tabel, &all)).unwrap()
    }

    /// Id of the fetched customer with this name.
    #[must_use]
    pub fn klant(&self, naam: &str) -> RelatieId {
        let found = self.records(Tabel::Relaties).into_iter().find_map(|record| match record {
            Record::Relatie(relatie) if relatie.naam == naam => Some(relatie.id),
            _ => None,
        });
        found.expect("the customer")
    }

    /// Id of the fetched article with this code.
    #[must_use]
    pub fn artikel(&self, code: &str) -> String {
        let all = self.records(Tabel::Artikelen);
        all.iter().find(|record| record.code() == code).expect("the article").id().to_owned()
    }

    /// Fetched articles as a mechanic books them: code and quantity.
    #[must_use]
    pub fn geboekt(&self, artikelen: &[(&str, &str)]) -> Vec<GeboektArtikel> {
        let geboekt = |(code, aantal): &(&str, &str)| {
            let id = builders::artikel_id(&self.artikel(code));
            GeboektArtikel::new(id, Aantal(builders::decimal(aantal)))
        };
        artikelen.iter().map(geboekt).collect()
    }
}
