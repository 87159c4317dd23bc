#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use std::future::pending;
use std::sync::Mutex;
use std::time::Duration;

use futures_util::future::{Either, join, select};
use simon_core::host::{Clock, Random};

use super::{Crash, Seeded, Side, SimulatedClock, run, run_until_crash};
use crate::lock::lock;

const SECOND: Duration = Duration::from_secs(1);

#[test]
fn two_workers_interleave_by_their_timers() {
    let clock = SimulatedClock::default();
    let seen = Mutex::new(Vec::new());
    let worker = |name: &'static str, pause: u32| {
        let (clock, seen) = (&clock, &seen);
        async move {
            for _ in 0..3 {
                clock.sleep(SECOND * pause).await;
                lock(seen).push(name);
            }
        }
    };
    let start = clock.now();
    run(&clock, join(worker("a", 2), worker("b", 3)));
    assert_eq!(*lock(&seen), ["a", "b", "a", "a", "b", "b"], "a is first at 6 s: it slept first");
    assert_eq!((clock.now() - start).num_seconds(), 9);
}

#[test]
fn a_timer_of_a_dropped_sleep_disappears() {
    let clock = SimulatedClock::default();
    let start = clock.now();
    run(&clock, async {
        let long = clock.sleep(SECOND * 100);
        let winner = select(long, clock.sleep(SECOND)).await;
        assert!(matches!(winner, Either::Right(_)));
        drop(winner);
        assert_eq!(clock.sleepers(), 0);
        clock.sleep(SECOND).await;
    });
    assert_eq!((clock.now() - start).num_seconds(), 2);
}

#[test]
fn a_sleep_of_nothing_is_over_at_once() {
    let clock = SimulatedClock::default();
    run(&clock, clock.sleep(Duration::ZERO));
    assert_eq!(clock.now(), SimulatedClock::default().now());
}

#[test]
fn moving_the_clock_wakes_those_that_are_due() {
    let clock = SimulatedClock::default();
    let moved = run(&clock, async {
        let mover = async {
            clock.sleep(SECOND).await;
            clock.advance(SECOND * 10);
            clock.now()
        };
        join(clock.sleep(SECOND * 5), mover).await.1
    });
    assert_eq!(clock.now(), moved, "nothing slept beyond the moved clock");
}

#[test]
#[should_panic(expected = "deadlock")]
fn waiting_for_nothing_is_a_deadlock() {
    run(&SimulatedClock::default(), pending::<()>());
}

#[test]
fn the_same_seed_gives_the_same_numbers() {
    let draw = |seed| {
        let random = Seeded::new(seed);
        (0..5).map(|_| random.next().unwrap()).collect::<Vec<_>>()
    };
    assert_eq!(draw(7), draw(7));
    assert_ne!(draw(7), draw(8));
    // The published first output of splitmix64 with seed 0.
    assert_eq!(draw(0)[0], 0xe220_a839_7b1d_cdaf);
    assert_eq!(Seeded::new(1).below(0), 0);
    assert!((0..100).all(|_| Seeded::new(1).below(10) < 10));
}

fn three_effects(crash: &Crash) -> (Option<usize>, usize) {
    let clock = SimulatedClock::default();
    let effects = Mutex::new(0);
    let process = async {
        for _ in 0..3 {
            crash.port(async { *lock(&effects) += 1 }).await;
        }
        *lock(&effects)
    };
    let ended = run_until_crash(&clock, crash, process);
    (ended, effects.into_inner().unwrap())
}

#[test]
fn a_crash_strikes_before_or_after_the_effect() {
    assert_eq!(three_effects(&Crash::never()), (Some(3), 3));
    assert_eq!(three_effects(&Crash::at(2, Side::Before)), (None, 1));
    assert_eq!(three_effects(&Crash::at(2, Side::After)), (None, 2));
    assert_eq!(three_effects(&Crash::at(3, Side::After)), (None, 3));
    assert_eq!(three_effects(&Crash::at(4, Side::Before)), (Some(3), 3));
}

#[test]
fn nothing_of_a_dead_process_goes_on_beside_the_crash() {
    let clock = SimulatedClock::default();
    let crash = Crash::at(1, Side::After);
    let effects = Mutex::new(0);
    let worker = || crash.port(async { *lock(&effects) += 1 });
    assert!(run_until_crash(&clock, &crash, join(worker(), worker())).is_none());
    assert_eq!(*lock(&effects), 1);
    assert_eq!(crash.calls(), 1);
}
