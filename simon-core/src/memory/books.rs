//! What the store in memory holds of one integration, and what each change does to it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};

use crate::connector::RelatieRecord;
use crate::domain::{Herkomst, OrderSoort, RelatieId, WerkbonNummer};
use crate::error::Result;
use crate::host::{
    Batch, Change, CommitError, Delivery, Feed, FeedState, ImportedOrder, IntegrationState, Job,
    JobState, Record, Select, Tabel, Unmarked, WipePart, code_key,
};
use crate::log::{LogEntry, LogTabel};
use crate::settings::SettingsVersion;

#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) record: Record,
    pub(super) fingerprint: u64,
    pub(super) run: u64,
    /// Place among a customer's work addresses.
    pub(super) order: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Books {
    pub(super) state: IntegrationState,
    pub(super) feeds: BTreeMap<Feed, FeedState>,
    pub(super) jobs: BTreeMap<Job, JobState>,
    pub(super) settings: BTreeMap<u32, SettingsVersion>,
    pub(super) tables: BTreeMap<Tabel, BTreeMap<String, Row>>,
    /// The ids of each customer's work addresses.
    werkadressen: BTreeMap<RelatieId, BTreeSet<String>>,
    pub(super) ledger: BTreeMap<WerkbonNummer, Delivery>,
    pub(super) orders: BTreeMap<(OrderSoort, String), ImportedOrder>,
    pub(super) log: Vec<LogEntry>,
}

impl Books {
    fn table(&mut self, tabel: Tabel) -> &mut BTreeMap<String, Row> {
        self.tables.entry(tabel).or_default()
    }

    /// Refuses the whole batch before anything of it is applied.
    pub(super) fn check(&self, batch: &Batch) -> Result<(), CommitError> {
        if batch.epoch.is_some_and(|epoch| epoch != self.state.epoch) {
            return Err(CommitError::Epoch);
        }
        let current = batch.changes.iter().all(|change| match change {
            Change::State(state) => state.versie == self.state.versie,
            Change::Feed(feed) => {
                feed.versie == self.feeds.get(&feed.feed).map_or(0, |stored| stored.versie)
            }
            Change::Job(job) => {
                job.versie == self.jobs.get(&job.job).map_or(0, |stored| stored.versie)
            }
            Change::Delivery(delivery) => {
                let stored = self.ledger.get(&delivery.nummer);
                delivery.versie == stored.map_or(0, |stored| stored.versie)
            }
            Change::Settings(settings) => !self.settings.contains_key(&settings.nummer),
            _ => true,
        });
        if current { Ok(()) } else { Err(CommitError::Conflict) }
    }

    pub(super) fn apply(&mut self, change: Change) {
        match change {
            Change::PutRelatie { record, fingerprint, run } => {
                self.put_relatie(record, fingerprint, run);
            }
            Change::Put { record, fingerprint, run } => {
                self.insert(Row { record, fingerprint, run, order: usize::MAX });
            }
            Change::Mark { tabel, ids, run } => {
                let table = self.table(tabel);
                for id in ids {
                    if let Some(row) = table.get_mut(&id) {
                        row.run = run;
                    }
                }
            }
            Change::Gone { tabel, ids } => self.gone(tabel, &ids),
            Change::Remove(tabel, id) => self.remove(tabel, &id),
            Change::Wipe(part) => self.wipe(part),
            Change::State(state) => {
                self.state = IntegrationState { versie: state.versie + 1, ..state }
            }
            Change::Feed(feed) => {
                self.feeds.insert(feed.feed, FeedState { versie: feed.versie + 1, ..feed });
            }
            Change::Job(job) => {
                self.jobs.insert(job.job, JobState { versie: job.versie + 1, ..job });
            }
            Change::Delivery(delivery) => {
                let delivery = Delivery { versie: delivery.versie + 1, ..*delivery };
                self.ledger.insert(delivery.nummer.clone(), delivery);
            }
            Change::Settings(settings) => {
                self.settings.insert(settings.nummer, *settings);
            }
            Change::Order(order) => {
                let key = (order.order.soort, order.order.vendor_id.clone());
                self.orders.insert(key, order);
            }
            Change::Log(entry) => self.log.push(*entry),
            Change::ForgetLog(before) => self.forget_log(before),
            Change::ForgetRecord(tabel, record) => {
                let about = |entry: &LogEntry| entry.record.as_deref() == Some(&*record);
                self.log.retain(|entry| entry.tabel != tabel || !about(entry));
            }
        }
    }

    fn forget_log(&mut self, before: DateTime<Utc>) {
        let open = self.ledger.values().filter(|entry| entry.status.is_open());
        let open: BTreeSet<&str> = open.map(|entry| entry.nummer.as_str()).collect();
        let is_open = |entry: &LogEntry| {
            let record = entry.record.as_deref();
            entry.tabel == LogTabel::Werkbon && record.is_some_and(|record| open.contains(record))
        };
        self.log.retain(|entry| entry.at >= before || is_open(entry));
    }

