//! Random schedules: two workers with their own latency and random numbers, people, a vendor whose
//! books change, faults of every kind on either side of the vendor's processing, crashes and
//! restarts, all at once. A seed tells every detail of a run.
//!
//! `SIMON_SEEDS=100000 cargo test -p simon-core --test proof` runs more of them;
//! `SIMON_SEED=17 cargo test -p simon-core --test proof one_seed -- --nocapture` replays one.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use futures_util::future::{join, join4};
use simon_core::host::Fase;
use simon_core::integration::{FetchRequest, Integration, NoProgress};
use simon_testkit::simulated::{Crash, Seeded, Side};
use simon_testkit::{Fault, On};

use crate::vendor::books::Table;
use crate::vendor::offers::Mode;
use crate::world::{Setup, World};

const SEEDS: u64 = 10_000;
/// Tests that share the seeds and the processors.
const SHARES: u64 = 8;
/// Simulated seconds in which things happen.
const BUSY: u64 = 20 * 60;

/// One run of this seed.
struct Run {
    world: World,
    seed: u64,
}

/// Numbers of one of the run's tasks, which do not depend on what the others draw.
fn dice(seed: u64, task: u64) -> Seeded {
    let dice = Seeded::new(seed.wrapping_mul(1_000_003).wrapping_add(task));
    dice.draw();
    dice
}

fn mode(dice: &Seeded) -> Mode {
    let (feed, lookup, read) = (dice.below(2) == 0, dice.below(5) > 0, dice.below(3) > 0);
    Mode { feed, lookup, read, dossier: dice.below(4) > 0 }
}

/// What is wrong after a run, and what happened in it.
pub(crate) fn after(seed: u64, setup: Setup) -> (Vec<String>, String) {
    let mode = mode(&dice(seed, 0));
    let run = Run { world: World::new(Setup { mode, ..setup }), seed };
    run.prepare();
    run.world.trace.write(|| format!("seed {seed}, {mode:?}"));
    let workers = join(run.worker(1), run.worker(2));
    run.world.run(join4(workers, run.people(), run.vendor(), run.off_and_on()));
    run.world.faults.clear();
    run.world.trace.write(|| "no more faults".to_owned());
    let process = run.world.process_with(&Crash::never(), seed + 7, Duration::ZERO);
    run.world.run(run.world.settle(&process));
    (run.world.wrong(), run.world.trace.text())
}

impl Run {
    /// Switched on and everything fetched, an hour ago; then the line gets bad.
    fn prepare(&self) {
        let world = &self.world;
        let process = world.process(&Crash::never());
        world.run(async {
            world.activate(&process).await;
            world.round(&process).await;
            world.add_own_addresses().await;
        });
        world.clock.advance(Duration::from_secs(3600));
        let dice = dice(self.seed, 1);
        for _ in 0..dice.below(8) {
            let kinds = Fault::every_kind(dice.below(2) == 0);
            let (name, fault) = kinds
                [usize::try_from(dice.draw() % u64::try_from(kinds.len()).unwrap()).unwrap()]
            .clone();
            let on = match dice.below(5) {
                0 => On::new("POST", "/orders"),
                1 => On::new("POST", "/token"),
                2 => On::new("POST", "/orders/"),
                _ => On::any(),
            };
            let skip = usize::try_from(dice.below(30)).unwrap();
            let times = usize::try_from(1 + dice.below(4)).unwrap();
            world.trace.write(|| format!("{name} {times} times at {on:?} after {skip}"));
            world.faults.add(on.skip(skip), fault, times);
        }
    }

    /// Sleeps to a random moment of the busy time, not before the last one.
    async fn later(&self, dice: &Seeded) {
        let millis = dice.below(BUSY * 1000 / 4);
        self.world.sleep(Duration::from_millis(millis)).await;
    }

    /// A process that works, dies, and starts again.
    async fn worker(&self, number: u64) {
        let dice = dice(self.seed, 10 + number);
        let end = self.world.clock.now() + Duration::from_secs(BUSY);
        let latency = Duration::from_millis(dice.below(1500));
        while self.world.clock.now() < end {
            let crash = match dice.below(2) {
                0 => Crash::never(),
                _ => {
                    let side = if dice.below(2) == 0 { Side::Before } else { Side::After };
                    Crash::at(usize::try_from(1 + dice.below(25)).unwrap(), side)
                }
            };
            let process = self.world.process_with(&crash, dice.draw() >> 1, latency);
            let work = async {
                while self.world.clock.now() < end {
                    self.work(&process, &dice).await;
                    self.later(&dice).await;
                }
            };
            if until_crash(&crash, work).await.is_none() {
                self.world.crashed();
                self.world.sleep(Duration::from_secs(dice.below(120))).await;
            }
        }
    }

