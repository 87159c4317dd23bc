//! Creating the document, and finding it back when nobody knows whether it was created (C22).

use chrono::{DateTime, Utc};

use super::{Job, Outcome, done, doubled};
use crate::connector::{DocumentSearch, Lookup, PdfTransport};
use crate::domain::{DocumentRef, InvoiceDraft};
use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::{Attempt, DeliveryStatus, Stap};
use crate::integration::Integration;
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;

/// After so many creates in a row that ended in nobody knows what, and each time in nothing, the
/// werkbon is refused: a person has to look.
pub(super) const MOST_WITHOUT_OUTCOME: u32 = 5;

/// A look-up that finds nothing proves nothing once the attempt is older than this.
const PROOF_HOURS: i64 = 24;

impl Integration {
    /// Finds out what became of an attempt without a known result, before anything else is sent.
    pub(super) async fn resolve_attempt(&self, job: &mut Job) -> Result<Outcome> {
        let Some(attempt) = job.entry.attempt.clone() else { return Ok(Outcome::Continue) };
        if self.info().capabilities.lookup == Lookup::None {
            return self.uncertain(job, "werkbon-onzeker").await;
        }
        let search = DocumentSearch::new(&attempt.draft, &job.settings, attempt.begonnen);
        let found = match self.connector.find_document(&search).await {
            Ok(found) => found,
            Err(error) => return self.postpone(job, &error).await.map(done),
        };
        let settled = self.settled(attempt.uiterlijk);
        match found.as_slice() {
            [document] => {
                self.adopt(job, document.clone(), &attempt.draft).await?;
                Ok(Outcome::Continue)
            }
            [] if self.now() < settled => {
                // The vendor may still be busy with it: nothing found yet proves nothing.
                job.entry.niet_voor = settled.max(self.now() + doubled(job.entry.zonder_uitkomst));
                let line = LogLine::new(
                    Soort::Waarschuwing,
                    LogTabel::Werkbon,
                    Message::new("werkbon-nagaan"),
                );
                let report = self
                    .finish(job, DeliveryStatus::Wacht, line, Vec::new(), Some(ErrorKind::Timeout))
                    .await?;
                Ok(done(report))
            }
            [] if self.now() - attempt.uiterlijk > chrono::Duration::hours(PROOF_HOURS) => {
                self.uncertain(job, "werkbon-onzeker").await
            }
            [] => {
                job.entry.attempt = None;
                if job.entry.zonder_uitkomst < MOST_WITHOUT_OUTCOME {
                    return Ok(Outcome::Continue);
                }
                // The look-up proves that nothing is there, and sending on and on helps nobody.
                let message = Message::new("werkbon-zonder-uitkomst");
                let line = LogLine::new(Soort::Fout, LogTabel::Werkbon, message);
                let status = DeliveryStatus::Geweigerd;
                self.finish(job, status, line, Vec::new(), None).await.map(done)
            }
            _ => self.uncertain(job, "werkbon-dubbel-gevonden").await,
        }
    }

    async fn uncertain(&self, job: &mut Job, code: &'static str) -> Result<Outcome> {
        let message = Message::new(code).with("referentie", &job.entry.referentie);
        let line = LogLine::new(Soort::Fout, LogTabel::Werkbon, message);
        self.finish(job, DeliveryStatus::Onzeker, line, Vec::new(), None).await.map(done)
    }

    /// Builds the draft, writes the attempt, sends it and stores what came of it.
    pub(super) async fn create(&self, job: &mut Job) -> Result<Outcome> {
        let Some(werkbon) = &job.entry.werkbon else {
            return Err(Error::new(ErrorKind::Host, "the ledger has lost the werkbon's content"));
        };
        let built = match self.build(werkbon, &job.settings).await {
            Ok(built) => built,
            Err(error) if error.is_retryable() || error.kind() == ErrorKind::Unauthenticated => {
                return self.postpone(job, &error).await.map(done);
            }
            Err(error) if error.kind() == ErrorKind::Host => return Err(error),
            Err(error) => return self.refuse(job, &error).await,
        };
        let (mut draft, warnings) = match built {
            Ok(draft) => (draft.draft, draft.waarschuwingen),
            Err(not_sent) => {
                let (status, line) = (not_sent.status, not_sent.line);
                let report = self.finish(job, status, line, Vec::new(), None).await?;
                return Ok(done(report));
            }
        };
        draft.ronde = job.entry.ronde;
        if self.info().capabilities.looks_first
            && let Some(outcome) = self.look_first(job, &draft).await?
        {
            return Ok(outcome);
        }
        let deadline = self.deadline();
        job.entry.attempt = Some(Attempt::new(self.now(), deadline, &draft));
        job.claim_until(self.create_claimed_until(deadline));
        self.store_entry(job, Some(job.epoch), Vec::new()).await?;
        let create = self.connector.create_document(&draft, &job.settings);
        match self.in_time(deadline, create).await {
            Ok(created) => {
                let further = warnings.into_iter().chain(created.waarschuwingen).collect();
                self.created(job, created.document, &draft, "werkbon-geleverd", further).await?;
                Ok(Outcome::Continue)
            }
            Err(error) => self.not_created(job, &error).await,
        }
    }

