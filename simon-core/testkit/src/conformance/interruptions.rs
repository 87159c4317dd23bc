//! Checks on reads that meet faults.

use std::pin::pin;
use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::{Either, select};
use simon_core::host::Clock;
use simon_core::{ErrorKind, Retry};

use super::read::{Broken, Listed, everything, read};
use super::world::{World, listings, names};
use super::{Harness, Listing, Seeded};
use crate::{Fault, On, Outcome};

const RECORDS: usize = 12;

/// A world with some pages of records.
fn paged<H: Harness>(listing: Listing) -> (World<H>, Vec<Seeded>) {
    let world = World::<H>::new();
    world.vendor.limit_page(5);
    let seeded = world.seed(listing, RECORDS);
    (world, seeded)
}

fn try_full<H: Harness>(world: &World<H>, listing: Listing) -> Result<Listed, Broken> {
    world.run(read(world.connector.as_ref(), &world.books, listing, everything(), &mut |_| {}))
}

/// How many requests a listing takes, the login included.
fn requests<H: Harness>(listing: Listing) -> usize {
    let (world, _) = paged::<H>(listing);
    world.full(listing);
    world.faults.calls()
}

/// What a check makes of one listing with one fault, by the case's name.
type Judge<H> = fn(&str, Listing, &World<H>, &[Seeded], Result<Listed, Broken>);

/// Lets `judge` see the listing with each kind of fault from each request on, so many times.
fn with_each_fault<H: Harness>(times: usize, judge: Judge<H>) {
    for listing in listings::<H>() {
        for request in 0..requests::<H>(listing) {
            for (name, fault) in Fault::every_kind(false) {
                let (world, seeded) = paged::<H>(listing);
                world.faults.add(On::any().skip(request), fault, times);
                let name = format!("{name} at request {request} of {listing:?}");
                judge(&name, listing, &world, &seeded, try_full(&world, listing));
            }
        }
    }
}

/// The vendor fails for good, from each request of the listing on.
pub fn an_interrupted_listing_is_never_complete_g3<H: Harness>() {
    with_each_fault::<H>(usize::MAX, |name, _, _, _, outcome| {
        let Err(broken) = outcome else {
            panic!("{name}: an interrupted listing says it is whole")
        };
        assert_ne!(broken.error.retry(), Retry::CheckFirst, "{name}: a read changes nothing");
    });
}

/// The vendor recovers and the pass goes on from the last place that was stored.
pub fn a_listing_goes_on_where_it_was_interrupted<H: Harness>() {
    with_each_fault::<H>(usize::MAX, |name, listing, world, seeded, outcome| {
        let Err(Broken { mut items, resume, error }) = outcome else { panic!("{name}") };
        world.faults.clear();
        // The host may have stopped meanwhile: another process goes on.
        let connector = world.another_process();
        let asked_for = match error.retry() {
            Retry::After(wait) => wait,
            _ => Duration::ZERO,
        };
        world.clock.advance(asked_for.max(Duration::from_secs(600)));
        let request = everything().resumed(resume);
        let rest = world.run(read(connector.as_ref(), &world.books, listing, request, &mut |_| {}));
        let rest = rest.unwrap_or_else(|broken| panic!("{name}: {:?}", broken.error));
        items.extend(rest.items);
        assert_eq!(items, names(seeded), "{name}");
    });
}

/// One answer is lost, late or spoilt: the listing is whole, or says that it is not.
pub fn a_single_fault_loses_no_record<H: Harness>() {
    with_each_fault::<H>(1, |name, _, world, seeded, outcome| {
        match outcome {
            Ok(listed) => assert_eq!(listed.items, names(seeded), "{name}"),
            Err(broken) => assert_ne!(broken.error.retry(), Retry::CheckFirst, "{name}"),
        }
        assert_eq!(world.faults.pending(), 0, "{name}: the fault did not strike");
    });
}

/// A world that has logged in, so that the next request is the listing's first.
fn logged_in<H: Harness>(listing: Listing) -> (World<H>, Vec<Seeded>) {
    let (world, seeded) = paged::<H>(listing);
    let connected = world.run(world.connector.connect());
    connected.unwrap_or_else(|error| panic!("{error:?}"));
    world.faults.clear_journal();
    (world, seeded)
}

/// Strikes the listing's first request once and expects a whole listing; answers how long it took.
fn survives<H: Harness>(listing: Listing, fault: impl FnOnce(&World<H>) -> Fault) -> TimeDelta {
    let (world, seeded) = logged_in::<H>(listing);
    world.faults.add(On::any(), fault(&world), 1);
    let start = world.clock.now();
    let listed = world.full(listing);
    assert_eq!(listed.items, names(&seeded), "{listing:?}");
    assert_eq!(world.faults.pending(), 0);
    world.clock.now() - start
}

