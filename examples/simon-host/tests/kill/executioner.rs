//! Starts processes, kills them, and looks in what state they left the werkbon that they had in hand.

use std::collections::{BTreeMap, BTreeSet};
use std::os::unix::process::ExitStatusExt;
use std::process::Child;
use std::time::Duration;

use simon_core::host::{Delivery, DeliveryStatus};
use simon_testkit::simulated::Seeded;

use crate::world::{World, stopwatch};

const SIGKILL: i32 = 9;

/// What a killed process left behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Found {
    /// It died while it took werkbonnen into the ledger.
    Archiving,
    /// It had no werkbon in hand: starting, looking, or between two of them.
    NothingInHand,
    /// It had claimed a werkbon and sent nothing.
    Claimed,
    /// It had written that it was about to create; SnelStart has no order (yet).
    AttemptNotAtVendor,
    /// SnelStart has the order; the ledger does not know.
    CreatedNotStored,
    /// The ledger knows the order; the delivery was not finished.
    StoredNotFinished,
}

pub(crate) struct Executioner<'a> {
    world: &'a World,
    random: Seeded,
    wanted: usize,
    pub(crate) kills: usize,
    pub(crate) starts: usize,
    pub(crate) found: BTreeMap<Found, usize>,
}

impl<'a> Executioner<'a> {
    pub(crate) fn new(world: &'a World, wanted: usize) -> Self {
        let random = Seeded::new(11);
        Self { world, random, wanted, kills: 0, starts: 0, found: BTreeMap::new() }
    }

    /// Starts a process, at times two, and kills them. False when there were enough kills.
    pub(crate) fn kill_one(&mut self) -> bool {
        if self.kills >= self.wanted {
            return false;
        }
        assert!(self.starts < 20 * self.wanted, "the processes end before they are killed");
        let before = self.versions();
        let archiving = before.len() < self.world.werkbonnen();
        let archives = archiving || self.random.below(5) == 0;
        self.world.slow.next_round(Some(usize::from(self.random.below(2) == 0)));
        let mut processes =
            vec![if archives { self.world.archive() } else { self.world.deliver() }];
        if self.random.below(4) == 0 {
            processes.push(self.world.deliver());
        }
        self.starts += processes.len();
        if archiving {
            self.wait_until(&mut processes, |world| world.ledger().len() > before.len());
        } else if self.random.below(8) > 0 {
            let calls = self.world.faults.calls();
            self.wait_until(&mut processes, |world| world.faults.calls() > calls);
        }
        sleep(Duration::from_micros(self.random.below(40_000)));
        let killed = processes.into_iter().filter_map(kill).count();
        self.kills += killed;
        if killed > 0 {
            self.look(&before);
        }
        true
    }

    /// Most kills come a random while after the work has begun, however long a start takes.
    fn wait_until(&self, processes: &mut [Child], begun: impl Fn(&World) -> bool) {
        let longest = Duration::from_secs(5);
        let runs = |process: &mut Child| process.try_wait().unwrap().is_none();
        let began = stopwatch();
        while !begun(self.world) && processes.iter_mut().any(runs) && began.elapsed() < longest {
            sleep(Duration::from_millis(1));
        }
    }

    fn versions(&self) -> BTreeMap<String, u64> {
        let ledger = self.world.ledger().into_iter();
        ledger.map(|entry| (entry.nummer.as_str().to_owned(), entry.versie)).collect()
    }

    /// What the killed ones left, by what changed in the ledger since they started.
    fn look(&mut self, before: &BTreeMap<String, u64>) {
        let ledger = self.world.ledger();
        let changed = |entry: &&Delivery| before.get(entry.nummer.as_str()) != Some(&entry.versie);
        let at_vendor = self.at_vendor();
        let mut left: Vec<Found> =
            ledger.iter().filter(changed).filter_map(|entry| state(entry, &at_vendor)).collect();
        if left.is_empty() {
            let more = ledger.len() > before.len();
            left.push(if more { Found::Archiving } else { Found::NothingInHand });
        }
        for found in left {
            *self.found.entry(found).or_default() += 1;
        }
    }

    /// Last lines of the memos of all orders.
    fn at_vendor(&self) -> BTreeSet<String> {
        let memos = self.world.vendor.orders().into_iter().filter_map(|order| order.memo);
        memos.filter_map(|memo| memo.lines().last().map(str::to_owned)).collect()
    }
}

/// In what state an entry that was being worked on was left.
fn state(entry: &Delivery, at_vendor: &BTreeSet<String>) -> Option<Found> {
    if entry.status != DeliveryStatus::Wacht || entry.claim.is_none() {
        return None;
    }
    let line = format!("Simon-werkbon: {}", entry.referentie);
    Some(match (&entry.document, &entry.attempt) {
        (Some(_), _) => Found::StoredNotFinished,
        (None, None) => Found::Claimed,
        (None, Some(_)) if at_vendor.contains(&line) => Found::CreatedNotStored,
        (None, Some(_)) => Found::AttemptNotAtVendor,
    })
}

/// None when the process had ended by itself.
fn kill(mut process: Child) -> Option<()> {
    process.kill().unwrap();
    (process.wait().unwrap().signal() == Some(SIGKILL)).then_some(())
}

#[allow(clippy::disallowed_methods, reason = "processes live in real time")]
fn sleep(duration: Duration) {
    std::thread::sleep(duration);
}
