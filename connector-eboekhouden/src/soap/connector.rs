//! The connector: each operation is a call, a mapping and an answer.

use async_trait::async_trait;
use simon_core::Result;
use simon_core::connector::{
    AccountingConnector, Connected, ConnectorInfo, Created, DocumentSearch, DocumentsRequest,
    FoundDocument, Gauge, ListRequest, Mapped, Next, Page, Proof, RelatieRecord, RenderedDocument,
    SettingCheck,
};
use simon_core::domain::{
    Administratie, Artikel, ArtikelId, Artikelgroep, DocumentRef, InvoiceDraft, RelatieId,
};
use simon_core::http::Runtime;
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, SettingKind, SettingValue, SettingsVersion};

use super::call::Api;
use super::envelope::{
    Unsigned, add_factuur, get_artikel, get_artikelen, get_relatie, get_relaties,
};
use super::listing::{Listing, PageSize, Wanted};
use super::operation::Operation;
use super::{by_id, documents, drift, groups};
use crate::ID;
use crate::checks;
use crate::config::{Checked, SoapKeys};
use crate::info::SOAP_INFO;
use crate::mapping::{artikel_from_soap, discount_notes, draft_to_soap, relatie_from_soap};
use crate::settings::SJABLOON;

/// The vendor does not name the administration.
const NAAM: &str = "e-Boekhouden";
/// Source: the vendor's manual: longest code of an article.
const ARTIKELCODE_MAX: usize = 20;

/// A connection through SOAP.
#[derive(Debug)]
pub(crate) struct SoapConnector {
    api: Api,
    relaties: Listing,
    artikelen: Listing,
    facturen: Listing,
    page_size: PageSize,
}

impl SoapConnector {
    /// Builds the connection. No call is made.
    ///
    /// # Errors
    /// `Config` when the root can have no path.
    pub(crate) fn new(config: &Checked, keys: SoapKeys, runtime: Runtime) -> Result<Self> {
        Ok(Self {
            api: Api::new(config, keys, runtime)?,
            relaties: Listing::of("ID"),
            artikelen: Listing::of("ArtikelID"),
            facturen: Listing::of("Factuurnummer"),
            page_size: PageSize::default(),
        })
    }

    /// The same with other pages, for tests.
    #[cfg(feature = "simulator")]
    pub(crate) fn in_pages_of(self, page_size: PageSize) -> Self {
        Self { page_size, ..self }
    }

    fn administration(&self) -> Administratie {
        Administratie::new(format!("soap-{}", self.api.mark), NAAM)
    }

    /// Ends the session and what was still open in it.
    async fn leave(&self) -> Result<()> {
        for listing in [&self.relaties, &self.artikelen, &self.facturen] {
            listing.forget().await;
        }
        self.api.close_session().await
    }

    /// The filter of the vendor may find others, too: the check decides.
    async fn check_artikel(&self, code: &str) -> Result<CheckOutcome> {
        let mut found = Vec::new();
        if code.chars().count() <= ARTIKELCODE_MAX {
            let mut records = self.api.open(get_artikelen(code)).await?;
            while let Some(record) = records.next().await? {
                if record.text("ArtikelCode").to_lowercase() != code.to_lowercase() {
                    continue;
                }
                match artikel_from_soap(&record, true) {
                    Mapped::Keep(artikel) => found.push(artikel),
                    Mapped::Skip => {}
                    Mapped::Reject(rejected) => {
                        return Ok(CheckOutcome::Refused(rejected.message));
                    }
                }
            }
        }
        Ok(checks::artikel(&found, code))
    }
}

fn everything(request: Unsigned) -> Wanted {
    Wanted { request, scope: String::new() }
}

/// What the user should know of the invoice.
fn warnings(draft: &InvoiceDraft, invoice: &Unsigned) -> Vec<LogLine> {
    let cleaned = invoice.cleaned().then(|| Message::new("eboekhouden-tekst-opgeschoond"));
    let line = |message| {
        LogLine::new(Soort::Waarschuwing, LogTabel::Werkbon, message)
            .with_record(draft.werkbon.as_str())
    };
    cleaned.into_iter().chain(discount_notes(draft)).map(line).collect()
}

