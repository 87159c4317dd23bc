//! The steps, against simulated vendors: one with a key and one with a login page.
#![allow(clippy::unwrap_used, reason = "tests")]

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;

use axum::extract::RawQuery;
use bytes::Bytes;
use connector_exact::simulator::{
    DEMO_CLIENT_ID, DEMO_CLIENT_SECRET, DEMO_REDIRECT_URI, ExactOnline,
};
use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use simon_core::domain::IntegrationId;
use simon_core::host::{Fase, Store, Tabel};
use simon_core::http::{ReqwestTransport, SystemClock, Transport};
use simon_core::integration::NoProgress;
use simon_core::message::{Message, Taal};
use simon_core::settings::{SettingValue, SettingValues};
use simon_sqlite::SqliteStore;
use simon_testkit::{Faults, SimServer, Simulator};
use toml::{Table, Value};
use url::form_urlencoded::Serializer;

use super::*;
use crate::config::{Config, StoreAt};
use crate::dashboard::form::Form;
use crate::dashboard::keys::Keys;
use crate::dashboard::{Begin, Entrance, Site};
use crate::registry::Vendor;

/// As a demonstration gives them.
const HINTS: [(&str, &str); 2] = [("koppelsleutel", "bm9vaXQ="), ("markering", "SIM")];

/// A site with one integration, and the vendor that it belongs to.
struct World {
    site: Arc<Site>,
    visitor: Option<String>,
    _server: SimServer,
}

impl World {
    async fn of(vendor: &str, simulator: Arc<dyn Simulator>, keys: &[(&str, &str)]) -> Self {
        let server = SimServer::start(simulator, Faults::none()).await;
        let mut connection: Table =
            keys.iter().map(|(key, text)| ((*key).to_owned(), Value::from(*text))).collect();
        for key in ["base_url", "auth_url"] {
            connection.insert(key.to_owned(), Value::String(server.url().to_string()));
        }
        let config = Config {
            vendor: vendor.to_owned(),
            store: StoreAt::Memory,
            taal: Taal::Nl,
            integration: IntegrationId::new("acme01").unwrap(),
            tijdzone: "Europe/Amsterdam".to_owned(),
            log_dagen: None,
            connection,
            settings: SettingValues::default(),
        };
        let begin = Begin {
            vendor: Vendor::named(vendor).ok().unwrap(),
            config,
            store: SqliteStore::in_memory().unwrap(),
            clock: Arc::new(SystemClock),
            hints: BTreeMap::from(HINTS.map(|(key, text)| (key.to_owned(), text.to_owned()))),
        };
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, 4000));
        let (entrance, clock) = (Entrance::default(), Arc::new(SystemClock));
        let site = Site::new(vec![begin], address, entrance, Taal::Nl, clock).await;
        Self { site: Arc::new(site), visitor: None, _server: server }
    }

    async fn with_key() -> Self {
        let simulator = SnelStart::new(Arc::new(SystemClock));
        simulator.seed_demo();
        let keys = [("subscription_key", DEMO_SUBSCRIPTION_KEY)];
        Self::of("snelstart", Arc::new(simulator), &keys).await
    }

    async fn with_login() -> Self {
        let simulator = ExactOnline::new(Arc::new(SystemClock));
        simulator.seed_demo();
        let keys = [
            ("client_id", DEMO_CLIENT_ID),
            ("client_secret", DEMO_CLIENT_SECRET),
            ("redirect_uri", DEMO_REDIRECT_URI),
        ];
        Self::of("exact", Arc::new(simulator), &keys).await
    }

    /// The next request of the same visitor, and what was told on it.
    fn here(&mut self) -> (Here, Option<String>) {
        let (id, now) = (self.visitor.as_deref(), self.site.clock.now());
        let visit = self.site.sessions.visit(id, Taal::Nl, String::new(), true, now);
        let (visit, _) = visit.unwrap();
        self.visitor = Some(visit.id.clone());
        let integratie = Arc::clone(self.site.integraties().first().unwrap());
        let told = visit.note.as_ref().map(|note| note.said.bericht.nl.clone());
        (Here { site: Arc::clone(&self.site), visit, integratie, vragen: 0 }, told)
    }

    fn told(&mut self) -> String {
        self.here().1.unwrap_or_default()
    }

    async fn connect(&mut self, fields: &[(&str, &str)]) -> String {
        drop(connect(self.here().0, form(fields)).await);
        self.told()
    }

    async fn fill_in(&mut self, fields: &[(&str, &str)]) -> String {
        drop(fill_in(self.here().0, form(fields)).await);
        self.told()
    }

    /// Checks everything and saves it.
    async fn save(&mut self) -> String {
        assert_eq!(self.fill_in(&[("controleer", "*")]).await, "");
        self.fill_in(&[("opslaan", "ja")]).await
    }

    async fn deactivate(&mut self, fields: &[(&str, &str)]) -> Fase {
        drop(deactivate(self.here().0, form(fields)).await);
        self.fase().await
    }

    async fn paste(&mut self, address: &str) -> String {
        drop(came_back_elsewhere(self.here().0, form(&[("adres", address)])).await);
        self.told()
    }

    async fn come_back(&mut self, query: &str) -> String {
        drop(came_back(self.here().0, RawQuery(Some(query.to_owned()))).await);
        self.told()
    }

    async fn fase(&mut self) -> Fase {
        self.here().0.integratie.state().await.ok().unwrap().fase
    }

    /// The key that is kept.
    async fn kept(&mut self) -> Option<String> {
        let integratie = self.here().0.integratie;
        let kept = Keys::load(&integratie.store, &integratie.id).await.unwrap();
        kept.and_then(|keys| keys.velden.get("koppelsleutel").cloned())
    }

    async fn shown(&mut self) -> String {
        show(self.here().0).await.ok().unwrap().into_string()
    }

    /// Begins a login and agrees at the vendor: where the browser is sent to.
    async fn agreed(&mut self) -> String {
        assert!(self.connect(&[("wijze", "0")]).await.starts_with("Het inloggen is begonnen"));
        let here = self.here().0;
        let page = here.integratie.draft().login.as_ref().map(|begun| begun.url.clone()).unwrap();
        let request = http::Request::get(page).body(Bytes::new()).unwrap();
        let transport = ReqwestTransport::new().unwrap();
        let answer = transport.send(&here.integratie.id, request).await.ok().unwrap();
        answer.headers().get(http::header::LOCATION).unwrap().to_str().unwrap().to_owned()
    }
}

