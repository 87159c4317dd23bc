//! Where the test vendor keeps PDFs: at the document, or in a dossier of it.

use std::time::Duration;

use chrono::{DateTime, Utc};
use simon_core::connector::PdfTarget;
use simon_core::domain::Pdf;
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result, Retry};

use super::books::{Books, Create, Refusal};
use super::vendor::{lost, throttled};

/// The name under which a dossier is refused.
pub(crate) const DOSSIER: &str = "dossier";

impl Books {
    /// One more, whether the document has one or not.
    pub(crate) fn make_dossier(&mut self, target: &PdfTarget<'_>) -> Result<String> {
        self.dossier_creates += 1;
        self.refused(DOSSIER)?;
        let how = self.next_dossiers.pop_front();
        if matches!(how, Some(Create::LoseRequest)) {
            return Err(lost("request"));
        }
        self.dossiers.push(target.document.vendor_id.clone());
        match how {
            Some(_) => Err(lost("answer")),
            None => Ok(format!("dossier-{}", self.dossiers.len() - 1)),
        }
    }

    pub(crate) fn seen_dossier(
        &mut self,
        target: &PdfTarget<'_>,
        attempted_at: DateTime<Utc>,
    ) -> Option<String> {
        self.dossier_look_ups.push(attempted_at);
        let of_document = |of: &String| *of == target.document.vendor_id;
        let found = self.dossiers.iter().position(of_document);
        found.filter(|_| !self.hides_dossiers).map(|place| format!("dossier-{place}"))
    }

    pub(crate) fn add_pdf(&mut self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<()> {
        self.refused(&pdf.naam)?;
        self.pdfs.push((holder(target), pdf.naam.clone()));
        if self.slow_with_pdfs { Err(lost("answer")) } else { Ok(()) }
    }

    pub(crate) fn shows_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> bool {
        !self.slow_with_pdfs && self.pdfs.contains(&(holder(target), pdf.naam.clone()))
    }

    fn refused(&self, naam: &str) -> Result<()> {
        let Some((_, refusal)) = self.refuses.filter(|(refused, _)| *refused == naam) else {
            return Ok(());
        };
        Err(match refusal {
            Refusal::ByVendor => {
                Error::new(ErrorKind::Rejected, "refused").with_vendor_text("Geen rechten")
            }
            Refusal::TooLarge => Error::new(ErrorKind::Unmappable, "too large")
                .with_message(Message::new("testvendor-te-groot").with("naam", naam)),
            Refusal::DoesNotFit => Error::new(ErrorKind::Unmappable, "no place for it"),
            Refusal::Closed => throttled(Duration::from_secs(3600)),
            Refusal::Away => {
                Error::new(ErrorKind::Unavailable, "breaks down").with_retry(Retry::Backoff)
            }
        })
    }
}

fn holder(target: &PdfTarget<'_>) -> String {
    target.dossier.unwrap_or(&target.document.vendor_id).to_owned()
}
