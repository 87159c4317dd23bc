#![doc = include_str!("../README.md")]

mod api;
mod assumptions;
mod auth;
#[cfg(test)]
mod canned;
mod checks;
mod config;
mod connector;
mod drift;
mod envelope;
mod error;
mod mapping;
mod pass;
mod settings;
mod values;
mod wire;

pub use config::{ExactConfig, Land};
pub use connector::{ExactConnector, INFO};

/// Short name of this connector.
pub const ID: &str = "exact";

#[cfg(feature = "simulator")]
pub mod simulator;
