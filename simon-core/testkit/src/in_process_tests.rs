#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use futures_util::future::{Either, select};
use simon_core::http::TransportErrorKind;

use super::*;
use crate::simulated::{Side, run, run_until_crash};
use crate::simulator::Counter;
use crate::{Fault, On};

struct World {
    clock: SimulatedClock,
    vendor: Arc<Counter>,
    faults: Faults,
    network: InProcess,
}

fn world() -> World {
    let (clock, vendor, faults) =
        (SimulatedClock::default(), Arc::new(Counter::default()), Faults::none());
    let network =
        InProcess::new(clock.clone()).mount("vendor.test", vendor.clone(), faults.clone());
    World { clock, vendor, faults, network }
}

async fn text(network: &InProcess, url: &str) -> Result<String, TransportError> {
    let request = http::Request::post(url).body(Bytes::from_static(b"hello")).unwrap();
    let mut answer = network.send(&IntegrationId::new("acme").unwrap(), request).await?;
    let mut text = String::new();
    while let Some(chunk) = answer.body_mut().chunk().await? {
        text.push_str(std::str::from_utf8(&chunk).unwrap());
    }
    Ok(text)
}

fn send(world: &World) -> Result<String, TransportError> {
    run(&world.clock, text(&world.network, "https://vendor.test/v2"))
}

#[test]
fn a_request_reaches_the_simulator_of_its_host() {
    let world = world();
    assert_eq!(send(&world).unwrap(), "request 1: hello");
    let elsewhere = run(&world.clock, text(&world.network, "https://other.test/"));
    assert_eq!(elsewhere.unwrap_err().kind, TransportErrorKind::NotSent);
    assert_eq!((world.vendor.handled(), world.network.exchanges()), (1, 2));
}

#[test]
fn faults_become_transport_errors_that_tell_whether_anything_was_sent() {
    let kinds = [
        (Fault::Refuse, TransportErrorKind::NotSent, 0),
        (Fault::DropBefore, TransportErrorKind::Interrupted, 0),
        (Fault::DropAfter, TransportErrorKind::Interrupted, 1),
        (Fault::Truncate, TransportErrorKind::Interrupted, 1),
        (Fault::TruncateBefore, TransportErrorKind::Interrupted, 0),
    ];
    for (fault, kind, processed) in kinds {
        let world = world();
        world.faults.add(On::any(), fault.clone(), 1);
        assert_eq!(send(&world).unwrap_err().kind, kind, "{fault:?}");
        assert_eq!(world.vendor.handled(), processed, "{fault:?}");
    }
}

#[test]
fn a_stalled_exchange_ends_by_the_callers_time_out_in_simulated_time() {
    for (fault, processed) in [(Fault::StallBefore, 0), (Fault::StallAfter, 1)] {
        let world = world();
        world.faults.add(On::any(), fault, 1);
        let start = world.clock.now();
        run(&world.clock, async {
            let exchange = std::pin::pin!(text(&world.network, "https://vendor.test/v2"));
            let limit = world.clock.sleep(Duration::from_secs(30));
            assert!(matches!(select(exchange, limit).await, Either::Right(_)));
        });
        assert_eq!((world.clock.now() - start).num_seconds(), 30);
        assert_eq!(world.vendor.handled(), processed);
    }
}

#[test]
fn an_exchange_takes_its_latency() {
    let mut world = world();
    world.network = world.network.with_latency(Duration::from_millis(80));
    let start = world.clock.now();
    send(&world).unwrap();
    assert_eq!((world.clock.now() - start).num_milliseconds(), 80);
}

#[test]
fn a_crash_strikes_before_or_after_the_vendor_processed() {
    for (side, processed) in [(Side::Before, 1), (Side::After, 2)] {
        let mut world = world();
        let crash = Crash::at(2, side);
        world.network = world.network.with_crash(crash.clone());
        let ended = run_until_crash(&world.clock, &crash, async {
            for _ in 0..3 {
                text(&world.network, "https://vendor.test/v2").await.unwrap();
            }
        });
        assert!(ended.is_none() && crash.crashed());
        assert_eq!((crash.calls(), world.vendor.handled()), (2, processed));
    }
}
