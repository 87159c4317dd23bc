//! 'Controleer': which calls a setting needs (E1). What the answers mean is decided elsewhere.

use simon_core::connector::SettingCheck;
use simon_core::domain::Administratie;
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked, SettingKind, SettingValue};
use simon_core::{ErrorKind, Result};

use super::ExactConnector;
use crate::api::Right;
use crate::checks;
use crate::settings::{ADMINISTRATIE, DAGBOEK, DOCUMENTSOORT, PDF, UREN};

/// The choice of sending no PDFs.
const GEEN: &str = "geen";

impl ExactConnector {
    pub(super) async fn check(&self, check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        let text = match check.value {
            SettingValue::Tekst(text) => text.trim(),
            _ => "",
        };
        if check.spec.is(ADMINISTRATIE) {
            let (_, divisions) = self.all_divisions().await?;
            return Ok(checks::administratie(&divisions, text));
        }
        let Some(books) = check.books else {
            return Ok(CheckOutcome::Refused(Message::new("instelling-eerst-administratie")));
        };
        let outcome = self.check_in(books, check, text).await;
        self.explained(&books.vendor_id, outcome).await
    }

    async fn check_in(
        &self,
        books: &Administratie,
        check: &SettingCheck<'_>,
        text: &str,
    ) -> Result<CheckOutcome> {
        let division = &*books.vendor_id;
        match (check.spec.kind, check.value) {
            (SettingKind::Artikel, _) if !text.is_empty() => {
                let items = self.api.items_with_code(division, text).await?.whole()?;
                let hours = UREN.contains(&check.spec.key);
                Ok(checks::artikel(&items, text, hours, self.api.now().date_naive()))
            }
            (SettingKind::Artikelgroepen, SettingValue::Lijst(namen)) if !namen.is_empty() => {
                let groups = self.api.item_groups(division).await?.items;
                Ok(checks::artikelgroepen(&groups, namen))
            }
            _ if check.spec.is(DAGBOEK) => self.check_dagboek(division, text).await,
            _ if check.spec.is(PDF) && text != GEEN => self.check_pdf(division, check).await,
            _ if check.spec.is(DOCUMENTSOORT) && !text.is_empty() => {
                let types = self.api.document_types(division).await?.items;
                Ok(checks::documentsoort(&types, text))
            }
            _ => Ok(CheckOutcome::Accepted(Box::<Checked>::default())),
        }
    }

    async fn check_dagboek(&self, division: &str, code: &str) -> Result<CheckOutcome> {
        let journals = self.api.journals(division, code).await?.whole()?;
        let outcome = checks::dagboek(&journals, code);
        if let CheckOutcome::Refused(_) = outcome {
            return Ok(outcome);
        }
        let missing = self.missing_right(division, Right::Facturen).await?;
        Ok(missing.map_or(outcome, CheckOutcome::Refused))
    }

    /// The rights, and the kind of document unless the user chose one.
    async fn check_pdf(&self, division: &str, check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        for right in [Right::Documenten, Right::Bijlagen] {
            if let Some(missing) = self.missing_right(division, right).await? {
                return Ok(CheckOutcome::Refused(missing));
            }
        }
        if !check.all.tekst(DOCUMENTSOORT).trim().is_empty() {
            return Ok(CheckOutcome::Accepted(Box::<Checked>::default()));
        }
        let types = self.api.document_types(division).await?.items;
        Ok(checks::documentsoort(&types, ""))
    }

    /// A right that the Exact user lacks. Where Exact does not tell, the first invoice will.
    async fn missing_right(&self, division: &str, right: Right) -> Result<Option<Message>> {
        use ErrorKind::{Decode, NotFound, PermissionDenied, Rejected};
        let answer = match self.api.user_has_right(division, right).await {
            Err(error)
                if matches!(error.kind(), NotFound | PermissionDenied | Rejected | Decode) =>
            {
                None
            }
            answer => answer?,
        };
        Ok(checks::missing_right(right, answer))
    }
}
