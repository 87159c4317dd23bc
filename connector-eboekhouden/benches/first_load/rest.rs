//! REST: first load, repeated load and 1 % changed, measured against a floor in the same run: the
//! same answers fetched with the same HTTP client and decoded by serde_json into plain structures.
//!
//! Each measurement is a process of its own, and the simulator is another, so that CPU time and peak
//! memory are the reader's alone. `cargo bench -p connector-eboekhouden --bench first_load_rest -- 2000
//! 400` (relaties, artikelen: each record is a call); for more repeats `-- ... 5`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::float_arithmetic,
    clippy::as_conversions,
    clippy::disallowed_methods,
    missing_docs,
    reason = "a benchmark measures real time and prints what it saw"
)]

mod readers;
mod server;

use connector_eboekhouden::EboekhoudenConfig;
use connector_eboekhouden::simulator::DEMO_API_TOKEN;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use simon_testkit::race::{Phase, Race, Server};

fn main() {
    Race {
        serve: server::serve,
        read,
        // Pages of 200 ids, and a record at a time.
        needed: |records| records.div_ceil(200) + records,
        remark: |needed| {
            format!(
                "least possible number of calls for ids and records: {needed}\n  pages overlap by an \
                 id, and articles, groups, units and session make few more"
            )
        },
    }
    .run();
}

fn read(reader: &str, relaties: &str, artikelen: &str) {
    let config = EboekhoudenConfig::with_token(DEMO_API_TOKEN);
    readers::run(reader, relaties, artikelen, config, floor);
}

#[derive(Deserialize)]
struct List {
    items: Option<Vec<Id>>,
}

#[derive(Deserialize)]
struct Id {
    id: i64,
}

/// The members that the connector reads, as owned text.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct FloorRelation {
    #[serde(rename = "id")]
    _id: i64,
    #[serde(rename = "code")]
    _code: Option<String>,
    #[serde(rename = "name")]
    _name: Option<String>,
    #[serde(rename = "contact")]
    _contact: Option<String>,
    #[serde(rename = "address")]
    _address: Option<String>,
    #[serde(rename = "postalCode")]
    _postal_code: Option<String>,
    #[serde(rename = "city")]
    _city: Option<String>,
    #[serde(rename = "country")]
    _country: Option<String>,
    #[serde(rename = "phoneNumber")]
    _phone_number: Option<String>,
    #[serde(rename = "emailAddress")]
    _email_address: Option<String>,
    #[serde(rename = "termOfPayment")]
    _term_of_payment: Option<i64>,
}

#[derive(Deserialize)]
struct FloorProduct {
    #[serde(rename = "id")]
    _id: i64,
    #[serde(rename = "code")]
    _code: Option<String>,
    #[serde(rename = "description")]
    _description: Option<String>,
    #[serde(rename = "groupId")]
    _group_id: Option<i64>,
    #[serde(rename = "unitId")]
    _unit_id: Option<i64>,
    #[serde(rename = "priceExcl")]
    _price_excl: Option<serde_json::Number>,
    #[serde(rename = "vat")]
    _vat: Option<String>,
    #[serde(rename = "ledgerId")]
    _ledger_id: Option<i64>,
    #[serde(rename = "active")]
    _active: Option<bool>,
}

async fn floor(server: Server) {
    let client = reqwest::Client::builder().no_proxy().build().unwrap();
    let phase = Phase::start("floor", true, 0);
    let keys = format!(r#"{{"accessToken":"{DEMO_API_TOKEN}","source":"Simon"}}"#);
    let login = client
        .post(server.url.join("/v1/session").unwrap())
        .header("content-type", "application/json")
        .body(keys);
    let session: serde_json::Value =
        serde_json::from_slice(&login.send().await.unwrap().bytes().await.unwrap()).unwrap();
    let vendor = Vendor { client, server, token: session["token"].as_str().unwrap().to_owned() };
    let calls =
        vendor.all::<FloorRelation>("relation").await + vendor.all::<FloorProduct>("product").await;
    phase.end(calls + 1);
}

struct Vendor {
    client: reqwest::Client,
    server: Server,
    token: String,
}

impl Vendor {
    /// Reads the ids and the record behind each; the number of calls.
    async fn all<T: DeserializeOwned>(&self, path: &str) -> u64 {
        let (mut offset, mut calls) = (0, 0);
        loop {
            let page: List = self.get(&format!("/v1/{path}?limit=200&offset={offset}")).await;
            calls += 1;
            let ids = page.items.unwrap_or_default();
            if ids.is_empty() {
                return calls;
            }
            for row in &ids {
                drop(self.get::<T>(&format!("/v1/{path}/{}", row.id)).await);
                calls += 1;
            }
            offset += ids.len();
        }
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> T {
        let url = self.server.url.join(path).unwrap();
        let request = self.client.get(url).header("Authorization", &self.token);
        let answer = request.header("Accept", "application/json").send().await.unwrap();
        serde_json::from_slice(&answer.bytes().await.unwrap()).unwrap()
    }
}
