//! Ports that keep everything in memory: for tests, demos and hosts that are one process. What they
//! hold is gone when they are dropped.

mod budget;
mod tokens;

pub use budget::MemoryBudget;
pub use tokens::MemoryTokens;
