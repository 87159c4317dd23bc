//! Call limits: paced ahead, and waited out (G4).

use std::collections::BTreeMap;

use connector_billit::simulator::{NewKlant, RetryAfter};
use simon_core::ErrorKind;
use simon_core::connector::AccountingConnector;
use simon_testkit::builders;
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

#[test]
fn an_invoice_takes_three_calls_and_none_more_for_its_pdfs() {
    let world = World::new();
    let mut draft = world.draft_for("20417", &NewKlant::naam("Bakker"));
    draft.bijlagen = vec![builders::pdf("Een.pdf"), builders::pdf("Twee.pdf")];
    world.create(&draft, &World::settings(&[])).unwrap();
    let calls = [
        ("GET /v1/orders/{id}", 1),
        ("GET /v1/parties/{id}", 1),
        ("POST /OAuth2/token", 1),
        ("POST /v1/orders", 1),
    ];
    let calls: BTreeMap<String, u64> = calls.map(|(name, count)| (name.to_owned(), count)).into();
    assert_eq!(world.sim.all_calls(), calls);
    assert_eq!(world.factuur().bestanden.len(), 2);
}
