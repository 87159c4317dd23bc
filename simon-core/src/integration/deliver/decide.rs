//! What a person decides about a werkbon of which the engine could not find out whether it has a
//! document.

use crate::domain::{DocumentRef, WerkbonNummer};
use crate::error::{Error, ErrorKind, Result};
use crate::host::{Change, Delivery, DeliveryStatus};
use crate::integration::Integration;
use crate::log::{LogLine, LogTabel, Soort};
use crate::message::Message;

/// What a person saw in the accounting package.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Besluit {
    /// This is the one document; nothing is sent any more.
    Geleverd(DocumentRef),
    /// There is none: the werkbon is sent again, with the settings in force now.
    OpnieuwVersturen,
}

impl Integration {
    /// Ends the uncertainty about a werkbon that is [`DeliveryStatus::Onzeker`]. The engine takes the
    /// person at his word: it is the only thing that ever overrides exactly-once (C22). One that was
    /// refused or is held back can be given the document that somebody made by hand.
    ///
    /// # Errors
    /// `InvalidInput` for another werkbon, and to send again while the integration is not active or
    /// works with another administration (E4).
    pub async fn decide(&self, nummer: &WerkbonNummer, besluit: Besluit) -> Result<()> {
        let found = self.ports.store.delivery(&self.id, nummer).await?;
        let open = found.filter(|entry| may_decide(entry.status, &besluit));
        let Some(mut entry) = open else { return Err(refuse(nummer)) };
        let (code, epoch) = match besluit {
            Besluit::Geleverd(document) => {
                entry.status = DeliveryStatus::Geleverd;
                entry.document = Some(document);
                entry.geleverd_op = Some(self.now());
                entry.werkbon = None;
                ("werkbon-besloten-geleverd", None)
            }
            Besluit::OpnieuwVersturen => {
                let (state, settings) = self.working().await?;
                if entry.administratie != settings.administratie.vendor_id {
                    return Err(refuse(nummer));
                }
                send_again(&mut entry, settings.nummer);
                entry.niet_voor = self.now();
                ("werkbon-besloten-opnieuw", Some(state.epoch))
            }
        };
        entry.attempt = None;
        entry.code = Some(code.to_owned());
        let line = LogLine::new(Soort::Info, LogTabel::Werkbon, Message::new(code));
        let line = self.log(line.with_record(nummer.as_str()));
        Ok(self.commit(epoch, vec![Change::Delivery(Box::new(entry)), line]).await?)
    }
}

/// Makes an entry wait as if it were new. What was only held back goes on where it was.
pub(in crate::integration) fn send_again(entry: &mut Delivery, settings: u32) {
    if entry.status != DeliveryStatus::Vastgehouden {
        entry.ronde = entry.ronde.saturating_add(1);
    }
    entry.status = DeliveryStatus::Wacht;
    entry.settings = settings;
    (entry.pogingen, entry.zonder_uitkomst) = (0, 0);
}

fn may_decide(status: DeliveryStatus, besluit: &Besluit) -> bool {
    use DeliveryStatus::{Geweigerd, Onzeker, Vastgehouden};
    match besluit {
        Besluit::Geleverd(_) => matches!(status, Onzeker | Geweigerd | Vastgehouden),
        Besluit::OpnieuwVersturen => status == Onzeker,
    }
}

fn refuse(nummer: &WerkbonNummer) -> Error {
    let code = "werkbon-niet-te-besluiten";
    Error::new(ErrorKind::InvalidInput, code)
        .with_message(Message::new(code).with("nummer", nummer))
}
