//! The schedule: pure rules, the agenda, and a day of ten thousand integrations on simulated time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "tests"
)]

mod agenda;
mod back_off;
mod nights;
mod planning;
mod simulation;

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use simon_core::domain::IntegrationId;
use simon_core::host::{Claim, Fase, IntegrationState, Job, JobState};
use simon_core::integration::{End, Options, Situation, plan};

const FIVE_MINUTES: Duration = Duration::from_secs(300);
const DAY: Duration = Duration::from_secs(24 * 3600);

fn id(number: usize) -> IntegrationId {
    IntegrationId::new(format!("klant{number:05}")).unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn minutes(minutes: i64) -> TimeDelta {
    TimeDelta::minutes(minutes)
}

/// An active integration that never did anything.
fn fresh(number: usize, cadence: Duration, options: Options) -> Situation {
    let mut state = IntegrationState::default();
    state.fase = Fase::Actief;
    Situation::new(&id(number), cadence, options, &state, Vec::new())
}

/// One that fetched everything just before `now`, with a clean-up not long ago.
fn settled(number: usize, now: DateTime<Utc>) -> Situation {
    let mut situation = fresh(number, FIVE_MINUTES, Options::default());
    run(&mut situation, Job::Fetch, End::Done, now);
    situation.clean_up.begonnen = Some(now);
    situation
}

/// Takes a job and ends it at once.
fn run(situation: &mut Situation, job: Job, end: End, now: DateTime<Utc>) {
    let taken = take(situation, job, now);
    situation.set(situation.end(taken, end, now));
}

/// Takes a job for five minutes.
fn take(situation: &mut Situation, job: Job, now: DateTime<Utc>) -> JobState {
    let taken = situation.begin(job, now, Claim::new(1, now + minutes(5)));
    situation.set(taken.clone());
    taken
}

fn due(situation: &Situation, now: DateTime<Utc>) -> Vec<Job> {
    plan(situation, now).due
}

const FAILED: End = End::Failed { partly: false, asked: None };
