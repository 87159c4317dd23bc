//! The error budget: an endpoint that failed too often is left alone before the vendor blocks it.
//!
//! An endpoint has a budget key of its own, so all processes share it and it outlives them. What is
//! counted there are the vendor's refusals, and its error block is a block of that key.

use std::iter::successors;
use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::error::{ErrorKind, Result, Retry};
use crate::host::{BudgetKey, Grant, Priority, Window, WindowKind, after, between};

use super::client::{Failure, LONGEST_WINDOW, Shared};
use super::quota::{Quota, counting};
use super::{ApiRequest, ErrorBudget, trace};

/// A profile cannot ask for less.
const SHORTEST_BLOCK: Duration = Duration::from_secs(1);

/// One endpoint of a vendor with an error budget.
pub(super) struct Endpoint<'a> {
    shared: &'a Shared,
    budget: ErrorBudget,
    name: &'static str,
    key: BudgetKey,
}

impl<'a> Endpoint<'a> {
    pub(super) fn of(
        shared: &'a Shared,
        quota: &Quota,
        request: &ApiRequest,
    ) -> Option<Endpoint<'a>> {
        let name = request.endpoint.unwrap_or(request.label);
        let endpoint = Self::named(shared, quota, name)?;
        quota.note_endpoint(name);
        Some(endpoint)
    }

    pub(super) fn named(
        shared: &'a Shared,
        quota: &Quota,
        name: &'static str,
    ) -> Option<Endpoint<'a>> {
        let budget = shared.profile.error_budget?;
        Some(Self { shared, budget, name, key: BudgetKey(format!("{}#{name}", quota.key.0)) })
    }

    /// Until when it must not be called: the vendor blocks it, or its failures used up the budget.
    pub(super) async fn closed_until(&self) -> Result<Option<DateTime<Utc>>> {
        let (runtime, windows) = (&self.shared.runtime, [self.window()]);
        let asked =
            runtime.budget.gauge(&runtime.integration, &self.key, &windows, self.shared.now());
        Ok(asked.await?.deliver_from)
    }

    /// Nothing was sent: the endpoint is closed.
    pub(super) fn refusal(&self, request: &ApiRequest, until: DateTime<Utc>) -> Failure {
        let wait = between(self.shared.now(), until);
        trace::met_limit(self.shared, Duration::ZERO, false);
        let detail = format!("{} is left alone: it failed too often", self.name);
        let error = self.shared.error(request, ErrorKind::RateLimited, detail);
        Failure::before_sending(error.with_retry(Retry::After(wait))).without_repeat()
    }

    /// Counts an answer that the vendor counts.
    pub(super) async fn count(&self, failure: &Failure) -> Result<()> {
        let counts = |status: u16| self.budget.statuses.contains(&status);
        if failure.status.is_some_and(|status| counts(status.as_u16())) {
            self.ask(&self.key, &[counting(&self.window())]).await?;
        }
        Ok(())
    }

    /// The vendor blocked it: nobody calls it for as long as the vendor says, and at least as long as
    /// the profile says. Answers how long.
    ///
    /// A block that comes back soon after the last one ended lasts twice as long as that one. What was
    /// the last one is known from marks: blocks of keys that nothing else asks, one per pause, which
    /// last as long again as the pause did.
    pub(super) async fn block(&self, stated: Option<Duration>) -> Result<Duration> {
        let now = self.shared.now();
        if let Grant::WaitUntil(until) = self.ask(&self.key, &[]).await? {
            // Another call met the same block.
            return Ok(between(now, until));
        }
        let step = self.next_pause().await?;
        let pause = step.max(stated.unwrap_or_default()).min(LONGEST_WINDOW);
        let until = after(now, pause);
        self.block_key(&self.mark(step), after(until, step)).await?;
        self.block_key(&self.key, until).await?;
        trace::endpoint_blocked(self.shared, self.name, pause);
        Ok(pause)
    }

    async fn next_pause(&self) -> Result<Duration> {
        let first = self.budget.block.clamp(SHORTEST_BLOCK, LONGEST_WINDOW);
        let mut pause = first;
        for step in successors(Some(first), |step| (*step < LONGEST_WINDOW).then(|| doubled(*step)))
        {
            if self.is_marked(step).await? {
                pause = doubled(step);
            }
        }
        Ok(pause)
    }

    async fn is_marked(&self, pause: Duration) -> Result<bool> {
        Ok(self.ask(&self.mark(pause), &[]).await? != Grant::Go)
    }

    fn mark(&self, pause: Duration) -> BudgetKey {
        BudgetKey(format!("{}#{}", self.key.0, pause.as_secs()))
    }

    const fn window(&self) -> Window {
        Window::new(WindowKind::Rolling, self.budget.length, self.budget.failures, 0)
    }

    async fn ask(&self, key: &BudgetKey, windows: &[Window]) -> Result<Grant> {
        let runtime = &self.shared.runtime;
        let (integration, now) = (&runtime.integration, self.shared.now());
        runtime.budget.ask(integration, key, windows, Priority::Deliver, now).await
    }

    async fn block_key(&self, key: &BudgetKey, until: DateTime<Utc>) -> Result<()> {
        let runtime = &self.shared.runtime;
        runtime.budget.block(&runtime.integration, key, until).await
    }
}

fn doubled(pause: Duration) -> Duration {
    pause.saturating_mul(2).min(LONGEST_WINDOW)
}
