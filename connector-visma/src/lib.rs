#![doc = include_str!("../README.md")]
#![allow(dead_code, unused_imports, reason = "the connector that uses these follows")]

mod assumptions;
#[cfg(test)]
mod canned;
mod checks;
mod config;
mod drift;
mod envelope;
mod error;
mod info;
mod label;
mod mapping;
mod settings;
#[cfg(feature = "simulator")]
pub mod simulator;
mod wire;

pub use config::{Login, VismaConfig};
pub use info::INFO;

/// Short name of this connector.
pub const ID: &str = "visma";
