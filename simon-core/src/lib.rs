#![doc = include_str!("../README.md")]

pub mod connector;
pub mod domain;
pub mod error;
pub mod host;
#[cfg(feature = "http")]
pub mod http;
pub mod integration;
pub mod log;
pub mod memory;
pub mod message;
pub mod rules;
pub mod settings;
pub mod telemetry;

pub use error::{Actor, Error, ErrorKind, Result, Retry};