fn form(fields: &[(&str, &str)]) -> Form {
    Form::read(Serializer::new(String::new()).extend_pairs(fields).finish().as_bytes())
}

const GOOD: [(&str, &str); 2] = [("wijze", "0"), ("koppelsleutel", DEMO_KOPPELSLEUTEL)];
const WRONG: [(&str, &str); 2] = [("wijze", "0"), ("koppelsleutel", "ZGVtbzpmb3V0")];

#[tokio::test]
async fn a_wrong_key_leaves_those_in_use_alone_a3() {
    let mut world = World::with_key().await;
    assert!(world.connect(&WRONG).await.contains("accepteert de koppelsleutel niet"));
    assert_eq!(world.kept().await, None);
    assert!(world.here().0.host().is_err());

    assert!(world.connect(&GOOD).await.contains("Demo Installatietechniek"));
    assert_eq!(world.save().await, told_active());
    assert!(world.connect(&WRONG).await.contains("accepteert de koppelsleutel niet"));
    assert_eq!(world.kept().await.as_deref(), Some(DEMO_KOPPELSLEUTEL));
    assert_eq!(world.fase().await, Fase::Actief);
    assert!(world.connect(&[("proef", "ja")]).await.ends_with("werkt."));
    let shown = world.shown().await;
    assert!(!shown.contains(DEMO_KOPPELSLEUTEL) && shown.contains("al geactiveerd"), "{shown}");
}

#[tokio::test]
async fn examples_are_shown_and_fill_in_settings_but_no_secret() {
    let mut world = World::with_key().await;
    let shown = world.shown().await;
    assert!(
        shown.contains("Voorbeeld: <code>bm9vaXQ=</code>") && !shown.contains("value=\"bm9vaXQ=")
    );
    world.connect(&GOOD).await;
    assert!(
        world
            .shown()
            .await
            .contains("name=\"markering\" type=\"text\" autocomplete=\"off\" value=\"SIM\"")
    );
}

fn told_active() -> &'static str {
    "De integratie is geactiveerd. De gegevens worden nu opgehaald."
}

