//! What a werkbon would become, before anybody sends it (G1).

use std::fmt;

use super::Integration;
use super::activation::other_books;
use super::deliver::{may_be_replaced, refusal};
use crate::domain::{GearchiveerdeWerkbon, InvoiceDraft, WerkbonNummer};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{Delivery, DeliveryStatus, IntegrationState};
use crate::log::{LogEntry, LogLine, LogTabel, Soort};
use crate::message::Message;
use crate::rules::{Draft, NotSent};
use crate::settings::SettingsVersion;

/// What a werkbon would become.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Preview {
    /// Number of the werkbon.
    pub nummer: WerkbonNummer,
    /// Where it is on its way, if it was archived already.
    pub status: Option<DeliveryStatus>,
    /// Version of the settings that decide (A6).
    pub instellingen: u32,
    /// The document, or why there would be none.
    pub uitkomst: PreviewOutcome,
}

/// A document, or the reason why none would be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PreviewOutcome {
    /// This would be sent.
    Document(Box<PreviewDocument>),
    /// Nothing would be sent.
    NietVerstuurd {
        /// What the werkbon would be, or is: filtered, refused, held back, uncertain or delivered.
        status: DeliveryStatus,
        /// The line that the log would have, with its action.
        melding: Box<LogEntry>,
    },
}

/// A document as it would be sent.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PreviewDocument {
    /// The document before it is mapped: lines, prices, texts, attachments.
    pub draft: InvoiceDraft,
    /// The vendor's document, exactly as it would be sent; none where the connector cannot show it.
    pub tekst: Option<String>,
    /// What the log would say beside the delivery.
    pub waarschuwingen: Vec<LogEntry>,
}

/// Without personal data (F6).
impl fmt::Debug for PreviewDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes = self.waarschuwingen.iter().map(|line| line.code.as_str());
        write!(f, "PreviewDocument({:?}, {:?})", self.draft, codes.collect::<Vec<_>>())
    }
}

impl Integration {
    /// What archiving this werkbon would send, line by line, with its warnings. Nothing is written, here
    /// or at the vendor. Only prices agreed with the customer are asked, where the vendor has them; such
    /// calls count for the vendor's limit and may renew a token.
    ///
    /// Of a number that was archived already, and would therefore not be taken in again, this is the
    /// [preview of the ledger's](Self::preview_delivery).
    ///
    /// # Errors
    /// `InvalidInput` when the integration is not active or the credentials open another
    /// administration; `Host` when the store fails; those of
    /// [`read_klantprijs`](crate::connector::AccountingConnector::read_klantprijs). A werkbon that may
    /// not be sent is no error but [`PreviewOutcome::NietVerstuurd`].
    pub async fn preview(&self, werkbon: &GearchiveerdeWerkbon) -> Result<Preview> {
        let (state, settings) = self.working().await?;
        let nummer = &werkbon.werkbon().nummer;
        match self.ports.store.delivery(&self.id, nummer).await? {
            Some(known) if !may_be_replaced(&known) => {
                self.preview_known(&state, settings, known).await
            }
            known => {
                let uitkomst = self.preview_outcome(&state, werkbon, &settings, None).await?;
                let status = known.map(|known| known.status);
                let instellingen = settings.nummer;
                Ok(Preview { nummer: nummer.clone(), status, instellingen, uitkomst })
            }
        }
    }

    /// What an archived werkbon would send, with the ledger's content: one that waits with the settings
    /// of its archiving, one that was refused or is held back with the present ones (A6).
    ///
    /// # Errors
    /// As [`preview`](Self::preview); also `InvalidInput` for a number that was never archived.
    pub async fn preview_delivery(&self, nummer: &WerkbonNummer) -> Result<Preview> {
        let (state, settings) = self.working().await?;
        let Some(known) = self.ports.store.delivery(&self.id, nummer).await? else {
            let message = Message::new("werkbon-niet-gearchiveerd").with("nummer", nummer);
            return Err(Error::new(ErrorKind::InvalidInput, "the werkbon was never archived")
                .with_message(message));
        };
        self.preview_known(&state, settings, known).await
    }

