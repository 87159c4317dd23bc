//! The executor: one thread, no real waiting.

use std::future::Future;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll, Wake, Waker};

use super::{Crash, SimulatedClock};

/// So many polls without time passing are an endless loop.
const LIVELOCK: u64 = 10_000_000;

/// Runs a future to its end on simulated time: polls until nothing can go on, then moves the clock
/// to the next timer. Several tasks run side by side with `futures_util::join!` and its kin; the
/// order is the same in every run.
///
/// # Panics
/// When nothing can go on and nobody sleeps (a deadlock), and when time stands still for ever.
pub fn run<F: Future>(clock: &SimulatedClock, future: F) -> F::Output {
    let never = Crash::never();
    let Some(output) = run_until_crash(clock, &never, future) else {
        unreachable!("a crash that never comes came");
    };
    output
}

/// As [`run`], but drops the future as it is when `crash` strikes, and then answers none.
///
/// # Panics
/// As [`run`].
pub fn run_until_crash<F: Future>(
    clock: &SimulatedClock,
    crash: &Crash,
    future: F,
) -> Option<F::Output> {
    let mut future = pin!(future);
    let woken = Arc::new(Woken(AtomicBool::new(false)));
    let waker = Waker::from(Arc::clone(&woken));
    let mut polls = 0_u64;
    loop {
        if let Poll::Ready(output) = future.as_mut().poll(&mut Context::from_waker(&waker)) {
            return (!crash.crashed()).then_some(output);
        }
        if crash.crashed() {
            return None;
        }
        polls = polls.saturating_add(1);
        assert!(polls < LIVELOCK, "time stands still: {polls} polls at {}", clock.now());
        if woken.0.swap(false, Ordering::SeqCst) {
            continue;
        }
        assert!(
            clock.advance_to_next_timer(),
            "deadlock at {}: the future waits, and no timer of the simulated clock will wake it",
            clock.now()
        );
        polls = 0;
    }
}

struct Woken(AtomicBool);

impl Wake for Woken {
    fn wake(self: Arc<Self>) {
        self.0.store(true, Ordering::SeqCst);
    }
}
