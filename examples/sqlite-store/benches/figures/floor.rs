//! The floor: the same pages in plain Rust.

use rusqlite::{Connection, params};
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::measure::{Phase, report, report_memory, runtime};
use crate::server::{KOPPELSLEUTEL, SUBSCRIPTION_KEY, Server, Vendor};

/// The members that the connector reads.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Relatie {
    id: String,
    relatiecode: Option<i64>,
    naam: Option<String>,
    vestigings_adres: Option<Adres>,
    telefoon: Option<String>,
    email: Option<String>,
    btw_nummer: Option<String>,
    krediettermijn: Option<i64>,
    nonactief: Option<bool>,
    modified_on: Option<String>,
}

#[derive(Deserialize)]
struct Adres {
    contactpersoon: Option<String>,
    straat: Option<String>,
    postcode: Option<String>,
    plaats: Option<String>,
    land: Option<Link>,
}

#[derive(Deserialize)]
struct Link {
    id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Artikel {
    id: String,
    artikelcode: Option<String>,
    omschrijving: Option<String>,
    artikel_omzetgroep: Option<Link>,
    verkoopprijs: Option<serde_json::Number>,
    eenheid: Option<String>,
    is_non_actief: Option<bool>,
    modified_on: Option<String>,
}

trait Row: DeserializeOwned {
    const LIST: &'static str;
    const UPSERT: &'static str;
    fn write(&self, statement: &mut rusqlite::CachedStatement<'_>);
}

impl Row for Relatie {
    const LIST: &'static str = "relaties?$filter=Nonactief%20eq%20false%20and%20Relatiesoort\
        /any(r:r%20eq%20%27Klant%27)";
    const UPSERT: &'static str = "INSERT OR REPLACE INTO relatie
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
    fn write(&self, statement: &mut rusqlite::CachedStatement<'_>) {
        let adres = self.vestigings_adres.as_ref();
        let values = params![
            self.id,
            self.relatiecode,
            self.naam,
            adres.and_then(|adres| adres.contactpersoon.as_ref()),
            adres.and_then(|adres| adres.straat.as_ref()),
            adres.and_then(|adres| adres.postcode.as_ref()),
            adres.and_then(|adres| adres.plaats.as_ref()),
            adres.and_then(|adres| adres.land.as_ref()).map(|land| &land.id),
            self.telefoon,
            self.email,
            self.btw_nummer,
            self.krediettermijn,
            self.nonactief,
            self.modified_on,
        ];
        statement.execute(values).unwrap();
    }
}

impl Row for Artikel {
    const LIST: &'static str = "artikelen?$filter=IsNonActief%20eq%20false";
    const UPSERT: &'static str =
        "INSERT OR REPLACE INTO artikel VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    fn write(&self, statement: &mut rusqlite::CachedStatement<'_>) {
        let values = params![
            self.id,
            self.artikelcode,
            self.omschrijving,
            self.artikel_omzetgroep.as_ref().map(|groep| &groep.id),
            self.verkoopprijs.as_ref().map(ToString::to_string),
            self.eenheid,
            self.is_non_actief,
            self.modified_on,
        ];
        statement.execute(values).unwrap();
    }
}

pub(crate) fn run(synchronous: &str, vendor: &Vendor) {
    let mut server = Server::start(vendor);
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let mut file = Connection::open(folder.path().join("floor.db")).unwrap();
    file.pragma_update(None, "journal_mode", "WAL").unwrap();
    file.pragma_update(None, "synchronous", synchronous).unwrap();
    file.execute_batch(
        "CREATE TABLE relatie (id TEXT PRIMARY KEY, code, naam, contactpersoon, straat, postcode,
             plaats, land, telefoon, email, btw_nummer, termijn, nonactief, stempel);
         CREATE TABLE artikel (id TEXT PRIMARY KEY, code, omschrijving, groep, prijs, eenheid,
             nonactief, stempel);
         CREATE TABLE plaats (lijst TEXT PRIMARY KEY, rijen INTEGER);",
    )
    .unwrap();
    runtime().block_on(async {
        let client = reqwest::Client::builder().no_proxy().build().unwrap();
        let mut calls = 0;
        for name in ["first", "repeated"] {
            let phase = Phase::start(name);
            calls = load(&client, &server, &mut file).await;
            phase.end(1);
            if name == "first" {
                report_memory("peak", "VmHWM");
            }
        }
        report("calls", f64::from(calls));
    });
    report("connections", server.connections());
}

async fn load(client: &reqwest::Client, server: &Server, file: &mut Connection) -> u32 {
    let form = format!("grant_type=clientkey&clientkey={KOPPELSLEUTEL}");
    let login = client
        .post(server.url.join("/b2b/token").unwrap())
        .header("content-type", "application/x-www-form-urlencoded")
        .body(form);
    let body = login.send().await.unwrap().bytes().await.unwrap();
    let token: serde_json::Value = serde_json::from_slice(&body).unwrap();
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let relaties = pages::<Relatie>(client, server, &bearer, file).await;
    1 + relaties + pages::<Artikel>(client, server, &bearer, file).await
}

async fn pages<T: Row>(
    client: &reqwest::Client,
    server: &Server,
    bearer: &str,
    file: &mut Connection,
) -> u32 {
    let (mut skip, mut calls) = (0, 0);
    loop {
        let url = format!("{}v2/{}&$skip={skip}&$top=500", server.url, T::LIST);
        let request = client
            .get(url)
            .header("Ocp-Apim-Subscription-Key", SUBSCRIPTION_KEY)
            .header("Authorization", bearer);
        let body = request.send().await.unwrap().bytes().await.unwrap();
        let rows: Vec<T> = serde_json::from_slice(&body).unwrap();
        calls += 1;
        if rows.is_empty() {
            return calls;
        }
        skip += rows.len();
        store(file, &rows, skip);
    }
}

fn store<T: Row>(file: &mut Connection, rows: &[T], place: usize) {
    let transaction = file.transaction().unwrap();
    {
        let mut statement = transaction.prepare_cached(T::UPSERT).unwrap();
        rows.iter().for_each(|row| row.write(&mut statement));
        let place = i64::try_from(place).unwrap();
        let sql = "INSERT OR REPLACE INTO plaats VALUES (?1, ?2)";
        transaction.prepare_cached(sql).unwrap().execute(params![T::LIST, place]).unwrap();
    }
    transaction.commit().unwrap();
}
