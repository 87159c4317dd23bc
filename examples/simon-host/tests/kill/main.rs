//! The kill test: 100 werkbonnen are archived and delivered by processes that are killed, with
//! SIGKILL, 200 times at random moments. At the end SnelStart has 100 orders (C22, R1, R2).
//!
//! Time runs faster in all processes, so that the claim of a killed one soon runs out.
//! `SIMON_KILLS=2000` kills more often, on as many more werkbonnen.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests"
)]

mod executioner;
mod vendor;
mod world;

use std::collections::BTreeMap;

use simon_core::host::{Delivery, DeliveryStatus};
use simon_core::log::Soort;

use executioner::{Executioner, Found};
use world::World;

const KILLS: usize = 200;

#[allow(clippy::disallowed_methods, reason = "the test is told by its environment")]
fn kills() -> usize {
    std::env::var("SIMON_KILLS").ok().map_or(KILLS, |kills| kills.parse().unwrap())
}

#[test]
fn processes_that_are_killed_at_any_moment_make_one_order_of_each_werkbon_c22() {
    let began = world::stopwatch();
    let kills = kills();
    let world = World::active(kills / 2);
    let mut executioner = Executioner::new(&world, kills);
    while executioner.kill_one() {}
    let killed = began.elapsed();
    let waited = world.count(DeliveryStatus::Wacht);
    world.finish();
    println!(
        "{} kills in {} starts, {killed:.1?}; {waited} werkbonnen still waited; done after {:.1?}",
        executioner.kills,
        executioner.starts,
        began.elapsed()
    );
    for (found, times) in &executioner.found {
        println!("{times:5} {found:?}");
    }
    assert_one_order_each(&world);
    assert_ledger_and_log(&world);
    assert_hit(&executioner);
}

fn assert_one_order_each(world: &World) {
    let orders = world.vendor.orders();
    let mut per_werkbon: BTreeMap<&str, usize> = BTreeMap::new();
    for order in &orders {
        let memo = order.memo.as_deref().unwrap();
        let nummer = memo.lines().find_map(|line| line.strip_prefix("Simon-werkbon: simon-"));
        *per_werkbon.entry(nummer.unwrap()).or_default() += 1;
        assert_eq!(order.regels.len(), 1, "{order:?}");
    }
    let more: Vec<_> = per_werkbon.iter().filter(|(_, orders)| **orders > 1).collect();
    assert!(more.is_empty(), "werkbonnen with more than one order: {more:?}");
    assert_eq!((orders.len(), per_werkbon.len()), (world.werkbonnen(), world.werkbonnen()));
    world.vendor.refusals().assert_none();
}

fn assert_ledger_and_log(world: &World) {
    let ledger = world.ledger();
    let whole = |entry: &&Delivery| {
        entry.status == DeliveryStatus::Geleverd
            && entry.document.is_some()
            && entry.attempt.is_none()
            && entry.claim.is_none()
    };
    assert_eq!(
        (ledger.len(), ledger.iter().filter(whole).count()),
        (world.werkbonnen(), world.werkbonnen())
    );
    let log = world.log();
    let asks: Vec<_> = log.iter().filter(|line| line.soort == Soort::Fout).collect();
    assert!(asks.is_empty(), "{asks:?}");
    let approvals =
        log.iter().filter(|line| line.record.is_some() && line.soort == Soort::Goedkeuring);
    assert_eq!(approvals.count(), world.werkbonnen(), "each is said to be delivered once");
}

/// The kills must have struck where it hurts, or the test proves nothing.
fn assert_hit(executioner: &Executioner<'_>) {
    for found in [Found::Claimed, Found::AttemptNotAtVendor, Found::CreatedNotStored] {
        let times = executioner.found.get(&found).copied().unwrap_or_default();
        assert!(times * 40 >= executioner.kills, "{found:?} only {times} times");
    }
}
