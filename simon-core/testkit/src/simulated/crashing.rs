//! Ports that count as port calls, so that a process can die at any of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use simon_core::domain::{IntegrationId, OrderRef, WerkbonNummer};
use simon_core::host::{
    Batch, Change, CommitError, Delivery, DeliveryStatus, Feed, FeedState, ImportedOrder,
    IntegrationState, JobState, Record, Select, Store, Tabel, TokenRecord, TokenStore, TokenSwap,
    Unmarked,
};
use simon_core::log::{LogEntry, LogFilter};
use simon_core::settings::SettingsVersion;
use simon_core::{Error, ErrorKind, Result};

use super::{Crash, Side};

/// Is told of each batch that a [`CrashingStore`] stored.
pub trait Watch: std::fmt::Debug + Send + Sync {
    /// This batch is in the store now.
    fn committed(&self, integration: &IntegrationId, batch: &Batch);
}

/// A store whose commits may be the last thing that the process does. What was committed stays.
///
/// Reads have no effect, so dying at one of them equals dying before or after its neighbours; they
/// do not count.
#[derive(Debug)]
pub struct CrashingStore {
    inner: Arc<dyn Store>,
    crash: Crash,
    fails: Option<(usize, Side)>,
    commits: AtomicUsize,
    watch: Option<Arc<dyn Watch>>,
    cursors_first: bool,
}

impl CrashingStore {
    /// A store as one process uses it.
    #[must_use]
    pub fn new(inner: Arc<dyn Store>, crash: Crash) -> Self {
        let commits = AtomicUsize::new(0);
        Self { inner, crash, fails: None, commits, watch: None, cursors_first: false }
    }

    /// Lets somebody see each batch that was stored.
    #[must_use]
    pub fn watched_by(mut self, watch: Arc<dyn Watch>) -> Self {
        self.watch = Some(watch);
        self
    }

    /// Breaks the one promise of a commit: the places in listings are stored first, what was read up
    /// to there afterwards. A test that does not notice this proves nothing.
    #[must_use]
    pub const fn storing_cursors_first(mut self) -> Self {
        self.cursors_first = true;
        self
    }

    /// Answers one commit, counted from 1, with an error while the process lives on. On the side
    /// [`After`](Side::After) it was stored all the same, as by a database whose answer was lost.
    #[must_use]
    pub const fn failing_at(mut self, commit: usize, side: Side) -> Self {
        self.fails = Some((commit, side));
        self
    }

    fn parts(&self, batch: Batch) -> Vec<Batch> {
        if !self.cursors_first {
            return vec![batch];
        }
        let epoch = batch.epoch;
        let is_cursor = |change: &Change| matches!(change, Change::Feed(_));
        let (cursors, rest): (Vec<Change>, Vec<Change>) =
            batch.changes.into_iter().partition(is_cursor);
        [cursors, rest]
            .into_iter()
            .filter(|changes| !changes.is_empty())
            .map(|changes| Batch { epoch, changes })
            .collect()
    }

    async fn store(&self, integration: &IntegrationId, batch: Batch) -> Result<(), CommitError> {
        let commit = self.commits.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        let failed = || Error::new(ErrorKind::Host, "the store failed").into();
        if self.fails == Some((commit, Side::Before)) {
            return Err(failed());
        }
        let seen = self.watch.as_ref().map(|watch| (watch, batch.clone()));
        self.inner.commit(integration, batch).await?;
        if let Some((watch, batch)) = seen {
            watch.committed(integration, &batch);
        }
        if self.fails == Some((commit, Side::After)) { Err(failed()) } else { Ok(()) }
    }
}

macro_rules! reads {
    ($($name:ident($($arg:ident: $type:ty),*) -> $answer:ty;)*) => {
        #[async_trait]
        impl Store for CrashingStore {
            async fn commit(
                &self,
                integration: &IntegrationId,
                batch: Batch,
            ) -> Result<(), CommitError> {
                for part in self.parts(batch) {
                    self.crash.port(self.store(integration, part)).await?;
                }
                Ok(())
            }
            $(async fn $name(
                &self,
                integration: &IntegrationId,
                $($arg: $type),*
            ) -> Result<$answer> {
                self.inner.$name(integration, $($arg),*).await
            })*
        }
    };
}

reads! {
    state() -> IntegrationState;
    feed(feed: Feed) -> FeedState;
    jobs() -> Vec<JobState>;
    settings(nummer: u32) -> Option<SettingsVersion>;
    records(tabel: Tabel, select: &Select) -> Vec<Record>;
    fingerprints(tabel: Tabel, ids: &[String]) -> Vec<Option<u64>>;
    count(tabel: Tabel) -> u64;
    unmarked(tabel: Tabel, run: u64, after: Option<&str>, limit: usize) -> Vec<Unmarked>;
    count_unmarked(tabel: Tabel, run: u64) -> u64;
    delivery(nummer: &WerkbonNummer) -> Option<Delivery>;
    due(now: DateTime<Utc>, limit: usize) -> Vec<WerkbonNummer>;
    next_delivery() -> Option<DateTime<Utc>>;
    last_delivered() -> Option<DateTime<Utc>>;
    deliveries(after: Option<&WerkbonNummer>, limit: usize) -> Vec<Delivery>;
    count_deliveries(status: DeliveryStatus) -> u64;
    order(order: &OrderRef) -> Option<ImportedOrder>;
    is_delivered(vendor_id: &str) -> bool;
    log(filter: &LogFilter) -> Vec<LogEntry>;
}

/// A token store whose swaps may be the last thing that the process does. Reads do not count.
#[derive(Debug)]
pub struct CrashingTokens {
    inner: Arc<dyn TokenStore>,
    crash: Crash,
}

impl CrashingTokens {
    /// A token store as one process uses it.
    #[must_use]
    pub fn new(inner: Arc<dyn TokenStore>, crash: Crash) -> Self {
        Self { inner, crash }
    }
}

#[async_trait]
impl TokenStore for CrashingTokens {
    async fn load(&self, integration: &IntegrationId, slot: &'static str) -> Result<TokenRecord> {
        self.inner.load(integration, slot).await
    }

    async fn swap(
        &self,
        integration: &IntegrationId,
        slot: &'static str,
        record: TokenRecord,
    ) -> Result<TokenSwap> {
        self.crash.port(self.inner.swap(integration, slot, record)).await
    }
}
