//! The clock.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use simon_core::host::Clock;

use crate::lock::lock;

/// A clock that stands still until it is moved. Clones are the same clock.
///
/// [`run`](super::run) moves it to the next timer whenever nothing else can happen.
#[derive(Debug, Clone)]
pub struct SimulatedClock(Arc<Mutex<State>>);

#[derive(Debug)]
struct State {
    now: DateTime<Utc>,
    /// By moment, then in order of falling asleep.
    timers: BTreeMap<(DateTime<Utc>, u64), Waker>,
    next_id: u64,
}

impl SimulatedClock {
    /// A clock that shows this moment.
    #[must_use]
    pub fn new(now: DateTime<Utc>) -> Self {
        Self(Arc::new(Mutex::new(State { now, timers: BTreeMap::new(), next_id: 0 })))
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        lock(&self.0).now
    }

    /// Moves the clock forward and wakes whoever slept until then or earlier.
    pub fn advance(&self, by: Duration) {
        let until = later(self.now(), by);
        self.set(until);
    }

    /// Sets the clock, forward or back (a host's clock may be wrong), and wakes whoever slept until
    /// then or earlier.
    pub fn set(&self, now: DateTime<Utc>) {
        let due = {
            let mut state = lock(&self.0);
            state.now = now;
            let later = state.timers.split_off(&(now, u64::MAX));
            std::mem::replace(&mut state.timers, later)
        };
        due.into_values().for_each(Waker::wake);
    }

    /// How many sleep.
    #[must_use]
    pub fn sleepers(&self) -> usize {
        lock(&self.0).timers.len()
    }

    /// Moves to the next timer; false when nobody sleeps.
    pub(super) fn advance_to_next_timer(&self) -> bool {
        let next = lock(&self.0).timers.keys().next().map(|(at, _)| *at);
        next.inspect(|at| self.set(*at)).is_some()
    }
}

/// A clock at Monday 2 March 2026, 08:00 in Amsterdam.
impl Default for SimulatedClock {
    fn default() -> Self {
        Self::new(DateTime::from_timestamp(1_772_434_800, 0).unwrap_or_default())
    }
}

fn later(now: DateTime<Utc>, by: Duration) -> DateTime<Utc> {
    let by = TimeDelta::from_std(by).unwrap_or(TimeDelta::MAX);
    now.checked_add_signed(by).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

#[async_trait]
impl Clock for SimulatedClock {
    fn now(&self) -> DateTime<Utc> {
        Self::now(self)
    }

    async fn sleep(&self, duration: Duration) {
        Sleep { clock: self.clone(), until: later(self.now(), duration), id: None }.await;
    }
}

/// A sleep; dropping it removes its timer.
struct Sleep {
    clock: SimulatedClock,
    until: DateTime<Utc>,
    id: Option<u64>,
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        let clock = self.clock.clone();
        let mut state = lock(&clock.0);
        let known = self.id.take();
        if let Some(id) = known {
            state.timers.remove(&(self.until, id));
        }
        if state.now >= self.until {
            return Poll::Ready(());
        }
        let id = known.unwrap_or(state.next_id);
        state.next_id = state.next_id.max(id.saturating_add(1));
        state.timers.insert((self.until, id), context.waker().clone());
        self.id = Some(id);
        Poll::Pending
    }
}

impl Drop for Sleep {
    fn drop(&mut self) {
        if let Some(id) = self.id {
            lock(&self.clock.0).timers.remove(&(self.until, id));
        }
    }
}
