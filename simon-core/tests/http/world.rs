//! A vendor with single-use refresh tokens, and clients of it.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use chrono::{DateTime, Utc};
use http::header::{AUTHORIZATION, RETRY_AFTER};
use http::{HeaderMap, Method};
use secrecy::{ExposeSecret, SecretString};
use simon_core::domain::IntegrationId;
use simon_core::error::Result;
use simon_core::host::{BudgetKey, CallBudget, TokenRecord, TokenSet, TokenStore, TokenSwap};
use simon_core::http::{
    ApiClient, ApiRequest, Effect, ErrorResponse, Runtime, TokenGrant, TokenPolicy, VendorError,
    VendorProfile, Verdict,
};
use simon_core::memory::{MemoryBudget, MemoryTokens};
use simon_testkit::simulated::{Seeded, SimulatedClock, run};
use simon_testkit::{Faults, InProcess, Simulator};
use url::Url;

pub(crate) const FIRST_REFRESH: &str = "secret-refresh-0";
pub(crate) const ACCESS: &str = "secret-access-";

pub(crate) fn integration() -> IntegrationId {
    simon_testkit::builders::integration()
}

/// Counts what it processed; refuses old tokens.
#[derive(Debug, Default)]
pub(crate) struct Vendor(Mutex<Books>);

#[derive(Debug, Clone)]
pub(crate) struct Books {
    pub(crate) issued: u32,
    pub(crate) invoices: u32,
    pub(crate) refused_logins: u32,
    pub(crate) refused_calls: u32,
    pub(crate) refuse_everything: bool,
    pub(crate) repeat_refresh: bool,
}

impl Default for Books {
    fn default() -> Self {
        Self {
            issued: 0,
            invoices: 0,
            refused_logins: 0,
            refused_calls: 0,
            refuse_everything: false,
            repeat_refresh: true,
        }
    }
}

impl Vendor {
    pub(crate) fn books(&self) -> Books {
        self.0.lock().unwrap().clone()
    }

    pub(crate) fn change(&self, act: impl FnOnce(&mut Books)) {
        act(&mut self.0.lock().unwrap());
    }

    /// Makes all tokens so far invalid, without telling.
    pub(crate) fn revoke_access(&self) {
        self.change(|books| books.issued += 100);
    }
}

