//! Repeats what may be repeated. The advice of the error decides, the profile's policy bounds.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tracing::Instrument;

use crate::error::{ErrorKind, Result, Retry};
use crate::host::between;

use super::auth::AuthLayer;
use super::client::{Failure, Shared};
use super::{ApiRequest, ApiResponse, TokenGrant, trace};

/// First pause after "too many calls" without a time: a limit never heals within a second.
pub(super) const UNSTATED_THROTTLE: Duration = Duration::from_secs(10);

pub(super) struct RetryLayer {
    shared: Arc<Shared>,
    next: AuthLayer,
}

impl RetryLayer {
    pub(super) fn new(shared: Arc<Shared>, grant: Option<Arc<dyn TokenGrant>>) -> Self {
        Self { next: AuthLayer::new(Arc::clone(&shared), grant), shared }
    }

    pub(super) fn shared(&self) -> &Shared {
        &self.shared
    }

    pub(super) const fn auth(&self) -> &AuthLayer {
        &self.next
    }

    pub(super) async fn send(&self, request: &ApiRequest) -> Result<ApiResponse> {
        let span = trace::request_span(&self.shared, request);
        self.repeat(request).instrument(span).await
    }

    async fn repeat(&self, request: &ApiRequest) -> Result<ApiResponse> {
        let started = self.shared.now();
        let mut attempt = 1;
        loop {
            let span = tracing::debug_span!("attempt", attempt);
            let failure = match self.next.send(request).instrument(span).await {
                Ok(answer) => return Ok(answer),
                Err(failure) => failure,
            };
            let Some(pause) = self.pause(&failure, attempt, started) else {
                if failure.error.retry() != Retry::Never {
                    trace::gave_up(&self.shared, request, Some(attempt), &failure.error);
                }
                trace::ended_in(&self.shared, &failure.error);
                return Err(failure.error);
            };
            trace::repeated(&self.shared, request);
            self.shared.runtime.clock.sleep(pause).await;
            attempt += 1;
        }
    }

    /// How long to wait before the next attempt; none when there is none.
    fn pause(&self, failure: &Failure, attempt: u32, started: DateTime<Utc>) -> Option<Duration> {
        let policy = &self.shared.profile.retry;
        if !failure.repeat || attempt >= policy.attempts {
            return None;
        }
        let pause = match failure.error.retry() {
            Retry::Never | Retry::CheckFirst => return None,
            Retry::After(pause) => pause,
            Retry::Backoff => self.back_off(failure.error.kind(), attempt),
        };
        let spent = between(started, self.shared.now());
        let fits = pause <= policy.longest_pause && spent.saturating_add(pause) <= policy.total;
        fits.then_some(pause)
    }

    fn back_off(&self, kind: ErrorKind, attempt: u32) -> Duration {
        let policy = &self.shared.profile.retry;
        let first = match kind {
            ErrorKind::RateLimited => policy.first_pause.max(UNSTATED_THROTTLE),
            _ => policy.first_pause,
        };
        let doubled = 2_u32.saturating_pow(attempt.saturating_sub(1));
        let whole = first.saturating_mul(doubled).min(policy.longest_pause);
        match kind {
            ErrorKind::RateLimited => whole,
            _ => self.jitter(whole),
        }
    }

    /// Between half and all of a pause, so that clients that failed together do not return together.
    fn jitter(&self, whole: Duration) -> Duration {
        let half = whole / 2;
        let chance = self.shared.runtime.random.next().unwrap_or(u64::MAX);
        let thousandths = u32::try_from(chance % 1001).unwrap_or(1000);
        half.saturating_add(half.saturating_mul(thousandths) / 1000)
    }
}
