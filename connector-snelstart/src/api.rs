//! The endpoints: the only place with paths, query strings and filters.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use chrono::{DateTime, NaiveDateTime, Utc};
use http::{HeaderName, HeaderValue, Method};
use rust_decimal::Decimal;
use secrecy::ExposeSecret;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use simon_core::connector::{Gauge, OffsetPaging};
use simon_core::host::{BudgetKey, Window, WindowKind};
use simon_core::http::{
    ApiClient, ApiRequest, ApiResponse, Effect, Runtime, VendorProfile, decode,
};
use simon_core::{Error, ErrorKind, Result, Retry};
use url::Url;

use crate::ID;
use crate::assumptions::PAGE_SIZE;
use crate::auth::Koppelsleutel;
use crate::config::{Limieten, SnelStartConfig};
use crate::error::{read_error, top_limit};
use crate::listing::{Pass, Rows};
use crate::mapping::RawObject;
use crate::wire;

/// Labels of the calls, in errors and traces.
pub(crate) mod label {
    pub(crate) const TOKEN: &str = "token";
    pub(crate) const COMPANY_INFO: &str = "companyInfo.read";
    pub(crate) const LANDEN: &str = "landen.list";
    pub(crate) const GROEPEN: &str = "artikelomzetgroepen.list";
    pub(crate) const SJABLONEN: &str = "verkoopordersjablonen.list";
    pub(crate) const RELATIES: &str = "relaties.list";
    pub(crate) const RELATIE: &str = "relaties.read";
    pub(crate) const ARTIKELEN: &str = "artikelen.list";
    pub(crate) const ARTIKEL: &str = "artikelen.read";
    pub(crate) const ARTIKEL_CODE: &str = "artikelen.find";
    pub(crate) const KLANTPRIJS: &str = "klantprijs.read";
    pub(crate) const ORDERS: &str = "verkooporders.list";
    pub(crate) const ORDERS_FIND: &str = "verkooporders.find";
    pub(crate) const ORDERS_PERIOD: &str = "verkooporders.period";
    pub(crate) const ORDER: &str = "verkooporders.read";
    pub(crate) const ORDER_CREATE: &str = "verkooporders.create";
    pub(crate) const ORDER_MARK: &str = "verkooporders.mark";
}

const KLANT: &str = "Relatiesoort/any(r:r eq 'Klant')";
const RELATIE_ACTIEF: &str = "Nonactief eq false";
const ARTIKEL_ACTIEF: &str = "IsNonActief eq false";

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(3_600);
/// 80 % of 100 a minute and 1,000 an hour: the gateway counts approximately.
const DEVELOPMENT: &[Window] = &[
    Window::new(WindowKind::Rolling, MINUTE, 80, 10),
    Window::new(WindowKind::Rolling, HOUR, 800, 100),
];
/// 80 % of 500 a minute and 5,000 an hour.
const PRODUCTION: &[Window] = &[
    Window::new(WindowKind::Rolling, MINUTE, 400, 40),
    Window::new(WindowKind::Rolling, HOUR, 4_000, 400),
];

/// A listing that is paged by offset.
#[derive(Debug)]
pub(crate) struct Listing {
    label: &'static str,
    path: &'static str,
    /// Filter of a full listing.
    active: &'static [&'static str],
    /// Filter of an incremental one, which must bring what became inactive.
    changed: &'static [&'static str],
    /// The largest page that the vendor accepts to be asked for, as far as known.
    top: AtomicU32,
    /// The largest page that it served.
    largest: AtomicU32,
}

impl Listing {
    const fn new(
        label: &'static str,
        path: &'static str,
        active: &'static [&'static str],
        changed: &'static [&'static str],
    ) -> Self {
        let (top, largest) = (AtomicU32::new(PAGE_SIZE), AtomicU32::new(0));
        Self { label, path, active, changed, top, largest }
    }

    /// The beginning of a listing, with what this connection knows of its page sizes.
    pub(crate) fn paging(&self) -> OffsetPaging {
        OffsetPaging::new(self.top()).with_largest_page(self.largest.load(Ordering::Relaxed))
    }

    pub(crate) fn top(&self) -> u32 {
        self.top.load(Ordering::Relaxed)
    }
}

/// The listings of a connection.
#[derive(Debug)]
pub(crate) struct Listings {
    pub(crate) relaties: Listing,
    pub(crate) artikelen: Listing,
    pub(crate) orders: Listing,
    pub(crate) orders_find: Listing,
    pub(crate) orders_period: Listing,
}

/// One connection with SnelStart.
#[derive(Debug)]
pub(crate) struct Api {
    client: ApiClient,
    root: Url,
    create_timeout: Duration,
    key_mark: String,
    pub(crate) listings: Listings,
}

