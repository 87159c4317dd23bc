#![doc = include_str!("../README.md")]
#![allow(dead_code, unused_imports, reason = "the connector that uses these follows")]

mod assumptions;
mod checks;
mod config;
mod connector;
mod error;
mod info;
mod mapping;
mod rest;
mod settings;
#[cfg(feature = "simulator")]
pub mod simulator;
mod soap;

pub use config::{EboekhoudenConfig, Land};
pub use connector::connector;
pub use info::{REST_INFO, SOAP_INFO};

/// Short name of this connector.
pub const ID: &str = "eboekhouden";
