//! Which werkbonnen are shown. The choice stands in the address.

use serde::Deserialize;
use simon_core::domain::WerkbonNummer;
use simon_core::host::DeliveryStatus;
use simon_core::message::Message;
use url::form_urlencoded::Serializer;

use crate::dashboard::fault::Fault;

/// Where an archived werkbon can be, what waits for somebody first.
pub(super) const STATUSES: [DeliveryStatus; 6] = [
    DeliveryStatus::Geweigerd,
    DeliveryStatus::Onzeker,
    DeliveryStatus::Vastgehouden,
    DeliveryStatus::Wacht,
    DeliveryStatus::Geleverd,
    DeliveryStatus::Gefilterd,
];

/// The choice, as the address has it: an empty one chooses all, from the first on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(in crate::dashboard) struct Choice {
    status: String,
    /// Archived ones after this number.
    na: String,
    /// Open ones after this number.
    open_na: String,
    /// What the page has already.
    pub(super) stand: Option<u64>,
}

impl Choice {
    /// Only those in this state.
    ///
    /// # Errors
    /// What in the address is no state.
    pub(super) fn status(&self) -> Result<Option<DeliveryStatus>, Fault> {
        let found = STATUSES.into_iter().find(|status| status.sleutel() == self.status);
        if self.status.is_empty() || found.is_some() {
            return Ok(found);
        }
        let shown: String = self.status.chars().take(40).collect();
        Err(Fault::bad(&Message::new("host-bon-stand").with("waarde", shown)))
    }

    /// Where the page with archived ones begins.
    pub(super) fn after(&self) -> Option<WerkbonNummer> {
        WerkbonNummer::new(self.na.as_str()).ok()
    }

    /// Where the page with open ones begins.
    pub(super) fn open_after(&self) -> Option<String> {
        Some(self.open_na.clone()).filter(|after| !after.is_empty())
    }

    /// Other archived ones, from the first on.
    pub(super) fn of(&self, status: Option<DeliveryStatus>) -> Self {
        let status = status.map(DeliveryStatus::sleutel).unwrap_or_default().to_owned();
        Self { status, na: String::new(), stand: None, ..self.clone() }
    }

    /// The next page with archived ones.
    pub(super) fn from(&self, after: &WerkbonNummer) -> Self {
        Self { na: after.as_str().to_owned(), stand: None, ..self.clone() }
    }

    /// The next page with open ones.
    pub(super) fn open_from(&self, after: &WerkbonNummer) -> Self {
        Self { open_na: after.as_str().to_owned(), stand: None, ..self.clone() }
    }

    /// The choice as part of an address.
    pub(super) fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        let texts = [("status", &self.status), ("na", &self.na), ("open_na", &self.open_na)];
        query.extend_pairs(texts.into_iter().filter(|(_, text)| !text.is_empty()));
        query.finish()
    }
}
