//! A process that dies at any port call, on either side of its effect, and starts again.

use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use futures_util::future::join;
use simon_core::domain::{OrderRef, OrderSoort, Pdf, PdfSoort};
use simon_core::host::{Clock, DeliveryStatus, Feed, Store, Tabel};
use simon_core::integration::{Activation, FetchRequest, NoProgress};
use simon_testkit::builders::werkbon;
use simon_testkit::simulated::{Crash, Side, SimulatedClock, run, run_until_crash};

use super::{World, tekst};

fn world_with_an_archived_werkbon() -> World {
    let world = World::working(&[("pdf", tekst("werkbon"))]);
    let mut with_pdf = werkbon("1");
    with_pdf.pdfs.push(Pdf::new(PdfSoort::Werkbon, "bon.pdf", vec![1, 2, 3]));
    world.archive(with_pdf.archiveren().unwrap());
    world
}

/// Runs one delivery in a process that dies as told, and says how many port calls it made.
fn deliver_and_die(world: &World, crash: &Crash) -> usize {
    let process = world.process(crash, 2);
    run_until_crash(&world.clock, crash, process.deliver());
    crash.calls()
}

fn assert_one_whole_document(world: &World, when: &str) {
    assert_eq!(world.vendor.documents_of("1"), 1, "{when}");
    assert_eq!(world.vendor.books().pdfs.len(), 1, "{when}");
    assert!(world.faults().is_empty(), "{when}");
}

#[test]
fn a_delivery_survives_a_crash_at_every_port_call_c22() {
    let calls = deliver_and_die(&world_with_an_archived_werkbon(), &Crash::never());
    assert!(calls >= 6, "claim, attempt, create, result, PDF begun, PDF, done: {calls}");
    for call in 1..=calls {
        for side in [Side::Before, Side::After] {
            let world = world_with_an_archived_werkbon();
            deliver_and_die(&world, &Crash::at(call, side));
            world.clock.advance(Duration::from_secs(600));
            world.deliver_for_a_day();
            assert_one_whole_document(&world, &format!("crash {side:?} call {call}"));
        }
    }
}

#[test]
fn a_delivery_survives_a_second_crash_during_its_recovery_c22() {
    let calls = deliver_and_die(&world_with_an_archived_werkbon(), &Crash::never());
    for first in 1..=calls {
        for second in 1..=calls + 2 {
            let world = world_with_an_archived_werkbon();
            deliver_and_die(&world, &Crash::at(first, Side::After));
            world.clock.advance(Duration::from_secs(600));
            deliver_and_die(&world, &Crash::at(second, Side::After));
            world.clock.advance(Duration::from_secs(600));
            for _ in 0..20 {
                world.deliver();
                world.clock.advance(Duration::from_secs(300));
            }
            assert_one_whole_document(&world, &format!("crashes at {first} and {second}"));
        }
    }
}

/// Seconds from a crash at this call until another process has delivered the werkbon.
fn seconds_to_recover(call: usize, side: Side) -> u64 {
    let world = world_with_an_archived_werkbon();
    deliver_and_die(&world, &Crash::at(call, side));
    let delivered = |world: &World| {
        let delivered = world.store.count_deliveries(&world.id, DeliveryStatus::Geleverd);
        run(&world.clock, delivered).unwrap() == 1
    };
    let mut seconds = 0;
    while !delivered(&world) {
        world.clock.advance(Duration::from_secs(1));
        seconds += 1;
        assert!(seconds < 3600, "crash {side:?} call {call}");
        world.deliver();
    }
    assert_one_whole_document(&world, &format!("crash {side:?} call {call}"));
    seconds
}

#[test]
fn the_werkbon_of_a_process_that_died_soon_goes_on_c22() {
    const CLAIM: usize = 1;
    const ATTEMPT: usize = 2;
    const CREATE: usize = 3;
    assert_eq!(seconds_to_recover(CLAIM, Side::After), 60, "nothing was sent");
    assert_eq!(seconds_to_recover(ATTEMPT, Side::Before), 60, "nothing was sent");
    // Two minutes for the answer and one to store what is begun.
    assert_eq!(seconds_to_recover(CREATE, Side::After), 180, "it is found");
    // ... and the vendor's lag, after which finding nothing proves that there is nothing.
    assert_eq!(seconds_to_recover(CREATE, Side::Before), 240, "it is sent again");
}

