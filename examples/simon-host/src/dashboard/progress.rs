//! What a run tells while it is under way, for pages that follow it.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use simon_core::host::{Feed, Job, Tellingen};
use simon_core::integration::{FeedReport, Progress};
use simon_core::message::Rendered;

/// How far one table is.
#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    pub(super) tellingen: Tellingen,
    /// How many there are, where the vendor tells.
    pub(super) total: Option<u64>,
    pub(super) ended: bool,
    /// How many would have gone when the guard of a clean-up stopped it (B5).
    pub(super) stopped: Option<u64>,
    /// Why it did not end whole.
    pub(super) said: Option<Rendered>,
}

/// The last run that a person asked for.
#[derive(Debug, Clone, Default)]
pub(super) struct Run {
    pub(super) busy: bool,
    /// What it does; none before the first.
    pub(super) job: Option<Job>,
    pub(super) rows: BTreeMap<Feed, Row>,
    /// Why there was nothing to do.
    pub(super) said: Option<Rendered>,
}

/// Keeps what the last run told.
#[derive(Debug, Default)]
pub(super) struct Live(Mutex<Run>);

impl Live {
    pub(super) fn run(&self) -> Run {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Begins a run; false when one is under way.
    pub(super) fn begin(&self, job: Job) -> bool {
        let mut run = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if run.busy {
            return false;
        }
        *run = Run { busy: true, job: Some(job), ..Run::default() };
        true
    }

    /// Ends it with what it came to.
    pub(super) fn end(&self, rows: Vec<(Feed, Row)>, said: Option<Rendered>) {
        let mut run = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        run.rows.extend(rows);
        run.busy = false;
        run.said = said;
    }
}

impl Row {
    /// What a report says of its table.
    pub(super) fn of(report: &FeedReport, said: Option<Rendered>) -> Self {
        let stopped = report.stopped_at;
        let ended = report.error.is_none() && stopped.is_none();
        Self { tellingen: report.tellingen, total: None, ended, stopped, said }
    }
}

impl Progress for Live {
    fn page(&self, feed: Feed, tellingen: &Tellingen, total: Option<u64>) {
        let mut run = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if run.busy {
            let row = Row { tellingen: *tellingen, total, ..Row::default() };
            run.rows.insert(feed, row);
        }
    }
}
