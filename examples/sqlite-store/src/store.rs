//! The store port: every method runs one function on the connection, off the async threads.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use rusqlite::Transaction;
use simon_core::domain::{IntegrationId, OrderRef, WerkbonNummer};
use simon_core::host::{
    Batch, Change, CommitError, Delivery, DeliveryStatus, Feed, FeedState, ImportedOrder,
    IntegrationState, JobState, Record, Select, Store, Tabel, Unmarked,
};
use simon_core::log::{LogEntry, LogFilter};
use simon_core::settings::SettingsVersion;
use simon_core::{Error, ErrorKind, Result};

use super::{SqliteStore, ledger, log, records, state};

fn apply(
    transaction: &Transaction<'_>,
    integration: &IntegrationId,
    change: Change,
) -> Result<(), CommitError> {
    match change {
        Change::PutRelatie { record, fingerprint, run } => {
            records::put_relatie(transaction, integration, &record, fingerprint, run)?;
        }
        Change::Put { record, fingerprint, run } => {
            records::put(transaction, integration, &record, fingerprint, run)?;
        }
        Change::Mark { tabel, ids, run } => {
            records::mark(transaction, integration, tabel, &ids, run)?;
        }
        Change::Gone { tabel, ids } => records::gone(transaction, integration, tabel, &ids)?,
        Change::Remove(tabel, id) => records::remove(transaction, integration, tabel, &id)?,
        Change::Wipe(part) => records::wipe(transaction, integration, part)?,
        Change::State(state) => state::put_state(transaction, integration, state)?,
        Change::Feed(feed) => state::put_feed(transaction, integration, feed)?,
        Change::Job(job) => state::put_job(transaction, integration, job)?,
        Change::Delivery(delivery) => ledger::put_delivery(transaction, integration, *delivery)?,
        Change::Settings(version) => state::add_settings(transaction, integration, &version)?,
        Change::Order(order) => ledger::put_order(transaction, integration, &order)?,
        Change::Log(entry) => log::add(transaction, integration, &entry)?,
        Change::ForgetLog(before) => log::forget_before(transaction, integration, before)?,
        Change::ForgetRecord(tabel, record) => {
            log::forget_record(transaction, integration, tabel, &record)?;
        }
        _ => {
            return Err(
                Error::new(ErrorKind::Host, "a change that this store does not know").into()
            );
        }
    }
    Ok(())
}

#[async_trait]
impl Store for SqliteStore {
    async fn commit(&self, integration: &IntegrationId, batch: Batch) -> Result<(), CommitError> {
        let integration = integration.clone();
        self.write(move |transaction| {
            if let Some(epoch) = batch.epoch {
                state::check_epoch(transaction, &integration, epoch)?;
            }
            batch
                .changes
                .into_iter()
                .try_for_each(|change| apply(transaction, &integration, change))
        })
        .await
    }

    async fn state(&self, integration: &IntegrationId) -> Result<IntegrationState> {
        let integration = integration.clone();
        self.read(move |connection| state::state(connection, &integration)).await
    }

    async fn feed(&self, integration: &IntegrationId, feed: Feed) -> Result<FeedState> {
        let integration = integration.clone();
        self.read(move |connection| state::feed(connection, &integration, feed)).await
    }

    async fn jobs(&self, integration: &IntegrationId) -> Result<Vec<JobState>> {
        let integration = integration.clone();
        self.read(move |connection| state::jobs(connection, &integration)).await
    }

    async fn settings(
        &self,
        integration: &IntegrationId,
        nummer: u32,
    ) -> Result<Option<SettingsVersion>> {
        let integration = integration.clone();
        self.read(move |connection| state::settings(connection, &integration, nummer)).await
    }

    async fn records(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        select: &Select,
    ) -> Result<Vec<Record>> {
        let (integration, select) = (integration.clone(), select.clone());
        self.read(move |connection| records::select(connection, &integration, tabel, &select)).await
    }

    async fn fingerprints(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        ids: &[String],
    ) -> Result<Vec<Option<u64>>> {
        let (integration, ids) = (integration.clone(), ids.to_vec());
        self.read(move |connection| records::fingerprints(connection, &integration, tabel, &ids))
            .await
    }

    async fn count(&self, integration: &IntegrationId, tabel: Tabel) -> Result<u64> {
        let integration = integration.clone();
        self.read(move |connection| records::count(connection, &integration, tabel)).await
    }

    async fn unmarked(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        run: u64,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unmarked>> {
        let integration = integration.clone();
        let after = after.unwrap_or_default().to_owned();
        self.read(move |connection| {
            records::unmarked(connection, &integration, tabel, run, &after, limit)
        })
        .await
    }

    async fn count_unmarked(
        &self,
        integration: &IntegrationId,
        tabel: Tabel,
        run: u64,
    ) -> Result<u64> {
        let integration = integration.clone();
        self.read(move |connection| records::count_unmarked(connection, &integration, tabel, run))
            .await
    }

    async fn delivery(
        &self,
        integration: &IntegrationId,
        nummer: &WerkbonNummer,
    ) -> Result<Option<Delivery>> {
        let (integration, nummer) = (integration.clone(), nummer.clone());
        self.read(move |connection| ledger::delivery(connection, &integration, &nummer)).await
    }

    async fn due(
        &self,
        integration: &IntegrationId,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<WerkbonNummer>> {
        let integration = integration.clone();
        self.read(move |connection| ledger::due(connection, &integration, now, limit)).await
    }

    async fn next_delivery(&self, integration: &IntegrationId) -> Result<Option<DateTime<Utc>>> {
        let integration = integration.clone();
        self.read(move |connection| ledger::next_delivery(connection, &integration)).await
    }

    async fn last_delivered(&self, integration: &IntegrationId) -> Result<Option<DateTime<Utc>>> {
        let integration = integration.clone();
        self.read(move |connection| ledger::last_delivered(connection, &integration)).await
    }

    async fn deliveries(
        &self,
        integration: &IntegrationId,
        after: Option<&WerkbonNummer>,
        limit: usize,
    ) -> Result<Vec<Delivery>> {
        let integration = integration.clone();
        let after = after.map_or_else(String::new, |nummer| nummer.as_str().to_owned());
        self.read(move |connection| ledger::deliveries(connection, &integration, &after, limit))
            .await
    }

    async fn count_deliveries(
        &self,
        integration: &IntegrationId,
        status: DeliveryStatus,
    ) -> Result<u64> {
        let integration = integration.clone();
        self.read(move |connection| ledger::count_deliveries(connection, &integration, status))
            .await
    }

    async fn order(
        &self,
        integration: &IntegrationId,
        order: &OrderRef,
    ) -> Result<Option<ImportedOrder>> {
        let (integration, order) = (integration.clone(), order.clone());
        self.read(move |connection| ledger::order(connection, &integration, &order)).await
    }

    async fn is_delivered(&self, integration: &IntegrationId, vendor_id: &str) -> Result<bool> {
        let (integration, vendor_id) = (integration.clone(), vendor_id.to_owned());
        self.read(move |connection| ledger::is_delivered(connection, &integration, &vendor_id))
            .await
    }

    async fn log(&self, integration: &IntegrationId, filter: &LogFilter) -> Result<Vec<LogEntry>> {
        let (integration, filter) = (integration.clone(), filter.clone());
        self.read(move |connection| log::read(connection, &integration, &filter)).await
    }
}
