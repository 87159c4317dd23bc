//! The engine with the SnelStart connector and this store.

use std::path::Path;
use std::sync::Arc;

use connector_snelstart::{INFO, Limieten, SnelStartConfig, SnelStartConnector};
use simon_core::connector::AccountingConnector;
use simon_core::domain::{GeboekteTijd, IntegrationId, Minuten, TijdSoort, Werkbon, WerkbonNummer};
use simon_core::host::{
    CallBudget, Clock, DeliveryStatus, Record, Select, Store, SystemRandom, Tabel, WipePart,
};
use simon_core::http::{ReqwestTransport, Runtime, SystemClock, Transport};
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::message::Catalogue;
use simon_core::settings::{SettingValue, SettingValues};
use simon_sqlite::SqliteStore;
use simon_testkit::NoLimit;
use tempfile::TempDir;
use url::Url;

use crate::measure::{Phase, report, report_memory, runtime};
use crate::server::{KOPPELSLEUTEL, SUBSCRIPTION_KEY, Server, Vendor};

const IDLE_CYCLES: u32 = 10;

/// One integration and what it stands on.
pub(crate) struct Host {
    pub(crate) integration: Integration,
    pub(crate) connector: Arc<SnelStartConnector>,
    id: IntegrationId,
}

impl Host {
    pub(crate) fn new(
        id: &str,
        vendor: &Url,
        transport: Arc<dyn Transport>,
        store: Arc<SqliteStore>,
        budget: Arc<dyn CallBudget>,
        texts: Arc<Catalogue>,
    ) -> Self {
        let id = IntegrationId::new(id).unwrap();
        let mut config = SnelStartConfig::new(SUBSCRIPTION_KEY, KOPPELSLEUTEL)
            .with_urls(vendor.clone(), vendor.clone());
        config.limieten = Limieten::Productie;
        let clock = Arc::new(SystemClock);
        let runtime = Runtime::new(id.clone(), transport, clock.clone(), store.clone(), budget);
        let connector = Arc::new(SnelStartConnector::new(config, runtime).unwrap());
        let ports = Ports::new(store, clock, Arc::new(SystemRandom));
        let integration = Integration::new(id.clone(), connector.clone(), ports);
        let integration = integration.with_catalogue(texts);
        Self { integration, connector, id }
    }

    pub(crate) async fn activate(&self, settings: SettingValues) {
        let activation = Activation::new(settings, WipePart::ALL.to_vec());
        let report = self.integration.activate(&activation).await.unwrap();
        assert!(report.saved.is_some(), "{report:?}");
    }

    pub(crate) async fn fetch(&self, request: &FetchRequest) {
        for report in self.integration.fetch(request, &NoProgress).await.unwrap() {
            assert!(report.error.is_none(), "{report:?}");
        }
    }

    fn calls(&self) -> f64 {
        self.connector.calls_made() as f64
    }
}

pub(crate) fn texts() -> Arc<Catalogue> {
    Arc::new(Catalogue::with_connector(INFO.messages))
}

pub(crate) fn open_store() -> (TempDir, Arc<SqliteStore>) {
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let store = Arc::new(SqliteStore::open(&at(folder.path())).unwrap());
    (folder, store)
}

fn at(folder: &Path) -> std::path::PathBuf {
    folder.join("simon.db")
}

/// A first load, whatever its size: without the call limits that would make it wait.
pub(crate) fn load(vendor: &Vendor) {
    let mut server = Server::start(vendor);
    let (_folder, store) = open_store();
    runtime().block_on(async {
        let transport = Arc::new(ReqwestTransport::new().unwrap());
        let host = Host::new("bench", &server.url, transport, store, Arc::new(NoLimit), texts());
        host.activate(SettingValues::default()).await;
        let before = host.calls();
        let phase = Phase::start("first");
        host.fetch(&FetchRequest::default()).await;
        phase.end(1);
        report("calls", host.calls() - before);
    });
    report_memory("peak", "VmHWM");
    report("connections", server.connections());
}

/// First load, repeated load, 1 % changed, idle, and a werkbon; calls are counted by the store.
pub(crate) fn cycles(vendor: &Vendor) {
    let mut server = Server::start(vendor);
    let (_folder, store) = open_store();
    runtime().block_on(async {
        let transport = Arc::new(ReqwestTransport::new().unwrap());
        let host =
            Host::new("bench", &server.url, transport, store.clone(), store.clone(), texts());
        let mut settings = SettingValues::default();
        let uur = SettingValue::Tekst("G000001".into());
        settings.set("werktijd_artikel", uur);
        host.activate(settings).await;
        let changes = FetchRequest::default();
        let before = host.calls();
        let phase = Phase::start("first");
        host.fetch(&changes).await;
        phase.end(1);
        report("first calls", host.calls() - before);
        report_memory("peak", "VmHWM");
        let phase = Phase::start("repeated");
        host.fetch(&FetchRequest::everything(Vec::new())).await;
        phase.end(1);
        server.change(vendor.relaties / 100);
        let phase = Phase::start("changed");
        host.fetch(&changes).await;
        phase.end(1);
        idle(&host).await;
        push(&host, &store).await;
    });
    report("connections", server.connections());
}

async fn idle(host: &Host) {
    let changes = FetchRequest::default();
    let before = host.calls();
    let phase = Phase::start("idle");
    for _ in 0..IDLE_CYCLES {
        host.fetch(&changes).await;
    }
    phase.end(IDLE_CYCLES);
    report("idle calls", (host.calls() - before) / f64::from(IDLE_CYCLES));
    for report in host.integration.fetch(&changes, &NoProgress).await.unwrap() {
        let name = format!("idle calls {:?}", report.feed);
        crate::measure::report(&name, report.tellingen.aanroepen as f64);
    }
}

async fn push(host: &Host, store: &SqliteStore) {
    let first = Select::After(None, 1);
    let found = store.records(&host.id, Tabel::Relaties, &first).await.unwrap();
    let Some(Record::Relatie(klant)) = found.into_iter().next() else { panic!("no customer") };
    for number in ["1", "2"] {
        let datum = SystemClock.now().date_naive();
        let mut werkbon = Werkbon::new(WerkbonNummer::new(number).unwrap(), datum);
        werkbon.klant = Some(klant.id.clone());
        werkbon.tijden = vec![GeboekteTijd { soort: TijdSoort::Werktijd, minuten: Minuten(120) }];
        let archived = werkbon.gereed_melden().archiveren().unwrap();
        host.integration.archive(archived).await.unwrap();
        let before = host.calls();
        let phase = Phase::start("push");
        let reports = host.integration.deliver().await.unwrap();
        phase.end(1);
        assert_eq!(reports[0].status, DeliveryStatus::Geleverd, "{reports:?}");
        report("push calls", host.calls() - before);
    }
}
