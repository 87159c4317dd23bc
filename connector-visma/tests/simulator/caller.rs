//! A caller that knows nothing but HTTP.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{TimeZone, Utc};
use connector_visma::simulator::{
    Artikel, Books, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, DEMO_REFRESH_TOKEN,
    Klant, VismaNet,
};
use http::Request;
use serde_json::{Value, json};
use simon_testkit::simulated::SimulatedClock;
use url::form_urlencoded;

pub(crate) use simon_testkit::vendor::Reply;

pub(crate) const CONNECT: &str = "https://connect.visma.com";
pub(crate) const MAIN: &str = "https://api.finance.visma.net";
pub(crate) const ORDERS: &str = "https://salesorder.visma.net";

/// Headers of every call of the two interfaces.
pub(crate) const PLAIN: [(&str, &str); 2] =
    [("accept", "application/json"), ("user-agent", "test/1.0")];

/// The vendor, its clock and a token.
pub(crate) struct Caller {
    pub(crate) sim: VismaNet,
    pub(crate) clock: SimulatedClock,
    pub(crate) token: String,
    pub(crate) refresh: String,
}

/// What the tests look at in the vendor's answers.
pub(crate) trait Envelope {
    fn rows(&self) -> Vec<Value>;
    fn all(&self, field: &str) -> Vec<Value>;
    fn message(&self) -> String;
    fn codes(&self) -> Vec<String>;
    fn new_number(&self) -> String;
}

impl Envelope for Reply {
    fn rows(&self) -> Vec<Value> {
        assert_eq!(self.status, 200, "{}", self.text);
        let json = self.json();
        let rows = if json.is_array() { json } else { json["value"].clone() };
        rows.as_array().unwrap_or_else(|| panic!("no rows: {}", self.text)).clone()
    }

    fn all(&self, field: &str) -> Vec<Value> {
        self.rows().into_iter().map(|row| row[field].clone()).collect()
    }

    fn message(&self) -> String {
        let json = self.json();
        let text = ["message", "detail", "ExceptionMessage", "error"]
            .into_iter()
            .find_map(|name| json[name].as_str());
        text.unwrap_or_default().to_owned()
    }

    fn codes(&self) -> Vec<String> {
        let details = self.json()["details"].clone();
        let details = details.as_array().cloned().unwrap_or_default();
        details.iter().map(|detail| detail["code"].as_str().unwrap().to_owned()).collect()
    }

    fn new_number(&self) -> String {
        assert_eq!((self.status, self.text.as_str()), (201, ""));
        self.header("location").unwrap().rsplit('/').next().unwrap().to_owned()
    }
}

impl Caller {
    /// A summer's day, an empty company, and a login.
    pub(crate) fn empty() -> Self {
        let clock = SimulatedClock::new(Utc.with_ymd_and_hms(2026, 7, 1, 12, 31, 0).unwrap());
        let sim = VismaNet::new(Arc::new(clock.clone()));
        let (token, refresh) = (String::new(), DEMO_REFRESH_TOKEN.to_owned());
        let mut caller = Self { sim, clock, token, refresh };
        caller.log_in();
        caller
    }

    pub(crate) fn demo() -> Self {
        let caller = Self::empty();
        caller.sim.seed_demo();
        caller
    }

