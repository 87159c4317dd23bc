//! What a user of the SOAP interface goes through and the conformance suite does not know of.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "tests"
)]

mod documents;
mod listings;
mod sessions;
mod settings;
mod world;
