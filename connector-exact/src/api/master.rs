//! What settings are checked against: who we are, administrations, journals, articles, groups,
//! document types and rights.

use simon_core::Result;

use super::{Api, label};
use crate::envelope::{self, Rows};
use crate::values::text_literal;
use crate::wire;

const ME: &str = "CurrentDivision";
const DIVISIONS: &str = "Code,Hid,Description,CustomerName,Status,BlockingStatus,\
    DivisionMoveDate,DivisionHRLinkUnlinkDate,IsPracticeDivision,IsDossierDivision";
const JOURNALS: &str = "ID,Code,Description,Type,IsBlocked";
const ITEMS: &str = "ID,Code,Description,ItemGroup,Unit,UnitDescription,IsSalesItem,\
    IsFractionAllowedItem,StartDate,EndDate,Modified";
const DOCUMENT_TYPES: &str = "ID,Description,DocumentIsCreatable";

/// What the Exact user must be allowed to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Right {
    /// Make invoices.
    Facturen,
    /// Make documents.
    Documenten,
    /// Put files in documents.
    Bijlagen,
}

impl Right {
    const fn endpoint(self) -> &'static str {
        match self {
            Self::Facturen => "salesinvoice/SalesInvoices",
            Self::Documenten => "documents/Documents",
            Self::Bijlagen => "documents/DocumentAttachments",
        }
    }
}

impl Api {
    /// The login itself. Its division is only good for asking for the list of divisions: it follows
    /// what the user does in the browser (P25). It may use the reserve: nothing is delivered before
    /// the books are proven.
    pub(crate) async fn me(&self) -> Result<wire::Me> {
        let request = self.request(label::ME, "current", &["Me"], &[("$select", ME)])?;
        envelope::entity(&self.send(request.for_delivery()).await?)
    }

    /// The administrations that the user may see and gave to the application, asked for through any of
    /// them.
    pub(crate) async fn divisions(&self, through: &str) -> Result<Rows<wire::Division>> {
        let path = ["system", "Divisions"];
        self.all(label::DIVISIONS, through, &path, &[("$select", DIVISIONS)], true).await
    }

    /// Journals with a code. Compare it again: the server does not look at case.
    pub(crate) async fn journals(&self, division: &str, code: &str) -> Result<Rows<wire::Journal>> {
        let filter = format!("Code eq {}", text_literal(code.trim()));
        let query = [("$filter", &*filter), ("$select", JOURNALS)];
        self.all(label::JOURNALS, division, &["financial", "Journals"], &query, false).await
    }

    /// Articles with a code. When there are none the code may be padded: then it is asked for once
    /// more without blanks. Compare it again.
    pub(crate) async fn items_with_code(
        &self,
        division: &str,
        code: &str,
    ) -> Result<Rows<wire::Item>> {
        let code = text_literal(code.trim());
        let found = self.items(label::ITEM_CODE, division, &format!("Code eq {code}")).await?;
        if !found.items.is_empty() || !found.unreadable.is_empty() {
            return Ok(found);
        }
        self.items(label::ITEM_CODE, division, &format!("trim(Code) eq {code}")).await
    }

    /// One article. By filter: a key that is not there is an error at Exact, and errors are counted.
    pub(crate) async fn item(&self, division: &str, id: &str) -> Result<Rows<wire::Item>> {
        self.items(label::ITEM, division, &format!("ID eq guid'{}'", id.replace('\'', ""))).await
    }

    async fn items(
        &self,
        label: &'static str,
        division: &str,
        filter: &str,
    ) -> Result<Rows<wire::Item>> {
        let query = [("$filter", filter), ("$select", ITEMS)];
        self.all(label, division, &["logistics", "Items"], &query, false).await
    }

    /// The article groups, all of them.
    pub(crate) async fn item_groups(&self, division: &str) -> Result<Rows<wire::ItemGroup>> {
        let groups = &super::ITEM_GROUPS;
        let query = [("$select", groups.select)];
        self.all(groups.label, division, groups.path, &query, false).await
    }

    pub(crate) async fn document_types(&self, division: &str) -> Result<Rows<wire::DocumentType>> {
        let query = [("$select", DOCUMENT_TYPES)];
        let path = ["documents", "DocumentTypes"];
        self.all(label::DOCUMENT_TYPES, division, &path, &query, false).await
    }

    /// Whether the Exact user may do this; none when Exact does not tell. A no is no error, so that it
    /// costs nothing of the error budget.
    pub(crate) async fn user_has_right(
        &self,
        division: &str,
        right: Right,
    ) -> Result<Option<bool>> {
        let endpoint = text_literal(right.endpoint());
        let query = [("endpoint", &*endpoint), ("action", "'POST'")];
        let request = self.request(label::RIGHTS, division, &["users", "UserHasRights"], &query)?;
        Ok(envelope::yes_or_no(&self.send(request).await?, "UserHasRights"))
    }
}
