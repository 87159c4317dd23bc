//! The simulated vendor is strict: every trap and every refusal, proven on the wire.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod books;
mod caller;
mod rest;
mod rest_invoices;
mod soap;
mod soap_invoices;