    pub(crate) fn books(&self) -> Books<'_> {
        self.sim.books()
    }

    pub(crate) fn log_in(&mut self) {
        let reply = self.refresh_with(&self.refresh);
        assert_eq!(reply.status, 200, "{}", reply.text);
        self.token = reply.json()["access_token"].as_str().unwrap().to_owned();
        self.refresh = reply.json()["refresh_token"].as_str().unwrap().to_owned();
    }

    /// Logs in as a person who grants these scopes.
    pub(crate) fn log_in_with(&mut self, scopes: &str) {
        self.refresh = self.sim.log_in(scopes);
        self.log_in();
    }

    pub(crate) fn refresh_with(&self, token: &str) -> Reply {
        self.token_call(&[("grant_type", "refresh_token"), ("refresh_token", token)])
    }

    pub(crate) fn exchange(&self, code: &str, more: &[(&str, &str)]) -> Reply {
        let own = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", DEMO_REDIRECT_URI),
        ];
        self.token_call(&[own.as_slice(), more].concat())
    }

    pub(crate) fn service(&self, tenant: &str, scope: &str) -> Reply {
        self.token_call(&[
            ("grant_type", "client_credentials"),
            ("tenant_id", tenant),
            ("scope", scope),
        ])
    }

    /// A call of the token endpoint by the demo application.
    pub(crate) fn token_call(&self, fields: &[(&str, &str)]) -> Reply {
        let own = [("client_id", DEMO_CLIENT_ID), ("client_secret", DEMO_CLIENT_SECRET)];
        self.form("token", &[fields, &own].concat(), &[])
    }

    pub(crate) fn form(
        &self,
        endpoint: &str,
        fields: &[(&str, &str)],
        headers: &[(&str, &str)],
    ) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let mut request = Request::builder()
            .method("POST")
            .uri(format!("{CONNECT}/connect/{endpoint}"))
            .header("accept", "application/json")
            .header("content-type", "application/x-www-form-urlencoded");
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Bytes::from(body)).unwrap())
    }

    /// Reads a path of the main API, or of v3.
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.call("GET", path, "", &PLAIN)
    }

    /// Reads a list with these parameters.
    pub(crate) fn list(&self, path: &str, parameters: &[(&str, &str)]) -> Reply {
        let query =
            form_urlencoded::Serializer::new(String::new()).extend_pairs(parameters).finish();
        self.get(&format!("{path}?{query}"))
    }

    /// Reads the first 500 rows of a list with these parameters.
    pub(crate) fn first(&self, path: &str, parameters: &[(&str, &str)]) -> Reply {
        let page = [("pageNumber", "1"), ("pageSize", "500")];
        self.list(path, &[page.as_slice(), parameters].concat())
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> Reply {
        self.write(path, &body.to_string())
    }

    pub(crate) fn write(&self, path: &str, body: &str) -> Reply {
        let headers = [PLAIN.as_slice(), &[("content-type", "application/json")]].concat();
        self.call("POST", path, body, &headers)
    }

    pub(crate) fn call(
        &self,
        method: &str,
        path: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Reply {
        let host = if path.starts_with("/api/v3") { ORDERS } else { MAIN };
        let host = if path.starts_with("http") { "" } else { host };
        let mut request = Request::builder().method(method).uri(format!("{host}{path}"));
        request = request.header("authorization", format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Bytes::from(body.to_owned())).unwrap())
    }

    /// Uploads a file under a name.
    pub(crate) fn upload(&self, path: &str, name: &str, content: &str) -> Reply {
        let body = format!(
            "--xYz\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\
             Content-Type: application/pdf\r\n\r\n{content}\r\n--xYz--\r\n"
        );
        self.upload_body(path, &body)
    }

    pub(crate) fn upload_body(&self, path: &str, body: &str) -> Reply {
        let kind = ("content-type", "multipart/form-data; boundary=xYz");
        self.call("POST", path, body, &[PLAIN.as_slice(), &[kind]].concat())
    }

    pub(crate) fn send(&self, request: Request<Bytes>) -> Reply {
        Reply::to(&request, &self.sim)
    }

    pub(crate) fn wait(&self, seconds: u64) {
        self.clock.advance(Duration::from_secs(seconds));
    }

    /// What was refused since the last look, as one text.
    pub(crate) fn refused(&self) -> String {
        let all = self.sim.refusals().all().join("\n");
        self.sim.refusals().clear();
        all
    }

    /// Nothing was refused.
    pub(crate) fn clean(&self) {
        self.sim.refusals().assert_none();
    }

    pub(crate) fn klant(&self) -> i64 {
        self.books().add_klant(Klant::new("10001", "Bakkerij De Korenaar"))
    }

    pub(crate) fn artikel(&self, nummer: &str, cents: i64) -> i64 {
        self.books().add_artikel(Artikel::new(nummer, "Arbeid", "UUR", cents))
    }

    /// A customer and an item of 62.50, with an invoice that is accepted.
    pub(crate) fn invoice(&self) -> Value {
        self.klant();
        self.artikel("UUR", 6250);
        json!({
            "customerNumber": {"value": "10001"},
            "documentDate": {"value": "2026-07-01T00:00:00"},
            "hold": {"value": true},
            "invoiceText": {"value": "Werkbon 4711"},
            "customerRefNumber": {"value": "4711 / PO-88"},
            "externalReference": {"value": "WB-4711"},
            "note": {"value": "Dorpsstraat 1"},
            "invoiceLines": [
                {"operation": "Insert", "inventoryNumber": {"value": "UUR"},
                 "quantity": {"value": 2.25}, "uom": {"value": "UUR"}},
                {"operation": "Insert", "inventoryNumber": {"value": "UUR"},
                 "quantity": {"value": 1}, "unitPriceInCurrency": {"value": 10.005},
                 "description": {"value": "meterkast"}},
            ],
        })
    }

    /// A customer, an item of 62.50 and a warehouse, with an order that is accepted.
    pub(crate) fn order(&self) -> Value {
        self.klant();
        self.artikel("UUR", 6250);
        self.books().set_magazijn("1", "Hoofdmagazijn", true);
        json!({
            "type": "SO",
            "status": "Hold",
            "date": "2026-07-01T00:00:00",
            "description": "Werkbon 4711",
            "note": "Dorpsstraat 1",
            "customer": {"id": "10001", "order": "4711 / PO-88", "refNo": "WB-4711"},
            "shipping": {"preferredWarehouseId": "1"},
            "orderLines": [
                {"inventoryId": "UUR", "quantity": 2.25, "warehouseId": "1"},
                {"inventoryId": "UUR", "quantity": 1, "unitPrice": 10.005,
                 "description": "meterkast"},
            ],
        })
    }
}
