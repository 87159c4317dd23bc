//! Which company the login opens (C17, G9), and whether it opens sales orders.

use simon_core::domain::Administratie;
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result};

use super::VismaConnector;
use crate::wire::{Branch, Organization};
use crate::{ID, label};

/// A company, as the login and the main API show it.
#[derive(Debug)]
pub(super) struct Company {
    /// As the token says.
    tenant: Option<String>,
    pub(super) organizations: Vec<Organization>,
    pub(super) branches: Vec<Branch>,
}

impl Company {
    /// The tenant; where the token does not tell, the organization's number.
    pub(super) fn id(&self) -> &str {
        self.tenant.as_deref().or_else(|| self.numbers().min()).unwrap_or_default()
    }

    fn numbers(&self) -> impl Iterator<Item = &str> {
        let of_organizations = self.organizations.iter().map(|it| it.organization_cd.as_deref());
        let of_branches = self.branches.iter().map(|it| it.number.as_deref());
        let none = self.organizations.is_empty();
        of_organizations.chain(of_branches.filter(move |_| none)).flatten()
    }

    pub(super) fn administratie(&self) -> Administratie {
        let of_organization = self.organizations.iter().find_map(|it| it.name.as_deref());
        let of_branch = || self.branches.iter().find_map(|it| it.name.as_deref());
        Administratie::new(self.id(), of_organization.or_else(of_branch).unwrap_or(self.id()))
    }

    /// Whether these books are this company's: a token that told its company may do so no more, and the
    /// other way around.
    pub(super) fn is(&self, books: &Administratie) -> bool {
        self.tenant.as_ref() == Some(&books.vendor_id)
            || self.numbers().any(|number| number == books.vendor_id)
    }
}

impl VismaConnector {
    /// What the login opens. It must show something: a wrong number of a company is answered with empty
    /// lists.
    pub(super) async fn opened(&self) -> Result<Company> {
        let organizations = self.api.organizations().await?;
        let tenant = self.api.company();
        let mut company = Company { tenant, organizations, branches: Vec::new() };
        if company.organizations.is_empty() {
            company.branches = self.api.branches().await?;
        }
        if company.numbers().next().is_none() {
            return Err(Error::new(ErrorKind::PermissionDenied, "the login shows no company")
                .with_connector(ID)
                .with_label(label::ORGANIZATIONS)
                .with_message(Message::new("visma-bedrijf-leeg")));
        }
        Ok(company)
    }

    /// The same with its branches.
    pub(super) async fn opened_with_branches(&self) -> Result<Company> {
        let mut company = self.opened().await?;
        if company.branches.is_empty() {
            company.branches = self.api.branches().await?;
        }
        Ok(company)
    }

    /// What to say when this login cannot reach sales orders; everything else works without.
    pub(super) async fn without_orders(&self) -> Option<LogLine> {
        let refusal = self.refused_orders(None).await.ok()??;
        Some(LogLine::new(Soort::Waarschuwing, LogTabel::Integratie, refusal))
    }

    /// Why the Sales Orders API does not let this login in; none when it does.
    ///
    /// # Errors
    /// When that could not be found out.
    pub(super) async fn refused_orders(&self, books: Option<&str>) -> Result<Option<Message>> {
        use ErrorKind::{PermissionDenied, Unauthenticated};
        match self.api.prove_orders(books).await {
            Ok(()) => Ok(None),
            Err(error) if matches!(error.kind(), PermissionDenied | Unauthenticated) => {
                Ok(Some(error.message().clone()))
            }
            Err(error) => Err(error),
        }
    }
}
