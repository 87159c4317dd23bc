//! Keeps calls within the vendor's limits, before it has to say so.

use std::sync::Arc;
use std::time::Duration;

use async_lock::SemaphoreGuardArc;
use chrono::{DateTime, Utc};

use crate::error::{ErrorKind, Result as CoreResult, Retry};
use crate::host::{Grant, Window, after, between};

use super::client::{Failure, Shared};
use super::endpoint::Endpoint;
use super::quota::{Quota, counting};
use super::retry::UNSTATED_THROTTLE;
use super::timeout::TimeoutLayer;
use super::{ApiRequest, ApiResponse, trace};

/// Shortest sleep before asking again, so that a budget with a coarse clock cannot make us spin.
const SHORTEST_WAIT: Duration = Duration::from_millis(10);

pub(super) struct RateLimitLayer {
    shared: Arc<Shared>,
    next: TimeoutLayer,
}

impl RateLimitLayer {
    pub(super) fn new(shared: Arc<Shared>) -> Self {
        Self { next: TimeoutLayer::new(Arc::clone(&shared)), shared }
    }

    pub(super) async fn send(&self, request: &ApiRequest) -> Result<ApiResponse, Failure> {
        let quota = self.shared.quotas.of(&self.shared.profile, request.part.as_deref());
        let endpoint = Endpoint::of(&self.shared, &quota, request);
        let place = self.admit(request, &quota, endpoint.as_ref()).await?;
        let outcome = self.next.send(request).await;
        self.note_stated(&quota, &outcome).await;
        match outcome {
            Ok(answer) => {
                if let Some(rest) = &request.rest {
                    rest.hold(place);
                }
                Ok(answer)
            }
            Err(failure) => Err(self.noted(&quota, endpoint.as_ref(), failure).await?),
        }
    }

    /// Waits for a place and for the budget. No place is held while waiting for the budget: what
    /// may use the reserve must get past what waits (G4).
    async fn admit(
        &self,
        request: &ApiRequest,
        quota: &Quota,
        endpoint: Option<&Endpoint<'_>>,
    ) -> Result<SemaphoreGuardArc, Failure> {
        let started = self.shared.now();
        let mut waited = false;
        let patience = after(started, self.shared.profile.retry.longest_pause);
        loop {
            let permit = quota.permits.acquire_arc().await;
            if let Some(endpoint) = endpoint
                && let Some(until) = endpoint.closed_until().await?
            {
                return Err(endpoint.refusal(request, until));
            }
            let until = match self.ask(request, quota, patience).await? {
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

    async fn ask(
        &self,
        request: &ApiRequest,
        quota: &Quota,
        patience: DateTime<Utc>,
    ) -> CoreResult<Grant> {
        if let Some(until) = quota.held_until(request, self.shared.now()) {
            return Ok(Grant::WaitUntil(until));
        }
        let windows = quota.windows();
        match self.ask_within(request, quota, &windows).await? {
            Grant::WaitUntil(until) if until > patience && quota.take_trial() => {
                let windows: Vec<_> = windows.iter().map(counting).collect();
                let grant = self.ask_within(request, quota, &windows).await?;
                if grant != Grant::Go {
                    quota.give_trial_back();
                }
                Ok(grant)
            }
            grant => Ok(grant),
        }
    }

    async fn ask_within(
        &self,
        request: &ApiRequest,
        quota: &Quota,
        windows: &[Window],
    ) -> CoreResult<Grant> {
        let (runtime, now) = (&self.shared.runtime, self.shared.now());
        let (integration, priority) = (&runtime.integration, request.priority);
        runtime.budget.ask(integration, &quota.key, windows, priority, now).await
    }

    fn limit_reached(&self, request: &ApiRequest, wait: Duration) -> Failure {
        let detail = "the vendor's call limit is reached";
        let error = self.shared.error(request, ErrorKind::RateLimited, detail);
        Failure::before_sending(error.with_retry(Retry::After(wait))).without_repeat()
    }

    async fn note_stated(&self, quota: &Quota, outcome: &Result<ApiResponse, Failure>) {
        let read;
        let stated = match outcome {
            Ok(answer) => {
                read = self.shared.stated(&answer.headers);
                &read
            }
            Err(failure) => &failure.stated,
        };
        if let Some(until) = quota.learn(stated, self.shared.now()) {
            // What was done is done: a budget that fails now must not hide it.
            let _ = self.block_until(quota, until).await;
        }
    }

    /// A failure with what follows from it for the calls to come.
    async fn noted(
        &self,
        quota: &Quota,
        endpoint: Option<&Endpoint<'_>>,
        mut failure: Failure,
    ) -> Result<Failure, Failure> {
        if let Some(endpoint) = endpoint {
            // As above: the vendor's answer is worth more than the count of it.
            let _ = endpoint.count(&failure).await;
            if failure.endpoint_blocked {
                let pause = endpoint.block(stated_pause(&failure)).await?;
                failure.error = failure.error.with_retry(Retry::After(pause));
                return Ok(failure);
            }
        }
        if failure.error.kind() == ErrorKind::RateLimited {
            let wait = stated_pause(&failure).unwrap_or(UNSTATED_THROTTLE);
            self.block_until(quota, after(self.shared.now(), wait)).await?;
        }
        Ok(failure)
    }

    async fn block_until(&self, quota: &Quota, until: DateTime<Utc>) -> CoreResult<()> {
        let runtime = &self.shared.runtime;
        runtime.budget.block(&runtime.integration, &quota.key, until).await
    }
}

fn stated_pause(failure: &Failure) -> Option<Duration> {
    match failure.error.retry() {
        Retry::After(wait) => Some(wait),
        _ => None,
    }
}
