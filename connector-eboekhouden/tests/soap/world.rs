//! A vendor, a connector to it through SOAP, and simulated time.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use connector_eboekhouden::simulator::{
    Artikel, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2, DEMO_SJABLOON, DEMO_USERNAME, EBoekhouden,
    Relatie,
};
use connector_eboekhouden::{EboekhoudenConfig, SOAP_INFO, connector};
use simon_core::connector::{AccountingConnector, DocumentSearch, ListRequest, Page, SettingCheck};
use simon_core::domain::{Administratie, DocumentRef, DraftRegel, IntegrationId, InvoiceDraft};
use simon_core::host::{CallBudget, TokenStore};
use simon_core::http::{ResponseBody, Runtime, Transport, TransportError};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_core::settings::{CheckOutcome, SettingValue, SettingValues, SettingsVersion};
use simon_testkit::simulated::{SimulatedClock, run};
use simon_testkit::{Fault, Faults, InProcess, On, builders};

pub(crate) struct World {
    pub(crate) clock: SimulatedClock,
    pub(crate) sim: Arc<EBoekhouden>,
    pub(crate) faults: Faults,
    tokens: Arc<dyn TokenStore>,
    budget: Arc<dyn CallBudget>,
    pub(crate) connector: Arc<dyn AccountingConnector>,
}

pub(crate) fn config() -> EboekhoudenConfig {
    EboekhoudenConfig::with_codes(DEMO_USERNAME, DEMO_SECURITY_CODE_1, DEMO_SECURITY_CODE_2)
}

pub(crate) fn books() -> Administratie {
    Administratie::new("soap", "e-Boekhouden")
}

/// The calls of an operation.
pub(crate) fn calls(operation: &str) -> On {
    On::new("POST", "/soap.asmx").containing(format!("<{operation} "))
}

impl World {
    pub(crate) fn new() -> Self {
        let clock = SimulatedClock::default();
        let sim = Arc::new(EBoekhouden::new(Arc::new(clock.clone())));
        let tokens: Arc<dyn TokenStore> = Arc::new(MemoryTokens::new());
        let budget: Arc<dyn CallBudget> = Arc::new(MemoryBudget::new());
        let faults = Faults::none();
        let connector = process(&clock, &sim, &faults, &tokens, &budget, config());
        Self { clock, sim, faults, tokens, budget, connector }
    }

    /// Another process on the same stores.
    pub(crate) fn process(&self, config: EboekhoudenConfig) -> Arc<dyn AccountingConnector> {
        process(&self.clock, &self.sim, &self.faults, &self.tokens, &self.budget, config)
    }

    pub(crate) fn runtime(&self) -> Runtime {
        runtime(&self.clock, &self.sim, &self.faults, &self.tokens, &self.budget)
    }

    pub(crate) fn run<T>(&self, future: impl Future<Output = T>) -> T {
        run(&self.clock, future)
    }

    pub(crate) fn pass(&self, minutes: u64) {
        self.clock.advance(Duration::from_secs(minutes * 60));
    }

    /// Sessions that were opened, and those that still are.
    pub(crate) fn sessions(&self) -> (u64, usize) {
        (self.sim.sessions_opened().0, self.sim.sessions_open().0)
    }

    /// Any call within a session.
    pub(crate) fn call(&self) -> simon_core::Result<()> {
        self.run(self.connector.list_relaties(&books(), &ListRequest::everything())).map(drop)
    }

    /// Lets the vendor answer the next call of an operation with this result.
    pub(crate) fn answer(&self, operation: &'static str, before: &str, result: &str) {
        let body = format!(
            "{before}<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
             <{operation}Response xmlns='http://www.e-boekhouden.nl/soap'><{operation}Result>\
             {result}</{operation}Result></{operation}Response></s:Body></s:Envelope>"
        );
        let xml = &[("content-type", "text/xml; charset=utf-8")];
        self.faults.add(calls(operation), Fault::status_with(200, xml, &body).after(), 1);
    }

    pub(crate) fn check(&self, key: &str, value: SettingValue) -> CheckOutcome {
        let spec = SOAP_INFO.settings.iter().find(|spec| spec.is(key)).unwrap();
        assert!(spec.asks_vendor || matches!(value, SettingValue::Lijst(_)));
        let all: SettingValues = [(key.to_owned(), value.clone())].into_iter().collect();
        let check = SettingCheck::new(spec, &value, &all);
        self.run(self.connector.check_setting(&check)).unwrap()
    }

