//! What must hold after every single commit, whatever comes next: nothing is removed that the vendor
//! has, no place in a listing passes over a record, and who is asked to act is told how.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use futures_executor::block_on;
use simon_core::connector::Cursor;
use simon_core::domain::{IntegrationId, OrderRef, OrderSoort};
use simon_core::host::{
    Batch, Change, Delivery, Feed, FeedState, ImportStatus, Record, Select, Store, Tabel,
};
use simon_core::log::{LogEntry, Soort};
use simon_testkit::simulated::Watch;

use crate::trace::Trace;
use crate::vendor::books::{Kade, Row, Table};

/// The order that was there before fetching was switched on.
pub(crate) const BEFORE: &str = "v1";

#[derive(Debug)]
pub(crate) struct Watcher {
    kade: Arc<Kade>,
    store: Arc<dyn Store>,
    trace: Trace,
    seen: Mutex<Seen>,
}

#[derive(Debug, Default)]
struct Seen {
    wrong: Vec<String>,
    imported: BTreeMap<String, usize>,
}

/// Whether Simon takes this article over.
pub(crate) fn is_wanted(row: &Row) -> bool {
    row.data["actief"] == true && row.text("groep") != "g3"
}

impl Watcher {
    pub(crate) fn new(kade: Arc<Kade>, store: Arc<dyn Store>, trace: Trace) -> Self {
        Self { kade, store, trace, seen: Mutex::default() }
    }

    pub(crate) fn wrong(&self) -> Vec<String> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).wrong.clone()
    }

    pub(crate) fn object(&self, text: String) {
        self.trace.write(|| format!("WRONG {text}"));
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).wrong.push(text);
    }

    fn removed(&self, tabel: Tabel, id: &str) {
        let books = self.kade.books();
        let there = match tabel {
            Tabel::Relaties => {
                books.row(Table::Klanten, id).is_some_and(|r| r.data["actief"] == true)
            }
            Tabel::Artikelen => books.row(Table::Artikelen, id).is_some_and(is_wanted),
            Tabel::Artikelgroepen => books.row(Table::Groepen, id).is_some(),
            _ => false,
        };
        drop(books);
        if there {
            self.object(format!("{tabel:?} {id} was removed and the vendor has it"));
        }
    }

    /// Everything up to each of the feed's places must be in the store.
    fn passed_over(&self, id: &IntegrationId, feed: &FeedState) {
        let resume = feed.pass.as_ref().and_then(|pass| pass.resume.as_ref());
        let places = [resume, feed.watermark.as_ref()].into_iter().flatten();
        let place = |cursor: &Cursor| cursor.0.parse::<u64>().unwrap_or_default();
        let Some(place) = places.map(place).max() else { return };
        let lacking = match feed.feed {
            Feed::Relaties => self.lacking(id, Tabel::Relaties, Table::Klanten, place),
            Feed::Artikelen => self.lacking(id, Tabel::Artikelen, Table::Artikelen, place),
            Feed::Verkooporders => self.not_seen(id, OrderSoort::Verkooporder, place),
            Feed::Offertes => self.not_seen(id, OrderSoort::Offerte, place),
            Feed::Verwijderingen => self.still_active(id, place),
            Feed::Artikelgroepen => Vec::new(),
        };
        if !lacking.is_empty() {
            self.object(format!("{:?} at {place} passed over {lacking:?}", feed.feed));
        }
    }

    fn stored(&self, id: &IntegrationId, tabel: Tabel, record: &str) -> Option<Record> {
        let select = Select::Id(record.to_owned());
        block_on(self.store.records(id, tabel, &select)).unwrap().pop()
    }

    fn lacking(&self, id: &IntegrationId, tabel: Tabel, table: Table, to: u64) -> Vec<String> {
        let books = self.kade.books();
        let rows = books.table(table).filter(|(_, row)| row.versie <= to);
        let lacks = |key: &str, row: &Row| {
            let stored = self.stored(id, tabel, key);
            let wanted = row.data["actief"] == true && (table == Table::Klanten || is_wanted(row));
            match stored {
                Some(record) => is_active(&record) != wanted || name(&record) != row.text("naam"),
                None => wanted,
            }
        };
        rows.filter(|(key, row)| lacks(key, row)).map(|(key, _)| key.to_owned()).collect()
    }

    /// After a whole fetch everything that the vendor has is there.
    pub(crate) fn nothing_lacks(&self, id: &IntegrationId) {
        for (tabel, table) in
            [(Tabel::Relaties, Table::Klanten), (Tabel::Artikelen, Table::Artikelen)]
        {
            let lacking = self.lacking(id, tabel, table, u64::MAX);
            if !lacking.is_empty() {
                self.object(format!("after a quiet cycle the store lacks {lacking:?}"));
            }
        }
    }

    fn not_seen(&self, id: &IntegrationId, soort: OrderSoort, to: u64) -> Vec<String> {
        let table = if soort == OrderSoort::Offerte { Table::Offertes } else { Table::Orders };
        let books = self.kade.books();
        let rows = books.table(table).filter(|(_, row)| {
            row.versie <= to && row.data["open"] == true && row.data["referentie"].is_null()
        });
        let is_known = |key: &str| {
            block_on(self.store.order(id, &OrderRef::new(soort, key, key))).unwrap().is_some()
        };
        rows.filter(|(key, _)| !is_known(key)).map(|(key, _)| key.to_owned()).collect()
    }

    fn still_active(&self, id: &IntegrationId, to: u64) -> Vec<String> {
        let books = self.kade.books();
        let gone: BTreeSet<&(u64, Table, String)> =
            books.deleted.iter().filter(|(versie, ..)| *versie <= to).collect();
        let active = |(_, table, key): &&&(u64, Table, String)| {
            let tabel = if *table == Table::Klanten { Tabel::Relaties } else { Tabel::Artikelen };
            books.row(*table, key).is_none()
                && self.stored(id, tabel, key).is_some_and(|record| is_active(&record))
        };
        gone.iter().filter(active).map(|(_, _, key)| key.clone()).collect()
    }

    fn imported(&self, order: &OrderRef) {
        let books = self.kade.books();
        let table =
            if order.soort == OrderSoort::Offerte { Table::Offertes } else { Table::Orders };
        let ours =
            books.row(table, &order.vendor_id).is_some_and(|row| !row.data["referentie"].is_null());
        drop(books);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let times = seen.imported.entry(order.vendor_id.clone()).or_default();
        *times += 1;
        let times = *times;
        drop(seen);
        if ours || times > 1 || order.vendor_id == BEFORE {
            self.object(format!("{order:?} was imported {times} times, ours: {ours}"));
        }
    }

    /// A dossier that is remembered is the first and only one of its order.
    fn in_dossier(&self, entry: &Delivery) {
        let Some(dossier) = &entry.dossier else { return };
        let order = entry.document.as_ref().map_or("", |document| &document.vendor_id);
        let there = self.kade.books().dossiers_of(order);
        if !matches!(there.as_slice(), [only] if only == dossier) {
            self.object(format!("{order} has dossier {dossier} and the vendor {there:?}"));
        }
    }

    fn logged(&self, entry: &LogEntry) {
        let action = entry.te_nemen_actie.as_ref();
        let told = action.is_some_and(|text| !text.nl.is_empty() && !text.en.is_empty());
        if entry.soort == Soort::Fout && !told {
            self.object(format!("{} asks to act and does not say how", entry.code));
        }
    }
}

