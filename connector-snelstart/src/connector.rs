//! The connector: each operation is a call, a mapping and an answer.

use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use simon_core::connector::{
    AccountingConnector, Capabilities, Connected, ConnectorInfo, Created, DocumentSearch,
    DocumentsRequest, Editable, FoundDocument, Gauge, IdLimit, Koppelveld, Koppelwijze, Limits,
    ListRequest, Lookup, Marked, Next, Page, Proof, RelatieRecord, RenderedDocument, SettingCheck,
    TextLimit, TextUnit,
};
use simon_core::domain::{
    Aantal, Administratie, Artikel, ArtikelId, Artikelgroep, DocumentRef, DocumentSoort,
    DraftRegel, InvoiceDraft, OrderRef, OrderSoort, Prijs, RelatieId, VendorOrder,
};
use simon_core::http::Runtime;
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::{Message, MessageFiles};
use simon_core::settings::{CheckOutcome, SettingsVersion};
use simon_core::{Error, ErrorKind, Result, Retry};

use crate::ID;
use crate::api::{Api, label};
use crate::assumptions::{
    BETALINGSKENMERK_MAX, LOOKUP_BACK_HOURS, LOOKUP_LAG_SECONDS, MEMO_MAX, MEMO_REFERENTIE_ROOM,
    MOST_DECIMALS, OMSCHRIJVING_MAX, REGEL_MAX,
};
use crate::checks::check;
use crate::config::SnelStartConfig;
use crate::drift::Drifts;
use crate::error::{names_read_only, or_text_line};
use crate::listing::{Pass, unreadable};
use crate::mapping::{
    Facts, Mark, artikel_from_wire, artikelgroep_from_wire, document_ref, draft_to_wire,
    found_document, guid, has_referentie, klantprijs_from_wire, lands_of, mark, order_from_wire,
    relatie_from_wire, rounded_quantities, warnings_after_create, without_read_only,
};
use crate::master_data::MasterData;
use crate::settings::{SETTINGS, TEKSTARTIKEL};
use crate::wire;

/// Fact of the settings: a mark of the koppelsleutel that they were saved with.
const KEY_MARK: &str = "koppelsleutel";

const fn text(max: usize, multiline: bool) -> TextLimit {
    TextLimit { max, unit: TextUnit::Utf16, multiline }
}

const fn capabilities() -> Capabilities {
    let mut limits = Limits::new();
    limits.tekstregel = Some(text(REGEL_MAX, false));
    limits.regel = text(REGEL_MAX, false);
    limits.omschrijving = Some(text(OMSCHRIJVING_MAX, false));
    limits.memo = Some(text(MEMO_MAX - MEMO_REFERENTIE_ROOM, true));
    limits.klantreferentie =
        Some(IdLimit { max: BETALINGSKENMERK_MAX, unit: TextUnit::Utf16, published: false });
    // The administration's own number is lower as a rule; it is applied when the order is written.
    limits.aantal_decimalen = MOST_DECIMALS;
    limits.prijs_decimalen = MOST_DECIMALS;
    let lookup = Lookup::Reference { lag: Duration::from_secs(LOOKUP_LAG_SECONDS) };
    let mut offers = Capabilities::new(lookup, limits);
    offers.artikelgroepen = true;
    offers.incremental = true;
    offers.read_by_id = true;
    offers.klantprijzen = true;
    offers.orders = &[OrderSoort::Verkooporder];
    offers.mark_order = true;
    offers.lists_documents = true;
    offers.editable = Editable::Yes;
    offers.knows_administratie = true;
    offers
}

/// Fixed data of SnelStart: a werkbon becomes a verkooporder.
pub static INFO: ConnectorInfo = ConnectorInfo::new(
    ID,
    "SnelStart",
    &[DocumentSoort::Verkooporder],
    capabilities(),
    SETTINGS,
    MessageFiles { nl: include_str!("messages/nl.ftl"), en: include_str!("messages/en.ftl") },
)
.with_koppelwijzen(&[Koppelwijze::velden(
    "Koppelsleutel",
    "Coupling key",
    &[Koppelveld::geheim("koppelsleutel", "Koppelsleutel", "Coupling key")],
)
.with_applicatie(&["subscription_key"])]);

/// A connection with one SnelStart administration.
#[derive(Debug)]
pub struct SnelStartConnector {
    api: Api,
    master_data: MasterData,
}

impl SnelStartConnector {
    /// Checks the configuration and builds the connection. No call is made.
    ///
    /// # Errors
    /// `Config`, naming every problem at once.
    pub fn new(config: SnelStartConfig, runtime: Runtime) -> Result<Self> {
        let api = Api::new(config.checked()?, runtime)?;
        Ok(Self { api, master_data: MasterData::new() })
    }

