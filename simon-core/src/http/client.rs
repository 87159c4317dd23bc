//! The client: the layers put together.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, StatusCode};

use crate::connector::{ClosedEndpoint, Gauge};
use crate::error::{Error, ErrorKind, Result, Retry};

use super::endpoint::Endpoint;
use super::quota::Quotas;
use super::retry::RetryLayer;
use super::stated::StatedWindow;
use super::stream::{OpenAnswer, Rest};
use super::{ApiRequest, ApiResponse, Effect, Runtime, TokenGrant, VendorProfile, status};

/// Vendors count in minutes, hours and days.
pub(super) const LONGEST_WINDOW: Duration = Duration::from_secs(24 * 3600);

/// Sends requests to one vendor for one integration. Cloning shares tokens, limits and the count.
///
/// Any future of it may be dropped at any moment; the client stays usable.
#[derive(Clone)]
pub struct ApiClient {
    layers: Arc<RetryLayer>,
}

impl ApiClient {
    /// A client that signs with a grant's tokens; without a grant it sends requests as they are.
    #[must_use]
    pub fn new(
        profile: VendorProfile,
        grant: Option<Arc<dyn TokenGrant>>,
        runtime: Runtime,
    ) -> Self {
        let (quotas, calls) = (Quotas::new(&profile), AtomicU64::new(0));
        let shared = Arc::new(Shared { profile, runtime, quotas, calls });
        Self { layers: Arc::new(RetryLayer::new(shared, grant)) }
    }

    /// Sends a request through all layers: trace, retry, authorization, rate limit, time-out.
    ///
    /// # Errors
    /// What the vendor's status means ([`VendorProfile::read_error`] decides the exceptions),
    /// `Unavailable` or `Timeout` when no whole answer came, `RateLimited` when the limit asks for
    /// more patience than [`RetryPolicy::longest_pause`](super::RetryPolicy), `Decode` when the
    /// answer is too large. `CheckFirst` only for an [`Effect::Create`](super::Effect) of which the
    /// outcome is unknown (C22).
    pub async fn send(&self, request: ApiRequest) -> Result<ApiResponse> {
        self.layers.send(&request).await
    }

    /// As [`send`](Self::send), but the body is read piece by piece, by whoever holds the answer: the
    /// time-out holds for the beginning and for each piece after it, and nothing is repeated once the
    /// answer began.
    ///
    /// # Errors
    /// As [`send`](Self::send).
    pub async fn open(&self, mut request: ApiRequest) -> Result<OpenAnswer> {
        let rest = Rest::default();
        request.rest = Some(rest.clone());
        let answer = self.layers.send(&request).await?;
        Ok(OpenAnswer::new(self.clone(), &request, answer, &rest))
    }

    /// HTTP calls made so far, repeats and token requests included.
    #[must_use]
    pub fn calls_made(&self) -> u64 {
        self.layers.shared().calls.load(Ordering::Relaxed)
    }

    /// Now, by the runtime's clock.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        self.layers.shared().now()
    }

    /// Where the call budget stands (G4): that of the administration that requests are
    /// [`counted_for`](ApiRequest::counted_for), or of the profile's key. None for a vendor without
    /// limits that blocked nobody. No call is made.
    ///
    /// The limits are those that the vendor stated to this client, else the profile's. Of the endpoints
    /// that this client called it shows those that the error budget closes.
    ///
    /// # Errors
    /// `Host` when the budget cannot be read.
    pub async fn call_gauge(&self, administratie: Option<&str>) -> Result<Option<Gauge>> {
        let shared = self.layers.shared();
        let Shared { profile, runtime, quotas, .. } = shared;
        let (quota, now) = (quotas.of(profile, administratie), self.now());
        let (integration, windows) = (&runtime.integration, quota.windows());
        let mut gauge = runtime.budget.gauge(integration, &quota.key, &windows, now).await?;
        gauge.normal_from = gauge.normal_from.max(quota.scarce_until(now));
        for name in quota.endpoints() {
            let Some(endpoint) = Endpoint::named(shared, &quota, name) else { continue };
            let until = endpoint.closed_until().await?;
            gauge.endpoints.extend(until.map(|until| ClosedEndpoint::new(name, until)));
        }
        Ok(Some(gauge).filter(|gauge| *gauge != Gauge::default()))
    }

    /// Begins a login in the browser and tells the address to open; an earlier one that was not ended
    /// is forgotten. The address holds the login's state: it is for the user and for no log.
    ///
    /// # Errors
    /// `Unsupported` when the grant has no [`login_page`](TokenGrant::login_page); `Host` when the
    /// token store or the source of random numbers fails.
    pub async fn login_url(&self) -> Result<String> {
        self.layers.auth().login_url().await
    }

    /// Whether an address belongs to the login that was begun last, as [`log_in`](Self::log_in) wants
    /// it. Ends nothing, and no call is made.
    ///
    /// # Errors
    /// `InvalidInput` when it does not; `Unauthenticated` when it is a refusal without a state.
    pub async fn check_login(&self, redirect: &str) -> Result<()> {
        self.layers.auth().check_login(redirect).await
    }

    /// Ends the login with the whole address that the browser was sent back to: compares the state,
    /// exchanges the code, once, and stores the tokens before their first use. They replace whatever
    /// tokens there were.
    ///
    /// # Errors
    /// `InvalidInput` when the address does not belong to the login that was begun last, or came
    /// more than 15 minutes later; `Unauthenticated` when the user or the vendor refused; whatever
    /// else the exchange answers. None of them may be repeated: the user logs in again, and until
    /// then the tokens are those from before.
    pub async fn log_in(&self, redirect: &str) -> Result<()> {
        self.layers.auth().log_in(redirect).await
    }

    /// Ends the tokens at the vendor where it can ([`TokenGrant::revocation`]), then drops them as
    /// [`forget_tokens`](Self::forget_tokens) does (A7).
    ///
    /// # Errors
    /// Any failure leaves the tokens as they were; a vendor that no longer knows them is none, one that
    /// refuses the application is.
    pub async fn disconnect(&self) -> Result<()> {
        self.layers.auth().disconnect().await
    }

    /// Drops the tokens in memory and in the token store, for example when an integration is
    /// deactivated. A login that was begun is forgotten, too.
    ///
    /// # Errors
    /// `Host` when the token store fails.
    pub async fn forget_tokens(&self) -> Result<()> {
        self.layers.auth().forget_tokens().await
    }
}

