//! A file of the first schema opens, is brought to the present one, and is read as it was. The stored
//! values are in their first form, without the fields that came later.

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, params};
use secrecy::ExposeSecret;
use simon_core::ErrorKind;
use simon_core::connector::Cursor;
use simon_core::domain::{OrderRef, OrderSoort, RelatieId, WerkbonNummer};
use simon_core::host::{
    Batch, Change, DeliveryStatus, Fase, Feed, ImportStatus, Job, JobState, Record, Select, Stap,
    Store, Tabel, TokenStore,
};
use simon_core::log::LogFilter;
use tempfile::TempDir;

use super::acme;
use crate::{SqliteStore, moment, schema};

const STATE: &str = r#"{"v":1,"d":{"versie":3,"epoch":1,"fase":"actief","administratie":{"vendor_id":"adm","naam":"Bouw BV"},"settings":1}}"#;
const FEED: &str = r#"{"v":1,"d":{"feed":"relaties","versie":2,"watermark":"w","pass":{"run":3,"cleanup":false,"resume":"r","since":null,"begonnen":"2026-03-02T07:00:00Z","tellingen":{"ontvangen":5}},"laatste_run":3,"selectie":""}}"#;
const SETTINGS: &str = r#"{"v":1,"d":{"nummer":1,"administratie":{"vendor_id":"adm","naam":"Bouw BV"},"waarden":{"werktijd_artikel":"UUR"},"gecontroleerd":{},"opgeslagen_op":"2026-03-02T07:00:00Z"}}"#;
const RELATIE: &str =
    r#"{"v":1,"d":{"vendor_id":"k1","code":"10","naam":"Klant 10","actief":true}}"#;
const WERKADRES: &str = r#"{"v":1,"d":{"id":"w1","relatie":"k1","naam":"","adres":{"contactpersoon":"","straat":"Werf 7","postcode":"2511 CD","plaats":"Den Haag","land":""}}}"#;
const ARTIKEL: &str = r#"{"v":1,"d":{"vendor_id":"a1","code":"UUR","omschrijving":"Uur","verkoopprijs":{"bedrag":"62.50","btw":"exclusief"},"deelbaar":true,"actief":true}}"#;
const DELIVERY: &str = r#"{"v":1,"d":{"nummer":"20417","referentie":"acme-20417","versie":4,"status":"geleverd","settings":1,"administratie":"adm","gearchiveerd_op":"2026-03-02T07:00:00Z","werkbon":null,"claim":null,"attempt":null,"document":{"vendor_id":"doc-1","nummer":"VO-1"},"stappen":[],"niet_voor":"2026-03-02T07:00:00Z","pogingen":0,"code":null}}"#;
/// Its document exists, and its PDF is under way.
const WITH_STEPS: &str = r#"{"v":1,"d":{"nummer":"20418","referentie":"acme-20418","versie":5,"status":"wacht","settings":1,"administratie":"adm","gearchiveerd_op":"2026-03-02T07:00:00Z","werkbon":null,"claim":null,"attempt":null,"document":{"vendor_id":"doc-2","nummer":"VO-2"},"stappen":[{"pdf":{"index":0,"uiterlijk":"2026-03-02T07:03:00Z"}},{"markering":{"soort":"verkooporder","vendor_id":"o1","nummer":"VO-1"}}],"niet_voor":"2026-03-02T07:00:00Z","pogingen":1,"code":null}}"#;
const ORDER: &str = r#"{"v":1,"d":{"order":{"soort":"verkooporder","vendor_id":"o1","nummer":"VO-1"},"status":{"werkbon":"20417"}}}"#;
const LOG: &str = r#"{"v":1,"d":{"at":"2026-03-02T07:00:00Z","soort":"fout","tabel":"werkbon","code":"fout-host","bericht":{"nl":"Niet gelukt.","en":"Failed."},"te_nemen_actie":null,"record":"20417","vendor_text":null}}"#;
const TOKEN: &str = r#"{"v":1,"d":{"versie":6,"tokens":{"access":"a","refresh":"r","obtained_at":"2026-03-02T07:00:00Z","expires_at":"2026-03-02T07:10:00Z"},"renewing_until":null}}"#;

fn seven() -> DateTime<Utc> {
    "2026-03-02T07:00:00Z".parse().unwrap()
}

/// A file as the first version left it.
fn first_version() -> (TempDir, std::path::PathBuf) {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("simon.db");
    let file = Connection::open(&path).unwrap();
    file.execute_batch(schema::MIGRATIONS[0]).unwrap();
    file.pragma_update(None, "user_version", 1).unwrap();
    let at = moment(seven());
    let add = |sql: &str, values: &[&dyn rusqlite::ToSql]| {
        file.execute(sql, values).unwrap();
    };
    add("INSERT INTO integratie VALUES ('acme', 3, 1, ?1)", params![STATE]);
    add("INSERT INTO feed VALUES ('acme', 'relaties', 2, ?1)", params![FEED]);
    add("INSERT INTO instellingen VALUES ('acme', 1, ?1)", params![SETTINGS]);
    let record = "INSERT INTO record VALUES ('acme', ?1, ?2, ?3, ?4, 0, 9, 3, 1, ?5)";
    add(record, params![1, "k1", "10", None::<&str>, RELATIE]);
    add(record, params![2, "w1", "w1", "k1", WERKADRES]);
    add(record, params![4, "a1", "UUR", None::<&str>, ARTIKEL]);
    let levering = "INSERT INTO levering VALUES ('acme', ?1, ?2, ?3, ?4, ?4, NULL, ?5, ?6)";
    add(levering, params!["20417", 4, "geleverd", at, "doc-1", DELIVERY]);
    add(levering, params!["20418", 5, "wacht", at, "doc-2", WITH_STEPS]);
    add("INSERT INTO vendor_order VALUES ('acme', 'verkooporders', 'o1', ?1)", params![ORDER]);
    add("INSERT INTO log VALUES (1, 'acme', ?1, 4, 1, '20417', ?2)", params![at, LOG]);
    add("INSERT INTO token VALUES ('acme', 'main', 6, ?1)", params![TOKEN]);
    (folder, path)
}

