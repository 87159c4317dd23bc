//! Whether the promise holds: every archived werkbon becomes exactly one document or one line in the
//! log that says what to do, and what the vendor has is what the host has, wherever processes die
//! and whatever the network does. The engine, the HTTP stack and a connector run on simulated time
//! against a vendor that keeps books.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "tests"
)]

mod host;
mod invariants;
mod of_the_test;
mod points;
mod scenarios;
mod schedules;
mod tokens;
mod trace;
mod vendor;
mod watch;
mod world;
