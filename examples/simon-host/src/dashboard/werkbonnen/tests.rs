#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use connector_snelstart::simulator::{DEMO_KOPPELSLEUTEL, DEMO_SUBSCRIPTION_KEY, SnelStart};
use maud::Markup;
use simon_core::domain::{IntegrationId, WerkbonStatus};
use simon_core::host::{Batch, Change, DeliveryStatus, WipePart};
use simon_core::http::SystemClock;
use simon_core::integration::{Activation, FetchRequest, NoProgress};
use simon_core::message::Taal;
use simon_core::settings::{SettingValue, SettingValues};
use simon_sqlite::SqliteStore;
use simon_testkit::{Faults, SimServer};
use toml::Value;

use super::actions::{again, archive, decide, release, report_complete};
use super::choice::Choice;
use super::list::{lines, show};
use super::new::{ask, make};
use super::*;
use crate::config::{Config, StoreAt};
use crate::dashboard::form::Form;
use crate::dashboard::session::Note;
use crate::dashboard::{Begin, Entrance};
use crate::registry::Vendor;

/// A page over a simulated vendor on loopback.
struct World {
    vendor: Arc<SnelStart>,
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
    async fn active() -> Self {
        let world = Self::new().await;
        world.activate().await;
        let integration = &world.integratie().host().unwrap().integration;
        integration.fetch(&FetchRequest::changes(Vec::new()), &NoProgress).await.unwrap();
        world
    }

    async fn activate(&self) {
        let mut settings = SettingValues::default();
        settings.set("werktijd_artikel", SettingValue::Tekst("UUR".to_owned()));
        settings.set("filterwoord", SettingValue::Tekst("garantie".to_owned()));
        let integration = &self.integratie().host().unwrap().integration;
        let activation = Activation::new(settings, Vec::from(WipePart::ALL));
        assert!(integration.activate(&activation).await.unwrap().saved.is_some());
    }

    fn integratie(&self) -> Arc<Integratie> {
        Arc::clone(self.site.integratie("acme").unwrap())
    }

    fn here(&self) -> Here {
        let (visits, now) = (&self.site.sessions, self.site.clock.now());
        let visit = visits.visit(Some(&self.id), Taal::Nl, "/".to_owned(), false, now);
        let site = Arc::clone(&self.site);
        Here { site, visit: visit.unwrap().0, integratie: self.integratie(), vragen: 0 }
    }

    fn bon(&self, nummer: &str) -> Bon {
        Bon { here: self.here(), nummer: WerkbonNummer::new(nummer).unwrap() }
    }

