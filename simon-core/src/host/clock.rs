//! Time.

use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

/// Wall time and waiting. The HTTP feature `reqwest` has one on the system's clock; tests use
/// simulated time.
#[async_trait]
pub trait Clock: std::fmt::Debug + Send + Sync {
    /// Now.
    fn now(&self) -> DateTime<Utc>;

    /// Returns after this long. The future may be dropped.
    async fn sleep(&self, duration: Duration);
}
