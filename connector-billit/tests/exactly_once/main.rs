//! The promise, with the real engine, the real connector and the strict simulator on simulated time:
//! every archived werkbon becomes exactly one invoice with its PDFs, whatever fails (C22, C23).
//!
//! Billit's own key against doubles guards as well: nobody knows for how long it lives. All
//! checks are made without it; the main ones once more with it.
//!
//! Bounds: what is created is looked up until the moment that its attempt names plus the declared lag;
//! what Billit shows later than that is created twice when its key has died. A refresh token works once:
//! who loses the answer to its use has to log in again, and the werkbon waits for that.
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
mod with_keys;

simon_testkit::exactly_once!(delivery::WithoutKeys);
