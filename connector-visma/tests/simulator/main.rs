//! The simulated vendor is strict: every trap and every refusal, proven on the wire.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod access;
mod books;
mod caller;
mod creating_orders;
mod customers;
mod files;
mod invoice_rules;
mod invoices;
mod items;
mod limits;
mod lists;
mod login;
mod orders;
mod socket;
