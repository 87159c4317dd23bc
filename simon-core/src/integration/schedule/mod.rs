//! When which job is due: pure functions from what is stored and the time (B2 to B4, G4).
//!
//! ```text
//! Situation ─ plan ─► jobs that are due, and when to ask again
//!           ─ begin ─► the job's state while a worker has it
//!           ─ end ─► the job's state afterwards: back-off, what goes on later
//! ```
//!
//! Every integration fetches on a grid of its own: the vendor's cadence, moved by a share of it that
//! follows from the integration's id. Ten thousand integrations of one host call evenly, whenever the
//! host started, and no run moves the next one.

mod agenda;
mod end;
mod night;
mod spread;

pub use agenda::Agenda;
pub use end::End;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::Options;
use crate::domain::IntegrationId;
use crate::host::{Claim, Fase, IntegrationState, Job, JobState};
use spread::Spread;

/// An active integration is asked at least this often: a werkbon that another process archived does
/// not wait longer for a worker to look.
const LOOK: TimeDelta = TimeDelta::minutes(5);

/// What is further in the future than it can be by so much was written by a wrong clock.
pub(super) const WRONG_CLOCK: TimeDelta = TimeDelta::hours(1);

/// All that the schedule depends on.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Situation {
    /// Only an active integration has jobs.
    pub fase: Fase,
    /// When it was last activated or saved: what jobs did before counts no longer.
    pub sinds: Option<DateTime<Utc>>,
    /// How often changes are fetched.
    pub cadence: Duration,
    /// Time zone and nights of the clean-up.
    pub options: Options,
    /// Delivering.
    pub deliver: JobState,
    /// Fetching.
    pub fetch: JobState,
    /// Cleaning up.
    pub clean_up: JobState,
    /// When the next werkbon may go ([`Store::next_delivery`](crate::host::Store::next_delivery)).
    pub next_delivery: Option<DateTime<Utc>>,
    spread: Spread,
}

/// What to do now and when to ask next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Plan {
    /// The jobs that are due, in the order in which to run them: delivering first, then at most one
    /// of fetching and cleaning up.
    pub due: Vec<Job>,
    /// When to ask again: at once, after them, when jobs are due. None when the integration is not
    /// active: nothing is due before somebody activates or saves it.
    pub ask_again: Option<DateTime<Utc>>,
}

/// The plan of a situation at a moment.
///
/// * Delivering is due as soon as a werkbon may go, and waits for no other job.
/// * Fetching is due at once after activating, and then at every slot of the integration's grid.
/// * Cleaning up is due once in each of its nights, between 01:00 and 05:00 local time, but not
///   before everything was fetched once. A night that was missed is made up for.
/// * What was cut off by its share of time or by a crash goes on at once.
/// * Fetching and cleaning up the same tables never run at the same time. Of two that are due, the
///   one that did not run for longest goes first: changes still come within minutes while a clean-up
///   takes many shares.
/// * Nothing is due while another worker has it, or before its back-off has passed.
#[must_use]
pub fn plan(situation: &Situation, now: DateTime<Utc>) -> Plan {
    if situation.fase != Fase::Actief {
        return Plan::default();
    }
    let seen = situation.as_of(now);
    let deliver = seen.due_from(Job::Deliver, now).map(|from| (from, Job::Deliver));
    let others = [Job::Fetch, Job::CleanUp].map(|job| Some((seen.due_from(job, now)?, job)));
    let is_due = |&(from, _): &(DateTime<Utc>, Job)| from <= now;
    let rested = |&(_, job): &(DateTime<Utc>, Job)| seen.job(job).geeindigd;
    let first = others.into_iter().flatten().filter(is_due).min_by_key(rested);
    let due = deliver.into_iter().filter(is_due).chain(first).map(|(_, job)| job).collect();
    let next = deliver.into_iter().chain(others.into_iter().flatten()).map(|(from, _)| from).min();
    let latest = now + LOOK;
    Plan { due, ask_again: Some(next.map_or(latest, |next| next.clamp(now, latest))) }
}

impl Situation {
    /// The situation of an integration whose vendor has this cadence. `jobs` are those that ever ran.
    #[must_use]
    pub fn new(
        id: &IntegrationId,
        cadence: Duration,
        options: Options,
        state: &IntegrationState,
        jobs: Vec<JobState>,
    ) -> Self {
        let mut situation = Self {
            fase: state.fase,
            sinds: state.actief_sinds,
            cadence,
            options,
            deliver: JobState::new(Job::Deliver),
            fetch: JobState::new(Job::Fetch),
            clean_up: JobState::new(Job::CleanUp),
            next_delivery: None,
            spread: Spread::of(id),
        };
        for job in jobs {
            situation.set(job);
        }
        situation
    }

    /// The state of a job.
    #[must_use]
    pub const fn job(&self, job: Job) -> &JobState {
        match job {
            Job::Deliver => &self.deliver,
            Job::Fetch => &self.fetch,
            Job::CleanUp => &self.clean_up,
        }
    }

