//! A connection with a simulated administration.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use connector_eboekhouden::simulator::{DEMO_API_TOKEN, DEMO_SJABLOON, EBoekhouden};
use connector_eboekhouden::{EboekhoudenConfig, connector};
use simon_core::Result;
use simon_core::connector::{
    AccountingConnector, Drift, ListRequest, Next, Page, Rejected, RelatieRecord,
};
use simon_core::domain::{Artikel, DraftRegel, IntegrationId, InvoiceDraft};
use simon_core::host::{Clock, TokenStore};
use simon_core::http::{ResponseBody, Runtime, Transport, TransportError};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_core::settings::{Checked, SettingValue, SettingValues, SettingsVersion};
use simon_testkit::builders::{self, books};
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Faults, InProcess};

/// The key that a new simulator does not know.
pub(crate) const OTHER_TOKEN: &str = "an-0ther-api-token-that-opens-nothing";

pub(crate) struct World {
    pub(crate) clock: SimulatedClock,
    pub(crate) sim: Arc<EBoekhouden>,
    pub(crate) faults: Faults,
    pub(crate) tokens: Arc<dyn TokenStore>,
    pub(crate) line: Arc<Line>,
    pub(crate) connector: Arc<dyn AccountingConnector>,
}

/// What a whole listing came to.
#[derive(Debug)]
pub(crate) struct Read<T> {
    pub(crate) items: Vec<T>,
    pub(crate) pages: usize,
    pub(crate) rejected: Vec<Rejected>,
    pub(crate) drift: Vec<Drift>,
}

/// The network, which knows when each request left and how many are under way.
#[derive(Debug)]
pub(crate) struct Line {
    network: InProcess,
    clock: SimulatedClock,
    under_way: AtomicUsize,
    most: AtomicUsize,
    sent: Mutex<Vec<DateTime<Utc>>>,
}

impl Line {
    fn new(network: InProcess, clock: SimulatedClock) -> Self {
        let (under_way, most, sent) = Default::default();
        Self { network, clock, under_way, most, sent }
    }

    /// The most requests that were under way at once.
    pub(crate) fn most(&self) -> usize {
        self.most.load(Ordering::SeqCst)
    }

    /// When each request was sent.
    pub(crate) fn sent(&self) -> Vec<DateTime<Utc>> {
        self.sent.lock().unwrap().clone()
    }
}

#[async_trait]
impl Transport for Line {
    async fn send(
        &self,
        integration: &IntegrationId,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Box<dyn ResponseBody>>, TransportError> {
        self.sent.lock().unwrap().push(self.clock.now());
        let now = self.under_way.fetch_add(1, Ordering::SeqCst) + 1;
        self.most.fetch_max(now, Ordering::SeqCst);
        let answer = self.network.send(integration, request).await;
        self.under_way.fetch_sub(1, Ordering::SeqCst);
        answer
    }
}

impl World {
    pub(crate) fn new() -> Self {
        Self::on("api.e-boekhouden.nl", EboekhoudenConfig::with_token(DEMO_API_TOKEN))
    }

    pub(crate) fn demo() -> Self {
        let world = Self::new();
        world.sim.seed_demo();
        world
    }

    /// A vendor on this host alone.
    pub(crate) fn on(host: &str, config: EboekhoudenConfig) -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(EBoekhouden::new(Arc::new(clock.clone())));
        let tokens: Arc<dyn TokenStore> = Arc::new(MemoryTokens::new());
        let faults = Faults::none();
        let network = InProcess::new(clock.clone())
            .mount(host, sim.clone(), faults.clone())
            .with_latency(Duration::from_millis(20));
        let line = Arc::new(Line::new(network, clock.clone()));
        let connector = build(&clock, &line, &tokens, config).unwrap();
        Self { clock, sim, faults, tokens, line, connector }
    }

    /// The same administration and token store after a restart with this API token.
    pub(crate) fn restarted_with(&self, api_token: &str) -> Arc<dyn AccountingConnector> {
        let config = EboekhoudenConfig::with_token(api_token);
        build(&self.clock, &self.line, &self.tokens, config).unwrap()
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    pub(crate) fn pass_seconds(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    pub(crate) fn relaties(&self) -> Result<Read<RelatieRecord>> {
        self.list(async |request| self.connector.list_relaties(&books(), &request).await)
    }

    pub(crate) fn artikelen(&self) -> Result<Read<Artikel>> {
        self.list(async |request| self.connector.list_artikelen(&books(), &request).await)
    }

    /// Reads a listing to its proven end.
    pub(crate) fn list<T>(
        &self,
        mut page: impl AsyncFnMut(ListRequest) -> Result<Page<T>>,
    ) -> Result<Read<T>> {
        let mut request = ListRequest::everything();
        let (items, rejected, drift) = Default::default();
        let mut read = Read { items, pages: 0, rejected, drift };
        loop {
            let page = self.run(page(request.clone()))?;
            read.pages += 1;
            read.items.extend(page.items);
            read.rejected.extend(page.rejected);
            read.drift.extend(page.drift);
            match page.next {
                Next::More(cursor) => request = request.resumed(Some(cursor)),
                Next::End { .. } => return Ok(read),
            }
        }
    }

    pub(crate) fn settings(&self) -> SettingsVersion {
        let sjabloon = self.sim.sjabloon_by_name(DEMO_SJABLOON).unwrap();
        let mut values = SettingValues::default();
        values.set("sjabloon", SettingValue::Tekst(DEMO_SJABLOON.to_owned()));
        let mut checked = Checked::named(DEMO_SJABLOON);
        checked.vendor_id = Some(sjabloon.to_string());
        let mut settings = builders::settings(values);
        settings.gecontroleerd.insert("sjabloon".to_owned(), checked);
        settings
    }

    /// A draft of one line for the first demo customer, as the rules make it of what was read.
    pub(crate) fn draft(&self, nummer: &str) -> InvoiceDraft {
        let klant = self.relaties().unwrap().items.remove(0).relatie;
        let artikelen = self.artikelen().unwrap().items;
        let artikel = artikelen.into_iter().find(|artikel| artikel.code == "REIS").unwrap();
        let mut regel = builders::regel(artikel.id.as_str(), "0.25", "48.00");
        (regel.code, regel.eenheid_id) = (artikel.code, artikel.eenheid_id);
        (regel.btw_code, regel.grootboek) = (artikel.btw_code, artikel.grootboek);
        let mut draft = builders::draft(nummer);
        draft.klant = klant.id;
        draft.betalingstermijn_dagen = klant.betalingstermijn_dagen;
        draft.regels = vec![DraftRegel::Artikel(regel)];
        draft
    }

    /// Requests to a path so far.
    pub(crate) fn requests(&self, method: &str, path: &str) -> usize {
        self.faults.journal().iter().filter(|exchange| exchange.is(method, path)).count()
    }

    /// Proves that the connector asked nothing that a real e-Boekhouden would refuse.
    pub(crate) fn refused_nothing(&self) {
        let refusals = self.sim.refusals().all();
        assert!(refusals.is_empty(), "a real vendor would have refused: {refusals:?}");
    }
}

fn build(
    clock: &SimulatedClock,
    line: &Arc<Line>,
    tokens: &Arc<dyn TokenStore>,
    config: EboekhoudenConfig,
) -> Result<Arc<dyn AccountingConnector>> {
    let clock: Arc<dyn Clock> = Arc::new(clock.clone());
    let budget = Arc::new(MemoryBudget::new());
    let line: Arc<dyn Transport> = line.clone();
    connector(config, Runtime::new(builders::integration(), line, clock, tokens.clone(), budget))
}