    pub(crate) fn artikel(&self, code: &str) -> i64 {
        self.sim.add_artikel(Artikel {
            code: Some(code.to_owned()),
            omschrijving: Some(format!("Artikel {code}")),
            prijs: Some(builders::decimal("12.50")),
            btw_code: Some("HOOG_VERK_21".to_owned()),
            rekening: Some(self.sim.omzetrekening()),
            ..Artikel::default()
        })
    }

    /// A draft of one line for a customer who is there.
    pub(crate) fn draft(&self, nummer: &str) -> (InvoiceDraft, SettingsVersion) {
        let code = format!("K{nummer}");
        let klant = Relatie {
            code: Some(code.clone()),
            bedrijf: Some("Bakkerij".to_owned()),
            ..Relatie::default()
        };
        let mut regel = builders::regel(&self.artikel("KRAAN").to_string(), "2", "12.50");
        regel.code = "KRAAN".to_owned();
        regel.btw_code = Some("HOOG_VERK_21".to_owned());
        regel.grootboek = Some("8000".to_owned());
        let mut draft = builders::draft(nummer);
        draft.klant = builders::relatie_id(&self.sim.add_relatie(klant).to_string());
        draft.klant_code = code;
        draft.betalingstermijn_dagen = Some(14);
        draft.omschrijving = None;
        draft.regels = vec![DraftRegel::Artikel(regel)];
        (draft, with_sjabloon(DEMO_SJABLOON))
    }

    pub(crate) fn find(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> simon_core::Result<Vec<DocumentRef>> {
        let search = DocumentSearch::new(draft, settings, self.clock.now());
        self.run(self.connector.find_document(&search))
    }

    /// Proves that nothing was asked that a real vendor would refuse or ignore.
    pub(crate) fn refused_nothing(&self) {
        self.sim.refusals().assert_none();
    }
}

pub(crate) fn with_sjabloon(naam: &str) -> SettingsVersion {
    let mut values = SettingValues::default();
    values.set("sjabloon", SettingValue::Tekst(naam.to_owned()));
    builders::settings(values)
}

/// How many records a page has, and whether it is the last.
pub(crate) fn shape<T>(page: &Page<T>) -> (usize, bool) {
    (page.items.len(), matches!(page.next, simon_core::connector::Next::End { .. }))
}

fn process(
    clock: &SimulatedClock,
    sim: &Arc<EBoekhouden>,
    faults: &Faults,
    tokens: &Arc<dyn TokenStore>,
    budget: &Arc<dyn CallBudget>,
    config: EboekhoudenConfig,
) -> Arc<dyn AccountingConnector> {
    connector(config, runtime(clock, sim, faults, tokens, budget)).unwrap()
}

fn runtime(
    clock: &SimulatedClock,
    sim: &Arc<EBoekhouden>,
    faults: &Faults,
    tokens: &Arc<dyn TokenStore>,
    budget: &Arc<dyn CallBudget>,
) -> Runtime {
    let network = InPieces(network_of(clock, sim, faults));
    Runtime::new(
        builders::integration(),
        Arc::new(network),
        Arc::new(clock.clone()),
        tokens.clone(),
        budget.clone(),
    )
}

fn network_of(clock: &SimulatedClock, sim: &Arc<EBoekhouden>, faults: &Faults) -> InProcess {
    InProcess::new(clock.clone())
        .mount("soap.e-boekhouden.nl", sim.clone(), faults.clone())
        .with_latency(Duration::from_millis(20))
}

/// A network whose answers arrive in small pieces, as they do over a line.
#[derive(Debug)]
struct InPieces(InProcess);

#[async_trait]
impl Transport for InPieces {
    async fn send(
        &self,
        integration: &IntegrationId,
        request: http::Request<Bytes>,
    ) -> Result<http::Response<Box<dyn ResponseBody>>, TransportError> {
        let answer = self.0.send(integration, request).await?;
        let pieces =
            |body| -> Box<dyn ResponseBody> { Box::new(Pieces { body, arrived: Bytes::new() }) };
        Ok(answer.map(pieces))
    }
}

struct Pieces {
    body: Box<dyn ResponseBody>,
    arrived: Bytes,
}

#[async_trait]
impl ResponseBody for Pieces {
    async fn chunk(&mut self) -> Result<Option<Bytes>, TransportError> {
        if self.arrived.is_empty() {
            let Some(arrived) = self.body.chunk().await? else { return Ok(None) };
            self.arrived = arrived;
        }
        let length = self.arrived.len().min(999);
        Ok(Some(self.arrived.split_to(length)))
    }
}