    /// Replaces the state of a job.
    pub fn set(&mut self, state: JobState) {
        match state.job {
            Job::Deliver => self.deliver = state,
            Job::Fetch => self.fetch = state,
            Job::CleanUp => self.clean_up = state,
        }
    }

    /// When a job is next due; a moment that has passed means now. None when nothing is known to make
    /// it due: the integration is off, nothing waits, no nights are set, or another job goes first.
    #[must_use]
    pub fn next(&self, job: Job, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        if self.fase != Fase::Actief {
            return None;
        }
        self.as_of(now).due_from(job, now).map(|from| from.max(now))
    }

    /// The state of a job as a worker stores it when he takes the job. What was cut off
    /// goes on under its first start, but a clean-up of which the next night has come begins anew.
    #[must_use]
    pub fn begin(&self, job: Job, now: DateTime<Utc>, claim: Claim) -> JobState {
        let state = self.seen(self.job(job), now);
        let begun = state.begonnen.filter(|begun| {
            state.vervolgt && (job != Job::CleanUp || !self.is_night_over(*begun, now))
        });
        JobState { begonnen: begun.or(Some(now)), vervolgt: true, claim: Some(claim), ..state }
    }

    fn is_night_over(&self, begun: DateTime<Utc>, now: DateTime<Utc>) -> bool {
        night::after(&self.options, self.spread, begun).is_none_or(|next| next <= now)
    }

    /// With what jobs did before `sinds`, or under a wrong clock, left out. A `sinds` that is still to
    /// come is the wrong clock's itself: jobs would start anew with every look.
    fn as_of(&self, now: DateTime<Utc>) -> Self {
        Self {
            deliver: self.seen(&self.deliver, now),
            fetch: self.seen(&self.fetch, now),
            clean_up: self.seen(&self.clean_up, now),
            ..*self
        }
    }

    fn seen(&self, state: &JobState, now: DateTime<Utc>) -> JobState {
        let counts = |begun: DateTime<Utc>| {
            let latest = now + WRONG_CLOCK.max(millis(self.cadence));
            self.sinds.is_none_or(|since| begun >= since || since > now) && begun <= latest
        };
        match state.begonnen {
            Some(begun) if !counts(begun) => {
                JobState { versie: state.versie, ..JobState::new(state.job) }
            }
            _ => without_far_future(state, now),
        }
    }

    /// From when a job is due. Asks a situation that is [`as_of`](Self::as_of) now.
    fn due_from(&self, job: Job, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let state = self.job(job);
        let from = match job {
            Job::Deliver => self.next_delivery?,
            Job::Fetch => self.fetch_from(state).max(claimed_until(&self.clean_up)),
            Job::CleanUp if is_under_way(&self.fetch, now) => return None,
            Job::CleanUp => self.clean_up_from(state)?.max(claimed_until(&self.fetch)),
        };
        Some(from.max(free_from(state)))
    }

    fn fetch_from(&self, state: &JobState) -> DateTime<Utc> {
        match state.begonnen {
            Some(begun) if !goes_on(state) => self.spread.slot_after(begun, millis(self.cadence)),
            begun => begun.unwrap_or(DateTime::<Utc>::MIN_UTC),
        }
    }

    fn clean_up_from(&self, state: &JobState) -> Option<DateTime<Utc>> {
        self.fetch.gelukt?;
        if self.options.nachten().is_empty() {
            return None;
        }
        match state.begonnen.or(self.sinds) {
            Some(begun) if goes_on(state) => Some(begun),
            Some(before) => night::after(&self.options, self.spread, before),
            None => Some(DateTime::<Utc>::MIN_UTC),
        }
    }
}

/// Without a claim or a pause that only a wrong clock can have written.
fn without_far_future(state: &JobState, now: DateTime<Utc>) -> JobState {
    let longest = now + end::LONGEST_ASKED + WRONG_CLOCK;
    JobState {
        claim: state.claim.clone().filter(|claim| claim.until <= now + WRONG_CLOCK),
        niet_voor: state.niet_voor.filter(|until| *until <= longest),
        ..state.clone()
    }
}

/// Whether it does not wait for its next turn: it was cut off, or it failed.
const fn goes_on(state: &JobState) -> bool {
    state.vervolgt || state.mislukt > 0
}

/// Whether a run was begun, is not at its end, and is not in back-off.
fn is_under_way(state: &JobState, now: DateTime<Utc>) -> bool {
    state.vervolgt && state.niet_voor.is_none_or(|not_before| not_before <= now)
}

/// When the back-off has passed and nobody has it in hand.
fn free_from(state: &JobState) -> DateTime<Utc> {
    claimed_until(state).max(state.niet_voor.unwrap_or(DateTime::<Utc>::MIN_UTC))
}

fn claimed_until(state: &JobState) -> DateTime<Utc> {
    state.claim.as_ref().map_or(DateTime::<Utc>::MIN_UTC, |claim| claim.until)
}

fn millis(duration: Duration) -> TimeDelta {
    let longest = TimeDelta::days(366);
    TimeDelta::from_std(duration).map_or(longest, |delta| delta.min(longest))
}
