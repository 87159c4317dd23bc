//! The three readers: the floor, the connector by itself, and the engine with a store in memory.

use std::sync::Arc;

use connector_billit::simulator::{DEMO_API_KEY, DEMO_PARTY_ID};
use connector_billit::{BillitConfig, BillitConnector};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use simon_core::connector::{AccountingConnector, ListRequest, Next};
use simon_core::domain::{Administratie, IntegrationId};
use simon_core::host::{SystemRandom, WipePart};
use simon_core::http::{ReqwestTransport, Runtime, SystemClock};
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::memory::{MemoryStore, MemoryTokens};
use simon_core::settings::SettingValues;
use simon_testkit::NoLimit;
use simon_testkit::race::{Phase, Server};

/// Rows on a page, the most that is served.
pub(crate) const PAGE: u64 = 120;

pub(crate) fn run(reader: &str, relaties: &str, artikelen: &str) {
    let server = Server::start(relaties, artikelen);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        match reader {
            "floor" => floor(&server).await,
            "connector" => connector(&server).await,
            "engine" => engine(server, relaties.parse().unwrap()).await,
            other => panic!("no reader {other}"),
        }
    });
}

/// The members that the connector reads, as owned text.
#[derive(Deserialize)]
struct FloorParty {
    #[serde(rename = "PartyID")]
    _party_id: i64,
    #[serde(rename = "PartyType")]
    _party_type: Option<String>,
    #[serde(rename = "Nr")]
    _nr: Option<String>,
    #[serde(rename = "Name")]
    _name: Option<String>,
    #[serde(rename = "CommercialName")]
    _commercial_name: Option<String>,
    #[serde(rename = "DisplayName")]
    _display_name: Option<String>,
    #[serde(rename = "Contact")]
    _contact: Option<String>,
    #[serde(rename = "Addresses")]
    _addresses: Option<Vec<FloorAddress>>,
    #[serde(rename = "Street")]
    _street: Option<String>,
    #[serde(rename = "StreetNumber")]
    _street_number: Option<String>,
    #[serde(rename = "Box")]
    _box: Option<String>,
    #[serde(rename = "Zipcode")]
    _zipcode: Option<String>,
    #[serde(rename = "City")]
    _city: Option<String>,
    #[serde(rename = "CountryCode")]
    _country_code: Option<String>,
    #[serde(rename = "Email")]
    _email: Option<String>,
    #[serde(rename = "Phone")]
    _phone: Option<String>,
    #[serde(rename = "Mobile")]
    _mobile: Option<String>,
    #[serde(rename = "VATNumber")]
    _vat_number: Option<String>,
    #[serde(rename = "VentilationCode")]
    _ventilation_code: Option<String>,
    #[serde(rename = "DefaultExpiryOffset")]
    _default_expiry_offset: Option<i64>,
    #[serde(rename = "LastModified")]
    _last_modified: Option<String>,
}

#[derive(Deserialize)]
struct FloorAddress {
    #[serde(rename = "Street")]
    _street: Option<String>,
    #[serde(rename = "StreetNumber")]
    _street_number: Option<String>,
    #[serde(rename = "Box")]
    _box: Option<String>,
    #[serde(rename = "Zipcode")]
    _zipcode: Option<String>,
    #[serde(rename = "City")]
    _city: Option<String>,
    #[serde(rename = "CountryCode")]
    _country_code: Option<String>,
}

#[derive(Deserialize)]
struct FloorProduct {
    #[serde(rename = "ProductID")]
    _product_id: i64,
    #[serde(rename = "Reference")]
    _reference: Option<String>,
    #[serde(rename = "Description")]
    _description: Option<String>,
    #[serde(rename = "AmountExcl")]
    _amount_excl: Option<serde_json::Number>,
    #[serde(rename = "VAT")]
    _vat: Option<serde_json::Number>,
    #[serde(rename = "Unit")]
    _unit: Option<String>,
    #[serde(rename = "LastModified")]
    _last_modified: Option<String>,
}

