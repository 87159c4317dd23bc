//! The three readers: the floor, the connector by itself, and the engine with a store in memory.

use std::sync::Arc;

use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_DIVISION, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN,
};
use connector_exact::{ExactConfig, ExactConnector};
use serde::Deserialize;
use simon_core::connector::{AccountingConnector, ListRequest, Next};
use simon_core::domain::{Administratie, IntegrationId};
use simon_core::host::{SystemRandom, WipePart};
use simon_core::http::{ReqwestTransport, Runtime, SystemClock};
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::memory::{MemoryStore, MemoryTokens};
use simon_core::settings::{SettingValue, SettingValues};
use simon_testkit::NoLimit;
use simon_testkit::race::{Phase, Server};

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
struct FloorAccount {
    #[serde(rename = "ID")]
    _id: String,
    #[serde(rename = "Code")]
    _code: Option<String>,
    #[serde(rename = "Name")]
    _name: Option<String>,
    #[serde(rename = "Status")]
    _status: Option<String>,
    #[serde(rename = "Type")]
    _soort: Option<String>,
    #[serde(rename = "IsSales")]
    _is_sales: Option<bool>,
    #[serde(rename = "Blocked")]
    _blocked: Option<bool>,
    #[serde(rename = "StartDate")]
    _start_date: Option<String>,
    #[serde(rename = "EndDate")]
    _end_date: Option<String>,
    #[serde(rename = "AddressLine1")]
    _address_line1: Option<String>,
    #[serde(rename = "AddressLine2")]
    _address_line2: Option<String>,
    #[serde(rename = "AddressLine3")]
    _address_line3: Option<String>,
    #[serde(rename = "Postcode")]
    _postcode: Option<String>,
    #[serde(rename = "City")]
    _city: Option<String>,
    #[serde(rename = "Country")]
    _country: Option<String>,
    #[serde(rename = "Email")]
    _email: Option<String>,
    #[serde(rename = "Phone")]
    _phone: Option<String>,
    #[serde(rename = "VATNumber")]
    _vat_number: Option<String>,
    #[serde(rename = "Modified")]
    _modified: Option<String>,
    #[serde(rename = "Timestamp")]
    _timestamp: Option<String>,
}

#[derive(Deserialize)]
struct FloorItem {
    #[serde(rename = "ID")]
    _id: String,
    #[serde(rename = "Code")]
    _code: Option<String>,
    #[serde(rename = "Description")]
    _description: Option<String>,
    #[serde(rename = "ItemGroup")]
    _item_group: Option<String>,
    #[serde(rename = "Unit")]
    _unit: Option<String>,
    #[serde(rename = "UnitDescription")]
    _unit_description: Option<String>,
    #[serde(rename = "IsSalesItem")]
    _is_sales_item: Option<bool>,
    #[serde(rename = "IsFractionAllowedItem")]
    _is_fraction_allowed_item: Option<bool>,
    #[serde(rename = "StartDate")]
    _start_date: Option<String>,
    #[serde(rename = "EndDate")]
    _end_date: Option<String>,
    #[serde(rename = "Modified")]
    _modified: Option<String>,
    #[serde(rename = "Timestamp")]
    _timestamp: Option<String>,
}

#[derive(Deserialize)]
struct Envelope<T> {
    d: Rows<T>,
}

#[derive(Deserialize)]
struct Rows<T> {
    results: Vec<T>,
    #[serde(rename = "__next")]
    next: Option<String>,
}

const ACCOUNTS: &str = "sync/CRM/Accounts?$filter=Timestamp%20gt%201L&$select=ID,Code,Name,Status,\
    Type,IsSales,Blocked,StartDate,EndDate,AddressLine1,AddressLine2,AddressLine3,Postcode,City,\
    Country,Email,Phone,VATNumber,Modified,Timestamp";
const ITEMS: &str = "sync/Logistics/Items?$filter=Timestamp%20gt%201L&$select=ID,Code,Description,\
    ItemGroup,Unit,UnitDescription,IsSalesItem,IsFractionAllowedItem,StartDate,EndDate,Modified,\
    Timestamp";

async fn floor(server: &Server) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let phase = Phase::start("floor", true, 0);
    let fields = [
        ("grant_type", "refresh_token"),
        ("refresh_token", DEMO_REFRESH_TOKEN),
        ("client_id", DEMO_CLIENT_ID),
        ("client_secret", DEMO_CLIENT_SECRET),
    ];
    let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    let login = client
        .post(server.url.join("/api/oauth2/token").unwrap())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let token: serde_json::Value =
        serde_json::from_slice(&login.send().await.unwrap().bytes().await.unwrap()).unwrap();
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let root = format!("{}api/v1/{DEMO_DIVISION}/", server.url);
    let mut calls = 1;
    calls += pages::<FloorAccount>(&client, &bearer, format!("{root}{ACCOUNTS}")).await;
    calls += pages::<FloorItem>(&client, &bearer, format!("{root}{ITEMS}")).await;
    phase.end(calls);
}

async fn pages<T: serde::de::DeserializeOwned>(
    client: &reqwest::Client,
    bearer: &str,
    first: String,
) -> u64 {
    let (mut next, mut calls) = (Some(first), 0);
    while let Some(url) = next {
        let request =
            client.get(url).header("Accept", "application/json").header("Authorization", bearer);
        let body = request.send().await.unwrap().bytes().await.unwrap();
        let page: Envelope<T> = serde_json::from_slice(&body).unwrap();
        drop(page.d.results);
        next = page.d.next;
        calls += 1;
    }
    calls
}

fn id() -> IntegrationId {
    IntegrationId::new("bench").unwrap()
}

fn books() -> Administratie {
    Administratie::new(DEMO_DIVISION.to_string(), "Bench")
}

fn built(server: &Server) -> ExactConnector {
    let config = ExactConfig::new(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
        .with_urls(server.url.clone(), server.url.clone())
        .with_refresh_token(DEMO_REFRESH_TOKEN);
    let transport = Arc::new(ReqwestTransport::new().unwrap());
    let tokens = Arc::new(MemoryTokens::default());
    let runtime = Runtime::new(id(), transport, Arc::new(SystemClock), tokens, Arc::new(NoLimit));
    ExactConnector::new(config, runtime).unwrap()
}

fn settings() -> SettingValues {
    let mut settings = SettingValues::default();
    settings.set("administratie", SettingValue::Tekst(DEMO_DIVISION.to_string()));
    settings.set("dagboek", SettingValue::Tekst("70".to_owned()));
    settings
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
    let activation = Activation::new(settings(), WipePart::ALL.to_vec());
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
