//! The three readers: the floor, the connector by itself, and the engine with a store in memory.

use std::sync::Arc;

use connector_visma::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN, DEMO_TENANT,
};
use connector_visma::{VismaConfig, VismaConnector};
use serde::Deserialize;
use serde::de::DeserializeOwned;
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

/// Rows of a page, as the connector asks for them.
const PAGE: u64 = 500;

/// The members that the connector reads, as owned text.
#[derive(Deserialize)]
struct FloorCustomer {
    #[serde(rename = "internalId")]
    _internal_id: i64,
    #[serde(rename = "number")]
    _number: Option<String>,
    #[serde(rename = "name")]
    _name: Option<String>,
    #[serde(rename = "status")]
    _status: Option<String>,
    #[serde(rename = "mainAddress")]
    _main_address: Option<FloorAddress>,
    #[serde(rename = "invoiceAddress")]
    _invoice_address: Option<FloorAddress>,
    #[serde(rename = "deliveryAddress")]
    _delivery_address: Option<FloorAddress>,
    #[serde(rename = "mainContact")]
    _main_contact: Option<FloorContact>,
    #[serde(rename = "invoiceContact")]
    _invoice_contact: Option<FloorContact>,
    #[serde(rename = "deliveryContact")]
    _delivery_contact: Option<FloorContact>,
    #[serde(rename = "vatRegistrationId")]
    _vat_registration_id: Option<String>,
    #[serde(rename = "lastModifiedDateTime")]
    _last_modified_date_time: Option<String>,
    metadata: FloorMetadata,
}

#[derive(Deserialize)]
struct FloorAddress {
    #[serde(rename = "addressId")]
    _address_id: Option<i64>,
    #[serde(rename = "addressLine1")]
    _address_line1: Option<String>,
    #[serde(rename = "addressLine2")]
    _address_line2: Option<String>,
    #[serde(rename = "addressLine3")]
    _address_line3: Option<String>,
    #[serde(rename = "postalCode")]
    _postal_code: Option<String>,
    #[serde(rename = "city")]
    _city: Option<String>,
    #[serde(rename = "country")]
    _country: Option<FloorCountry>,
}

#[derive(Deserialize)]
struct FloorCountry {
    #[serde(rename = "id")]
    _id: Option<String>,
}

#[derive(Deserialize)]
struct FloorContact {
    #[serde(rename = "attention")]
    _attention: Option<String>,
    #[serde(rename = "email")]
    _email: Option<String>,
    #[serde(rename = "phone1")]
    _phone1: Option<String>,
    #[serde(rename = "phone2")]
    _phone2: Option<String>,
}

#[derive(Deserialize)]
struct FloorItem {
    #[serde(rename = "inventoryId")]
    _inventory_id: i64,
    #[serde(rename = "inventoryNumber")]
    _inventory_number: Option<String>,
    #[serde(rename = "status")]
    _status: Option<String>,
    #[serde(rename = "type")]
    _type: Option<String>,
    #[serde(rename = "description")]
    _description: Option<String>,
    #[serde(rename = "defaultPrice")]
    _default_price: Option<serde_json::Number>,
    #[serde(rename = "baseUnit")]
    _base_unit: Option<String>,
    #[serde(rename = "salesUnit")]
    _sales_unit: Option<String>,
    #[serde(rename = "stockItem")]
    _stock_item: Option<bool>,
    #[serde(rename = "lastModifiedDateTime")]
    _last_modified_date_time: Option<String>,
    metadata: FloorMetadata,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FloorMetadata {
    total_count: u64,
}

trait Row: DeserializeOwned {
    fn metadata(&self) -> &FloorMetadata;
}

impl Row for FloorCustomer {
    fn metadata(&self) -> &FloorMetadata {
        &self.metadata
    }
}

impl Row for FloorItem {
    fn metadata(&self) -> &FloorMetadata {
        &self.metadata
    }
}

const CUSTOMERS: &str = "v1/customer?";
const ITEMS: &str = "v1/inventory?expandCrossReference=false&expandAttachment=false&\
    expandAttribute=false&expandWarehouseDetail=false&expandAccountInformation=false&\
    expandInventoryUnits=false&expandSupplierDetails=false&expandSalesCategories=false&\
    expandNote=false&";

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
        .post(server.url.join("/connect/token").unwrap())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let token: serde_json::Value =
        serde_json::from_slice(&login.send().await.unwrap().bytes().await.unwrap()).unwrap();
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let mut calls = 1;
    calls += pages::<FloorCustomer>(&client, &bearer, &format!("{}{CUSTOMERS}", server.url)).await;
    calls += pages::<FloorItem>(&client, &bearer, &format!("{}{ITEMS}", server.url)).await;
    phase.end(calls);
}

/// Page after page until so many rows came as there are.
async fn pages<T: Row>(client: &reqwest::Client, bearer: &str, listing: &str) -> u64 {
    let (mut read, mut calls) = (0, 0);
    loop {
        calls += 1;
        let request = client
            .get(format!("{listing}pageNumber={calls}&pageSize={PAGE}"))
            .header("Accept", "application/json")
            .header("Authorization", bearer);
        let body = request.send().await.unwrap().bytes().await.unwrap();
        let rows: Vec<T> = serde_json::from_slice(&body).unwrap();
        read += u64::try_from(rows.len()).unwrap();
        if rows.first().is_none_or(|row| read >= row.metadata().total_count) {
            return calls;
        }
    }
}

fn id() -> IntegrationId {
    IntegrationId::new("bench").unwrap()
}

fn books() -> Administratie {
    Administratie::new(DEMO_TENANT, "Bench")
}

fn built(server: &Server) -> VismaConnector {
    let url = || server.url.clone();
    let config = VismaConfig::interactive(DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI)
        .with_urls(url(), url(), url())
        .with_refresh_token(DEMO_REFRESH_TOKEN);
    let transport = Arc::new(ReqwestTransport::new().unwrap());
    let tokens = Arc::new(MemoryTokens::default());
    let runtime = Runtime::new(id(), transport, Arc::new(SystemClock), tokens, Arc::new(NoLimit));
    VismaConnector::new(config, runtime).unwrap()
}

fn settings() -> SettingValues {
    // The number of the simulator's branch.
    let texts = [("administratie", "1"), ("document", "klantfactuur")];
    let texts = texts.map(|(key, text)| (key.to_owned(), SettingValue::Tekst(text.to_owned())));
    texts.into_iter().collect()
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
    let report = integration.activate(&activation).await.unwrap();
    assert_eq!(report.saved, Some(1), "{report:?}");
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
