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
        let archives = self.starts % 5 == 0;
        let all_archived = before.len() == self.world.werkbonnen();
        let mut processes =
            vec![if archives { self.world.archive() } else { self.world.deliver() }];
        if self.random.below(4) == 0 {
            processes.push(self.world.deliver());
        }
        self.starts += processes.len();
        match self.random.below(8) {
            _ if archives && !all_archived => sleep_millis(self.random.below(100)),
            0 => sleep_millis(self.random.below(30)),
            _ => self.wait_for_a_delivery(&mut processes),
        }
        let killed = processes.into_iter().filter_map(kill).count();
        self.kills += killed;
        if killed > 0 {
            self.look(&before);
        }
        true
    }

    /// Returns a random while after the first call, so that most kills strike a delivery, however
    /// long a process takes to start.
    fn wait_for_a_delivery(&self, processes: &mut [Child]) {
        let (calls, began) = (self.world.faults.calls(), stopwatch());
        let runs = |process: &mut Child| process.try_wait().unwrap().is_none();
        while self.world.faults.calls() == calls
            && processes.iter_mut().any(runs)
            && began.elapsed() < Duration::from_secs(5)
        {
            sleep_millis(1);
        }
        let micros = self.random.below(1000 * self.patience());
        sleep(Duration::from_micros(micros));
    }

    /// Milliseconds from the first call to the kill, at most: fewer when the werkbonnen would be
    /// delivered before there were enough kills.
    fn patience(&self) -> u64 {
        let delivered = usize::try_from(self.world.count(DeliveryStatus::Geleverd)).unwrap();
        let ahead = delivered * self.wanted * 5 > self.kills * self.world.werkbonnen() * 4;
        if ahead { 15 } else { 40 }
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

fn sleep_millis(millis: u64) {
    sleep(Duration::from_millis(millis));
}

#[allow(clippy::disallowed_methods, reason = "processes live in real time")]
fn sleep(duration: Duration) {
    std::thread::sleep(duration);
}
