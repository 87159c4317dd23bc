#![doc = include_str!("../README.md")]

/// Short name of this connector.
pub const ID: &str = "billit";

#[cfg(feature = "simulator")]
pub mod simulator;
