//! Delivering archived werkbonnen: each becomes one document, whatever fails on the way (C22).
//!
//! ```text
//! claim ─► (attempt open? look it up) ─► build draft ─► write attempt ─► create ─► write result ─► steps
//! ```
//!
//! The attempt is durable before the request leaves, and is only taken back when the vendor certainly
//! did not process it. Whatever happens in between, the next worker finds the attempt and looks the
//! document up before anything is sent again.

mod archive;
mod build;
mod deadline;
mod decide;
mod send;
mod steps;

pub(super) use archive::may_be_replaced;
pub use decide::Besluit;
pub(super) use decide::send_again;
pub(super) use send::refusal;

use std::collections::BTreeSet;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tracing::Instrument;

use super::Integration;
use super::measure::werkbon_span;
use super::schedule::End;
use crate::connector::Lookup;
use crate::domain::{DocumentRef, WerkbonNummer};
use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::{self, Change, Claim, CommitError, Delivery, DeliveryStatus, Fase, after};
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::{Message, Rendered};
use crate::settings::SettingsVersion;

/// What one werkbon came to in this run.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct DeliveryReport {
    /// Number of the werkbon.
    pub nummer: WerkbonNummer,
    /// Where it is now. [`DeliveryStatus::Wacht`] means that it is tried again later.
    pub status: DeliveryStatus,
    /// The document at the vendor.
    pub document: Option<DocumentRef>,
    /// Code of the log line that says so.
    pub code: String,
    /// Its text and action.
    pub bericht: Rendered,
    /// What kept it from going out, when that lies with the vendor or the network.
    pub oorzaak: Option<ErrorKind>,
    /// When it is tried again; none when it is not.
    pub opnieuw_na: Option<DateTime<Utc>>,
    /// Tries in a row that failed, this one included.
    pub pogingen: u32,
}

/// Time that a worker gets for looking and building, and on top of a write's time-out for storing.
const SLACK: Duration = Duration::from_secs(60);

/// One delivery in hand.
struct Job {
    entry: Delivery,
    settings: SettingsVersion,
    epoch: u64,
}

impl Job {
    fn claim_until(&mut self, until: DateTime<Utc>) {
        if let Some(claim) = &mut self.entry.claim {
            claim.until = until;
        }
    }
}

/// What a step of the work leads to.
enum Outcome {
    /// Go on with the next step.
    Continue,
    /// The entry is stored with this outcome.
    Done(Box<DeliveryReport>),
}

fn done(report: DeliveryReport) -> Outcome {
    Outcome::Done(Box::new(report))
}

impl Integration {
    /// Delivers everything that is due now, oldest first. One werkbon that cannot go does not hold up
    /// the others; a vendor that cannot be reached at all ends the run (C22, P20). When a werkbon that
    /// failed before fails again, the next one shows which of the two it is.
    ///
    /// # Errors
    /// `Host` when the store fails, after every werkbon had its turn. What became of each stands in its
    /// report and in the log.
    pub async fn deliver(&self) -> Result<Vec<DeliveryReport>> {
        let begun = self.now();
        let reports = self.deliver_due(begun, None).await?;
        if !reports.is_empty() {
            let end = End::of_deliveries(&reports, self.now());
            self.note_run(host::Job::Deliver, begun, end).await?;
        }
        Ok(reports)
    }

    /// Delivers everything that waits, also what a back-off would keep for later: for the user who
    /// knows that the vendor is back. What another worker has in hand stays his.
    ///
    /// # Errors
    /// As [`deliver`](Self::deliver).
    pub async fn deliver_now(&self) -> Result<Vec<DeliveryReport>> {
        self.deliver_due(self.now() + chrono::Duration::days(366), None).await
    }

    /// Delivers what may be worked on by `until`. No werkbon is begun at or after `stop`.
    pub(super) async fn deliver_due(
        &self,
        until: DateTime<Utc>,
        stop: Option<DateTime<Utc>>,
    ) -> Result<Vec<DeliveryReport>> {
        self.measured(host::Job::Deliver, self.deliver_each(until, stop)).await
    }

