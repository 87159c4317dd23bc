//! What the operator's trace shows of a request: never headers, query or body.

use chrono::{DateTime, Utc};
use tracing::{Span, debug, debug_span, warn};

use crate::error::Error;
use crate::host::between;

use super::client::{Failure, Shared};
use super::{ApiRequest, ApiResponse};

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
    outcome: &Result<ApiResponse, Failure>,
) {
    let elapsed_ms = between(started, shared.now()).as_millis();
    let status = match outcome {
        Ok(answer) => Some(answer.status),
        Err(failure) => failure.status,
    };
    let status = status.map(|status| status.as_u16());
    let path = request.url.path();
    match outcome {
        Ok(_) => debug!(label = request.label, path, status, elapsed_ms, "answered"),
        Err(Failure { error, .. }) => {
            debug!(label = request.label, path, status, elapsed_ms, %error, "failed");
        }
    }
}

pub(super) fn gave_up(shared: &Shared, request: &ApiRequest, attempt: u32, error: &Error) {
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
