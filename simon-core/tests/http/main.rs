//! The HTTP stack against a small vendor, mostly on simulated time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod answered_refusals;
mod cancellation;
mod disconnecting;
mod error_budget;
mod limits;
mod login;
mod loopback;
mod metrics;
mod oauth_vendor;
mod other_keys;
mod pieces;
mod privacy;
mod refusals;
mod refused_creates;
mod retries;
mod stated;
mod stream;
mod tokens;
mod world;
