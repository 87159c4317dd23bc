//! A store in memory with a defect of choice.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use simon_core::Result;
use simon_core::domain::{IntegrationId, OrderRef, WerkbonNummer};
use simon_core::host::{
    Batch, Change, CommitError, Delivery, DeliveryStatus, Feed, FeedState, ImportedOrder,
    IntegrationState, JobState, Record, Select, Store, Tabel, Unmarked,
};
use simon_core::log::{LogEntry, LogFilter};
use simon_core::memory::MemoryStore;
use simon_core::settings::SettingsVersion;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Defect {
    None,
    IgnoresEpochs,
    StoresHalfABatch,
    StoresSomeOfALateBatch,
    LosesTheSwap,
    LosesTheSwapOfJobs,
    OffersClaimedWork,
    ForgetsTheOrder,
    WipesTheLog,
    KeepsDeletedActive,
    ForgetsTooMuchLog,
    IgnoresClaimsInNext,
    MixesIntegrations,
}

#[derive(Debug)]
pub(crate) struct Broken {
    inner: MemoryStore,
    defect: Defect,
}

impl Broken {
    pub(crate) fn new(defect: Defect) -> Self {
        Self { inner: MemoryStore::new(), defect }
    }

    fn has(&self, defect: Defect) -> bool {
        self.defect == defect
    }

    fn whose(&self, integration: &IntegrationId) -> IntegrationId {
        let mixed = || IntegrationId::new("everyone").unwrap();
        if self.has(Defect::MixesIntegrations) { mixed() } else { integration.clone() }
    }

    /// Gives a change the version that makes it go through, whatever it was built on.
    async fn forced(&self, id: &IntegrationId, change: Change) -> Change {
        match change {
            Change::Delivery(mut delivery) if self.has(Defect::LosesTheSwap) => {
                let stored = self.inner.delivery(id, &delivery.nummer).await.unwrap();
                delivery.versie = stored.map_or(0, |stored| stored.versie);
                Change::Delivery(delivery)
            }
            Change::Job(mut job) if self.has(Defect::LosesTheSwapOfJobs) => {
                let stored = self.inner.jobs(id).await.unwrap();
                let stored = stored.iter().find(|stored| stored.job == job.job);
                job.versie = stored.map_or(0, |stored| stored.versie);
                Change::Job(job)
            }
            Change::Gone { tabel, .. } if self.has(Defect::KeepsDeletedActive) => {
                Change::Gone { tabel, ids: Vec::new() }
            }
            Change::ForgetLog(before) if self.has(Defect::ForgetsTooMuchLog) => {
                Change::ForgetLog(before + chrono::TimeDelta::seconds(1))
            }
            other => other,
        }
    }

    async fn one_by_one(&self, id: &IntegrationId, batch: Batch) -> Result<(), CommitError> {
        for change in batch.changes {
            self.inner.commit(id, Batch { epoch: None, changes: vec![change] }).await?;
        }
        Ok(())
    }
}

#[async_trait]
impl Store for Broken {
    async fn commit(&self, id: &IntegrationId, batch: Batch) -> Result<(), CommitError> {
        let id = &self.whose(id);
        let mut epoch = batch.epoch.filter(|_| !self.has(Defect::IgnoresEpochs));
        let mut changes = Vec::new();
        for change in batch.changes {
            changes.push(self.forced(id, change).await);
        }
        if self.has(Defect::WipesTheLog) && changes.iter().any(|it| matches!(it, Change::Wipe(_))) {
            changes.push(Change::ForgetLog(DateTime::<Utc>::MAX_UTC));
        }
        if self.has(Defect::StoresHalfABatch) {
            if epoch.is_some() {
                self.inner.commit(id, Batch { epoch, changes: Vec::new() }).await?;
            }
            return self.one_by_one(id, Batch { epoch: None, changes }).await;
        }
        if self.has(Defect::StoresSomeOfALateBatch) {
            let log = changes.iter().filter(|change| matches!(change, Change::Log(_)));
            let log = log.cloned().collect();
            changes.retain(|change| !matches!(change, Change::Log(_)));
            self.inner.commit(id, Batch { epoch: None, changes: log }).await?;
            epoch = batch.epoch;
        }
        self.inner.commit(id, Batch { epoch, changes }).await
    }

