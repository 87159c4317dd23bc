//! Kade's interface: strict, so that whatever a careful vendor would refuse is written down.

use std::collections::BTreeMap;

use bytes::Bytes;
use serde_json::{Value, json};
use simon_testkit::Simulator;

use super::MOST_PER_MINUTE;
use super::books::{AGREED, Bijlage, Books, Dossier, Kade, Row, Table};

/// Rows of a page.
const PAGE: usize = 3;

enum Refusal {
    /// What any client can meet.
    Usual(u16),
    /// What no good client does.
    Mistake(u16, String),
}

type Answer = Result<Value, Refusal>;

fn mistake<T>(text: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal::Mistake(400, text.into()))
}

struct Call<'a> {
    method: &'a str,
    path: Vec<&'a str>,
    query: BTreeMap<String, String>,
    body: &'a [u8],
    token: Option<&'a str>,
}

impl<'a> Call<'a> {
    fn of(request: &'a http::Request<Bytes>) -> Self {
        let query = request.uri().query().unwrap_or_default();
        let signed = request.headers().get("authorization").and_then(|it| it.to_str().ok());
        Self {
            method: request.method().as_str(),
            path: request.uri().path().trim_matches('/').split('/').collect(),
            query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            body: request.body(),
            token: signed.and_then(|signed| signed.strip_prefix("Bearer ")),
        }
    }

    /// The query; any other parameter than these is a mistake.
    fn query(&self, names: &[&str]) -> Result<Vec<&str>, Refusal> {
        if self.query.len() != names.len() {
            return mistake(format!("{:?}: parameters {:?}", self.path, self.query));
        }
        let value = |name: &&str| match self.query.get(*name) {
            Some(value) => Ok(value.as_str()),
            None => mistake(format!("{:?}: no parameter {name}", self.path)),
        };
        names.iter().map(value).collect()
    }

    fn json(&self, members: &[&str]) -> Answer {
        let Ok(body) = serde_json::from_slice(self.body) else { return mistake("no JSON") };
        only(&body, members)?;
        Ok(body)
    }
}

/// An object with exactly these members.
fn only(value: &Value, members: &[&str]) -> Result<(), Refusal> {
    let keys = || value.as_object().into_iter().flatten().map(|(key, _)| key.as_str());
    if keys().count() == members.len() && keys().all(|key| members.contains(&key)) {
        return Ok(());
    }
    mistake(format!("members {:?} instead of {members:?}", keys().collect::<Vec<_>>()))
}

impl Simulator for Kade {
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        let call = Call::of(request);
        let outcome = answer(&mut self.books(), &call);
        let (status, body) = match outcome {
            Ok(body) => (200, body),
            Err(Refusal::Usual(status)) => (status, json!({"fout": status})),
            Err(Refusal::Mistake(status, text)) => {
                self.refusals.record(format!("{} {}: {text}", call.method, request.uri()));
                (status, json!({"fout": text}))
            }
        };
        self.trace.write(|| {
            let path = request.uri().path_and_query().map_or("", |path| path.as_str());
            let body = body.to_string();
            let body = body.get(..150).unwrap_or(&body);
            format!("vendor {} {path} -> {status} {body}", call.method)
        });
        let json = ("content-type", "application/json");
        let answer = http::Response::builder().status(status).header(json.0, json.1);
        answer.body(Bytes::from(body.to_string())).unwrap()
    }
}