    /// Another koppelsleutel than when the settings were saved may open other books (G9): then the
    /// administration is asked for. With the same key this costs no call.
    async fn check_books(&self, settings: &SettingsVersion) -> Result<()> {
        let saved_with = settings.feiten.get(KEY_MARK);
        if saved_with.is_none_or(|mark| mark == self.api.key_mark()) {
            return Ok(());
        }
        let company = self.api.company_info().await?;
        let id = company.administratie_identifier.as_deref().and_then(guid);
        if id.as_deref() == Some(settings.administratie.vendor_id.as_str()) {
            return Ok(());
        }
        let naam = company.administratie_naam.unwrap_or_default();
        let message = Message::new("andere-administratie").with("administratie", naam.trim());
        Err(Error::new(ErrorKind::PermissionDenied, "the koppelsleutel opens other books")
            .with_connector(ID)
            .with_label(label::COMPANY_INFO)
            .with_message(message))
    }

    async fn find_orders(&self, search: &DocumentSearch<'_>) -> Result<Vec<wire::Verkooporder>> {
        let began = search.attempted_at - TimeDelta::hours(LOOKUP_BACK_HOURS);
        let listing = &self.api.listings.orders_find;
        let mut pass = Pass::since(began.naive_utc(), listing, self.api.now());
        let mut found: Vec<wire::Verkooporder> = Vec::new();
        loop {
            let rows = self.api.page::<wire::Verkooporder>(listing, &mut pass, true).await?;
            if let Some(order) = rows.unreadable.into_iter().next() {
                // It may be the one that is looked for.
                return Err(order.error.with_label(label::ORDERS_FIND));
            }
            let end = pass.advance(&rows.items)?;
            for order in rows.items {
                let again = found.iter().any(|known| known.id == order.id);
                if !again && has_referentie(&order, &search.draft.referentie) {
                    found.push(order);
                }
            }
            if end.is_some() {
                return Ok(found);
            }
        }
    }
}

