//! Connectors with a mistake, to prove that the tests would notice it.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use simon_core::connector::{
    AccountingConnector, Connected, ConnectorInfo, Created, Deleted, DocumentSearch, ListRequest,
    Marked, Next, Page, PdfTarget, Proof, RelatieRecord, SettingCheck,
};
use simon_core::domain::{
    Aantal, Administratie, Artikel, ArtikelId, Artikelgroep, DocumentRef, InvoiceDraft, OrderRef,
    OrderSoort, Pdf, Prijs, RelatieId, VendorOrder,
};
use simon_core::settings::{CheckOutcome, SettingsVersion};
use simon_core::{Result, Retry};

/// What is wrong with the connector.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sabotage {
    /// Nothing.
    None,
    /// It looks nothing up: no document is ever found.
    NeverLooks,
    /// It finds no document for PDFs.
    FindsNoDossier,
    /// It finds no PDF.
    FindsNoPdf,
    /// It sends a create again whose answer was lost.
    SendsAgain,
    /// It takes the first page of customers for all of them.
    EndsEarly,
    /// It takes a failed read of one customer for a customer that is gone, and a failed page of
    /// customers for the end of the listing.
    TakesErrorsForAbsence,
}

impl Sabotage {
    pub(super) fn of(self, inner: Arc<dyn AccountingConnector>) -> Arc<dyn AccountingConnector> {
        if self == Self::None { inner } else { Arc::new(Saboteur { inner, sabotage: self }) }
    }
}

#[derive(Debug)]
struct Saboteur {
    inner: Arc<dyn AccountingConnector>,
    sabotage: Sabotage,
}

impl Saboteur {
    fn is(&self, sabotage: Sabotage) -> bool {
        self.sabotage == sabotage
    }
}

const END: Next = Next::End { proof: Proof::NothingNew, watermark: None };

#[async_trait]
impl AccountingConnector for Saboteur {
    fn info(&self) -> &'static ConnectorInfo {
        self.inner.info()
    }

    fn calls_made(&self) -> u64 {
        self.inner.calls_made()
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
        match self.inner.list_relaties(books, request).await {
            Ok(mut page) if self.is(Sabotage::EndsEarly) => {
                page.next = END;
                Ok(page)
            }
            Err(_) if self.is(Sabotage::TakesErrorsForAbsence) => Ok(Page::new(Vec::new(), END)),
            page => page,
        }
    }

    async fn list_artikelen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        self.inner.list_artikelen(books, request).await
    }

    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        if self.is(Sabotage::NeverLooks) {
            return Ok(Vec::new());
        }
        self.inner.find_document(search).await
    }

    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        match self.inner.create_document(draft, settings).await {
            Err(error) if self.is(Sabotage::SendsAgain) && error.retry() == Retry::CheckFirst => {
                self.inner.create_document(draft, settings).await
            }
            outcome => outcome,
        }
    }

    async fn list_artikelgroepen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikelgroep>> {
        self.inner.list_artikelgroepen(books, request).await
    }

    async fn list_deletions(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Deleted>> {
        self.inner.list_deletions(books, request).await
    }

    async fn read_relatie(
        &self,
        books: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        match self.inner.read_relatie(books, id).await {
            Err(_) if self.is(Sabotage::TakesErrorsForAbsence) => Ok(None),
            outcome => outcome,
        }
    }

    async fn read_artikel(&self, books: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        self.inner.read_artikel(books, id).await
    }

    async fn read_klantprijs(
        &self,
        books: &Administratie,
        klant: &RelatieId,
        artikel: &ArtikelId,
        aantal: Aantal,
    ) -> Result<Option<Prijs>> {
        self.inner.read_klantprijs(books, klant, artikel, aantal).await
    }

    async fn create_dossier(&self, target: &PdfTarget<'_>) -> Result<String> {
        self.inner.create_dossier(target).await
    }

    async fn find_dossier(
        &self,
        target: &PdfTarget<'_>,
        attempted_at: DateTime<Utc>,
    ) -> Result<Option<String>> {
        if self.is(Sabotage::FindsNoDossier) {
            return Ok(None);
        }
        self.inner.find_dossier(target, attempted_at).await
    }

    async fn attach_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<()> {
        self.inner.attach_pdf(target, pdf).await
    }

    async fn has_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<bool> {
        if self.is(Sabotage::FindsNoPdf) {
            return Ok(false);
        }
        self.inner.has_pdf(target, pdf).await
    }

    async fn list_orders(
        &self,
        books: &Administratie,
        soort: OrderSoort,
        request: &ListRequest,
    ) -> Result<Page<VendorOrder>> {
        self.inner.list_orders(books, soort, request).await
    }

    async fn mark_order(
        &self,
        books: &Administratie,
        order: &OrderRef,
        markering: &str,
    ) -> Result<Marked> {
        self.inner.mark_order(books, order, markering).await
    }
}
