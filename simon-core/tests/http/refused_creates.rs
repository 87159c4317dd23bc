//! Creates of which the vendor refused the token, at a vendor that may have processed them (C22).

use simon_core::error::{Error, ErrorKind, Retry};
use simon_core::http::ApiClient;
use simon_testkit::{Fault, On};

use crate::world::{World, create, read};

/// A client whose token the vendor refuses by now.
fn refused() -> (World, ApiClient) {
    let mut world = World::new();
    world.policy.repeats_creates = false;
    let client = world.client();
    world.run(client.send(read())).unwrap();
    world.vendor.revoke_access();
    (world, client)
}

fn calls(world: &World, path: &str) -> usize {
    world.faults.journal().iter().filter(|exchange| exchange.path == path).count()
}

fn is_unknown(error: &Error) -> bool {
    (error.kind(), error.retry()) == (ErrorKind::Unavailable, Retry::CheckFirst)
}

#[test]
fn a_create_is_not_sent_again_and_the_look_up_has_a_new_token_c22() {
    let (world, client) = refused();
    let error = world.run(client.send(create())).unwrap_err();
    assert!(is_unknown(&error), "{error:?}");
    assert_eq!((calls(&world, "/facturen"), world.vendor.books().invoices), (1, 0));
    assert_eq!(calls(&world, "/token"), 2);
    world.run(client.send(read())).unwrap();
    world.run(client.send(create())).unwrap();
    assert_eq!((calls(&world, "/token"), world.vendor.books().refused_calls), (2, 1));
}

#[test]
fn a_create_whose_answer_was_replaced_by_a_refusal_makes_one_invoice_c22() {
    let mut world = World::new();
    world.policy.repeats_creates = false;
    let processed = Fault::status(401).after();
    world.faults.add(On::path("/facturen"), processed, 1);
    let error = world.run(world.client().send(create())).unwrap_err();
    assert!(is_unknown(&error), "{error:?}");
    assert_eq!(world.vendor.books().invoices, 1);
}

#[test]
fn a_renewal_that_fails_does_not_send_it_again_either_c22() {
    for fault in [
        Fault::status(503),
        Fault::status_with(429, &[("retry-after", "5")], ""),
        Fault::status(400),
        Fault::Refuse,
        Fault::StallAfter,
        Fault::Html,
    ] {
        let (world, client) = refused();
        world.faults.add(On::path("/token"), fault.clone(), 1);
        let error = world.run(client.send(create())).unwrap_err();
        assert!(is_unknown(&error), "{fault:?}: {error:?}");
        assert_eq!(calls(&world, "/facturen"), 1, "{fault:?}");
    }
}

#[test]
fn a_token_too_young_to_renew_leaves_it_unknown_too_c22() {
    let mut world = World::new();
    world.policy.repeats_creates = false;
    world.policy.min_age = std::time::Duration::from_secs(500);
    let client = world.client();
    world.run(client.send(read())).unwrap();
    world.vendor.revoke_access();
    let error = world.run(client.send(create())).unwrap_err();
    assert!(is_unknown(&error), "{error:?}");
    assert_eq!((calls(&world, "/facturen"), calls(&world, "/token")), (1, 1));
}

#[test]
fn a_create_without_a_token_to_sign_with_was_not_sent() {
    let mut world = World::new();
    world.policy.repeats_creates = false;
    world.faults.add(On::path("/token"), Fault::status(503), 1);
    world.run(world.client().send(create())).unwrap();
    assert_eq!(world.vendor.books().invoices, 1);
    world.faults.add(On::path("/token"), Fault::status(400), 1);
    let error = world.run(other(&world).send(create())).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthenticated, Retry::Never));
}

/// Another process, after the tokens died.
fn other(world: &World) -> ApiClient {
    world.clock.advance(std::time::Duration::from_secs(3600));
    world.client()
}

#[test]
fn what_may_be_done_twice_is_sent_again() {
    let (world, client) = refused();
    world.run(client.send(read())).unwrap();
    assert_eq!(world.vendor.books().refused_calls, 1);
}