#[async_trait]
impl AccountingConnector for SnelStartConnector {
    fn info(&self) -> &'static ConnectorInfo {
        &INFO
    }

    fn calls_made(&self) -> u64 {
        self.api.calls_made()
    }

    async fn call_gauge(&self, _: &Administratie) -> Result<Option<Gauge>> {
        self.api.call_gauge().await
    }

    async fn connect(&self) -> Result<Connected> {
        self.api.forget_token().await?;
        let company = self.api.company_info().await?;
        let facts = self.master_data.remember_facts(&self.api, &company);
        let mut connected = Connected::new(administratie(company)?);
        connected.feiten = facts.to_feiten();
        connected.feiten.insert(KEY_MARK.to_owned(), self.api.key_mark().to_owned());
        if facts.aantal_decimalen < 2 {
            let message =
                Message::new("snelstart-decimalen").with("decimalen", facts.aantal_decimalen);
            let warning = LogLine::new(Soort::Waarschuwing, LogTabel::Integratie, message);
            connected.waarschuwingen.push(warning);
        }
        Ok(connected)
    }

    async fn administratie(&self, _: &Administratie) -> Result<Administratie> {
        let company = self.api.company_info().await?;
        self.master_data.remember_facts(&self.api, &company);
        administratie(company)
    }

    async fn check_setting(&self, setting: &SettingCheck<'_>) -> Result<CheckOutcome> {
        let facts = self.master_data.facts(&self.api, false).await?;
        check(&self.api, facts, setting).await
    }

    async fn list_relaties(
        &self,
        _: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        let listing = &self.api.listings.relaties;
        let mut pass = Pass::of(request, listing, self.api.now());
        let rows = self.api.page::<wire::Relatie>(listing, &mut pass, false).await?;
        let landen = self.master_data.landen(&self.api, &lands_of(&rows.items)).await?;
        let inactive_too = pass.is_incremental();
        pass.take(rows, self.api.now(), |row| relatie_from_wire(row, &landen, inactive_too))
    }

    async fn list_artikelen(
        &self,
        _: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        let listing = &self.api.listings.artikelen;
        let mut pass = Pass::of(request, listing, self.api.now());
        let first_of_all = pass.paging.is_first() && !pass.is_incremental();
        let rows = self.api.page::<wire::Artikel>(listing, &mut pass, false).await?;
        let facts = match rows.items.as_slice() {
            [] => Facts::assumed(),
            _ => self.master_data.facts(&self.api, first_of_all).await?,
        };
        let inactive_too = pass.is_incremental();
        pass.take(rows, self.api.now(), |row| artikel_from_wire(row, facts.btw, inactive_too))
    }

    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        self.check_books(search.settings).await?;
        let orders = self.find_orders(search).await?;
        Ok(orders.iter().filter_map(document_ref).collect())
    }

    async fn create_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<Created> {
        self.check_books(settings).await?;
        let order = draft_to_wire(draft, settings)?;
        let text_lines = draft.regels.iter().any(|regel| matches!(regel, DraftRegel::Tekst(_)));
        let bare = text_lines && settings.artikel(TEKSTARTIKEL).is_none();
        let answer = self.api.create_verkooporder(&order).await;
        let answer = answer.map_err(|error| if bare { or_text_line(error) } else { error })?;
        let Some(document) = document_ref(&answer) else {
            return Err(Error::new(ErrorKind::Decode, "the created order has no id")
                .with_retry(Retry::CheckFirst)
                .with_connector(ID)
                .with_label(label::ORDER_CREATE));
        };
        let mut created = Created::new(document);
        created.waarschuwingen = warnings_after_create(draft, &order, &answer);
        Ok(created)
    }

    fn render_document(
        &self,
        draft: &InvoiceDraft,
        settings: &SettingsVersion,
    ) -> Result<RenderedDocument> {
        let order = draft_to_wire(draft, settings)?;
        let tekst = serde_json::to_string_pretty(&order).map_err(|error| {
            Error::new(ErrorKind::Unexpected, "cannot encode the order").with_source(error)
        })?;
        let mut rendered = RenderedDocument::new(tekst);
        rendered.waarschuwingen = rounded_quantities(draft, &order);
        Ok(rendered)
    }

    async fn list_artikelgroepen(
        &self,
        _: &Administratie,
        _request: &ListRequest,
    ) -> Result<Page<Artikelgroep>> {
        let rows = self.api.artikelomzetgroepen().await?;
        let end = Next::End { proof: Proof::WholeAnswer, watermark: None };
        let mut page = Page::new(Vec::new(), end);
        for groep in &rows.items {
            page.drift.extend(groep.drift());
            page.take(artikelgroep_from_wire(groep));
        }
        page.rejected.extend(rows.unreadable.iter().map(unreadable));
        Ok(page)
    }

    async fn read_relatie(
        &self,
        _: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        let Some(relatie) = self.api.relatie(id.as_str()).await? else { return Ok(None) };
        let needed = lands_of(std::slice::from_ref(&relatie));
        let landen = self.master_data.landen(&self.api, &needed).await?;
        relatie_from_wire(relatie, &landen, false).kept(ID, label::RELATIE)
    }

    async fn read_artikel(&self, _: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        let Some(artikel) = self.api.artikel(id.as_str()).await? else { return Ok(None) };
        let facts = self.master_data.facts(&self.api, false).await?;
        artikel_from_wire(artikel, facts.btw, false).kept(ID, label::ARTIKEL)
    }

    async fn read_klantprijs(
        &self,
        _: &Administratie,
        klant: &RelatieId,
        artikel: &ArtikelId,
        aantal: Aantal,
    ) -> Result<Option<Prijs>> {
        let facts = self.master_data.facts(&self.api, false).await?;
        let answer = self.api.artikel_voor(artikel.as_str(), klant.as_str(), aantal.0).await?;
        Ok(klantprijs_from_wire(&answer, facts.btw))
    }

    async fn list_orders(
        &self,
        _: &Administratie,
        soort: OrderSoort,
        request: &ListRequest,
    ) -> Result<Page<VendorOrder>> {
        if soort != OrderSoort::Verkooporder {
            return Err(Error::unsupported("offertes.list").with_connector(ID));
        }
        let listing = &self.api.listings.orders;
        let mut pass = Pass::of(request, listing, self.api.now());
        let rows = self.api.page::<wire::Verkooporder>(listing, &mut pass, false).await?;
        pass.take(rows, self.api.now(), |row| order_from_wire(&row))
    }

    async fn list_documents(
        &self,
        _: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        let listing = &self.api.listings.orders_period;
        let since = request.since - TimeDelta::hours(LOOKUP_BACK_HOURS);
        let mut pass = Pass::resumed(request.resume.as_ref(), listing)
            .unwrap_or_else(|| Pass::since(since.naive_utc(), listing, self.api.now()));
        let mut rows = self.api.page::<wire::Verkooporder>(listing, &mut pass, false).await?;
        if let Some(order) = rows.unreadable.pop() {
            // It may be one of ours.
            return Err(order.error.with_label(label::ORDERS_PERIOD));
        }
        pass.take(rows, self.api.now(), |row| found_document(&row, &request.prefix))
    }

    async fn mark_order(
        &self,
        _: &Administratie,
        order: &OrderRef,
        markering: &str,
    ) -> Result<Marked> {
        let id = order.vendor_id.as_str();
        let Some(found) = self.api.verkooporder(id).await? else { return Ok(Marked::Closed) };
        let changed = match mark(found, id, markering)? {
            Mark::Write(changed) => changed,
            Mark::Already => return Ok(Marked::Already),
            Mark::Closed => return Ok(Marked::Closed),
        };
        match self.api.put_verkooporder(id, &changed).await {
            Err(error) if error.kind() == ErrorKind::Rejected && names_read_only(&error) => {
                self.api.put_verkooporder(id, &without_read_only(changed)?).await?;
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Marked::Closed),
            answer => answer?,
        }
        Ok(Marked::Marked)
    }

    /// SnelStart has nothing to revoke by: the token is forgotten, the koppelsleutel is the host's.
    async fn disconnect(&self) -> Result<()> {
        self.api.forget_token().await
    }
}

fn administratie(company: wire::CompanyInfo) -> Result<Administratie> {
    let Some(id) = company.administratie_identifier.as_deref().and_then(guid) else {
        return Err(Error::new(ErrorKind::Decode, "the administration has no identifier")
            .with_connector(ID)
            .with_label(label::COMPANY_INFO));
    };
    let naam = company.administratie_naam.or(company.bedrijfsnaam).unwrap_or_default();
    Ok(Administratie::new(id, naam.trim()))
}
