//! 'Controleer': which calls a setting needs (E1). What the answers mean is decided elsewhere.

use simon_core::Result;
use simon_core::connector::SettingCheck;
use simon_core::domain::Administratie;
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked, SettingKind, SettingValue};

use super::VismaConnector;
use crate::checks;
use crate::settings::{ADMINISTRATIE, DOCUMENT, KLANTFACTUUR, MAGAZIJN, MAGAZIJNEN, OPHALEN};
use crate::wire::Warehouse;

impl VismaConnector {
    pub(super) async fn check(&self, check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        let text = match check.value {
            SettingValue::Tekst(text) => text.trim(),
            _ => "",
        };
        if check.spec.is(ADMINISTRATIE) {
            let company = self.opened_with_branches().await?;
            let (organizations, branches) = (&company.organizations, &company.branches);
            return Ok(checks::administratie(company.id(), organizations, branches, text));
        }
        let Some(books) = check.books else {
            return Ok(CheckOutcome::Refused(Message::new("instelling-eerst-administratie")));
        };
        self.check_in(books, check, text).await
    }

    async fn check_in(
        &self,
        books: &Administratie,
        check: &SettingCheck<'_>,
        text: &str,
    ) -> Result<CheckOutcome> {
        let id = &*books.vendor_id;
        match (check.spec.kind, check.value) {
            (SettingKind::Artikel, _) if !text.is_empty() => {
                let item = self.api.item_by_number(id, text).await?;
                Ok(checks::artikel(item.as_ref(), text))
            }
            _ if check.spec.is(MAGAZIJN) && !text.is_empty() => {
                let warehouse = self.api.warehouse(id, text).await?;
                Ok(checks::magazijn(warehouse.as_ref(), text))
            }
            _ if check.spec.is(MAGAZIJNEN) => {
                let found = self.warehouses(id, &checks::warehouses_of_users(check.all)).await?;
                Ok(checks::magazijnen(&found))
            }
            (_, SettingValue::Lijst(chosen)) if check.spec.is(OPHALEN) && !chosen.is_empty() => {
                if let Some(refusal) = self.refused_orders(Some(id)).await? {
                    return Ok(CheckOutcome::Refused(refusal));
                }
                Ok(checks::ophalen(chosen, &self.api.order_types(id).await?))
            }
            _ if check.spec.is(DOCUMENT) => self.check_document(id, check, text).await,
            _ => Ok(CheckOutcome::Accepted(Box::<Checked>::default())),
        }
    }

    /// A sales order needs the other interface, its order type, and a warehouse.
    async fn check_document(
        &self,
        books: &str,
        check: &SettingCheck<'_>,
        choice: &str,
    ) -> Result<CheckOutcome> {
        if choice == KLANTFACTUUR {
            return Ok(checks::document(choice, check.all, &[]));
        }
        if let Some(refusal) = self.refused_orders(Some(books)).await? {
            return Ok(CheckOutcome::Refused(refusal));
        }
        let types = self.api.order_types(books).await?;
        Ok(checks::document(choice, check.all, &types))
    }

    async fn warehouses<'a>(
        &self,
        books: &str,
        ids: &[&'a str],
    ) -> Result<Vec<(&'a str, Option<Warehouse>)>> {
        let mut found = Vec::new();
        for id in ids {
            found.push((*id, self.api.warehouse(books, id).await?));
        }
        Ok(found)
    }
}