    async fn work(&self, process: &Integration, dice: &Seeded) {
        match dice.below(8) {
            0 => drop(process.clean_up(dice.below(2) == 0, &NoProgress).await),
            1 => drop(process.deliver_now().await),
            2 => drop(process.fetch(&FetchRequest::everything(Vec::new()), &NoProgress).await),
            3..6 => drop(process.run_due(&NoProgress).await),
            _ => drop(self.world.round(process).await),
        }
    }

    /// They archive, save settings and answer what the log asks.
    async fn people(&self) {
        let dice = dice(self.seed, 20);
        let process = self.world.process_with(&Crash::never(), self.seed + 3, Duration::ZERO);
        for number in 1..=4 {
            self.later(&dice).await;
            self.world.archive(&process, &format!("2041{number}")).await;
            for nummer in self.world.planned().await {
                self.world.archive(&process, &nummer).await;
            }
            if dice.below(8) == 0 {
                let _ = process.save(&World::settings("werkbon")).await;
            }
            self.world.answer(&process).await;
        }
    }

    /// Customers, articles and orders that come, change and go.
    async fn vendor(&self) {
        let dice = dice(self.seed, 30);
        for number in 0..6 {
            self.world.sleep(Duration::from_millis(dice.below(BUSY * 1000 / 6))).await;
            let mut books = self.world.kade.books();
            let klant = format!("k{}", 2 + dice.below(7));
            let artikel = ["a2", "a3", "x1"][usize::try_from(dice.below(3)).unwrap()];
            self.world.trace.write(|| format!("vendor changes {klant} or {artikel}"));
            match dice.below(8) {
                0 => books.set(Table::Klanten, &klant, "naam", format!("Naam {number}")),
                1 => books.set(Table::Klanten, &klant, "actief", false),
                2 => books.delete(Table::Klanten, &klant),
                3 => books.add_klant(20 + number),
                4 => books.set(Table::Artikelen, artikel, "naam", format!("Artikel {number}")),
                5 => books.delete(Table::Artikelen, artikel),
                6 => books.add_order(Table::Offertes, &format!("o{number}"), "Nieuwe keuken"),
                _ => books.add_order(Table::Orders, &format!("w{number}"), "Kraan lekt"),
            }
        }
    }

    /// In one run of three the user switches off in the middle of it all.
    async fn off_and_on(&self) {
        let dice = dice(self.seed, 40);
        if dice.below(3) > 0 {
            return;
        }
        self.later(&dice).await;
        let process = self.world.process_with(&Crash::never(), self.seed + 5, Duration::ZERO);
        if self.world.store.state(&self.world.id).await.unwrap().fase == Fase::Actief {
            let _ = process.deactivate().await;
        }
    }
}

/// A process that dies at its crash, while others live on; none when it died.
async fn until_crash<T>(crash: &Crash, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    poll_fn(|context| {
        let polled = work.as_mut().poll(context);
        if crash.crashed() { Poll::Ready(None) } else { polled.map(Some) }
    })
    .await
}

fn number_of(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

fn share(share: u64) {
    let started = std::time::Instant::now();
    let seeds = number_of("SIMON_SEEDS").unwrap_or(SEEDS);
    let (from, to) = (seeds * share / SHARES, seeds * (share + 1) / SHARES);
    for seed in from..to {
        let (wrong, _) = after(seed, Setup::of(Mode::USUAL));
        let command = "cargo test -p simon-core --test proof one_seed -- --nocapture";
        assert!(wrong.is_empty(), "{wrong:#?}\nreplay: SIMON_SEED={seed} {command}");
    }
    println!("seeds {from} to {to} in {:?}", started.elapsed());
}

/// The one that `SIMON_SEED` names, with all that happens in it.
#[test]
fn one_seed() {
    let Some(seed) = number_of("SIMON_SEED") else { return };
    let (wrong, trace) = after(seed, Setup { trace: true, ..Setup::of(Mode::USUAL) });
    println!("{trace}");
    assert!(wrong.is_empty(), "{wrong:#?}");
}

macro_rules! shares {
    ($($name:ident $share:literal)*) => {
        $(#[test]
        fn $name() {
            share($share);
        })*
    };
}

shares! {
    random_schedules_lose_nothing_and_double_nothing_1_c22 0
    random_schedules_lose_nothing_and_double_nothing_2_c22 1
    random_schedules_lose_nothing_and_double_nothing_3_c22 2
    random_schedules_lose_nothing_and_double_nothing_4_c22 3
    random_schedules_lose_nothing_and_double_nothing_5_c22 4
    random_schedules_lose_nothing_and_double_nothing_6_c22 5
    random_schedules_lose_nothing_and_double_nothing_7_c22 6
    random_schedules_lose_nothing_and_double_nothing_8_c22 7
}
