//! The connector against the strict simulator, operation by operation.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    reason = "tests"
)]

mod access;
mod deaf;
mod documents;
mod limits;
mod login;
mod orders;
mod pdfs;
mod reading;
mod settings;
mod world;
