//! The HTTP stack against a small vendor, mostly on simulated time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod cancellation;
mod error_budget;
mod limits;
mod login;
mod loopback;
mod metrics;
mod oauth_vendor;
mod privacy;
mod refusals;
mod retries;
mod stated;
mod tokens;
mod world;
