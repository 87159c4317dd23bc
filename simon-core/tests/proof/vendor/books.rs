//! The books of Kade, a vendor that does not exist, and what its own users do in them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use serde_json::{Value, json};
use simon_testkit::Refusals;
use simon_testkit::simulated::SimulatedClock;

/// Price agreed with every customer for every article, unless the werkbon has its own.
pub(crate) const AGREED: &str = "80.00";

/// What can be listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Table {
    Klanten,
    Artikelen,
    Groepen,
    Orders,
    Offertes,
}

impl Table {
    pub(crate) fn of(path: &str) -> Option<Self> {
        Some(match path {
            "klanten" => Self::Klanten,
            "artikelen" => Self::Artikelen,
            "groepen" => Self::Groepen,
            "orders" => Self::Orders,
            "offertes" => Self::Offertes,
            _ => return None,
        })
    }
}

/// A record, as JSON, with its place in the order of changes.
#[derive(Debug, Clone)]
pub(crate) struct Row {
    pub(crate) versie: u64,
    pub(crate) made: DateTime<Utc>,
    pub(crate) data: Value,
}

impl Row {
    pub(crate) fn text(&self, member: &str) -> &str {
        self.data[member].as_str().unwrap_or_default()
    }
}

/// Holds the PDFs of an order.
#[derive(Debug, Clone)]
pub(crate) struct Dossier {
    pub(crate) id: String,
    pub(crate) order: String,
    pub(crate) made: DateTime<Utc>,
}

/// A PDF at an order or in a dossier.
#[derive(Debug, Clone)]
pub(crate) struct Bijlage {
    pub(crate) houder: String,
    pub(crate) naam: String,
    pub(crate) inhoud: String,
    pub(crate) made: DateTime<Utc>,
}

/// One administration.
#[derive(Debug, Default)]
pub(crate) struct Books {
    pub(crate) rows: BTreeMap<(Table, String), Row>,
    pub(crate) dossiers: Vec<Dossier>,
    pub(crate) bijlagen: Vec<Bijlage>,
    /// What was deleted: place in the order of changes, table, id.
    pub(crate) deleted: Vec<(u64, Table, String)>,
    pub(crate) versie: u64,
    made: usize,
    pub(crate) now: DateTime<Utc>,
    /// Seconds until a created order, dossier or PDF shows when it is looked for.
    pub(crate) lag: i64,
    /// Access tokens and when they die.
    pub(crate) access: BTreeMap<String, DateTime<Utc>>,
    /// Refresh tokens that can still be used.
    pub(crate) refresh: BTreeSet<String>,
    /// Refresh tokens that were used, and what they bought.
    pub(crate) spent: BTreeMap<String, String>,
    /// Refresh tokens that came again after they had been used.
    pub(crate) again: Vec<String>,
    issued: usize,
    /// Calls per minute.
    pub(crate) calls: BTreeMap<i64, usize>,
}

/// The vendor.
#[derive(Debug)]
pub(crate) struct Kade {
    books: Mutex<Books>,
    clock: SimulatedClock,
    pub(crate) refusals: Refusals,
    pub(crate) trace: crate::trace::Trace,
}

impl Kade {
    /// Seven customers, five articles in three groups, one order from before.
    pub(crate) fn new(clock: &SimulatedClock, lag: i64, trace: crate::trace::Trace) -> Arc<Self> {
        let books = Mutex::new(Books { lag, ..Books::default() });
        let kade = Self { books, clock: clock.clone(), refusals: Refusals::new(), trace };
        let mut books = kade.books();
        (1..=7).for_each(|nummer| books.add_klant(nummer));
        for (id, naam) in [("g1", "Materiaal"), ("g2", "Diensten"), ("g3", "Overig")] {
            books.put(Table::Groepen, id, json!({"id": id, "naam": naam}));
        }
        for (id, groep) in [("a1", "g1"), ("a2", "g1"), ("werk", "g2"), ("a3", "g1"), ("x1", "g3")]
        {
            books.add_artikel(id, groep);
        }
        books.add_order(Table::Orders, "v1", "Van voor de start");
        drop(books);
        Arc::new(kade)
    }

    /// The books, at the present moment.
    pub(crate) fn books(&self) -> MutexGuard<'_, Books> {
        let mut books = self.books.lock().unwrap_or_else(PoisonError::into_inner);
        books.now = self.clock.now();
        books
    }
}

