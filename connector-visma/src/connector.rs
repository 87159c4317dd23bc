//! The connector: each operation is a call, a mapping and an answer.

mod checking;
mod company;
mod documents;
mod fetching;

use async_trait::async_trait;
use simon_core::connector::{
    AccountingConnector, Connected, ConnectorInfo, Created, DocumentSearch, DocumentsRequest,
    FoundDocument, Gauge, ListRequest, Page, PdfTarget, RelatieRecord, RenderedDocument,
    SettingCheck,
};
use simon_core::domain::{
    Administratie, Artikel, ArtikelId, DocumentRef, InvoiceDraft, OrderSoort, Pdf, RelatieId,
    VendorOrder,
};
use simon_core::http::Runtime;
use simon_core::settings::{CheckOutcome, SettingsVersion};
use simon_core::{Error, ErrorKind, Result};

use crate::api::{Api, CUSTOMERS, ITEMS, ORDERS, QUOTES};
use crate::assumptions::ALL_CUSTOMERS_AFTER;
use crate::config::VismaConfig;
use crate::label;
use crate::mapping::{artikel_from_wire, relatie_from_wire};
use crate::{ID, INFO};

/// A connection with one company in Visma.net.
#[derive(Debug)]
pub struct VismaConnector {
    api: Api,
}

impl VismaConnector {
    /// Checks the configuration and builds the connection. No call is made.
    ///
    /// # Errors
    /// `Config`, naming every problem at once.
    pub fn new(config: VismaConfig, runtime: Runtime) -> Result<Self> {
        Ok(Self { api: Api::new(&config.checked()?, runtime)? })
    }
}

#[async_trait]
impl AccountingConnector for VismaConnector {
    fn info(&self) -> &'static ConnectorInfo {
        &INFO
    }

    fn calls_made(&self) -> u64 {
        self.api.calls_made()
    }

    async fn call_gauge(&self, books: &Administratie) -> Result<Option<Gauge>> {
        self.api.call_gauge(&books.vendor_id).await
    }

    /// The tokens are used as they are: a new one for the proof alone would bring nothing.
    async fn connect(&self) -> Result<Connected> {
        let company = self.opened().await?;
        let mut connected = Connected::new(company.administratie());
        connected.waarschuwingen.extend(self.without_orders().await);
        Ok(connected)
    }

    async fn administratie(&self, books: &Administratie) -> Result<Administratie> {
        let company = self.opened().await?;
        Ok(if company.is(books) { books.clone() } else { company.administratie() })
    }

    async fn check_setting(&self, setting: &SettingCheck<'_>) -> Result<CheckOutcome> {
        self.check(setting).await
    }

    async fn list_relaties(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        let whole_after = Some(ALL_CUSTOMERS_AFTER);
        self.follow(books, &CUSTOMERS, whole_after, request, relatie_from_wire).await
    }

    async fn list_artikelen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        self.follow(books, &ITEMS, None, request, artikel_from_wire).await
    }

    async fn list_orders(
        &self,
        books: &Administratie,
        soort: OrderSoort,
        request: &ListRequest,
    ) -> Result<Page<VendorOrder>> {
        let listing = match soort {
            OrderSoort::Verkooporder => &ORDERS,
            OrderSoort::Offerte => &QUOTES,
        };
        self.follow_orders(books, soort, listing, request).await
    }

    async fn list_documents(
        &self,
        books: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        self.documents_of_period(books, request).await
    }

    async fn read_relatie(
        &self,
        books: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        match self.api.customer(&books.vendor_id, id.as_str()).await? {
            Some(customer) if customer.internal_id == id.as_str() => {
                relatie_from_wire(&customer, false).kept(ID, label::CUSTOMER)
            }
            Some(_) => Err(another_record(label::CUSTOMER)),
            None => Ok(None),
        }
    }

    async fn read_artikel(&self, books: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        match self.api.item(&books.vendor_id, id.as_str()).await? {
            Some(item) if item.inventory_id == id.as_str() => {
                artikel_from_wire(&item, false).kept(ID, label::ITEM)
            }
            Some(_) => Err(another_record(label::ITEM)),
            None => Ok(None),
        }
    }

    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        self.find(search).await
    }

    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        self.create(draft, settings).await
    }

    fn render_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<RenderedDocument> {
        documents::render(draft, settings)
    }

    async fn attach_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<()> {
        self.attach(target, pdf).await
    }

    async fn has_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<bool> {
        self.shows(target, pdf).await
    }

    async fn login_url(&self) -> Result<String> {
        self.api.login_url().await
    }

    async fn check_login(&self, redirect: &str) -> Result<()> {
        self.api.check_login(redirect).await
    }

    async fn log_in(&self, redirect: &str) -> Result<()> {
        self.api.log_in(redirect).await
    }

    async fn disconnect(&self) -> Result<()> {
        self.api.disconnect().await
    }
}

/// The vendor answers with another record than was asked for: nothing is known of that one, least of all
/// that it is gone.
fn another_record(label: &'static str) -> Error {
    Error::new(ErrorKind::Decode, "the answer is another record")
        .with_connector(ID)
        .with_label(label)
}