    fn put_relatie(&mut self, record: RelatieRecord, fingerprint: u64, run: u64) {
        let RelatieRecord { relatie, werkadressen } = record;
        self.remove_werkadressen(&relatie.id, Some(Herkomst::Vendor));
        for (order, werkadres) in werkadressen.into_iter().enumerate() {
            self.insert(Row { record: Record::Werkadres(werkadres), fingerprint: 0, run, order });
        }
        self.insert(Row { record: Record::Relatie(relatie), fingerprint, run, order: 0 });
    }

    fn insert(&mut self, row: Row) {
        let id = row.record.id().to_owned();
        if let Record::Werkadres(werkadres) = &row.record
            && let Some(relatie) = &werkadres.relatie
        {
            self.werkadressen.entry(relatie.clone()).or_default().insert(id.clone());
        }
        self.table(row.record.tabel()).insert(id, row);
    }

    fn remove_werkadressen(&mut self, relatie: &RelatieId, only: Option<Herkomst>) {
        for id in self.werkadressen.remove(relatie).unwrap_or_default() {
            let table = self.table(Tabel::Werkadressen);
            match table.get(&id) {
                Some(row) if row.record.relatie() != Some(relatie) => {}
                Some(row) if only.is_some_and(|only| herkomst(&row.record) != only) => {
                    self.werkadressen.entry(relatie.clone()).or_default().insert(id);
                }
                _ => {
                    table.remove(&id);
                }
            }
        }
    }

    fn remove(&mut self, tabel: Tabel, id: &str) {
        let removed = self.table(tabel).remove(id);
        if let Some(Row { record: Record::Relatie(relatie), .. }) = removed {
            self.remove_werkadressen(&relatie.id, None);
        }
    }

    fn gone(&mut self, tabel: Tabel, ids: &[String]) {
        let table = self.table(tabel);
        for id in ids {
            let Some(row) = table.get_mut(id) else { continue };
            match &mut row.record {
                Record::Relatie(relatie) => (relatie.actief, relatie.geldig) = (false, None),
                Record::Artikel(artikel) => (artikel.actief, artikel.geldig) = (false, None),
                _ => continue,
            }
            (row.fingerprint, row.run) = (0, 0);
        }
    }

    fn wipe(&mut self, part: WipePart) {
        let tables: &[Tabel] = match part {
            WipePart::Relaties => &[Tabel::Relaties, Tabel::Werkadressen],
            WipePart::Artikelen => &[Tabel::Artikelen, Tabel::Artikelgroepen],
            WipePart::Werkbonnen => &[Tabel::Werkbonnen],
        };
        for tabel in tables {
            self.tables.remove(tabel);
        }
        if part == WipePart::Relaties {
            self.werkadressen.clear();
        }
    }

    pub(super) fn select(&self, tabel: Tabel, select: &Select) -> Vec<Record> {
        let Some(table) = self.tables.get(&tabel) else { return Vec::new() };
        let record = |row: &Row| row.record.clone();
        match select {
            Select::Id(id) => table.get(id).map(record).into_iter().collect(),
            Select::Code(code) => {
                table.values().filter(|row| row.record.code() == code).map(record).collect()
            }
            Select::Codes(codes) => {
                let keys: BTreeSet<String> = codes.iter().map(|code| code_key(code)).collect();
                let rows = table.values().filter(|row| keys.contains(&code_key(row.record.code())));
                rows.map(record).collect()
            }
            Select::Relatie(relatie) => {
                let mut rows: Vec<&Row> =
                    table.values().filter(|row| row.record.relatie() == Some(relatie)).collect();
                rows.sort_by_key(|row| row.order);
                rows.into_iter().map(record).collect()
            }
            Select::After(after, limit) => {
                after_id(table, after.as_deref()).take(*limit).map(|(_, row)| record(row)).collect()
            }
        }
    }

    pub(super) fn unmarked(&self, tabel: Tabel, run: u64) -> impl Iterator<Item = (&String, &Row)> {
        self.tables.get(&tabel).into_iter().flatten().filter(move |(_, row)| row.run < run)
    }
}

pub(super) fn after_id<'a>(
    table: &'a BTreeMap<String, Row>,
    after: Option<&'a str>,
) -> impl Iterator<Item = (&'a String, &'a Row)> {
    table.iter().filter(move |(id, _)| after.is_none_or(|after| id.as_str() > after))
}

pub(super) fn herkomst(record: &Record) -> Herkomst {
    match record {
        Record::Relatie(relatie) => relatie.id.herkomst(),
        Record::Werkadres(werkadres) => werkadres.id.herkomst(),
        Record::Artikelgroep(groep) => groep.id.herkomst(),
        Record::Artikel(artikel) => artikel.id.herkomst(),
        Record::Werkbon(_) => Herkomst::Simon,
    }
}

pub(super) fn unmarked(id: &str, record: &Record) -> Unmarked {
    let actief = match record {
        Record::Relatie(relatie) => relatie.actief,
        Record::Artikel(artikel) => artikel.actief,
        _ => true,
    };
    Unmarked { id: id.to_owned(), code: record.code().to_owned(), actief }
}