    async fn due(
        &self,
        id: &IntegrationId,
        now: DateTime<Utc>,
        limit: usize,
    ) -> Result<Vec<WerkbonNummer>> {
        let id = &self.whose(id);
        if self.has(Defect::OffersClaimedWork) {
            let mut all = self.inner.deliveries(id, None, usize::MAX).await?;
            all.retain(|one| one.status == DeliveryStatus::Wacht && one.niet_voor <= now);
            return Ok(all.into_iter().map(|one| one.nummer).take(limit).collect());
        }
        let mut due = self.inner.due(id, now, limit).await?;
        if self.has(Defect::ForgetsTheOrder) {
            due.sort();
        }
        Ok(due)
    }

    async fn next_delivery(&self, id: &IntegrationId) -> Result<Option<DateTime<Utc>>> {
        let id = &self.whose(id);
        if self.has(Defect::IgnoresClaimsInNext) {
            let all = self.inner.deliveries(id, None, usize::MAX).await?;
            let waiting = all.iter().filter(|one| one.status == DeliveryStatus::Wacht);
            return Ok(waiting.map(|one| one.niet_voor).min());
        }
        self.inner.next_delivery(id).await
    }

    async fn state(&self, id: &IntegrationId) -> Result<IntegrationState> {
        self.inner.state(&self.whose(id)).await
    }

    async fn feed(&self, id: &IntegrationId, feed: Feed) -> Result<FeedState> {
        self.inner.feed(&self.whose(id), feed).await
    }

    async fn jobs(&self, id: &IntegrationId) -> Result<Vec<JobState>> {
        self.inner.jobs(&self.whose(id)).await
    }

    async fn settings(&self, id: &IntegrationId, nummer: u32) -> Result<Option<SettingsVersion>> {
        self.inner.settings(&self.whose(id), nummer).await
    }

    async fn records(
        &self,
        id: &IntegrationId,
        tabel: Tabel,
        select: &Select,
    ) -> Result<Vec<Record>> {
        self.inner.records(&self.whose(id), tabel, select).await
    }

    async fn fingerprints(
        &self,
        id: &IntegrationId,
        tabel: Tabel,
        ids: &[String],
    ) -> Result<Vec<Option<u64>>> {
        self.inner.fingerprints(&self.whose(id), tabel, ids).await
    }

    async fn count(&self, id: &IntegrationId, tabel: Tabel) -> Result<u64> {
        self.inner.count(&self.whose(id), tabel).await
    }

    async fn unmarked(
        &self,
        id: &IntegrationId,
        tabel: Tabel,
        run: u64,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<Unmarked>> {
        self.inner.unmarked(&self.whose(id), tabel, run, after, limit).await
    }

    async fn count_unmarked(&self, id: &IntegrationId, tabel: Tabel, run: u64) -> Result<u64> {
        self.inner.count_unmarked(&self.whose(id), tabel, run).await
    }

    async fn delivery(
        &self,
        id: &IntegrationId,
        nummer: &WerkbonNummer,
    ) -> Result<Option<Delivery>> {
        self.inner.delivery(&self.whose(id), nummer).await
    }

    async fn last_delivered(&self, id: &IntegrationId) -> Result<Option<DateTime<Utc>>> {
        self.inner.last_delivered(&self.whose(id)).await
    }

    async fn deliveries(
        &self,
        id: &IntegrationId,
        after: Option<&WerkbonNummer>,
        limit: usize,
    ) -> Result<Vec<Delivery>> {
        self.inner.deliveries(&self.whose(id), after, limit).await
    }

    async fn count_deliveries(&self, id: &IntegrationId, status: DeliveryStatus) -> Result<u64> {
        self.inner.count_deliveries(&self.whose(id), status).await
    }

    async fn order(&self, id: &IntegrationId, order: &OrderRef) -> Result<Option<ImportedOrder>> {
        self.inner.order(&self.whose(id), order).await
    }

    async fn is_delivered(&self, id: &IntegrationId, vendor_id: &str) -> Result<bool> {
        self.inner.is_delivered(&self.whose(id), vendor_id).await
    }

    async fn log(&self, id: &IntegrationId, filter: &LogFilter) -> Result<Vec<LogEntry>> {
        self.inner.log(&self.whose(id), filter).await
    }
}
