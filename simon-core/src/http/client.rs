//! The client: the layers put together.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use http::{HeaderMap, StatusCode};

use crate::connector::Gauge;
use crate::error::{Error, ErrorKind, Result};
use crate::host::after;

use super::retry::RetryLayer;
use super::{ApiRequest, ApiResponse, Runtime, TokenGrant, VendorProfile};

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
        let shared = Arc::new(Shared { profile, runtime, calls: AtomicU64::new(0) });
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

    /// Where the call budget stands (G4); none for a vendor without limits that blocked nobody. No call
    /// is made.
    ///
    /// # Errors
    /// `Host` when the budget cannot be read.
    pub async fn call_gauge(&self) -> Result<Option<Gauge>> {
        let Shared { profile, runtime, .. } = self.layers.shared();
        let (integration, now) = (&runtime.integration, self.now());
        let gauge =
            runtime.budget.gauge(integration, &profile.budget, profile.windows, now).await?;
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

/// What all layers know.
pub(super) struct Shared {
    pub(super) profile: VendorProfile,
    pub(super) runtime: Runtime,
    pub(super) calls: AtomicU64,
}

impl Shared {
    pub(super) fn now(&self) -> DateTime<Utc> {
        self.runtime.clock.now()
    }

    /// Until when the vendor serves no more calls, by its answer's headers. A wrong header must not
    /// stop everything for ever.
    pub(super) fn nothing_left_until(&self, headers: &HeaderMap) -> Option<DateTime<Utc>> {
        let now = self.now();
        let until = self.profile.read_limits?(headers, now)?;
        (now < until && until <= after(now, LONGEST_WINDOW)).then_some(until)
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
    /// Until when the vendor serves no more calls, as far as its answer says so.
    pub(super) nothing_left_until: Option<DateTime<Utc>>,
}

impl Failure {
    /// Nothing reached the vendor.
    pub(super) const fn before_sending(error: Error) -> Self {
        Self { error, repeat: true, reached: false, status: None, nothing_left_until: None }
    }

    /// Something may have reached the vendor.
    pub(super) const fn after_sending(error: Error, status: Option<StatusCode>) -> Self {
        Self { error, repeat: true, reached: true, status, nothing_left_until: None }
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
