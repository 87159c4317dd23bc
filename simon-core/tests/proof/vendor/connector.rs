//! The connector to Kade: each operation is a call, a mapping and an answer.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use http::Method;
use secrecy::ExposeSecret;
use serde::de::DeserializeOwned;
use serde_json::json;
use simon_core::connector::*;
use simon_core::domain::*;
use simon_core::host::{BudgetKey, TokenSet, Window, WindowKind};
use simon_core::http::*;
use simon_core::message::Message;
use simon_core::settings::*;
use simon_core::{Error, ErrorKind, Result, Retry};
use url::Url;

use super::offers::Mode;
use super::wire;

/// What is wrong with the connector, where the tests themselves are tested.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sabotage {
    None,
    /// It looks nothing up: no document is ever found.
    NeverFinds,
    /// It makes a dossier without having looked: it never sees one.
    NeverFindsDossiers,
    /// It takes the first page of a listing for all of it.
    EndsEarly,
}

static WINDOWS: [Window; 1] = [Window::new(WindowKind::Fixed, Duration::from_secs(60), 40, 10)];

#[derive(Debug)]
pub(crate) struct KadeConnector {
    client: ApiClient,
    mode: Mode,
    sabotage: Sabotage,
}

impl KadeConnector {
    pub(crate) fn new(mode: Mode, sabotage: Sabotage, runtime: Runtime) -> Self {
        let mut profile =
            VendorProfile::new("kade", BudgetKey("kade".to_owned()), |_| VendorError::default());
        profile.windows = &WINDOWS;
        Self { client: ApiClient::new(profile, Some(Arc::new(Login)), runtime), mode, sabotage }
    }

    async fn get<T: DeserializeOwned>(&self, path: &str, query: &[(&str, &str)]) -> Result<T> {
        let mut url = url(path)?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        decode::json(&self.client.send(ApiRequest::get("get", url)).await?)
    }

    /// None when there is no such record.
    async fn read<T: DeserializeOwned>(&self, path: &str) -> Result<Option<T>> {
        match self.get(path, &[]).await {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            found => found.map(Some),
        }
    }

    async fn write<T: DeserializeOwned>(
        &self,
        (method, path, effect): (Method, &str, Effect),
        body: &(impl serde::Serialize + Sync),
    ) -> Result<T> {
        let request = ApiRequest::new("write", effect, method, url(path)?);
        decode::json(&self.client.send(request.for_delivery().json(body)?).await?)
    }

    /// Where the PDFs of a document are.
    fn bijlagen(&self, target: &PdfTarget<'_>) -> Result<String> {
        let houder = match (self.mode.dossier, target.dossier) {
            (true, Some(dossier)) => format!("dossiers/{dossier}"),
            (false, None) => format!("orders/{}", target.document.vendor_id),
            _ => return Err(Error::new(ErrorKind::Unexpected, "a dossier too many or too few")),
        };
        Ok(format!("{houder}/bijlagen"))
    }

    async fn page<W: DeserializeOwned, T>(
        &self,
        path: &str,
        request: &ListRequest,
        map: impl Fn(W) -> Result<T>,
    ) -> Result<Page<T>> {
        let place = request.resume.as_ref().or(request.since.as_ref());
        let place = place.map_or("0", |cursor| cursor.0.as_str());
        let page: wire::Page<W> = self.get(path, &[("na", place)]).await?;
        let items = page.value.into_iter().map(map).collect::<Result<Vec<T>>>()?;
        let cursor = Cursor(page.tot.to_string());
        let more = page.meer && self.sabotage != Sabotage::EndsEarly;
        Ok(Page::new(items, if more { Next::More(cursor) } else { end(Some(cursor)) }))
    }
}

const fn end(watermark: Option<Cursor>) -> Next {
    Next::End { proof: Proof::EndSignal, watermark }
}

fn url(path: &str) -> Result<Url> {
    Url::parse(&format!("http://kade.test/{path}"))
        .map_err(|_| Error::new(ErrorKind::Config, "no URL"))
}