impl Books {
    pub(crate) fn put(&mut self, table: Table, id: &str, data: Value) {
        self.versie += 1;
        let made = self.rows.get(&(table, id.to_owned())).map_or(self.now, |row| row.made);
        self.rows.insert((table, id.to_owned()), Row { versie: self.versie, made, data });
    }

    pub(crate) fn add_klant(&mut self, nummer: usize) {
        let id = format!("k{nummer}");
        let adres = |number: usize| {
            json!({"id": format!("{id}-{number}"), "straat": format!("Kade {nummer}{number}"),
                "postcode": "3511 AB", "plaats": "Utrecht"})
        };
        let adressen: Vec<Value> = (1..=1 + nummer % 2).map(adres).collect();
        let klant = json!({"id": id, "nummer": format!("K{nummer}"), "actief": true,
            "naam": format!("Klant {nummer}"), "adressen": adressen});
        self.put(Table::Klanten, &id, klant);
    }

    pub(crate) fn add_artikel(&mut self, id: &str, groep: &str) {
        let artikel = json!({"id": id, "nummer": id.to_uppercase(), "actief": true,
            "naam": format!("Artikel {id}"), "groep": groep, "prijs": "12.50"});
        self.put(Table::Artikelen, id, artikel);
    }

    pub(crate) fn add_order(&mut self, table: Table, id: &str, omschrijving: &str) {
        let regel = json!({"artikel": "a1", "tekst": "Artikel a1", "aantal": "2"});
        let order = json!({"id": id, "nummer": id, "klant": "k1", "omschrijving": omschrijving,
            "open": true, "referentie": null, "regels": [regel]});
        self.put(table, id, order);
    }

    pub(crate) fn set(&mut self, table: Table, id: &str, member: &str, value: impl Into<Value>) {
        let Some(mut data) = self.rows.get(&(table, id.to_owned())).map(|row| row.data.clone())
        else {
            return;
        };
        data[member] = value.into();
        self.put(table, id, data);
    }

    pub(crate) fn delete(&mut self, table: Table, id: &str) {
        if self.rows.remove(&(table, id.to_owned())).is_some() {
            self.versie += 1;
            self.deleted.push((self.versie, table, id.to_owned()));
        }
    }

    pub(crate) fn row(&self, table: Table, id: &str) -> Option<&Row> {
        self.rows.get(&(table, id.to_owned()))
    }

    pub(crate) fn table(&self, table: Table) -> impl Iterator<Item = (&str, &Row)> {
        let all = self.rows.iter();
        all.filter(move |((of, _), _)| *of == table).map(|((_, id), row)| (id.as_str(), row))
    }

    /// Ids of the orders that carry a reference, seen or not.
    pub(crate) fn with_reference(&self, reference: &str) -> Vec<String> {
        let orders = self.table(Table::Orders);
        let found = orders.filter(|(_, row)| row.text("referentie") == reference);
        found.map(|(id, _)| id.to_owned()).collect()
    }

    /// Writes a new order of ours and answers its id.
    pub(crate) fn made(&mut self, mut order: Value) -> String {
        self.made += 1;
        let id = format!("d{}", self.made);
        order["id"] = id.as_str().into();
        order["nummer"] = format!("2026-{}", self.made).into();
        order["omschrijving"] = "".into();
        order["open"] = true.into();
        self.put(Table::Orders, &id, order);
        id
    }

    /// Ids of the dossiers of an order, seen or not.
    pub(crate) fn dossiers_of(&self, order: &str) -> Vec<String> {
        let of_order = self.dossiers.iter().filter(|dossier| dossier.order == order);
        of_order.map(|dossier| dossier.id.clone()).collect()
    }

    /// A user logs in in the browser: new access and refresh tokens.
    pub(crate) fn log_in(&mut self) -> (String, String) {
        self.issued += 1;
        let (access, refresh) =
            (format!("access-{}", self.issued), format!("refresh-{}", self.issued));
        let dies = self.now + chrono::Duration::seconds(super::TOKEN_LIFE);
        self.access.insert(access.clone(), dies);
        self.refresh.insert(refresh.clone());
        (access, refresh)
    }

    /// A token pair for a refresh token; a refresh token that comes again ends the whole connection.
    pub(crate) fn renew(&mut self, refresh: &str) -> Option<(String, String)> {
        if !self.refresh.remove(refresh) {
            if self.spent.contains_key(refresh) {
                self.again.push(refresh.to_owned());
                self.refresh.clear();
                self.access.clear();
            }
            return None;
        }
        let (access, next) = self.log_in();
        self.spent.insert(refresh.to_owned(), next.clone());
        Some((access, next))
    }
}
