//! A vendor, a page over it, and a visitor.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use maud::Markup;
use simon_core::domain::{IntegrationId, WerkbonNummer};
use simon_core::host::{Batch, Change, DeliveryStatus, Record, Select, Store, Tabel, WipePart};
use simon_core::http::SystemClock;
use simon_core::integration::{Activation, FetchRequest, NoProgress};
use simon_core::message::Taal;
use simon_core::settings::{SettingValue, SettingValues};
use simon_sqlite::SqliteStore;
use simon_testkit::{Faults, SimServer};
use toml::Value;

use super::super::choice::Choice;
use super::super::list::show;
use super::super::new::make;
use super::super::{Bon, Here, Integratie, Site};
use crate::config::{Config, StoreAt};
use crate::dashboard::form::Form;
use crate::dashboard::session::Note;
use crate::dashboard::{Begin, Entrance};
use crate::registry::Vendor;

/// A page over a simulated vendor on loopback.
pub(super) struct World {
    pub(super) vendor: Arc<SnelStart>,
    site: Arc<Site>,
    id: String,
    _server: SimServer,
}

fn config(url: &str) -> Config {
    let connection = [
        ("base_url", url),
        ("auth_url", url),
        ("subscription_key", DEMO_SUBSCRIPTION_KEY),
        ("koppelsleutel", DEMO_KOPPELSLEUTEL),
    ];
    let text = |(key, text): (&str, &str)| (key.to_owned(), Value::String(text.to_owned()));
    Config {
        vendor: "snelstart".to_owned(),
        store: StoreAt::Memory,
        taal: Taal::Nl,
        integration: IntegrationId::new("acme").unwrap(),
        tijdzone: "Europe/Amsterdam".to_owned(),
        log_dagen: None,
        connection: connection.into_iter().map(text).collect(),
        settings: SettingValues::default(),
    }
}

impl World {
    /// A vendor with the demo's books, and an integration that was never activated.
    async fn new() -> Self {
        let vendor = SnelStart::new(Arc::new(SystemClock));
        vendor.seed_demo();
        let vendor = Arc::new(vendor);
        let server = SimServer::start(vendor.clone(), Faults::none()).await;
        let begin = Begin {
            vendor: Vendor::named("snelstart").unwrap(),
            config: config(server.url().as_str()),
            store: SqliteStore::in_memory().unwrap(),
            clock: Arc::new(SystemClock),
            hints: BTreeMap::new(),
        };
        let (address, clock) = ("127.0.0.1:4000".parse().unwrap(), Arc::new(SystemClock));
        let site = Site::new(vec![begin], address, Entrance::default(), Taal::Nl, clock).await;
        let site = Arc::new(site);
        let visit = site.sessions.visit(None, Taal::Nl, "/".to_owned(), true, site.clock.now());
        let id = visit.unwrap().0.id;
        Self { vendor, site, id, _server: server }
    }

    /// One that is active and has everything fetched.
    pub(super) async fn active() -> Self {
        let world = Self::new().await;
        world.activate().await;
        let integration = &world.integratie().host().unwrap().integration;
        integration.fetch(&FetchRequest::changes(Vec::new()), &NoProgress).await.unwrap();
        world
    }

    pub(super) async fn activate(&self) {
        let mut settings = SettingValues::default();
        settings.set("werktijd_artikel", SettingValue::Tekst("UUR".to_owned()));
        settings.set("filterwoord", SettingValue::Tekst("garantie".to_owned()));
        let integration = &self.integratie().host().unwrap().integration;
        let activation = Activation::new(settings, Vec::from(WipePart::ALL));
        assert!(integration.activate(&activation).await.unwrap().saved.is_some());
    }

    pub(super) fn integratie(&self) -> Arc<Integratie> {
        Arc::clone(self.site.integratie("acme").unwrap())
    }

    pub(super) fn here(&self) -> Here {
        let (visits, now) = (&self.site.sessions, self.site.clock.now());
        let visit = visits.visit(Some(&self.id), Taal::Nl, "/".to_owned(), false, now);
        let site = Arc::clone(&self.site);
        Here { site, visit: visit.unwrap().0, integratie: self.integratie(), vragen: 0 }
    }

    pub(super) fn bon(&self, nummer: &str) -> Bon {
        Bon { here: self.here(), nummer: WerkbonNummer::new(nummer).unwrap() }
    }

    /// What the next page tells.
    pub(super) fn note(&self) -> Note {
        let (visits, now) = (&self.site.sessions, self.site.clock.now());
        let visit = visits.visit(Some(&self.id), Taal::Nl, "/".to_owned(), true, now);
        visit.unwrap().0.note.unwrap()
    }

    async fn klant(&self) -> String {
        let integratie = self.integratie();
        let all = Select::After(None, 5_000);
        let found = integratie.store.records(&integratie.id, Tabel::Relaties, &all).await.unwrap();
        let code = found.into_iter().find_map(|record| match record {
            Record::Relatie(relatie) if relatie.naam == "Bakkerij De Korenaar" => {
                Some(relatie.code)
            }
            _ => None,
        });
        code.unwrap()
    }

    /// Makes one with an hour of work, as the form sends it.
    pub(super) async fn make(&self, fields: &[(&'static str, &str)]) -> Response {
        let owned = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
        make(self.here(), Form::blank(owned)).await.unwrap()
    }

    pub(super) async fn made(&self, nummer: &str, more: &[(&'static str, &str)]) {
        let klant = self.klant().await;
        let usual = [
            ("nummer", nummer),
            ("klant", klant.as_str()),
            ("werkadres", "standaard"),
            ("datum", "2026-03-02"),
            ("werktijd", "60"),
        ];
        // The first of a name counts.
        let fields = [more, &usual].concat();
        assert_eq!(self.make(&fields).await.status(), StatusCode::SEE_OTHER);
    }

    pub(super) async fn deliver(&self) {
        self.integratie().host().unwrap().integration.deliver_now().await.unwrap();
    }

    pub(super) async fn status(&self, nummer: &str) -> Option<DeliveryStatus> {
        self.bon(nummer).entry().await.unwrap().map(|entry| entry.status)
    }

    pub(super) async fn put(&self, changes: Vec<Change>) {
        let integratie = self.integratie();
        let batch = Batch { epoch: None, changes };
        integratie.store.commit(&integratie.id, batch).await.unwrap();
    }

    pub(super) async fn list(&self, query: &str) -> Markup {
        show(self.here(), Query(choice(query))).await.unwrap()
    }
}

pub(super) fn choice(query: &str) -> Choice {
    Query::try_from_uri(&format!("/?{query}").parse().unwrap()).unwrap().0
}

pub(super) fn nothing() -> Form {
    Form::blank([])
}

pub(super) fn filled(fields: &[(&'static str, &str)]) -> Form {
    Form::blank(fields.iter().map(|(name, value)| (*name, (*value).to_owned())))
}

pub(super) fn to(redirect: Redirect) -> String {
    let answer = redirect.into_response();
    answer.headers()["location"].to_str().unwrap().to_owned()
}

pub(super) async fn body(answer: Response) -> String {
    let bytes = axum::body::to_bytes(answer.into_body(), 1_000_000).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}