#[derive(Deserialize)]
struct Listed<T> {
    #[serde(rename = "Items")]
    items: Vec<T>,
}

const PARTIES: &str =
    "parties?$filter=PartyType%20eq%20'Customer'&$orderby=LastModified%20asc,PartyID%20asc";
const PRODUCTS: &str = "products?$orderby=LastModified%20asc,ProductID%20asc";

async fn floor(server: &Server) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let phase = Phase::start("floor", true, 0);
    let mut calls = pages::<FloorParty>(&client, format!("{}v1/{PARTIES}", server.url)).await;
    calls += pages::<FloorProduct>(&client, format!("{}v1/{PRODUCTS}", server.url)).await;
    phase.end(calls);
}

async fn pages<T: DeserializeOwned>(client: &reqwest::Client, listing: String) -> u64 {
    let mut calls = 0;
    loop {
        let url = format!("{listing}&$top={PAGE}&$skip={}", calls * PAGE);
        let request = client
            .get(url)
            .header("Accept", "application/json")
            .header("ApiKey", DEMO_API_KEY)
            .header("PartyID", DEMO_PARTY_ID);
        let body = request.send().await.unwrap().bytes().await.unwrap();
        let page: Listed<T> = serde_json::from_slice(&body).unwrap();
        calls += 1;
        if u64::try_from(page.items.len()).unwrap() < PAGE {
            return calls;
        }
    }
}

fn id() -> IntegrationId {
    IntegrationId::new("bench").unwrap()
}

fn books() -> Administratie {
    Administratie::new(DEMO_PARTY_ID.to_string(), "Bench")
}

fn built(server: &Server) -> BillitConnector {
    let config =
        BillitConfig::with_api_key(DEMO_API_KEY).with_urls(server.url.clone(), server.url.clone());
    let transport = Arc::new(ReqwestTransport::new().unwrap());
    let tokens = Arc::new(MemoryTokens::default());
    let runtime = Runtime::new(id(), transport, Arc::new(SystemClock), tokens, Arc::new(NoLimit));
    BillitConnector::new(config, runtime).unwrap()
}

async fn connector(server: &Server) {
    let connector = built(server);
    let phase = Phase::start("connector: first load", true, 0);
    let mut request = ListRequest::everything();
    loop {
        let page = connector.list_relaties(&books(), &request).await.unwrap();
        let Next::More(cursor) = page.next else { break };
        request = request.resumed(Some(cursor));
    }
    let mut request = ListRequest::everything();
    loop {
        let page = connector.list_artikelen(&books(), &request).await.unwrap();
        let Next::More(cursor) = page.next else { break };
        request = request.resumed(Some(cursor));
    }
    phase.end(connector.calls_made());
}

async fn engine(mut server: Server, relaties: usize) {
    let connector = Arc::new(built(&server));
    let ports =
        Ports::new(Arc::new(MemoryStore::new()), Arc::new(SystemClock), Arc::new(SystemRandom));
    let integration = Integration::new(id(), connector.clone(), ports);
    let activation = Activation::new(SettingValues::default(), WipePart::ALL.to_vec());
    integration.activate(&activation).await.unwrap();
    let changes = FetchRequest::default();
    let everything = FetchRequest::everything(Vec::new());
    let phases = [
        ("engine, memory store: first load", &changes, true, 0),
        ("engine: repeated full load", &everything, true, 0),
        ("engine: 1 % of relaties new", &changes, false, relaties / 100),
        ("engine: idle after that change", &changes, false, 0),
    ];
    for (name, request, compares, changed) in phases {
        if changed > 0 {
            server.change(changed);
        }
        let phase = Phase::start(name, compares, connector.calls_made());
        for report in integration.fetch(request, &NoProgress).await.unwrap() {
            assert!(report.error.is_none(), "{report:?}");
        }
        phase.end(connector.calls_made());
    }
}
