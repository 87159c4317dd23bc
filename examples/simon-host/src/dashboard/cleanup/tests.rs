//! The page of a clean-up that asks, against a simulated vendor.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use connector_snelstart::simulator::{
    DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, NewRelatie, SnelStart,
};
use simon_core::domain::IntegrationId;
use simon_core::host::{Tabel, WipePart};
use simon_core::http::SystemClock;
use simon_core::integration::{Activation, FetchRequest, NoProgress};
use simon_core::message::Taal;
use simon_core::settings::{SettingValue, SettingValues};
use simon_sqlite::SqliteStore;
use simon_testkit::{Faults, SimServer};
use toml::{Table, Value};
use url::form_urlencoded::Serializer;

use super::*;
use crate::config::{Config, StoreAt};
use crate::dashboard::{Begin, Entrance, Site};
use crate::registry::Vendor;

struct World {
    site: Arc<Site>,
    visitor: Option<String>,
    vendor: Arc<SnelStart>,
    added: Vec<String>,
    _server: SimServer,
}

impl World {
    /// Fetched, with 300 customers, of which the vendor then deletes the first 250.
    async fn asking() -> Self {
        let vendor = SnelStart::new(Arc::new(SystemClock));
        vendor.seed_demo();
        let added = (0..300).map(|n| vendor.add_relatie(NewRelatie::klant(format!("Klant {n}"))));
        let added = added.collect();
        let vendor = Arc::new(vendor);
        let server = SimServer::start(vendor.clone(), Faults::none()).await;
        let url = server.url().to_string();
        let connection = [
            ("base_url", url.as_str()),
            ("auth_url", url.as_str()),
            ("subscription_key", DEMO_SUBSCRIPTION_KEY),
            ("koppelsleutel", DEMO_KOPPELSLEUTEL),
        ];
        let config = Config {
            vendor: "snelstart".to_owned(),
            store: StoreAt::Memory,
            taal: Taal::Nl,
            integration: IntegrationId::new("acme01").unwrap(),
            tijdzone: "Europe/Amsterdam".to_owned(),
            log_dagen: None,
            connection: connection
                .map(|(key, text)| (key.to_owned(), Value::from(text)))
                .into_iter()
                .collect::<Table>(),
            settings: SettingValues::default(),
        };
        let begin = Begin {
            vendor: Vendor::named("snelstart").ok().unwrap(),
            config,
            store: SqliteStore::in_memory().unwrap(),
            clock: Arc::new(SystemClock),
            hints: BTreeMap::new(),
        };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 4000));
        let (entrance, clock) = (Entrance::default(), Arc::new(SystemClock));
        let site = Arc::new(Site::new(vec![begin], address, entrance, Taal::Nl, clock).await);
        let mut world = Self { site, visitor: None, vendor, added, _server: server };
        world.load().await;
        world.delete(250);
        let asked = world.host().await.integration.clean_up(false, &NoProgress).await.unwrap();
        assert!(asked.iter().any(|report| report.stopped_at == Some(250)), "{asked:?}");
        world
    }

    async fn load(&mut self) {
        let tekst = |text: &str| SettingValue::Tekst(text.to_owned());
        let settings = [("reistijd_artikel", "REIS"), ("werktijd_artikel", "UUR")];
        let settings = settings.map(|(key, text)| (key.to_owned(), tekst(text)));
        let activation = Activation::new(settings.into_iter().collect(), WipePart::ALL.to_vec());
        let host = self.host().await;
        assert!(host.integration.activate(&activation).await.unwrap().saved.is_some());
        host.integration.fetch(&FetchRequest::default(), &NoProgress).await.unwrap();
    }

    fn delete(&mut self, count: usize) {
        for id in self.added.drain(..count) {
            self.vendor.delete_relatie(&id).unwrap();
        }
    }

    async fn here(&mut self) -> Here {
        let (id, now) = (self.visitor.as_deref(), self.site.clock.now());
        let visit = self.site.sessions.visit(id, Taal::Nl, String::new(), true, now);
        let (visit, _) = visit.unwrap();
        self.visitor = Some(visit.id.clone());
        let integratie = Arc::clone(self.site.integraties().first().unwrap());
        let vragen = integratie.vragen().await.ok().unwrap();
        Here { site: Arc::clone(&self.site), visit, integratie, vragen }
    }

    async fn host(&mut self) -> Arc<crate::host::Host> {
        self.here().await.host().ok().unwrap()
    }

    async fn customers(&mut self) -> u64 {
        let integratie = self.here().await.integratie;
        integratie.store.count(&integratie.id, Tabel::Relaties).await.unwrap()
    }

    /// The page, once nothing is under way.
    async fn shown(&mut self) -> String {
        for _ in 0..600 {
            let here = self.here().await;
            if !here.integratie.live.run().busy {
                return show(here).await.ok().unwrap().into_string();
            }
            self.site.clock.sleep(Duration::from_millis(50)).await;
        }
        panic!("it never ends");
    }

    /// The next request of the visitor, with a form about the customers.
    async fn form(&mut self, fields: &[(&str, &str)]) -> (Here, Form) {
        let here = self.here().await;
        let mut body = Serializer::new(String::new());
        let body = body.append_pair("tabel", "relaties").extend_pairs(fields).finish();
        (here, Form::read(body.as_bytes()))
    }
}

#[tokio::test]
async fn the_page_shows_what_would_go_and_lets_no_more_go_than_was_seen_b5() {
    let mut world = World::asking().await;
    let before = world.customers().await;
    let page = world.shown().await;
    assert!(page.contains("Goedkeuren: 250 verwijderen") && page.contains("▲"), "{page}");
    assert_eq!(page.matches("<td>Klant ").count(), 200);
    assert!(page.contains("En nog <strong>50</strong>"), "{page}");
    world.delete(5);
    let (here, form) = world.form(&[("aantal", "250")]).await;
    drop(approve(here, form).await);
    let page = world.shown().await;
    assert!(page.contains("Goedkeuren: 255 verwijderen"), "{page}");
    assert_eq!(world.customers().await, before);
    let (here, form) = world.form(&[("aantal", "255")]).await;
    drop(approve(here, form).await);
    assert!(!world.shown().await.contains("Goedkeuren"));
    assert_eq!(world.customers().await, before - 255);
    assert_eq!(world.here().await.vragen, 0);
}

#[tokio::test]
async fn a_refusal_keeps_everything_and_an_answer_about_nothing_does_nothing_b5() {
    let mut world = World::asking().await;
    let before = world.customers().await;
    for fields in [&[][..], &[("aantal", "veel")], &[("aantal", "-1")]] {
        let (here, form) = world.form(fields).await;
        drop(approve(here, form).await);
        assert!(!world.here().await.integratie.live.run().busy, "{fields:?}");
    }
    let (here, form) = world.form(&[]).await;
    drop(refuse(here, form).await);
    assert!(!world.shown().await.contains("Goedkeuren"));
    assert_eq!((world.customers().await, world.here().await.vragen), (before, 0));
}
