//! The simulated vendor is strict: every trap and every refusal, proven on the wire.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod access;
mod caller;
mod errors;
mod filters;
mod listings;
mod order_rules;
mod orders;
