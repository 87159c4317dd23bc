//! The store in memory: the reference for what a [`Store`] does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::connector::RelatieRecord;
use crate::domain::{Herkomst, IntegrationId, OrderRef, OrderSoort, RelatieId, WerkbonNummer};
use crate::error::Result;
use crate::host::{
    Batch, Change, CommitError, Delivery, DeliveryStatus, Feed, FeedState, ImportedOrder,
    IntegrationState, Job, JobState, Record, Select, Store, Tabel, Unmarked, WipePart,
};
use crate::log::{LogEntry, LogFilter};
use crate::settings::SettingsVersion;

/// Keeps everything in memory, for as long as the process lives.
#[derive(Debug, Default)]
pub struct MemoryStore {
    integrations: Mutex<BTreeMap<IntegrationId, Books>>,
}

#[derive(Debug, Clone)]
struct Row {
    record: Record,
    fingerprint: u64,
    run: u64,
    /// Place among a customer's work addresses.
    order: usize,
}

#[derive(Debug, Clone, Default)]
struct Books {
    state: IntegrationState,
    feeds: BTreeMap<Feed, FeedState>,
    jobs: BTreeMap<Job, JobState>,
    settings: BTreeMap<u32, SettingsVersion>,
    tables: BTreeMap<Tabel, BTreeMap<String, Row>>,
    /// The ids of each customer's work addresses.
    werkadressen: BTreeMap<RelatieId, BTreeSet<String>>,
    ledger: BTreeMap<WerkbonNummer, Delivery>,
    orders: BTreeMap<(OrderSoort, String), ImportedOrder>,
    log: Vec<LogEntry>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<IntegrationId, Books>> {
        self.integrations.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn read<T>(&self, integration: &IntegrationId, read: impl FnOnce(&Books) -> T) -> T {
        match self.lock().get(integration) {
            Some(books) => read(books),
            None => read(&Books::default()),
        }
    }
}

impl Books {
    fn table(&mut self, tabel: Tabel) -> &mut BTreeMap<String, Row> {
        self.tables.entry(tabel).or_default()
    }

