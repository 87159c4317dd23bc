//! A connection with a simulated Exact Online.

use std::sync::Arc;
use std::time::Duration;

use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_DIVISION, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN,
    ExactOnline,
};
use connector_exact::{ExactConfig, ExactConnector, INFO};
use simon_core::connector::{AccountingConnector, SettingCheck};
use simon_core::domain::{Administratie, DraftRegel, InvoiceDraft, RelatieId};
use simon_core::host::{CallBudget, TokenStore};
use simon_core::http::Runtime;
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_core::settings::{
    CheckOutcome, Checked, SettingKind, SettingValue, SettingValues, SettingsVersion,
};
use simon_testkit::listings::Listings;
use simon_testkit::simulated::SimulatedClock;
use simon_testkit::{Faults, InProcess, builders};

pub(crate) struct World {
    pub(crate) clock: SimulatedClock,
    pub(crate) sim: Arc<ExactOnline>,
    pub(crate) faults: Faults,
    pub(crate) tokens: Arc<dyn TokenStore>,
    pub(crate) budget: Arc<dyn CallBudget>,
    pub(crate) connector: ExactConnector,
}

pub(crate) fn config() -> ExactConfig {
    ExactConfig::new(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
}

/// The division that the simulator begins with.
pub(crate) fn books() -> Administratie {
    Administratie::new(DEMO_DIVISION.to_string(), "Demo Installatietechniek B.V.")
}

pub(crate) fn tekst(text: &str) -> SettingValue {
    SettingValue::Tekst(text.to_owned())
}

impl World {
    /// An empty division with a sales journal.
    pub(crate) fn new() -> Self {
        Self::with(Self::config())
    }

    /// The same with the demo's records.
    pub(crate) fn demo() -> Self {
        let world = Self::new();
        world.sim.seed_demo();
        world
    }

    pub(crate) fn with(config: ExactConfig) -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(ExactOnline::new(Arc::new(clock.clone())));
        let tokens: Arc<dyn TokenStore> = Arc::new(MemoryTokens::new());
        let budget: Arc<dyn CallBudget> = Arc::new(MemoryBudget::new());
        let faults = Faults::none();
        let connector = connector(&clock, &sim, &faults, &tokens, &budget, config);
        Self { clock, sim, faults, tokens, budget, connector }
    }

    /// Another process on the same stores.
    pub(crate) fn process(&self) -> ExactConnector {
        self.process_with(Self::config())
    }

    /// The same with another configuration.
    pub(crate) fn process_with(&self, config: ExactConfig) -> ExactConnector {
        connector(&self.clock, &self.sim, &self.faults, &self.tokens, &self.budget, config)
    }

    /// Another process whose calls take a tenth of a second, so that those of several overlap.
    pub(crate) fn slow_process(&self) -> ExactConnector {
        let latency = Duration::from_millis(100);
        let network = InProcess::new(self.clock.clone()).with_latency(latency);
        let network = network.mount("*", self.sim.clone(), self.faults.clone());
        over(network, &self.clock, &self.tokens, &self.budget, Self::config())
    }

    fn config() -> ExactConfig {
        config().with_refresh_token(DEMO_REFRESH_TOKEN)
    }

    pub(crate) fn pass_seconds(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    pub(crate) fn pass_days(&self, days: u64) {
        self.pass_seconds(days * 24 * 3_600);
    }

    /// Settings as they are saved after 'Controleer' on all of them.
    pub(crate) fn settings(&self, values: &[(&str, SettingValue)]) -> SettingsVersion {
        let mut all: SettingValues =
            values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        all.set("dagboek", tekst("70"));
        let keys: Vec<String> = all.iter().map(|(key, _)| key.to_owned()).collect();
        let mut settings = builders::settings(all.clone());
        settings.administratie = books();
        for key in keys {
            let CheckOutcome::Accepted(checked) = self.check_among(&key, &all) else {
                panic!("{key} is refused")
            };
            settings.gecontroleerd.insert(key, *checked);
        }
        settings
    }

    fn check_among(&self, key: &str, all: &SettingValues) -> CheckOutcome {
        let spec = INFO.settings.iter().find(|spec| spec.is(key)).unwrap();
        if !spec.asks_vendor && !matches!(spec.kind, SettingKind::Artikel) {
            return CheckOutcome::Accepted(Box::<Checked>::default());
        }
        let check = SettingCheck::new(spec, all.get(key).unwrap(), all).of_books(Some(&OF_BOOKS));
        self.run(self.connector.check_setting(&check)).unwrap()
    }

    /// 'Controleer' on one setting.
    pub(crate) fn check(&self, key: &str, value: SettingValue) -> CheckOutcome {
        let all: SettingValues = [(key.to_owned(), value)].into_iter().collect();
        self.check_among(key, &all)
    }

    /// A draft for the first demo customer: two of an article, at Exact's price.
    pub(crate) fn draft(&self, nummer: &str) -> InvoiceDraft {
        self.draft_for(nummer, &self.klant("Bakkerij De Korenaar"))
    }

    /// The same for another customer.
    pub(crate) fn draft_for(&self, nummer: &str, klant: &RelatieId) -> InvoiceDraft {
        let artikel = self.artikel("KRAAN15");
        let mut regel = builders::regel(artikel.id.as_str(), "2", "0");
        regel.code = artikel.code;
        regel.prijs = None;
        regel.omschrijving = None;
        let mut draft = builders::draft(nummer);
        draft.klant = klant.clone();
        draft.omschrijving = None;
        draft.regels = vec![DraftRegel::Artikel(regel)];
        draft
    }

    /// Proves that the connector asked nothing that a real Exact would refuse or ignore.
    pub(crate) fn refused_nothing(&self) {
        self.sim.refusals().assert_none();
    }

    /// Requests to a path so far.
    pub(crate) fn requests(&self, method: &str, path: &str) -> usize {
        let path = format!("/api/v1/{DEMO_DIVISION}/{path}");
        self.faults.journal().iter().filter(|exchange| exchange.is(method, &path)).count()
    }
}

impl Listings for World {
    fn clock(&self) -> &SimulatedClock {
        &self.clock
    }

    fn connector(&self) -> &dyn AccountingConnector {
        &self.connector
    }

    fn books(&self) -> Administratie {
        books()
    }
}

static OF_BOOKS: std::sync::LazyLock<Administratie> = std::sync::LazyLock::new(books);

fn connector(
    clock: &SimulatedClock,
    sim: &Arc<ExactOnline>,
    faults: &Faults,
    tokens: &Arc<dyn TokenStore>,
    budget: &Arc<dyn CallBudget>,
    config: ExactConfig,
) -> ExactConnector {
    // Long enough for the calls of two processes to interleave.
    let network = InProcess::new(clock.clone())
        .mount("*", sim.clone(), faults.clone())
        .with_latency(Duration::from_millis(20));
    over(network, clock, tokens, budget, config)
}

fn over(
    network: InProcess,
    clock: &SimulatedClock,
    tokens: &Arc<dyn TokenStore>,
    budget: &Arc<dyn CallBudget>,
    config: ExactConfig,
) -> ExactConnector {
    let runtime = Runtime::new(
        builders::integration(),
        Arc::new(network),
        Arc::new(clock.clone()),
        tokens.clone(),
        budget.clone(),
    );
    ExactConnector::new(config, runtime).unwrap()
}
