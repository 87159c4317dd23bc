//! Ports that keep everything in memory: for tests, demos and first steps. What they hold is gone
//! when they are dropped; a real host stores durably.

mod books;
mod budget;
mod store;
mod tokens;

pub use budget::MemoryBudget;
pub use store::MemoryStore;
pub use tokens::MemoryTokens;
