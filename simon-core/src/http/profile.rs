//! What a vendor's API is like, as data: limits, time-outs and how its errors are read.

use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use crate::error::Actor;
use crate::host::{BudgetKey, Window};
use crate::message::Message;

use super::{Effect, ReadLimits};

/// How patiently a request is repeated. Nothing is repeated that may have been processed and is not
/// safe to repeat, whatever these numbers say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct RetryPolicy {
    /// Most tries, the first included.
    pub attempts: u32,
    /// First pause; doubles each time, with jitter between half and all of it.
    pub first_pause: Duration,
    /// Longest pause, also for a pause that the vendor asks for: beyond it the caller is told
    /// `After` and comes back later.
    pub longest_pause: Duration,
    /// No pause is begun that would end later than this after the first try.
    pub total: Duration,
}

impl RetryPolicy {
    /// Four tries with pauses of about 1, 2 and 4 seconds; a vendor's pause up to a minute is waited
    /// out, three minutes in all. The next cycle follows in five minutes, so more patience gains
    /// nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            attempts: 4,
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            total: Duration::from_secs(180),
        }
    }
}

impl Default for RetryPolicy {
    fn default() -> Self {
        Self::new()
    }
}

/// How often an endpoint may fail before the vendor blocks it.
///
/// Every answer with one of the statuses counts, as the vendor counts it: repeats too, and the refusal
/// that a renewal of the tokens healed. An endpoint that used up its failures is not called: the request
/// ends as `RateLimited` with the moment at which the first of them is forgotten, deliveries as well.
/// Count below the vendor's number: calls that are under way at once see each other's failures late.
/// Token requests are not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorBudget {
    /// Most failures of one endpoint in `length`.
    pub failures: u32,
    /// The last so many seconds at any moment.
    pub length: Duration,
    /// What the vendor counts as a failure.
    pub statuses: &'static [u16],
    /// How long the vendor blocks an endpoint, unless it says longer
    /// ([`Verdict::EndpointBlocked`]).
    pub block: Duration,
}

impl ErrorBudget {
    /// At most `failures` answers of these statuses in `length`.
    #[must_use]
    pub const fn new(
        failures: u32,
        length: Duration,
        statuses: &'static [u16],
        block: Duration,
    ) -> Self {
        Self { failures, length, statuses, block }
    }
}

/// A vendor's API.
#[derive(Clone)]
#[non_exhaustive]
pub struct VendorProfile {
    /// Short name of the connector.
    pub connector: &'static str,
    /// What shares the call limits. Where a login opens several administrations with limits of their
    /// own, requests name theirs with [`ApiRequest::counted_for`](super::ApiRequest::counted_for).
    pub budget: BudgetKey,
    /// The call limits, until the vendor states others.
    pub windows: &'static [Window],
    /// Most requests at once through this client, for each budget key; answers that are still
    /// [read](super::OpenAnswer) included.
    pub concurrency: usize,
    /// For a whole answer, unless the request says otherwise.
    pub timeout: Duration,
    /// Largest answer, unless the request says otherwise.
    pub max_body: usize,
    /// Patience.
    pub retry: RetryPolicy,
    /// How errors are read.
    pub read_error: fn(&ErrorResponse<'_>) -> VendorError,
    /// Finds the refusal in an answer with a success status, for vendors that put it there; none for an
    /// answer without one. Of an answer that is [read piece by piece](super::ApiClient::open) it gets the
    /// beginning, at least 4 kB or all of it.
    pub read_refusal: Option<fn(&ErrorResponse<'_>) -> Option<VendorError>>,
    /// Reads what an answer's headers say of the limits. The moment is now by the clock of the answer's
    /// `Date`, for resets in seconds; moments are given by that clock too.
    ///
    /// What is stated holds for the budget key of the request, in this client and until it is stated
    /// anew: the number of calls instead of the profile's, with the same share of it as the reserve. A
    /// client that has heard nothing yet lets one call pass a limit that asks for too much patience,
    /// because the profile's number may be too small. With nothing left all processes wait; with no
    /// more than the reserve left this client's other calls leave that to deliveries, for somebody
    /// unknown to this budget is calling as well.
    pub read_limits: Option<ReadLimits>,
    /// How often an endpoint may fail; none for a vendor that does not count failures.
    pub error_budget: Option<ErrorBudget>,
    /// Headers of every request, credentials of the application included.
    pub headers: HeaderMap,
}

impl VendorProfile {
    /// A vendor without published limits: 4 requests at once, 30 seconds, 32 MiB.
    #[must_use]
    pub fn new(
        connector: &'static str,
        budget: BudgetKey,
        read_error: fn(&ErrorResponse<'_>) -> VendorError,
    ) -> Self {
        Self {
            connector,
            budget,
            windows: &[],
            concurrency: 4,
            timeout: Duration::from_secs(30),
            max_body: 32 * 1024 * 1024,
            retry: RetryPolicy::new(),
            read_error,
            read_refusal: None,
            read_limits: None,
            error_budget: None,
            headers: HeaderMap::new(),
        }
    }
}

impl fmt::Debug for VendorProfile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "VendorProfile({})", self.connector)
    }
}

/// An answer that may say no: usually one without a success status.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct ErrorResponse<'a> {
    /// Label of the request.
    pub label: &'static str,
    /// What the request did.
    pub effect: Effect,
    /// Status.
    pub status: StatusCode,
    /// Headers.
    pub headers: &'a HeaderMap,
    /// Body; empty when it could not be read.
    pub body: &'a [u8],
}

impl<'a> ErrorResponse<'a> {
    /// An answer for trying out how a connector reads it.
    #[must_use]
    pub const fn new(
        label: &'static str,
        effect: Effect,
        status: StatusCode,
        headers: &'a HeaderMap,
        body: &'a [u8],
    ) -> Self {
        Self { label, effect, status, headers, body }
    }
}

impl fmt::Debug for ErrorResponse<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ErrorResponse({} {})", self.label, self.status)
    }
}

/// How a vendor means a status, where that differs from the core's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verdict {
    /// The call limit is reached; nothing was processed. Everyone of the budget waits.
    Throttled {
        /// As long as the vendor says; none when it does not.
        wait: Option<Duration>,
    },
    /// The vendor serves this endpoint no more for a while, because of failures; nothing was processed.
    /// Only the endpoint waits: as long as the vendor says, and at least
    /// [`ErrorBudget::block`], which doubles up to a day when the next call is blocked again. Without
    /// an error budget it is as [`Throttled`](Self::Throttled).
    EndpointBlocked {
        /// As long as the vendor says; none when it does not.
        wait: Option<Duration>,
    },
    /// Our data was refused; nothing was created.
    Rejected,
    /// The credentials were refused: renew once, then give up.
    Unauthenticated,
    /// Not allowed; nothing was processed.
    PermissionDenied,
    /// The record does not exist.
    NotFound,
    /// The record is not there yet, as the vendor shows new ones late: nothing was processed, and it is
    /// tried again later.
    NotYet {
        /// Not before so long.
        wait: Duration,
    },
    /// It exists already.
    AlreadyExists,
    /// The server failed: of a create nobody knows what came of it.
    ServerError,
}

/// What a vendor's error body says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct VendorError {
    /// The vendor's own words, scrubbed of keys, addresses and personal data.
    pub text: Option<String>,
    /// The vendor's error code.
    pub code: Option<String>,
    /// Our text and action for it; none takes the general text of the kind.
    pub message: Option<Message>,
    /// An exception to the core's status table.
    pub verdict: Option<Verdict>,
    /// Who has to act, where that differs from the kind's.
    pub who: Option<Actor>,
}