    /// Refuses the whole batch before anything of it is applied.
    fn check(&self, batch: &Batch) -> Result<(), CommitError> {
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

    fn apply(&mut self, change: Change) {
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
            Change::ForgetLog(before) => self.log.retain(|entry| entry.at >= before),
            Change::ForgetRecord(tabel, record) => {
                let about = |entry: &LogEntry| entry.record.as_deref() == Some(&*record);
                self.log.retain(|entry| entry.tabel != tabel || !about(entry));
            }
        }
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
                Record::Relatie(relatie) => relatie.actief = false,
                Record::Artikel(artikel) => artikel.actief = false,
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

    fn select(&self, tabel: Tabel, select: &Select) -> Vec<Record> {
        let Some(table) = self.tables.get(&tabel) else { return Vec::new() };
        let record = |row: &Row| row.record.clone();
        match select {
            Select::Id(id) => table.get(id).map(record).into_iter().collect(),
            Select::Code(code) => {
                table.values().filter(|row| row.record.code() == code).map(record).collect()
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

    fn unmarked(&self, tabel: Tabel, run: u64) -> impl Iterator<Item = (&String, &Row)> {
        self.tables.get(&tabel).into_iter().flatten().filter(move |(_, row)| row.run < run)
    }
}

fn after_id<'a>(
    table: &'a BTreeMap<String, Row>,
    after: Option<&'a str>,
) -> impl Iterator<Item = (&'a String, &'a Row)> {
    table.iter().filter(move |(id, _)| after.is_none_or(|after| id.as_str() > after))
}

fn herkomst(record: &Record) -> Herkomst {
    match record {
        Record::Relatie(relatie) => relatie.id.herkomst(),
        Record::Werkadres(werkadres) => werkadres.id.herkomst(),
        Record::Artikelgroep(groep) => groep.id.herkomst(),
        Record::Artikel(artikel) => artikel.id.herkomst(),
        Record::Werkbon(_) => Herkomst::Simon,
    }
}

fn unmarked(id: &str, record: &Record) -> Unmarked {
    let actief = match record {
        Record::Relatie(relatie) => relatie.actief,
        Record::Artikel(artikel) => artikel.actief,
        _ => true,
    };
    Unmarked { id: id.to_owned(), code: record.code().to_owned(), actief }
}

#[async_trait]
impl Store for MemoryStore {
    async fn commit(&self, integration: &IntegrationId, batch: Batch) -> Result<(), CommitError> {
        let mut all = self.lock();
        let books = all.entry(integration.clone()).or_default();
        books.check(&batch)?;
        for change in batch.changes {
            books.apply(change);
        }
        Ok(())
    }

    async fn state(&self, integration: &IntegrationId) -> Result<IntegrationState> {
        Ok(self.read(integration, |books| books.state.clone()))
    }

    async fn feed(&self, integration: &IntegrationId, feed: Feed) -> Result<FeedState> {
        Ok(self.read(integration, |books| {
            books.feeds.get(&feed).cloned().unwrap_or_else(|| FeedState::new(feed))
        }))
    }

    async fn jobs(&self, integration: &IntegrationId) -> Result<Vec<JobState>> {
        Ok(self.read(integration, |books| books.jobs.values().cloned().collect()))
    }

    async fn settings(
        &self,
        integration: &IntegrationId,
        nummer: u32,
    ) -> Result<Option<SettingsVersion>> {
        Ok(self.read(integration, |books| books.settings.get(&nummer).cloned()))
    }

    async fn records(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        select: &Select,
    ) -> Result<Vec<Record>> {
        Ok(self.read(integration, |books| books.select(tabel, select)))
    }

    async fn fingerprints(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        ids: &[String],
    ) -> Result<Vec<Option<u64>>> {
        Ok(self.read(integration, |books| {
            let table = books.tables.get(&tabel);
            let of = |id: &String| table?.get(id).map(|row| row.fingerprint);
            ids.iter().map(of).collect()
        }))
    }

    async fn count(&self, integration: &IntegrationId, tabel: Tabel) -> Result<u64> {
        Ok(self.read(integration, |books| {
            books.tables.get(&tabel).map_or(0, |table| to_u64(table.len()))
        }))
    }

    async fn unmarked(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        run: u64,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unmarked>> {
        Ok(self.read(integration, |books| {
            let later = books
                .unmarked(tabel, run)
                .filter(|(id, _)| after.is_none_or(|after| id.as_str() > after));
            later.take(limit).map(|(id, row)| unmarked(id, &row.record)).collect()
        }))
    }

    async fn count_unmarked(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        run: u64,
    ) -> Result<u64> {
        Ok(self.read(integration, |books| to_u64(books.unmarked(tabel, run).count())))
    }

    async fn delivery(
        &self,
        integration: &IntegrationId,
        nummer: &WerkbonNummer,
    ) -> Result<Option<Delivery>> {
        Ok(self.read(integration, |books| books.ledger.get(nummer).cloned()))
    }

    async fn due(
        &self,
        integration: &IntegrationId,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<WerkbonNummer>> {
        Ok(self.read(integration, |books| {
            let mut due: Vec<&Delivery> =
                books.ledger.values().filter(|delivery| delivery.is_free(now, now)).collect();
            due.sort_by_key(|delivery| (delivery.gearchiveerd_op, &delivery.nummer));
            due.into_iter().take(limit).map(|delivery| delivery.nummer.clone()).collect()
        }))
    }

    async fn next_delivery(&self, integration: &IntegrationId) -> Result<Option<DateTime<Utc>>> {
        Ok(self
            .read(integration, |books| books.ledger.values().filter_map(Delivery::free_from).min()))
    }

    async fn last_delivered(&self, integration: &IntegrationId) -> Result<Option<DateTime<Utc>>> {
        Ok(self.read(integration, |books| {
            books.ledger.values().filter_map(|entry| entry.geleverd_op).max()
        }))
    }

    async fn deliveries(
        &self,
        integration: &IntegrationId,
        after: Option<&WerkbonNummer>,
        limit: usize,
    ) -> Result<Vec<Delivery>> {
        Ok(self.read(integration, |books| {
            let later = books.ledger.values();
            let later = later.filter(|entry| after.is_none_or(|after| entry.nummer > *after));
            later.take(limit).cloned().collect()
        }))
    }

    async fn count_deliveries(
        &self,
        integration: &IntegrationId,
        status: DeliveryStatus,
    ) -> Result<u64> {
        Ok(self.read(integration, |books| {
            to_u64(books.ledger.values().filter(|entry| entry.status == status).count())
        }))
    }

    async fn order(
        &self,
        integration: &IntegrationId,
        order: &OrderRef,
    ) -> Result<Option<ImportedOrder>> {
        let key = (order.soort, order.vendor_id.clone());
        Ok(self.read(integration, |books| books.orders.get(&key).cloned()))
    }

    async fn is_delivered(&self, integration: &IntegrationId, vendor_id: &str) -> Result<bool> {
        Ok(self.read(integration, |books| {
            let mut documents = books.ledger.values().filter_map(|entry| entry.document.as_ref());
            documents.any(|document| document.vendor_id == vendor_id)
        }))
    }

    async fn log(&self, integration: &IntegrationId, filter: &LogFilter) -> Result<Vec<LogEntry>> {
        Ok(self.read(integration, |books| {
            let newest_first = books.log.iter().rev().filter(|entry| filter.accepts(entry));
            newest_first.take(filter.limit.unwrap_or(usize::MAX)).cloned().collect()
        }))
    }
}

fn to_u64(count: usize) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX)
}
