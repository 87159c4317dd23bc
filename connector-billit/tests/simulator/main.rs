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
mod cursors;
mod errors;
mod files;
mod filters;
mod idempotency;
mod listings;
mod login;
mod loopback;
mod offertes;
mod order_rules;
mod orders;
mod vat;
