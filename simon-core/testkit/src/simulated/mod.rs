//! Simulated time: hours pass in microseconds and every run is the same.
//!
//! ```
//! use simon_core::host::Clock;
//! use simon_testkit::simulated::{SimulatedClock, run};
//! use std::time::Duration;
//!
//! let clock = SimulatedClock::default();
//! let start = clock.now();
//! run(&clock, clock.sleep(Duration::from_secs(3600)));
//! assert_eq!(clock.now() - start, chrono::TimeDelta::hours(1));
//! ```

mod clock;
mod crash;
mod crashing;
mod executor;
mod random;

pub use clock::SimulatedClock;
pub use crash::{Crash, Side};
pub use crashing::{CrashingStore, CrashingTokens, Watch};
pub use executor::{run, run_until_crash};
pub use random::Seeded;

#[cfg(test)]
mod tests;
