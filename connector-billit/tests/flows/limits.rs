//! Call limits: paced ahead, and waited out (G4).

use connector_billit::simulator::RetryAfter;
use simon_core::ErrorKind;
use simon_core::connector::AccountingConnector;
use simon_testkit::listings::Listings;

use crate::world::{World, books};

#[test]
fn a_limit_is_waited_out_however_billit_says_so() {
    for style in [RetryAfter::Seconds, RetryAfter::Date, RetryAfter::Absent] {
        let world = World::demo();
        world.sim.set_retry_after(style);
        world.sim.limit_calls(Some(3));
        world.sim.cap_pages(Some(2));
        assert_eq!(world.relaties(None).items.len(), 4, "{style:?}");
        assert!(world.sim.throttled() >= 1);
    }
}

#[test]
fn two_calls_a_second_leave_this_process() {
    let world = World::demo();
    world.sim.cap_pages(Some(1));
    let start = world.clock.now();
    let read = world.relaties(None);
    let seconds = (world.clock.now() - start).num_seconds();
    let calls = i64::try_from(read.calls).unwrap();
    assert!(seconds >= calls / 2 - 1, "{calls} calls in {seconds} s");
    let gauge = world.run(world.connector.call_gauge(&books())).unwrap().unwrap();
    assert_eq!(gauge.windows[0].calls, 2);
}

#[test]
fn an_address_that_billit_blocks_is_a_refusal_and_no_hammering() {
    let world = World::demo();
    world.sim.block_calls(std::time::Duration::from_secs(600));
    let error = world.run(world.connector.connect()).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PermissionDenied);
    assert_eq!(world.sim.throttled(), 1);
}