#[tokio::test]
async fn nothing_is_saved_before_every_setting_was_accepted_a4_a5() {
    let mut world = World::with_key().await;
    world.connect(&GOOD).await;
    let refused = "Nog niet elke instelling is goedgekeurd; er is niets opgeslagen.";
    let wrong = [("reistijd_artikel", "NOPE"), ("controleer", "*")];
    assert_eq!(world.fill_in(&wrong).await, "");
    let shown = world.shown().await;
    assert!(shown.contains("Artikelcode NOPE bestaat niet"), "{shown}");
    assert_eq!(world.fill_in(&[("opslaan", "ja")]).await, refused);

    world.fill_in(&[("reistijd_artikel", "REIS"), ("controleer", "reistijd_artikel")]).await;
    assert_eq!(world.fill_in(&[("filterwoord", "garantie"), ("opslaan", "ja")]).await, refused);
    assert_eq!(world.save().await, told_active());
    assert_eq!(world.fill_in(&[("opslaan", "ja")]).await, text_of("host-pagina-stand"));

    let here = world.here().0;
    let state = here.integratie.state().await.ok().unwrap();
    let store = &here.integratie.store;
    let saved = store.settings(&here.integratie.id, state.settings.unwrap()).await.unwrap();
    let wanted = [("reistijd_artikel", "REIS"), ("filterwoord", "garantie"), ("markering", "SIM")]
        .map(|(key, text)| (key.to_owned(), SettingValue::Tekst(text.to_owned())));
    assert_eq!(saved.unwrap().waarden, wanted.into_iter().collect());
}

fn text_of(code: &'static str) -> String {
    crate::failure::text(&Message::new(code)).bericht.nl
}

#[tokio::test]
async fn only_what_was_ticked_is_wiped_the_second_time_and_disconnecting_forgets_the_keys_a2_a7() {
    let mut world = World::with_key().await;
    world.connect(&GOOD).await;
    world.save().await;
    let here = world.here().0;
    let host = here.host().ok().unwrap();
    host.integration.run_due(&NoProgress).await.unwrap();
    let count = |tabel| here.integratie.store.count(&here.integratie.id, tabel);
    let customers = count(Tabel::Relaties).await.unwrap();
    assert!(customers > 0 && count(Tabel::Artikelen).await.unwrap() > 0);

    assert_eq!(world.deactivate(&[]).await, Fase::Inactief);
    assert!(world.kept().await.is_some(), "it can be activated again without connecting");
    world.fill_in(&[("controleer", "*")]).await;
    world.fill_in(&[("wis", "artikelen"), ("opslaan", "ja")]).await;
    assert_eq!(world.fase().await, Fase::Actief);
    assert_eq!(count(Tabel::Relaties).await.unwrap(), customers);
    assert_eq!(count(Tabel::Artikelen).await.unwrap(), 0);

    assert_eq!(world.deactivate(&[("verbreken", "ja")]).await, Fase::Inactief);
    assert_eq!(world.kept().await, None);
    assert!(world.here().0.host().is_err());
}

#[tokio::test]
async fn a_login_comes_back_once_here_or_pasted_a3() {
    let mut world = World::with_login().await;
    let back = world.agreed().await;
    let stray = format!("{DEMO_REDIRECT_URI}?code=x&state=nope");
    let no_login = text_of("inloggen-opnieuw");
    assert_eq!(world.paste(&stray).await, no_login);
    assert!(world.shown().await.contains("Ga naar "), "the login that was begun goes on");
    assert!(world.paste(&back).await.starts_with("De koppeling werkt."));
    assert_eq!(world.paste(&back).await, no_login);

    let back = world.agreed().await;
    let (_, query) = back.split_once('?').unwrap();
    assert!(world.come_back(query).await.starts_with("De koppeling werkt."));
    assert_eq!(world.come_back(query).await, no_login);
    assert!(!world.shown().await.contains("Ga naar "));
}

#[tokio::test]
async fn what_opens_a_setting_is_checked_along_with_it_c17() {
    let mut world = World::with_login().await;
    let back = world.agreed().await;
    world.paste(&back).await;
    let filled = [("administratie", "417"), ("dagboek", "70"), ("controleer", "dagboek")];
    world.fill_in(&filled).await;
    let passed = |here: &Here, key: &str| {
        let form = here.integratie.draft().form.clone().unwrap();
        form.line(key).map(|line| line.ok)
    };
    let here = world.here().0;
    assert_eq!([passed(&here, "administratie"), passed(&here, "dagboek")], [Some(true); 2]);
    world.fill_in(&[("administratie", "999"), ("controleer", "dagboek")]).await;
    assert_eq!([passed(&here, "administratie"), passed(&here, "dagboek")], [Some(false); 2]);
}