#[async_trait]
impl AccountingConnector for SoapConnector {
    fn info(&self) -> &'static ConnectorInfo {
        &SOAP_INFO
    }

    fn calls_made(&self) -> u64 {
        self.api.calls_made()
    }

    async fn call_gauge(&self, _books: &Administratie) -> Result<Option<Gauge>> {
        self.api.call_gauge().await
    }

    /// A session that is open is closed first: there is never more than one, and it says nothing about
    /// the keys of today.
    async fn connect(&self) -> Result<Connected> {
        self.leave().await?;
        self.api.prove().await?;
        Ok(Connected::new(self.administration()))
    }

    /// Follows from the keys, without a call.
    async fn administratie(&self, _books: &Administratie) -> Result<Administratie> {
        Ok(self.administration())
    }

    async fn check_setting(&self, check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        match (check.spec.kind, check.value) {
            (SettingKind::Artikel, SettingValue::Tekst(code)) if !code.trim().is_empty() => {
                self.check_artikel(code.trim()).await
            }
            (SettingKind::Artikelgroepen, SettingValue::Lijst(namen)) if !namen.is_empty() => {
                Ok(checks::artikelgroepen(&groups::groups(&self.api).await?, namen, false))
            }
            (_, SettingValue::Tekst(naam)) if check.spec.is(SJABLOON) => {
                Ok(checks::sjabloon_unchecked(naam))
            }
            _ => Ok(checks::accepted(simon_core::settings::Checked::default())),
        }
    }

    async fn list_relaties(
        &self,
        _books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        let wanted = everything(get_relaties());
        let map = |record: &_| (relatie_from_soap(record), drift::of_relatie(record));
        let resume = request.resume.as_ref();
        self.relaties.page(&self.api, &wanted, resume, &self.page_size, map).await
    }

    async fn list_artikelen(
        &self,
        _books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        let wanted = everything(get_artikelen(""));
        let map = |record: &_| (artikel_from_soap(record, false), drift::of_artikel(record));
        let resume = request.resume.as_ref();
        self.artikelen.page(&self.api, &wanted, resume, &self.page_size, map).await
    }

    /// All in one page: there is no place in it to go on from.
    async fn list_artikelgroepen(
        &self,
        _books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikelgroep>> {
        let groepen = groups::groups(&self.api).await?;
        let end = Next::End { proof: Proof::WholeAnswer, watermark: None };
        let mut page = Page::new(groepen, end);
        page.anew = request.resume.is_some();
        Ok(page)
    }

    async fn read_relatie(
        &self,
        _books: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        let found = by_id::record(&self.api, id.as_str(), "ID", get_relatie).await?;
        let Some(record) = found else { return Ok(None) };
        relatie_from_soap(&record).kept(ID, Operation::GetRelaties.label())
    }

    async fn read_artikel(
        &self,
        _books: &Administratie,
        id: &ArtikelId,
    ) -> Result<Option<Artikel>> {
        let found = by_id::record(&self.api, id.as_str(), "ArtikelID", get_artikel).await?;
        let Some(record) = found else { return Ok(None) };
        artikel_from_soap(&record, false).kept(ID, Operation::GetArtikelen.label())
    }

    async fn list_documents(
        &self,
        _books: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        let wanted = documents::made_since(request.since);
        let map = |record: &_| (documents::found(record, &request.prefix), Vec::new());
        let resume = request.resume.as_ref();
        self.facturen.page(&self.api, &wanted, resume, &self.page_size, map).await
    }

    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        documents::with_mark(&self.api, search).await
    }

    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        let invoice = add_factuur(&draft_to_soap(draft, settings)?);
        let warnings = warnings(draft, &invoice);
        let nummer = self.api.create(invoice).await?;
        let mut created = Created::new(DocumentRef::new(nummer.clone(), Some(nummer)));
        created.waarschuwingen = warnings;
        Ok(created)
    }

    fn render_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<RenderedDocument> {
        let invoice = add_factuur(&draft_to_soap(draft, settings)?);
        let mut rendered = RenderedDocument::new(invoice.readable());
        rendered.waarschuwingen = warnings(draft, &invoice);
        Ok(rendered)
    }

    async fn disconnect(&self) -> Result<()> {
        self.leave().await
    }
}
