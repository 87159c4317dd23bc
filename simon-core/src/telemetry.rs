//! What an operator measures and traces of many integrations (G10): the names, which stay as they are.
//!
//! Numbers go through the `metrics` facade and spans through `tracing`; a host installs a recorder and
//! a subscriber, or none. Labels say which connector, operation, feed or outcome; never which
//! integration, werkbon, customer or number.

use metrics::Unit;

use crate::error::ErrorKind;

/// What a metric is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum MetricKind {
    /// Only counts up.
    Counter,
    /// A distribution of seconds.
    Histogram,
}

/// One metric that Simon records.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct Metric {
    /// Its stable name.
    pub name: &'static str,
    /// What it is.
    pub kind: MetricKind,
    /// The names of its labels.
    pub labels: &'static [&'static str],
    /// One English sentence.
    pub meaning: &'static str,
}

impl Metric {
    const fn counter(
        name: &'static str,
        labels: &'static [&'static str],
        meaning: &'static str,
    ) -> Self {
        Self { name, kind: MetricKind::Counter, labels, meaning }
    }

    const fn seconds(
        name: &'static str,
        labels: &'static [&'static str],
        meaning: &'static str,
    ) -> Self {
        Self { name, kind: MetricKind::Histogram, labels, meaning }
    }
}

/// All metrics.
pub const METRICS: &[Metric] = &[
    Metric::counter(
        "simon_calls_total",
        &["connector", "label", "outcome"],
        "HTTP calls, repeats and token requests included.",
    ),
    Metric::seconds(
        "simon_call_duration_seconds",
        &["connector", "label"],
        "From sending a call to its whole answer or failure.",
    ),
    Metric::counter("simon_retries_total", &["connector", "label"], "Calls that were repeated."),
    Metric::counter(
        "simon_limit_waits_total",
        &["connector", "outcome"],
        "Calls that met the call limit: `waited`, or `refused` when that asked for too much patience or \
         the endpoint had failed too often.",
    ),
    Metric::seconds(
        "simon_limit_wait_seconds",
        &["connector"],
        "How long calls waited for the call limit.",
    ),
    Metric::counter(
        "simon_token_refreshes_total",
        &["connector", "outcome"],
        "Requests for new tokens.",
    ),
    Metric::counter(
        "simon_unknown_vendor_errors_total",
        &["connector", "label"],
        "Refusals in the vendor's words or code for which the connector has no text of its own (G6).",
    ),
    Metric::counter(
        "simon_jobs_total",
        &["connector", "job", "outcome"],
        "Jobs that ended: `deliver`, `fetch`, `clean_up`; the outcome is the first failure.",
    ),
    Metric::seconds("simon_job_duration_seconds", &["connector", "job"], "How long jobs took."),
    Metric::counter(
        "simon_records_total",
        &["connector", "feed", "change"],
        "Records received: `nieuw`, `gewijzigd`, `ongewijzigd`, `overgeslagen`; and `verwijderd`.",
    ),
    Metric::counter(
        "simon_deliveries_total",
        &["connector", "status"],
        "What became of a werkbon in a run: `wacht`, `geleverd`, `gefilterd`, `vastgehouden`, `geweigerd`, `onzeker`.",
    ),
    Metric::counter(
        "simon_documents_found_back_total",
        &["connector"],
        "Documents whose answer was lost and that a look-up found.",
    ),
    Metric::counter(
        "simon_drift_total",
        &["connector", "feed", "kind"],
        "Fields that the connector did not expect so: `missing`, `unknown_value` (G5).",
    ),
];

/// All spans, with their fields, from the outermost to the innermost.
pub const SPANS: &[(&str, &[&str])] = &[
    ("job", &["connector", "integration", "job"]),
    ("feed", &["feed"]),
    ("werkbon", &["nummer"]),
    ("request", &["connector", "integration", "label", "method", "path"]),
    ("attempt", &["attempt"]),
];

/// Tells the installed recorder what each metric means. A host calls it once, after installing one.
pub fn describe() {
    for metric in METRICS {
        match metric.kind {
            MetricKind::Counter => metrics::describe_counter!(metric.name, metric.meaning),
            MetricKind::Histogram => {
                metrics::describe_histogram!(metric.name, Unit::Seconds, metric.meaning);
            }
        }
    }
}

/// The value of a label `outcome`.
pub(crate) const fn outcome(failure: Option<ErrorKind>) -> &'static str {
    let Some(kind) = failure else { return "ok" };
    match kind {
        ErrorKind::Config => "config",
        ErrorKind::InvalidInput => "invalid_input",
        ErrorKind::Unauthenticated => "unauthenticated",
        ErrorKind::PermissionDenied => "permission_denied",
        ErrorKind::NotFound => "not_found",
        ErrorKind::AlreadyExists => "already_exists",
        ErrorKind::Rejected => "rejected",
        ErrorKind::Unmappable => "unmappable",
        ErrorKind::Unsupported => "unsupported",
        ErrorKind::RateLimited => "rate_limited",
        ErrorKind::Unavailable => "unavailable",
        ErrorKind::Timeout => "timeout",
        ErrorKind::Decode => "decode",
        ErrorKind::Incomplete => "incomplete",
        ErrorKind::Cancelled => "cancelled",
        ErrorKind::Host => "host",
        ErrorKind::Unexpected => "unexpected",
    }
}