/// A read without an answer is repeated.
pub fn a_timeout_on_a_read_is_retried<H: Harness>() {
    for listing in listings::<H>() {
        survives::<H>(listing, |_| Fault::StallBefore);
    }
}

/// 429 with a number of seconds.
pub fn too_many_requests_with_seconds_is_waited_out<H: Harness>() {
    for listing in listings::<H>() {
        let fault = |_: &World<H>| Fault::status_with(429, &[("retry-after", "7")], "");
        let took = survives::<H>(listing, fault);
        assert!(took >= TimeDelta::seconds(7), "asked again after {took}");
    }
}

/// 429 with a moment.
pub fn too_many_requests_with_a_date_is_waited_out<H: Harness>() {
    for listing in listings::<H>() {
        let took = survives::<H>(listing, |world| {
            let until = world.clock.now() + TimeDelta::seconds(21);
            let date = until.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
            Fault::status_with(429, &[("retry-after", &date)], "")
        });
        assert!(took >= TimeDelta::seconds(19), "asked again after {took}");
    }
}

/// The vendor asks for more patience than a call should have.
pub fn a_long_wait_is_left_to_the_caller<H: Harness>() {
    let (world, _) = logged_in::<H>(Listing::Relaties);
    world.faults.add(On::any(), Fault::status_with(429, &[("retry-after", "3600")], ""), 1);
    let Err(broken) = try_full(&world, Listing::Relaties) else { panic!("waited for an hour") };
    assert_eq!(broken.error.kind(), ErrorKind::RateLimited, "{:?}", broken.error);
    let Retry::After(wait) = broken.error.retry() else { panic!("{:?}", broken.error) };
    assert!(wait > Duration::from_secs(3000), "{wait:?} is less than the vendor asked for");
    assert_eq!(world.faults.calls(), 1, "nobody asks while the vendor wants to be left alone");
}

/// 503, then an answer.
pub fn a_busy_vendor_is_asked_again<H: Harness>() {
    for listing in listings::<H>() {
        survives::<H>(listing, |_| Fault::status(503));
    }
}

/// Answers with status 200 that are none.
pub fn an_unreadable_answer_is_an_error<H: Harness>() {
    let json = &[("content-type", "application/json")][..];
    for listing in listings::<H>() {
        for body in ["", "{", "[{\"id\":", "null and void", "\"text\"", "17", "\u{0}\u{1}"] {
            let (world, _) = logged_in::<H>(listing);
            world.faults.add(On::any(), Fault::status_with(200, json, body), usize::MAX);
            let Err(broken) = try_full(&world, listing) else {
                panic!("{listing:?}: {body:?} is no listing")
            };
            let kind = broken.error.kind();
            let expected = [ErrorKind::Decode, ErrorKind::Unavailable];
            assert!(expected.contains(&kind), "{listing:?} {body:?}: {:?}", broken.error);
        }
    }
}

/// No connection.
pub fn an_unreachable_vendor_is_tried_again_later<H: Harness>() {
    for listing in listings::<H>() {
        let (world, _) = paged::<H>(listing);
        world.faults.add(On::any(), Fault::Refuse, usize::MAX);
        let Err(broken) = try_full(&world, listing) else { panic!("nobody is there") };
        assert_eq!(broken.error.kind(), ErrorKind::Unavailable, "{:?}", broken.error);
        assert!(broken.error.is_retryable(), "{:?}", broken.error);
        let refused = world.faults.journal().iter().all(|e| e.outcome == Outcome::Refused);
        assert!(refused && world.faults.calls() < 20, "{} tries", world.faults.calls());
    }
}

/// The caller goes away at any moment, where it can be repeated also in the middle of a login.
pub fn a_cancelled_call_leaves_the_connector_usable<H: Harness>() {
    for listing in listings::<H>() {
        for step in 0..24 {
            let (world, seeded) =
                if H::LOGIN_ONCE { logged_in::<H>(listing) } else { paged::<H>(listing) };
            let after = Duration::from_millis(5).saturating_mul(step);
            world.run(async {
                let sleep = world.clock.sleep(after);
                let mut nothing = |_| {};
                let connector = world.connector.as_ref();
                let reading =
                    pin!(read(connector, &world.books, listing, everything(), &mut nothing));
                match select(reading, pin!(sleep)).await {
                    Either::Left(_) | Either::Right(_) => {}
                }
            });
            let listed = world.full(listing);
            assert_eq!(listed.items, names(&seeded), "{listing:?}, cancelled after {after:?}");
        }
    }
}
