//! Ports that count as port calls, so that a process can die at any of them.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use simon_core::domain::{IntegrationId, OrderRef, WerkbonNummer};
use simon_core::host::{
    Batch, CommitError, Delivery, DeliveryStatus, Feed, FeedState, ImportedOrder, IntegrationState,
    JobState, Record, Select, Store, Tabel, TokenRecord, TokenStore, TokenSwap, Unmarked,
};
use simon_core::log::{LogEntry, LogFilter};
use simon_core::settings::SettingsVersion;
use simon_core::{Error, ErrorKind, Result};

use super::{Crash, Side};

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
}

impl CrashingStore {
    /// A store as one process uses it.
    #[must_use]
    pub fn new(inner: Arc<dyn Store>, crash: Crash) -> Self {
        Self { inner, crash, fails: None, commits: AtomicUsize::new(0) }
    }

    /// Answers one commit, counted from 1, with an error while the process lives on. On the side
    /// [`After`](Side::After) it was stored all the same, as by a database whose answer was lost.
    #[must_use]
    pub const fn failing_at(mut self, commit: usize, side: Side) -> Self {
        self.fails = Some((commit, side));
        self
    }

    async fn store(&self, integration: &IntegrationId, batch: Batch) -> Result<(), CommitError> {
        let commit = self.commits.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        let failed = || Error::new(ErrorKind::Host, "the store failed").into();
        if self.fails == Some((commit, Side::Before)) {
            return Err(failed());
        }
        self.inner.commit(integration, batch).await?;
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
                self.crash.port(self.store(integration, batch)).await
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
