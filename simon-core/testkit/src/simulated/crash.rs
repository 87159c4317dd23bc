//! Crashes at a chosen port call.

use std::future::{Future, pending};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::Duration;

use simon_core::host::Clock;

use super::SimulatedClock;

/// On which side of a port call's effect a process dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Nothing of the call happened.
    Before,
    /// It happened, and its answer was lost.
    After,
}

/// Counts the port calls of one simulated process and lets it die at one of them. Clones share the
/// count; a restarted process gets a new one.
///
/// [`InProcess`](crate::InProcess) passes each exchange through it,
/// [`CrashingStore`](super::CrashingStore) each commit and [`CrashingTokens`](super::CrashingTokens)
/// each swap; other ports are wrapped in [`port`](Self::port).
#[derive(Debug, Clone)]
pub struct Crash(Arc<State>);

#[derive(Debug)]
struct State {
    at: Option<(usize, Side)>,
    /// Goes on after so long instead of dying.
    pause: Option<(SimulatedClock, Duration)>,
    calls: AtomicUsize,
    crashed: AtomicBool,
}

impl Crash {
    /// Only counts.
    #[must_use]
    pub fn never() -> Self {
        Self::plan(None, None)
    }

    /// Dies at this call, counted from 1, on this side of its effect.
    #[must_use]
    pub fn at(call: usize, side: Side) -> Self {
        Self::plan(Some((call, side)), None)
    }

    /// Does not die but stands still at this call, as a suspended machine or a store that hangs does,
    /// and goes on when everybody has given it up.
    #[must_use]
    pub fn pause(call: usize, side: Side, clock: &SimulatedClock, pause: Duration) -> Self {
        Self::plan(Some((call, side)), Some((clock.clone(), pause)))
    }

    fn plan(at: Option<(usize, Side)>, pause: Option<(SimulatedClock, Duration)>) -> Self {
        let (calls, crashed) = (AtomicUsize::new(0), AtomicBool::new(false));
        Self(Arc::new(State { at, pause, calls, crashed }))
    }

    /// Port calls so far, the deadly one included.
    #[must_use]
    pub fn calls(&self) -> usize {
        self.0.calls.load(Ordering::SeqCst)
    }

    /// Whether the process is dead: every later port call hangs, and
    /// [`run_until_crash`](super::run_until_crash) drops what ran.
    #[must_use]
    pub fn crashed(&self) -> bool {
        self.0.crashed.load(Ordering::SeqCst)
    }

    /// Makes one port call, unless the process dies before, in or after it.
    pub async fn port<T>(&self, effect: impl Future<Output = T> + Send) -> T {
        if self.crashed() {
            return pending().await;
        }
        let call = self.0.calls.fetch_add(1, Ordering::SeqCst).saturating_add(1);
        self.die_if(call, Side::Before).await;
        let answer = effect.await;
        self.die_if(call, Side::After).await;
        answer
    }

    async fn die_if(&self, call: usize, side: Side) {
        if self.0.at == Some((call, side)) {
            match &self.0.pause {
                Some((clock, pause)) => clock.sleep(*pause).await,
                None => self.0.crashed.store(true, Ordering::SeqCst),
            }
        }
        if self.crashed() {
            pending::<()>().await;
        }
    }
}