fn answer(books: &mut Books, call: &Call<'_>) -> Answer {
    if call.path == ["token"] {
        return token(books, call);
    }
    let now = books.now;
    let calls = books.calls.entry(now.timestamp() / 60).or_default();
    *calls += 1;
    if *calls > MOST_PER_MINUTE {
        return Err(Refusal::Mistake(429, "too many calls".to_owned()));
    }
    let alive = |token: &str| books.access.get(token).is_some_and(|dies| now < *dies);
    if !call.token.is_some_and(alive) {
        return Err(Refusal::Usual(401));
    }
    match (call.method, call.path.as_slice()) {
        ("GET", ["administratie"]) => Ok(json!({"id": "adm-1", "naam": "Kade B.V."})),
        ("GET", ["groepen"]) => {
            let all: Vec<&Value> = books.table(Table::Groepen).map(|(_, row)| &row.data).collect();
            Ok(json!({"value": all}))
        }
        ("GET", ["prijzen"]) => {
            call.query(&["klant", "artikel"])?;
            Ok(json!({"prijs": AGREED}))
        }
        ("GET", ["verwijderd"]) => deleted(books, call),
        ("GET", ["orders"]) if call.query.contains_key("referentie") => find(books, call),
        ("GET", ["artikelen"]) if call.query.contains_key("nummer") => by_number(books, call),
        ("POST", ["orders"]) => create(books, call),
        (_, ["orders", id, "dossier"]) => dossier(books, id, call),
        (_, [table @ ("orders" | "dossiers"), id, "bijlagen"]) => bijlagen(books, table, id, call),
        ("GET", [table]) => list(books, known(table)?, call),
        ("GET", [table, id]) => {
            call.query(&[])?;
            let row = books.row(known(table)?, id).ok_or(Refusal::Usual(404))?;
            Ok(with_version(row))
        }
        ("PUT", [table @ ("orders" | "offertes"), id]) => describe(books, known(table)?, id, call),
        (method, path) => mistake(format!("{method} {path:?} does not exist")),
    }
}

fn known(table: &str) -> Result<Table, Refusal> {
    Table::of(table).map_or_else(|| mistake(format!("{table} does not exist")), Ok)
}

fn with_version(row: &Row) -> Value {
    let mut data = row.data.clone();
    data["versie"] = row.versie.into();
    data
}

fn token(books: &mut Books, call: &Call<'_>) -> Answer {
    let form: BTreeMap<_, _> = url::form_urlencoded::parse(call.body).collect();
    let Some(refresh) = form.get("refresh_token") else { return mistake("no refresh token") };
    let (access, next) = books.renew(refresh).ok_or(Refusal::Usual(400))?;
    Ok(json!({"access_token": access, "refresh_token": next, "expires_in": super::TOKEN_LIFE}))
}

/// The first page of what changed after a place, in the order of changes: a record that changes
/// while the listing is read comes again.
fn page(rows: Vec<(u64, Value)>, after: u64, highest: u64) -> Value {
    let mut rows: Vec<_> = rows.into_iter().filter(|(versie, _)| *versie > after).collect();
    rows.sort_by_key(|(versie, _)| *versie);
    let more = rows.len() > PAGE;
    rows.truncate(PAGE);
    let until = if more { rows.last().map_or(highest, |(versie, _)| *versie) } else { highest };
    let rows: Vec<Value> = rows.into_iter().map(|(_, data)| data).collect();
    json!({"value": rows, "meer": more, "tot": until})
}

fn place(call: &Call<'_>) -> Result<u64, Refusal> {
    let after = call.query(&["na"])?;
    after[0].parse().map_or_else(|_| mistake("na is no number"), Ok)
}

fn list(books: &Books, table: Table, call: &Call<'_>) -> Answer {
    let rows = books.table(table).map(|(_, row)| (row.versie, row.data.clone())).collect();
    Ok(page(rows, place(call)?, books.versie))
}

fn deleted(books: &Books, call: &Call<'_>) -> Answer {
    let row = |(versie, table, id): &(u64, Table, String)| match table {
        Table::Klanten => Some((*versie, json!({"soort": "klant", "id": id}))),
        Table::Artikelen => Some((*versie, json!({"soort": "artikel", "id": id}))),
        _ => None,
    };
    Ok(page(books.deleted.iter().filter_map(row).collect(), place(call)?, books.versie))
}

fn by_number(books: &Books, call: &Call<'_>) -> Answer {
    let nummer = call.query(&["nummer"])?[0];
    let found = books.table(Table::Artikelen).filter(|(_, row)| row.text("nummer") == nummer);
    Ok(json!({"value": found.map(|(_, row)| &row.data).collect::<Vec<_>>()}))
}

