//! A connection with a simulated Billit.

use std::sync::Arc;
use std::time::Duration;

use connector_billit::simulator::{
    Billit, DEMO_API_KEY, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_PARTY_ID, DEMO_REDIRECT_URI,
    DEMO_REFRESH_TOKEN, NewKlant, Order,
};
use connector_billit::{BillitConfig, BillitConnector, INFO};
use simon_core::Result;
use simon_core::connector::{AccountingConnector, Created, SettingCheck};
use simon_core::domain::{Administratie, DraftRegel, InvoiceDraft, RelatieId};
use simon_core::host::{CallBudget, TokenStore};
use simon_core::http::Runtime;
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_core::settings::{CheckOutcome, SettingValue, SettingValues, SettingsVersion};
use simon_testkit::listings::Listings;
use simon_testkit::simulated::SimulatedClock;
use simon_testkit::{Faults, InProcess, builders};

pub(crate) struct World {
    pub(crate) clock: SimulatedClock,
    pub(crate) sim: Arc<Billit>,
    pub(crate) faults: Faults,
    tokens: Arc<dyn TokenStore>,
    budget: Arc<dyn CallBudget>,
    pub(crate) connector: BillitConnector,
}

pub(crate) fn config() -> BillitConfig {
    BillitConfig::with_login(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
}

/// The company that the simulator begins with.
pub(crate) fn books() -> Administratie {
    Administratie::new(DEMO_PARTY_ID.to_string(), "Demo Installatietechniek BV")
}

pub(crate) fn tekst(text: &str) -> SettingValue {
    SettingValue::Tekst(text.to_owned())
}

impl World {
    /// An empty company.
    pub(crate) fn new() -> Self {
        Self::with(config().with_refresh_token(DEMO_REFRESH_TOKEN))
    }

    /// The same with the demo's records, and a second company.
    pub(crate) fn demo() -> Self {
        let world = Self::new();
        world.sim.seed_demo();
        world
    }

    /// An empty company, opened by an API key.
    pub(crate) fn with_api_key() -> Self {
        Self::with(BillitConfig::with_api_key(DEMO_API_KEY))
    }

    pub(crate) fn with(config: BillitConfig) -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(Billit::new(Arc::new(clock.clone())));
        let tokens: Arc<dyn TokenStore> = Arc::new(MemoryTokens::new());
        let budget: Arc<dyn CallBudget> = Arc::new(MemoryBudget::new());
        let faults = Faults::none();
        let connector = connector(&clock, &sim, &faults, (&tokens, &budget), config);
        Self { clock, sim, faults, tokens, budget, connector }
    }

    /// Another process on the same stores.
    pub(crate) fn process_with(&self, config: BillitConfig) -> BillitConnector {
        let stores = (&self.tokens, &self.budget);
        connector(&self.clock, &self.sim, &self.faults, stores, config)
    }

    pub(crate) fn pass_seconds(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    pub(crate) fn settings(values: &[(&str, SettingValue)]) -> SettingsVersion {
        let all: SettingValues =
            values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect();
        let mut settings = builders::settings(all);
        settings.administratie = books();
        settings
    }

    /// 'Controleer' on one setting.
    pub(crate) fn check(&self, key: &str, text: &str) -> Result<CheckOutcome> {
        let spec = INFO.settings.iter().find(|spec| spec.is(key)).unwrap();
        let all: SettingValues = [(key.to_owned(), tekst(text))].into_iter().collect();
        let books = books();
        let check = SettingCheck::new(spec, all.get(key).unwrap(), &all);
        let check = check.of_books((!spec.opens_others).then_some(&books));
        self.run(self.connector.check_setting(&check))
    }

    /// A draft of 2.5 hours for a new customer of this kind.
    pub(crate) fn draft_for(&self, nummer: &str, klant: &NewKlant) -> InvoiceDraft {
        let id = self.sim.books().add_klant(klant).to_string();
        self.draft(nummer, &builders::relatie_id(&id))
    }

    /// The same for a customer who is there.
    pub(crate) fn draft(&self, nummer: &str, klant: &RelatieId) -> InvoiceDraft {
        let uur = connector_billit::simulator::NewArtikel {
            prijs: Some(builders::decimal("62.50")),
            ..connector_billit::simulator::NewArtikel::artikel("UUR-2", "Arbeid")
        };
        let artikel = self.sim.books().add_artikel(&uur).to_string();
        let mut regel = builders::regel(&artikel, "2.5", "62.50");
        regel.code = uur.referentie;
        regel.omschrijving = Some(uur.omschrijving);
        regel.btw_code = Some("21".to_owned());
        let mut draft = builders::draft(nummer);
        draft.klant = klant.clone();
        draft.omschrijving = None;
        draft.betalingstermijn_dagen = Some(30);
        draft.regels = vec![DraftRegel::Artikel(regel)];
        draft
    }

    pub(crate) fn create(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        self.run(self.connector.create_document(draft, settings))
    }

    /// The only invoice in the books.
    pub(crate) fn factuur(&self) -> Order {
        let [factuur] = <[Order; 1]>::try_from(self.sim.books().facturen()).expect("one invoice");
        factuur
    }

    /// Proves that the connector asked nothing that a real Billit would refuse or ignore.
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

    fn books(&self) -> Administratie {
        books()
    }
}

fn connector(
    clock: &SimulatedClock,
    sim: &Arc<Billit>,
    faults: &Faults,
    (tokens, budget): (&Arc<dyn TokenStore>, &Arc<dyn CallBudget>),
    config: BillitConfig,
) -> BillitConnector {
    let network = InProcess::new(clock.clone())
        .mount("*", sim.clone(), faults.clone())
        .with_latency(Duration::from_millis(20));
    let runtime = Runtime::new(
        builders::integration(),
        Arc::new(network),
        Arc::new(clock.clone()),
        tokens.clone(),
        budget.clone(),
    );
    BillitConnector::new(config, runtime).unwrap()
}
