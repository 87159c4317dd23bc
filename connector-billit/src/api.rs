//! The endpoints: the only place with paths, headers, query strings and filters.

mod reading;
mod writing;

pub(crate) use reading::{ARTIKELEN, FACTUREN, KLANTEN, Listing, OFFERTES, whole};

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderName, HeaderValue, Method};
use secrecy::ExposeSecret;
use simon_core::connector::Gauge;
use simon_core::host::{BudgetKey, Window, WindowKind};
use simon_core::http::{
    ApiClient, ApiRequest, ApiResponse, Effect, Runtime, TokenGrant, VendorProfile,
};
use simon_core::{Error, ErrorKind, Result};
use url::Url;

use crate::ID;
use crate::assumptions::CALLS_PER_SECOND;
use crate::auth::BillitLogin;
use crate::config::{Checked, Keys};
use crate::error::read_error;

/// Labels of the calls, in errors and traces.
pub(crate) mod label {
    pub(crate) const TOKEN: &str = "token";
    pub(crate) const REVOKE: &str = "token.revoke";
    pub(crate) const ACCOUNT: &str = "account.read";
    pub(crate) const KLANTEN: &str = "parties.list";
    pub(crate) const KLANT: &str = "parties.read";
    pub(crate) const ARTIKELEN: &str = "products.list";
    pub(crate) const ARTIKEL: &str = "products.read";
    pub(crate) const ARTIKEL_ZOEKEN: &str = "products.find";
    pub(crate) const OFFERTES: &str = "offers.list";
    pub(crate) const FACTUREN: &str = "invoices.period";
    pub(crate) const FACTUUR_ZOEKEN: &str = "invoices.find";
    pub(crate) const FACTUUR_MAKEN: &str = "orders.create";
    pub(crate) const ORDER: &str = "orders.read";
}

/// One limit for everything that this process, and every other that shares its budget, asks.
const WINDOWS: &[Window] =
    &[Window::new(WindowKind::Rolling, Duration::from_secs(1), CALLS_PER_SECOND, 0)];

/// The company that a call works in.
///
/// Source: the vendor's page on header values.
const PARTY_ID: HeaderName = HeaderName::from_static("partyid");
const API_KEY: HeaderName = HeaderName::from_static("apikey");

/// One connection with Billit: one login or API key, any of its companies.
#[derive(Debug)]
pub(crate) struct Api {
    client: ApiClient,
    /// None with an API key.
    login: Option<Arc<BillitLogin>>,
    runtime: Runtime,
    root: Url,
    create_timeout: Duration,
    prepared: AtomicBool,
}

impl Api {
    pub(crate) fn new(config: Checked, runtime: Runtime) -> Result<Self> {
        let profile = profile(&config)?;
        let login = match &config.keys {
            Keys::Login(keys) => Some(Arc::new(BillitLogin::new(&config, keys)?)),
            Keys::ApiKey(_) => None,
        };
        let grant = login.clone().map(|login| -> Arc<dyn TokenGrant> { login });
        Ok(Self {
            client: ApiClient::new(profile, grant, runtime.clone()),
            login,
            runtime,
            root: config.api_root.join("v1/").map_err(not_a_url)?,
            create_timeout: config.create_timeout,
            prepared: AtomicBool::new(false),
        })
    }

    /// Whether the user logs in, and has no API key.
    pub(crate) const fn has_login(&self) -> bool {
        self.login.is_some()
    }

    pub(crate) fn calls_made(&self) -> u64 {
        self.client.calls_made()
    }

    pub(crate) async fn call_gauge(&self) -> Result<Option<Gauge>> {
        self.client.call_gauge(None).await
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
        if let Some(login) = &self.login {
            login.prepare(&self.runtime).await?;
        }
        self.client.log_in(redirect).await
    }

    /// Ends the login at Billit, as far as it lets us, and forgets the tokens. An API key is the
    /// user's to withdraw.
    pub(crate) async fn disconnect(&self) -> Result<()> {
        self.client.disconnect().await
    }

    /// A call in a company; without one only where Billit needs none.
    fn request(
        &self,
        label: &'static str,
        effect: Effect,
        party_id: Option<&str>,
        path: &[&str],
        query: &[(&str, String)],
    ) -> Result<ApiRequest> {
        let method = if effect == Effect::Create { Method::POST } else { Method::GET };
        let request = ApiRequest::new(label, effect, method, self.url(path, query)?);
        let Some(party_id) = party_id else { return Ok(request) };
        let value = HeaderValue::from_str(party_id).map_err(|_| {
            Error::new(ErrorKind::InvalidInput, "the company's id is none of Billit's")
                .with_connector(ID)
                .with_label(label)
        })?;
        Ok(request.header(PARTY_ID, value))
    }

    fn read(
        &self,
        label: &'static str,
        party_id: &str,
        path: &[&str],
        query: &[(&str, String)],
    ) -> Result<ApiRequest> {
        self.request(label, Effect::Read, Some(party_id), path, query)
    }

    fn url(&self, path: &[&str], query: &[(&str, String)]) -> Result<Url> {
        let mut url = self.root.clone();
        match url.path_segments_mut() {
            Ok(mut segments) => segments.pop_if_empty().extend(path),
            Err(()) => return Err(not_a_url(url::ParseError::RelativeUrlWithCannotBeABaseBase)),
        };
        if !query.is_empty() {
            // Blanks as %20: a plus is a plus to some servers.
            let pairs = query.iter().map(|(name, value)| format!("{name}={}", encoded(value)));
            url.set_query(Some(&pairs.collect::<Vec<_>>().join("&")));
        }
        Ok(url)
    }

    async fn send(&self, request: ApiRequest) -> Result<ApiResponse> {
        if let Some(login) = self.login.as_ref().filter(|_| !self.prepared.load(Ordering::Acquire))
        {
            login.prepare(&self.runtime).await?;
            self.prepared.store(true, Ordering::Release);
        }
        self.client.send(request).await
    }
}

/// The vendor as data. It counts calls by IP address, so all connections share one limit; it wants one
/// call at a time in a company.
fn profile(config: &Checked) -> Result<VendorProfile> {
    let mut profile = VendorProfile::new(ID, BudgetKey(ID.to_owned()), read_error);
    profile.windows = WINDOWS;
    profile.timeout = config.timeout;
    profile.concurrency = 1;
    profile.headers.insert(http::header::ACCEPT, HeaderValue::from_static("application/json"));
    if let Keys::ApiKey(key) = &config.keys {
        let mut value = HeaderValue::from_str(key.expose_secret())
            .map_err(|_| Error::new(ErrorKind::Config, "api_key cannot be a header"))?;
        value.set_sensitive(true);
        profile.headers.insert(API_KEY, value);
    }
    Ok(profile)
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