    /// What the next page tells.
    fn note(&self) -> Note {
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
    async fn make(&self, fields: &[(&'static str, &str)]) -> Response {
        let owned = fields.iter().map(|(name, value)| (*name, (*value).to_owned()));
        make(self.here(), Form::blank(owned)).await.unwrap()
    }

    async fn made(&self, nummer: &str, more: &[(&'static str, &str)]) {
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

    async fn deliver(&self) {
        self.integratie().host().unwrap().integration.deliver_now().await.unwrap();
    }

    async fn status(&self, nummer: &str) -> Option<DeliveryStatus> {
        self.bon(nummer).entry().await.unwrap().map(|entry| entry.status)
    }

    async fn put(&self, changes: Vec<Change>) {
        let integratie = self.integratie();
        let batch = Batch { epoch: None, changes };
        integratie.store.commit(&integratie.id, batch).await.unwrap();
    }

    async fn list(&self, query: &str) -> Markup {
        show(self.here(), Query(choice(query))).await.unwrap()
    }
}

fn choice(query: &str) -> Choice {
    Query::try_from_uri(&format!("/?{query}").parse().unwrap()).unwrap().0
}

fn nothing() -> Form {
    Form::blank([])
}

fn filled(fields: &[(&'static str, &str)]) -> Form {
    Form::blank(fields.iter().map(|(name, value)| (*name, (*value).to_owned())))
}

fn to(redirect: Redirect) -> String {
    let answer = redirect.into_response();
    answer.headers()["location"].to_str().unwrap().to_owned()
}

async fn body(answer: Response) -> String {
    let bytes = axum::body::to_bytes(answer.into_body(), 1_000_000).await.unwrap();
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[tokio::test]
async fn a_werkbon_of_the_form_is_reported_complete_archived_and_delivered_once_c1() {
    let world = World::active().await;
    world.made("20500", &[]).await;
    assert!(world.note().good);
    let open = world.bon("20500").open().await.unwrap().unwrap();
    assert_eq!(open.status, WerkbonStatus::Gepland);
    assert!(open.klant.is_some() && open.werkadres.is_some());

    let page = to(archive(world.bon("20500"), nothing()).await);
    assert_eq!(page, "/integraties/acme/werkbonnen/20500");
    assert!(world.note().said.bericht.nl.contains("niet gereed gemeld"));
    assert_eq!(world.status("20500").await, None);

    to(report_complete(world.bon("20500"), nothing()).await);
    assert!(world.note().good);
    let page = to(archive(world.bon("20500"), nothing()).await);
    assert_eq!(page, "/integraties/acme/werkbonnen");
    assert!(world.note().good);
    assert!(world.bon("20500").open().await.unwrap().is_none(), "it is not open any more");
    world.deliver().await;
    assert_eq!(world.status("20500").await, Some(DeliveryStatus::Geleverd));
    assert_eq!(world.vendor.orders().len(), 1);
    let number = world.vendor.orders()[0].nummer.to_string();
    assert!(world.list("status=geleverd").await.0.contains(&number));

    let again = to(archive(world.bon("20500"), nothing()).await);
    assert_eq!(again, "/integraties/acme/werkbonnen", "it has nothing to archive");
    assert!(!world.note().good);
}

#[tokio::test]
async fn what_the_form_refuses_has_the_words_of_the_files_and_keeps_what_was_typed() {
    let world = World::active().await;
    world.made("1", &[]).await;
    let refusals = [
        (vec![("nummer", "een bon")], "is geen werkbonnummer"),
        (vec![("nummer", "2"), ("klant", "99999")], "staat niet in Simon"),
        (vec![("nummer", "2"), ("reistijd", "een uur")], "is geen aantal minuten"),
        (vec![("nummer", "2"), ("datum", "gisteren")], "is geen geldige datum"),
        (vec![("nummer", "2"), ("code1", "UUR"), ("aantal1", "1,5")], "is geen getal"),
        (vec![("nummer", "2"), ("code1", "WEG"), ("aantal1", "1")], "staat niet in Simon"),
        (vec![("nummer", "2"), ("aantal2", "1")], "heeft geen artikelcode"),
        (vec![("nummer", "1")], "is al van een open werkbon"),
    ];
    for (mut fields, words) in refusals {
        fields.push(("werkomschrijving", "Ketel <nakijken>"));
        let answer = world.make(&fields).await;
        assert_eq!(answer.status(), StatusCode::UNPROCESSABLE_ENTITY, "{words}");
        let page = body(answer).await;
        assert!(page.contains(words), "{words}: {page}");
        assert!(page.contains("Ketel &lt;nakijken&gt;"), "{words}");
        for (_, typed) in fields.iter().take(3).filter(|(name, _)| *name != "werkomschrijving") {
            assert!(page.contains(&format!("value=\"{typed}\"")), "{typed}");
        }
    }
    assert!(world.bon("2").open().await.unwrap().is_none());
}

#[tokio::test]
async fn the_form_proposes_the_number_after_the_latest_one() {
    let world = World::active().await;
    assert!(ask(world.here()).await.unwrap().0.contains(r#"name="nummer" type="text" value="1""#));
    world.made("20417", &[("gereed", "ja")]).await;
    to(archive(world.bon("20417"), nothing()).await);
    world.deliver().await;
    world.made("20418", &[]).await;
    let form = ask(world.here()).await.unwrap().0;
    assert!(form.contains(r#"name="nummer" type="text" value="20419""#));
    assert!(form.contains("Bakkerij De Korenaar"), "customers are proposed");
}

#[tokio::test]
async fn what_is_archived_while_off_is_held_until_it_is_released_a8() {
    let world = World::active().await;
    for nummer in ["1", "2", "3"] {
        world.made(nummer, &[("gereed", "ja")]).await;
    }
    world.integratie().host().unwrap().integration.deactivate().await.unwrap();
    for nummer in ["1", "2", "3"] {
        to(archive(world.bon(nummer), nothing()).await);
        assert!(world.note().said.bericht.nl.contains("wordt vastgehouden"));
    }
    let list = world.list("status=vastgehouden").await.0;
    assert!(list.contains("Deze integratie is uit"));
    assert!(list.contains("terwijl de koppeling uit stond"), "what it is: {list}");
    assert!(list.contains("Te nemen actie: "));
    to(release(world.here(), filled(&[("alles", "ja")])).await);
    assert!(!world.note().good, "nothing is released while it is off");

    world.activate().await;
    to(release(world.here(), nothing()).await);
    assert!(!world.note().good, "no number is not all");
    to(release(world.here(), filled(&[("nummer", "2")])).await);
    assert!(world.note().said.bericht.nl.contains("Eén werkbon is vrijgegeven"));
    assert_eq!(world.status("1").await, Some(DeliveryStatus::Vastgehouden));
    to(release(world.here(), filled(&[("alles", "ja")])).await);
    assert!(world.note().said.bericht.nl.contains("2 werkbonnen"));
    world
        .integratie()
        .host()
        .unwrap()
        .integration
        .fetch(&FetchRequest::changes(Vec::new()), &NoProgress)
        .await
        .unwrap();
    world.deliver().await;
    assert_eq!(world.vendor.orders().len(), 3);
}

#[tokio::test]
async fn a_refused_werkbon_is_tried_again_and_says_why_it_was_refused() {
    let world = World::active().await;
    let answer = world.make(&[("nummer", "7"), ("gereed", "ja"), ("werktijd", "30")]).await;
    assert_eq!(answer.status(), StatusCode::SEE_OTHER);
    to(archive(world.bon("7"), nothing()).await);
    world.deliver().await;
    assert_eq!(world.status("7").await, Some(DeliveryStatus::Geweigerd));
    let list = world.list("status=geweigerd").await.0;
    assert!(list.contains("Opnieuw proberen") && list.contains("Te nemen actie: "), "{list}");
    to(again(world.bon("7"), nothing()).await);
    assert!(world.note().good);
    assert_eq!(world.status("7").await, Some(DeliveryStatus::Wacht));
    world.deliver().await;
    // The office makes it anew, with its customer.
    world.made("7", &[("gereed", "ja")]).await;
    to(archive(world.bon("7"), nothing()).await);
    world.deliver().await;
    assert_eq!(world.status("7").await, Some(DeliveryStatus::Geleverd));
    to(again(world.bon("7"), nothing()).await);
    assert!(!world.note().good, "a delivered one is not sent again");
    assert_eq!(world.vendor.orders().len(), 1);
}

#[tokio::test]
async fn a_person_decides_about_an_uncertain_werkbon_c22() {
    let world = World::active().await;
    for nummer in ["1", "2"] {
        world.made(nummer, &[("gereed", "ja")]).await;
        to(archive(world.bon(nummer), nothing()).await);
        let mut entry = world.bon(nummer).entry().await.unwrap().unwrap();
        entry.status = DeliveryStatus::Onzeker;
        world.put(vec![Change::Delivery(Box::new(entry))]).await;
    }
    let undecided: [&[(&'static str, &str)]; 3] =
        [&[], &[("besluit", "geleverd"), ("document", " ")], &[("besluit", "opnieuw")]];
    for fields in undecided {
        to(decide(world.bon("1"), filled(fields)).await);
        assert!(!world.note().good, "{fields:?}");
        assert_eq!(world.status("1").await, Some(DeliveryStatus::Onzeker));
    }
    let page = single(world.bon("1"), Query(Default::default())).await.unwrap().0;
    assert!(page.contains("Er is een document in het boekhoudpakket"));
    to(decide(world.bon("1"), filled(&[("besluit", "geleverd"), ("document", "d-1")])).await);
    let entry = world.bon("1").entry().await.unwrap().unwrap();
    assert_eq!(
        (entry.status, entry.document.unwrap().vendor_id.as_str()),
        (DeliveryStatus::Geleverd, "d-1")
    );
    to(decide(world.bon("2"), filled(&[("besluit", "opnieuw"), ("zeker", "ja")])).await);
    world.deliver().await;
    assert_eq!(world.status("2").await, Some(DeliveryStatus::Geleverd));
    assert_eq!(world.vendor.orders().len(), 1, "only the second was sent");
}

#[tokio::test]
async fn the_preview_shows_the_document_before_anything_is_sent_g1() {
    let world = World::active().await;
    world.made("1", &[("werkomschrijving", "Ketel nakijken"), ("werktijd", "90")]).await;
    let asked = |voorbeeld: &str| {
        Query::try_from_uri(&format!("/?voorbeeld={voorbeeld}").parse().unwrap()).unwrap()
    };
    let without = single(world.bon("1"), asked("")).await.unwrap().0;
    assert!(without.contains("Voorbeeld tonen") && !without.contains("acme-1"));
    assert!(without.contains("Bakkerij De Korenaar") && without.contains("90 minuten"));
    let with = single(world.bon("1"), asked("ja")).await.unwrap().0;
    assert!(with.contains("acme-1") && with.contains("UUR") && with.contains("1,5"), "{with}");
    assert!(with.contains("<details>"), "the vendor's own document");
    assert!(world.vendor.orders().is_empty());
    world.integratie().host().unwrap().integration.deactivate().await.unwrap();
    let off = single(world.bon("1"), asked("ja")).await.unwrap().0;
    assert!(off.contains("De koppeling is niet actief"), "the page stays: {off}");
    assert!(single(world.bon("2"), asked("")).await.is_err());
}

/// The numbers on all pages of a choice, by their links.
async fn walk(world: &World, status: &str) -> Vec<String> {
    let (store, id) = (&world.integratie().store, &world.integratie().id.clone());
    let (mut seen, mut after) = (Vec::new(), None);
    loop {
        let status = choice(&format!("status={status}")).status().unwrap();
        let page = ledger::page(store, id, status, after.clone()).await.unwrap();
        assert!(page.entries.len() <= ledger::PAGE);
        seen.extend(page.entries.iter().map(|entry| entry.nummer.as_str().to_owned()));
        match page.next {
            Some(next) => after = Some(next),
            None => return seen,
        }
    }
}

#[tokio::test]
async fn pages_lose_nothing_and_repeat_nothing() {
    let world = World::active().await;
    world.made("0", &[("gereed", "ja")]).await;
    to(archive(world.bon("0"), nothing()).await);
    let model = world.bon("0").entry().await.unwrap().unwrap();
    let changes = (1000..1161).map(|nummer| {
        let mut entry = model.clone();
        (entry.nummer, entry.versie) = (WerkbonNummer::new(nummer.to_string()).unwrap(), 0);
        if nummer % 3 == 0 {
            entry.status = DeliveryStatus::Geweigerd;
        }
        Change::Delivery(Box::new(entry))
    });
    world.put(changes.collect()).await;
    let every: Vec<String> = (1000..1161).map(|nummer| nummer.to_string()).collect();
    assert_eq!(walk(&world, "").await[1..], every);
    let refused: Vec<_> = every.iter().filter(|one| one.parse::<u32>().unwrap() % 3 == 0).collect();
    assert_eq!(walk(&world, "geweigerd").await.iter().collect::<Vec<_>>(), refused);
    assert!(walk(&world, "onzeker").await.is_empty());
    let first = world.list("status=geweigerd").await.0;
    assert_eq!(first.matches("Opnieuw proberen").count(), 50);
    assert!(first.contains("werkbonnen?status=geweigerd&amp;na=1149"), "{first}");
    assert!(show(world.here(), Query(choice("status=zoek"))).await.is_err());
}

#[tokio::test]
async fn the_list_is_sent_again_only_when_something_changed() {
    let world = World::active().await;
    world.made("1", &[("gereed", "ja")]).await;
    let page = world.list("").await.0;
    let stand = page.split("stand=").nth(1).unwrap().split('"').next().unwrap();
    let again = || choice(&format!("stand={stand}"));
    let same = lines(world.here(), Query(again())).await.unwrap();
    assert_eq!(same.status(), StatusCode::NO_CONTENT);
    to(archive(world.bon("1"), nothing()).await);
    let changed = lines(world.here(), Query(again())).await.unwrap();
    assert_eq!(changed.status(), StatusCode::OK);
    assert!(body(changed).await.contains("Geen open werkbonnen."));
}

#[test]
fn a_number_with_signs_of_addresses_in_it_has_a_page_of_its_own() {
    let of = |text: &str| address(&WerkbonNummer::new(text).unwrap());
    assert_eq!(of("A/1?x=2#3%"), "werkbonnen/A%2F1%3Fx%3D2%233%25");
    assert_eq!(of("20417"), "werkbonnen/20417");
}
