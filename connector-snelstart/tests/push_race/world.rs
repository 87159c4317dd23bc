//! SnelStart on a loopback port, a store in a file, and workers that share both.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use connector_snelstart::{Limieten, SnelStartConfig, SnelStartConnector};
use simon_core::domain::IntegrationId;
use simon_core::host::{
    Clock, Delivery, DeliveryStatus, Record, Select, Store, SystemRandom, Tabel, WipePart,
};
use simon_core::http::{ReqwestTransport, Runtime};
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::settings::SettingValues;
use simon_sqlite::SqliteStore;
use simon_testkit::{Exchange, FastClock, Faults, SimServer, builders};
use tempfile::TempDir;

pub(crate) const WERKBONNEN: usize = 200;
pub(crate) const ORDERS: &str = "/v2/verkooporders";

/// Two minutes for the answer to a create become two seconds, half a minute for another half a
/// second: far more than loopback takes.
const FACTOR: u32 = 60;

/// What every order carries in its memo, before the number of its werkbon.
const REFERENTIE: &str = "Simon-werkbon: ";

pub(crate) struct World {
    pub(crate) sim: Arc<SnelStart>,
    pub(crate) faults: Faults,
    pub(crate) store: SqliteStore,
    pub(crate) id: IntegrationId,
    clock: Arc<FastClock>,
    server: SimServer,
    folder: TempDir,
}

#[allow(clippy::disallowed_methods, reason = "the test says how long it took")]
pub(crate) fn stopwatch() -> Instant {
    Instant::now()
}

impl World {
    /// An active integration with everything fetched and all werkbonnen archived.
    pub(crate) async fn archived() -> Self {
        let clock = Arc::new(FastClock::new(FACTOR));
        let sim = Arc::new(SnelStart::new(clock.clone()));
        sim.seed_demo();
        let faults = Faults::none();
        let server = SimServer::start(sim.clone(), faults.clone()).await;
        let folder = TempDir::new().unwrap();
        let store = SqliteStore::open(&folder.path().join("simon.db")).unwrap();
        let id = builders::integration();
        let world = Self { sim, faults, store, id, clock, server, folder };
        world.prepare().await;
        world
    }

    async fn prepare(&self) {
        let worker = self.worker();
        let activation = Activation::new(SettingValues::default(), WipePart::ALL.to_vec());
        assert!(worker.activate(&activation).await.unwrap().saved.is_some());
        for report in worker.fetch(&FetchRequest::default(), &NoProgress).await.unwrap() {
            assert!(report.error.is_none(), "{report:?}");
        }
        let klant = self.id_in(Tabel::Relaties, "Bakkerij De Korenaar").await;
        let artikel = self.id_in(Tabel::Artikelen, "Kogelkraan 15 mm").await;
        for nummer in 1..=WERKBONNEN {
            let mut werkbon = builders::werkbon(&nummer.to_string());
            werkbon.klant = Some(builders::relatie_id(&klant));
            werkbon.tijden.clear();
            werkbon.artikelen[0].artikel = builders::artikel_id(&artikel);
            // With a price of its own, so that a delivery is one call.
            werkbon.artikelen[0].prijs = builders::artikel("x").verkoopprijs;
            worker.archive(werkbon.archiveren().unwrap()).await.unwrap();
        }
        self.faults.clear_journal();
    }

    async fn id_in(&self, tabel: Tabel, naam: &str) -> String {
        let all = Select::After(None, usize::MAX);
        let all = self.store.records(&self.id, tabel, &all).await.unwrap();
        let named = |record: &&Record| match record {
            Record::Relatie(relatie) => relatie.naam == naam,
            Record::Artikel(artikel) => artikel.omschrijving == naam,
            _ => false,
        };
        all.iter().find(named).unwrap().id().to_owned()
    }

    /// A worker as another process would be: it shares nothing with others but the file.
    pub(crate) fn worker(&self) -> Integration {
        let store = SqliteStore::open(&self.folder.path().join("simon.db")).unwrap();
        let store = Arc::new(store);
        let transport = Arc::new(ReqwestTransport::new().unwrap());
        let clock = self.clock.clone();
        let runtime =
            Runtime::new(self.id.clone(), transport, clock.clone(), store.clone(), store.clone());
        let config = SnelStartConfig::new(DEMO_SUBSCRIPTION_KEY, DEMO_KOPPELSLEUTEL)
            .with_urls(self.server.url(), self.server.url())
            .with_limieten(Limieten::Productie);
        let connector = Arc::new(SnelStartConnector::new(config, runtime).unwrap());
        let ports = Ports::new(store, clock, Arc::new(SystemRandom));
        Integration::new(self.id.clone(), connector, ports)
    }

    /// Delivers every minute until nothing waits, for a day at most.
    pub(crate) async fn deliver_until_quiet(&self, worker: &Integration) {
        let end = self.clock.now() + chrono::TimeDelta::days(1);
        while self.clock.now() < end {
            worker.deliver().await.unwrap();
            let waits = self.store.count_deliveries(&self.id, DeliveryStatus::Wacht).await;
            if waits.unwrap() == 0 {
                return;
            }
            self.clock.sleep(Duration::from_secs(60)).await;
        }
    }

    /// How many orders SnelStart has in its books, per reference of a werkbon.
    pub(crate) fn orders_by_reference(&self) -> BTreeMap<String, usize> {
        let mut orders = BTreeMap::new();
        for order in self.sim.orders() {
            let memo = order.memo.unwrap_or_default();
            for referentie in memo.lines().filter_map(|line| line.strip_prefix(REFERENTIE)) {
                *orders.entry(referentie.to_owned()).or_default() += 1;
            }
        }
        orders
    }

    pub(crate) async fn ledger(&self) -> Vec<Delivery> {
        self.store.deliveries(&self.id, None, usize::MAX).await.unwrap()
    }

    /// Every request to create an order.
    pub(crate) fn creates(&self) -> Vec<Exchange> {
        let all = self.faults.journal().into_iter();
        all.filter(|exchange| exchange.is("POST", ORDERS)).collect()
    }
}
