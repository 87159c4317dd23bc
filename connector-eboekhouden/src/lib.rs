#![doc = include_str!("../README.md")]

mod assumptions;
mod checks;
mod config;
mod connector;
mod error;
#[cfg(fuzzing)]
#[doc(hidden)]
pub mod fuzzing;
mod info;
mod mapping;
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
