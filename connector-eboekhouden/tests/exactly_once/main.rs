//! The promise, with the real engine, the real connector and the strict simulator on simulated time,
//! over either interface: every archived werkbon becomes exactly one concept invoice, and fetching
//! neither loses nor wrongly removes a record, whatever fails (C22, B4, B6, G3).
//!
//! Bounds: what is created is looked up until the moment that its attempt names plus the declared lag;
//! what e-Boekhouden shows later than that is created twice.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::future_not_send,
    reason = "tests"
)]

/// Makes a test of each check for either interface.
macro_rules! over_both {
    ($($check:ident),+ $(,)?) => {
        mod rest {
            $(#[test] fn $check() { super::$check::<crate::rest::Rest>(); })+
        }
        mod soap {
            $(#[test] fn $check() { super::$check::<crate::soap::Soap>(); })+
        }
    };
}

mod books;
mod daily;
mod delivery;
mod fetching;
mod guards;
mod other_interface;
mod rest;
mod sabotage;
mod soap;
