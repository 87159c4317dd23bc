//! The endpoints: the only place with paths, query strings and filters.

use std::sync::Arc;
use std::time::Duration;

use chrono::NaiveDate;
use futures_util::stream::{self, StreamExt, TryStreamExt};
use http::{HeaderValue, Method};
use secrecy::SecretString;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use simon_core::connector::{Gauge, OffsetPaging, TakenPage};
use simon_core::host::{BudgetKey, Window, WindowKind};
use simon_core::http::{
    ApiClient, ApiRequest, ApiResponse, Effect, Runtime, VendorProfile, decode,
};
use simon_core::{Error, ErrorKind, Result, Retry};
use url::Url;

use super::list::{BadRecord, List, Row, member};
use super::session::ApiToken;
use super::wire::{
    CreatedInvoice, Invoice, InvoiceTemplate, ListRow, NewInvoice, ProductGroup, Unit,
};
use crate::ID;
use crate::assumptions::REST_CALLS_PER_SECOND;
use crate::config::Checked;
use crate::error::read_error;

/// Labels of the calls, in errors and traces.
pub(crate) mod label {
    pub(crate) const SESSION: &str = "session";
    pub(crate) const SESSION_END: &str = "session.end";
    pub(crate) const LINKED: &str = "administraties.linked";
    pub(crate) const RELATIONS: &str = "relaties.list";
    pub(crate) const RELATION: &str = "relaties.read";
    pub(crate) const PRODUCTS: &str = "artikelen.list";
    pub(crate) const PRODUCT: &str = "artikelen.read";
    pub(crate) const PRODUCT_CODE: &str = "artikelen.find";
    pub(crate) const GROUPS: &str = "artikelgroepen.list";
    pub(crate) const UNITS: &str = "eenheden.list";
    pub(crate) const TEMPLATES: &str = "sjablonen.list";
    pub(crate) const INVOICES_FIND: &str = "facturen.find";
    pub(crate) const INVOICES_PERIOD: &str = "facturen.period";
    pub(crate) const INVOICE_CREATE: &str = "facturen.create";
}

/// Rows of a list that are asked for at once. The vendor serves up to 2,000; so many make a page of
/// which the details take less than a minute.
pub(crate) const ROWS: u32 = 200;

/// Details that are under way at once.
const AT_ONCE: usize = 4;

/// One call of each second is kept for delivering (G4).
const WINDOWS: &[Window] =
    &[Window::new(WindowKind::Rolling, Duration::from_secs(1), REST_CALLS_PER_SECOND, 1)];

/// Records of which a list has the ids only.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Records {
    pub(crate) list: &'static str,
    pub(crate) detail: &'static str,
    path: &'static str,
}

pub(crate) const RELATIONS: Records =
    Records { list: label::RELATIONS, detail: label::RELATION, path: "relation" };
pub(crate) const PRODUCTS: Records =
    Records { list: label::PRODUCTS, detail: label::PRODUCT, path: "product" };

/// A record as its own answer has it.
#[derive(Debug, Clone)]
pub(crate) enum Detail<T> {
    There(T),
    /// The vendor no longer has it.
    Gone,
    Bad(BadRecord),
}

/// Filters of a list: names with their values.
type Filters<'a> = &'a [(&'a str, &'a str)];

/// One connection with e-Boekhouden through REST.
#[derive(Debug)]
pub(crate) struct Api {
    client: ApiClient,
    root: Url,
    create_timeout: Duration,
}

impl Api {
    pub(crate) fn new(config: &Checked, token: SecretString, runtime: Runtime) -> Result<Self> {
        let root = config.root.join("v1/").map_err(not_a_url)?;
        let session_url = root.join("session").map_err(not_a_url)?;
        let grant = ApiToken::new(session_url, token, config.source.clone());
        let profile = profile(config, &runtime);
        let client = ApiClient::new(profile, Some(Arc::new(grant)), runtime);
        Ok(Self { client, root, create_timeout: config.create_timeout })
    }

    pub(crate) fn calls_made(&self) -> u64 {
        self.client.calls_made()
    }

