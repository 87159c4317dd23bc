//! One administration at Kade, what a host keeps of it, and processes that come and go.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::Duration;

use secrecy::SecretString;
use simon_core::domain::{
    Aantal, GeboektArtikel, GeboekteTijd, IntegrationId, Minuten, OrderRef, Pdf, PdfSoort,
    TijdSoort, Werkadres, WerkadresId, Werkbon,
};
use simon_core::host::{Batch, Change, Clock, Record, Select, Store, Tabel, TokenSet};
use simon_core::http::Runtime;
use simon_core::integration::{Integration, Ports};
use simon_core::log::{LogEntry, LogFilter};
use simon_core::memory::{MemoryBudget, MemoryStore};
use simon_core::message::{Catalogue, MessageFiles};
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::simulated::{Crash, CrashingStore, CrashingTokens, Seeded, SimulatedClock, run};
use simon_testkit::{Faults, InProcess, builders};

use crate::tokens::Tokens;
use crate::trace::Trace;
use crate::vendor::TOKEN_LIFE;
use crate::vendor::books::{Kade, Table};
use crate::vendor::connector::{KadeConnector, Sabotage};
use crate::vendor::offers::Mode;
use crate::watch::Watcher;

/// Between two rounds of a host's scheduler.
pub(crate) const ROUND: Duration = Duration::from_secs(5 * 60);
/// Seconds until Kade shows a created order when it is looked for; its connector declares more.
const LAG: i64 = 45;

/// Reading the texts takes longer than a run.
static CATALOGUE: LazyLock<Arc<Catalogue>> =
    LazyLock::new(|| Arc::new(Catalogue::with_connector(MessageFiles { nl: "", en: "" })));

/// How a run differs from the usual one.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Setup {
    pub(crate) mode: Mode,
    pub(crate) sabotage: Sabotage,
    /// The store keeps places in listings before what was read up to there.
    pub(crate) cursors_first: bool,
    /// The token store forgets who renews.
    pub(crate) without_lease: bool,
    pub(crate) trace: bool,
}

impl Setup {
    pub(crate) const fn of(mode: Mode) -> Self {
        let (cursors_first, without_lease, trace) = (false, false, false);
        Self { mode, sabotage: Sabotage::None, cursors_first, without_lease, trace }
    }
}

pub(crate) struct World {
    pub(crate) setup: Setup,
    pub(crate) clock: SimulatedClock,
    pub(crate) kade: Arc<Kade>,
    pub(crate) faults: Faults,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) id: IntegrationId,
    pub(crate) tokens: Arc<Tokens>,
    pub(crate) watcher: Arc<Watcher>,
    pub(crate) trace: Trace,
    /// Processes that died.
    pub(crate) crashes: Mutex<usize>,
    /// Numbers that the host archived.
    archived: Mutex<BTreeSet<String>>,
    /// Whether users added work addresses of their own to `k1` and `k2`.
    pub(crate) own_addresses: AtomicBool,
    budget: Arc<MemoryBudget>,
}

impl World {
    /// A login, and nothing else yet.
    pub(crate) fn new(setup: Setup) -> Self {
        let clock = SimulatedClock::default();
        let trace = Trace::new(&clock, setup.trace);
        let kade = Kade::new(&clock, LAG, trace.clone());
        let store: Arc<dyn Store> = Arc::new(MemoryStore::new());
        let watcher = Watcher::new(kade.clone(), store.clone(), trace.clone());
        let tokens = Tokens::new(setup.without_lease);
        let world = Self {
            setup,
            clock,
            kade,
            faults: Faults::none(),
            store,
            id: builders::integration(),
            tokens: Arc::new(tokens),
            watcher: Arc::new(watcher),
            trace,
            crashes: Mutex::new(0),
            archived: Mutex::default(),
            own_addresses: AtomicBool::new(false),
            budget: Arc::new(MemoryBudget::new()),
        };
        world.run(world.log_in());
        world
    }

    pub(crate) fn process(&self, crash: &Crash) -> Integration {
        self.process_with(crash, 1, Duration::ZERO)
    }

