//! The endpoints: the only place with paths, query strings and filters.

mod company;
mod creating;
mod listing;
mod reading;

pub(crate) use listing::{CUSTOMERS, INVOICES, ITEMS, Listing, ORDERS, QUOTES, keeps_moving};

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderName, HeaderValue};
use serde::de::DeserializeOwned;
use simon_core::connector::Gauge;
use simon_core::domain::IntegrationId;
use simon_core::host::BudgetKey;
use simon_core::http::{
    ApiClient, ApiRequest, ApiResponse, Runtime, TokenGrant, VendorProfile, decode,
};
use simon_core::{Error, ErrorKind, Result};
use url::Url;

use crate::assumptions::{ATTEMPTS, CALLS_AT_ONCE, COMPANY_HEADER, COMPANY_TYPE};
use crate::auth::{VismaGrant, grants};
use crate::config::Checked;
use crate::error::{WINDOWS, read_error, read_limits};
use crate::wire::segment;
use crate::{ID, label};

/// Which of the vendor's interfaces a request goes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Interface {
    Main,
    Orders,
}

/// One connection with Visma.net: the main API and the Sales Orders API.
///
/// When one login serves both they share a client: a token that it renews, or another login, is then at
/// once that of both.
#[derive(Debug)]
pub(crate) struct Api {
    main: ApiClient,
    /// That of the Sales Orders API, when it has tokens of its own.
    orders: Option<ApiClient>,
    grant: Arc<VismaGrant>,
    main_root: Url,
    orders_root: Url,
    company_number: Option<u32>,
    create_timeout: Duration,
    pub(crate) integration: IntegrationId,
}

impl Api {
    pub(crate) fn new(config: &Checked, runtime: Runtime) -> Result<Self> {
        let (grant, orders_grant) = grants(config)?;
        let integration = runtime.integration.clone();
        let client = |name: &str, grant: &Arc<VismaGrant>| {
            let key = [ID, &config.client_id, integration.as_str(), name].join("/");
            let grant: Arc<dyn TokenGrant> = Arc::<VismaGrant>::clone(grant);
            Ok::<_, Error>(ApiClient::new(profile(config, key)?, Some(grant), runtime.clone()))
        };
        let apart = !Arc::ptr_eq(&grant, &orders_grant);
        Ok(Self {
            main: client("main", &grant)?,
            orders: apart.then(|| client("orders", &orders_grant)).transpose()?,
            grant,
            main_root: config.main_root.clone(),
            orders_root: config.orders_root.clone(),
            company_number: config.company_number,
            create_timeout: config.create_timeout,
            integration,
        })
    }

    fn client(&self, interface: Interface) -> &ApiClient {
        match (interface, &self.orders) {
            (Interface::Orders, Some(orders)) => orders,
            _ => &self.main,
        }
    }

    pub(crate) fn calls_made(&self) -> u64 {
        let orders = self.orders.as_ref().map_or(0, ApiClient::calls_made);
        self.main.calls_made().saturating_add(orders)
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.main.now()
    }

    /// The company of the token that the main API was called with last, where the token tells.
    pub(crate) fn company(&self) -> Option<String> {
        self.grant.signed()
    }

    pub(crate) async fn call_gauge(&self, books: &str) -> Result<Option<Gauge>> {
        let main = self.main.call_gauge(Some(books)).await?;
        let Some(orders) = &self.orders else { return Ok(main) };
        let orders = orders.call_gauge(Some(books)).await?;
        Ok(match (main, orders) {
            (Some(main), Some(orders)) => Some(both(main, orders)),
            (main, orders) => main.or(orders),
        })
    }

    /// The client whose tokens come from a login in the browser.
    fn of_login(&self) -> &ApiClient {
        match &self.orders {
            Some(orders) if !self.grant.is_browser() => orders,
            _ => &self.main,
        }
    }

    pub(crate) async fn login_url(&self) -> Result<String> {
        self.of_login().login_url().await
    }

    pub(crate) async fn check_login(&self, redirect: &str) -> Result<()> {
        self.of_login().check_login(redirect).await
    }

    pub(crate) async fn log_in(&self, redirect: &str) -> Result<()> {
        self.of_login().log_in(redirect).await
    }

    /// Ends the login at Visma and forgets all tokens (A7).
    pub(crate) async fn disconnect(&self) -> Result<()> {
        self.main.disconnect().await?;
        match &self.orders {
            Some(orders) => orders.disconnect().await,
            None => Ok(()),
        }
    }

