//! Call limits counted in memory.

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use crate::connector::Gauge;
use crate::domain::IntegrationId;
use crate::error::Result;
use crate::host::{BudgetKey, CallBudget, Grant, Priority, Window, WindowKind};

/// A [`CallBudget`] in memory. Share one between all integrations of the process: calls are counted
/// per [`BudgetKey`], whichever integration makes them.
#[derive(Debug, Default)]
pub struct MemoryBudget {
    accounts: Mutex<HashMap<BudgetKey, Account>>,
}

impl MemoryBudget {
    /// A budget of which nothing is used.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn with_account<T>(&self, key: &BudgetKey, act: impl FnOnce(&mut Account) -> T) -> T {
        let mut accounts = self.accounts.lock().unwrap_or_else(PoisonError::into_inner);
        match accounts.get_mut(key) {
            Some(account) => act(account),
            None => act(accounts.entry(key.clone()).or_default()),
        }
    }
}

/// What calls are counted by: a window whose limit changes has the same calls in it.
type Span = (WindowKind, Duration);

const fn span(window: &Window) -> Span {
    (window.kind, window.length)
}

#[derive(Debug, Default)]
struct Account {
    windows: HashMap<Span, Counted>,
    blocked: Option<DateTime<Utc>>,
}

impl Account {
    fn ask(&mut self, windows: &[Window], priority: Priority, now: DateTime<Utc>) -> Grant {
        if let Some(until) = self.free_from(windows, priority, now) {
            return Grant::WaitUntil(until);
        }
        let mut counted = HashSet::new();
        for window in windows.iter().filter(|window| counted.insert(span(window))) {
            self.windows.entry(span(window)).or_default().add(window, now);
        }
        Grant::Go
    }

    fn free_from(
        &mut self,
        windows: &[Window],
        priority: Priority,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let blocked = self.blocked.filter(|until| *until > now);
        windows.iter().fold(blocked, |free_from, window| {
            let counted = self.windows.entry(span(window)).or_default();
            free_from.max(counted.free_from(window, priority, now))
        })
    }

    fn gauge(&mut self, windows: &[Window], now: DateTime<Utc>) -> Gauge {
        let normal_from = self.free_from(windows, Priority::Normal, now);
        let deliver_from = self.free_from(windows, Priority::Deliver, now);
        let used = |window: &Window| {
            let counted = self.windows.get(&span(window));
            let calls = counted.map_or(0, |counted| counted.calls_in(window, now));
            window.with_used(calls)
        };
        Gauge::new(windows.iter().map(used).collect(), normal_from, deliver_from)
    }
}

/// The calls of one window: how many there were in the current fixed window, or when they were.
#[derive(Debug, Default)]
struct Counted {
    start: DateTime<Utc>,
    calls: u32,
    moments: VecDeque<DateTime<Utc>>,
}

impl Counted {
    /// When a call may go; none when it may go now.
    fn free_from(
        &mut self,
        window: &Window,
        priority: Priority,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let limit = window.room(priority);
        match window.kind {
            WindowKind::Fixed => {
                let full = self.start == window.counts_from(now) && self.calls >= limit;
                (full || limit == 0).then(|| window.forgets(now))
            }
            WindowKind::Rolling => self.rolling_free_from(window, limit, now),
        }
    }

    fn rolling_free_from(
        &mut self,
        window: &Window,
        limit: u32,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        while self.moments.front().is_some_and(|moment| window.forgets(*moment) <= now) {
            self.moments.pop_front();
        }
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let too_many = self.moments.len().checked_sub(limit)?;
        let leaves_first = self.moments.get(too_many).copied().unwrap_or(now);
        Some(window.forgets(leaves_first))
    }

    fn calls_in(&self, window: &Window, now: DateTime<Utc>) -> u32 {
        let from = window.counts_from(now);
        match window.kind {
            WindowKind::Fixed if self.start == from => self.calls,
            WindowKind::Fixed => 0,
            WindowKind::Rolling => {
                let counted = self.moments.iter().filter(|moment| **moment >= from).count();
                u32::try_from(counted).unwrap_or(u32::MAX)
            }
        }
    }

    fn add(&mut self, window: &Window, now: DateTime<Utc>) {
        match window.kind {
            WindowKind::Rolling => self.moments.push_back(now),
            WindowKind::Fixed => {
                let start = window.counts_from(now);
                if self.start != start {
                    (self.start, self.calls) = (start, 0);
                }
                self.calls = self.calls.saturating_add(1);
            }
        }
    }
}

#[async_trait]
impl CallBudget for MemoryBudget {
    async fn ask(
        &self,
        _integration: &IntegrationId,
        key: &BudgetKey,
        windows: &[Window],
        priority: Priority,
        now: DateTime<Utc>,
    ) -> Result<Grant> {
        Ok(self.with_account(key, |account| account.ask(windows, priority, now)))
    }

    async fn block(
        &self,
        _integration: &IntegrationId,
        key: &BudgetKey,
        until: DateTime<Utc>,
    ) -> Result<()> {
        self.with_account(key, |account| account.blocked = account.blocked.max(Some(until)));
        Ok(())
    }

    async fn gauge(
        &self,
        _integration: &IntegrationId,
        key: &BudgetKey,
        windows: &[Window],
        now: DateTime<Utc>,
    ) -> Result<Gauge> {
        Ok(self.with_account(key, |account| account.gauge(windows, now)))
    }
}
