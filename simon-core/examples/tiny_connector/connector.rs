//! A whole connector, for the fictional package Molen. It lists, looks up and creates by calling,
//! mapping and returning; login, retries, limits and time-outs are the core's.

use async_trait::async_trait;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use simon_core::connector::*;
use simon_core::domain::*;
use simon_core::host::{BudgetKey, TokenSet};
use simon_core::http::*;
use simon_core::message::{Message, MessageFiles};
use simon_core::settings::*;
use simon_core::{Error, ErrorKind, Result};
use url::Url;

use super::mapping::{artikel, document, factuur, found, relatie, wire};

const CAPABILITIES: Capabilities = {
    let mut limits = Limits::new();
    limits.tekstregel = Some(TextLimit { max: 250, unit: TextUnit::Chars, multiline: false });
    limits.memo = Some(TextLimit { max: 2_000, unit: TextUnit::Utf16, multiline: true });
    limits.prijs_decimalen = 4;
    let lookup = Lookup::Reference { lag: std::time::Duration::ZERO };
    let mut capabilities = Capabilities::new(lookup, limits);
    capabilities.incremental = true;
    capabilities.read_by_id = true;
    capabilities.lists_documents = true;
    capabilities.knows_administratie = true;
    capabilities
};

/// The connector's fixed data.
pub(crate) static INFO: ConnectorInfo = ConnectorInfo::new(
    "molen",
    "Molen",
    &[DocumentSoort::Factuur],
    CAPABILITIES,
    &[REISTIJD_ARTIKEL.chapter("2.1"), WERKTIJD_ARTIKEL.chapter("2.2")],
    MessageFiles {
        nl: "molen-record = Dit record van Molen is niet te lezen.\n    .actie = Open het in Molen, vul het aan en sla het op.\nmolen-artikel = Artikel { $code } bestaat niet in Molen.\n    .actie = Kies een artikelnummer dat in Molen staat.",
        en: "molen-record = This record of Molen cannot be read.\n    .actie = Open it in Molen, complete it and save it.\nmolen-artikel = Article { $code } does not exist in Molen.\n    .actie = Choose an article number that is in Molen.",
    },
)
.with_koppelwijzen(&[Koppelwijze::velden(
    "Sleutel",
    "Key",
    &[Koppelveld::geheim("sleutel", "Sleutel", "Key")],
)]);

/// One administration at Molen.
#[derive(Debug)]
pub(crate) struct Molen {
    client: ApiClient,
    base: Url,
}

impl Molen {
    /// A connector to the API at `base` with the user's key.
    ///
    /// # Errors
    /// `Config` when the base is no URL.
    pub(crate) fn new(base: &str, sleutel: SecretString, runtime: Runtime) -> Result<Self> {
        let base = Url::parse(base)
            .map_err(|_| Error::new(ErrorKind::Config, "the base URL cannot be used"))?;
        let profile = VendorProfile::new("molen", BudgetKey("molen".to_owned()), read_error);
        let login = Login { base: base.clone(), sleutel };
        let client = ApiClient::new(profile, Some(std::sync::Arc::new(login)), runtime);
        Ok(Self { client, base })
    }

    async fn get(
        &self,
        label: &'static str,
        path: &str,
        query: &[(&str, &str)],
    ) -> Result<ApiResponse> {
        let mut url = join(&self.base, path)?;
        url.query_pairs_mut().extend_pairs(query);
        self.client.send(ApiRequest::get(label, url)).await
    }

