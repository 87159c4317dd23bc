//! Chance.

use crate::error::{Error, ErrorKind, Result};

/// A source of random numbers: jitter of back-offs, OAuth state.
pub trait Random: std::fmt::Debug + Send + Sync {
    /// A number of which every bit is random.
    ///
    /// # Errors
    /// `Host` when the source fails.
    fn next(&self) -> Result<u64>;
}

/// The operating system's source.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemRandom;

impl Random for SystemRandom {
    fn next(&self) -> Result<u64> {
        getrandom::u64().map_err(|error| {
            Error::new(ErrorKind::Host, "no random numbers from the operating system")
                .with_source(error.to_string())
        })
    }
}
