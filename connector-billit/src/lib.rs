#![doc = include_str!("../README.md")]
#![allow(dead_code, unused_imports, reason = "the connector that uses these follows")]

mod assumptions;
mod checks;
mod config;
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
pub use info::{API_KEY_INFO, INFO};

/// Short name of this connector.
pub const ID: &str = "billit";

#[cfg(feature = "simulator")]
pub mod simulator;
