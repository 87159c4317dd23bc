//! What is left to do once the document exists: PDFs and the mark on the order it stems from. None
//! of it ever creates the document again (C23, D6).

use chrono::{DateTime, Utc};

use super::{DeliveryReport, Job};
use crate::connector::Marked;
use crate::domain::OrderRef;
use crate::error::{Error, ErrorKind, Result, Retry};
use crate::host::{DeliveryStatus, Stap};
use crate::integration::Integration;
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;

impl Integration {
    pub(super) async fn run_steps(&self, mut job: Job) -> Result<DeliveryReport> {
        while let Some(step) = job.entry.stappen.first().cloned() {
            let outcome = match &step {
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
                Err(error) => Some(failed(&step, &error)),
            };
            job.entry.stappen.remove(0);
            let nummer = job.entry.nummer.as_str().to_owned();
            let changes = line.map(|line| self.log(line.with_record(nummer))).into_iter().collect();
            self.store_entry(&mut job, None, changes).await?;
        }
        self.delivered(job).await
    }

    /// After an unknown outcome the vendor gets the time that it may need to show the result.
    fn let_it_settle(&self, job: &mut Job, error: &Error) {
        if error.retry() == Retry::CheckFirst
            && let Some(Stap::Pdf { uiterlijk: Some(uiterlijk), .. }) = job.entry.stappen.first()
        {
            job.entry.niet_voor = self.settled(*uiterlijk);
        }
    }

    async fn delivered(&self, mut job: Job) -> Result<DeliveryReport> {
        let code = job.entry.code.take();
        let found_back = code.as_deref() == Some("werkbon-teruggevonden");
        let code = if found_back { "werkbon-teruggevonden" } else { "werkbon-geleverd" };
        let document = job.entry.document.as_ref();
        let message = document
            .map_or_else(|| Message::new(code), |found| self.delivered_message(code, found));
        job.entry.status = DeliveryStatus::Geleverd;
        job.entry.claim = None;
        job.entry.code = Some(code.to_owned());
        // Content and PDFs are not kept longer than needed.
        job.entry.werkbon = None;
        let report = self.report(&job, DeliveryStatus::Geleverd, &message, None);
        self.store_entry(&mut job, None, Vec::new()).await?;
        Ok(report)
    }

    /// One that was begun before is looked for first, and sent again only when the vendor had the
    /// time to show it.
    async fn attach(
        &self,
        job: &mut Job,
        index: usize,
        begun: Option<DateTime<Utc>>,
    ) -> Result<Option<LogLine>> {
        let werkbon = job.entry.werkbon.clone();
        let pdf = werkbon.as_ref().and_then(|werkbon| werkbon.werkbon().pdfs.get(index));
        let (Some(pdf), Some(document)) = (pdf, job.entry.document.clone()) else {
            return Err(Error::new(ErrorKind::InvalidInput, "the PDF is no longer there"));
        };
        if let Some(begun) = begun {
            if self.connector.has_pdf(&document, pdf).await? {
                return Ok(None);
            }
            if self.now() < self.settled(begun) {
                let early = "a PDF of unknown outcome may not show yet";
                return Err(Error::new(ErrorKind::Timeout, early).with_retry(Retry::CheckFirst));
            }
        }
        let deadline = self.deadline();
        if let Some(Stap::Pdf { uiterlijk, .. }) = job.entry.stappen.first_mut() {
            *uiterlijk = Some(deadline);
        }
        // A process that dies now leaves a PDF of which nobody else may think too early that it is not
        // there.
        job.claim_until(self.settled(deadline));
        self.store_entry(job, Some(job.epoch), Vec::new()).await?;
        self.in_time(deadline, self.connector.attach_pdf(&document, pdf)).await?;
        Ok(None)
    }

    async fn mark(&self, job: &mut Job, order: &OrderRef) -> Result<Option<LogLine>> {
        let deadline = self.deadline();
        job.claim_until(self.settled(deadline));
        // Switched off meanwhile: nothing is written at the vendor any more (A7).
        self.store_entry(job, Some(job.epoch), Vec::new()).await?;
        let markering = job.settings.waarden.tekst("markering");
        // It writes back what it read: whoever stood still in between must not undo what people changed.
        let mark = self.in_time(deadline, self.connector.mark_order(order, markering));
        let (soort, code) = match mark.await? {
            Marked::Marked => (Soort::Info, "order-gemarkeerd"),
            Marked::Already => return Ok(None),
            Marked::Closed => (Soort::Waarschuwing, "order-niet-gemarkeerd"),
        };
        let message = Message::new(code).with("order", &order.nummer);
        Ok(Some(LogLine::new(soort, LogTabel::Werkbon, message)))
    }
}

fn repeatable(error: &Error) -> bool {
    error.is_retryable()
        || error.retry() == Retry::CheckFirst
        || error.kind() == ErrorKind::Unauthenticated
}

fn failed(step: &Stap, error: &Error) -> LogLine {
    let (soort, message) = match step {
        Stap::Pdf { .. } => (Soort::Fout, Message::new("pdf-mislukt")),
        Stap::Markering(order) => {
            let message = Message::new("order-markeren-mislukt").with("order", &order.nummer);
            (Soort::Waarschuwing, message)
        }
    };
    LogLine::new(soort, LogTabel::Werkbon, message).with_vendor_text(error.vendor_text())
}