impl fmt::Debug for ApiClient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ApiClient({})", self.layers.shared().profile.connector)
    }
}

impl ApiClient {
    pub(super) fn shared(&self) -> &Shared {
        self.layers.shared()
    }
}

/// What all layers know.
pub(super) struct Shared {
    pub(super) profile: VendorProfile,
    pub(super) runtime: Runtime,
    pub(super) quotas: Quotas,
    pub(super) calls: AtomicU64,
}

impl Shared {
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.runtime.clock.now()
    }

    /// What an answer's headers say of the limits, with moments by our clock.
    pub(super) fn stated(&self, headers: &HeaderMap) -> Vec<StatedWindow> {
        let Some(read) = self.profile.read_limits else { return Vec::new() };
        let ours = self.now();
        let theirs = status::vendors_clock(headers).unwrap_or(ours);
        let stated = read(headers, theirs).into_iter();
        stated.map(|window| window.on_clock(theirs, ours)).collect()
    }

    pub(super) fn error(
        &self,
        request: &ApiRequest,
        kind: ErrorKind,
        detail: impl Into<String>,
    ) -> Error {
        Error::new(kind, detail).with_connector(self.profile.connector).with_label(request.label)
    }
}

/// An error on its way through the layers.
pub(super) struct Failure {
    pub(super) error: Error,
    /// Whether the retry layer may repeat the request when its advice allows.
    pub(super) repeat: bool,
    /// Whether anything may have reached the vendor.
    pub(super) reached: bool,
    /// The vendor's answer, if there was one.
    pub(super) status: Option<StatusCode>,
    /// What its headers say of the limits.
    pub(super) stated: Vec<StatedWindow>,
    /// Whether only the endpoint is blocked ([`Verdict::EndpointBlocked`](super::Verdict)).
    pub(super) endpoint_blocked: bool,
}

impl Failure {
    /// Nothing reached the vendor.
    pub(super) fn before_sending(error: Error) -> Self {
        Self { reached: false, ..Self::after_sending(error, None) }
    }

    /// Something may have reached the vendor.
    pub(super) fn after_sending(error: Error, status: Option<StatusCode>) -> Self {
        Self {
            error,
            repeat: true,
            reached: true,
            status,
            stated: Vec::new(),
            endpoint_blocked: false,
        }
    }

    /// Whether the vendor answered no, and would answer so again. It may say so in a successful answer.
    pub(super) fn is_for_good(&self) -> bool {
        let says_no = |status: StatusCode| status.is_client_error() || status.is_success();
        self.status.is_some_and(says_no) && self.error.retry() == Retry::Never
    }

    /// The vendor refused a create that may have come before: nobody sends it again unseen.
    pub(super) fn with_unknown_outcome(mut self) -> Self {
        let retry = Effect::Create.after_unknown_outcome();
        self.error = self.error.with_kind(ErrorKind::Unavailable).with_retry(retry);
        self.without_repeat()
    }

    /// Lets the caller decide about repeating.
    pub(super) const fn without_repeat(mut self) -> Self {
        self.repeat = false;
        self
    }
}

/// A port failed: the stack repeats nothing, the caller knows better when to come back.
impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::before_sending(error).without_repeat()
    }
}
