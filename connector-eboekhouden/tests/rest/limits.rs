//! How fast and how wide the vendor is asked.

use simon_testkit::builders::books;

use crate::world::World;

#[test]
fn no_second_has_more_calls_than_the_limit_and_few_are_under_way_at_once() {
    let world = World::new();
    world.sim.seed_relaties(60);
    assert_eq!(world.relaties().unwrap().items.len(), 60);
    assert_eq!(world.line.most(), 4, "details are read side by side, four at once");
    let mut sent = world.line.sent();
    sent.sort();
    let within = |first: usize| {
        let end = sent[first] + chrono::TimeDelta::seconds(1);
        sent[first..].iter().take_while(|at| **at < end).count()
    };
    let most = (0..sent.len()).map(within).max().unwrap();
    // The request for a session is not counted; one call of the five is kept for delivering.
    assert!(most <= 5, "{most} calls in a second");
    assert!((*sent.last().unwrap() - sent[0]).num_seconds() >= 15, "60 calls at 4 a second");
}

#[test]
fn the_gauge_shows_the_limit_with_its_reserve_g4() {
    let world = World::demo();
    world.relaties().unwrap();
    let gauge = world.run(world.connector.call_gauge(&books())).unwrap().unwrap();
    let [window] = gauge.windows.as_slice() else { panic!("one window: {gauge:?}") };
    assert_eq!((window.calls, window.reserve, window.length.as_secs()), (5, 1, 1));
}