/// The clock of a machine that was suspended: the time has passed, its timers do not know.
#[derive(Debug)]
struct TimersStandStill(SimulatedClock);

#[async_trait]
impl Clock for TimersStandStill {
    fn now(&self) -> DateTime<Utc> {
        self.0.now()
    }

    async fn sleep(&self, _: Duration) {
        pending().await
    }
}

/// A worker on this clock stands still at any port call until another one has taken over.
fn assert_nothing_is_done_twice(clock_of: fn(&World) -> Arc<dyn Clock>) {
    let calls = deliver_and_die(&world_with_an_archived_werkbon(), &Crash::never());
    for call in 1..=calls {
        for side in [Side::Before, Side::After] {
            let world = world_with_an_archived_werkbon();
            let pause = Crash::pause(call, side, &world.clock, Duration::from_secs(1200));
            let slow = world.process_on(clock_of(&world), &pause, 2);
            let other = world.process(&Crash::never(), 3);
            let others = async {
                for _ in 0..30 {
                    other.deliver().await.unwrap();
                    world.clock.sleep(Duration::from_secs(60)).await;
                }
            };
            let (outcome, ()) = run(&world.clock, join(slow.deliver(), others));
            outcome.unwrap();
            let pdfs = world.vendor.books().pdfs.len();
            let found = (world.vendor.documents_of("1"), pdfs);
            assert_eq!(found, (1, 1), "stood still {side:?} call {call}");
        }
    }
}

#[test]
fn a_worker_that_stood_still_does_nothing_after_others_took_over_c22() {
    assert_nothing_is_done_twice(|world| Arc::new(world.clock.clone()));
}

#[test]
fn a_suspended_worker_does_nothing_after_others_took_over_c22() {
    assert_nothing_is_done_twice(|world| Arc::new(TimersStandStill(world.clock.clone())));
}

#[test]
fn a_load_survives_a_crash_at_every_port_call_b6() {
    let fresh = || {
        let world = World::new();
        for number in 0..5 {
            world.vendor.add_relatie(&format!("r{number}"));
        }
        world.activate(&[]);
        world
    };
    let fetch_and_die = |world: &World, crash: &Crash| {
        let process = world.process(crash, 3);
        let request = FetchRequest::changes(vec![Feed::Relaties]);
        run_until_crash(&world.clock, crash, process.fetch(&request, &NoProgress));
        crash.calls()
    };
    let calls = fetch_and_die(&fresh(), &Crash::never());
    for call in 1..=calls {
        for side in [Side::Before, Side::After] {
            let world = fresh();
            fetch_and_die(&world, &Crash::at(call, side));
            world.vendor.add_relatie("added-meanwhile");
            world.fetch();
            world.fetch();
            assert_eq!(world.count(Tabel::Relaties), 7, "crash {side:?} call {call}");
        }
    }
}

/// The user switches off for an hour while a delivery stands still at any port call.
#[test]
fn switching_off_during_the_steps_of_a_delivery_loses_no_pdf_and_no_mark_a7_c23() {
    let extra = [("pdf", tekst("werkbon")), ("markering", tekst("WB"))];
    let archived = || {
        let world = World::working(&extra);
        let mut werkbon = werkbon("1");
        werkbon.pdfs.push(Pdf::new(PdfSoort::Werkbon, "bon.pdf", vec![1, 2, 3]));
        werkbon.bron = Some(OrderRef::new(OrderSoort::Verkooporder, "o1", "o1"));
        world.archive(werkbon.archiveren().unwrap());
        world
    };
    let calls = deliver_and_die(&archived(), &Crash::never());
    for call in 1..=calls {
        let world = archived();
        let pause = Crash::pause(call, Side::After, &world.clock, Duration::from_secs(60));
        let process = world.process(&pause, 2);
        let off = async {
            world.clock.sleep(Duration::from_secs(30)).await;
            world.integration.deactivate().await.unwrap();
            world.clock.sleep(Duration::from_secs(3600)).await;
        };
        let (outcome, ()) = run(&world.clock, join(process.deliver(), off));
        outcome.unwrap();
        let again = Activation::new(World::settings(&extra), Vec::new());
        run(&world.clock, world.integration.activate(&again)).unwrap();
        world.deliver_for_a_day();
        assert_one_whole_document(&world, &format!("switched off at call {call}"));
        assert_eq!(world.vendor.books().marked, ["o1"], "switched off at call {call}");
    }
}
