//! The SOAP interface: envelopes to send, and answers read as a stream. Pure: no call is made here.

mod answer;
mod connector;
mod envelope;
mod operation;
mod place;
mod problem;
mod reader;
mod scan;
mod text;
mod tree;

pub(crate) use connector::SoapConnector;

pub(crate) use answer::{Answer, Record, Refusal};
pub(crate) use envelope::{
    FacturenFilter, NewFactuur, NewFactuurRegel, Unsigned, add_factuur, close_session,
    get_artikelen, get_facturen, get_grootboekrekeningen, get_relaties, open_session,
};
pub(crate) use operation::Operation;
pub(crate) use problem::Problem;
pub(crate) use reader::Reader;

#[cfg(test)]
pub(crate) mod tests;