const fn path_of(soort: OrderSoort) -> &'static str {
    match soort {
        OrderSoort::Verkooporder => "orders",
        OrderSoort::Offerte => "offertes",
    }
}

#[async_trait]
impl AccountingConnector for KadeConnector {
    fn info(&self) -> &'static ConnectorInfo {
        self.mode.info()
    }

    fn calls_made(&self) -> u64 {
        self.client.calls_made()
    }

    async fn connect(&self) -> Result<Connected> {
        let books: wire::Administratie = self.get("administratie", &[]).await?;
        Ok(Connected::new(Administratie::new(books.id, books.naam)))
    }

    async fn check_setting(&self, check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        #[derive(serde::Deserialize)]
        struct Found<T> {
            value: Vec<T>,
        }
        let mut checked = Checked::named("gevonden");
        match check.value {
            SettingValue::Tekst(code) => {
                let query = [("nummer", code.as_str())];
                let found: Found<wire::KadeArtikel> = self.get("artikelen", &query).await?;
                checked.artikel = found.value.into_iter().next().map(wire::artikel).transpose()?;
            }
            SettingValue::Lijst(names) => {
                let found: Found<wire::Groep> = self.get("groepen", &[]).await?;
                let chosen = found.value.into_iter().filter(|groep| names.contains(&groep.naam));
                checked.vendor_ids = chosen.map(|groep| groep.id).collect();
            }
            _ => {}
        }
        if checked.artikel.is_none() && checked.vendor_ids.is_empty() {
            return Ok(CheckOutcome::Refused(Message::new("fout-niet-gevonden")));
        }
        Ok(CheckOutcome::Accepted(Box::new(checked)))
    }

    async fn list_relaties(
        &self,
        _: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        self.page("klanten", request, wire::relatie).await
    }

    async fn list_artikelen(
        &self,
        _: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        self.page("artikelen", request, wire::artikel).await
    }

    async fn list_artikelgroepen(
        &self,
        _: &Administratie,
        _: &ListRequest,
    ) -> Result<Page<Artikelgroep>> {
        #[derive(serde::Deserialize)]
        struct All {
            value: Vec<wire::Groep>,
        }
        let all: All = self.get("groepen", &[]).await?;
        let groepen = all.value.into_iter().map(wire::groep).collect::<Result<_>>()?;
        Ok(Page::new(groepen, end(None)))
    }

    async fn list_deletions(
        &self,
        _: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Deleted>> {
        self.page("verwijderd", request, wire::deleted).await
    }

    async fn list_orders(
        &self,
        _: &Administratie,
        soort: OrderSoort,
        request: &ListRequest,
    ) -> Result<Page<VendorOrder>> {
        self.page(path_of(soort), request, |row| wire::order(soort, row)).await
    }

    async fn read_relatie(
        &self,
        _: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        let found: Option<wire::Klant> = self.read(&format!("klanten/{id}")).await?;
        Ok(found.map(wire::relatie).transpose()?.filter(|found| found.relatie.actief))
    }

    async fn read_artikel(&self, _: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        let found: Option<wire::KadeArtikel> = self.read(&format!("artikelen/{id}")).await?;
        Ok(found.map(wire::artikel).transpose()?.filter(|found| found.actief))
    }

    async fn read_klantprijs(
        &self,
        _: &Administratie,
        klant: &RelatieId,
        artikel: &ArtikelId,
        _: Aantal,
    ) -> Result<Option<Prijs>> {
        let query = [("klant", klant.as_str()), ("artikel", artikel.as_str())];
        let agreed: wire::AgreedPrice = self.get("prijzen", &query).await?;
        Ok(Some(Prijs::exclusief(agreed.prijs)))
    }

    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        #[derive(serde::Deserialize)]
        struct Found {
            value: Vec<wire::KadeOrder>,
        }
        let query = [("referentie", search.draft.referentie.as_str())];
        let found: Found = self.get("orders", &query).await?;
        if self.sabotage == Sabotage::NeverFinds {
            return Ok(Vec::new());
        }
        Ok(found.value.into_iter().map(wire::document).collect())
    }

    async fn create_document(&self, draft: &InvoiceDraft, _: &SettingsVersion) -> Result<Created> {
        let order = wire::NewOrder {
            referentie: draft.referentie.as_str(),
            klant: draft.klant.as_str(),
            datum: draft.datum,
            regels: draft.artikel_regels().map(wire::regel).collect(),
        };
        let created = self.write((Method::POST, "orders", Effect::Create), &order).await?;
        Ok(Created::new(wire::document(created)))
    }

    async fn create_dossier(&self, target: &PdfTarget<'_>) -> Result<String> {
        let path = format!("orders/{}/dossier", target.document.vendor_id);
        let (referentie, klant) = (target.referentie.as_str(), target.klant.as_str());
        let body = json!({"referentie": referentie, "klant": klant, "datum": target.datum});
        let made: wire::Made = self.write((Method::POST, &path, Effect::Create), &body).await?;
        Ok(made.id)
    }

    async fn find_dossier(
        &self,
        target: &PdfTarget<'_>,
        attempted_at: DateTime<Utc>,
    ) -> Result<Option<String>> {
        let path = format!("orders/{}/dossier", target.document.vendor_id);
        let since = attempted_at.to_rfc3339();
        let found: wire::Ids = self.get(&path, &[("vanaf", &since)]).await?;
        let seen = self.sabotage != Sabotage::NeverFindsDossiers;
        Ok(found.value.into_iter().next().filter(|_| seen))
    }

    async fn attach_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<()> {
        let path = self.bijlagen(target)?;
        let body = json!({"naam": pdf.naam, "inhoud": STANDARD.encode(&pdf.inhoud)});
        self.write::<wire::Done>((Method::POST, &path, Effect::Create), &body).await.map(|_| ())
    }

    async fn has_pdf(&self, target: &PdfTarget<'_>, pdf: &Pdf) -> Result<bool> {
        let path = self.bijlagen(target)?;
        let found: wire::Namen = self.get(&path, &[]).await?;
        Ok(found.namen.contains(&pdf.naam))
    }

    async fn mark_order(
        &self,
        _: &Administratie,
        order: &OrderRef,
        markering: &str,
    ) -> Result<Marked> {
        let path = format!("{}/{}", path_of(order.soort), order.vendor_id);
        let Some(found) = self.read::<wire::KadeOrder>(&path).await? else {
            return Ok(Marked::Closed);
        };
        let mark = format!(" {markering}");
        if found.omschrijving.ends_with(&mark) {
            return Ok(Marked::Already);
        }
        if !found.open {
            return Ok(Marked::Closed);
        }
        let body = json!({"omschrijving": found.omschrijving + &mark, "versie": found.versie});
        let put = (Method::PUT, path.as_str(), Effect::Replace);
        match self.write::<serde_json::Value>(put, &body).await {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                Err(Error::new(ErrorKind::Unavailable, "somebody changed the order")
                    .with_retry(Retry::Backoff))
            }
            outcome => outcome.map(|_| Marked::Marked),
        }
    }
}

/// Refresh tokens that can be used once, as after a login in the browser.
#[derive(Debug)]
struct Login;

impl TokenGrant for Login {
    fn policy(&self) -> TokenPolicy {
        let mut policy = TokenPolicy::new();
        policy.single_use_refresh = true;
        policy
    }

    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let Some(refresh) = stored.and_then(|stored| stored.refresh.as_ref()) else {
            return Err(Error::new(ErrorKind::Unauthenticated, "nobody logged in"));
        };
        let request = ApiRequest::new("token", Effect::Replace, Method::POST, url("token")?);
        Ok(request.form(&[("refresh_token", refresh.expose_secret())]))
    }
}
