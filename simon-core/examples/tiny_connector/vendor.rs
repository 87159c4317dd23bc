//! The vendor Molen, simulated: its books, what its users do, and what its interface answers.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::{Mutex, MutexGuard, PoisonError};

use bytes::Bytes;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::value::RawValue;
use simon_testkit::{Refusals, Simulator};

/// The tables that the interface lists.
pub(crate) const TABLES: [&str; 2] = ["klanten", "artikelen"];

/// Molen, with one administration.
#[derive(Default)]
pub(crate) struct Vendor {
    books: Mutex<Books>,
    pub(crate) refusals: Refusals,
}

pub(crate) struct Books {
    pub(crate) key: String,
    pub(crate) tokens: BTreeSet<String>,
    issued: usize,
    pub(crate) page: usize,
    versie: u64,
    pub(crate) records: Vec<Record>,
    pub(crate) invoices: Vec<Invoice>,
}

impl Default for Books {
    fn default() -> Self {
        let (tokens, records, invoices) = (BTreeSet::new(), Vec::new(), Vec::new());
        let key = "molensleutel-6f1d".to_owned();
        Self { key, tokens, issued: 0, page: 100, versie: 0, records, invoices }
    }
}

/// A customer or an article.
#[derive(Clone)]
pub(crate) struct Record {
    pub(crate) table: &'static str,
    pub(crate) id: String,
    pub(crate) naam: String,
    pub(crate) prijs: Decimal,
    pub(crate) actief: bool,
    pub(crate) shape: Shape,
    versie: u64,
}

/// How a record is written.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Shape {
    Whole,
    /// Without all that may be missing or null.
    Sparse,
    /// With a name that is a number.
    Broken,
}

impl Record {
    fn code(&self) -> String {
        self.id.to_uppercase()
    }

