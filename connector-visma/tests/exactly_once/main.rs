//! The promise, with the real engine, the real connector and the strict simulator on simulated time:
//! every archived werkbon becomes exactly one sales order, or one customer invoice, and its PDFs hang on it
//! once, whatever fails (C22, C23).
//!
//! Bounds: what is created is looked up until the moment that its attempt names plus the declared lag;
//! what Visma.net shows later than that is created twice. A refresh token works once: who loses the
//! answer to its use has to log in again, and the werkbon waits for that.
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

mod sales_orders {
    simon_testkit::exactly_once!(crate::delivery::Company<false>);
}

mod customer_invoices {
    simon_testkit::exactly_once!(crate::delivery::Company<true>);
}