    pub(crate) async fn call_gauge(&self) -> Result<Option<Gauge>> {
        self.client.call_gauge(None).await
    }

    /// Forgets the session. The next call opens one and so proves the API token.
    pub(crate) async fn forget_session(&self) -> Result<()> {
        self.client.forget_tokens().await
    }

    /// Ends the session and forgets it.
    pub(crate) async fn disconnect(&self) -> Result<()> {
        self.client.disconnect().await
    }

    /// Reads what everybody with a session may read. It may use the reserve of the call budget:
    /// nothing is delivered before the connection is proven.
    pub(crate) async fn prove(&self) -> Result<()> {
        let mut url = self.url(&["administration", "linked"])?;
        url.query_pairs_mut().append_pair("limit", "1");
        self.read::<List>(ApiRequest::get(label::LINKED, url).for_delivery()).await.map(drop)
    }

    /// The page of ids at this place of a listing.
    pub(crate) async fn ids(
        &self,
        records: Records,
        paging: &mut OffsetPaging,
    ) -> Result<(Vec<Row<ListRow>>, TakenPage)> {
        let request = self.page_request(records.list, records.path, &[], paging)?;
        self.page(request, paging).await
    }

    /// Rows of articles with a code. Compare it again: a filter may be ignored or take no notice of
    /// capitals.
    pub(crate) async fn products_with_code(&self, code: &str) -> Result<Vec<Row<ListRow>>> {
        self.all(label::PRODUCT_CODE, "product", &[("code", code)], false).await
    }

    /// The records with these ids, in the same order. One call each, some at once.
    pub(crate) async fn details<T: DeserializeOwned + Send>(
        &self,
        records: Records,
        ids: Vec<String>,
    ) -> Result<Vec<Detail<T>>> {
        let reads = ids.into_iter().map(async |id| self.detail(records, &id).await);
        stream::iter(reads).buffered(AT_ONCE).try_collect().await
    }

