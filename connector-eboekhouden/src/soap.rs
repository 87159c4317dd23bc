//! The SOAP interface: envelopes to send, answers read as a stream, and the connector on top of them.

mod answer;
mod by_id;
mod call;
mod connector;
mod documents;
mod drift;
mod envelope;
mod groups;
mod layout;
mod listing;
mod operation;
mod place;
mod problem;
mod reader;
mod scan;
mod session;
mod text;
mod tree;

pub(crate) use connector::SoapConnector;
#[cfg(feature = "simulator")]
pub(crate) use listing::PageSize;

pub(crate) use answer::{Record, Refusal};
pub(crate) use envelope::{NewFactuur, NewFactuurRegel};
pub(crate) use operation::Operation;
pub(crate) use reader::Reader;

#[cfg(fuzzing)]
pub(crate) mod fuzzing;
#[cfg(test)]
pub(crate) mod tests;