    fn url(&self, interface: Interface, path: &[&str], query: &[(&str, &str)]) -> Result<Url> {
        let mut url = match interface {
            Interface::Main => self.main_root.clone(),
            Interface::Orders => self.orders_root.clone(),
        };
        match url.path_segments_mut() {
            Ok(mut segments) => segments.pop_if_empty().extend(path),
            Err(()) => return Err(not_a_url()),
        };
        if !query.is_empty() {
            // Blanks as %20: a plus is a plus to some servers.
            let pairs = query.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
            url.set_query(Some(&pairs.collect::<Vec<_>>().join("&")));
        }
        Ok(url)
    }

    /// A request that reads. Without books it is one that finds out which they are.
    fn get(
        &self,
        label: &'static str,
        books: Option<&str>,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<ApiRequest> {
        let request = ApiRequest::get(label, self.url(interface(label), path, query)?);
        Ok(self.of_books(request, books))
    }

    /// Tokens open one company: what names its books is signed with a token of these only (G9).
    fn of_books(&self, request: ApiRequest, books: Option<&str>) -> ApiRequest {
        match books {
            Some(books) => request.counted_for(books),
            None => request,
        }
    }

    async fn send(&self, label: &'static str, request: ApiRequest) -> Result<ApiResponse> {
        let interface = interface(label);
        let request = match (interface, self.company_number) {
            (Interface::Main, Some(number)) => request
                .header(HeaderName::from_static(COMPANY_HEADER), HeaderValue::from(number))
                .header(
                    HeaderName::from_static(COMPANY_TYPE.0),
                    HeaderValue::from_static(COMPANY_TYPE.1),
                ),
            _ => request,
        };
        let answer = self.client(interface).send(request).await;
        answer.map_err(|error| without_access(error, interface))
    }

    async fn read<T: DeserializeOwned>(
        &self,
        label: &'static str,
        request: ApiRequest,
    ) -> Result<T> {
        decode::json(&self.send(label, request).await?)
    }

    async fn read_if_there<T: DeserializeOwned>(
        &self,
        label: &'static str,
        request: ApiRequest,
    ) -> Result<Option<T>> {
        match self.read(label, request).await {
            Ok(record) => Ok(Some(record)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The Sales Orders API may refuse a login that the main API takes: that login is sound, and only what
/// needs sales orders stops.
fn without_access(error: Error, interface: Interface) -> Error {
    let of_orders = interface == Interface::Orders && label::is_of_orders(error.label());
    if of_orders && error.kind() == ErrorKind::Unauthenticated {
        return error.with_kind(ErrorKind::PermissionDenied);
    }
    error
}

fn interface(label: &str) -> Interface {
    if label::is_of_orders(label) { Interface::Orders } else { Interface::Main }
}

/// The vendor as data. What shares the limits is the application, in one company.
fn profile(config: &Checked, key: String) -> Result<VendorProfile> {
    let mut profile = VendorProfile::new(ID, BudgetKey(key), read_error);
    profile.windows = WINDOWS;
    profile.read_limits = Some(read_limits);
    profile.timeout = config.timeout;
    profile.concurrency = CALLS_AT_ONCE;
    profile.retry.attempts = ATTEMPTS;
    let agent = HeaderValue::from_str(&config.user_agent).map_err(|error| {
        Error::new(ErrorKind::Config, "the user agent cannot be a header").with_source(error)
    })?;
    profile.headers.insert(http::header::USER_AGENT, agent);
    profile.headers.insert(http::header::ACCEPT, HeaderValue::from_static("application/json"));
    Ok(profile)
}

/// The windows of both interfaces; calls may go when both let them.
fn both(main: Gauge, orders: Gauge) -> Gauge {
    let windows = main.windows.into_iter().chain(orders.windows).collect();
    let normal_from = main.normal_from.max(orders.normal_from);
    Gauge::new(windows, normal_from, main.deliver_from.max(orders.deliver_from))
}

/// An id as a segment of a path of the main API.
fn id_segment(id: &str, label: &'static str) -> Result<String> {
    segment(id).ok_or_else(|| {
        Error::new(ErrorKind::InvalidInput, "a blank id").with_connector(ID).with_label(label)
    })
}

fn encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>().replace('+', "%20")
}

fn not_a_url() -> Error {
    Error::new(ErrorKind::Config, "the URL cannot have a path").with_connector(ID)
}

#[cfg(test)]
#[path = "api_tests.rs"]
mod tests;
