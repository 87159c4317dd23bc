//! A host, and vendors that count.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fmt;
use std::ops::Range;

use futures_executor::block_on;
use simon_core::host::{BudgetKey, CallBudget, Grant, Priority, Window, WindowKind};
use simon_core::integration::Agenda;
use simon_core::memory::MemoryBudget;
use simon_testkit::simulated::Seeded;

use super::super::*;

/// What real vendors grant an administration, with a reserve for delivering.
const WINDOWS: [Window; 2] = [
    Window::new(WindowKind::Fixed, Duration::from_secs(60), 60, 6),
    Window::new(WindowKind::Fixed, DAY, 5000, 500),
];
/// Customers, groups, articles and orders, nothing new.
const CALLS_OF_A_FETCH: u32 = 4;
const CALL: TimeDelta = TimeDelta::milliseconds(200);
const SHARE: TimeDelta = TimeDelta::minutes(2);
/// One in so many asks the real budget; the others know the same limits by heart, which is faster.
const WITH_BUDGET: usize = 20;

/// What happens.
#[derive(Debug, Clone)]
pub(super) struct Model {
    /// One in so many fetches once a day.
    pub(super) daily: usize,
    pub(super) nights: bool,
    pub(super) outage: Option<Range<DateTime<Utc>>>,
}

impl Default for Model {
    fn default() -> Self {
        Self { daily: 10, nights: true, outage: None }
    }
}

struct One {
    situation: Situation,
    /// When its next werkbon is archived, by another process: the host is not told.
    archived: DateTime<Utc>,
    /// Calls that its clean-up makes, and how many are left.
    listing: u32,
    left: u32,
    fetched: DateTime<Utc>,
    /// What its vendor counts: minute and calls in it, calls of the day.
    minute: (i64, u32),
    day: (i64, u32),
}

pub(super) struct Host {
    model: Model,
    all: Vec<One>,
    /// Who is asked when: what [`Agenda`] does, which is slow in a debug build.
    queue: BinaryHeap<Reverse<(DateTime<Utc>, usize)>>,
    /// Number of the first integration.
    first: usize,
    budget: MemoryBudget,
    random: Seeded,
    start: DateTime<Utc>,
    per_minute: Vec<u64>,
    pub(super) fetches: usize,
    pub(super) clean_ups: usize,
    pub(super) delivered: usize,
    pub(super) refusals: usize,
    /// The longest that a fetch came after its time, and that a werkbon waited.
    pub(super) latest_fetch: TimeDelta,
    pub(super) latest_delivery: TimeDelta,
}

/// Calls per minute.
pub(super) struct Load {
    pub(super) mean: u64,
    pub(super) most: u64,
}

impl fmt::Display for Load {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} calls a minute on average, {} at most", self.mean, self.most)
    }
}

impl Host {
    /// Everything was fetched, and cleaned up the night before last, when this begins.
    pub(super) fn new(numbers: Range<usize>, start: DateTime<Utc>, model: Model) -> Self {
        let random = Seeded::new(7);
        let one = |number: usize| {
            let daily = number.is_multiple_of(model.daily);
            let options = Options::default();
            let options = if model.nights { options } else { options.with_nachten([]) };
            let mut situation = fresh(number, if daily { DAY } else { FIVE_MINUTES }, options);
            situation.clean_up.begonnen = Some(start - DAY);
            // It fetched at its last slot.
            run(&mut situation, Job::Fetch, End::Done, start - DAY - minutes(5));
            let step = TimeDelta::from_std(situation.cadence).unwrap();
            let slot = situation.next(Job::Fetch, start - DAY * 9).unwrap();
            let passed = (start - slot).num_milliseconds().div_euclid(step.num_milliseconds());
            let fetched = slot + TimeDelta::milliseconds(passed * step.num_milliseconds());
            run(&mut situation, Job::Fetch, End::Done, fetched);
            let archived = start + TimeDelta::seconds(i64::try_from(random.below(10_800)).unwrap());
            let listing = 10 + u32::try_from(random.below(60)).unwrap();
            let (minute, day) = ((0, 0), (0, 0));
            One { situation, archived, listing, left: 0, fetched, minute, day }
        };
        let first = numbers.start;
        let all = numbers.map(one).collect();
        let zero = TimeDelta::zero();
        let mut host = Self {
            model,
            all,
            queue: BinaryHeap::new(),
            first,
            budget: MemoryBudget::new(),
            random,
            start,
            per_minute: vec![0; 25 * 60],
            fetches: 0,
            clean_ups: 0,
            delivered: 0,
            refusals: 0,
            latest_fetch: zero,
            latest_delivery: zero,
        };
        host.enter(start);
        host
    }

    /// Asks each at the moment that an agenda gives it.
    fn enter(&mut self, now: DateTime<Utc>) {
        self.queue.clear();
        for at in 0..self.all.len() {
            let mut agenda = Agenda::new();
            agenda.add(id(self.first + at), now);
            self.queue.push(Reverse((agenda.next().unwrap(), at)));
        }
    }

    pub(super) fn run_until(&mut self, until: DateTime<Utc>) {
        while let Some(Reverse((next, at))) = self.queue.pop() {
            if next >= until {
                self.queue.push(Reverse((next, at)));
                return;
            }
            let ask_again = self.run_due(at, next);
            self.queue.push(Reverse((ask_again, at)));
        }
    }

    /// A process that starts anew knows what is stored and nothing else.
    pub(super) fn restart(&mut self, now: DateTime<Utc>) {
        self.enter(now);
    }

