//! The promise, with the real engine, the real connector and the strict simulator on simulated time:
//! every archived werkbon becomes exactly one order, and fetching neither loses nor wrongly removes
//! a record, whatever fails (C22, B4, B6, G3).
//!
//! Bounds: a create is looked up until the moment that its attempt names plus the vendor's declared
//! lag; what a vendor shows later than that is created twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    reason = "tests"
)]

mod books;
mod delivery;
mod failing_store;
mod fetching;
mod orders;
mod sabotage;

simon_testkit::exactly_once!(delivery::Administratie);
