//! A store that counts as port calls, so that a process can die at any of them.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use simon_core::Result;
use simon_core::domain::{IntegrationId, OrderRef, WerkbonNummer};
use simon_core::host::{
    Batch, CommitError, Delivery, DeliveryStatus, Feed, FeedState, ImportedOrder, IntegrationState,
    Record, Select, Store, Tabel, Unmarked,
};
use simon_core::log::{LogEntry, LogFilter};
use simon_core::settings::SettingsVersion;
use simon_testkit::simulated::Crash;

/// Passes everything on; commits may be the last thing that the process does.
#[derive(Debug)]
pub(crate) struct CrashingStore {
    pub(crate) inner: Arc<dyn Store>,
    pub(crate) crash: Crash,
}

/// Reads have no effect, so dying at one of them equals dying before or after its neighbours.
macro_rules! reads {
    ($($name:ident($($arg:ident: $type:ty),*) -> $answer:ty;)*) => {
        #[async_trait]
        impl Store for CrashingStore {
            async fn commit(
                &self,
                integration: &IntegrationId,
                batch: Batch,
            ) -> Result<(), CommitError> {
                self.crash.port(self.inner.commit(integration, batch)).await
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
    settings(nummer: u32) -> Option<SettingsVersion>;
    records(tabel: Tabel, select: &Select) -> Vec<Record>;
    fingerprints(tabel: Tabel, ids: &[String]) -> Vec<Option<u64>>;
    count(tabel: Tabel) -> u64;
    unmarked(tabel: Tabel, run: u64, after: Option<&str>, limit: usize) -> Vec<Unmarked>;
    count_unmarked(tabel: Tabel, run: u64) -> u64;
    delivery(nummer: &WerkbonNummer) -> Option<Delivery>;
    due(now: DateTime<Utc>, limit: usize) -> Vec<WerkbonNummer>;
    deliveries(after: Option<&WerkbonNummer>, limit: usize) -> Vec<Delivery>;
    count_deliveries(status: DeliveryStatus) -> u64;
    order(order: &OrderRef) -> Option<ImportedOrder>;
    is_delivered(vendor_id: &str) -> bool;
    log(filter: &LogFilter) -> Vec<LogEntry>;
}
