#![doc = include_str!("../README.md")]

mod api;
mod assumptions;
mod auth;
mod checks;
mod config;
mod connector;
mod drift;
mod error;
mod listing;
mod mapping;
mod master_data;
mod settings;
#[cfg(feature = "simulator")]
pub mod simulator;
mod wire;

pub use config::{Limieten, SnelStartConfig};
pub use connector::{INFO, SnelStartConnector};

/// Short name of this connector.
pub const ID: &str = "snelstart";
