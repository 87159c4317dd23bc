//! The connector in REST mode against the simulator, in process and on simulated time.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "tests"
)]

mod documents;
mod drift;
mod limits;
mod reading;
mod session;
mod settings;
mod world;
