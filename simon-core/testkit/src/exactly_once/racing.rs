//! Two workers on werkbonnen of which one answer in eight to a create is lost (R3 in small).

use std::ops::Range;
use std::time::Duration;

use futures_util::future::join;
use simon_core::host::DeliveryStatus;

use super::{Vendor, World};
use crate::Fault;
use crate::simulated::{Crash, Seeded};

const FEW: u64 = 20;

/// So many archived werkbonnen; the token has died meanwhile.
fn archived<V: Vendor>(werkbonnen: u64) -> World<V> {
    let world = World::new();
    world.activate(V::race_settings());
    world.fetch();
    for nummer in 1..=werkbonnen {
        let werkbon = V::race_werkbon(&world, &nummer.to_string()).archiveren().unwrap();
        world.run(world.sound().archive(werkbon)).unwrap();
    }
    world.pass(2 * 3600);
    world
}

/// Loses one answer in each eight, by chance one way or another. A rule counts only the requests that
/// no rule before it struck.
fn lose_one_in_eight<V: Vendor>(world: &World<V>, eights: u64, random: &Seeded) {
    let ways =
        [Fault::DropBefore, Fault::DropAfter, Fault::status(503), Fault::status(503).after()];
    for (struck, eight) in (0..eights).enumerate() {
        let request = usize::try_from(eight * 8 + random.below(8)).unwrap();
        let way = usize::try_from(random.below(4)).unwrap();
        world.faults.add(V::CREATE.on().skip(request - struck), ways[way].clone(), 1);
    }
}

/// What is not as it must be after a race.
fn broken<V: Vendor>(world: &World<V>, werkbonnen: u64) -> Option<String> {
    for nummer in 1..=werkbonnen {
        let documents = world.documents_of(&nummer.to_string()).len();
        if documents != 1 {
            return Some(format!("{documents} documents of werkbon {nummer}"));
        }
    }
    let delivered = world.store.count_deliveries(&world.id, DeliveryStatus::Geleverd);
    if world.run(delivered).unwrap() != werkbonnen {
        return Some("the ledger does not know all".to_owned());
    }
    let asks = world.asks();
    (!asks.is_empty()).then(|| format!("asks {asks:?}"))
}

/// Both workers of this seed until nothing waits, and what is wrong after it.
fn race_in<V: Vendor>(world: &World<V>, werkbonnen: u64, seed: u64) -> Option<String> {
    let random = Seeded::new(seed);
    lose_one_in_eight(world, werkbonnen, &random);
    let worker = |seed: u64| {
        let latency = Duration::from_millis(20 + random.below(200));
        world.process_with(&Crash::never(), seed, latency)
    };
    let (one, two) = (worker(1), worker(2));
    world.run(join(world.rounds(&one), world.rounds(&two)));
    broken(world, werkbonnen)
}

/// What is wrong after a small race in a world of this kind.
pub(super) fn race_of<V: Vendor>(prepare: impl FnOnce(&mut World<V>)) -> Option<String> {
    let mut world = archived(FEW);
    prepare(&mut world);
    race_in(&world, FEW, 1)
}

/// A sound race, and how many answers were lost in it.
fn race<V: Vendor>(werkbonnen: u64, seed: u64) -> usize {
    let world = archived::<V>(werkbonnen);
    assert_eq!(race_in(&world, werkbonnen, seed), None, "seed {seed}");
    V::refusals(&world.sim).assert_none();
    usize::try_from(werkbonnen).unwrap() - world.faults.pending()
}

fn races<V: Vendor>(seeds: Range<u64>) {
    let least = usize::try_from(2 * (seeds.end - seeds.start)).unwrap();
    let lost: usize = seeds.map(|seed| race::<V>(FEW, seed)).sum();
    assert!(lost > least, "{lost} answers were lost");
}

pub fn two_workers_and_lost_answers_make_no_duplicate_and_lose_nothing_c22<V: Vendor>() {
    races::<V>(0..V::RACES / 2);
}

/// Several tests share the processors.
pub fn two_workers_and_lost_answers_make_no_duplicate_and_lose_nothing_either_c22<V: Vendor>() {
    races::<V>(V::RACES / 2..V::RACES);
}

pub fn two_hundred_werkbonnen_pushed_at_once_become_two_hundred_documents_c22<V: Vendor>() {
    let lost = race::<V>(200, 7);
    assert!(lost >= 25, "{lost} answers were lost");
}

pub fn two_workers_share_the_work<V: Vendor>() {
    let world = archived::<V>(FEW);
    let worker = |seed| world.process_with(&Crash::never(), seed, Duration::from_millis(100));
    let (one, two) = (worker(1), worker(2));
    let (one, two) = world.run(join(one.deliver(), two.deliver()));
    let (one, two) = (one.unwrap().len(), two.unwrap().len());
    assert!(one > 0 && two > 0, "{one} and {two}");
    assert_eq!(one + two, usize::try_from(FEW).unwrap());
    assert_eq!(broken(&world, FEW), None);
}
