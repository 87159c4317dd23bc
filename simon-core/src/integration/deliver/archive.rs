//! Taking in an archived werkbon (C1, A6, A8).

use crate::domain::{GearchiveerdeWerkbon, Referentie};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{Change, CommitError, Delivery, DeliveryStatus, Fase, IntegrationState, Tabel};
use crate::integration::Integration;
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;

impl Integration {
    /// Takes an archived werkbon into the ledger, from where [`deliver`](Self::deliver) sends it. No
    /// call is made. Archiving the same number again changes nothing once a document exists, may
    /// exist, or waits; one that was refused is taken in anew, with the present settings (A6).
    ///
    /// While the integration is off the werkbon is held back and the log says so (A8).
    ///
    /// # Errors
    /// `InvalidInput` when the integration was never activated; `Host` when the store fails.
    pub async fn archive(&self, werkbon: GearchiveerdeWerkbon) -> Result<Delivery> {
        loop {
            let state = self.state().await?;
            let nummer = &werkbon.werkbon().nummer;
            let known = self.ports.store.delivery(&self.id, nummer).await?;
            if let Some(known) = &known
                && !may_be_replaced(known)
            {
                return Ok(known.clone());
            }
            let entry = self.new_entry(&state, known, werkbon.clone())?;
            let mut changes = vec![
                Change::Delivery(Box::new(entry.clone())),
                Change::Remove(Tabel::Werkbonnen, entry.nummer.as_str().to_owned()),
            ];
            if entry.status == DeliveryStatus::Vastgehouden {
                let message = Message::new("werkbon-vastgehouden");
                let line = LogLine::new(Soort::Fout, LogTabel::Werkbon, message);
                changes.push(self.log(line.with_record(entry.nummer.as_str())));
            }
            match self.commit(Some(state.epoch), changes).await {
                Ok(()) => return Ok(Delivery { versie: entry.versie + 1, ..entry }),
                // Somebody was first, or switched the integration off: look again.
                Err(CommitError::Conflict | CommitError::Epoch) => {}
                Err(error) => return Err(error.into()),
            }
        }
    }

    fn new_entry(
        &self,
        state: &IntegrationState,
        known: Option<Delivery>,
        werkbon: GearchiveerdeWerkbon,
    ) -> Result<Delivery> {
        let (Some(settings), Some(books)) = (state.settings, &state.administratie) else {
            return Err(Error::new(ErrorKind::InvalidInput, "the integration was never activated")
                .with_message(Message::new("integratie-niet-actief")));
        };
        let referentie = Referentie::new(&self.id, &werkbon.werkbon().nummer);
        let now = self.now();
        let mut entry = Delivery::new(referentie, werkbon, settings, books.vendor_id.as_str(), now);
        if let Some(known) = known {
            (entry.versie, entry.ronde) = (known.versie, known.ronde.saturating_add(1));
        }
        if matches!(state.fase, Fase::Inactief | Fase::Koppelen) {
            entry.status = DeliveryStatus::Vastgehouden;
        }
        Ok(entry)
    }
}

/// Only what was refused or filtered, with certainly no document, can be taken in anew.
pub(in crate::integration) fn may_be_replaced(known: &Delivery) -> bool {
    let nothing_there = known.attempt.is_none() && known.document.is_none();
    let ended = matches!(known.status, DeliveryStatus::Geweigerd | DeliveryStatus::Gefilterd);
    nothing_there && ended
}
