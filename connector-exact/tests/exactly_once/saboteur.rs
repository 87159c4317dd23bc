//! Connectors with a mistake, to prove that the tests would notice it.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use simon_core::connector::{
    AccountingConnector, Connected, ConnectorInfo, Created, DocumentSearch, ListRequest, Page,
    PdfTarget, RelatieRecord, SettingCheck,
};
use simon_core::domain::{Administratie, Artikel, DocumentRef, InvoiceDraft, Pdf};
use simon_core::settings::{CheckOutcome, SettingsVersion};
use simon_core::{Result, Retry};

/// What is wrong with the connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sabotage {
    /// Nothing.
    None,
    /// It looks nothing up: no invoice is ever found.
    NeverLooks,
    /// It finds no document for PDFs.
    FindsNoDossier,
    /// It finds no PDF.
    FindsNoPdf,
    /// It sends a create again whose answer was lost.
    SendsAgain,
}

impl Sabotage {
    pub(crate) fn of(self, inner: Arc<dyn AccountingConnector>) -> Arc<dyn AccountingConnector> {
        if self == Self::None { inner } else { Arc::new(Saboteur { inner, sabotage: self }) }
    }
}

#[derive(Debug)]
struct Saboteur {
    inner: Arc<dyn AccountingConnector>,
    sabotage: Sabotage,
}

#[async_trait]
impl AccountingConnector for Saboteur {
    fn info(&self) -> &'static ConnectorInfo {
        self.inner.info()
    }

    async fn connect(&self) -> Result<Connected> {
        self.inner.connect().await
    }

    async fn administratie(&self, books: &Administratie) -> Result<Administratie> {
        self.inner.administratie(books).await
    }

    async fn check_setting(&self, check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        self.inner.check_setting(check).await
    }

    async fn list_relaties(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        self.inner.list_relaties(books, request).await
    }

    async fn list_artikelen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        self.inner.list_artikelen(books, request).await
    }

    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        if self.sabotage == Sabotage::NeverLooks {
            return Ok(Vec::new());
        }
        self.inner.find_document(search).await
    }

    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        let sends_again = self.sabotage == Sabotage::SendsAgain;
        match self.inner.create_document(draft, settings).await {
            Err(error) if sends_again && error.retry() == Retry::CheckFirst => {
                self.inner.create_document(draft, settings).await
            }
            outcome => outcome,
        }
    }

    async fn create_dossier(&self, target: &PdfTarget<'_>) -> Result<String> {
        self.inner.create_dossier(target).await
    }

    async fn find_dossier(
        &self,
        target: &PdfTarget<'_>,
        attempted_at: DateTime<Utc>,
    ) -> Result<Option<String>> {
        if self.sabotage == Sabotage::FindsNoDossier {
            return Ok(None);
        }
        self.inner.find_dossier(target, attempted_at).await
    }

    async fn attach_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<()> {
        self.inner.attach_pdf(target, pdf).await
    }

    async fn has_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<bool> {
        if self.sabotage == Sabotage::FindsNoPdf {
            return Ok(false);
        }
        self.inner.has_pdf(target, pdf).await
    }
}
