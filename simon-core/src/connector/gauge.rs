//! Where a vendor's call budget stands, for people to see (G4).

use std::time::Duration;

use chrono::{DateTime, Utc};

/// How much of one limit is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct WindowUse {
    /// Length of the limit's window.
    pub length: Duration,
    /// Most calls in it.
    pub calls: u32,
    /// So many of them are kept for delivering werkbonnen.
    pub reserve: u32,
    /// Calls that count in it now.
    pub used: u32,
}

impl WindowUse {
    /// The use of a limit of `calls` in `length`.
    #[must_use]
    pub const fn new(length: Duration, calls: u32, reserve: u32, used: u32) -> Self {
        Self { length, calls, reserve, used }
    }
}

/// An endpoint that is left alone because of failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct ClosedEndpoint {
    /// The connector's name of it.
    pub endpoint: &'static str,
    /// Until when nothing is sent to it.
    pub until: DateTime<Utc>,
}

impl ClosedEndpoint {
    /// An endpoint that is closed until a moment.
    #[must_use]
    pub const fn new(endpoint: &'static str, until: DateTime<Utc>) -> Self {
        Self { endpoint, until }
    }
}

/// Where a budget stands.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Gauge {
    /// Every limit with its use.
    pub windows: Vec<WindowUse>,
    /// From when following the vendor may call again; none when it may now.
    pub normal_from: Option<DateTime<Utc>>,
    /// From when delivering may call again; none when it may now.
    pub deliver_from: Option<DateTime<Utc>>,
    /// Endpoints that nothing is sent to for a while, as far as they are known here.
    pub endpoints: Vec<ClosedEndpoint>,
}

impl Gauge {
    /// The use of every limit, and from when calls may go; no endpoint is closed.
    #[must_use]
    pub const fn new(
        windows: Vec<WindowUse>,
        normal_from: Option<DateTime<Utc>>,
        deliver_from: Option<DateTime<Utc>>,
    ) -> Self {
        Self { windows, normal_from, deliver_from, endpoints: Vec::new() }
    }
}
