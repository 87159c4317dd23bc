//! The recurring work of an integration, and what the store remembers of it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Claim;

/// A kind of work that comes back by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Job {
    /// Delivering the werkbonnen that wait (C1).
    Deliver,
    /// Fetching what changed at the vendor (B2).
    Fetch,
    /// Removing what the vendor no longer has (B4).
    CleanUp,
}

impl Job {
    /// All jobs, the most urgent first.
    pub const ALL: [Self; 3] = [Self::Deliver, Self::Fetch, Self::CleanUp];

    /// Its name in stored data and metrics.
    #[must_use]
    pub const fn sleutel(self) -> &'static str {
        match self {
            Self::Deliver => "deliver",
            Self::Fetch => "fetch",
            Self::CleanUp => "clean_up",
        }
    }
}

/// When a job ran, and who runs it now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct JobState {
    /// Which job.
    pub job: Job,
    /// Counts up with every write; the store refuses a write from an older one.
    pub versie: u64,
    /// When it last began.
    pub begonnen: Option<DateTime<Utc>>,
    /// When its last run, or share of one, ended.
    #[serde(default)]
    pub geeindigd: Option<DateTime<Utc>>,
    /// When it last ended well.
    pub gelukt: Option<DateTime<Utc>>,
    /// Runs in a row that failed, for the back-off.
    pub mislukt: u32,
    /// Not before this moment.
    pub niet_voor: Option<DateTime<Utc>>,
    /// Its time was up before the work was done: it goes on as soon as it may.
    pub vervolgt: bool,
    /// Who runs it. A claim that ran out belongs to a process that died.
    pub claim: Option<Claim>,
}

impl JobState {
    /// A job that never ran.
    #[must_use]
    pub const fn new(job: Job) -> Self {
        Self {
            job,
            versie: 0,
            begonnen: None,
            geeindigd: None,
            gelukt: None,
            mislukt: 0,
            niet_voor: None,
            vervolgt: false,
            claim: None,
        }
    }
}
