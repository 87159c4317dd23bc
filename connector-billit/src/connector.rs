//! The connector: each operation is a call, a mapping and an answer.

mod administraties;
mod details;

use async_trait::async_trait;
use simon_core::connector::{
    AccountingConnector, Connected, ConnectorInfo, Created, DocumentSearch, DocumentsRequest,
    FoundDocument, Gauge, ListRequest, Page, RelatieRecord, RenderedDocument, SettingCheck,
};
use simon_core::domain::{
    Administratie, Artikel, ArtikelId, DocumentRef, InvoiceDraft, OrderSoort, RelatieId,
    VendorOrder,
};
use simon_core::http::Runtime;
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked, SettingKind, SettingValue, SettingsVersion};
use simon_core::{Actor, Error, ErrorKind, Result};

use crate::ID;
use crate::api::{ARTIKELEN, Api, FACTUREN, KLANTEN, Listing, OFFERTES, label, whole};
use crate::checks;
use crate::config::BillitConfig;
use crate::drift::Drifts;
use crate::info::{API_KEY_INFO, INFO};
use crate::mapping::{
    Voorwaarden, artikel_from_wire, document_ref, draft_to_wire, found_document, idempotency_key,
    is_factuur_for, offerte_from_wire, relatie_from_wire, voorwaarden_from_wire,
    warnings_after_create,
};
use crate::pass::{Pass, Taken};
use crate::settings::ADMINISTRATIE;
use crate::wire::{Listed, NewOrder, Order, Party, Product};

/// A connection with Billit: one login or API key, and any company that it opens.
#[derive(Debug)]
pub struct BillitConnector {
    api: Api,
    party_id: Option<u32>,
}

impl BillitConnector {
    /// Checks the configuration and builds the connection. No call is made.
    ///
    /// # Errors
    /// `Config`, naming every problem at once.
    pub fn new(config: BillitConfig, runtime: Runtime) -> Result<Self> {
        let config = config.checked()?;
        let party_id = config.party_id;
        Ok(Self { api: Api::new(config, runtime)?, party_id })
    }

    /// One page of a listing of changes, or of everything, and whether it begins anew.
    async fn follow<T: Drifts + Send>(
        &self,
        books: &Administratie,
        listing: &Listing,
        request: &ListRequest,
    ) -> Result<(Taken<T>, bool)> {
        let party_id = &*books.vendor_id;
        let (mut pass, anew) = Pass::begun(request, party_id, self.api.now());
        if let (Some(so_far), None) = (listing.looks_back, &request.resume) {
            pass = pass.looking_back(so_far, self.api.now());
        }
        let listed: Listed<T> = self.api.page(listing, party_id, &pass).await?;
        Ok((pass.take(listed, self.api.now())?, anew))
    }

    /// What the customer itself says of its invoices.
    async fn voorwaarden(&self, party_id: &str, klant: &RelatieId) -> Result<Voorwaarden> {
        let party = self.api.party_to_invoice(party_id, klant.as_str()).await?;
        party.as_ref().map(voorwaarden_from_wire).ok_or_else(|| {
            Error::new(ErrorKind::Rejected, "the customer is gone")
                .with_who(Actor::User)
                .with_connector(ID)
                .with_label(label::KLANT)
                .with_message(Message::new("billit-klant-onbekend"))
        })
    }

    /// The invoice that was just made, looked at once. It is there, whatever comes of looking.
    async fn read_back(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
        (sent, id): (&NewOrder, i64),
    ) -> Created {
        let read = self.api.factuur(&settings.administratie.vendor_id, id).await;
        if let Ok(Some(order)) = read {
            let mut created = Created::new(document_ref(&order));
            created.waarschuwingen = warnings_after_create(draft, settings, sent, &order);
            return created;
        }
        let mut created = Created::new(DocumentRef::new(id.to_string(), None));
        let message = Message::new("billit-factuur-niet-nagekeken").with("id", id);
        let line = LogLine::new(Soort::Waarschuwing, LogTabel::Werkbon, message);
        created.waarschuwingen.push(line.with_record(draft.werkbon.as_str()));
        created
    }
}

/// Asked for by our reference, and silent about its own: it may be the one, and must not be made again.
fn untold() -> Error {
    Error::new(ErrorKind::Decode, "an invoice that was found does not tell its reference")
        .with_who(Actor::Operator)
        .with_connector(ID)
        .with_label(label::FACTUUR_ZOEKEN)
}

