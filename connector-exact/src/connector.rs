//! The connector: each operation is a call, a mapping and an answer.

mod administraties;
mod checking;
mod info;

pub use info::INFO;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::de::DeserializeOwned;
use simon_core::connector::{
    AccountingConnector, Connected, ConnectorInfo, Created, Deleted, DocumentSearch,
    DocumentsRequest, FoundDocument, Gauge, ListRequest, Page, PdfTarget, RelatieRecord,
    RenderedDocument, SettingCheck,
};
use simon_core::domain::{
    Administratie, Artikel, ArtikelId, Artikelgroep, DocumentRef, InvoiceDraft, Pdf, RelatieId,
};
use simon_core::http::Runtime;
use simon_core::settings::{CheckOutcome, SettingsVersion};
use simon_core::{Error, ErrorKind, Result, Retry};

use crate::ID;
use crate::api::{
    Api, DELETED, ITEM_GROUPS, Listing, PERIOD, Right, SYNC_ACCOUNTS, SYNC_ITEMS, label,
};
use crate::config::ExactConfig;
use crate::drift::{Drifts, without_key};
use crate::envelope::Rows;
use crate::mapping::{
    Mapped, artikel_from_wire, artikelgroep_from_wire, attachment_for, created_document,
    deletion_from_wire, document_for, document_ref, documentsoort_of, draft_to_wire,
    found_document, is_attachment_for, is_document_for, is_invoice_for, marker, relatie_from_wire,
    unreadable,
};
use crate::pass::{Begun, Row, after_page, place};
use crate::values::not_after;
use crate::wire::ItemGroup;
use administraties::Administraties;

/// A connection with Exact Online: one login, and any administration that it opens.
#[derive(Debug)]
pub struct ExactConnector {
    api: Api,
    administraties: Administraties,
    pdf_max: usize,
}

impl ExactConnector {
    /// Checks the configuration and builds the connection. No call is made.
    ///
    /// # Errors
    /// `Config`, naming every problem at once.
    pub fn new(config: ExactConfig, runtime: Runtime) -> Result<Self> {
        let config = config.checked()?;
        let pdf_max = config.pdf_max();
        let api = Api::new(&config, runtime)?;
        Ok(Self { api, administraties: Administraties::default(), pdf_max })
    }

    /// One page of a listing of changes, or of everything.
    async fn follow<W: Row + DeserializeOwned + Send, T>(
        &self,
        books: &Administratie,
        listing: &Listing,
        request: &ListRequest,
        map: fn(W, bool) -> Mapped<T>,
    ) -> Result<Page<T>> {
        let division = &*books.vendor_id;
        let fits = |next: &str| self.api.is_page_of(listing, division, next);
        let begun = Begun::of(request, division, fits);
        let numbering = self.numbering(books, begun.numbering()).await?;
        let (pass, anew) = begun.under(numbering, division);
        let rows = match pass.next_page() {
            Some(next) => self.api.next_page(listing, division, next).await,
            None => self.api.changed_since(listing, division, pass.bound()).await,
        };
        let rows: Rows<W> = self.explained(division, rows).await?;
        self.check_next(listing, division, rows.next.as_deref())?;
        let mut page = pass.take(rows, map)?;
        page.anew = anew;
        Ok(page)
    }

    /// The next page's address gets our token, so it is compared before it is stored anywhere.
    fn check_next(&self, listing: &Listing, division: &str, next: Option<&str>) -> Result<()> {
        if next.is_none_or(|next| self.api.is_page_of(listing, division, next)) {
            return Ok(());
        }
        Err(Error::new(ErrorKind::Decode, "the next page is not of this listing")
            .with_connector(ID)
            .with_label(listing.label))
    }
}

fn dossier<'a>(target: &PdfTarget<'a>) -> Result<&'a str> {
    target.dossier.ok_or_else(|| {
        Error::new(ErrorKind::InvalidInput, "a PDF without its dossier").with_connector(ID)
    })
}