pub(crate) fn is_active(record: &Record) -> bool {
    match record {
        Record::Relatie(relatie) => relatie.actief,
        Record::Artikel(artikel) => artikel.actief,
        _ => true,
    }
}

pub(crate) fn name(record: &Record) -> &str {
    match record {
        Record::Relatie(relatie) => &relatie.naam,
        Record::Artikel(artikel) => &artikel.omschrijving,
        Record::Artikelgroep(groep) => &groep.naam,
        _ => "",
    }
}

impl Watch for Watcher {
    fn committed(&self, integration: &IntegrationId, batch: &Batch) {
        self.trace.write(|| format!("stored {}", summary(batch)));
        for change in &batch.changes {
            match change {
                Change::Remove(tabel, id) => self.removed(*tabel, id),
                Change::Feed(feed) => self.passed_over(integration, feed),
                Change::Log(entry) => self.logged(entry),
                Change::Delivery(entry) => self.in_dossier(entry),
                Change::Order(order) if matches!(order.status, ImportStatus::Werkbon(_)) => {
                    self.imported(&order.order);
                }
                _ => {}
            }
        }
    }
}

fn summary(batch: &Batch) -> String {
    let one = |change: &Change| match change {
        Change::Log(entry) => format!("log {} {:?}", entry.code, entry.record),
        Change::Delivery(it) => {
            let attempt = it.attempt.as_ref().map(|it| it.begonnen.time());
            let claim = it.claim.as_ref().map(|it| (it.worker % 1000, it.until.time()));
            format!(
                "{} {:?} claim {claim:?} attempt {attempt:?} {:?} {:?}",
                it.nummer, it.status, it.dossier, it.stappen
            )
        }
        Change::Feed(it) => {
            let pass = it
                .pass
                .as_ref()
                .map(|it| (it.run, it.cleanup, it.since.clone(), it.resume.clone()));
            format!("{:?} v{} {:?} {pass:?}", it.feed, it.versie, it.watermark)
        }
        Change::State(it) => format!("state v{} {:?} epoch {}", it.versie, it.fase, it.epoch),
        Change::PutRelatie { record, .. } => format!("put {}", record.relatie.id.as_str()),
        Change::Put { record, .. } => format!("put {}", record.id()),
        Change::Remove(tabel, id) => format!("remove {tabel:?} {id}"),
        Change::Gone { ids, .. } => format!("gone {ids:?}"),
        Change::Order(it) => format!("order {} {:?}", it.order.vendor_id, it.status),
        Change::Job(it) => format!("{:?} v{}", it.job, it.versie),
        Change::Settings(it) => format!("settings {}", it.nummer),
        Change::Mark { ids, .. } => format!("mark {ids:?}"),
        _ => "another change".to_owned(),
    };
    batch.changes.iter().map(one).collect::<Vec<_>>().join("; ")
}
