//! What the operator's metrics and traces show of the engine (G10).

use std::time::Duration;

use metrics::{counter, histogram};
use tracing::{Instrument, Span, debug_span, info_span};

use super::Integration;
use super::deliver::DeliveryReport;
use super::fetch::FeedReport;
use crate::connector::{Drift, DriftKind};
use crate::domain::WerkbonNummer;
use crate::error::{ErrorKind, Result};
use crate::host::{Feed, Job, Tellingen, between};
use crate::telemetry;

/// A part of a job that may have failed.
pub(super) trait Part {
    fn failure(&self) -> Option<ErrorKind>;
}

impl Part for FeedReport {
    fn failure(&self) -> Option<ErrorKind> {
        self.error.as_ref().map(crate::Error::kind)
    }
}

impl Part for DeliveryReport {
    fn failure(&self) -> Option<ErrorKind> {
        self.oorzaak
    }
}

impl Integration {
    /// Does a job in a span of its own, and records what came of it and how long it took.
    pub(super) async fn measured<T: Part>(
        &self,
        job: Job,
        work: impl Future<Output = Result<Vec<T>>> + Send,
    ) -> Result<Vec<T>> {
        let (connector, name) = (self.info().id, job.sleutel());
        let span = info_span!("job", connector, integration = %self.id, job = name);
        let started = self.now();
        let ended = work.instrument(span).await;
        let failure = match &ended {
            Ok(parts) => parts.iter().find_map(Part::failure),
            Err(error) => Some(error.kind()),
        };
        note_job(connector, job, failure, between(started, self.now()));
        ended
    }

    pub(super) fn measure_page(&self, feed: Feed, before: &Tellingen, after: &Tellingen) {
        for (change, before, after) in [
            ("nieuw", before.nieuw, after.nieuw),
            ("gewijzigd", before.gewijzigd, after.gewijzigd),
            ("ongewijzigd", before.ongewijzigd, after.ongewijzigd),
            ("overgeslagen", before.overgeslagen, after.overgeslagen),
        ] {
            self.measure_records(feed, change, after.saturating_sub(before));
        }
    }

    pub(super) fn measure_removed(&self, reports: &Result<Vec<FeedReport>>) {
        for report in reports.iter().flatten() {
            self.measure_records(report.feed, "verwijderd", report.tellingen.verwijderd);
        }
    }

    fn measure_records(&self, feed: Feed, change: &'static str, records: u64) {
        if records > 0 {
            let (connector, feed) = (self.info().id, feed.sleutel());
            counter!("simon_records_total", "connector" => connector, "feed" => feed, "change" => change)
                .increment(records);
        }
    }

    pub(super) fn measure_drift(&self, feed: Feed, drift: &[Drift]) {
        let (connector, feed) = (self.info().id, feed.sleutel());
        for drift in drift {
            let kind = match drift.soort {
                DriftKind::Missing => "missing",
                DriftKind::UnknownValue => "unknown_value",
            };
            counter!("simon_drift_total", "connector" => connector, "feed" => feed, "kind" => kind)
                .increment(1);
        }
    }

    pub(super) fn measure_delivery(&self, report: &DeliveryReport) {
        let status = report.status.sleutel();
        counter!("simon_deliveries_total", "connector" => self.info().id, "status" => status)
            .increment(1);
    }

    pub(super) fn measure_found_back(&self) {
        counter!("simon_documents_found_back_total", "connector" => self.info().id).increment(1);
    }
}

fn note_job(connector: &'static str, job: Job, failure: Option<ErrorKind>, took: Duration) {
    let (job, outcome) = (job.sleutel(), telemetry::outcome(failure));
    counter!("simon_jobs_total", "connector" => connector, "job" => job, "outcome" => outcome)
        .increment(1);
    histogram!("simon_job_duration_seconds", "connector" => connector, "job" => job).record(took);
}

pub(super) fn feed_span(feed: Feed) -> Span {
    debug_span!("feed", feed = feed.sleutel())
}

pub(super) fn werkbon_span(nummer: &WerkbonNummer) -> Span {
    debug_span!("werkbon", nummer = nummer.as_str())
}