impl Books {
    fn login(&mut self, body: &[u8]) -> http::Response<Bytes> {
        let sent = String::from_utf8_lossy(body).into_owned();
        let sent = sent.rsplit("secret-refresh-").next().unwrap().parse::<u32>().unwrap();
        if sent % 100 != self.issued % 100 {
            self.refused_logins += 1;
            return answer(400, r#"{"error":"Old refresh token used"}"#);
        }
        self.issued += 1;
        let new = self.issued;
        let refresh = if self.repeat_refresh {
            format!(r#","refresh_token":"secret-refresh-{new}""#)
        } else {
            String::new()
        };
        answer(200, &format!(r#"{{"access_token":"{ACCESS}{new}","expires_in":"600"{refresh}}}"#))
    }

    fn signed(&self, headers: &HeaderMap) -> bool {
        let expected = format!("Bearer {ACCESS}{}", self.issued);
        headers.get(AUTHORIZATION).is_some_and(|sent| sent == expected.as_str())
    }
}

impl Simulator for Vendor {
    fn handle(&self, request: &http::Request<Bytes>) -> http::Response<Bytes> {
        let mut books = self.0.lock().unwrap();
        if request.uri().path() == "/token" {
            return books.login(request.body());
        }
        if books.refuse_everything || !books.signed(request.headers()) {
            books.refused_calls += 1;
            return answer(401, r#"{"message":"who are you"}"#);
        }
        if request.method() == Method::POST {
            books.invoices += 1;
            return answer(201, &format!(r#"{{"id":{}}}"#, books.invoices));
        }
        answer(200, "[]")
    }
}

fn answer(status: u16, body: &str) -> http::Response<Bytes> {
    http::Response::builder().status(status).body(Bytes::from(body.to_owned())).unwrap()
}

/// Logs in with a refresh token, as an authorization-code vendor does.
#[derive(Debug)]
pub(crate) struct Grant {
    pub(crate) policy: TokenPolicy,
    pub(crate) base: Url,
}

impl TokenGrant for Grant {
    fn policy(&self) -> TokenPolicy {
        self.policy
    }

    fn request(&self, stored: Option<&TokenSet>) -> Result<ApiRequest> {
        let refresh = stored.and_then(|tokens| tokens.refresh.as_ref());
        let refresh = refresh.map_or(FIRST_REFRESH, |refresh| refresh.expose_secret());
        let request =
            ApiRequest::new("token", Effect::Read, Method::POST, self.base.join("token").unwrap());
        Ok(request.form(&[("refresh_token", refresh)]))
    }
}

/// A 403 with `Retry-After` is this vendor's hourly limit.
fn read_error(response: &ErrorResponse<'_>) -> VendorError {
    let mut error = VendorError::default();
    if response.status == 403 && response.headers.contains_key(RETRY_AFTER) {
        error.verdict = Some(Verdict::Throttled { wait: None });
    }
    let json: Option<serde_json::Value> = serde_json::from_slice(response.body).ok();
    error.text = json.and_then(|json| Some(json.get("error")?.as_str()?.to_owned()));
    error
}

pub(crate) struct World {
    pub(crate) clock: SimulatedClock,
    pub(crate) vendor: Arc<Vendor>,
    pub(crate) faults: Faults,
    pub(crate) network: Arc<InProcess>,
    pub(crate) tokens: Arc<dyn TokenStore>,
    pub(crate) budget: Arc<dyn CallBudget>,
    pub(crate) policy: TokenPolicy,
}

impl World {
    pub(crate) fn new() -> Self {
        let clock = SimulatedClock::new(moment("2026-03-02T10:00:00Z"));
        let (vendor, faults) = (Arc::new(Vendor::default()), Faults::none());
        let network = InProcess::new(clock.clone()).with_latency(Duration::from_millis(100)).mount(
            "*",
            vendor.clone(),
            faults.clone(),
        );
        Self {
            clock,
            vendor,
            faults,
            network: Arc::new(network),
            tokens: Arc::new(MemoryTokens::new()),
            budget: Arc::new(MemoryBudget::new()),
            policy: TokenPolicy::new(),
        }
    }

    /// A client, as one process has it.
    pub(crate) fn client(&self) -> ApiClient {
        self.client_with(profile())
    }

    pub(crate) fn client_with(&self, profile: VendorProfile) -> ApiClient {
        let grant = Grant { policy: self.policy, base: url("") };
        ApiClient::new(profile, Some(Arc::new(grant)), self.runtime())
    }

    pub(crate) fn runtime(&self) -> Runtime {
        Runtime::new(
            integration(),
            self.network.clone(),
            Arc::new(self.clock.clone()),
            Arc::clone(&self.tokens),
            Arc::clone(&self.budget),
        )
        .with_random(Arc::new(Seeded::new(7)))
    }

    /// The vendor told another process to wait this long.
    pub(crate) fn budget_blocks(&self, wait: Duration) {
        let (integration, key, until) = (integration(), profile().budget, self.clock.now() + wait);
        futures_executor::block_on(self.budget.block(&integration, &key, until)).unwrap();
    }

    pub(crate) fn run<F: Future>(&self, future: F) -> F::Output {
        run(&self.clock, future)
    }

    pub(crate) fn seconds_since(&self, start: DateTime<Utc>) -> i64 {
        (self.clock.now() - start).num_seconds()
    }

    pub(crate) fn stored(&self) -> TokenRecord {
        futures_executor::block_on(self.tokens.load(&integration(), "main")).unwrap()
    }

    /// As [`Self::stored`], for a store that takes time.
    pub(crate) fn stored_on_time(&self) -> TokenRecord {
        self.run(self.tokens.load(&integration(), "main")).unwrap()
    }

    pub(crate) fn store(&self, access: u32, refresh: u32, obtained: DateTime<Utc>) {
        let secret = |kind: &str, n: u32| SecretString::from(format!("secret-{kind}-{n}"));
        let expires = obtained + chrono::TimeDelta::seconds(600);
        let tokens = TokenSet::new(secret("access", access), obtained, expires)
            .with_refresh(Some(secret("refresh", refresh)));
        let mut record = self.stored();
        record.tokens = Some(tokens);
        let integration = integration();
        let swap = self.tokens.swap(&integration, "main", record);
        assert!(matches!(futures_executor::block_on(swap).unwrap(), TokenSwap::Stored(_)));
    }
}

pub(crate) fn profile() -> VendorProfile {
    VendorProfile::new("kassa", BudgetKey("app/administratie".to_owned()), read_error)
}

pub(crate) fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

pub(crate) fn url(path: &str) -> Url {
    Url::parse("https://kassa.test/").unwrap().join(path).unwrap()
}

pub(crate) fn read() -> ApiRequest {
    ApiRequest::get("relaties.list", url("relaties"))
}

pub(crate) fn create() -> ApiRequest {
    ApiRequest::new("facturen.create", Effect::Create, Method::POST, url("facturen"))
}
