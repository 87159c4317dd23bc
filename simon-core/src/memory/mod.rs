//! Ports in memory: for tests, demos and first steps. A real host stores durably.

mod store;

pub use store::MemoryStore;
