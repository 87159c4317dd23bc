//! The REST interface's types. Pure: no call is made here.

mod connector;
pub(crate) mod list;
pub(crate) mod wire;

pub(crate) use connector::RestConnector;

#[cfg(test)]
mod tests;
