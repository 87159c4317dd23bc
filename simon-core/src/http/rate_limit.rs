//! Keeps calls within the vendor's limits, before it has to say so.

use std::sync::Arc;
use std::time::Duration;

use async_lock::{Semaphore, SemaphoreGuard};
use chrono::{DateTime, Utc};

use crate::error::{ErrorKind, Retry};
use crate::host::{Grant, after, between};

use super::client::{Failure, Shared};
use super::retry::UNSTATED_THROTTLE;
use super::timeout::TimeoutLayer;
use super::{ApiRequest, ApiResponse, trace};

/// Shortest sleep before asking again, so that a budget with a coarse clock cannot make us spin.
const SHORTEST_WAIT: Duration = Duration::from_millis(10);

pub(super) struct RateLimitLayer {
    shared: Arc<Shared>,
    permits: Semaphore,
    next: TimeoutLayer,
}

impl RateLimitLayer {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        let permits = Semaphore::new(shared.profile.concurrency.max(1));
        Self { permits, next: TimeoutLayer::new(Arc::clone(&shared)), shared }
    }

    pub(super) async fn send(&self, request: &ApiRequest) -> Result<ApiResponse, Failure> {
        let _permit = self.admit(request).await?;
        let outcome = self.next.send(request).await;
        let stated = match &outcome {
            Ok(answer) => self.shared.nothing_left_until(&answer.headers),
            Err(failure) => failure.nothing_left_until,
        };
        if let Some(until) = stated {
            // What was done is done: a budget that fails now must not hide it.
            let _ = self.block_until(until).await;
        }
        if let Err(failure) = &outcome
            && failure.error.kind() == ErrorKind::RateLimited
        {
            self.block(failure.error.retry()).await?;
        }
        outcome
    }

    /// Waits for a place and for the budget. No place is held while waiting for the budget: what
    /// may use the reserve must get past what waits (G4).
    async fn admit(&self, request: &ApiRequest) -> Result<SemaphoreGuard<'_>, Failure> {
        let started = self.shared.now();
        let mut waited = false;
        let patience = after(started, self.shared.profile.retry.longest_pause);
        loop {
            let permit = self.permits.acquire().await;
            let until = match self.ask(request).await? {
                Grant::Go => {
                    if waited {
                        trace::met_limit(&self.shared, between(started, self.shared.now()), true);
                    }
                    return Ok(permit);
                }
                Grant::WaitUntil(until) => until,
            };
            drop(permit);
            waited = true;
            let wait = between(self.shared.now(), until);
            if until > patience {
                trace::met_limit(&self.shared, between(started, self.shared.now()), false);
                return Err(self.limit_reached(request, wait));
            }
            self.shared.runtime.clock.sleep(wait.max(SHORTEST_WAIT)).await;
        }
    }

    async fn ask(&self, request: &ApiRequest) -> Result<Grant, Failure> {
        let Shared { profile, runtime, .. } = &*self.shared;
        let (now, windows) = (self.shared.now(), profile.windows);
        let asked = runtime.budget.ask(
            &runtime.integration,
            &profile.budget,
            windows,
            request.priority,
            now,
        );
        Ok(asked.await?)
    }

    fn limit_reached(&self, request: &ApiRequest, wait: Duration) -> Failure {
        let detail = "the vendor's call limit is reached";
        let error = self.shared.error(request, ErrorKind::RateLimited, detail);
        Failure::before_sending(error.with_retry(Retry::After(wait))).without_repeat()
    }

    async fn block(&self, advice: Retry) -> Result<(), Failure> {
        let wait = match advice {
            Retry::After(wait) => wait,
            _ => UNSTATED_THROTTLE,
        };
        self.block_until(after(self.shared.now(), wait)).await
    }

    async fn block_until(&self, until: DateTime<Utc>) -> Result<(), Failure> {
        let Shared { profile, runtime, .. } = &*self.shared;
        runtime.budget.block(&runtime.integration, &profile.budget, until).await?;
        Ok(())
    }
}
