//! x
pub mod connector;
pub mod domain;
pub mod error;
pub mod host;
#[cfg(feature = "http")]
pub mod http;
pub mod log;
pub mod message;
pub mod rules;
pub mod settings;

pub use error::{Actor, Error, ErrorKind, Result, Retry};