    fn json(&self) -> String {
        let Self { id, naam, prijs, actief, .. } = self;
        let naam = serde_json::Value::from(naam.as_str());
        match self.shape {
            Shape::Whole => format!(
                r#"{{"id":"{id}","nummer":"{}","naam":{naam},"prijs":{prijs},"actief":{actief}}}"#,
                self.code()
            ),
            Shape::Sparse => format!(r#"{{"id":"{id}","nummer":null,"naam":{naam}}}"#),
            Shape::Broken => format!(r#"{{"id":"{id}","naam":17}}"#),
        }
    }
}

/// An invoice as it was posted.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Invoice {
    #[serde(skip)]
    pub(crate) id: String,
    pub(crate) referentie: String,
    pub(crate) klant: String,
    pub(crate) datum: chrono::NaiveDate,
    pub(crate) memo: Option<String>,
    pub(crate) regels: Vec<Line>,
    /// Name and content.
    #[serde(skip)]
    pub(crate) pdfs: Vec<(String, Vec<u8>)>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Line {
    pub(crate) artikel: Option<String>,
    pub(crate) tekst: String,
    pub(crate) aantal: Option<Box<RawValue>>,
    pub(crate) prijs: Option<Box<RawValue>>,
}

impl Vendor {
    /// The books, for what the vendor's own users do.
    pub(crate) fn books(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Books {
    /// Adds an active record.
    pub(crate) fn add(&mut self, table: &'static str, nummer: usize, naam: &str) -> Record {
        let initial = table.get(..1).unwrap_or_default();
        let record = Record {
            table,
            id: format!("{initial}{nummer}"),
            naam: naam.to_owned(),
            prijs: Decimal::new(12_50, 2),
            actief: true,
            shape: Shape::Whole,
            versie: 0,
        };
        self.records.push(record.clone());
        self.change(&record.id, |_| {});
        record
    }

    /// Changes a record: it moves to the end of the order of changes.
    pub(crate) fn change(&mut self, id: &str, edit: impl FnOnce(&mut Record)) {
        self.versie = self.versie.saturating_add(1);
        let versie = self.versie;
        if let Some(record) = self.records.iter_mut().find(|record| record.id == id) {
            edit(record);
            record.versie = versie;
        }
        self.records.sort_by_key(|record| record.versie);
    }
}

/// A request without what a vendor does not look at.
struct Call<'a> {
    method: &'a str,
    path: Vec<&'a str>,
    query: Vec<(String, String)>,
    body: &'a [u8],
}

impl Call<'_> {
    fn query(&self, name: &str) -> Option<&str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

impl Simulator for Vendor {
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        let query = request.uri().query().unwrap_or_default();
        let call = Call {
            method: request.method().as_str(),
            path: request.uri().path().trim_matches('/').split('/').collect(),
            query: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            body: request.body(),
        };
        let signed = request.headers().get("authorization").and_then(|value| value.to_str().ok());
        let (status, body) = self.answer(&call, signed.unwrap_or_default());
        let mut answer = http::Response::new(Bytes::from(body));
        *answer.status_mut() = http::StatusCode::from_u16(status).unwrap_or_default();
        let json = http::HeaderValue::from_static("application/json");
        answer.headers_mut().insert("content-type", json);
        answer
    }
}

type Answer = (u16, String);

impl Vendor {
    fn answer(&self, call: &Call<'_>, signed: &str) -> Answer {
        let mut books = self.books();
        if call.path == ["token"] {
            return books.login(call.body);
        }
        if let ["facturen", id, "pdfs"] = *call.path {
            return books.pdfs(id, call);
        }
        let token = signed.strip_prefix("Bearer ").unwrap_or_default();
        if !books.tokens.contains(token) {
            return (401, String::new());
        }
        match (call.method, call.path.as_slice()) {
            ("GET", ["boekhouding"]) => (200, r#"{"id":"b-1","naam":"De Molen B.V."}"#.to_owned()),
            ("GET", ["facturen"]) => match (call.query("referentie"), call.query("na")) {
                (Some(reference), None) => books.find(reference),
                (None, Some(after)) => books.invoices_after(after),
                _ => self.refuse(400, "GET facturen: referentie or na"),
            },
            ("POST", ["facturen"]) => self.create(&mut books, call.body),
            ("GET", [table]) if TABLES.contains(table) => books.list(table, call),
            ("GET", [table, id]) if TABLES.contains(table) => books.read(id),
            _ => self.refuse(404, &format!("{} {:?} does not exist", call.method, call.path)),
        }
    }

    fn refuse(&self, status: u16, text: &str) -> Answer {
        self.refusals.record(text);
        (status, String::new())
    }

    fn create(&self, books: &mut Books, body: &[u8]) -> Answer {
        let mut invoice: Invoice = match serde_json::from_slice(body) {
            Ok(invoice) => invoice,
            Err(error) => return self.refuse(400, &format!("POST facturen: {error}")),
        };
        let known = |id: &String| books.records.iter().any(|record| record.id == *id);
        let articles = invoice.regels.iter().filter_map(|line| line.artikel.as_ref());
        if !known(&invoice.klant) || !articles.into_iter().all(known) {
            return self.refuse(400, "POST facturen: an unknown customer or article");
        }
        invoice.id = format!("f{}", books.invoices.len().saturating_add(1));
        let made = (201, invoice.json());
        books.invoices.push(invoice);
        made
    }
}

impl Invoice {
    fn json(&self) -> String {
        let Self { id, datum, .. } = self;
        let referentie = serde_json::Value::from(self.referentie.as_str());
        format!(
            r#"{{"id":"{id}","nummer":"2026-{id}","datum":"{datum}","referentie":{referentie}}}"#
        )
    }
}

impl Books {
    fn login(&mut self, form: &[u8]) -> Answer {
        let right = |(name, value): (_, _)| name == "sleutel" && value == *self.key;
        if !url::form_urlencoded::parse(form).any(right) {
            return (401, String::new());
        }
        self.issued = self.issued.saturating_add(1);
        let token = format!("molentoken-{}-9c2e", self.issued);
        let body = format!(r#"{{"access_token":"{token}","expires_in":86400}}"#);
        self.tokens.insert(token);
        (200, body)
    }

    fn list(&self, table: &str, call: &Call<'_>) -> Answer {
        let after = call.query("na").and_then(|after| after.parse().ok()).unwrap_or(0);
        let code = call.query("code");
        let mut rest = self.records.iter().filter(|record| {
            let wanted = code.is_none_or(|code| record.code() == code);
            record.table == table && record.versie > after && wanted
        });
        let page: Vec<&Record> = rest.by_ref().take(self.page).collect();
        let until = page.last().map_or(after, |record| record.versie);
        let records: Vec<String> = page.iter().map(|record| record.json()).collect();
        let more = rest.next().is_some();
        (200, format!(r#"{{"value":[{}],"meer":{more},"tot":{until}}}"#, records.join(",")))
    }

    fn read(&self, id: &str) -> Answer {
        match self.records.iter().find(|record| record.id == id) {
            Some(record) => (200, record.json()),
            None => (404, String::new()),
        }
    }

    /// Attachments, by an interface of their own without login.
    fn pdfs(&mut self, id: &str, call: &Call<'_>) -> Answer {
        let Some(invoice) = self.invoices.iter_mut().find(|invoice| invoice.id == id) else {
            return (404, String::new());
        };
        if let ("POST", Some(naam)) = (call.method, call.query("naam")) {
            invoice.pdfs.push((naam.to_owned(), call.body.to_vec()));
        }
        let names: Vec<&str> = invoice.pdfs.iter().map(|(naam, _)| naam.as_str()).collect();
        (200, serde_json::Value::from(names).to_string())
    }

    /// Invoices in the order of their making.
    fn invoices_after(&self, after: &str) -> Answer {
        let after = after.parse().unwrap_or(0_usize);
        let page: Vec<String> =
            self.invoices.iter().skip(after).take(self.page).map(Invoice::json).collect();
        let until = after.saturating_add(page.len());
        let more = until < self.invoices.len();
        (200, format!(r#"{{"value":[{}],"meer":{more},"tot":{until}}}"#, page.join(",")))
    }

    fn find(&self, reference: &str) -> Answer {
        let mut found = String::new();
        for invoice in self.invoices.iter().filter(|invoice| invoice.referentie == reference) {
            let comma = if found.is_empty() { "" } else { "," };
            // Writing to a string does not fail.
            let _ = write!(found, "{comma}{}", invoice.json());
        }
        (200, format!(r#"{{"value":[{found}]}}"#))
    }
}
