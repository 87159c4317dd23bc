//! The push race (R3): 200 archived werkbonnen over real sockets, on the SQLite store, while one
//! answer in eight to a create is lost: the connection drops or 503 comes, before or after SnelStart
//! committed. What counts are SnelStart's own books.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests"
)]

mod world;

use std::collections::BTreeMap;

use futures_util::future::join_all;
use simon_core::host::{Delivery, DeliveryStatus, Store};
use simon_core::log::{LogFilter, Soort};
use simon_testkit::simulated::Seeded;
use simon_testkit::{Exchange, Fault, On};

use world::{ORDERS, WERKBONNEN, World};

const LOST: usize = WERKBONNEN / 8;

fn before_commit() -> [Fault; 2] {
    [Fault::DropBefore, Fault::status(503)]
}

fn after_commit() -> [Fault; 2] {
    [Fault::DropAfter, Fault::status(503).after()]
}

/// Loses one answer in each eight, the given ways in turn. A rule counts only the requests that no
/// rule before it struck.
fn lose_one_in_eight(world: &World, ways: &[Fault]) {
    let random = Seeded::new(3);
    for struck in 0..LOST {
        let request = struck * 8 + usize::try_from(random.below(8)).unwrap();
        let on = On::new("POST", ORDERS).skip(request - struck);
        world.faults.add(on, ways[struck % ways.len()].clone(), 1);
    }
}

/// What a race came to.
struct Outcome {
    /// Orders in the books per reference.
    orders: BTreeMap<String, usize>,
    ledger: Vec<Delivery>,
    /// Requests to create.
    creates: Vec<Exchange>,
}

impl Outcome {
    fn duplicates(&self) -> usize {
        self.orders.values().map(|orders| orders - 1).sum()
    }

    fn lost(&self) -> usize {
        WERKBONNEN - self.orders.len()
    }

    fn ok(&self) -> usize {
        self.ledger.iter().filter(|entry| entry.status == DeliveryStatus::Geleverd).count()
    }

    fn confirmed_by_look_up(&self) -> usize {
        let found = |entry: &&Delivery| entry.code.as_deref() == Some("werkbon-teruggevonden");
        self.ledger.iter().filter(found).count()
    }

    /// The line of the table in which clients are compared.
    fn print(&self, client: &str, took: std::time::Duration) {
        let created: usize = self.orders.values().sum();
        let again = self.creates.len() - WERKBONNEN;
        println!("| client | created | duplicates | lost | what the client reports |");
        println!(
            "| {client} | {created} | {} | {} | {} ok, {} of them \"confirmed by look-up\" and {again} sent again; {took:.1?} |",
            self.duplicates(),
            self.lost(),
            self.ok(),
            self.confirmed_by_look_up(),
        );
    }
}

/// Lets so many workers deliver, each with connections of its own to store and vendor.
async fn race(client: &str, workers: usize, ways: &[Fault]) {
    let began = world::stopwatch();
    let world = World::archived().await;
    lose_one_in_eight(&world, ways);
    let workers: Vec<_> = (0..workers).map(|_| world.worker()).collect();
    join_all(workers.iter().map(|worker| world.deliver_until_quiet(worker))).await;
    let outcome = Outcome {
        orders: world.orders_by_reference(),
        ledger: world.ledger().await,
        creates: world.creates(),
    };
    outcome.print(client, began.elapsed());
    assert_sound(&world, &outcome).await;
    let committed = |lost: &usize| after_commit().contains(&ways[lost % ways.len()]);
    let found_back = (0..LOST).filter(committed).count();
    // A busy machine may lose an answer more.
    assert!(outcome.confirmed_by_look_up() >= found_back, "{found_back} were lost after commit");
    assert!(outcome.creates.len() >= WERKBONNEN + LOST - found_back, "the others were sent again");
}

async fn assert_sound(world: &World, outcome: &Outcome) {
    assert_eq!(world.faults.pending(), 0, "all answers that should be lost were lost");
    assert_eq!((outcome.orders.len(), outcome.duplicates(), outcome.lost()), (WERKBONNEN, 0, 0));
    assert_eq!((outcome.ledger.len(), outcome.ok()), (WERKBONNEN, WERKBONNEN));
    let answered = outcome.creates.iter().filter(|create| create.processed).count();
    assert_eq!(answered, WERKBONNEN, "nothing was created but what is in the books");
    let log = world.store.log(&world.id, &LogFilter::default()).await.unwrap();
    assert!(log.iter().all(|line| line.soort != Soort::Fout), "nobody has to act");
    let approvals =
        log.iter().filter(|line| line.record.is_some() && line.soort == Soort::Goedkeuring);
    assert_eq!(approvals.count(), WERKBONNEN, "each is said to be delivered once");
    world.sim.refusals().assert_none();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_lost_after_the_commit_make_no_second_order_r3() {
    race("Simon, lost after commit", 1, &after_commit()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn answers_lost_before_or_after_the_commit_make_one_order_each_r3() {
    let ways = [before_commit(), after_commit()].concat();
    race("Simon, lost before or after commit", 1, &ways).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_workers_at_once_and_lost_answers_make_one_order_each_r3() {
    let ways = [before_commit(), after_commit()].concat();
    race("Simon, two workers", 2, &ways).await;
}
