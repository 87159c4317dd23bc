//! The promise, with the real engine, the real connector and the strict simulator on simulated time:
//! every archived werkbon becomes exactly one concept invoice, and its PDFs hang once in one document
//! on the customer's card, whatever fails (C22, C23).
//!
//! Bounds: what is created is looked up until the moment that its attempt names plus the declared lag;
//! what Exact shows later than that is created twice. A refresh token works once: who loses
//! the answer to its use has to log in again, and the werkbon waits for that.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    reason = "tests"
)]

mod delivery;
mod fetching;
mod sabotage;

simon_testkit::exactly_once!(delivery::Division);
