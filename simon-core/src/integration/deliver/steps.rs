//! What is left to do once the document exists: PDFs and the mark on the order it stems from. None
//! of it ever creates the document again (C23, D6).

use chrono::{DateTime, Utc};

use super::send::MOST_WITHOUT_OUTCOME;
use super::{DeliveryReport, Job};
use crate::connector::{Marked, PdfTarget};
use crate::domain::{DocumentRef, GearchiveerdeWerkbon, OrderRef, Pdf, RelatieId};
use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::{Delivery, DeliveryStatus, Stap, after};
use crate::integration::Integration;
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;
use crate::rules::pdfs;

impl Integration {
    pub(super) async fn run_steps(&self, mut job: Job) -> Result<DeliveryReport> {
        while let Some(step) = job.entry.stappen.first().cloned() {
            if let Some(from) = self.not_before(&job, &step) {
                return self.wait_until(job, from).await;
            }
            let outcome = match &step {
                Stap::Dossier { begonnen, uiterlijk } => {
                    self.make_dossier(&mut job, *begonnen, *uiterlijk).await
                }
                Stap::Pdf { index, uiterlijk } => self.attach(&mut job, *index, *uiterlijk).await,
                Stap::Markering(order) => self.mark(&mut job, order).await,
            };
            let line = match outcome {
                Ok(line) => line,
                // The step is not begun: the next run takes it up (A7).
                Err(error) if matches!(error.kind(), ErrorKind::Host | ErrorKind::Cancelled) => {
                    return Err(error);
                }
                Err(error) if repeatable(&error) => {
                    self.let_it_settle(&mut job, &error);
                    return self.postpone(&mut job, &error).await;
                }
                Err(error) => {
                    give_up(&mut job, &step);
                    Some(self.failed(&step, &error))
                }
            };
            job.entry.zonder_uitkomst = 0;
            job.entry.stappen.remove(0);
            let nummer = job.entry.nummer.as_str().to_owned();
            let changes = line.map(|line| self.log(line.with_record(nummer))).into_iter().collect();
            self.store_entry(&mut job, None, changes).await?;
        }
        self.delivered(job).await
    }

    /// From when on the vendor knows the document that a PDF goes to; none when it knows it by now.
    fn not_before(&self, job: &Job, step: &Stap) -> Option<DateTime<Utc>> {
        let of_pdf = matches!(step, Stap::Dossier { .. } | Stap::Pdf { .. });
        let made = job.entry.geleverd_op.filter(|_| of_pdf)?;
        let from = after(made, self.info().capabilities.pdf_wait);
        (self.now() < from).then_some(from)
    }

    /// Leaves what remains for a later run. Nothing went wrong, so the log says nothing.
    async fn wait_until(&self, mut job: Job, from: DateTime<Utc>) -> Result<DeliveryReport> {
        job.entry.niet_voor = from;
        job.entry.claim = None;
        let message = self.message_of(&job, "werkbon-geleverd");
        let report = self.report(&job, DeliveryStatus::Wacht, &message, None);
        self.store_entry(&mut job, None, Vec::new()).await?;
        Ok(report)
    }

    /// After an unknown outcome the vendor gets the time that it may need to show the result.
    fn let_it_settle(&self, job: &mut Job, error: &Error) {
        if error.retry() == Retry::CheckFirst
            && let Some(uiterlijk) = job.entry.stappen.first_mut().and_then(deadline_of)
            && let Some(uiterlijk) = *uiterlijk
        {
            job.entry.niet_voor = self.settled(uiterlijk);
        }
    }

    fn message_of(&self, job: &Job, code: &'static str) -> Message {
        let document = job.entry.document.as_ref();
        document.map_or_else(|| Message::new(code), |found| self.delivered_message(code, found))
    }