    pub(crate) async fn detail<T: DeserializeOwned>(
        &self,
        records: Records,
        id: &str,
    ) -> Result<Detail<T>> {
        let url = self.url(&[records.path, id])?;
        match self.send(ApiRequest::get(records.detail, url)).await {
            Ok(answer) => record_in(&answer, id),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Detail::Gone),
            Err(error) => Err(error),
        }
    }

    /// All groups: the vendor has no pages of them.
    pub(crate) async fn groups(&self) -> Result<Vec<Row<ProductGroup>>> {
        let request = ApiRequest::get(label::GROUPS, self.url(&["product", "groups"])?);
        Ok(self.read::<List>(request).await?.rows())
    }

    pub(crate) async fn units(&self) -> Result<Vec<Row<Unit>>> {
        self.all(label::UNITS, "unit", &[], false).await
    }

    pub(crate) async fn templates(&self) -> Result<Vec<Row<InvoiceTemplate>>> {
        self.all(label::TEMPLATES, "invoicetemplate", &[], false).await
    }

    /// Invoices of these days and those between.
    pub(crate) async fn invoices_between(
        &self,
        from: NaiveDate,
        to: NaiveDate,
    ) -> Result<Vec<Row<Invoice>>> {
        let days = format!("{from},{to}");
        self.all(label::INVOICES_FIND, "invoice", &[("date[range]", &days)], true).await
    }

    /// The page of invoices of this day and later ones at this place of a listing.
    pub(crate) async fn invoices_since(
        &self,
        from: NaiveDate,
        paging: &mut OffsetPaging,
    ) -> Result<(Vec<Row<Invoice>>, TakenPage)> {
        let (from, label) = (from.to_string(), label::INVOICES_PERIOD);
        let request = self.page_request(label, "invoice", &[("date[gte]", &from)], paging)?;
        self.page(request, paging).await
    }

    pub(crate) async fn create_invoice(&self, invoice: &NewInvoice) -> Result<CreatedInvoice> {
        let url = self.url(&["invoice"])?;
        let request = ApiRequest::new(label::INVOICE_CREATE, Effect::Create, Method::POST, url)
            .json(invoice)?
            .timeout(self.create_timeout)
            .for_delivery();
        self.read(request).await
    }

    /// A list to its proven end. After rows moved, some may be there twice.
    async fn all<T: DeserializeOwned>(
        &self,
        label: &'static str,
        path: &str,
        filters: Filters<'_>,
        deliver: bool,
    ) -> Result<Vec<Row<T>>> {
        let mut paging = OffsetPaging::new(ROWS);
        let mut all = Vec::new();
        loop {
            let request = self.page_request(label, path, filters, &paging)?;
            let request = if deliver { request.for_delivery() } else { request };
            let (rows, taken) = self.page(request, &mut paging).await?;
            all.extend(rows.into_iter().skip(taken.repeated));
            if taken.end.is_some() {
                return Ok(all);
            }
        }
    }

    fn page_request(
        &self,
        label: &'static str,
        path: &str,
        filters: Filters<'_>,
        paging: &OffsetPaging,
    ) -> Result<ApiRequest> {
        let mut url = self.url(&[path])?;
        url.query_pairs_mut()
            .extend_pairs(filters)
            .append_pair("limit", &paging.top().to_string())
            .append_pair("offset", &paging.skip().to_string());
        Ok(ApiRequest::get(label, url))
    }

    async fn page<T: DeserializeOwned>(
        &self,
        request: ApiRequest,
        paging: &mut OffsetPaging,
    ) -> Result<(Vec<Row<T>>, TakenPage)> {
        let answer = self.send(request).await?;
        let rows: Vec<Row<T>> = read::<List>(&answer)?.rows();
        let keys: Vec<&str> = rows.iter().map(|row| row.key.as_str()).collect();
        let taken = paging.take(&keys).map_err(|error| named(error, answer.label))?;
        Ok((rows, taken))
    }

    fn url(&self, path: &[&str]) -> Result<Url> {
        let mut url = self.root.clone();
        match url.path_segments_mut() {
            Ok(mut segments) => segments.pop_if_empty().extend(path),
            Err(()) => return Err(not_a_url(url::ParseError::RelativeUrlWithCannotBeABaseBase)),
        };
        Ok(url)
    }

    async fn read<T: DeserializeOwned>(&self, request: ApiRequest) -> Result<T> {
        read(&self.send(request).await?)
    }

    async fn send(&self, request: ApiRequest) -> Result<ApiResponse> {
        self.client.send(request).await
    }
}

/// Of what is no record at all nothing is known, and nothing was listed; a record with a value that
/// does not fit stops no other (B13).
fn record_in<T: DeserializeOwned>(answer: &ApiResponse, id: &str) -> Result<Detail<T>> {
    let raw: Box<RawValue> = read(answer)?;
    if !raw.get().starts_with('{') {
        let error = Error::new(ErrorKind::Decode, "the answer is no record");
        return Err(named(error.with_retry(Retry::Never), answer.label));
    }
    if member(&raw, "id").is_some_and(|found| found != id) {
        return Ok(Detail::Bad(BadRecord::new(id, "another record came instead")));
    }
    Ok(match decode::json(answer) {
        Ok(record) => Detail::There(record),
        Err(error) => Detail::Bad(BadRecord::new(id, error.to_string())),
    })
}

fn read<T: DeserializeOwned>(answer: &ApiResponse) -> Result<T> {
    decode::json(answer).map_err(|error| error.with_connector(ID))
}

fn named(error: Error, label: &'static str) -> Error {
    error.with_connector(ID).with_label(label)
}

fn profile(config: &Checked, runtime: &Runtime) -> VendorProfile {
    let budget = BudgetKey(format!("{ID}/{}", runtime.integration));
    let mut profile = VendorProfile::new(ID, budget, read_error);
    profile.windows = WINDOWS;
    profile.concurrency = AT_ONCE;
    profile.timeout = config.timeout;
    profile.headers.insert(http::header::ACCEPT, HeaderValue::from_static("application/json"));
    profile
}

fn not_a_url(error: url::ParseError) -> Error {
    Error::new(ErrorKind::Config, "the URL cannot have a path").with_source(error)
}
