//! What the operator's traces and metrics show of a request: never headers, query or body.

use std::time::Duration;

use chrono::{DateTime, Utc};
use http::StatusCode;
use metrics::{counter, histogram};
use tracing::{Span, debug, debug_span, warn};

use crate::error::{Error, ErrorKind};
use crate::host::between;
use crate::telemetry;

use super::ApiRequest;
use super::client::Shared;

pub(super) fn request_span(shared: &Shared, request: &ApiRequest) -> Span {
    debug_span!(
        "request",
        connector = shared.profile.connector,
        integration = %shared.runtime.integration,
        label = request.label,
        method = %request.method,
        path = request.url.path(),
    )
}

/// One call to the transport.
pub(super) fn call(
    shared: &Shared,
    request: &ApiRequest,
    started: DateTime<Utc>,
    status: Option<StatusCode>,
    error: Option<&Error>,
) {
    let elapsed = between(started, shared.now());
    let elapsed_ms = elapsed.as_millis();
    let status = status.map(|status| status.as_u16());
    let path = request.url.path();
    measure(shared, request, elapsed, error);
    match error {
        None => debug!(label = request.label, path, status, elapsed_ms, "answered"),
        Some(error) => debug!(label = request.label, path, status, elapsed_ms, %error, "failed"),
    }
}

fn measure(shared: &Shared, request: &ApiRequest, elapsed: Duration, error: Option<&Error>) {
    let (connector, label) = (shared.profile.connector, request.label);
    let outcome = telemetry::outcome(error.map(Error::kind));
    counter!("simon_calls_total", "connector" => connector, "label" => label, "outcome" => outcome)
        .increment(1);
    histogram!("simon_call_duration_seconds", "connector" => connector, "label" => label)
        .record(elapsed);
}

/// A request ended in this error.
pub(super) fn ended_in(shared: &Shared, error: &Error) {
    if is_unknown(error) {
        let (connector, label) = (shared.profile.connector, error.label());
        counter!("simon_unknown_vendor_errors_total", "connector" => connector, "label" => label)
            .increment(1);
    }
}

/// The vendor gave a reason and all we say is the general text of the kind (G6). Of failures that pass
/// and of refused credentials that text says it all.
fn is_unknown(error: &Error) -> bool {
    use ErrorKind::{RateLimited, Timeout, Unauthenticated, Unavailable};
    let says_it_all = matches!(error.kind(), RateLimited | Timeout | Unauthenticated | Unavailable);
    let gave_a_reason = error.vendor_text().is_some() || error.vendor_code().is_some();
    gave_a_reason && !says_it_all && error.message().code() == error.kind().message_code()
}

/// A call is about to be repeated.
pub(super) fn repeated(shared: &Shared, request: &ApiRequest) {
    let (connector, label) = (shared.profile.connector, request.label);
    counter!("simon_retries_total", "connector" => connector, "label" => label).increment(1);
}

/// A call met the call limit and waited so long for it; or did not want to wait.
pub(super) fn met_limit(shared: &Shared, waited: Duration, admitted: bool) {
    let connector = shared.profile.connector;
    let outcome = if admitted { "waited" } else { "refused" };
    counter!("simon_limit_waits_total", "connector" => connector, "outcome" => outcome)
        .increment(1);
    histogram!("simon_limit_wait_seconds", "connector" => connector).record(waited);
}

/// The vendor blocked an endpoint.
pub(super) fn endpoint_blocked(shared: &Shared, endpoint: &'static str, pause: Duration) {
    let (connector, integration) = (shared.profile.connector, &shared.runtime.integration);
    let pause_s = pause.as_secs();
    warn!(connector, %integration, endpoint, pause_s, "the vendor blocked an endpoint");
}

/// Tokens were asked for.
pub(super) fn token_request(shared: &Shared, failure: Option<ErrorKind>) {
    let (connector, outcome) = (shared.profile.connector, telemetry::outcome(failure));
    counter!("simon_token_refreshes_total", "connector" => connector, "outcome" => outcome)
        .increment(1);
}

/// A request failed for good; which attempt it was is not known of an answer that broke off later.
pub(super) fn gave_up(shared: &Shared, request: &ApiRequest, attempt: Option<u32>, error: &Error) {
    warn!(
        connector = shared.profile.connector,
        integration = %shared.runtime.integration,
        label = request.label,
        method = %request.method,
        path = request.url.path(),
        attempt,
        %error,
        "gave up"
    );
}