    async fn deliver_each(
        &self,
        until: DateTime<Utc>,
        stop: Option<DateTime<Utc>>,
    ) -> Result<Vec<DeliveryReport>> {
        const AT_ONCE: usize = 100;
        let mut reports = Vec::new();
        let mut seen = BTreeSet::new();
        // A stored entry that cannot be read, for example, must not keep the others here (P20).
        let mut failure = None;
        // What was seen and still waits stands before what was not seen yet.
        let mut before = 0;
        'run: loop {
            let due = self.ports.store.due(&self.id, until, AT_ONCE + before).await?;
            let listed = due.len();
            let fresh: Vec<WerkbonNummer> =
                due.into_iter().filter(|nummer| seen.insert(nummer.clone())).collect();
            if fresh.is_empty() {
                break;
            }
            before = listed;
            for nummer in fresh {
                if stop.is_some_and(|stop| self.now() >= stop) {
                    break 'run;
                }
                let one = self.deliver_one(&nummer, until);
                match one.instrument(werkbon_span(&nummer)).await {
                    Ok(Some(report)) => {
                        self.measure_delivery(&report);
                        let stops = stops_the_run(&report) && !may_be_alone(&report, &reports);
                        reports.push(report);
                        if stops {
                            break 'run;
                        }
                    }
                    Ok(None) => {}
                    Err(error) if was_taken_over(&error) => {}
                    Err(error) if error.kind() == ErrorKind::Cancelled => break 'run,
                    Err(error) => failure = failure.or(Some(error)),
                }
            }
        }
        failure.map_or(Ok(reports), Err)
    }

    /// None when the integration is off or somebody else has the werkbon in hand.
    async fn deliver_one(
        &self,
        nummer: &WerkbonNummer,
        until: DateTime<Utc>,
    ) -> Result<Option<DeliveryReport>> {
        let state = self.state().await?;
        if state.fase != Fase::Actief {
            return Err(Error::new(ErrorKind::Cancelled, "the integration is not active"));
        }
        let Some(entry) = self.ports.store.delivery(&self.id, nummer).await? else {
            return Ok(None);
        };
        // It may have been finished or claimed since the list was read.
        if !entry.is_free(until, self.now()) {
            return Ok(None);
        }
        let settings = self.settings(entry.settings).await?;
        let mut job = Job { entry, settings, epoch: state.epoch };
        let administratie = state.administratie.as_ref().map(|books| books.vendor_id.as_str());
        if administratie != Some(job.entry.administratie.as_str()) {
            return self.hold(&mut job, "werkbon-andere-administratie").await.map(Some);
        }
        if !self.claim(&mut job).await? {
            return Ok(None);
        }
        match self.prove_books(&state).await {
            Ok(()) => self.work(job).await.map(Some),
            Err(error) if error.kind() == ErrorKind::Host => Err(error),
            Err(error) => self.postpone(&mut job, &error).await.map(Some),
        }
    }

    async fn work(&self, mut job: Job) -> Result<DeliveryReport> {
        if job.entry.document.is_none() {
            if let Outcome::Done(report) = self.resolve_attempt(&mut job).await? {
                return Ok(*report);
            }
            if job.entry.document.is_none()
                && let Outcome::Done(report) = self.create(&mut job).await?
            {
                return Ok(*report);
            }
        }
        self.run_steps(job).await
    }

    /// Keeps others from doing the same work: reading and building. It may be short, so that the
    /// werkbon of a process that died goes on soon, because nothing is sent under it: the attempt is
    /// stored before, which fails when somebody else took over. Who takes over from a slow worker
    /// takes long, so that two of them do not take it from each other for ever.
    async fn claim(&self, job: &mut Job) -> Result<bool> {
        let worker = self.ports.random.next()?;
        let ran_out = job.entry.claim.is_some();
        let until = if ran_out { self.settled(self.deadline()) } else { self.now() + SLACK };
        job.entry.claim = Some(Claim::new(worker, until));
        match self.store_entry(job, Some(job.epoch), Vec::new()).await {
            Ok(()) => Ok(true),
            Err(CommitError::Conflict) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// When a write to the vendor that begins now has ended, one way or the other.
    fn deadline(&self) -> DateTime<Utc> {
        self.now() + self.info().create_timeout + SLACK
    }

    /// When everything that was written until this deadline shows at the vendor: the moment from which
    /// finding nothing proves that there is nothing. What left just in time gets some time to arrive.
    fn settled(&self, deadline: DateTime<Utc>) -> DateTime<Utc> {
        let lag = match self.info().capabilities.lookup {
            Lookup::Reference { lag } => lag,
            Lookup::None => Duration::ZERO,
        };
        deadline + lag.max(SLACK)
    }

    async fn store_entry(
        &self,
        job: &mut Job,
        epoch: Option<u64>,
        mut changes: Vec<Change>,
    ) -> Result<(), CommitError> {
        changes.push(Change::Delivery(Box::new(job.entry.clone())));
        self.commit(epoch, changes).await?;
        job.entry.versie += 1;
        Ok(())
    }

    /// Stores an outcome other than a delivery: the entry's status, free of its claim, together with its log lines. No
    /// epoch guards it: what happened at the vendor is remembered even when the integration was
    /// switched off meanwhile.
    async fn finish(
        &self,
        job: &mut Job,
        status: DeliveryStatus,
        line: LogLine,
        further: Vec<LogLine>,
        oorzaak: Option<ErrorKind>,
    ) -> Result<DeliveryReport> {
        let line = line.with_record(job.entry.nummer.as_str());
        let report = self.report(job, status, &line.message, oorzaak);
        let already_said = status == DeliveryStatus::Wacht
            && job.entry.code.as_deref() == Some(line.message.code());
        job.entry.status = status;
        job.entry.claim = None;
        job.entry.code = Some(report.code.clone());
        let lines = (!already_said).then_some(line).into_iter().chain(further);
        let changes = lines.map(|line| self.log(line)).collect();
        self.store_entry(job, None, changes).await?;
        Ok(report)
    }

    fn report(
        &self,
        job: &Job,
        status: DeliveryStatus,
        message: &Message,
        oorzaak: Option<ErrorKind>,
    ) -> DeliveryReport {
        DeliveryReport {
            nummer: job.entry.nummer.clone(),
            status,
            document: job.entry.document.clone(),
            code: message.code().to_owned(),
            bericht: self.catalogue.render(message),
            oorzaak,
            opnieuw_na: (status == DeliveryStatus::Wacht).then_some(job.entry.niet_voor),
            pogingen: job.entry.pogingen,
        }
    }

    /// What is said of a document that exists.
    pub(super) fn delivered_message(&self, code: &'static str, document: &DocumentRef) -> Message {
        Message::new(code)
            .with("document", self.info().naam)
            .with("nummer", document.nummer.as_deref().unwrap_or(&document.vendor_id))
    }

    async fn hold(&self, job: &mut Job, code: &'static str) -> Result<DeliveryReport> {
        let line = LogLine::new(Soort::Fout, LogTabel::Werkbon, Message::new(code));
        self.finish(job, DeliveryStatus::Vastgehouden, line, Vec::new(), None).await
    }

    /// Stores that the werkbon waits, because of an error that repetition may mend.
    async fn postpone(&self, job: &mut Job, error: &Error) -> Result<DeliveryReport> {
        self.note_refusal(error).await?;
        job.entry.pogingen = job.entry.pogingen.saturating_add(1);
        let pause = pause(job.entry.pogingen, error);
        job.entry.niet_voor = job.entry.niet_voor.max(after(self.now(), pause));
        let (soort, message) = match error.kind() {
            _ if job.entry.pogingen >= GIVES_NOTICE_AFTER => {
                (Soort::Fout, Message::new("werkbon-wacht-lang"))
            }
            ErrorKind::RateLimited => (Soort::Info, self.waits_until(job.entry.niet_voor)),
            _ => (Soort::Waarschuwing, Message::new("werkbon-wacht")),
        };
        let line =
            LogLine::new(soort, LogTabel::Werkbon, message).with_vendor_text(error.vendor_text());
        self.finish(job, DeliveryStatus::Wacht, line, Vec::new(), Some(error.kind())).await
    }
}

/// After so many failed tries in a row the log asks a person to look.
const GIVES_NOTICE_AFTER: u32 = 12;

/// One minute after the first failure, doubling up to an hour.
fn doubled(tries: u32) -> Duration {
    let doubled = Duration::from_secs(60).saturating_mul(1 << tries.saturating_sub(1).min(6));
    doubled.min(Duration::from_secs(3600))
}

/// As long as the vendor asks for, if that is longer.
fn pause(tries: u32, error: &Error) -> Duration {
    match error.retry() {
        Retry::After(asked) => doubled(tries).max(asked),
        _ => doubled(tries),
    }
}

/// Whether another worker wrote the entry meanwhile, because this one's claim ran out. The other
/// werkbonnen still wait.
fn was_taken_over(error: &Error) -> bool {
    error.kind() == ErrorKind::Cancelled && error.retry() == Retry::Backoff
}

/// Whether the next werkbon would meet the same wall. One that has its document failed on what comes
/// after it: its PDFs often have an endpoint of their own, and the next document need not wait for that
/// (P20). If all of the vendor is away, the next werkbon shows it.
pub(super) fn stops_the_run(report: &DeliveryReport) -> bool {
    use ErrorKind::{RateLimited, Unauthenticated, Unavailable};
    let walls: &[ErrorKind] = match report.document {
        None => &[Unauthenticated, RateLimited, Unavailable],
        Some(_) => &[Unauthenticated],
    };
    report.oorzaak.is_some_and(|kind| walls.contains(&kind))
}

/// Whether the vendor may fail on this werkbon only: it failed before, and no other did in this run.
fn may_be_alone(report: &DeliveryReport, before: &[DeliveryReport]) -> bool {
    let unavailable = |report: &DeliveryReport| report.oorzaak == Some(ErrorKind::Unavailable);
    unavailable(report) && report.pogingen > 1 && !before.iter().any(unavailable)
}
