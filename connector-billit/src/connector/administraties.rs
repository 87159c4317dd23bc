//! The companies that the login or the API key opens.

use simon_core::connector::Connected;
use simon_core::domain::Administratie;
use simon_core::message::Message;
use simon_core::settings::CheckOutcome;
use simon_core::{Error, ErrorKind, Result, Retry};

use super::BillitConnector;
use crate::ID;
use crate::api::label;
use crate::checks::{self, Opened};

impl BillitConnector {
    /// The configured company, or the only one; of several the user chooses.
    pub(super) async fn connected(&self) -> Result<Connected> {
        let account = self.api.account(self.configured().as_deref()).await?;
        match checks::opened(&account, self.party_id) {
            Opened::One(administratie) => Ok(Connected::new(administratie)),
            Opened::Several => Ok(Connected::to_choose()),
            Opened::None(message) => Err(closed(message)),
        }
    }

    /// These books when they are still open, else what is open instead (G9).
    pub(super) async fn opened(&self, books: &Administratie) -> Result<Administratie> {
        let account = self.api.account(Some(&books.vendor_id)).await?;
        checks::opened_for(&account, books, self.party_id).map_err(closed)
    }

    pub(super) async fn check_administratie(&self, wish: &str) -> Result<CheckOutcome> {
        let account = self.api.account(self.configured().as_deref()).await?;
        Ok(checks::administratie(&account, wish))
    }

    fn configured(&self) -> Option<String> {
        self.party_id.map(|id| id.to_string())
    }
}

fn closed(message: Message) -> Error {
    Error::new(ErrorKind::PermissionDenied, "no company that can be worked in")
        .with_connector(ID)
        .with_label(label::ACCOUNT)
        .with_retry(Retry::Never)
        .with_message(message)
}