    async fn preview_known(
        &self,
        state: &IntegrationState,
        present: SettingsVersion,
        known: Delivery,
    ) -> Result<Preview> {
        let settings = match known.status {
            DeliveryStatus::Wacht => self.settings(known.settings).await?,
            _ => present,
        };
        let uitkomst = match (self.is_not_sent(&known, state), &known.werkbon) {
            (Some((status, line)), _) => self.not_sent(&known.nummer, status, line),
            (None, None) => {
                return Err(Error::new(
                    ErrorKind::Host,
                    "the ledger has lost the werkbon's content",
                ));
            }
            (None, Some(werkbon)) => {
                let held = known.status == DeliveryStatus::Vastgehouden;
                let said = held.then(|| fault("werkbon-vastgehouden"));
                self.preview_outcome(state, werkbon, &settings, said).await?
            }
        };
        let instellingen = settings.nummer;
        Ok(Preview { nummer: known.nummer, status: Some(known.status), instellingen, uitkomst })
    }

    /// Why nothing more is sent of a werkbon in the ledger, whatever is on it.
    fn is_not_sent(
        &self,
        known: &Delivery,
        state: &IntegrationState,
    ) -> Option<(DeliveryStatus, LogLine)> {
        if let Some(document) = &known.document {
            let message = self.delivered_message("werkbon-geleverd", document);
            let line = LogLine::new(Soort::Goedkeuring, LogTabel::Werkbon, message);
            return Some((DeliveryStatus::Geleverd, line));
        }
        let books = state.administratie.as_ref().map(|books| books.vendor_id.as_str());
        if books != Some(known.administratie.as_str()) {
            return Some((DeliveryStatus::Vastgehouden, fault("werkbon-andere-administratie")));
        }
        (known.status == DeliveryStatus::Onzeker).then(|| {
            let message = Message::new("werkbon-onzeker").with("referentie", &known.referentie);
            let line = LogLine::new(Soort::Fout, LogTabel::Werkbon, message);
            (DeliveryStatus::Onzeker, line)
        })
    }

    async fn preview_outcome(
        &self,
        state: &IntegrationState,
        werkbon: &GearchiveerdeWerkbon,
        settings: &SettingsVersion,
        said: Option<LogLine>,
    ) -> Result<PreviewOutcome> {
        let nummer = &werkbon.werkbon().nummer;
        if self.info().capabilities.klantprijzen
            && let Some(opened) = self.other_books(state).await?
        {
            return Err(other_books(&opened));
        }
        let Draft { draft, waarschuwingen } = match self.build(werkbon, settings).await? {
            Ok(draft) => draft,
            Err(NotSent { status, line }) => return Ok(self.not_sent(nummer, status, line)),
        };
        let (tekst, of_mapping) = match self.connector.render_document(&draft, settings) {
            Ok(rendered) => (Some(rendered.tekst), rendered.waarschuwingen),
            Err(error) if error.kind() == ErrorKind::Unsupported => (None, Vec::new()),
            Err(error) if error.kind() == ErrorKind::Unmappable => {
                return Ok(self.not_sent(nummer, DeliveryStatus::Geweigerd, refusal(&error)));
            }
            Err(error) => return Err(error),
        };
        let lines = said.into_iter().chain(waarschuwingen).chain(of_mapping);
        let waarschuwingen = lines.map(|line| self.entry(nummer, line)).collect();
        Ok(PreviewOutcome::Document(Box::new(PreviewDocument { draft, tekst, waarschuwingen })))
    }

    fn not_sent(
        &self,
        nummer: &WerkbonNummer,
        status: DeliveryStatus,
        line: LogLine,
    ) -> PreviewOutcome {
        let melding = Box::new(self.entry(nummer, line));
        PreviewOutcome::NietVerstuurd { status, melding }
    }

    /// A line as the log would have it.
    fn entry(&self, nummer: &WerkbonNummer, line: LogLine) -> LogEntry {
        line.with_record(nummer.as_str()).render(self.now(), &self.catalogue)
    }
}

fn fault(code: &'static str) -> LogLine {
    LogLine::new(Soort::Fout, LogTabel::Werkbon, Message::new(code))
}
