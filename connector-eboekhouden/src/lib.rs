#![doc = include_str!("../README.md")]

#[allow(dead_code, reason = "the REST half that uses the rest follows")]
mod assumptions;
#[allow(dead_code, reason = "the REST half that uses the rest follows")]
mod checks;
mod config;
mod connector;
mod error;
mod info;
#[allow(dead_code, unused_imports, reason = "the REST half that uses the rest follows")]
mod mapping;
#[allow(dead_code, unused_imports, reason = "the REST half follows")]
mod rest;
mod settings;
#[cfg(feature = "simulator")]
pub mod simulator;
mod soap;

pub use config::{EboekhoudenConfig, Land};
pub use connector::connector;
#[cfg(feature = "simulator")]
pub use connector::connector_in_pages_of;
pub use info::{REST_INFO, SOAP_INFO};

/// Short name of this connector.
pub const ID: &str = "eboekhouden";
