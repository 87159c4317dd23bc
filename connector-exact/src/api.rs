//! The endpoints: the only place with paths, query strings and filters.

mod lookup;
mod master;
mod sync;
mod writing;

pub(crate) use lookup::PERIOD;
pub(crate) use master::Right;
pub(crate) use sync::{DELETED, ITEM_GROUPS, Listing, SYNC_ACCOUNTS, SYNC_ITEMS};

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderValue, Method};
use serde::de::DeserializeOwned;
use simon_core::connector::Gauge;
use simon_core::host::{BudgetKey, Window, WindowKind};
use simon_core::http::{
    ApiClient, ApiRequest, ApiResponse, Effect, ErrorBudget, Runtime, TokenGrant, VendorProfile,
};
use simon_core::{Error, ErrorKind, Result};
use url::Url;

use crate::ID;
use crate::assumptions::MOST_PAGES;
use crate::auth::ExactLogin;
use crate::config::ExactConfig;
use crate::envelope::{self, Rows};
use crate::error::{read_error, read_limits};

/// Labels of the calls, in errors and traces.
pub(crate) mod label {
    pub(crate) const TOKEN: &str = "token";
    pub(crate) const ME: &str = "me.read";
    pub(crate) const DIVISIONS: &str = "divisions.list";
    pub(crate) const JOURNALS: &str = "journals.find";
    pub(crate) const ITEM_CODE: &str = "items.find";
    pub(crate) const ITEM_GROUPS: &str = "itemGroups.list";
    pub(crate) const DOCUMENT_TYPES: &str = "documentTypes.list";
    pub(crate) const RIGHTS: &str = "rights.read";
    pub(crate) const ACCOUNTS: &str = "accounts.list";
    pub(crate) const ACCOUNT: &str = "accounts.read";
    pub(crate) const ITEMS: &str = "items.list";
    pub(crate) const ITEM: &str = "items.read";
    pub(crate) const DELETED: &str = "deleted.list";
    pub(crate) const INVOICE_CREATE: &str = "salesInvoices.create";
    pub(crate) const INVOICE_FIND: &str = "salesInvoices.find";
    pub(crate) const INVOICE_PERIOD: &str = "salesInvoices.period";
    pub(crate) const DOCUMENT_CREATE: &str = "documents.create";
    pub(crate) const DOCUMENT_FIND: &str = "documents.find";
    pub(crate) const ATTACHMENT_CREATE: &str = "attachments.create";
    pub(crate) const ATTACHMENT_FIND: &str = "attachments.find";
}

/// Start values; the vendor's headers tell what holds for this application.
///
/// Source: the vendor's limits of 2021 as quoted publicly: 60 calls a clock minute and 5,000 a day
/// (UTC) per application and administration.
const WINDOWS: &[Window] = &[
    Window::new(WindowKind::Fixed, MINUTE, 60, 10),
    Window::new(WindowKind::Fixed, DAY, 5_000, 1_000),
];

/// Source: the vendor's announcement of 2021 as quoted publicly: ten failures of these statuses in an
/// hour block the endpoint for an hour, longer when they go on. One less is counted to.
const ERROR_BUDGET: ErrorBudget = ErrorBudget::new(9, HOUR, &[400, 401, 403, 404], HOUR);

pub(crate) const MINUTE: Duration = Duration::from_secs(60);
pub(crate) const DAY: Duration = Duration::from_secs(24 * 3_600);
const HOUR: Duration = Duration::from_secs(3_600);

/// One connection with Exact Online: one login, any of its administrations.
#[derive(Debug)]
pub(crate) struct Api {
    client: ApiClient,
    login: Arc<ExactLogin>,
    runtime: Runtime,
    root: Url,
    create_timeout: Duration,
    prepared: AtomicBool,
}

impl Api {
    /// The connection of a checked configuration.
    pub(crate) fn new(config: &ExactConfig, runtime: Runtime) -> Result<Self> {
        let login = Arc::new(ExactLogin::new(config)?);
        let grant: Arc<dyn TokenGrant> = Arc::<ExactLogin>::clone(&login);
        Ok(Self {
            client: ApiClient::new(profile(config), Some(grant), runtime.clone()),
            login,
            runtime,
            root: config.api_root()?.join("api/v1/").map_err(not_a_url)?,
            create_timeout: config.create_timeout,
            prepared: AtomicBool::new(false),
        })
    }

    pub(crate) fn calls_made(&self) -> u64 {
        self.client.calls_made()
    }

    pub(crate) async fn call_gauge(&self, division: &str) -> Result<Option<Gauge>> {
        self.client.call_gauge(Some(division)).await
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.client.now()
    }

    pub(crate) async fn login_url(&self) -> Result<String> {
        self.client.login_url().await
    }

    pub(crate) async fn check_login(&self, redirect: &str) -> Result<()> {
        self.client.check_login(redirect).await
    }

    /// Another process may have taken another configured token into account since our first call: the
    /// new tokens must say so too.
    pub(crate) async fn log_in(&self, redirect: &str) -> Result<()> {
        self.login.prepare(&self.runtime).await?;
        self.client.log_in(redirect).await
    }

    /// Forgets the tokens: Exact has no call to revoke them. A refresh token works once, so that this
    /// always means a new login.
    pub(crate) async fn forget_tokens(&self) -> Result<()> {
        self.client.forget_tokens().await
    }

    /// Every request is made here: limits and failures are counted per administration.
    fn build(
        label: &'static str,
        effect: Effect,
        method: Method,
        division: &str,
        url: Url,
    ) -> ApiRequest {
        ApiRequest::new(label, effect, method, url).counted_for(division).endpoint(endpoint(label))
    }

