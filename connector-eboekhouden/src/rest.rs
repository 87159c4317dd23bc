//! The REST interface: calls, and the types of what they carry.

mod api;
mod check;
mod connector;
mod drift;
pub(crate) mod list;
mod listing;
mod session;
mod units;
pub(crate) mod wire;

pub(crate) use connector::RestConnector;

#[cfg(fuzzing)]
pub(crate) mod fuzzing;
#[cfg(test)]
mod tests;
