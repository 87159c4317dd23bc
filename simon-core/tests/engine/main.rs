//! The engine against a vendor without HTTP, on simulated time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod activating;
mod administraties;
mod books;
mod choices;
mod cleaning;
mod crashing;
mod dates;
mod deactivating;
mod delivering;
mod documents;
mod dossiers;
mod drifting;
mod erasing;
mod fetching;
mod groups;
mod holders;
mod limit;
mod listing;
mod offers;
mod orders;
mod pdf_wait;
mod previewing;
mod questions;
mod reconciling;
mod reconnecting;
mod renumbering;
mod scheduling;
mod sharing_codes;
mod tables;
mod telemetry;
mod vendor;

use std::sync::Arc;
use std::time::Duration;

use simon_core::domain::{GearchiveerdeWerkbon, IntegrationId};
use simon_core::host::{Clock, Store, Tabel, WipePart};
use simon_core::integration::{
    Activation, DeliveryReport, FetchRequest, Integration, NoProgress, Ports,
};
use simon_core::log::{LogEntry, LogFilter, Soort};
use simon_core::memory::MemoryStore;
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::simulated::{Crash, CrashingStore, Seeded, SimulatedClock, run};

use vendor::Vendor;

/// A vendor, a store, a clock and the integration that works on them.
struct World {
    vendor: Vendor,
    store: Arc<MemoryStore>,
    clock: SimulatedClock,
    id: IntegrationId,
    integration: Integration,
}

impl World {
    /// Nothing is activated yet.
    fn new() -> Self {
        Self::with(Vendor::new())
    }

    /// Nothing is activated yet, at this vendor.
    fn with(vendor: Vendor) -> Self {
        let store = Arc::new(MemoryStore::new());
        let clock = SimulatedClock::default();
        let id = simon_testkit::builders::integration();
        let ports = Ports::new(store.clone(), Arc::new(clock.clone()), Arc::new(Seeded::new(1)));
        let integration = Integration::new(id.clone(), Arc::new(vendor.clone()), ports);
        Self { vendor, store, clock, id, integration }
    }

    /// Activated with the articles for hours, and fetched.
    fn working(extra: &[(&str, SettingValue)]) -> Self {
        let world = Self::new();
        world.activate(extra);
        world.fetch();
        world
    }

    fn settings(extra: &[(&str, SettingValue)]) -> SettingValues {
        let hours = [("reistijd_artikel", tekst("Areis")), ("werktijd_artikel", tekst("Awerk"))];
        let all = hours.into_iter().chain(extra.iter().cloned());
        all.map(|(key, value)| (key.to_owned(), value)).collect()
    }

    fn activate(&self, extra: &[(&str, SettingValue)]) {
        let activation = Activation::new(Self::settings(extra), WipePart::ALL.to_vec());
        let report = run(&self.clock, self.integration.activate(&activation)).unwrap();
        assert!(report.saved.is_some(), "{report:?}");
    }

    fn fetch(&self) {
        let request = FetchRequest::default();
        let reports = run(&self.clock, self.integration.fetch(&request, &NoProgress)).unwrap();
        for report in reports {
            assert!(report.error.is_none(), "{report:?}");
        }
    }

    fn archive(&self, werkbon: GearchiveerdeWerkbon) {
        run(&self.clock, self.integration.archive(werkbon)).unwrap();
    }

    fn deliver(&self) -> Vec<DeliveryReport> {
        run(&self.clock, self.integration.deliver()).unwrap()
    }

    /// Delivers again and again, half a minute apart, for a day.
    fn deliver_for_a_day(&self) {
        for _ in 0..(24 * 120) {
            self.deliver();
            self.clock.advance(Duration::from_secs(30));
        }
    }

    fn count(&self, tabel: Tabel) -> u64 {
        run(&self.clock, self.store.count(&self.id, tabel)).unwrap()
    }

    fn log(&self) -> Vec<LogEntry> {
        run(&self.clock, self.store.log(&self.id, &LogFilter::default())).unwrap()
    }

    fn faults(&self) -> Vec<LogEntry> {
        self.log().into_iter().filter(|entry| entry.soort == Soort::Fout).collect()
    }

    fn log_has(&self, code: &str) -> bool {
        self.log().iter().any(|entry| entry.code == code)
    }

    /// The integration as a new process on the same store sees it, dying where `crash` says.
    fn process(&self, crash: &Crash, seed: u64) -> Integration {
        self.process_on(Arc::new(self.clock.clone()), crash, seed)
    }

    fn process_on(&self, clock: Arc<dyn Clock>, crash: &Crash, seed: u64) -> Integration {
        let store = CrashingStore::new(self.store.clone(), crash.clone());
        let ports = Ports::new(Arc::new(store), clock, Arc::new(Seeded::new(seed)));
        Integration::new(self.id.clone(), Arc::new(self.vendor.seen_by(crash)), ports)
    }
}

fn tekst(text: &str) -> SettingValue {
    SettingValue::Tekst(text.to_owned())
}

fn lijst(texts: &[&str]) -> SettingValue {
    SettingValue::Lijst(texts.iter().map(|&text| text.to_owned()).collect())
}
