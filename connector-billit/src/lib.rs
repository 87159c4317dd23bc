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
mod error;
mod info;
mod keyset;
mod mapping;
mod pass;
mod settings;
mod values;
mod wire;

pub use config::BillitConfig;
pub use connector::BillitConnector;
pub use info::{API_KEY_INFO, INFO};

/// Short name of this connector.
pub const ID: &str = "billit";

#[cfg(feature = "simulator")]
pub mod simulator;
