//! Tokens: renewed once, stored first, never too early.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use futures_util::future::{join, join_all};
use secrecy::ExposeSecret;
use simon_core::domain::IntegrationId;
use simon_core::error::{Error, ErrorKind, Result, Retry};
use simon_core::host::{TokenRecord, TokenStore, TokenSwap};
use simon_core::memory::MemoryTokens;
use simon_testkit::{Fault, InProcess, On};

use crate::world::{World, create, integration, profile, read};

fn on_token() -> On {
    On::path("/token")
}

fn token_calls(world: &World) -> usize {
    world.faults.journal().iter().filter(|exchange| exchange.path == "/token").count()
}

fn single_use(mut world: World) -> World {
    world.policy.single_use_refresh = true;
    world.policy.min_age = Duration::from_secs(571);
    world.policy.renew_before = Duration::from_secs(29);
    world
}

#[test]
fn token_is_renewed_once_under_ten_concurrent_calls() {
    let world = World::new();
    let client = world.client();
    for _ in 0..2 {
        let answers = world.run(join_all((0..10).map(|_| client.send(read()))));
        assert!(answers.iter().all(Result::is_ok));
        world.clock.advance(Duration::from_secs(600));
    }
    assert_eq!((token_calls(&world), world.vendor.books().refused_calls), (2, 0));
}

#[test]
fn eight_processes_on_one_expired_single_use_token_renew_once_g8_p2() {
    let world = single_use(World::new());
    world.store(0, 0, world.clock.now() - TimeDelta::hours(1));
    let clients: Vec<_> = (0..8).map(|_| world.client()).collect();
    let answers = world.run(join_all(clients.iter().map(|client| client.send(read()))));
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(token_calls(&world), 1);
    assert_eq!(world.vendor.books().refused_logins, 0);
}

/// Notes whether the vendor saw a new token before it was stored; fails on demand.
#[derive(Debug)]
struct Watched {
    inner: MemoryTokens,
    failing: AtomicBool,
}

#[async_trait]
impl TokenStore for Watched {
    async fn load(&self, integration: &IntegrationId, slot: &'static str) -> Result<TokenRecord> {
        self.inner.load(integration, slot).await
    }

    async fn swap(
        &self,
        integration: &IntegrationId,
        slot: &'static str,
        record: TokenRecord,
    ) -> Result<TokenSwap> {
        let new_tokens = record.tokens.is_some() && record.renewing_until.is_none();
        if new_tokens && self.failing.load(Ordering::SeqCst) {
            return Err(Error::new(ErrorKind::Host, "disk full"));
        }
        self.inner.swap(integration, slot, record).await
    }
}

#[test]
fn a_rotated_token_is_saved_before_use_and_a_failed_store_loses_nothing_p1() {
    let mut world = single_use(World::new());
    let store = Arc::new(Watched { inner: MemoryTokens::new(), failing: AtomicBool::new(true) });
    world.tokens = store.clone();
    let client = world.client();
    let error = world.run(client.send(read())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Host, "a failed store is an error");
    assert_eq!(world.faults.calls(), 1, "the new token was not used");

    store.failing.store(false, Ordering::SeqCst);
    world.run(client.send(read())).unwrap();
    assert_eq!(token_calls(&world), 1, "the pair that was bought is still there");
    let stored = world.stored().tokens.unwrap();
    assert_eq!(stored.access.expose_secret(), "secret-access-1");
    assert_eq!(stored.refresh.unwrap().expose_secret(), "secret-refresh-1");
}

#[test]
fn the_old_refresh_token_is_kept_when_none_comes_back() {
    let world = World::new();
    world.vendor.change(|books| books.repeat_refresh = false);
    world.store(0, 0, world.clock.now() - TimeDelta::hours(1));
    world.run(world.client().send(read())).unwrap();
    assert_eq!(world.stored().tokens.unwrap().refresh.unwrap().expose_secret(), "secret-refresh-0");
}

#[test]
fn a_refused_token_is_renewed_and_the_call_repeated_once() {
    let world = World::new();
    let client = world.client();
    world.run(client.send(read())).unwrap();
    world.vendor.revoke_access();
    world.run(client.send(create())).unwrap();
    let books = world.vendor.books();
    assert_eq!((books.refused_calls, books.invoices), (1, 1));
    assert_eq!(token_calls(&world), 2);
}

