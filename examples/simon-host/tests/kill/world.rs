//! SnelStart in this process, a store in a file, and the program in processes of its own, all on the
//! same accelerated time.

use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use simon_core::domain::IntegrationId;
use simon_core::host::{Clock, Delivery, DeliveryStatus, Record, Select, Store, Tabel};
use simon_core::log::{LogEntry, LogFilter};
use simon_sqlite::SqliteStore;
use simon_testkit::{FastClock, Faults, SimServer};
use tempfile::TempDir;
use tokio::runtime::Runtime;

use crate::vendor::SlowVendor;

/// Two minutes become 0.4 seconds: far more than loopback takes. A look-up that finds nothing proves
/// something for a day, which is 288 seconds here: longer than a killed werkbon waits.
const FACTOR: u32 = 300;

pub(crate) struct World {
    pub(crate) vendor: Arc<SnelStart>,
    pub(crate) slow: Arc<SlowVendor>,
    pub(crate) faults: Faults,
    id: IntegrationId,
    store: SqliteStore,
    clock: FastClock,
    folder: TempDir,
    files: Vec<String>,
    _server: SimServer,
    runtime: Runtime,
}

#[allow(clippy::disallowed_methods, reason = "the test says how long it took")]
pub(crate) fn stopwatch() -> Instant {
    Instant::now()
}

impl World {
    /// An active host with everything fetched, and a file for each werkbon that is to be archived.
    pub(crate) fn active(werkbonnen: usize) -> Self {
        // Creates of two processes are held up, each in a thread, until those are killed.
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(4).enable_all().build();
        let runtime = runtime.unwrap();
        let clock = FastClock::new(FACTOR);
        let vendor = Arc::new(SnelStart::new(Arc::new(clock)));
        vendor.seed_demo();
        let faults = Faults::none();
        faults.keep(0);
        let slow = Arc::new(SlowVendor::new(vendor.clone()));
        let server = runtime.block_on(SimServer::start(slow.clone(), faults.clone()));
        let folder = TempDir::new().unwrap();
        let store = SqliteStore::open(&folder.path().join("simon.db")).unwrap();
        let id = IntegrationId::new("simon").unwrap();
        let config = config(server.url().as_str());
        std::fs::write(folder.path().join("simon.toml"), config).unwrap();
        let mut world = Self {
            vendor,
            slow,
            faults,
            id,
            store,
            clock,
            folder,
            files: vec![],
            _server: server,
            runtime,
        };
        assert!(world.run(&["activate", "--wipe", "all"]).success());
        assert!(world.run(&["sync"]).success());
        world.files = world.write_werkbonnen(werkbonnen);
        world
    }

    fn write_werkbonnen(&self, werkbonnen: usize) -> Vec<String> {
        let all = Select::After(None, usize::MAX);
        let all = self.runtime.block_on(self.store.records(&self.id, Tabel::Relaties, &all));
        let klant = all.unwrap().first().map(|record| Record::code(record).to_owned()).unwrap();
        let write = |nummer: usize| {
            let path = self.folder.path().join(format!("werkbon-{nummer}.json"));
            let text = format!(
                r#"{{"nummer": "{nummer}", "klant": "{klant}", "gereed_gemeld": true, "werktijd_minuten": 60}}"#
            );
            std::fs::write(&path, text).unwrap();
            path.display().to_string()
        };
        (1..=werkbonnen).map(write).collect()
    }

    fn command(&self, args: &[&str]) -> Command {
        let speed = format!("{FACTOR}@{}", self.clock.origin().to_rfc3339());
        let config: PathBuf = self.folder.path().join("simon.toml");
        let mut command = Command::new(env!("CARGO_BIN_EXE_simon-host"));
        command.env("SIMON_HOST_CLOCK_SPEED", speed).arg("--config").arg(config).args(args);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    /// Runs the program to its end.
    fn run(&self, args: &[&str]) -> ExitStatus {
        self.command(args).status().unwrap()
    }

    /// How many there are to archive.
    pub(crate) const fn werkbonnen(&self) -> usize {
        self.files.len()
    }

    /// Starts delivering.
    pub(crate) fn deliver(&self) -> Child {
        self.command(&["deliver"]).spawn().unwrap()
    }

    /// Starts archiving all werkbonnen.
    pub(crate) fn archive(&self) -> Child {
        self.command(&self.archive_args()).spawn().unwrap()
    }

    fn archive_args(&self) -> Vec<&str> {
        std::iter::once("archive").chain(self.files.iter().map(String::as_str)).collect()
    }

    /// Archives everything once more and delivers until nothing waits.
    pub(crate) fn finish(&self) {
        self.slow.next_round(None);
        self.run(&self.archive_args());
        for _ in 0..200 {
            if self.count(DeliveryStatus::Wacht) == 0 {
                return;
            }
            self.run(&["deliver"]);
            self.runtime.block_on(self.clock.sleep(Duration::from_secs(30)));
        }
        panic!("{} werkbonnen still wait", self.count(DeliveryStatus::Wacht));
    }

    pub(crate) fn count(&self, status: DeliveryStatus) -> u64 {
        self.runtime.block_on(self.store.count_deliveries(&self.id, status)).unwrap()
    }

    pub(crate) fn ledger(&self) -> Vec<Delivery> {
        self.runtime.block_on(self.store.deliveries(&self.id, None, usize::MAX)).unwrap()
    }

    pub(crate) fn log(&self) -> Vec<LogEntry> {
        self.runtime.block_on(self.store.log(&self.id, &LogFilter::default())).unwrap()
    }
}

fn config(url: &str) -> String {
    format!(
        "vendor = 'snelstart'\nstore = 'sqlite:simon.db'\n[connection]\n\
         base_url = '{url}'\nauth_url = '{url}'\nlimieten = 'productie'\n\
         timeout = 120\ncreate_timeout = 120\n\
         subscription_key = '{DEMO_SUBSCRIPTION_KEY}'\nkoppelsleutel = '{DEMO_KOPPELSLEUTEL}'\n\
         [settings]\nwerktijd_artikel = 'UUR'\n"
    )
}