    async fn delivered(&self, mut job: Job) -> Result<DeliveryReport> {
        let code = job.entry.code.take();
        let found_back = code.as_deref() == Some("werkbon-teruggevonden");
        let code = if found_back { "werkbon-teruggevonden" } else { "werkbon-geleverd" };
        let message = self.message_of(&job, code);
        job.entry.status = DeliveryStatus::Geleverd;
        job.entry.claim = None;
        job.entry.code = Some(code.to_owned());
        // Content and PDFs are not kept longer than needed.
        job.entry.werkbon = None;
        let report = self.report(&job, DeliveryStatus::Geleverd, &message, None);
        self.store_entry(&mut job, None, Vec::new()).await?;
        Ok(report)
    }

    /// One that was begun before is looked for first, and made again only when the vendor had the time
    /// to show it.
    async fn make_dossier(
        &self,
        job: &mut Job,
        begun: Option<DateTime<Utc>>,
        until: Option<DateTime<Utc>>,
    ) -> Result<Option<LogLine>> {
        let content = Content::of(job)?;
        if let Some((begun, until)) = begun.zip(until) {
            if let Some(found) = self.connector.find_dossier(&content.target(job), begun).await? {
                job.entry.dossier = Some(found);
                return Ok(None);
            }
            self.may_begin_again(job, until)?;
        }
        if let Some(Stap::Dossier { begonnen, .. }) = job.entry.stappen.first_mut() {
            *begonnen = begun.or_else(|| Some(self.now()));
        }
        let deadline = self.begin(job).await?;
        let target = content.target(job);
        let made = self.in_time(deadline, self.connector.create_dossier(&target)).await;
        job.entry.dossier = Some(made.inspect_err(|error| undo_begin(job, error))?);
        Ok(None)
    }

    /// As [`make_dossier`](Self::make_dossier), for one PDF.
    async fn attach(
        &self,
        job: &mut Job,
        index: usize,
        begun_until: Option<DateTime<Utc>>,
    ) -> Result<Option<LogLine>> {
        let content = Content::of(job)?;
        let pdf = content.pdf(index)?;
        if let Some(until) = begun_until {
            if self.connector.has_pdf(&content.target(job), &pdf).await? {
                return Ok(None);
            }
            self.may_begin_again(job, until)?;
        }
        let deadline = self.begin(job).await?;
        let target = content.target(job);
        let attached = self.in_time(deadline, self.connector.attach_pdf(&target, &pdf)).await;
        attached.inspect_err(|error| undo_begin(job, error)).map(|()| None)
    }

    /// What did not show yet may still come; and sending on and on helps nobody.
    fn may_begin_again(&self, job: &mut Job, begun_until: DateTime<Utc>) -> Result<()> {
        if self.now() >= self.settled(begun_until) {
            job.entry.zonder_uitkomst = job.entry.zonder_uitkomst.saturating_add(1);
            if job.entry.zonder_uitkomst < MOST_WITHOUT_OUTCOME {
                return Ok(());
            }
            return Err(Error::new(ErrorKind::Unavailable, "no attempt at a PDF had an outcome"));
        }
        let early = "a PDF of unknown outcome may not show yet";
        Err(Error::new(ErrorKind::Timeout, early).with_retry(Retry::CheckFirst))
    }

    /// Stores that the first step is about to be sent, and until when it may arrive. A process that dies
    /// then leaves something of which nobody else may think too early that it is not there.
    async fn begin(&self, job: &mut Job) -> Result<DateTime<Utc>> {
        let deadline = self.deadline();
        if let Some(uiterlijk) = job.entry.stappen.first_mut().and_then(deadline_of) {
            *uiterlijk = Some(deadline);
        }
        job.claim_until(self.settled(deadline));
        self.store_entry(job, Some(job.epoch), Vec::new()).await?;
        Ok(deadline)
    }

    fn failed(&self, step: &Stap, error: &Error) -> LogLine {
        let (soort, message) = match step {
            Stap::Dossier { .. } | Stap::Pdf { .. } => (Soort::Fout, self.no_pdf(error)),
            Stap::Markering(order) => {
                let message = Message::new("order-markeren-mislukt").with("order", &order.nummer);
                (Soort::Waarschuwing, message)
            }
        };
        LogLine::new(soort, LogTabel::Werkbon, message).with_vendor_text(error.vendor_text())
    }

