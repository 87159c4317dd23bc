//! A caller that knows nothing but HTTP.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{TimeZone, Utc};
use connector_exact::simulator::{
    Books, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_DIVISION, DEMO_REDIRECT_URI,
    DEMO_REFRESH_TOKEN, ExactOnline, NewAccount, NewItem,
};
use http::Request;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simon_testkit::simulated::SimulatedClock;
use url::form_urlencoded;

pub(crate) use simon_testkit::vendor::Reply;

pub(crate) const HOST: &str = "https://start.exactonline.nl";

/// The vendor, its clock and a token.
pub(crate) struct Caller {
    pub(crate) sim: ExactOnline,
    pub(crate) clock: SimulatedClock,
    pub(crate) token: String,
    pub(crate) refresh: String,
}

/// What the tests look at in Exact's answers.
pub(crate) trait Envelope {
    fn rows(&self) -> Vec<Value>;
    fn all(&self, field: &str) -> Vec<Value>;
    fn next(&self) -> Option<String>;
    fn d(&self) -> Value;
    fn message(&self) -> String;
}

impl Envelope for Reply {
    fn rows(&self) -> Vec<Value> {
        assert_eq!(self.status, 200, "{}", self.text);
        let d = self.json()["d"].take();
        let rows = if d.is_array() { d } else { d["results"].clone() };
        rows.as_array().unwrap_or_else(|| panic!("no rows: {}", self.text)).clone()
    }

    fn all(&self, field: &str) -> Vec<Value> {
        self.rows().into_iter().map(|row| row[field].clone()).collect()
    }

    fn next(&self) -> Option<String> {
        self.json()["d"]["__next"].as_str().map(str::to_owned)
    }

    fn d(&self) -> Value {
        assert!((200..300).contains(&self.status), "{} {}", self.status, self.text);
        self.json()["d"].take()
    }

    fn message(&self) -> String {
        self.json()["error"]["message"]["value"].as_str().unwrap_or_default().to_owned()
    }
}

impl Caller {
    /// A summer's day.
    pub(crate) fn empty() -> Self {
        let clock = SimulatedClock::new(Utc.with_ymd_and_hms(2026, 7, 1, 12, 31, 0).unwrap());
        let sim = ExactOnline::new(Arc::new(clock.clone()));
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

    pub(crate) fn refresh_with(&self, token: &str) -> Reply {
        self.token_call(&[
            ("grant_type", "refresh_token"),
            ("refresh_token", token),
            ("client_id", DEMO_CLIENT_ID),
            ("client_secret", DEMO_CLIENT_SECRET),
        ])
    }

    pub(crate) fn exchange(&self, code: &str) -> Reply {
        self.token_call(&[
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", DEMO_REDIRECT_URI),
            ("client_id", DEMO_CLIENT_ID),
            ("client_secret", DEMO_CLIENT_SECRET),
        ])
    }

    pub(crate) fn token_call(&self, fields: &[(&str, &str)]) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let request = Request::builder()
            .method("POST")
            .uri(format!("{HOST}/api/oauth2/token"))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Bytes::from(body));
        self.send(request.unwrap())
    }

    /// Reads a list of the demo division with these query options.
    pub(crate) fn list(&self, resource: &str, options: &[(&str, &str)]) -> Reply {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(options).finish();
        self.get(&format!("{HOST}/api/v1/{DEMO_DIVISION}/{resource}?{query}"))
    }

    /// Reads a sync resource above a version.
    pub(crate) fn sync(&self, resource: &str, after: i64, select: &str) -> Reply {
        let filter = format!("Timestamp gt {after}L");
        self.list(&format!("sync/{resource}"), &[("$filter", &filter), ("$select", select)])
    }

    /// Follows the continuations of a list and gives all pages.
    pub(crate) fn pages(&self, first: Reply) -> Vec<Reply> {
        let mut pages = vec![first];
        while let Some(next) = pages.last().unwrap().next() {
            pages.push(self.get(&next));
        }
        pages
    }

    pub(crate) fn get(&self, uri: &str) -> Reply {
        self.call("GET", uri, "", &[("accept", "application/json")])
    }

    pub(crate) fn post(&self, resource: &str, body: &Value) -> Reply {
        self.write("POST", resource, &body.to_string())
    }

    pub(crate) fn write(&self, method: &str, resource: &str, body: &str) -> Reply {
        let headers = [
            ("accept", "application/json"),
            ("content-type", "application/json"),
            ("prefer", "return=representation"),
        ];
        self.call(method, &format!("{HOST}/api/v1/{DEMO_DIVISION}/{resource}"), body, &headers)
    }

    pub(crate) fn call(
        &self,
        method: &str,
        uri: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(uri);
        request = request.header("authorization", format!("Bearer {}", self.token));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(Bytes::from(body.to_owned())).unwrap())
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

    pub(crate) fn klant(&self) -> String {
        self.books().add_account(&NewAccount::klant("Bakkerij De Korenaar"))
    }

    pub(crate) fn artikel(&self, code: &str, cents: i64) -> String {
        let prijs = Some(Decimal::new(cents, 2));
        self.books().add_item(&NewItem { prijs, ..NewItem::artikel(code, "Arbeid") })
    }

    /// A customer, an article of 62,50 and a sales journal, with an invoice that is accepted.
    pub(crate) fn invoice(&self) -> Value {
        let (klant, artikel) = (self.klant(), self.artikel("UUR", 6250));
        self.books().add_journal("70", "Verkoopboek", 20);
        json!({
            "OrderedBy": klant,
            "Journal": "70",
            "Type": 8020,
            "Description": "Werkbon A-1",
            "YourRef": "PO-88",
            "Remarks": "Dorpsstraat 1\r\nonderhoud",
            "OrderDate": "2026-07-01",
            "SalesInvoiceLines": [
                {"Item": artikel, "Quantity": 0.25},
                {"Item": artikel, "Quantity": 2, "NetPrice": 10.005, "Notes": "meterkast"},
            ],
        })
    }
}