#[async_trait]
impl AccountingConnector for ExactConnector {
    fn info(&self) -> &'static ConnectorInfo {
        &INFO
    }

    fn calls_made(&self) -> u64 {
        self.api.calls_made()
    }

    async fn call_gauge(&self, books: &Administratie) -> Result<Option<Gauge>> {
        self.api.call_gauge(&books.vendor_id).await
    }

    /// The tokens are used as they are: a new one for the proof alone would bring nothing, and young
    /// ones cannot be renewed.
    async fn connect(&self) -> Result<Connected> {
        self.current_division().await?;
        Ok(Connected::to_choose())
    }

    async fn administratie(&self, books: &Administratie) -> Result<Administratie> {
        self.opened(books).await
    }

    async fn check_setting(&self, setting: &SettingCheck<'_>) -> Result<CheckOutcome> {
        self.check(setting).await
    }

    async fn list_relaties(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        self.follow(books, &SYNC_ACCOUNTS, request, relatie_from_wire).await
    }

    async fn list_artikelen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        self.follow(books, &SYNC_ITEMS, request, artikel_from_wire).await
    }

    async fn list_deletions(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Deleted>> {
        self.follow(books, &DELETED, request, |row, _| deletion_from_wire(row)).await
    }

    async fn list_artikelgroepen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikelgroep>> {
        let (listing, division) = (&ITEM_GROUPS, &*books.vendor_id);
        let fits = |next: &str| self.api.is_page_of(listing, division, next);
        let rows = match place(request.resume.as_ref(), fits) {
            Some(next) => self.api.next_page(listing, division, &next).await,
            None => self.api.first_page(listing, division).await,
        };
        let rows: Rows<ItemGroup> = self.explained(division, rows).await?;
        self.check_next(listing, division, rows.next.as_deref())?;
        let mut page = Page::new(Vec::new(), after_page(rows.next)?);
        for group in rows.items {
            page.drift.extend(group.drift());
            page.take(artikelgroep_from_wire(group));
        }
        for record in &rows.unreadable {
            page.drift.extend(without_key::<ItemGroup>(record));
            page.rejected.push(unreadable(record));
        }
        Ok(page)
    }

    async fn list_documents(
        &self,
        books: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        let (listing, division) = (&PERIOD, &*books.vendor_id);
        let fits = |next: &str| self.api.is_page_of(listing, division, next);
        let rows = match place(request.resume.as_ref(), fits) {
            Some(next) => self.api.next_page(listing, division, &next).await,
            None => self.api.invoices_since(division, not_after(request.since)).await,
        };
        let mut rows = self.explained(division, rows).await?;
        self.check_next(listing, division, rows.next.as_deref())?;
        let mut page = Page::new(Vec::new(), after_page(rows.next.take())?);
        for invoice in rows.whole()? {
            page.take(found_document(&invoice, &request.prefix));
        }
        Ok(page)
    }

    async fn read_relatie(
        &self,
        books: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        let rows = self.api.account(&books.vendor_id, id.as_str()).await;
        let found = self.explained(&books.vendor_id, rows).await?.whole()?;
        let account = found.into_iter().find(|account| account.id == id.as_str());
        match account {
            Some(account) => relatie_from_wire(account, false).kept(ID, label::ACCOUNT),
            None => Ok(None),
        }
    }

    async fn read_artikel(&self, books: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        let rows = self.api.item(&books.vendor_id, id.as_str()).await;
        let found = self.explained(&books.vendor_id, rows).await?.whole()?;
        let item = found.into_iter().find(|item| item.id == id.as_str());
        match item {
            Some(item) => artikel_from_wire(item, false).kept(ID, label::ITEM),
            None => Ok(None),
        }
    }

    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        let division = &*search.settings.administratie.vendor_id;
        let referentie = &search.draft.referentie;
        let rows = self.api.invoices_with_description(division, &marker(referentie)).await;
        let invoices = self.explained(division, rows).await?.whole()?;
        let ours = invoices.iter().filter(|invoice| is_invoice_for(invoice, referentie));
        let mut found: Vec<DocumentRef> = Vec::new();
        for document in ours.filter_map(document_ref) {
            if !found.iter().any(|known| known.vendor_id == document.vendor_id) {
                found.push(document);
            }
        }
        Ok(found)
    }

    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        let invoice = draft_to_wire(draft, settings)?;
        let division = &*settings.administratie.vendor_id;
        let answer = self.api.create_invoice(division, &invoice).await;
        created_document(draft, &invoice, &self.made(division, Right::Facturen, answer).await?)
    }

    fn render_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<RenderedDocument> {
        let invoice = draft_to_wire(draft, settings)?;
        let tekst = serde_json::to_string_pretty(&invoice).map_err(|error| {
            Error::new(ErrorKind::Unexpected, "cannot encode the invoice").with_source(error)
        })?;
        Ok(RenderedDocument::new(tekst))
    }

    async fn create_dossier(&self, target: &PdfTarget<'_>) -> Result<String> {
        let soort = documentsoort_of(target.settings);
        let document = document_for(target.referentie, target.klant, target.datum, soort);
        let division = &*target.settings.administratie.vendor_id;
        let answer = self.api.create_document(division, &document).await;
        self.made(division, Right::Documenten, answer).await?.key().ok_or_else(|| {
            Error::new(ErrorKind::Decode, "the created document has no id")
                .with_retry(Retry::CheckFirst)
                .with_connector(ID)
                .with_label(label::DOCUMENT_CREATE)
        })
    }

    async fn find_dossier(
        &self,
        target: &PdfTarget<'_>,
        attempted_at: DateTime<Utc>,
    ) -> Result<Option<String>> {
        let division = &*target.settings.administratie.vendor_id;
        let since = not_after(attempted_at);
        let rows = self.api.documents_since(division, since).await;
        let documents = self.explained(division, rows).await?.whole()?;
        let mut ours = documents
            .iter()
            .filter(|document| is_document_for(document, target.referentie, target.klant));
        Ok(ours.find_map(|document| document.key()))
    }

    async fn attach_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<()> {
        let attachment = attachment_for(dossier(target)?, pdf, self.pdf_max)?;
        let division = &*target.settings.administratie.vendor_id;
        let answer = self.api.create_attachment(division, &attachment).await;
        self.made(division, Right::Bijlagen, answer).await.map(drop)
    }

    async fn has_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<bool> {
        let division = &*target.settings.administratie.vendor_id;
        let rows = self.api.attachments(division, dossier(target)?).await;
        let files = self.explained(division, rows).await?.whole()?;
        Ok(files.iter().any(|file| is_attachment_for(file, pdf)))
    }

    async fn login_url(&self) -> Result<String> {
        self.api.login_url().await
    }

    async fn check_login(&self, redirect: &str) -> Result<()> {
        self.api.check_login(redirect).await
    }

    async fn log_in(&self, redirect: &str) -> Result<()> {
        self.administraties.forget();
        self.api.log_in(redirect).await
    }

    async fn disconnect(&self) -> Result<()> {
        self.administraties.forget();
        self.api.forget_tokens().await
    }
}
