//! The conformance suite of the test kit, on the simulator.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

mod rest;
mod soap;
