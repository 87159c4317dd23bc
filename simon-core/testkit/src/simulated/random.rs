//! Random numbers that are the same in every run.

use std::sync::atomic::{AtomicU64, Ordering};

use simon_core::Result;
use simon_core::host::Random;

/// A source of which the seed tells every number: splitmix64.
#[derive(Debug)]
pub struct Seeded(AtomicU64);

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

impl Seeded {
    /// The source of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(AtomicU64::new(seed))
    }

    /// The next number.
    pub fn draw(&self) -> u64 {
        let mut z = self.0.fetch_add(STEP, Ordering::SeqCst).wrapping_add(STEP);
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// The next number below a bound; 0 when the bound is 0.
    pub fn below(&self, bound: u64) -> u64 {
        self.draw().checked_rem(bound).unwrap_or(0)
    }
}

impl Random for Seeded {
    fn next(&self) -> Result<u64> {
        Ok(self.draw())
    }
}