#[test]
fn ten_calls_with_a_refused_token_renew_once() {
    let world = World::new();
    let mut profile = profile();
    profile.concurrency = 10;
    let client = world.client_with(profile);
    world.run(client.send(read())).unwrap();
    world.vendor.revoke_access();
    let answers = world.run(join_all((0..10).map(|_| client.send(read()))));
    assert!(answers.iter().all(Result::is_ok));
    assert_eq!(token_calls(&world), 2);
}

#[test]
fn a_second_refusal_is_final() {
    let world = World::new();
    world.vendor.change(|books| books.refuse_everything = true);
    let error = world.run(world.client().send(read())).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthenticated, Retry::Never));
    assert_eq!(world.vendor.books().refused_calls, 2);
    assert_eq!(token_calls(&world), 2);
}

#[test]
fn a_refused_token_is_replaced_by_a_newer_one_from_the_store() {
    let world = single_use(World::new());
    let client = world.client();
    world.run(client.send(read())).unwrap();
    world.vendor.change(|books| books.issued = 7);
    world.store(7, 7, world.clock.now());
    world.run(client.send(read())).unwrap();
    assert_eq!(token_calls(&world), 1, "another process had renewed");
}

#[test]
fn a_young_token_is_never_renewed_p3() {
    let world = single_use(World::new());
    let client = world.client();
    world.run(client.send(read())).unwrap();
    world.vendor.revoke_access();
    world.clock.advance(Duration::from_secs(560));
    let error = world.run(client.send(read())).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthenticated, Retry::Never));
    assert_eq!(token_calls(&world), 1);
    assert_eq!(world.vendor.books().refused_calls, 1, "nothing changed, so nothing is repeated");
    world.clock.advance(Duration::from_secs(12));
    world.run(client.send(read())).unwrap();
    assert_eq!(token_calls(&world), 2);
}

#[test]
fn a_token_whose_answer_was_slow_may_have_died_young_and_is_renewed_when_refused() {
    let mut world = single_use(World::new());
    let slow = InProcess::new(world.clock.clone()).with_latency(Duration::from_secs(40)).mount(
        "*",
        world.vendor.clone(),
        world.faults.clone(),
    );
    let fast = std::mem::replace(&mut world.network, Arc::new(slow));
    let mut profile = profile();
    profile.timeout = Duration::from_secs(90);
    world.run(world.client_with(profile).send(read())).unwrap();
    world.network = fast;
    // 565 seconds after its answer, 605 after its request.
    world.clock.advance(Duration::from_secs(525));
    world.vendor.revoke_access();
    world.run(world.client().send(read())).unwrap();
    assert_eq!(token_calls(&world), 2);
}

#[test]
fn a_refused_token_from_the_future_has_an_unknown_age_and_is_renewed() {
    let world = single_use(World::new());
    let client = world.client();
    world.run(client.send(read())).unwrap();
    world.vendor.revoke_access();
    world.clock.set(world.clock.now() - TimeDelta::seconds(300));
    world.run(client.send(read())).unwrap();
    assert_eq!(token_calls(&world), 2);
}

#[test]
fn a_token_endpoint_that_wants_a_pause_is_not_asked_before_its_end() {
    let world = single_use(World::new());
    world.store(0, 0, world.clock.now() - TimeDelta::hours(1));
    world.faults.add(on_token(), Fault::status_with(429, &[("retry-after", "600")], ""), 1);
    let client = world.client();
    for passed in [0, 60, 120] {
        let error = world.run(client.send(read())).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::RateLimited);
        let Retry::After(wait) = error.retry() else { panic!("{error:?}") };
        assert!((595 - passed..=600 - passed).contains(&wait.as_secs()), "{wait:?}");
        world.clock.advance(Duration::from_secs(60));
    }
    assert_eq!(token_calls(&world), 1);
    world.clock.advance(Duration::from_secs(421));
    world.run(client.send(read())).unwrap();
    assert_eq!(token_calls(&world), 2);
}

#[test]
fn tokens_are_renewed_a_little_before_they_die() {
    let world = World::new();
    let client = world.client();
    world.run(client.send(read())).unwrap();
    world.clock.advance(Duration::from_secs(530));
    world.run(client.send(read())).unwrap();
    assert_eq!(token_calls(&world), 1);
    world.clock.advance(Duration::from_secs(11));
    world.run(client.send(read())).unwrap();
    assert_eq!(token_calls(&world), 2);
    assert_eq!(world.vendor.books().refused_calls, 0);
}