impl Api {
    pub(crate) fn new(config: SnelStartConfig, runtime: Runtime) -> Result<Self> {
        let token_url = config.login_root()?.join("b2b/token").map_err(not_a_url)?;
        let grant = Koppelsleutel::new(token_url, config.koppelsleutel.clone());
        Ok(Self {
            key_mark: grant.mark(),
            client: ApiClient::new(profile(&config, &runtime)?, Some(Arc::new(grant)), runtime),
            root: config.api_root()?.join("v2/").map_err(not_a_url)?,
            create_timeout: config.create_timeout,
            listings: Listings {
                relaties: Listing::new(
                    label::RELATIES,
                    "relaties",
                    &[KLANT, RELATIE_ACTIEF],
                    &[KLANT],
                ),
                artikelen: Listing::new(label::ARTIKELEN, "artikelen", &[ARTIKEL_ACTIEF], &[]),
                orders: Listing::new(label::ORDERS, "verkooporders", &[], &[]),
                orders_find: Listing::new(label::ORDERS_FIND, "verkooporders", &[], &[]),
                orders_period: Listing::new(label::ORDERS_PERIOD, "verkooporders", &[], &[]),
            },
        })
    }

    pub(crate) fn calls_made(&self) -> u64 {
        self.client.calls_made()
    }

    pub(crate) async fn call_gauge(&self) -> Result<Option<Gauge>> {
        self.client.call_gauge(None).await
    }

    /// A mark of the koppelsleutel, to tell it from another one.
    pub(crate) fn key_mark(&self) -> &str {
        &self.key_mark
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.client.now()
    }

    /// Forgets the token. The next call buys one and so proves the koppelsleutel.
    pub(crate) async fn forget_token(&self) -> Result<()> {
        self.client.forget_tokens().await
    }

    /// It may use the reserve of the call budget: nothing is delivered before the books are proven.
    pub(crate) async fn company_info(&self) -> Result<wire::CompanyInfo> {
        self.read(self.get(label::COMPANY_INFO, "companyInfo")?.for_delivery()).await
    }

    pub(crate) async fn landen(&self) -> Result<Vec<wire::Land>> {
        Ok(rows(&self.send(self.get(label::LANDEN, "landen")?).await?)?.items)
    }

    pub(crate) async fn artikelomzetgroepen(&self) -> Result<Rows<wire::Omzetgroep>> {
        rows(&self.send(self.get(label::GROEPEN, "artikelomzetgroepen")?).await?)
    }

    pub(crate) async fn verkoopordersjablonen(&self) -> Result<Rows<wire::Sjabloon>> {
        rows(&self.send(self.get(label::SJABLONEN, "verkoopordersjablonen")?).await?)
    }

    /// The next page of a pass. When SnelStart names a smaller page size, the same place is asked
    /// again with that, and the connection remembers it.
    pub(crate) async fn page<T: DeserializeOwned>(
        &self,
        listing: &Listing,
        pass: &mut Pass,
        deliver: bool,
    ) -> Result<Rows<T>> {
        let answer = match self.send(self.page_request(listing, pass, deliver)?).await {
            Err(error) => match top_limit(&error).filter(|limit| *limit < pass.paging.top()) {
                Some(limit) => {
                    listing.top.fetch_min(limit.max(1), Ordering::Relaxed);
                    pass.paging = pass.paging.clone().with_top(limit);
                    self.send(self.page_request(listing, pass, deliver)?).await
                }
                None => Err(error),
            },
            answer => answer,
        };
        let rows = rows(&answer?)?;
        listing.largest.fetch_max(rows.count(), Ordering::Relaxed);
        Ok(rows)
    }

    fn page_request(&self, listing: &Listing, pass: &Pass, deliver: bool) -> Result<ApiRequest> {
        let filters: Vec<String> = match pass.bound {
            Some(bound) => {
                let changed = listing.changed.iter().map(ToString::to_string);
                [modified_since(bound)].into_iter().chain(changed).collect()
            }
            None => listing.active.iter().map(ToString::to_string).collect(),
        };
        let mut url = self.url(&[listing.path])?;
        {
            let mut query = url.query_pairs_mut();
            query.append_pair("$skip", &pass.paging.skip().to_string());
            query.append_pair("$top", &pass.paging.top().to_string());
            if !filters.is_empty() {
                query.append_pair("$filter", &filters.join(" and "));
            }
        }
        let request = ApiRequest::get(listing.label, url);
        Ok(if deliver { request.for_delivery() } else { request })
    }

    pub(crate) async fn relatie(&self, id: &str) -> Result<Option<wire::Relatie>> {
        let url = self.url(&["relaties", id])?;
        self.read_if_there(ApiRequest::get(label::RELATIE, url)).await
    }

    pub(crate) async fn artikel(&self, id: &str) -> Result<Option<wire::Artikel>> {
        let url = self.url(&["artikelen", id])?;
        self.read_if_there(ApiRequest::get(label::ARTIKEL, url)).await
    }

