//! Call limits: paced ahead, and waited out (G4).

use std::collections::BTreeMap;
use std::time::Duration;

use connector_billit::simulator::{NewKlant, RetryAfter};
use simon_core::ErrorKind;
use simon_core::connector::AccountingConnector;
use simon_testkit::builders;
use simon_testkit::listings::Listings;

use crate::world::{World, books, config};

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
fn a_block_of_our_address_refuses_no_invoice_and_stops_all_calls_until_it_may_be_over() {
    let world = World::demo();
    let (draft, settings) =
        (world.draft_for("20417", &NewKlant::naam("Bakker")), World::settings(&[]));
    world.sim.block_calls(Duration::from_secs(600));
    let error = world.create(&draft, &settings).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    let other = world.process_with(config());
    for _ in 0..20 {
        let error = world.run(other.connect()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::RateLimited);
    }
    assert_eq!(world.sim.throttled(), 1, "no hammering, by no process");
    world.pass_seconds(601);
    world.create(&draft, &settings).unwrap();
    world.factuur();
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