    /// What a connector itself says of this very PDF tells more than that it failed. A vendor's refusal
    /// is read as one of a document, and there is one.
    fn no_pdf(&self, error: &Error) -> Message {
        let message = error.message();
        let precise = error.kind() == ErrorKind::Unmappable
            && message.code() != error.kind().message_code()
            && self.catalogue.render(message).actie.is_some();
        if precise { message.clone() } else { Message::new("pdf-mislukt") }
    }

    async fn mark(&self, job: &mut Job, order: &OrderRef) -> Result<Option<LogLine>> {
        let deadline = self.deadline();
        job.claim_until(self.settled(deadline));
        // Switched off meanwhile: nothing is written at the vendor any more (A7).
        self.store_entry(job, Some(job.epoch), Vec::new()).await?;
        let markering = job.settings.waarden.tekst("markering");
        // It writes back what it read: whoever stood still in between must not undo what people changed.
        let books = &job.settings.administratie;
        let mark = self.in_time(deadline, self.connector.mark_order(books, order, markering));
        let (soort, code) = match mark.await? {
            Marked::Marked => (Soort::Info, "order-gemarkeerd"),
            Marked::Already => return Ok(None),
            Marked::Closed => (Soort::Waarschuwing, "order-niet-gemarkeerd"),
        };
        let message = Message::new(code).with("order", &order.nummer);
        Ok(Some(LogLine::new(soort, LogTabel::Werkbon, message)))
    }
}

/// What a delivery's PDFs need, apart from the entry that is written meanwhile.
struct Content {
    werkbon: GearchiveerdeWerkbon,
    klant: RelatieId,
    document: DocumentRef,
}

impl Content {
    fn of(job: &Job) -> Result<Self> {
        let werkbon = job.entry.werkbon.clone();
        let klant = werkbon.as_ref().and_then(|werkbon| werkbon.werkbon().klant.clone());
        match (werkbon, klant, job.entry.document.clone()) {
            (Some(werkbon), Some(klant), Some(document)) => Ok(Self { werkbon, klant, document }),
            _ => Err(gone()),
        }
    }

    fn pdf(&self, index: usize) -> Result<Pdf> {
        pdfs::named(self.werkbon.werkbon(), index).ok_or_else(gone)
    }

    fn target<'a>(&'a self, job: &'a Job) -> PdfTarget<'a> {
        let Delivery { referentie, dossier, geleverd_op, .. } = &job.entry;
        let datum = self.werkbon.werkbon().datum;
        let target = PdfTarget::new(&self.document, referentie, &self.klant, datum, &job.settings);
        target.in_dossier(dossier.as_deref()).made_at(*geleverd_op)
    }
}

fn gone() -> Error {
    Error::new(ErrorKind::InvalidInput, "the PDF is no longer there")
}

/// Until when an attempt at a step can reach the vendor.
const fn deadline_of(step: &mut Stap) -> Option<&mut Option<DateTime<Utc>>> {
    match step {
        Stap::Dossier { uiterlijk, .. } | Stap::Pdf { uiterlijk, .. } => Some(uiterlijk),
        Stap::Markering(_) => None,
    }
}

/// A step of which the vendor certainly made nothing is as if it was never begun: it is no attempt
/// without an outcome, however often a limit or an outage is in the way.
fn undo_begin(job: &mut Job, error: &Error) {
    if error.retry() == Retry::CheckFirst {
        return;
    }
    match job.entry.stappen.first_mut() {
        Some(Stap::Dossier { begonnen, uiterlijk }) => (*begonnen, *uiterlijk) = (None, None),
        Some(Stap::Pdf { uiterlijk, .. }) => *uiterlijk = None,
        Some(Stap::Markering(_)) | None => {}
    }
}

/// Without a dossier there is no place for its PDFs.
fn give_up(job: &mut Job, step: &Stap) {
    if matches!(step, Stap::Dossier { .. }) {
        job.entry.stappen.retain(|step| !matches!(step, Stap::Pdf { .. }));
    }
}

fn repeatable(error: &Error) -> bool {
    error.is_retryable()
        || error.retry() == Retry::CheckFirst
        || error.kind() == ErrorKind::Unauthenticated
}
