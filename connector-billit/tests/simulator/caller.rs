//! A caller that knows nothing but HTTP.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use chrono::{TimeZone, Utc};
use connector_billit::simulator::{
    Adres, Billit, Books, DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_PARTY_ID, DEMO_REDIRECT_URI,
    DEMO_REFRESH_TOKEN, NewArtikel, NewKlant,
};
use http::Request;
use rust_decimal::Decimal;
use serde_json::{Value, json};
use simon_testkit::simulated::SimulatedClock;
use url::form_urlencoded;

pub(crate) use simon_testkit::vendor::Reply;

pub(crate) const HOST: &str = "https://api.billit.be";

/// The vendor, its clock and a token.
pub(crate) struct Caller {
    pub(crate) sim: Billit,
    pub(crate) clock: SimulatedClock,
    pub(crate) token: String,
    pub(crate) refresh: String,
}

/// What the tests look at in Billit's answers.
pub(crate) trait Envelope {
    fn rows(&self) -> Vec<Value>;
    fn all(&self, member: &str) -> Vec<Value>;
    fn code(&self) -> String;
    fn id(&self) -> i64;
}

impl Envelope for Reply {
    fn rows(&self) -> Vec<Value> {
        assert_eq!(self.status, 200, "{}", self.text);
        self.json()["Items"].as_array().unwrap_or_else(|| panic!("no rows: {}", self.text)).clone()
    }

    fn all(&self, member: &str) -> Vec<Value> {
        self.rows().into_iter().map(|row| row[member].clone()).collect()
    }

    fn code(&self) -> String {
        self.json()["errors"][0]["Code"].as_str().unwrap_or_default().to_owned()
    }

    fn id(&self) -> i64 {
        assert_eq!(self.status, 200, "{}", self.text);
        self.text.parse().unwrap_or_else(|_| panic!("no bare id: {}", self.text))
    }
}

impl Caller {
    /// A summer's day: 12:31 UTC, 14:31 in Brussels.
    pub(crate) fn empty() -> Self {
        let clock = SimulatedClock::new(Utc.with_ymd_and_hms(2026, 7, 1, 12, 31, 0).unwrap());
        let sim = Billit::new(Arc::new(clock.clone()));
        let (token, refresh) = (String::new(), DEMO_REFRESH_TOKEN.to_owned());
        let mut caller = Self { sim, clock, token, refresh };
        caller.log_in();
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
        self.token_call(&json!({
            "grant_type": "refresh_token",
            "refresh_token": token,
            "client_id": DEMO_CLIENT_ID,
            "client_secret": DEMO_CLIENT_SECRET,
        }))
    }

    pub(crate) fn exchange(&self, code: &str) -> Reply {
        self.token_call(&json!({
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": DEMO_REDIRECT_URI,
            "client_id": DEMO_CLIENT_ID,
            "client_secret": DEMO_CLIENT_SECRET,
        }))
    }

    pub(crate) fn token_call(&self, body: &Value) -> Reply {
        let headers = [("content-type", "application/json")];
        self.send("POST", "/OAuth2/token", &body.to_string(), &headers)
    }

    /// Reads a list with these query options.
    pub(crate) fn list(&self, resource: &str, options: &[(&str, &str)]) -> Reply {
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(options).finish();
        self.get(&format!("/v1/{resource}?{query}"))
    }

    /// Reads a list with this filter.
    pub(crate) fn filter(&self, resource: &str, filter: &str) -> Reply {
        self.list(resource, &[("$filter", filter)])
    }

    pub(crate) fn get(&self, path: &str) -> Reply {
        self.call("GET", path, "", &[])
    }

    pub(crate) fn post(&self, order: &Value) -> Reply {
        self.post_with(order, &[])
    }

    pub(crate) fn post_with(&self, order: &Value, headers: &[(&str, &str)]) -> Reply {
        let headers = [&[("content-type", "application/json")], headers].concat();
        self.call("POST", "/v1/orders", &order.to_string(), &headers)
    }

    pub(crate) fn patch(&self, id: i64, body: &Value) -> Reply {
        let path = format!("/v1/orders/{id}");
        self.call("PATCH", &path, &body.to_string(), &[("content-type", "application/json")])
    }

    /// A call with the usual headers and these.
    pub(crate) fn call(
        &self,
        method: &str,
        path: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Reply {
        let bearer = format!("Bearer {}", self.token);
        let company = DEMO_PARTY_ID.to_string();
        let usual = [
            ("authorization", bearer.as_str()),
            ("partyid", company.as_str()),
            ("accept", "application/json"),
        ];
        self.send(method, path, body, &[&usual, headers].concat())
    }

    pub(crate) fn send(
        &self,
        method: &str,
        path: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(format!("{HOST}{path}"));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Bytes::from(body.to_owned())).unwrap();
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

    pub(crate) fn klant(&self, naam: &str) -> i64 {
        let adres = Adres {
            straat: "Veldstraat".to_owned(),
            huisnummer: "12".to_owned(),
            bus: Some("B".to_owned()),
            postcode: "9000".to_owned(),
            plaats: "Gent".to_owned(),
            land: "BE".to_owned(),
        };
        self.books().add_klant(&NewKlant { adres: Some(adres), ..NewKlant::naam(naam) })
    }

    pub(crate) fn artikel(&self, referentie: &str, cents: i64) -> i64 {
        let prijs = Some(Decimal::new(cents, 2));
        self.books().add_artikel(&NewArtikel { prijs, ..NewArtikel::artikel(referentie, "Arbeid") })
    }

    /// A customer and an article of 62,50, with an invoice that is accepted.
    pub(crate) fn order(&self) -> Value {
        let (klant, artikel) = (self.klant("Bakkerij De Korenaar"), self.artikel("UUR", 6250));
        json!({
            "OrderType": "Invoice",
            "OrderDirection": "Income",
            "CustomerID": klant,
            "OrderDate": "2026-07-01",
            "ExpiryDate": "2026-07-31",
            "Reference": "PO-88",
            "Comments": "Veldstraat 12, Gent",
            "ExternalProviderID": "SIMON-77-815",
            "OrderLines": [
                {"Description": "Ketel nagekeken"},
                {"ProductID": artikel, "Quantity": 0.25, "Reference": "UUR"},
                {"ProductID": artikel, "Quantity": 2, "UnitPriceExcl": 10.05, "VATPercentage": 6},
            ],
        })
    }
}
