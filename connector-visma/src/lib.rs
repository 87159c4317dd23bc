#![doc = include_str!("../README.md")]

#[cfg(feature = "simulator")]
pub mod simulator;

/// Short name of this connector.
pub const ID: &str = "visma";
