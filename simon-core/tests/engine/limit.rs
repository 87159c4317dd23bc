//! Waiting for the vendor's call limit, visibly (G4).

use simon_core::ErrorKind;
use simon_core::connector::{ClosedEndpoint, Gauge};
use simon_core::host::DeliveryStatus;
use simon_core::integration::{FeedReport, FetchRequest, NoProgress};
use simon_core::log::{LogEntry, Soort};
use simon_testkit::builders::gearchiveerd;
use simon_testkit::simulated::run;
use std::time::Duration;

use super::World;
use super::books::Create;

fn fetch(world: &World) -> Vec<FeedReport> {
    run(&world.clock, world.integration.fetch(&FetchRequest::default(), &NoProgress)).unwrap()
}

fn said(world: &World) -> Vec<LogEntry> {
    world.log().into_iter().filter(|line| line.code == "wacht-op-limiet").collect()
}

#[test]
fn a_fetch_that_waits_for_the_limit_says_until_when_once_and_is_no_failure_g4() {
    let world = World::working(&[]);
    world.vendor.books().throttles = true;
    let before = world.log().len();
    world.clock.advance(Duration::from_secs(1));
    for _ in 0..5 {
        let reports = fetch(&world);
        let kinds: Vec<_> = reports.iter().map(|it| it.error.as_ref().unwrap().kind()).collect();
        assert_eq!(kinds, [ErrorKind::RateLimited], "the other feeds would meet the same wall");
        world.clock.advance(Duration::from_secs(300));
    }
    let lines = said(&world);
    assert_eq!((lines.len(), world.log().len()), (1, before + 1), "{:?}", world.log());
    assert_eq!(lines[0].soort, Soort::Info);
    // 08:00:01 and an hour, in Amsterdam.
    assert!(lines[0].bericht.nl.contains("Om 09:01 gaat"), "{:?}", lines[0].bericht);

    world.vendor.books().throttles = false;
    world.fetch();
    world.vendor.books().throttles = true;
    fetch(&world);
    assert_eq!(said(&world).len(), 2, "after a run that ended it is said anew");
}

#[test]
fn an_endpoint_that_is_left_alone_holds_up_no_other_feed_g4() {
    let world = World::working(&[]);
    world.vendor.books().throttles = true;
    let mut gauge = Gauge::default();
    let until = world.clock.now() + chrono::Duration::hours(1);
    gauge.endpoints.push(ClosedEndpoint::new("klanten", until));
    world.vendor.books().gauge = Some(gauge.clone());
    assert_eq!(fetch(&world).len(), 2, "customers and articles are tried");
    gauge.normal_from = Some(until);
    world.vendor.books().gauge = Some(gauge);
    assert_eq!(fetch(&world).len(), 1, "nothing may be called");
}

#[test]
fn a_limit_that_lasts_is_said_once_a_day_g4() {
    let world = World::working(&[]);
    world.vendor.books().throttles = true;
    for _ in 0..(2 * 24) {
        fetch(&world);
        world.clock.advance(Duration::from_secs(3600));
    }
    assert_eq!(said(&world).len(), 3, "today, tomorrow and the day after");
}

#[test]
fn a_werkbon_that_waits_for_the_limit_says_until_when_g4() {
    let world = World::working(&[]);
    world.archive(gearchiveerd("1"));
    world.vendor.next_create(Create::Throttle(Duration::from_secs(3600)));
    let report = world.deliver().remove(0);
    assert_eq!((report.status, report.code.as_str()), (DeliveryStatus::Wacht, "wacht-op-limiet"));
    assert!(report.bericht.bericht.nl.contains("Om 09:00 gaat"), "{report:?}");
    assert!(world.deliver().is_empty());
    world.clock.advance(Duration::from_secs(3600));
    assert_eq!(world.deliver()[0].status, DeliveryStatus::Geleverd);
    assert!(world.faults().is_empty());
}
