//! The rules as a host sees them: a werkbon in, a document or a reason out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod filter_word;
mod gate;
mod geldigheid;
mod lines;
mod orders;
mod prices;
mod properties;
mod records;
mod texts;
mod world;
