//! The three readers: the floor, the connector by itself, and the engine with a store in memory.

use std::sync::Arc;

use connector_snelstart::{SnelStartConfig, SnelStartConnector};
use serde::Deserialize;
use simon_core::connector::{AccountingConnector, ListRequest, Next};
use simon_core::domain::IntegrationId;
use simon_core::host::{SystemRandom, WipePart};
use simon_core::http::{ReqwestTransport, Runtime, SystemClock};
use simon_core::integration::{Activation, FetchRequest, Integration, NoProgress, Ports};
use simon_core::memory::{MemoryStore, MemoryTokens};
use simon_core::settings::SettingValues;
use simon_testkit::NoLimit;
use simon_testkit::builders::books;
use simon_testkit::race::{Phase, Server};

use crate::server::{KOPPELSLEUTEL, SUBSCRIPTION_KEY};

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
#[serde(rename_all = "camelCase")]
struct FloorRelatie {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "relatiesoort")]
    _relatiesoort: Vec<String>,
    #[serde(rename = "relatiecode")]
    _relatiecode: Option<i64>,
    #[serde(rename = "naam")]
    _naam: Option<String>,
    #[serde(rename = "vestigingsAdres")]
    _vestigings_adres: Option<FloorAdres>,
    #[serde(rename = "telefoon")]
    _telefoon: Option<String>,
    #[serde(rename = "email")]
    _email: Option<String>,
    #[serde(rename = "btwNummer")]
    _btw_nummer: Option<String>,
    #[serde(rename = "krediettermijn")]
    _krediettermijn: Option<i64>,
    #[serde(rename = "nonactief")]
    _nonactief: Option<bool>,
    #[serde(rename = "modifiedOn")]
    _modified_on: Option<String>,
}

#[derive(Deserialize)]
struct FloorAdres {
    #[serde(rename = "contactpersoon")]
    _contactpersoon: Option<String>,
    #[serde(rename = "straat")]
    _straat: Option<String>,
    #[serde(rename = "postcode")]
    _postcode: Option<String>,
    #[serde(rename = "plaats")]
    _plaats: Option<String>,
    #[serde(rename = "land")]
    _land: Option<FloorLink>,
}

#[derive(Deserialize)]
struct FloorLink {
    #[serde(rename = "id")]
    _id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FloorArtikel {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "artikelcode")]
    _artikelcode: Option<String>,
    #[serde(rename = "omschrijving")]
    _omschrijving: Option<String>,
    #[serde(rename = "artikelOmzetgroep")]
    _artikel_omzetgroep: Option<FloorLink>,
    #[serde(rename = "verkoopprijs")]
    _verkoopprijs: Option<serde_json::Number>,
    #[serde(rename = "eenheid")]
    _eenheid: Option<String>,
    #[serde(rename = "isNonActief")]
    _is_non_actief: Option<bool>,
    #[serde(rename = "modifiedOn")]
    _modified_on: Option<String>,
}

async fn floor(server: &Server) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let phase = Phase::start("floor", true, 0);
    let form = format!("grant_type=clientkey&clientkey={KOPPELSLEUTEL}");
    let login = client
        .post(server.url.join("/b2b/token").unwrap())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let token: serde_json::Value =
        serde_json::from_slice(&login.send().await.unwrap().bytes().await.unwrap()).unwrap();
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let active = "%20and%20Relatiesoort/any(r:r%20eq%20%27Klant%27)";
    let mut calls = 1;
    calls += pages::<FloorRelatie>(
        &client,
        server,
        &bearer,
        "relaties",
        &format!("Nonactief%20eq%20false{active}"),
    )
    .await;
    calls +=
        pages::<FloorArtikel>(&client, server, &bearer, "artikelen", "IsNonActief%20eq%20false")
            .await;
    phase.end(calls);
}

async fn pages<T: serde::de::DeserializeOwned>(
    client: &reqwest::Client,
    server: &Server,
    bearer: &str,
    list: &str,
    filter: &str,
) -> u64 {
    let (mut skip, mut calls) = (0, 0);
    loop {
        let url = format!("{}v2/{list}?$skip={skip}&$top=500&$filter={filter}", server.url);
        let request = client
            .get(url)
            .header("Ocp-Apim-Subscription-Key", SUBSCRIPTION_KEY)
            .header("Authorization", bearer);
        let body = request.send().await.unwrap().bytes().await.unwrap();
        let rows: Vec<T> = serde_json::from_slice(&body).unwrap();
        calls += 1;
        if rows.is_empty() {
            return calls;
        }
        skip += rows.len();
    }
}

fn id() -> IntegrationId {
    IntegrationId::new("bench").unwrap()
}

fn built(server: &Server) -> SnelStartConnector {
    let config = SnelStartConfig::new(SUBSCRIPTION_KEY, KOPPELSLEUTEL)
        .with_urls(server.url.clone(), server.url.clone());
    let transport = Arc::new(ReqwestTransport::new().unwrap());
    let tokens = Arc::new(MemoryTokens::default());
    let runtime = Runtime::new(id(), transport, Arc::new(SystemClock), tokens, Arc::new(NoLimit));
    SnelStartConnector::new(config, runtime).unwrap()
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
        ("engine: 1 % of relaties changed", &changes, false, relaties / 100),
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
