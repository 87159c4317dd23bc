//! What tests of Simon, of its connectors and of its hosts are built from: vendors that live in the
//! test, time that passes at once, and faults where they hurt.
//!
//! * [`Simulator`]: a vendor as a stateful function from request to answer. It is reached in process
//!   on simulated time ([`InProcess`]) or over a loopback socket ([`SimServer`]); both apply the same
//!   [`Faults`] and write the same journal of [`Exchange`]s.
//! * [`simulated`]: a clock, a deterministic executor, seeded random numbers and crashes at a chosen
//!   port call.
//! * [`FastClock`]: real time, many times as fast, for real sockets and real processes.
//! * [`Canned`]: a transport with ready answers.
//! * [`NoLimit`]: a call budget that never waits.
//! * [`race`]: the frame of a connector's benchmark.
//! * [`Refusals`]: what a real vendor would have refused.
//! * [`vendor`]: parts that simulators are built from.
//! * [`mod@conformance`]: one macro line that proves a connector.
//! * [`mod@exactly_once`]: one macro line that proves that a delivery makes one document, whatever fails.
//! * [`listings`]: listings read to their proven end.
//! * [`mod@store_contract`], [`mod@token_contract`], [`mod@budget_contract`]: one macro line each that
//!   proves what a host stores with.
//! * [`builders`]: test data with sane defaults.
//!
//! Everything here fails a test by panicking; none of it belongs in a running host.
#![allow(clippy::panic, clippy::expect_used, reason = "a test kit fails by panicking")]

pub mod budget_contract;
pub mod builders;
mod canned;
pub mod conformance;
pub mod exactly_once;
mod fast_clock;
mod faults;
mod handles;
mod in_process;
pub mod listings;
mod lock;
mod no_limit;
pub mod race;
mod refusals;
mod server;
pub mod simulated;
mod simulator;
pub mod store_contract;
pub mod token_contract;
pub mod vendor;

pub use canned::{Canned, Sent};
pub use fast_clock::FastClock;
pub use faults::{Exchange, Fault, Faults, On, Outcome};
pub use handles::Open;
pub use in_process::InProcess;
pub use no_limit::NoLimit;
pub use refusals::Refusals;
pub use server::SimServer;
pub use simulator::Simulator;
