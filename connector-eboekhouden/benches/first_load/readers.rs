//! The three readers: the floor, the connector by itself, and the engine with a store in memory.

use std::sync::Arc;

use connector_eboekhouden::simulator::DEMO_SJABLOON;
use connector_eboekhouden::{EboekhoudenConfig, connector as build};
use simon_core::connector::{AccountingConnector, ListRequest, Next};
use simon_core::domain::{Administratie, IntegrationId};
use simon_core::host::{SystemRandom, WipePart};
use simon_core::http::{ReqwestTransport, Runtime, SystemClock};
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::memory::{MemoryStore, MemoryTokens};
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::NoLimit;
use simon_testkit::race::{Phase, Server};

/// Runs a reader through the interface that the keys open.
pub(crate) fn run(
    reader: &str,
    relaties: &str,
    artikelen: &str,
    config: EboekhoudenConfig,
    floor: impl AsyncFnOnce(Server),
) {
    let server = Server::start(relaties, artikelen);
    let config = config.with_base_url(server.url.clone());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        match reader {
            "floor" => floor(server).await,
            "connector" => connector(built(config)).await,
            "engine" => engine(server, built(config), relaties.parse().unwrap()).await,
            other => panic!("no reader {other}"),
        }
    });
}

fn id() -> IntegrationId {
    IntegrationId::new("bench").unwrap()
}

fn built(config: EboekhoudenConfig) -> Arc<dyn AccountingConnector> {
    let transport = Arc::new(ReqwestTransport::new().unwrap());
    let tokens = Arc::new(MemoryTokens::default());
    // What is measured is the reader, not the waiting.
    let runtime = Runtime::new(id(), transport, Arc::new(SystemClock), tokens, Arc::new(NoLimit));
    build(config, runtime).unwrap()
}

async fn connector(connector: Arc<dyn AccountingConnector>) {
    let books = Administratie::new("bench", "Bench");
    let phase = Phase::start("connector: first load", true, 0);
    let mut request = ListRequest::everything();
    while let Next::More(cursor) = connector.list_relaties(&books, &request).await.unwrap().next {
        request = request.resumed(Some(cursor));
    }
    let mut request = ListRequest::everything();
    while let Next::More(cursor) = connector.list_artikelen(&books, &request).await.unwrap().next {
        request = request.resumed(Some(cursor));
    }
    phase.end(connector.calls_made());
}

async fn engine(mut server: Server, connector: Arc<dyn AccountingConnector>, relaties: usize) {
    let ports =
        Ports::new(Arc::new(MemoryStore::new()), Arc::new(SystemClock), Arc::new(SystemRandom));
    let integration = Integration::new(id(), connector.clone(), ports);
    let mut settings = SettingValues::default();
    settings.set("sjabloon", SettingValue::Tekst(DEMO_SJABLOON.to_owned()));
    integration.activate(&Activation::new(settings, WipePart::ALL.to_vec())).await.unwrap();
    let everything = FetchRequest::default();
    // The vendor tells no changes: each fetch reads everything.
    let phases = [
        ("engine, memory store: first load", 0),
        ("engine: repeated load", 0),
        ("engine: 1 % of relaties new", relaties / 100),
    ];
    for (name, changed) in phases {
        if changed > 0 {
            server.change(changed);
        }
        let phase = Phase::start(name, true, connector.calls_made());
        for report in integration.fetch(&everything, &NoProgress).await.unwrap() {
            assert!(report.error.is_none(), "{report:?}");
        }
        phase.end(connector.calls_made());
    }
}