#[async_trait]
impl AccountingConnector for BillitConnector {
    fn info(&self) -> &'static ConnectorInfo {
        if self.api.has_login() { &INFO } else { &API_KEY_INFO }
    }

    fn calls_made(&self) -> u64 {
        self.api.calls_made()
    }

    async fn call_gauge(&self, _: &Administratie) -> Result<Option<Gauge>> {
        self.api.call_gauge().await
    }

    async fn connect(&self) -> Result<Connected> {
        self.connected().await
    }

    async fn administratie(&self, books: &Administratie) -> Result<Administratie> {
        self.opened(books).await
    }

    async fn check_setting(&self, setting: &SettingCheck<'_>) -> Result<CheckOutcome> {
        let text = match setting.value {
            SettingValue::Tekst(text) => text.trim(),
            _ => "",
        };
        if setting.spec.is(ADMINISTRATIE) && !text.is_empty() {
            return self.check_administratie(text).await;
        }
        if !matches!(setting.spec.kind, SettingKind::Artikel) || text.is_empty() {
            return Ok(CheckOutcome::Accepted(Box::<Checked>::default()));
        }
        let Some(books) = setting.books else {
            return Ok(CheckOutcome::Refused(Message::new("instelling-eerst-administratie")));
        };
        let products = self.api.products_with_reference(&books.vendor_id, text).await?;
        Ok(checks::artikel(&products, text))
    }

    async fn list_relaties(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        let (taken, anew) = self.follow::<Party>(books, &KLANTEN, request).await?;
        let taken = self.with_details(&books.vendor_id, taken).await?;
        let mut page = taken.page(|party| relatie_from_wire(&party));
        page.anew = anew;
        Ok(page)
    }

    async fn list_artikelen(
        &self,
        books: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        let (taken, anew) = self.follow::<Product>(books, &ARTIKELEN, request).await?;
        let mut page = taken.page(|product| artikel_from_wire(&product));
        page.anew = anew;
        Ok(page)
    }

    async fn list_orders(
        &self,
        books: &Administratie,
        soort: OrderSoort,
        request: &ListRequest,
    ) -> Result<Page<VendorOrder>> {
        if soort != OrderSoort::Offerte {
            return Err(Error::unsupported("orders.list").with_connector(ID));
        }
        let (taken, anew) = self.follow::<Order>(books, &OFFERTES, request).await?;
        let taken = self.with_lines(&books.vendor_id, taken).await?;
        let mut page = taken.page(|order| offerte_from_wire(&order));
        page.anew = anew;
        Ok(page)
    }

    async fn list_documents(
        &self,
        books: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        let party_id = &*books.vendor_id;
        let pass = Pass::of_period(request, party_id, self.api.now());
        let listed: Listed<Order> = self.api.page(&FACTUREN, party_id, &pass).await?;
        let mut taken = pass.take(listed, self.api.now())?;
        // One that cannot be read may be ours.
        let orders = whole(std::mem::take(&mut taken.rows), label::FACTUREN)?;
        taken.rows = orders.into_iter().map(Ok).collect();
        Ok(taken.page(|order| found_document(&order, &request.prefix)))
    }

    async fn read_relatie(
        &self,
        books: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        let party = self.api.party(&books.vendor_id, id.as_str()).await?;
        match party {
            Some(party) => relatie_from_wire(&party).kept(ID, label::KLANT),
            None => Ok(None),
        }
    }

    async fn read_artikel(&self, books: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        let product = self.api.product(&books.vendor_id, id.as_str()).await?;
        match product {
            Some(product) => artikel_from_wire(&product).kept(ID, label::ARTIKEL),
            None => Ok(None),
        }
    }

    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        let party_id = &*search.settings.administratie.vendor_id;
        let referentie = &search.draft.referentie;
        let mut found = Vec::new();
        let told = |order: &Order| is_factuur_for(order, referentie);
        for mut order in self.api.invoices_with(party_id, referentie).await? {
            if told(&order).is_none() {
                match self.api.factuur(party_id, order.order_id).await? {
                    Some(whole) => order = whole,
                    None => continue,
                }
            }
            if told(&order).ok_or_else(untold)? {
                found.push(document_ref(&order));
            }
        }
        Ok(found)
    }

    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        let party_id = &*settings.administratie.vendor_id;
        let voorwaarden = self.voorwaarden(party_id, &draft.klant).await?;
        let invoice = draft_to_wire(draft, settings, &voorwaarden)?;
        let key = idempotency_key(draft);
        let id = self.api.create_invoice(party_id, &invoice, &key).await?;
        Ok(self.read_back(draft, settings, (&invoice, id)).await)
    }

    /// Without asking: the customer's VAT regime and payment term are read when the invoice is made.
    fn render_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<RenderedDocument> {
        let invoice = draft_to_wire(draft, settings, &Voorwaarden::default())?;
        let tekst = serde_json::to_string_pretty(&invoice).map_err(|error| {
            Error::new(ErrorKind::Unexpected, "cannot encode the invoice").with_source(error)
        })?;
        Ok(RenderedDocument::new(tekst))
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

#[cfg(test)]
#[path = "connector_tests.rs"]
mod tests;