    /// An article with the price that was agreed with a customer. The vendor takes whole quantities
    /// only: a part of one is priced as one, two and a half as two, because agreements hold from a
    /// quantity on.
    pub(crate) async fn artikel_voor(
        &self,
        id: &str,
        relatie: &str,
        aantal: Decimal,
    ) -> Result<wire::Artikel> {
        let mut url = self.url(&["artikelen", id])?;
        url.query_pairs_mut()
            .append_pair("relatieId", relatie)
            .append_pair("aantal", &aantal.trunc().max(Decimal::ONE).normalize().to_string());
        self.read(ApiRequest::get(label::KLANTPRIJS, url).for_delivery()).await
    }

    /// Articles with a code. Compare it again: the filter may be ignored.
    pub(crate) async fn artikelen_met_code(&self, code: &str) -> Result<Rows<wire::Artikel>> {
        let mut url = self.url(&["artikelen"])?;
        let filter = format!("Artikelcode eq '{}'", code.trim().replace('\'', "''"));
        url.query_pairs_mut().append_pair("$filter", &filter);
        rows(&self.send(ApiRequest::get(label::ARTIKEL_CODE, url)).await?)
    }

    pub(crate) async fn create_verkooporder(
        &self,
        order: &wire::NewOrder,
    ) -> Result<wire::Verkooporder> {
        let url = self.url(&["verkooporders"])?;
        let request = ApiRequest::new(label::ORDER_CREATE, Effect::Create, Method::POST, url)
            .json(order)?
            .timeout(self.create_timeout)
            .for_delivery();
        decode::json(&unwrapped(self.send(request).await?))
    }

    pub(crate) async fn verkooporder(&self, id: &str) -> Result<Option<RawObject>> {
        let url = self.url(&["verkooporders", id])?;
        self.read_if_there(ApiRequest::get(label::ORDER, url)).await
    }

    /// Replaces an order. The stack must not repeat it by itself: somebody may have changed the order
    /// since it was read, so it is read again first. Marking twice is harmless.
    pub(crate) async fn put_verkooporder(&self, id: &str, order: &RawObject) -> Result<()> {
        let url = self.url(&["verkooporders", id])?;
        let request = ApiRequest::new(label::ORDER_MARK, Effect::Create, Method::PUT, url)
            .json(order)?
            .timeout(self.create_timeout)
            .for_delivery();
        // The answer is read, because a maintenance page may come with a success status.
        let answer = self.read::<wire::Ref>(request).await;
        answer.map(drop).map_err(|error| match error.retry() {
            Retry::CheckFirst => error.with_retry(Retry::Backoff),
            _ => error,
        })
    }

    fn get(&self, label: &'static str, path: &str) -> Result<ApiRequest> {
        Ok(ApiRequest::get(label, self.url(&[path])?))
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
        decode::json(&unwrapped(self.send(request).await?))
    }

    async fn read_if_there<T: DeserializeOwned>(&self, request: ApiRequest) -> Result<Option<T>> {
        match self.read(request).await {
            Ok(record) => Ok(Some(record)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    async fn send(&self, request: ApiRequest) -> Result<ApiResponse> {
        self.client.send(request).await
    }
}

fn profile(config: &SnelStartConfig, runtime: &Runtime) -> Result<VendorProfile> {
    let budget = BudgetKey(format!("{ID}/{}", runtime.integration));
    let mut profile = VendorProfile::new(ID, budget, read_error);
    profile.windows = match config.limieten {
        Limieten::Ontwikkeling => DEVELOPMENT,
        Limieten::Productie => PRODUCTION,
    };
    profile.timeout = config.timeout;
    let mut key = HeaderValue::from_str(config.subscription_key.expose_secret())
        .map_err(|_| Error::new(ErrorKind::Config, "subscription_key cannot be a header"))?;
    key.set_sensitive(true);
    profile.headers.insert(HeaderName::from_static("ocp-apim-subscription-key"), key);
    profile.headers.insert(http::header::ACCEPT, HeaderValue::from_static("application/json"));
    Ok(profile)
}

fn not_a_url(error: url::ParseError) -> Error {
    Error::new(ErrorKind::Config, "the URL cannot have a path").with_source(error)
}

/// OData version 3: property names with a capital, a literal with its type and no zone.
fn modified_since(bound: NaiveDateTime) -> String {
    format!("ModifiedOn ge datetime'{}'", bound.format("%Y-%m-%dT%H:%M:%S"))
}

fn rows<T: DeserializeOwned>(answer: &ApiResponse) -> Result<Rows<T>> {
    let (items, unreadable) = decode::list(answer)?;
    Ok(Rows { items, unreadable })
}

/// A single record is bare; some clients met it as `{"result": {...}}`.
fn unwrapped(mut answer: ApiResponse) -> ApiResponse {
    #[derive(Deserialize)]
    struct Envelope {
        result: Box<RawValue>,
    }
    if let Ok(envelope) = serde_json::from_slice::<Envelope>(&answer.body)
        && envelope.result.get().starts_with('{')
    {
        answer.body = envelope.result.get().to_owned().into();
    }
    answer
}
