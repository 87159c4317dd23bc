//! Two workers on werkbonnen of which one answer in eight to a create is lost (R3).

use std::time::Duration;

use futures_util::future::join;
use simon_core::host::DeliveryStatus;
use simon_testkit::simulated::{Crash, Seeded};
use simon_testkit::{Fault, On, builders};

use crate::delivery::{artikel, invoices_of, klant, settings};
use crate::world::World;

/// So many werkbonnen without PDFs.
pub(crate) fn archived(werkbonnen: u64) -> World {
    let world = World::new();
    let mut settings = settings();
    settings.remove("pdf");
    world.activate(settings);
    world.fetch();
    let (klant, kraan) = (klant(&world, "Bakkerij De Korenaar"), artikel(&world, "KRAAN15"));
    for nummer in 1..=werkbonnen {
        let mut werkbon = builders::werkbon(&nummer.to_string());
        werkbon.klant = Some(klant.clone());
        werkbon.artikelen[0].artikel = builders::artikel_id(&kraan);
        world.run(world.sound().archive(werkbon.archiveren().unwrap())).unwrap();
    }
    world.pass(300);
    world
}

/// Loses one answer in each eight, by chance one way or another. A rule counts only the requests that
/// no rule before it struck.
fn lose_one_in_eight(world: &World, eights: u64, random: &Seeded) {
    let ways =
        [Fault::DropBefore, Fault::DropAfter, Fault::status(503), Fault::status(503).after()];
    for (struck, eight) in (0..eights).enumerate() {
        let request = usize::try_from(eight * 8 + random.below(8)).unwrap();
        let way = usize::try_from(random.below(4)).unwrap();
        let on = On::new("POST", "/api/v1/3201417/salesinvoice/SalesInvoices");
        world.faults.add(on.skip(request - struck), ways[way].clone(), 1);
    }
}

/// What is not as it must be after a race.
fn broken(world: &World, werkbonnen: u64) -> Option<String> {
    for nummer in 1..=werkbonnen {
        let invoices = invoices_of(world, &nummer.to_string());
        if invoices.len() != 1 {
            return Some(format!("{} invoices of werkbon {nummer}", invoices.len()));
        }
    }
    let delivered = world.store.count_deliveries(&world.id, DeliveryStatus::Geleverd);
    if world.run(delivered).unwrap() != werkbonnen {
        return Some("the ledger does not know all".to_owned());
    }
    let asks = world.asks();
    (!asks.is_empty()).then(|| format!("asks {asks:?}"))
}

/// One race of this seed, and what is wrong after it.
pub(crate) fn race_of(world: &World, werkbonnen: u64, seed: u64) -> Option<String> {
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

fn race(werkbonnen: u64, seed: u64) -> usize {
    let world = archived(werkbonnen);
    assert_eq!(race_of(&world, werkbonnen, seed), None, "seed {seed}");
    world.sim.refusals().assert_none();
    usize::try_from(werkbonnen).unwrap() - world.faults.pending()
}

#[test]
fn two_workers_and_lost_answers_make_no_duplicate_and_lose_nothing_c22() {
    let lost: usize = (0..40).map(|seed| race(20, seed)).sum();
    assert!(lost > 80, "{lost} answers were lost");
}

#[test]
fn two_hundred_werkbonnen_pushed_at_once_become_two_hundred_invoices_c22() {
    let lost = race(200, 7);
    assert!(lost >= 25, "{lost} answers were lost");
}
