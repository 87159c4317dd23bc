//! Futures that are dropped half-way.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::sync::Arc;
use std::task::Poll;
use std::time::Duration;

use async_trait::async_trait;
use simon_core::domain::IntegrationId;
use simon_core::error::Result;
use simon_core::host::{Clock, TokenRecord, TokenStore, TokenSwap};
use simon_core::memory::MemoryTokens;
use simon_testkit::simulated::SimulatedClock;

use crate::world::{World, read};

/// A store that takes time on both sides of its effect, so that calls can be dropped there.
#[derive(Debug)]
struct Slow(MemoryTokens, SimulatedClock);

const TICK: Duration = Duration::from_millis(1);

#[async_trait]
impl TokenStore for Slow {
    async fn load(&self, integration: &IntegrationId, slot: &'static str) -> Result<TokenRecord> {
        self.1.sleep(TICK).await;
        let record = self.0.load(integration, slot).await;
        self.1.sleep(TICK).await;
        record
    }

    async fn swap(
        &self,
        integration: &IntegrationId,
        slot: &'static str,
        record: TokenRecord,
    ) -> Result<TokenSwap> {
        self.1.sleep(TICK).await;
        let swap = self.0.swap(integration, slot, record).await;
        self.1.sleep(TICK).await;
        swap
    }
}

fn world() -> World {
    let mut world = World::new();
    world.policy.single_use_refresh = true;
    world.tokens = Arc::new(Slow(MemoryTokens::new(), world.clock.clone()));
    world
}

/// Polls so often, then drops; whether it was still running.
pub(crate) async fn dropped_after(polls: usize, future: impl Future) -> bool {
    let (mut future, mut left) = (pin!(future), polls);
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(true);
        }
        left -= 1;
        future.as_mut().poll(context).map(|_| false)
    })
    .await
}

#[test]
fn a_call_dropped_at_any_await_leaves_the_client_usable_and_loses_no_token() {
    let mut in_flight = 0;
    for polls in 1.. {
        assert!(polls < 100, "a call has an end");
        let world = world();
        let client = world.client();
        let running = world.run(dropped_after(polls, client.send(read())));
        let answered = world.vendor.books().issued == 1;
        in_flight += usize::from(answered && world.stored_on_time().tokens.is_none());
        world.clock.advance(Duration::from_secs(61));
        let next = world.run(client.send(read()));
        next.unwrap_or_else(|error| panic!("after {polls} polls: {error:?}"));
        if !running {
            assert!(polls > 8, "there were several places to drop it");
            break;
        }
    }
    assert!(in_flight >= 2, "some were dropped while the only answer was on its way");
}

#[test]
fn a_call_dropped_at_any_await_lets_another_process_go_on() {
    for polls in 1..100 {
        let world = world();
        let (dropped, other) = (world.client(), world.client());
        let running = world.run(dropped_after(polls, dropped.send(read())));
        let in_flight = world.vendor.books().issued == 1 && world.stored_on_time().tokens.is_none();
        let start = world.clock.now();
        let outcome = world.run(other.send(read()));
        assert!(world.seconds_since(start) <= 60, "leases expire");
        assert_eq!(outcome.is_err(), in_flight, "after {polls} polls");
        if !running {
            return;
        }
    }
    panic!("a call has an end");
}