async fn one(store: &SqliteStore, tabel: Tabel, select: Select) -> Record {
    let mut found = store.records(&acme(), tabel, &select).await.unwrap();
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[tokio::test]
async fn a_file_of_the_first_version_is_read() {
    let (_folder, path) = first_version();
    let store = SqliteStore::open(&path).unwrap();
    let state = store.state(&acme()).await.unwrap();
    assert_eq!((state.versie, state.epoch, state.fase), (3, 1, Fase::Actief));
    let feed = store.feed(&acme(), Feed::Relaties).await.unwrap();
    assert_eq!((feed.versie, feed.watermark), (2, Some(Cursor("w".to_owned()))));
    let pass = feed.pass.unwrap();
    assert_eq!((pass.run, pass.resume), (3, Some(Cursor("r".to_owned()))));
    assert!(store.settings(&acme(), 1).await.unwrap().is_some());
    let klant = one(&store, Tabel::Relaties, Select::Code("10".to_owned())).await;
    assert_eq!(klant.id(), "k1");
    let of_k1 = Select::Relatie(RelatieId::new("k1").unwrap());
    assert_eq!(one(&store, Tabel::Werkadressen, of_k1).await.id(), "w1");
    assert_eq!(one(&store, Tabel::Artikelen, Select::Id("a1".to_owned())).await.code(), "UUR");
    let nummer = WerkbonNummer::new("20417").unwrap();
    let entry = store.delivery(&acme(), &nummer).await.unwrap().unwrap();
    assert_eq!((entry.versie, entry.status), (4, DeliveryStatus::Geleverd));
    assert!(store.is_delivered(&acme(), "doc-1").await.unwrap());
    let order = OrderRef::new(OrderSoort::Verkooporder, "o1", "VO-1");
    let order = store.order(&acme(), &order).await.unwrap().unwrap();
    assert_eq!(order.status, ImportStatus::Werkbon(nummer));
    assert_eq!(store.log(&acme(), &LogFilter::default()).await.unwrap().len(), 1);
    let tokens = store.load(&acme(), "main").await.unwrap();
    assert_eq!((tokens.versie, tokens.refused_until), (6, None));
    assert_eq!(tokens.tokens.unwrap().access.expose_secret(), "a");
}

#[tokio::test]
async fn a_delivery_that_was_between_its_steps_goes_on_there() {
    let (_folder, path) = first_version();
    let store = SqliteStore::open(&path).unwrap();
    let nummer = WerkbonNummer::new("20418").unwrap();
    assert_eq!(store.due(&acme(), seven(), 9).await.unwrap(), std::slice::from_ref(&nummer));
    let mut entry = store.delivery(&acme(), &nummer).await.unwrap().unwrap();
    let uiterlijk = Some(seven() + TimeDelta::minutes(3));
    let order = OrderRef::new(OrderSoort::Verkooporder, "o1", "VO-1");
    let left = vec![Stap::Pdf { index: 0, uiterlijk }, Stap::Markering(order)];
    assert_eq!((entry.dossier.as_deref(), &entry.stappen), (None, &left));
    entry.dossier = Some("dossier-1".to_owned());
    entry.stappen.insert(0, Stap::Dossier { begonnen: Some(seven()), uiterlijk });
    let changes = vec![Change::Delivery(Box::new(entry.clone()))];
    store.commit(&acme(), Batch { epoch: Some(1), changes }).await.unwrap();
    entry.versie += 1;
    assert_eq!(store.delivery(&acme(), &nummer).await.unwrap(), Some(entry));
}

#[tokio::test]
async fn a_file_of_the_first_version_is_written_on() {
    let (_folder, path) = first_version();
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(store.jobs(&acme()).await.unwrap(), []);
    assert_eq!(store.last_delivered(&acme()).await.unwrap(), None, "that was not kept then");
    let nummer = WerkbonNummer::new("20417").unwrap();
    let mut entry = store.delivery(&acme(), &nummer).await.unwrap().unwrap();
    entry.geleverd_op = Some(seven() + TimeDelta::hours(1));
    let job = Change::Job(JobState::new(Job::Fetch));
    let changes = vec![Change::Delivery(Box::new(entry)), job];
    store.commit(&acme(), Batch { epoch: Some(1), changes }).await.unwrap();
    let again = SqliteStore::open(&path).unwrap();
    let last = again.last_delivered(&acme()).await.unwrap();
    assert_eq!(last, Some(seven() + TimeDelta::hours(1)));
    assert_eq!(again.jobs(&acme()).await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_value_that_a_newer_simon_stored_is_refused_and_not_overwritten() {
    let (_folder, path) = first_version();
    let store = SqliteStore::open(&path).unwrap();
    let newer = r#"{"v":2,"d":{"something":"else"}}"#;
    let file = Connection::open(&path).unwrap();
    file.execute("UPDATE integratie SET data = ?1, versie = 9", [newer]).unwrap();
    file.execute("UPDATE token SET data = ?1", [newer]).unwrap();
    let refused = store.state(&acme()).await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Host);
    assert!(refused.to_string().contains("version 2"), "{refused}");
    let refused = store.load(&acme(), "main").await.unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::Host);
    let state = simon_core::host::IntegrationState::default();
    let write = Batch { epoch: None, changes: vec![Change::State(state)] };
    store.commit(&acme(), write).await.unwrap_err();
}
