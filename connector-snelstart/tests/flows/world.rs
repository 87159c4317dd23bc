//! A connection with a simulated administration.

use std::sync::Arc;

use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use connector_snelstart::{SnelStartConfig, SnelStartConnector};
use simon_core::Result;
use simon_core::connector::{
    AccountingConnector, Cursor, DocumentSearch, ListRequest, Next, Page, RelatieRecord,
};
use simon_core::domain::{
    Artikel, DocumentRef, DraftRegel, InvoiceDraft, OrderSoort, RelatieId, VendorOrder,
};
use simon_core::host::{Clock, TokenStore};
use simon_core::http::Runtime;
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_core::settings::{SettingValues, SettingsVersion};
use simon_testkit::builders::books;
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Faults, InProcess, builders};

pub(crate) struct World {
    pub(crate) clock: SimulatedClock,
    pub(crate) sim: Arc<SnelStart>,
    pub(crate) faults: Faults,
    pub(crate) tokens: Arc<dyn TokenStore>,
    pub(crate) connector: SnelStartConnector,
}

/// What a whole listing came to.
#[derive(Debug)]
pub(crate) struct Read<T> {
    pub(crate) items: Vec<T>,
    pub(crate) pages: usize,
    pub(crate) rejected: usize,
    pub(crate) notes: Vec<String>,
    pub(crate) watermark: Option<Cursor>,
    pub(crate) calls: u64,
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

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    /// Whole minutes pass.
    pub(crate) fn pass_minutes(&self, minutes: u64) {
        self.clock.advance(std::time::Duration::from_secs(60 * minutes));
    }

    pub(crate) fn relaties(&self, since: Option<&Cursor>) -> Read<RelatieRecord> {
        self.list(since, async |request| self.connector.list_relaties(&books(), &request).await)
            .unwrap()
    }

    pub(crate) fn artikelen(&self, since: Option<&Cursor>) -> Read<Artikel> {
        self.list(since, async |request| self.connector.list_artikelen(&books(), &request).await)
            .unwrap()
    }

    pub(crate) fn orders(&self, since: Option<&Cursor>) -> Read<VendorOrder> {
        let soort = OrderSoort::Verkooporder;
        self.list(since, async |request| {
            self.connector.list_orders(&books(), soort, &request).await
        })
        .unwrap()
    }

    /// Reads a listing to its proven end.
    pub(crate) fn list<T>(
        &self,
        since: Option<&Cursor>,
        mut page: impl AsyncFnMut(ListRequest) -> Result<Page<T>>,
    ) -> Result<Read<T>> {
        let mut request = since.cloned().map_or_else(ListRequest::everything, ListRequest::since);
        let before = self.connector.calls_made();
        let mut read = Read {
            items: Vec::new(),
            pages: 0,
            rejected: 0,
            notes: Vec::new(),
            watermark: None,
            calls: 0,
        };
        loop {
            let page = self.run(page(request.clone()))?;
            read.pages += 1;
            read.items.extend(page.items);
            read.rejected += page.rejected.len();
            read.notes.extend(page.notes.iter().map(|note| note.code().to_owned()));
            match page.next {
                Next::More(cursor) => request = request.resumed(Some(cursor)),
                Next::End { watermark, .. } => {
                    read.watermark = watermark;
                    read.calls = self.connector.calls_made() - before;
                    return Ok(read);
                }
            }
        }
    }

    pub(crate) fn klant(&self, naam: &str) -> RelatieId {
        let read = self.relaties(None);
        let found = read.items.into_iter().find(|record| record.relatie.naam == naam);
        found.expect("the customer").relatie.id
    }

    pub(crate) fn artikel(&self, code: &str) -> Artikel {
        let read = self.artikelen(None);
        read.items.into_iter().find(|artikel| artikel.code == code).expect("the article")
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

    pub(crate) fn find(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Vec<DocumentRef>> {
        let search = DocumentSearch::new(draft, settings, self.clock.now());
        self.run(self.connector.find_document(&search))
    }

    /// Proves that the connector asked nothing that a real SnelStart would refuse or ignore.
    pub(crate) fn refused_nothing(&self) {
        let refusals = self.sim.refusals().all();
        assert!(refusals.is_empty(), "a real vendor would have refused: {refusals:?}");
    }

    /// Requests to a path so far.
    pub(crate) fn requests(&self, method: &str, path: &str) -> usize {
        self.faults.journal().iter().filter(|exchange| exchange.is(method, path)).count()
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