fn shows(books: &Books, made: chrono::DateTime<chrono::Utc>) -> bool {
    made + chrono::Duration::seconds(books.lag) <= books.now
}

fn find(books: &Books, call: &Call<'_>) -> Answer {
    let reference = call.query(&["referentie"])?[0];
    let found = books.table(Table::Orders);
    let found = found.filter(|(_, row)| row.text("referentie") == reference);
    let found = found.filter(|(_, row)| shows(books, row.made)).map(|(_, row)| &row.data);
    Ok(json!({"value": found.collect::<Vec<_>>()}))
}

fn create(books: &mut Books, call: &Call<'_>) -> Answer {
    let order = call.json(&["referentie", "klant", "datum", "regels"])?;
    let active = |table, id: &Value| {
        let row = books.row(table, id.as_str().unwrap_or_default());
        row.is_some_and(|row| row.data["actief"] == true)
    };
    if !active(Table::Klanten, &order["klant"]) {
        return mistake("an unknown customer");
    }
    for regel in order["regels"].as_array().into_iter().flatten() {
        only(regel, &["artikel", "tekst", "aantal", "prijs"])?;
        if !active(Table::Artikelen, &regel["artikel"]) {
            return mistake("an unknown article");
        }
    }
    let id = books.made(order);
    books.row(Table::Orders, &id).map(|row| row.data.clone()).ok_or(Refusal::Usual(500))
}

fn describe(books: &mut Books, table: Table, id: &str, call: &Call<'_>) -> Answer {
    let change = call.json(&["omschrijving", "versie"])?;
    let row = books.row(table, id).ok_or(Refusal::Usual(404))?;
    if change["versie"] != row.versie {
        return Err(Refusal::Usual(409));
    }
    books.set(table, id, "omschrijving", change["omschrijving"].clone());
    Ok(json!({}))
}

/// As many are made as are asked for: Kade does not look whether the order has one.
fn dossier(books: &mut Books, order: &str, call: &Call<'_>) -> Answer {
    let row = books.row(Table::Orders, order).ok_or(Refusal::Usual(404))?;
    if call.method == "POST" {
        call.query(&[])?;
        let asked = call.json(&["referentie", "klant", "datum"])?;
        let of_order = |member: &&str| asked[*member] == row.data[*member];
        if !["referentie", "klant", "datum"].iter().all(of_order) {
            return mistake(format!("a dossier of something else than {order}: {asked}"));
        }
        let id = format!("m{}", books.dossiers.len() + 1);
        books.dossiers.push(Dossier { id: id.clone(), order: order.to_owned(), made: books.now });
        return Ok(json!({"id": id}));
    }
    let since = call.query(&["vanaf"])?[0].parse::<chrono::DateTime<chrono::Utc>>();
    let Ok(since) = since else { return mistake("vanaf is no moment") };
    let found = books.dossiers.iter().filter(|it| it.order == order && it.made >= since);
    let found = found.filter(|it| shows(books, it.made)).map(|it| it.id.as_str());
    Ok(json!({"value": found.collect::<Vec<_>>()}))
}

fn bijlagen(books: &mut Books, table: &str, id: &str, call: &Call<'_>) -> Answer {
    call.query(&[])?;
    let there = match table {
        "orders" => books.row(Table::Orders, id).is_some(),
        _ => books.dossiers.iter().any(|dossier| dossier.id == id),
    };
    if !there {
        return Err(Refusal::Usual(404));
    }
    if call.method == "POST" {
        let pdf = call.json(&["naam", "inhoud"])?;
        let text = |member: &str| pdf[member].as_str().unwrap_or_default().to_owned();
        let (houder, made) = (id.to_owned(), books.now);
        let (naam, inhoud) = (text("naam"), text("inhoud"));
        books.bijlagen.push(Bijlage { houder, naam, inhoud, made });
        return Ok(json!({"ok": true}));
    }
    let shown = books.bijlagen.iter().filter(|it| it.houder == id && shows(books, it.made));
    Ok(json!({"namen": shown.map(|it| it.naam.as_str()).collect::<Vec<_>>()}))
}