    /// A process with its own random numbers and this latency on every exchange.
    pub(crate) fn process_with(&self, crash: &Crash, seed: u64, latency: Duration) -> Integration {
        let transport = InProcess::new(self.clock.clone())
            .mount("*", self.kade.clone(), self.faults.clone())
            .with_latency(latency)
            .with_crash(crash.clone());
        let runtime = Runtime::new(
            self.id.clone(),
            Arc::new(transport),
            Arc::new(self.clock.clone()),
            Arc::new(CrashingTokens::new(self.tokens.clone(), crash.clone())),
            self.budget.clone(),
        )
        .with_random(Arc::new(Seeded::new(seed + 1_000_000)));
        let connector = KadeConnector::new(self.setup.mode, self.setup.sabotage, runtime);
        let store =
            CrashingStore::new(self.store.clone(), crash.clone()).watched_by(self.watcher.clone());
        let store = if self.setup.cursors_first { store.storing_cursors_first() } else { store };
        let clock = Arc::new(self.clock.clone());
        let ports = Ports::new(Arc::new(store), clock, Arc::new(Seeded::new(seed)));
        Integration::new(self.id.clone(), Arc::new(connector), ports)
            .with_catalogue(Arc::clone(&CATALOGUE))
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    pub(crate) async fn sleep(&self, duration: Duration) {
        self.clock.sleep(duration).await;
    }

    /// The user logs in in the browser.
    pub(crate) async fn log_in(&self) {
        self.trace.write(|| "the user logs in".to_owned());
        let (access, refresh) = self.kade.books().log_in();
        let now = self.clock.now();
        let dies = now + chrono::Duration::seconds(TOKEN_LIFE);
        let tokens = TokenSet::new(SecretString::from(access), now, dies);
        let refresh = Some(SecretString::from(refresh));
        self.tokens.log_in(&self.id, tokens.with_refresh(refresh)).await;
    }

    /// The user's settings: both PDFs in the first version, one in the second.
    pub(crate) fn settings(pdf: &str) -> SettingValues {
        let tekst = |text: &str| SettingValue::Tekst(text.to_owned());
        let lijst = |all: [&str; 2]| SettingValue::Lijst(all.map(str::to_owned).to_vec());
        [
            ("werktijd_artikel", tekst("WERK")),
            ("artikelgroepen", lijst(["Materiaal", "Diensten"])),
            ("markering", tekst("WB")),
            ("pdf", tekst(pdf)),
            ("ophalen", lijst(["verkooporders", "offertes"])),
        ]
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
    }

    /// A user adds work addresses, one to each of two customers, for ever.
    pub(crate) async fn add_own_addresses(&self) {
        self.own_addresses.store(true, Ordering::Relaxed);
        let own = ["k1", "k2"].map(|klant| {
            let mut adres = builders::werkadres("x", klant);
            adres.id = WerkadresId::van_simon(klant).unwrap();
            let record = Record::Werkadres(adres);
            Change::Put { record, fingerprint: 0, run: 0 }
        });
        let batch = Batch { epoch: None, changes: own.into() };
        self.store.commit(&self.id, batch).await.unwrap();
    }

    /// The user completes a werkbon, planned by hand or fetched from the vendor, and archives it.
    pub(crate) async fn archive(&self, process: &Integration, nummer: &str) {
        let fetched = self.store.records(&self.id, Tabel::Werkbonnen, &select(nummer)).await;
        let fetched = fetched.unwrap().pop().and_then(|record| match record {
            Record::Werkbon(werkbon) => Some(*werkbon),
            _ => None,
        });
        let bron = fetched.and_then(|werkbon| werkbon.bron);
        self.archived.lock().unwrap_or_else(PoisonError::into_inner).insert(nummer.to_owned());
        process.archive(werkbon(nummer, bron).archiveren().unwrap()).await.unwrap();
    }

    pub(crate) fn archived(&self) -> BTreeSet<String> {
        self.archived.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Numbers of the werkbonnen that were fetched and not archived.
    pub(crate) async fn planned(&self) -> Vec<String> {
        self.records(Tabel::Werkbonnen).await.iter().map(|it| it.id().to_owned()).collect()
    }

    pub(crate) async fn records(&self, tabel: Tabel) -> Vec<Record> {
        let all = Select::After(None, usize::MAX);
        self.store.records(&self.id, tabel, &all).await.unwrap()
    }

    pub(crate) async fn werkadressen(&self, klant: &str) -> Vec<Werkadres> {
        let of = Select::Relatie(builders::relatie_id(klant));
        let found = self.store.records(&self.id, Tabel::Werkadressen, &of).await.unwrap();
        let werkadres = |record| match record {
            Record::Werkadres(werkadres) => Some(werkadres),
            _ => None,
        };
        found.into_iter().filter_map(werkadres).collect()
    }

    pub(crate) async fn log(&self) -> Vec<LogEntry> {
        self.store.log(&self.id, &LogFilter::default()).await.unwrap()
    }

    pub(crate) fn crashed(&self) {
        self.trace.write(|| "a process died".to_owned());
        *self.crashes.lock().unwrap_or_else(PoisonError::into_inner) += 1;
    }

    /// What happens at the vendor between two runs: changed, new, inactive and deleted records.
    pub(crate) fn meddle(&self) {
        let mut books = self.kade.books();
        books.set(Table::Klanten, "k3", "naam", "Nieuwe naam");
        books.set(Table::Artikelen, "a2", "naam", "Nieuw artikel");
        books.add_klant(8);
        books.add_artikel("a4", "g1");
        books.set(Table::Klanten, "k4", "actief", false);
        books.set(Table::Artikelen, "a3", "actief", false);
        books.delete(Table::Klanten, "k2");
        books.delete(Table::Klanten, "k6");
        books.delete(Table::Artikelen, "a2");
        let adressen = books.row(Table::Klanten, "k5").map(|row| row.data["adressen"][0].clone());
        books.set(Table::Klanten, "k5", "adressen", vec![adressen.unwrap_or_default()]);
    }
}

pub(crate) fn select(id: &str) -> Select {
    Select::Id(id.to_owned())
}

/// The two PDFs of a werkbon.
pub(crate) fn pdfs(nummer: &str) -> [Pdf; 2] {
    let pdf = |soort, naam: &str| {
        Pdf::new(soort, format!("{naam}-{nummer}.pdf"), format!("%PDF {naam} {nummer}").into())
    };
    [pdf(PdfSoort::Werkbon, "werkbon"), pdf(PdfSoort::EigenFormulieren, "formulier")]
}

fn werkbon(nummer: &str, bron: Option<OrderRef>) -> Werkbon {
    let mut werkbon = builders::werkbon(nummer);
    let mut geboekt = GeboektArtikel::new(builders::artikel_id("a1"), Aantal(2.into()));
    geboekt.prijs = builders::artikel("a1").verkoopprijs;
    werkbon.artikelen = vec![geboekt];
    werkbon.tijden = vec![GeboekteTijd { soort: TijdSoort::Werktijd, minuten: Minuten(90) }];
    werkbon.pdfs = pdfs(nummer).into();
    werkbon.bron = bron;
    werkbon
}