    /// Looks whether the document is there before anything is sent, where the connector wants that: this
    /// ledger may be an older copy than the vendor's books. None when it is not.
    async fn look_first(&self, job: &mut Job, draft: &InvoiceDraft) -> Result<Option<Outcome>> {
        let search = DocumentSearch::new(draft, &job.settings, self.now());
        match self.connector.find_document(&search).await.as_deref() {
            Err(error) => self.postpone(job, error).await.map(|report| Some(done(report))),
            Ok([]) => Ok(None),
            Ok([document]) => {
                self.adopt(job, document.clone(), draft).await?;
                Ok(Some(Outcome::Continue))
            }
            Ok(_) => self.uncertain(job, "werkbon-dubbel-gevonden").await.map(Some),
        }
    }

    /// How long others leave a create alone. At the deadline it has ended: a vendor whose look-up can
    /// be asked is asked from then on, because finding the document settles it, while finding none
    /// decides nothing before [`settled`](Self::settled). Elsewhere the worker gets time to store what
    /// he knows, because whoever comes next can only ask a person.
    fn create_claimed_until(&self, deadline: DateTime<Utc>) -> DateTime<Utc> {
        match self.info().capabilities.lookup {
            Lookup::Reference { .. } => deadline,
            Lookup::None => self.settled(deadline),
        }
    }

    async fn not_created(&self, job: &mut Job, error: &Error) -> Result<Outcome> {
        let unknown =
            error.retry() == Retry::CheckFirst || error.kind() == ErrorKind::AlreadyExists;
        if unknown {
            job.entry.zonder_uitkomst = job.entry.zonder_uitkomst.saturating_add(1);
            tracing::warn!(werkbon = job.entry.nummer.as_str(), %error, "outcome unknown");
            // The attempt stays in the ledger until there is an answer.
            return match self.resolve_attempt(job).await? {
                Outcome::Continue if job.entry.document.is_none() => {
                    self.postpone(job, error).await.map(done)
                }
                outcome => Ok(outcome),
            };
        }
        job.entry.attempt = None;
        if error.is_retryable() || error.kind() == ErrorKind::Unauthenticated {
            return self.postpone(job, error).await.map(done);
        }
        self.refuse(job, error).await
    }

    async fn refuse(&self, job: &mut Job, error: &Error) -> Result<Outcome> {
        let line = refusal(error);
        let kind = Some(error.kind());
        self.finish(job, DeliveryStatus::Geweigerd, line, Vec::new(), kind).await.map(done)
    }

    /// The document of a lost answer was found.
    async fn adopt(&self, job: &mut Job, found: DocumentRef, draft: &InvoiceDraft) -> Result<()> {
        self.created(job, found, draft, "werkbon-teruggevonden", Vec::new()).await?;
        self.measure_found_back();
        Ok(())
    }

    /// Stores that the document exists and what is left to do. From here on nothing creates again.
    async fn created(
        &self,
        job: &mut Job,
        document: DocumentRef,
        draft: &InvoiceDraft,
        code: &'static str,
        further: Vec<LogLine>,
    ) -> Result<()> {
        let message = self.delivered_message(code, &document);
        job.entry.stappen = self.steps(job, draft);
        job.entry.document = Some(document);
        job.entry.geleverd_op = Some(self.now());
        job.entry.attempt = None;
        (job.entry.pogingen, job.entry.zonder_uitkomst) = (0, 0);
        job.entry.code = Some(code.to_owned());
        let line = LogLine::new(Soort::Goedkeuring, LogTabel::Werkbon, message);
        let lines = std::iter::once(line).chain(further);
        let nummer = job.entry.nummer.clone();
        let changes = lines.map(|line| self.log(line.with_record(nummer.as_str()))).collect();
        self.store_entry(job, None, changes).await?;
        Ok(())
    }

    fn steps(&self, job: &Job, draft: &InvoiceDraft) -> Vec<Stap> {
        let capabilities = &self.info().capabilities;
        let mut steps = Vec::new();
        if matches!(capabilities.pdf, PdfTransport::Step | PdfTransport::Dossier)
            && let Some(werkbon) = &job.entry.werkbon
        {
            let chosen = crate::rules::pdfs::chosen(werkbon.werkbon(), &job.settings);
            if capabilities.pdf == PdfTransport::Dossier && !chosen.is_empty() {
                steps.push(Stap::Dossier { begonnen: None, uiterlijk: None });
            }
            steps.extend(chosen.into_iter().map(|index| Stap::Pdf { index, uiterlijk: None }));
        }
        let markering = job.settings.waarden.tekst("markering");
        if capabilities.mark_order
            && !markering.is_empty()
            && let Some(order) = &draft.bron
        {
            steps.push(Stap::Markering(order.clone()));
        }
        steps
    }
}

/// What the log says of a werkbon that the vendor or the mapping refuses.
pub(in crate::integration) fn refusal(error: &Error) -> LogLine {
    LogLine::new(Soort::Fout, LogTabel::Werkbon, error.message().clone())
        .with_vendor_text(error.vendor_text())
}
