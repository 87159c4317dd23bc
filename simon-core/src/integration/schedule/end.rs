//! What a run leaves behind: when the job is due again.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::spread::For;
use super::{Situation, millis};
use crate::error::{ErrorKind, Retry};
use crate::host::{Job, JobState};
use crate::integration::deliver::stops_the_run;
use crate::integration::{DeliveryReport, FeedReport};

/// How a run of a job ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum End {
    /// All of it was done.
    Done,
    /// Its share of time was up; it goes on.
    Unfinished,
    /// Somebody switched the integration off, saved it, or works on the same feed: no failure.
    BrokenOff,
    /// It failed, and backs off.
    Failed {
        /// Whether some feed ended well: the vendor answers, so it is tried at its cadence at the
        /// latest.
        partly: bool,
        /// The vendor serves nothing for so long.
        asked: Option<Duration>,
    },
}

/// The pause after the first failure; it doubles with each further one.
const FIRST_PAUSE: TimeDelta = TimeDelta::minutes(5);
/// The longest pause is this, or a quarter of the cadence.
const LONGEST_PAUSE: TimeDelta = TimeDelta::hours(1);
/// Nothing that a vendor asks for pauses a job for longer: vendors count in minutes, hours and days.
pub(super) const LONGEST_ASKED: TimeDelta = TimeDelta::hours(24);

impl End {
    /// How a fetch or clean-up ended. Every error of a feed counts as a failure, but for a run that was
    /// broken off.
    #[must_use]
    pub fn of_feeds(reports: &[FeedReport]) -> Self {
        let errors = || reports.iter().filter_map(|report| report.error.as_ref());
        if errors().any(|error| error.kind() == ErrorKind::Cancelled) {
            return Self::BrokenOff;
        }
        if errors().next().is_some() {
            let partly = reports.iter().any(|report| report.error.is_none() && !report.vervolgt);
            let of_all = reports.iter().filter(|report| !report.alleen_deze);
            let of_all = of_all.filter_map(|report| report.error.as_ref());
            let asked = of_all.filter_map(|error| match error.retry() {
                Retry::After(asked) => Some(asked),
                _ => None,
            });
            return Self::Failed { partly, asked: asked.max() };
        }
        let unfinished = reports.iter().any(|report| report.vervolgt);
        if unfinished { Self::Unfinished } else { Self::Done }
    }

    /// How delivering ended. Only a wall that the next werkbon would meet, too, is a failure of the
    /// job; each werkbon has its own back-off.
    #[must_use]
    pub fn of_deliveries(reports: &[DeliveryReport], now: DateTime<Utc>) -> Self {
        let Some(wall) = reports.last().filter(|report| stops_the_run(report)) else {
            return Self::Done;
        };
        let limited = wall.oorzaak == Some(ErrorKind::RateLimited);
        let until = wall.opnieuw_na.filter(|_| limited);
        let asked = until.and_then(|until| (until - now).to_std().ok());
        Self::Failed { partly: false, asked }
    }
}

impl Situation {
    /// The state of a job after a run. `state` is what [`begin`](Self::begin) gave.
    ///
    /// A failure pauses the job for 5 minutes, doubling up to an hour or a quarter of the cadence if
    /// that is longer, plus up to a quarter of the pause that differs per integration; or for as long
    /// as the vendor asks, up to a day. A fetch that failed begins anew, so that feeds that do work are followed; a
    /// clean-up goes on with the tables that it did not end.
    #[must_use]
    pub fn end(&self, state: JobState, end: End, now: DateTime<Utc>) -> JobState {
        let state = JobState { claim: None, niet_voor: None, geeindigd: Some(now), ..state };
        match end {
            End::Done => JobState { gelukt: Some(now), mislukt: 0, vervolgt: false, ..state },
            End::Unfinished => JobState { mislukt: 0, vervolgt: true, ..state },
            End::BrokenOff => {
                JobState { niet_voor: Some(now + FIRST_PAUSE), vervolgt: true, ..state }
            }
            End::Failed { partly, asked } => {
                let mislukt = state.mislukt.saturating_add(1);
                let pause = self.pause(state.job, mislukt, partly);
                let pause =
                    asked.map_or(pause, |asked| pause.max(millis(asked).min(LONGEST_ASKED)));
                JobState {
                    mislukt,
                    niet_voor: Some(now + pause),
                    vervolgt: state.job == Job::CleanUp,
                    ..state
                }
            }
        }
    }

    fn pause(&self, job: Job, failures: u32, partly: bool) -> TimeDelta {
        let cadence = millis(self.cadence);
        let longest = match job {
            Job::Deliver => LONGEST_PAUSE,
            Job::Fetch | Job::CleanUp => LONGEST_PAUSE.max(cadence / 4),
        };
        let doubled = FIRST_PAUSE * (1 << failures.saturating_sub(1).min(10));
        let pause = doubled.min(longest * 4 / 5);
        let pause = pause + self.spread.share(For::BackOff(failures), pause / 4);
        if partly && job == Job::Fetch { pause.min(cadence) } else { pause }
    }
}