    fn request(
        &self,
        label: &'static str,
        division: &str,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<ApiRequest> {
        let url = self.url(division, path, query)?;
        Ok(Self::build(label, Effect::Read, Method::GET, division, url))
    }

    fn url(&self, division: &str, path: &[&str], query: &[(&str, &str)]) -> Result<Url> {
        let mut url = self.root.clone();
        match url.path_segments_mut() {
            Ok(mut segments) => segments.pop_if_empty().push(division).extend(path),
            Err(()) => return Err(not_a_url(url::ParseError::RelativeUrlWithCannotBeABaseBase)),
        };
        if !query.is_empty() {
            // Blanks as %20: a plus is a plus to some servers.
            let pairs = query.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
            url.set_query(Some(&pairs.collect::<Vec<_>>().join("&")));
        }
        Ok(url)
    }

    /// The request for a next page, whose address the vendor gave. It gets our token, so it must lead
    /// to the same resource (it may come from the host's store).
    fn next_request(
        &self,
        label: &'static str,
        division: &str,
        path: &[&str],
        next: &str,
    ) -> Result<ApiRequest> {
        let url = self.next_url(division, path, next)?.ok_or_else(|| {
            Error::new(ErrorKind::Decode, "the next page is not of this listing")
                .with_connector(ID)
                .with_label(label)
        })?;
        Ok(Self::build(label, Effect::Read, Method::GET, division, url))
    }

    /// The address of a next page, if it is one of this resource.
    fn next_url(&self, division: &str, path: &[&str], next: &str) -> Result<Option<Url>> {
        let expected = self.url(division, path, &[])?;
        let url = Url::parse(next).ok().filter(|url| {
            url.origin() == expected.origin()
                && url.path().eq_ignore_ascii_case(expected.path())
                && url.username().is_empty()
                && url.password().is_none()
        });
        Ok(url)
    }

    /// Whether an address is one of a listing's pages.
    pub(crate) fn is_page_of(&self, listing: &Listing, division: &str, next: &str) -> bool {
        self.next_url(division, listing.path, next).is_ok_and(|url| url.is_some())
    }

    /// A list to its end.
    async fn all<T: DeserializeOwned>(
        &self,
        label: &'static str,
        division: &str,
        path: &[&str],
        query: &[(&str, &str)],
        deliver: bool,
    ) -> Result<Rows<T>> {
        let urgent = |request: ApiRequest| if deliver { request.for_delivery() } else { request };
        let first = urgent(self.request(label, division, path, query)?);
        let mut all: Rows<T> = envelope::rows(&self.send(first).await?)?;
        let mut seen: Vec<String> = Vec::new();
        while let Some(next) = all.next.take() {
            if seen.contains(&next) || seen.len() >= MOST_PAGES {
                return Err(Error::new(ErrorKind::Incomplete, "the list does not end")
                    .with_connector(ID)
                    .with_label(label));
            }
            let request = urgent(self.next_request(label, division, path, &next)?);
            let page: Rows<T> = envelope::rows(&self.send(request).await?)?;
            seen.push(next);
            all.items.extend(page.items);
            all.unreadable.extend(page.unreadable);
            all.next = page.next;
        }
        Ok(all)
    }

    async fn send(&self, request: ApiRequest) -> Result<ApiResponse> {
        self.prepare().await?;
        self.client.send(request).await
    }

    /// Any answer as the stack gives it.
    #[cfg(test)]
    pub(crate) async fn answer(&self, effect: Effect) -> Result<ApiResponse> {
        let url = self.url("1", &["test"], &[])?;
        self.send(ApiRequest::new("test", effect, Method::GET, url)).await
    }

    pub(crate) async fn prepare(&self) -> Result<()> {
        if !self.prepared.load(Ordering::Acquire) {
            self.login.prepare(&self.runtime).await?;
            self.prepared.store(true, Ordering::Release);
        }
        Ok(())
    }
}

/// The vendor as data. What shares the limits is the application, in one administration.
fn profile(config: &ExactConfig) -> VendorProfile {
    let key = BudgetKey([ID, &config.client_id].join("/"));
    let mut profile = VendorProfile::new(ID, key, read_error);
    profile.windows = WINDOWS;
    profile.read_limits = Some(read_limits);
    profile.error_budget = Some(ERROR_BUDGET);
    profile.timeout = config.timeout;
    // A minute that was used up in its first second is waited out, too.
    profile.retry.longest_pause = MINUTE + Duration::from_secs(5);
    // The vendor asks for calls one after the other.
    profile.concurrency = 1;
    profile.headers.insert(http::header::ACCEPT, HeaderValue::from_static("application/json"));
    profile
}

/// What the vendor counts failures of together: a resource, whatever is asked of it.
fn endpoint(label: &'static str) -> &'static str {
    match label {
        label::ITEM_CODE | label::ITEM => "logistics/Items",
        label::INVOICE_CREATE | label::INVOICE_FIND | label::INVOICE_PERIOD => {
            "salesinvoice/SalesInvoices"
        }
        label::DOCUMENT_CREATE | label::DOCUMENT_FIND => "documents/Documents",
        label::ATTACHMENT_CREATE | label::ATTACHMENT_FIND => "documents/DocumentAttachments",
        other => other,
    }
}

fn encoded(value: &str) -> String {
    url::form_urlencoded::byte_serialize(value.as_bytes()).collect::<String>().replace('+', "%20")
}

fn not_a_url(error: url::ParseError) -> Error {
    Error::new(ErrorKind::Config, "the URL cannot have a path").with_source(error)
}

#[cfg(test)]
#[path = "api_tests.rs"]
mod tests;
