//! A budget that never makes anybody wait.

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use simon_core::Result;
use simon_core::connector::Gauge;
use simon_core::domain::IntegrationId;
use simon_core::host::{BudgetKey, CallBudget, Grant, Priority, Window};

/// Grants every call, whatever the vendor's limits are: for benchmarks against a simulator without
/// limits, where waiting for one would measure nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoLimit;

#[async_trait]
impl CallBudget for NoLimit {
    async fn ask(
        &self,
        _: &IntegrationId,
        _: &BudgetKey,
        _: &[Window],
        _: Priority,
        _: DateTime<Utc>,
    ) -> Result<Grant> {
        Ok(Grant::Go)
    }

    async fn block(&self, _: &IntegrationId, _: &BudgetKey, _: DateTime<Utc>) -> Result<()> {
        Ok(())
    }

    async fn gauge(
        &self,
        _: &IntegrationId,
        _: &BudgetKey,
        _: &[Window],
        _: DateTime<Utc>,
    ) -> Result<Gauge> {
        Ok(Gauge::default())
    }
}
