//! What a host shows at any time (A9).

use chrono::{DateTime, Utc};

use super::Integration;
use crate::connector::Gauge;
use crate::error::Result;
use crate::host::{DeliveryStatus, Feed, FeedState, IntegrationState, Job, JobState, Tabel};

/// The state of an integration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Status {
    /// Phase, administration, settings version.
    pub state: IntegrationState,
    /// Per feed: last run, highest mutation date, pass under way.
    pub feeds: Vec<FeedState>,
    /// Records per table.
    pub records: Vec<(Tabel, u64)>,
    /// Werkbonnen per status; [`DeliveryStatus::Wacht`] is what still has to go out.
    pub werkbonnen: Vec<(DeliveryStatus, u64)>,
    /// Where the vendor's call budget stands and until when calls wait for it; none for a vendor
    /// without limits (G4).
    pub limiet: Option<Gauge>,
    /// When the last werkbon's document was delivered: the latest mutation of that table. Those of the
    /// other tables stand in their feeds.
    pub laatste_levering: Option<DateTime<Utc>>,
    /// Per job: last run, last success, back-off, next run.
    pub jobs: Vec<JobStatus>,
}

/// A job of an integration.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct JobStatus {
    /// When it last began and last ended well, how often it failed since, and who has it now. Fetching
    /// or cleaning up single tables by hand is no run of the job.
    pub state: JobState,
    /// When it is due; none when nothing makes it due, or when it waits for another job.
    pub volgende: Option<DateTime<Utc>>,
}

impl Integration {
    /// Reads the state. No call is made.
    ///
    /// # Errors
    /// `Host` when the store or the call budget fails.
    pub async fn status(&self) -> Result<Status> {
        let store = &self.ports.store;
        let state = self.state().await?;
        let jobs = self.job_statuses(&state).await?;
        let limiet = self.call_gauge(&state).await?;
        let mut status = Status {
            state,
            feeds: Vec::new(),
            records: Vec::new(),
            werkbonnen: Vec::new(),
            limiet,
            laatste_levering: store.last_delivered(&self.id).await?,
            jobs,
        };
        for feed in Feed::ALL {
            if self.offers(feed) {
                status.feeds.push(store.feed(&self.id, feed).await?);
            }
        }
        for tabel in [
            Tabel::Relaties,
            Tabel::Werkadressen,
            Tabel::Artikelgroepen,
            Tabel::Artikelen,
            Tabel::Werkbonnen,
        ] {
            status.records.push((tabel, store.count(&self.id, tabel).await?));
        }
        for in_status in [
            DeliveryStatus::Wacht,
            DeliveryStatus::Geleverd,
            DeliveryStatus::Gefilterd,
            DeliveryStatus::Vastgehouden,
            DeliveryStatus::Geweigerd,
            DeliveryStatus::Onzeker,
        ] {
            let count = store.count_deliveries(&self.id, in_status).await?;
            status.werkbonnen.push((in_status, count));
        }
        Ok(status)
    }

    pub(super) async fn call_gauge(&self, state: &IntegrationState) -> Result<Option<Gauge>> {
        match &state.administratie {
            Some(books) => self.connector.call_gauge(books).await,
            None => Ok(None),
        }
    }

    async fn job_statuses(&self, state: &IntegrationState) -> Result<Vec<JobStatus>> {
        let situation = self.situation(state).await?;
        let known = self.ports.store.jobs(&self.id).await?;
        let status = |job| {
            let state = known.iter().find(|state| state.job == job);
            let state = state.cloned().unwrap_or_else(|| JobState::new(job));
            JobStatus { state, volgende: situation.next(job, self.now()) }
        };
        Ok(Job::ALL.map(status).into())
    }
}