    /// The load of these minutes.
    pub(super) fn load(&self, from: usize, until: usize) -> Load {
        let minutes = &self.per_minute[from..until];
        let mean = minutes.iter().sum::<u64>() / u64::try_from(minutes.len()).unwrap();
        Load { mean, most: *minutes.iter().max().unwrap() }
    }

    /// Both together.
    pub(super) fn with(mut self, other: Self) -> Self {
        for (calls, more) in self.per_minute.iter_mut().zip(other.per_minute) {
            *calls += more;
        }
        self.all.extend(other.all);
        self.fetches += other.fetches;
        self.clean_ups += other.clean_ups;
        self.delivered += other.delivered;
        self.refusals += other.refusals;
        self.latest_fetch = self.latest_fetch.max(other.latest_fetch);
        self.latest_delivery = self.latest_delivery.max(other.latest_delivery);
        self
    }

    /// How long ago the one that waits longest, of those that fetch every five minutes, fetched.
    pub(super) fn oldest_fetch(&self, now: DateTime<Utc>) -> TimeDelta {
        let often = self.all.iter().filter(|one| one.situation.cadence == FIVE_MINUTES);
        often.map(|one| now - one.situation.fetch.gelukt.unwrap()).max().unwrap()
    }

    /// As `Integration::run_due`.
    fn run_due(&mut self, number: usize, mut now: DateTime<Utc>) -> DateTime<Utc> {
        self.show_werkbon(number, now);
        for job in due(&self.all[number].situation, now) {
            let taken = take(&mut self.all[number].situation, job, now);
            let end = match job {
                Job::Deliver => self.deliver(number, &mut now),
                Job::Fetch => self.fetch(number, &mut now),
                Job::CleanUp => self.clean_up(number, taken.begonnen == Some(now), &mut now),
            };
            let situation = &mut self.all[number].situation;
            situation.set(situation.end(taken, end, now));
        }
        self.show_werkbon(number, now);
        let ask_again = plan(&self.all[number].situation, now).ask_again.unwrap();
        ask_again.max(now + TimeDelta::seconds(1))
    }

    fn show_werkbon(&mut self, number: usize, now: DateTime<Utc>) {
        let one = &mut self.all[number];
        one.situation.next_delivery = Some(one.archived).filter(|archived| *archived <= now);
    }

    fn deliver(&mut self, number: usize, now: &mut DateTime<Utc>) -> End {
        let one = &mut self.all[number];
        self.latest_delivery = self.latest_delivery.max(*now - one.archived);
        for _ in 0..2 {
            if let Err(end) = self.call(number, Priority::Deliver, now) {
                return end;
            }
        }
        let wait = i64::try_from(self.random.below(6 * 3600)).unwrap();
        let one = &mut self.all[number];
        self.delivered += 1;
        one.archived = *now + TimeDelta::seconds(wait);
        End::Done
    }

    fn fetch(&mut self, number: usize, now: &mut DateTime<Utc>) -> End {
        for _ in 0..CALLS_OF_A_FETCH {
            if let Err(end) = self.call(number, Priority::Normal, now) {
                return end;
            }
        }
        let one = &mut self.all[number];
        let late = *now - one.fetched - TimeDelta::from_std(one.situation.cadence).unwrap();
        one.fetched = *now;
        self.fetches += 1;
        if self.model.outage.is_none() {
            self.latest_fetch = self.latest_fetch.max(late);
        }
        End::Done
    }

    fn clean_up(&mut self, number: usize, first: bool, now: &mut DateTime<Utc>) -> End {
        let until = *now + SHARE;
        if first {
            self.all[number].left = self.all[number].listing;
        }
        while self.all[number].left > 0 {
            if let Err(end) = self.call(number, Priority::Normal, now) {
                return end;
            }
            self.all[number].left -= 1;
            if *now >= until && self.all[number].left > 0 {
                return End::Unfinished;
            }
        }
        self.clean_ups += 1;
        End::Done
    }

    /// One call: waits for the budget, is counted by the vendor, and takes its time.
    fn call(
        &mut self,
        number: usize,
        priority: Priority,
        now: &mut DateTime<Utc>,
    ) -> Result<(), End> {
        while let Some(until) = self.wait_until(number, priority, *now) {
            if until - *now > minutes(1) {
                let asked = (until - *now).to_std().ok();
                return Err(End::Failed { partly: false, asked });
            }
            *now = until;
        }
        let (minute, day) = (now.timestamp() / 60, now.timestamp() / 86_400);
        let one = &mut self.all[number];
        count(&mut one.minute, minute);
        count(&mut one.day, day);
        if one.minute.1 > 60 || one.day.1 > 5000 {
            self.refusals += 1;
        }
        let at = usize::try_from((*now - self.start).num_minutes()).unwrap();
        self.per_minute[at] += 1;
        if self.model.outage.as_ref().is_some_and(|outage| outage.contains(now)) {
            return Err(FAILED);
        }
        *now += CALL;
        Ok(())
    }

    fn wait_until(
        &self,
        number: usize,
        priority: Priority,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        if !number.is_multiple_of(WITH_BUDGET) {
            let minute = now.timestamp() / 60;
            let full = self.all[number].minute == (minute, WINDOWS[0].room(priority));
            return full.then(|| DateTime::from_timestamp((minute + 1) * 60, 0).unwrap());
        }
        let key = BudgetKey(number.to_string());
        match block_on(self.budget.ask(&id(self.first + number), &key, &WINDOWS, priority, now))
            .unwrap()
        {
            Grant::Go => None,
            Grant::WaitUntil(until) => Some(until),
        }
    }
}

fn count(counted: &mut (i64, u32), period: i64) {
    if counted.0 != period {
        *counted = (period, 0);
    }
    counted.1 += 1;
}