#[test]
fn a_lease_that_nobody_ends_expires_p4() {
    let world = World::new();
    let mut record = world.stored();
    record.renewing_until = Some(world.clock.now() + TimeDelta::seconds(60));
    futures_executor::block_on(world.tokens.swap(&integration(), "main", record)).unwrap();
    let start = world.clock.now();
    world.run(world.client().send(read())).unwrap();
    assert_eq!(world.seconds_since(start), 60);
}

#[test]
fn a_lease_of_a_clock_that_is_far_ahead_ends_too_p4() {
    let world = World::new();
    let mut record = world.stored();
    record.renewing_until = Some(world.clock.now() + TimeDelta::days(1));
    futures_executor::block_on(world.tokens.swap(&integration(), "main", record)).unwrap();
    let start = world.clock.now();
    world.run(world.client().send(read())).unwrap();
    assert_eq!(world.seconds_since(start), 60, "the length of our own lease");
}

#[test]
fn a_token_that_still_lives_is_used_while_somebody_else_renews_or_renewing_fails() {
    let world = World::new();
    let client = world.client();
    world.run(client.send(read())).unwrap();
    world.clock.advance(Duration::from_secs(560));
    world.faults.add(on_token(), Fault::status(503), 1);
    let start = world.clock.now();
    world.run(async {
        client.send(read()).await.unwrap();
        client.send(read()).await.unwrap();
    });
    assert_eq!(world.seconds_since(start), 0);
    assert_eq!(token_calls(&world), 2, "and renewing is not tried with each call");
}

#[test]
fn a_refused_login_is_final_and_not_hammered() {
    let world = World::new();
    world.store(5, 5, world.clock.now() - TimeDelta::hours(1));
    let client = world.client();
    for _ in 0..5 {
        let error = world.run(client.send(create())).unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Unauthenticated, Retry::Never));
        assert_eq!(error.vendor_text(), Some("Old refresh token used"));
        assert_eq!(error.message().code(), "fout-aanmelding");
    }
    assert_eq!(world.vendor.books().refused_logins, 1);
    world.clock.advance(Duration::from_secs(61));
    world.run(client.send(read())).unwrap_err();
    assert_eq!(world.vendor.books().refused_logins, 2);
}

#[test]
fn a_refusal_that_one_process_saw_holds_for_all() {
    let world = single_use(World::new());
    world.store(5, 5, world.clock.now() - TimeDelta::hours(1));
    let clients: Vec<_> = (0..8).map(|_| world.client()).collect();
    for answer in world.run(join_all(clients.iter().map(|client| client.send(read())))) {
        assert_eq!(answer.unwrap_err().kind(), ErrorKind::Unauthenticated);
    }
    assert_eq!(token_calls(&world), 1, "the token was sent once");
}

#[test]
fn a_new_login_of_another_process_ends_a_refusal_at_once() {
    let world = World::new();
    world.store(5, 5, world.clock.now() - TimeDelta::hours(1));
    let client = world.client();
    world.run(client.send(read())).unwrap_err();
    world.store(0, 0, world.clock.now());
    world.run(client.send(read())).unwrap();
}

#[test]
fn a_failing_token_endpoint_is_passing_and_the_create_was_not_sent() {
    let world = World::new();
    world.faults.add(on_token(), Fault::status(500), 1);
    world.faults.add(on_token(), Fault::StallBefore, 1);
    world.faults.add(on_token(), Fault::Html, 1);
    world.run(world.client().send(create())).unwrap();
    assert_eq!(world.vendor.books().invoices, 1);

    let world = World::new();
    world.faults.add(on_token(), Fault::status(500), usize::MAX);
    let error = world.run(world.client().send(create())).unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Unavailable, Retry::Backoff));
}

#[test]
fn a_single_use_token_is_not_sent_again_in_the_same_call_after_an_unknown_outcome() {
    for fault in [Fault::DropAfter, Fault::StallAfter, Fault::status(500), Fault::HtmlAfter] {
        let world = single_use(World::new());
        world.faults.add(on_token(), fault.clone(), 1);
        let clients = [world.client(), world.client()];
        let outcome = world.run(clients[0].send(create()));
        assert_eq!(outcome.unwrap_err().retry(), Retry::Backoff, "{fault:?}");
        assert_eq!(token_calls(&world), 1, "{fault:?}");
        let lease = world.stored().renewing_until.expect("the lease stands");
        let _ = world.run(clients[1].send(create()));
        assert!(world.clock.now() >= lease, "nobody tries before the lease ends");
    }
}

