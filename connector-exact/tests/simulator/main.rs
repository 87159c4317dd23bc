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
mod documents;
mod filters;
mod invoice_rules;
mod invoices;
mod limits;
mod listings;
mod login;
mod sync;
