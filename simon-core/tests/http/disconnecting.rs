//! Disconnecting: the tokens end at the vendor, then here (A7).

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::Method;
use secrecy::ExposeSecret;
use simon_core::error::{Actor, ErrorKind, Result};
use simon_core::host::TokenSet;
use simon_core::http::{
    ApiClient, ApiRequest, Effect, ErrorResponse, TokenGrant, TokenPolicy, VendorError,
};
use simon_testkit::{Fault, On};

use crate::cancellation::dropped_after;
use crate::world::{Grant, World, profile, read, url};

/// Ends its tokens while they live, unless others bought them.
#[derive(Debug)]
struct Revoking {
    tokens: Grant,
    ours: bool,
}

impl TokenGrant for Revoking {
    fn policy(&self) -> TokenPolicy {
        self.tokens.policy()
    }

    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest> {
        self.tokens.request(stored)
    }

    fn accepts(&self, _: &TokenSet) -> bool {
        self.ours
    }

    fn revocation(&self, tokens: &TokenSet, now: DateTime<Utc>) -> Result<Option<ApiRequest>> {
        if tokens.expires_at <= now {
            return Ok(None);
        }
        let request = ApiRequest::new("revoke", Effect::Replace, Method::POST, url("revoke"));
        Ok(Some(request.form(&[("token", tokens.access.expose_secret())])))
    }
}

/// A vendor that refuses what it does not know, and tells when the application is what it refuses.
fn read_error(response: &ErrorResponse<'_>) -> VendorError {
    let mut error = VendorError::default();
    if response.body == b"application" {
        error.who = Some(Actor::Operator);
    }
    error
}

fn client_of(world: &World, ours: bool) -> ApiClient {
    let grant = Revoking { tokens: Grant { policy: world.policy, base: url("") }, ours };
    let mut profile = profile();
    profile.read_error = read_error;
    ApiClient::new(profile, Some(Arc::new(grant)), world.runtime())
}

/// A client with tokens at a vendor that answers this when they are ended.
fn connected(answer: Fault) -> (World, ApiClient) {
    let world = World::new();
    world.faults.add(On::path("/revoke"), answer, 1);
    let client = client_of(&world, true);
    world.run(client.send(read())).unwrap();
    (world, client)
}

/// What was sent to end tokens.
fn revoked(world: &World) -> Vec<String> {
    let journal = world.faults.journal().into_iter();
    let revocations = journal.filter(|exchange| exchange.path == "/revoke");
    revocations.map(|exchange| String::from_utf8(exchange.body.to_vec()).unwrap()).collect()
}

#[test]
fn the_tokens_end_at_the_vendor_and_are_forgotten_a7() {
    let (world, client) = connected(Fault::status(200));
    world.run(client.disconnect()).unwrap();
    assert_eq!(revoked(&world), ["token=secret-access-1"]);
    assert!(world.stored().tokens.is_none());
    world.run(client.disconnect()).unwrap();
    assert_eq!(revoked(&world).len(), 1, "there is nothing to end any more");
}

#[test]
fn another_process_ends_the_tokens_of_the_store_a7() {
    let (world, _) = connected(Fault::status(200));
    world.run(client_of(&world, true).disconnect()).unwrap();
    assert_eq!(revoked(&world), ["token=secret-access-1"]);
    assert!(world.stored().tokens.is_none());
}

#[test]
fn a_vendor_that_no_longer_knows_the_tokens_is_disconnected_a7() {
    for status in [400, 401, 404, 410] {
        let (world, client) = connected(Fault::status(status));
        world.run(client.disconnect()).unwrap();
        assert!(world.stored().tokens.is_none(), "{status}");
    }
}

#[test]
fn tokens_that_could_not_be_ended_are_kept_and_ended_later_a7() {
    for (fault, kind) in [
        (Fault::status(503), ErrorKind::Unavailable),
        (Fault::status(429), ErrorKind::RateLimited),
        (Fault::status(403), ErrorKind::PermissionDenied),
        (Fault::status_with(401, &[], "application"), ErrorKind::Unauthenticated),
        (Fault::status_with(400, &[], "application"), ErrorKind::Rejected),
        (Fault::DropBefore, ErrorKind::Unavailable),
        (Fault::Refuse, ErrorKind::Unavailable),
        (Fault::StallBefore, ErrorKind::Timeout),
    ] {
        let (world, client) = connected(fault.clone());
        let error = world.run(client.disconnect()).unwrap_err();
        assert_eq!(error.kind(), kind, "{fault:?}");
        assert_eq!(revoked(&world).len(), 1, "{fault:?}: it is sent once");
        world.run(client.send(read())).unwrap();
        assert_eq!(world.vendor.books().issued, 1, "{fault:?}: its tokens still serve");
        world.faults.add(On::path("/revoke"), Fault::status(200), 1);
        world.run(client.disconnect()).unwrap();
        assert!(world.stored().tokens.is_none());
    }
}

#[test]
fn dead_tokens_and_those_of_other_keys_are_forgotten_without_a_call_a7() {
    let (world, client) = connected(Fault::status(503));
    world.clock.advance(Duration::from_secs(600));
    world.run(client.disconnect()).unwrap();
    assert!(world.stored().tokens.is_none(), "dead");

    let (world, _) = connected(Fault::status(503));
    world.run(client_of(&world, false).disconnect()).unwrap();
    assert!(world.stored().tokens.is_none(), "of another key");
    assert!(revoked(&world).is_empty());
}

#[test]
fn a_vendor_with_nothing_to_end_forgets_only_a7() {
    let world = World::new();
    let client = world.client();
    world.run(client.send(read())).unwrap();
    let calls = client.calls_made();
    world.run(client.disconnect()).unwrap();
    assert!(world.stored().tokens.is_none());
    assert_eq!(client.calls_made(), calls);
}

#[test]
fn disconnecting_dropped_at_any_await_can_be_done_again_a7() {
    for polls in 1..20 {
        let (world, client) = connected(Fault::status(200));
        world.faults.add(On::path("/revoke"), Fault::status(404), 1);
        let running = world.run(dropped_after(polls, client.disconnect()));
        let forgotten = world.stored().tokens.is_none();
        assert!(!forgotten || !revoked(&world).is_empty(), "never forgotten before they end");
        world.run(client.disconnect()).unwrap();
        assert!(world.stored().tokens.is_none(), "after {polls} polls");
        if !running {
            assert!(polls > 2, "there were several places to drop it");
            return;
        }
    }
    panic!("disconnecting has an end");
}

#[test]
fn an_answer_with_tokens_that_is_on_its_way_is_ended_too_a7() {
    for (stored, expected) in
        [(false, vec!["token=secret-access-1"]), (true, vec!["token=secret-access-2"])]
    {
        let world = World::new();
        world.faults.add(On::path("/revoke"), Fault::status(200), 2);
        let client = client_of(&world, true);
        if stored {
            world.run(client.send(read())).unwrap();
            world.clock.advance(Duration::from_secs(590));
        }
        assert!(world.run(dropped_after(2, client.send(read()))), "its caller went away");
        world.run(client.disconnect()).unwrap();
        assert_eq!(revoked(&world), expected);
        assert!(world.stored().tokens.is_none());
    }
}
