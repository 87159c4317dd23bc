//! A connection with a simulated Visma.net.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use connector_visma::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, DEMO_TENANT,
    VismaNet,
};
use connector_visma::{INFO, VismaConfig, VismaConnector};
use simon_core::connector::{AccountingConnector, SettingCheck};
use simon_core::domain::{Administratie, DraftRegel, InvoiceDraft};
use simon_core::http::Runtime;
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_core::settings::{CheckOutcome, SettingValue, SettingValues, SettingsVersion};
use simon_testkit::listings::Listings;
use simon_testkit::simulated::SimulatedClock;
use simon_testkit::{Faults, InProcess, Simulator, builders};

pub(crate) struct World {
    pub(crate) clock: SimulatedClock,
    pub(crate) sim: Arc<VismaNet>,
    pub(crate) faults: Faults,
    tokens: Arc<MemoryTokens>,
    budget: Arc<MemoryBudget>,
    pub(crate) connector: VismaConnector,
}

/// A login in the browser for both interfaces, not made yet.
pub(crate) fn interactive() -> VismaConfig {
    VismaConfig::interactive(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
}

/// Service tokens of the demo company for both.
pub(crate) fn service() -> VismaConfig {
    VismaConfig::service(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_TENANT)
}

/// The company that the simulator begins with.
pub(crate) fn books() -> Administratie {
    Administratie::new(DEMO_TENANT, "Demo Installatietechniek B.V.")
}

pub(crate) fn tekst(text: &str) -> SettingValue {
    SettingValue::Tekst(text.to_owned())
}

/// The code of a refusal.
pub(crate) fn refused(outcome: CheckOutcome) -> String {
    let CheckOutcome::Refused(message) = outcome else { panic!("accepted: {outcome:?}") };
    let catalogue = simon_core::message::Catalogue::with_connector(INFO.messages);
    assert!(catalogue.render(&message).actie.is_some(), "{}", message.code());
    message.code().to_owned()
}

impl World {
    /// An empty company.
    pub(crate) fn new() -> Self {
        Self::with(interactive().with_refresh_token(DEMO_REFRESH_TOKEN))
    }

    /// The same with the demo's records.
    pub(crate) fn demo() -> Self {
        let world = Self::new();
        world.sim.seed_demo();
        world
    }

    pub(crate) fn with(config: VismaConfig) -> Self {
        Self::through(config, |sim| sim)
    }

    /// With something between the connector and the vendor.
    pub(crate) fn through(
        config: VismaConfig,
        between: impl FnOnce(Arc<dyn Simulator>) -> Arc<dyn Simulator>,
    ) -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(VismaNet::new(Arc::new(clock.clone())));
        let (tokens, budget) = (Arc::new(MemoryTokens::new()), Arc::new(MemoryBudget::new()));
        let faults = Faults::none();
        let network = InProcess::new(clock.clone())
            .mount("*", between(sim.clone()), faults.clone())
            .with_latency(Duration::from_millis(20));
        let connector = over(network, &clock, &tokens, &budget, config);
        Self { clock, sim, faults, tokens, budget, connector }
    }

    /// Another process on the same stores, with another configuration.
    pub(crate) fn process(&self, config: VismaConfig) -> VismaConnector {
        let network = InProcess::new(self.clock.clone())
            .mount("*", self.sim.clone(), self.faults.clone())
            .with_latency(Duration::from_millis(20));
        over(network, &self.clock, &self.tokens, &self.budget, config)
    }

    pub(crate) fn pass_seconds(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// The address that the browser ends at.
    pub(crate) fn browser(&self, address: &str) -> String {
        let request = http::Request::get(address).body(Bytes::new()).unwrap();
        let answer = self.sim.handle(&request);
        assert_eq!(answer.status(), 302);
        answer.headers()["location"].to_str().unwrap().to_owned()
    }

    pub(crate) fn log_in(&self) {
        let address = self.run(self.connector.login_url()).unwrap();
        let back = self.browser(&address);
        self.run(self.connector.check_login(&back)).unwrap();
        self.run(self.connector.log_in(&back)).unwrap();
    }

    /// 'Controleer' on one setting among these.
    pub(crate) fn check(&self, key: &str, values: &[(&str, SettingValue)]) -> CheckOutcome {
        let all: SettingValues =
            values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        let spec = INFO.settings.iter().find(|spec| spec.is(key)).unwrap();
        assert!(spec.asks_vendor || spec.opens_others, "{key}");
        let books = books();
        let check = SettingCheck::new(spec, all.get(key).unwrap(), &all).of_books(Some(&books));
        self.run(self.connector.check_setting(&check)).unwrap()
    }

    /// Settings for documents of this kind, from warehouse 1.
    pub(crate) fn settings(&self, document: &str) -> SettingsVersion {
        let values = [("document", document), ("magazijn", "1"), ("pdf", "beide")];
        let values = values.into_iter().map(|(key, text)| (key.to_owned(), tekst(text)));
        let mut settings = builders::settings(values.collect());
        settings.administratie = books();
        settings
    }

    /// A draft for the first demo customer: two of an article, at the vendor's price.
    pub(crate) fn draft(&self, nummer: &str) -> InvoiceDraft {
        let artikel = self.artikel("BUIS 22/1");
        let mut regel = builders::regel(artikel.id.as_str(), "2", "0");
        regel.code = artikel.code;
        regel.eenheid = artikel.eenheid;
        (regel.prijs, regel.omschrijving) = (None, None);
        let mut draft = builders::draft(nummer);
        draft.klant = self.klant("Bakkerij De Korenaar");
        draft.klant_code = "10001".to_owned();
        draft.omschrijving = None;
        draft.regels = vec![DraftRegel::Artikel(regel)];
        draft
    }

    /// Proves that the connector asked nothing that a real Visma.net would refuse or ignore.
    pub(crate) fn refused_nothing(&self) {
        self.sim.refusals().assert_none();
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

fn over(
    network: InProcess,
    clock: &SimulatedClock,
    tokens: &Arc<MemoryTokens>,
    budget: &Arc<MemoryBudget>,
    config: VismaConfig,
) -> VismaConnector {
    let runtime = Runtime::new(
        builders::integration(),
        Arc::new(network),
        Arc::new(clock.clone()),
        tokens.clone(),
        budget.clone(),
    );
    VismaConnector::new(config, runtime).unwrap()
}
