//! Running what is due, in shares of time and under claims.

use chrono::{DateTime, TimeDelta, Utc};

use super::fetch::Slice;
use super::schedule::{End, Plan, Situation, plan};
use super::{DeliveryReport, FeedReport, FetchRequest, Integration, Progress};
use crate::error::{ErrorKind, Result};
use crate::host::{Change, Claim, CommitError, Fase, IntegrationState, Job, JobState};

/// What was run, and when to ask again.
#[derive(Debug)]
#[non_exhaustive]
pub struct DueReport {
    /// The jobs that were run, in order; not those that another worker has.
    pub ran: Vec<JobReport>,
    /// When to call [`run_due`](Integration::run_due) again, at least a second from now. None when
    /// the integration is not active: nothing is due before somebody activates or saves it.
    pub ask_again: Option<DateTime<Utc>>,
}

/// What one run of a job came to.
#[derive(Debug)]
#[non_exhaustive]
pub struct JobReport {
    /// The job as it stands now: when it began, and its back-off if it failed.
    pub state: JobState,
    /// How it ended.
    pub end: End,
    /// What became of each werkbon, of [`Job::Deliver`].
    pub deliveries: Vec<DeliveryReport>,
    /// What became of each feed, of the other jobs.
    pub feeds: Vec<FeedReport>,
}

/// After so long a job makes room for others: a long first load holds up no werkbon.
const SHARE: TimeDelta = TimeDelta::minutes(2);
/// What a worker has to end the page or werkbon that is under way. What he does later is not lost,
/// but others may have begun.
const MARGIN: TimeDelta = TimeDelta::minutes(3);
/// No host asks more often, whatever went wrong.
const SHORTEST_WAIT: TimeDelta = TimeDelta::seconds(1);

impl Integration {
    /// Runs what is due now: delivers what waits, then fetches or cleans up for a share of two minutes
    /// (B2, B4, C1). [`plan`] tells when a job is due.
    ///
    /// Any number of workers may call this: each job is claimed in the store first. The future may be
    /// dropped and the process may die at any moment; the claim then runs out within five minutes and
    /// the job goes on where it was.
    ///
    /// # Errors
    /// `Host` when a port fails; what was claimed is taken up again within five minutes. What went
    /// wrong at the vendor stands in the reports and in the log.
    pub async fn run_due(&self, progress: &dyn Progress) -> Result<DueReport> {
        let mut ran = Vec::new();
        for job in self.plan().await?.due {
            ran.extend(self.run_job(job, progress).await?);
        }
        let ask_again = self.plan().await?.ask_again;
        Ok(DueReport { ran, ask_again: ask_again.map(|at| at.max(self.now() + SHORTEST_WAIT)) })
    }

    /// Tells what is due now and when to ask again. Runs nothing.
    ///
    /// # Errors
    /// `Host` when the store fails.
    pub async fn plan(&self) -> Result<Plan> {
        let state = self.state().await?;
        Ok(plan(&self.situation(&state).await?, self.now()))
    }

    /// What the schedule depends on. Of an integration that is off nothing more is read.
    pub(super) async fn situation(&self, state: &IntegrationState) -> Result<Situation> {
        let store = &self.ports.store;
        let active = state.fase == Fase::Actief;
        let jobs = if active { store.jobs(&self.id).await? } else { Vec::new() };
        let cadence = self.info().cadence;
        let mut situation = Situation::new(&self.id, cadence, self.options, state, jobs);
        if active {
            situation.next_delivery = store.next_delivery(&self.id).await?;
        }
        Ok(situation)
    }

    /// Runs a job if it still is due and nobody else takes it.
    async fn run_job(&self, job: Job, progress: &dyn Progress) -> Result<Option<JobReport>> {
        let state = self.state().await?;
        let situation = self.situation(&state).await?;
        let now = self.now();
        if !plan(&situation, now).due.contains(&job) {
            return Ok(None);
        }
        let claim = Claim::new(self.ports.random.next()?, now + SHARE + MARGIN);
        let mut taken = situation.begin(job, now, claim);
        match self.commit(Some(state.epoch), vec![Change::Job(taken.clone())]).await {
            Ok(()) => taken.versie += 1,
            Err(CommitError::Conflict | CommitError::Epoch) => return Ok(None),
            Err(error) => return Err(error.into()),
        }
        let slice = Slice { begonnen: taken.begonnen.unwrap_or(now), until: now + SHARE };
        let mut report =
            JobReport { state: taken, end: End::Done, deliveries: Vec::new(), feeds: Vec::new() };
        report.end = match self.work_on(&mut report, slice, progress).await {
            Ok(end) => end,
            Err(error) if is_off(error.kind()) => End::BrokenOff,
            Err(error) => return Err(error),
        };
        report.state = situation.end(report.state, report.end, self.now());
        if self.store_end(&report.state).await? {
            report.state.versie += 1;
        }
        Ok(Some(report))
    }

    async fn work_on(
        &self,
        report: &mut JobReport,
        slice: Slice,
        progress: &dyn Progress,
    ) -> Result<End> {
        match report.state.job {
            Job::Deliver => {
                report.deliveries = self.deliver_due(self.now(), Some(slice.until)).await?;
                return Ok(End::of_deliveries(&report.deliveries, self.now()));
            }
            Job::Fetch => {
                let request = FetchRequest { slice: Some(slice), ..FetchRequest::default() };
                report.feeds = self.fetch_within(&request, progress).await?;
            }
            Job::CleanUp => {
                report.feeds = self.clean_up_within(false, Some(slice), progress).await?;
            }
        }
        Ok(End::of_feeds(&report.feeds))
    }

    /// Whether the end of a run counts: the claim had not run out, or nobody took the job over.
    async fn store_end(&self, state: &JobState) -> Result<bool> {
        match self.commit(None, vec![Change::Job(state.clone())]).await {
            Ok(()) => Ok(true),
            Err(CommitError::Conflict) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Lets a run that a user started count for the schedule, if it did all of the job. What a worker
    /// has in hand stays his.
    pub(super) async fn note_run(&self, job: Job, begun: DateTime<Utc>, end: End) -> Result<()> {
        if end != End::Done {
            return Ok(());
        }
        let situation = self.situation(&self.state().await?).await?;
        let now = self.now();
        let before = situation.job(job).clone();
        if before.claim.as_ref().is_some_and(|claim| claim.until > now) {
            return Ok(());
        }
        let run = JobState { begonnen: Some(begun), ..before };
        self.store_end(&situation.end(run, end, now)).await.map(|_| ())
    }
}

/// Somebody switched the integration off, or saved it, while the job ran.
const fn is_off(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::InvalidInput | ErrorKind::Cancelled)
}
