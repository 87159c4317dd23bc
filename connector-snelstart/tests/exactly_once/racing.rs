//! Two workers on twenty werkbonnen while one answer in eight to a create is lost (R3 in small).

use std::time::Duration;

use futures_util::future::join;
use simon_core::host::DeliveryStatus;
use simon_core::integration::DeliveryReport;
use simon_testkit::simulated::{Crash, Seeded};
use simon_testkit::{Fault, On, builders};

use crate::delivery::{artikel, klant, orders_of};
use crate::world::World;

const WERKBONNEN: u64 = 20;
const SEEDS: u64 = 200;
/// The seeds of one test; several tests share the processors.
const SHARE: u64 = SEEDS / 2;

/// Each is delivered with its own price, so that a delivery is one call.
pub(crate) fn archived() -> World {
    let world = World::new();
    let hours = [("reistijd_artikel", "REIS"), ("werktijd_artikel", "UUR")];
    let tekst = |text: &str| simon_core::settings::SettingValue::Tekst(text.to_owned());
    world.activate(hours.map(|(key, code)| (key.to_owned(), tekst(code))).into_iter().collect());
    world.fetch();
    let (klant, kraan) = (klant(&world, "Bakkerij De Korenaar"), artikel(&world, "KRAAN15"));
    for nummer in 1..=WERKBONNEN {
        let mut werkbon = builders::werkbon(&nummer.to_string());
        werkbon.klant = Some(klant.clone());
        werkbon.tijden.clear();
        werkbon.artikelen[0].artikel = builders::artikel_id(&kraan);
        werkbon.artikelen[0].prijs = builders::artikel("x").verkoopprijs;
        world.run(world.sound().archive(werkbon.archiveren().unwrap())).unwrap();
    }
    world.pass(2 * 3600);
    world
}

/// Loses one answer in each eight, by chance one way or another. A rule counts only the requests
/// that no rule before it struck.
fn lose_one_in_eight(world: &World, random: &Seeded) {
    let ways =
        [Fault::DropBefore, Fault::DropAfter, Fault::status(503), Fault::status(503).after()];
    for (struck, eight) in (0..WERKBONNEN).enumerate() {
        let request = usize::try_from(eight * 8 + random.below(8)).unwrap();
        let way = usize::try_from(random.below(4)).unwrap();
        let on = On::new("POST", "/v2/verkooporders").skip(request - struck);
        world.faults.add(on, ways[way].clone(), 1);
    }
}

/// Both workers until nothing waits.
fn race(world: &World, random: &Seeded) {
    let worker = |seed: u64| {
        let latency = Duration::from_millis(20 + random.below(200));
        world.process_with(&Crash::never(), seed, latency)
    };
    let (one, two) = (worker(1), worker(2));
    world.run(join(world.rounds(&one), world.rounds(&two)));
}

/// What is not as it must be after a race.
fn broken(world: &World) -> Option<String> {
    for nummer in 1..=WERKBONNEN {
        let orders = orders_of(world, &nummer.to_string());
        if orders.len() != 1 {
            return Some(format!("{} orders of werkbon {nummer}", orders.len()));
        }
    }
    let delivered = world.store.count_deliveries(&world.id, DeliveryStatus::Geleverd);
    if world.run(delivered).unwrap() != WERKBONNEN {
        return Some("the ledger does not know all".to_owned());
    }
    let asks = world.asks();
    (!asks.is_empty()).then(|| format!("asks {asks:?}"))
}

/// One race of this seed, and what is wrong after it.
pub(crate) fn race_of(world: &World, seed: u64) -> Option<String> {
    let random = Seeded::new(seed);
    lose_one_in_eight(world, &random);
    race(world, &random);
    broken(world)
}

fn races(seeds: std::ops::Range<u64>) -> usize {
    let mut lost = 0;
    for seed in seeds {
        let world = archived();
        assert_eq!(race_of(&world, seed), None, "seed {seed}");
        world.sim.refusals().assert_none();
        lost += usize::try_from(WERKBONNEN).unwrap() - world.faults.pending();
    }
    lost
}

#[test]
fn two_workers_and_lost_answers_make_no_duplicate_and_lose_nothing_c22() {
    let lost = races(0..SHARE);
    assert!(lost > 200, "{lost} answers were lost");
}

#[test]
fn two_workers_and_lost_answers_make_no_duplicate_and_lose_nothing_either_c22() {
    let lost = races(SHARE..SEEDS);
    assert!(lost > 200, "{lost} answers were lost");
}

#[test]
fn two_workers_share_the_work() {
    let world = archived();
    let worker = |seed| world.process_with(&Crash::never(), seed, Duration::from_millis(100));
    let (one, two) = (worker(1), worker(2));
    let (one, two) = world.run(join(one.deliver(), two.deliver()));
    let delivered = |reports: Vec<DeliveryReport>| reports.len();
    let (one, two) = (delivered(one.unwrap()), delivered(two.unwrap()));
    assert!(one > 0 && two > 0, "{one} and {two}");
    assert_eq!(one + two, usize::try_from(WERKBONNEN).unwrap());
    assert_eq!(broken(&world), None);
}
