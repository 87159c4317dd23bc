//! The operations of the connector: each is some calls, a mapping and an answer.

use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta};
use secrecy::SecretString;
use simon_core::connector::{
    AccountingConnector, Connected, ConnectorInfo, Created, DocumentSearch, DocumentsRequest,
    FoundDocument, Gauge, ListRequest, Next, Page, Proof, RelatieRecord, RenderedDocument,
    SettingCheck,
};
use simon_core::domain::{
    Administratie, Artikel, ArtikelId, Artikelgroep, DocumentRef, InvoiceDraft, RelatieId,
};
use simon_core::http::Runtime;
use simon_core::settings::{CheckOutcome, SettingsVersion};
use simon_core::{Error, ErrorKind, Result};

use super::api::{Api, Detail, PRODUCTS, RELATIONS, label};
use super::check::check;
use super::drift::Drifts;
use super::listing::{Batch, Pass, all_readable, undecodable};
use super::units::Units;
use super::wire::{Product, Relation};
use crate::ID;
use crate::assumptions::{LOOKUP_DAYS, PERIOD_DAYS_BEFORE};
use crate::config::Checked;
use crate::info::REST_INFO;
use crate::mapping::{
    artikel_from_product, draft_to_rest, found_invoice, groep_from_rest, is_invoice_for,
    relatie_from_rest, unreadable,
};

/// A connection through REST.
#[derive(Debug)]
pub(crate) struct RestConnector {
    api: Api,
    units: Units,
}

impl RestConnector {
    /// Builds the connection. No call is made.
    ///
    /// # Errors
    /// `Config` when the address cannot have a path.
    pub(crate) fn new(config: &Checked, token: SecretString, runtime: Runtime) -> Result<Self> {
        Ok(Self { api: Api::new(config, token, runtime)?, units: Units::default() })
    }
}

#[async_trait]
impl AccountingConnector for RestConnector {
    fn info(&self) -> &'static ConnectorInfo {
        &REST_INFO
    }

    fn calls_made(&self) -> u64 {
        self.api.calls_made()
    }

    async fn call_gauge(&self, _: &Administratie) -> Result<Option<Gauge>> {
        self.api.call_gauge().await
    }

    async fn connect(&self) -> Result<Connected> {
        self.api.forget_session().await?;
        self.api.prove().await?;
        Ok(Connected::new(administration()))
    }

    /// Without a call: another interface is all that can be told.
    async fn administratie(&self, _books: &Administratie) -> Result<Administratie> {
        Ok(administration())
    }

    async fn check_setting(&self, setting: &SettingCheck<'_>) -> Result<CheckOutcome> {
        check(&self.api, &self.units, setting).await
    }

    async fn list_relaties(
        &self,
        _: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        let batch = Batch::<Relation>::read(&self.api, RELATIONS, request.resume.as_ref()).await?;
        Ok(batch.into_page(|relation| relatie_from_rest(relation, false)))
    }

    async fn list_artikelen(
        &self,
        _: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        let batch = Batch::<Product>::read(&self.api, PRODUCTS, request.resume.as_ref()).await?;
        let units = self.units.of(&self.api, &batch.records, batch.is_first).await?;
        Ok(batch.into_page(|product| artikel_from_product(product, &units, false)))
    }

    /// The customer is not asked for: the office may have changed it.
    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        let (draft, attempt) = (search.draft.datum, search.attempted_at.date_naive());
        let from = days_before(draft.min(attempt), LOOKUP_DAYS);
        let to = draft.max(attempt);
        let to = to.checked_add_signed(TimeDelta::days(LOOKUP_DAYS)).unwrap_or(to);
        let rows = self.api.invoices_between(from, to).await?;
        let mut invoices = all_readable(rows, label::INVOICES_FIND)?;
        invoices.retain(|invoice| is_invoice_for(invoice, &search.draft.referentie));
        invoices.sort_by(|one, other| one.id.cmp(&other.id));
        invoices.dedup_by(|one, other| one.id == other.id);
        Ok(invoices.into_iter().map(|it| DocumentRef::new(it.id, it.invoice_number)).collect())
    }

    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        let invoice = draft_to_rest(draft, settings)?;
        let made = self.api.create_invoice(&invoice).await?;
        Ok(Created::new(DocumentRef::new(made.id, made.invoice_number)))
    }

    fn render_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<RenderedDocument> {
        let invoice = draft_to_rest(draft, settings)?;
        let tekst = serde_json::to_string_pretty(&invoice).map_err(|error| {
            Error::new(ErrorKind::Unexpected, "cannot encode the invoice").with_source(error)
        })?;
        Ok(RenderedDocument::new(tekst))
    }

    async fn list_artikelgroepen(
        &self,
        _: &Administratie,
        _request: &ListRequest,
    ) -> Result<Page<Artikelgroep>> {
        let end = Next::End { proof: Proof::WholeAnswer, watermark: None };
        let mut page = Page::new(Vec::new(), end);
        for row in self.api.groups().await? {
            match row.record {
                Ok(group) => {
                    page.drift.extend(group.drift());
                    page.take(groep_from_rest(&group));
                }
                Err(bad) => page.take(unreadable(bad.record.as_deref(), &bad.detail)),
            }
        }
        Ok(page)
    }

    async fn list_documents(
        &self,
        _: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        let since = days_before(request.since.date_naive(), PERIOD_DAYS_BEFORE);
        let resumed = Pass::resumed(request.resume.as_ref());
        let mut pass = resumed.unwrap_or_else(|| Pass::begin(Some(since)));
        let from = pass.from.unwrap_or(since);
        let (rows, taken) = self.api.invoices_since(from, &mut pass.paging).await?;
        let invoices = all_readable(rows, label::INVOICES_PERIOD)?;
        let mut page = Page::new(Vec::new(), pass.next(taken.end)?);
        for invoice in invoices.iter().skip(taken.repeated) {
            page.take(found_invoice(invoice, &request.prefix));
        }
        Ok(page)
    }

    async fn read_relatie(
        &self,
        _: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        let detail = self.api.detail::<Relation>(RELATIONS, id.as_str()).await?;
        let Some(relation) = there(detail, label::RELATION)? else { return Ok(None) };
        relatie_from_rest(&relation, false).kept(ID, label::RELATION)
    }

    async fn read_artikel(&self, _: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        let detail = self.api.detail::<Product>(PRODUCTS, id.as_str()).await?;
        let Some(product) = there(detail, label::PRODUCT)? else { return Ok(None) };
        let units = self.units.of(&self.api, std::slice::from_ref(&product), false).await?;
        artikel_from_product(&product, &units, false).kept(ID, label::PRODUCT)
    }

    /// Ends the session at the vendor. The API token is the host's.
    async fn disconnect(&self) -> Result<()> {
        self.api.disconnect().await
    }
}

/// The interface does not tell which administration it opened. Its id is another one than with SOAP,
/// because records may have other ids there (E4).
fn administration() -> Administratie {
    Administratie::new("rest", "e-Boekhouden")
}

/// A record read by its id: none when the vendor has it no longer.
fn there<T>(detail: Detail<T>, label: &'static str) -> Result<Option<T>> {
    match detail {
        Detail::There(record) => Ok(Some(record)),
        Detail::Gone => Ok(None),
        Detail::Bad(bad) => Err(undecodable(&bad, label)),
    }
}

fn days_before(date: NaiveDate, days: i64) -> NaiveDate {
    date.checked_sub_signed(TimeDelta::days(days)).unwrap_or(date)
}
