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
mod info;
mod label;
mod mapping;
mod paging;
mod pass;
mod settings;
#[cfg(feature = "simulator")]
pub mod simulator;
mod wire;

pub use config::{Login, VismaConfig};
pub use connector::VismaConnector;
pub use info::INFO;

/// Short name of this connector.
pub const ID: &str = "visma";