#[test]
fn a_single_use_token_is_sent_again_when_it_certainly_was_not_used() {
    let world = single_use(World::new());
    world.faults.add(on_token(), Fault::Refuse, 2);
    world.run(world.client().send(create())).unwrap();
    assert_eq!(world.vendor.books().issued, 1);
}

#[test]
fn a_call_dropped_while_renewing_lets_others_renew_when_the_lease_ends() {
    let world = World::new();
    let (dropped, client) = (world.client(), world.client());
    world.run(async {
        let tick = simon_core::host::Clock::sleep(&world.clock, Duration::from_millis(20));
        futures_util::future::select(Box::pin(dropped.send(read())), tick).await;
    });
    assert!(world.stored().renewing_until.is_some());
    let start = world.clock.now();
    world.run(client.send(read())).unwrap();
    assert!((50..=60).contains(&world.seconds_since(start)));
}

#[test]
fn forgetting_tokens_clears_store_and_memory() {
    let world = World::new();
    let client = world.client();
    world.run(client.send(read())).unwrap();
    world.run(client.forget_tokens()).unwrap();
    assert!(world.stored().tokens.is_none());
}

#[test]
fn a_token_that_still_lives_is_used_while_somebody_else_renews_it() {
    let world = World::new();
    let client = world.client();
    world.run(client.send(read())).unwrap();
    world.clock.advance(Duration::from_secs(560));
    hold_lease(&world);
    let start = world.clock.now();
    world.run(client.send(read())).unwrap();
    assert_eq!(world.seconds_since(start), 0, "nobody waits for a lease without need");
    assert_eq!(token_calls(&world), 1);
}

#[test]
fn a_failed_renewal_ends_its_lease() {
    let world = World::new();
    world.faults.add(on_token(), Fault::status(500), usize::MAX);
    let start = world.clock.now();
    world.run(world.client().send(read())).unwrap_err();
    assert!(world.stored().renewing_until.is_none());
    assert!(world.seconds_since(start) < 10, "its repeats did not wait for it either");
}

fn hold_lease(world: &World) {
    let mut record = world.stored();
    record.renewing_until = Some(world.clock.now() + TimeDelta::seconds(30));
    futures_executor::block_on(world.tokens.swap(&integration(), "main", record)).unwrap();
}

/// Sends, and lets something happen while the token request is under way.
fn send_while(world: &World, act: impl FnOnce()) -> Result<()> {
    let client = world.client();
    let meanwhile = async {
        simon_core::host::Clock::sleep(&world.clock, Duration::from_millis(80)).await;
        act();
    };
    world.run(async { join(client.send(read()), meanwhile).await.0.map(|_| ()) })
}

#[test]
fn new_tokens_replace_older_ones_when_somebody_took_the_lease_over() {
    let world = World::new();
    world.store(0, 0, world.clock.now() - TimeDelta::hours(1));
    send_while(&world, || hold_lease(&world)).unwrap();
    assert_eq!(world.stored().tokens.unwrap().access.expose_secret(), "secret-access-1");
    assert!(world.stored().renewing_until.is_none());
}

#[test]
fn a_newer_login_of_somebody_else_is_not_overwritten() {
    let world = World::new();
    world.store(0, 0, world.clock.now() - TimeDelta::hours(1));
    let later = world.clock.now() + TimeDelta::seconds(1);
    send_while(&world, || {
        world.store(9, 9, later);
        world.vendor.change(|books| books.issued = 9);
    })
    .unwrap();
    assert_eq!(world.stored().tokens.unwrap().access.expose_secret(), "secret-access-9");
}

#[test]
fn tokens_that_were_cleared_during_their_renewal_stay_cleared() {
    for stored in [true, false] {
        let world = World::new();
        if stored {
            world.store(0, 0, world.clock.now() - TimeDelta::hours(1));
        }
        let other = world.client();
        let error = send_while(&world, || {
            futures_executor::block_on(other.forget_tokens()).unwrap();
        })
        .unwrap_err();
        assert_eq!((error.kind(), error.retry()), (ErrorKind::Cancelled, Retry::Backoff));
        assert!(world.stored().tokens.is_none());
    }
}
