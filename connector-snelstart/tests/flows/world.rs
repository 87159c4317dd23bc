//! A connection with a simulated administration.

use std::sync::Arc;

use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use connector_snelstart::{SnelStartConfig, SnelStartConnector};
use simon_core::connector::AccountingConnector;
use simon_core::domain::{DraftRegel, InvoiceDraft};
use simon_core::host::{Clock, TokenStore};
use simon_core::http::Runtime;
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_core::settings::{SettingValues, SettingsVersion};
use simon_testkit::listings::Listings;
use simon_testkit::simulated::SimulatedClock;
use simon_testkit::{Faults, InProcess, builders};

pub(crate) struct World {
    pub(crate) clock: SimulatedClock,
    pub(crate) sim: Arc<SnelStart>,
    pub(crate) faults: Faults,
    pub(crate) tokens: Arc<dyn TokenStore>,
    pub(crate) connector: SnelStartConnector,
}

impl World {
    pub(crate) fn new() -> Self {
        Self::with_keys(DEMO_SUBSCRIPTION_KEY, DEMO_KOPPELSLEUTEL)
    }

    pub(crate) fn demo() -> Self {
        let world = Self::new();
        world.sim.seed_demo();
        world
    }

    pub(crate) fn with_keys(subscription_key: &str, koppelsleutel: &str) -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(SnelStart::new(Arc::new(clock.clone())));
        let tokens: Arc<dyn TokenStore> = Arc::new(MemoryTokens::new());
        let faults = Faults::none();
        let config = SnelStartConfig::new(subscription_key, koppelsleutel);
        let connector = connector(&clock, &sim, &faults, &tokens, config);
        Self { clock, sim, faults, tokens, connector }
    }

    /// The same administration and token store after a restart with another koppelsleutel.
    pub(crate) fn restarted_with(&self, koppelsleutel: &str) -> SnelStartConnector {
        let config = SnelStartConfig::new(DEMO_SUBSCRIPTION_KEY, koppelsleutel);
        connector(&self.clock, &self.sim, &self.faults, &self.tokens, config)
    }

    /// Whole minutes pass.
    pub(crate) fn pass_minutes(&self, minutes: u64) {
        self.clock.advance(std::time::Duration::from_secs(60 * minutes));
    }

    /// Settings saved for this administration.
    pub(crate) fn settings(&self, values: SettingValues) -> SettingsVersion {
        let connected = self.run(self.connector.connect()).unwrap();
        let mut settings = builders::settings(values);
        settings.administratie = connected.administratie.unwrap();
        settings.feiten = connected.feiten;
        settings
    }

    /// A draft for the first demo customer: a text line and two of an article.
    pub(crate) fn draft(&self, nummer: &str) -> InvoiceDraft {
        let artikel = self.artikel("KRAAN15");
        let mut regel = builders::regel(artikel.id.as_str(), "2", "11.95");
        regel.code = artikel.code;
        let mut draft = builders::draft(nummer);
        draft.klant = self.klant("Bakkerij De Korenaar");
        draft.regels =
            vec![DraftRegel::Tekst("Kraan vervangen".to_owned()), DraftRegel::Artikel(regel)];
        draft
    }

    /// Proves that the connector asked nothing that a real SnelStart would refuse or ignore.
    pub(crate) fn refused_nothing(&self) {
        self.sim.refusals().assert_none();
    }

    /// Requests to a path so far.
    pub(crate) fn requests(&self, method: &str, path: &str) -> usize {
        self.faults.journal().iter().filter(|exchange| exchange.is(method, path)).count()
    }
}

impl Listings for World {
    fn clock(&self) -> &SimulatedClock {
        &self.clock
    }

    fn connector(&self) -> &dyn AccountingConnector {
        &self.connector
    }
}

fn connector(
    clock: &SimulatedClock,
    sim: &Arc<SnelStart>,
    faults: &Faults,
    tokens: &Arc<dyn TokenStore>,
    config: SnelStartConfig,
) -> SnelStartConnector {
    let transport = InProcess::new(clock.clone()).mount("*", sim.clone(), faults.clone());
    let clock: Arc<dyn Clock> = Arc::new(clock.clone());
    let runtime = Runtime::new(
        builders::integration(),
        Arc::new(transport),
        clock,
        tokens.clone(),
        Arc::new(MemoryBudget::new()),
    );
    SnelStartConnector::new(config, runtime).unwrap()
}
