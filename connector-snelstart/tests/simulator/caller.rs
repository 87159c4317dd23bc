//! A caller that knows nothing but HTTP.

use std::sync::Arc;

use bytes::Bytes;
use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use http::{Method, Request};
use serde_json::Value;
use simon_testkit::simulated::SimulatedClock;
use simon_testkit::vendor::Reply;
use url::form_urlencoded;

/// The vendor, its clock and a token.
pub(crate) struct Caller {
    pub(crate) sim: SnelStart,
    pub(crate) clock: SimulatedClock,
    pub(crate) token: String,
}

/// What the tests look at in SnelStart's answers.
pub(crate) trait Rows {
    /// The error code of a broken business rule.
    fn code(&self) -> String;
    fn ids(&self) -> Vec<String>;
}

impl Rows for Reply {
    fn code(&self) -> String {
        self.json()[0]["errorCode"].as_str().unwrap_or_default().to_owned()
    }

    fn ids(&self) -> Vec<String> {
        let rows = self.json();
        let id = |row: &Value| row["id"].as_str().unwrap().to_lowercase();
        rows.as_array().unwrap().iter().map(id).collect()
    }
}

impl Caller {
    /// A vendor with demo books, and a token.
    pub(crate) fn demo() -> Self {
        let caller = Self::empty();
        caller.sim.seed_demo();
        caller
    }

    pub(crate) fn empty() -> Self {
        let clock = SimulatedClock::default();
        let sim = SnelStart::new(Arc::new(clock.clone()));
        let mut caller = Self { sim, clock, token: String::new() };
        caller.log_in();
        caller
    }

    pub(crate) fn log_in(&mut self) {
        let reply =
            self.token_call(&[("grant_type", "clientkey"), ("clientkey", DEMO_KOPPELSLEUTEL)]);
        assert_eq!(reply.status, 200, "{}", reply.text);
        self.token = reply.json()["access_token"].as_str().unwrap().to_owned();
    }

    pub(crate) fn token_call(&self, fields: &[(&str, &str)]) -> Reply {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.raw_token_call(&body)
    }

    pub(crate) fn raw_token_call(&self, body: &str) -> Reply {
        let request = Request::builder()
            .method(Method::POST)
            .uri("/b2b/token")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Bytes::from(body.to_owned()))
            .unwrap();
        self.send(request)
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.call("GET", path, "")
    }

    /// Reads a list with these query options.
    pub(crate) fn list(&self, name: &str, options: &[(&str, &str)]) -> Reply {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(options).finish();
        self.get(&format!("/v2/{name}?{query}"))
    }

    pub(crate) fn filtered(&self, name: &str, filter: &str) -> Reply {
        self.list(name, &[("$filter", filter)])
    }

    pub(crate) fn post(&self, body: &str) -> Reply {
        self.call("POST", "/v2/verkooporders", body)
    }

    pub(crate) fn put(&self, id: &str, body: &str) -> Reply {
        self.call("PUT", &format!("/v2/verkooporders/{id}"), body)
    }

    pub(crate) fn call(&self, method: &str, path: &str, body: &str) -> Reply {
        self.call_with(method, path, body, Some(DEMO_SUBSCRIPTION_KEY), Some(&self.token))
    }

    pub(crate) fn call_with(
        &self,
        method: &str,
        path: &str,
        body: &str,
        key: Option<&str>,
        token: Option<&str>,
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(key) = key {
            request = request.header("Ocp-Apim-Subscription-Key", key);
        }
        if let Some(token) = token {
            request = request.header("Authorization", format!("Bearer {token}"));
        }
        if !body.is_empty() {
            request = request.header("content-type", "application/json");
        }
        self.send(request.body(Bytes::from(body.to_owned())).unwrap())
    }

    pub(crate) fn send(&self, request: Request<Bytes>) -> Reply {
        Reply::to(&request, &self.sim)
    }

    /// The id of the record whose member has this text.
    pub(crate) fn id_of(&self, list: &str, member: &str, text: &str) -> String {
        let rows = self.get(&format!("/v2/{list}")).json();
        let row = rows.as_array().unwrap().iter().find(|row| row[member] == text);
        row.unwrap_or_else(|| panic!("no {member} {text}"))["id"].as_str().unwrap().to_owned()
    }

    pub(crate) fn klant(&self) -> String {
        self.id_of("relaties", "naam", "Bakkerij De Korenaar")
    }

    pub(crate) fn artikel(&self, code: &str) -> String {
        self.id_of("artikelen", "artikelcode", code)
    }

    /// The body of an order with these further members.
    pub(crate) fn order(&self, members: &str) -> String {
        let klant = self.klant();
        let comma = if members.is_empty() { "" } else { "," };
        format!(r#"{{"relatie":{{"id":"{klant}"}},"datum":"2026-03-02"{comma}{members}}}"#)
    }

    /// The answer is this refusal, and it is recorded.
    pub(crate) fn assert_recorded(&self, reply: &Reply, status: u16, text: &str) {
        assert_eq!(reply.status, status, "{}", reply.text);
        assert!(reply.text.contains(text), "{}", reply.text);
        assert!(!self.sim.refusals().all().is_empty(), "not recorded: {}", reply.text);
        self.sim.refusals().clear();
    }

    /// The answer is this refusal, and a correct client can meet it.
    pub(crate) fn assert_unrecorded(&self, reply: &Reply, status: u16, text: &str) {
        assert_eq!(reply.status, status, "{}", reply.text);
        assert!(reply.text.contains(text), "{}", reply.text);
        self.sim.refusals().assert_none();
    }
}
