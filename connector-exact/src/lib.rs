#![doc = include_str!("../README.md")]
#![allow(dead_code, unused_imports, reason = "the connector on top of these functions follows")]

mod api;
mod assumptions;
mod auth;
mod checks;
mod config;
mod drift;
mod envelope;
mod error;
mod mapping;
mod settings;
mod values;
mod wire;

pub use config::{ExactConfig, Land};

/// Short name of this connector.
pub const ID: &str = "exact";

#[cfg(feature = "simulator")]
pub mod simulator;