    /// One page of a table, in the order of change: a record that changes meanwhile comes again.
    async fn list<W: DeserializeOwned, T>(
        &self,
        (label, path): (&'static str, &str),
        request: &ListRequest,
        map: fn(W) -> Result<T, InvalidValue>,
        actief: fn(&T) -> bool,
    ) -> Result<Page<T>> {
        let from = Place::of(request);
        let answer = self.get(label, path, &[("na", &from.versie.to_string())]).await?;
        let (records, unreadable) = decode::list::<W>(&answer)?;
        let end: PageEnd = decode::json(&answer)?;
        let next = Place { changes: from.changes || !end.meer, versie: end.tot };
        let next = match end.meer {
            true => Next::More(next.cursor()),
            false => Next::End { proof: Proof::EndSignal, watermark: Some(next.cursor()) },
        };
        let mut page = Page::new(Vec::new(), next);
        let reject = |_| Rejected::new(None, Message::new("molen-record"));
        page.rejected = unreadable.into_iter().map(reject).collect();
        for record in records.into_iter().map(map) {
            match record {
                Ok(record) if from.changes || actief(&record) => page.items.push(record),
                Ok(_) => {}
                Err(_) => page.rejected.push(Rejected::new(None, Message::new("molen-record"))),
            }
        }
        Ok(page)
    }

    async fn read<W: DeserializeOwned>(
        &self,
        label: &'static str,
        path: &str,
    ) -> Result<Option<W>> {
        match self.get(label, path, &[]).await {
            Ok(answer) => decode::json(&answer).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[async_trait]
impl AccountingConnector for Molen {
    fn info(&self) -> &'static ConnectorInfo {
        &INFO
    }

    fn calls_made(&self) -> u64 {
        self.client.calls_made()
    }

    async fn connect(&self) -> Result<Connected> {
        let books: wire::Boekhouding =
            decode::json(&self.get("connect", "boekhouding", &[]).await?)?;
        Ok(Connected::new(Administratie::new(books.id, books.naam)))
    }

    async fn check_setting(&self, check: &SettingCheck<'_>) -> Result<CheckOutcome> {
        let SettingValue::Tekst(code) = check.value else {
            return Err(Error::unsupported("check"));
        };
        let answer = self.get("artikelen.check", "artikelen", &[("code", code)]).await?;
        let found = decode::list::<wire::Artikel>(&answer)?.0.into_iter().map(artikel);
        Ok(match found.flatten().find(|artikel| artikel.code == *code) {
            Some(artikel) => {
                let mut checked = Checked::named(&artikel.omschrijving);
                checked.artikel = Some(artikel);
                CheckOutcome::Accepted(Box::new(checked))
            }
            None => CheckOutcome::Refused(Message::new("molen-artikel").with("code", code)),
        })
    }

    async fn list_relaties(
        &self,
        _: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<RelatieRecord>> {
        self.list(("relaties.list", "klanten"), request, relatie, |r| r.relatie.actief).await
    }

    async fn list_artikelen(
        &self,
        _: &Administratie,
        request: &ListRequest,
    ) -> Result<Page<Artikel>> {
        self.list(("artikelen.list", "artikelen"), request, artikel, |a| a.actief).await
    }

    async fn read_relatie(
        &self,
        _: &Administratie,
        id: &RelatieId,
    ) -> Result<Option<RelatieRecord>> {
        let found = self.read("relaties.read", &format!("klanten/{id}")).await?.map(relatie);
        Ok(found.transpose()?.filter(|record| record.relatie.actief))
    }

    async fn read_artikel(&self, _: &Administratie, id: &ArtikelId) -> Result<Option<Artikel>> {
        let found = self.read("artikelen.read", &format!("artikelen/{id}")).await?.map(artikel);
        Ok(found.transpose()?.filter(|artikel| artikel.actief))
    }

    async fn find_document(&self, search: &DocumentSearch<'_>) -> Result<Vec<DocumentRef>> {
        let reference = search.draft.referentie.as_str();
        let answer = self.get("document.find", "facturen", &[("referentie", reference)]).await?;
        let (found, unreadable) = decode::list::<wire::Gemaakt>(&answer)?;
        match unreadable.into_iter().next() {
            Some(document) => Err(document.error),
            None => Ok(found.into_iter().map(document).collect()),
        }
    }

    /// Molen lists its invoices in the order of their making, from the first: older ones come along.
    async fn list_documents(
        &self,
        _: &Administratie,
        request: &DocumentsRequest,
    ) -> Result<Page<FoundDocument>> {
        let after = request.resume.as_ref().map_or("0", |cursor| cursor.0.as_str());
        let answer = self.get("documents.list", "facturen", &[("na", after)]).await?;
        let (made, unreadable) = decode::list::<wire::Gemaakt>(&answer)?;
        if let Some(document) = unreadable.into_iter().next() {
            return Err(document.error);
        }
        let end: PageEnd = decode::json(&answer)?;
        let next = match end.meer {
            true => Next::More(Cursor(end.tot.to_string())),
            false => Next::End { proof: Proof::EndSignal, watermark: None },
        };
        Ok(Page::new(made.into_iter().map(found).collect(), next))
    }

    fn render_document(
        &self,
        draft: &InvoiceDraft,
        _: &SettingsVersion,
    ) -> Result<RenderedDocument> {
        let text = serde_json::to_string_pretty(&factuur(draft));
        Ok(RenderedDocument::new(text.map_err(|_| Error::unsupported("document.render"))?))
    }

    async fn create_document(&self, draft: &InvoiceDraft, _: &SettingsVersion) -> Result<Created> {
        let url = join(&self.base, "facturen")?;
        let request = ApiRequest::new("document.create", Effect::Create, http::Method::POST, url);
        let request = request.for_delivery().json(&factuur(draft))?;
        let created: wire::Gemaakt = decode::json(&self.client.send(request).await?)?;
        Ok(Created::new(document(created)))
    }
}

#[derive(Debug)]
struct Login {
    base: Url,
    sleutel: SecretString,
}

impl TokenGrant for Login {
    fn request(&self, _: Option<&TokenSet>) -> Result<ApiRequest> {
        let url = join(&self.base, "token")?;
        let request = ApiRequest::new("token", Effect::Replace, http::Method::POST, url);
        Ok(request.form(&[("sleutel", self.sleutel.expose_secret())]))
    }
}

/// Molen uses statuses as everyone does and says nothing useful in the body.
fn read_error(_: &ErrorResponse<'_>) -> VendorError {
    VendorError::default()
}

fn join(base: &Url, path: &str) -> Result<Url> {
    base.join(path).map_err(|_| Error::new(ErrorKind::Config, "the base URL cannot be used"))
}

#[derive(Deserialize)]
struct PageEnd {
    meer: bool,
    tot: u64,
}

/// A place in a table: after which change, and whether only changes are wanted.
struct Place {
    changes: bool,
    versie: u64,
}

impl Place {
    fn of(request: &ListRequest) -> Self {
        let read = |cursor: &Cursor| {
            let (kind, versie) = cursor.0.split_once(':')?;
            Some(Self { changes: kind == "changes", versie: versie.parse().ok()? })
        };
        let place = request.resume.as_ref().or(request.since.as_ref()).and_then(read);
        place.unwrap_or(Self { changes: false, versie: 0 })
    }

    fn cursor(&self) -> Cursor {
        Cursor(format!("{}:{}", if self.changes { "changes" } else { "all" }, self.versie))
    }
}
