//! The store in memory: the reference for what a [`Store`] does.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::books::{Books, unmarked};
use crate::domain::{IntegrationId, OrderRef, WerkbonNummer};
use crate::error::Result;
use crate::host::{
    Batch, CommitError, Delivery, DeliveryStatus, Feed, FeedState, ImportedOrder, IntegrationState,
    JobState, Record, Select, Store, Tabel, Unmarked,
};
use crate::log::{LogEntry, LogFilter};
use crate::settings::SettingsVersion;

/// Keeps everything in memory, for as long as the process lives.
#[derive(Debug, Default)]
pub struct MemoryStore {
    integrations: Mutex<BTreeMap<IntegrationId, Books>>,
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
