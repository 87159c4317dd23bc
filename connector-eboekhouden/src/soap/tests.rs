#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod damage;
mod reading;
mod round_trip;
mod writing;

use super::answer::Answer;
use super::envelope::*;
use super::problem::Problem;
use super::*;

pub(crate) const RELATIES: &str = include_str!("../../tests/fixtures/relaties.xml");
pub(crate) const ARTIKELEN: &str = include_str!("../../tests/fixtures/artikelen.xml");
pub(crate) const FACTUREN: &str = include_str!("../../tests/fixtures/facturen.xml");

/// Reads an answer in chunks of one size.
pub(super) fn read_in(
    operation: Operation,
    bytes: &[u8],
    size: usize,
) -> Result<(Vec<Record>, Answer), Problem> {
    let (mut reader, mut records) = (Reader::new(operation), Vec::new());
    for chunk in bytes.chunks(size.max(1)) {
        reader.push(chunk)?;
        records.extend(std::iter::from_fn(|| reader.next_record()));
    }
    reader.finish().map(|answer| (records, answer))
}

pub(super) fn read(operation: Operation, text: &str) -> Result<(Vec<Record>, Answer), Problem> {
    read_in(operation, text.as_bytes(), usize::MAX)
}

/// The records of a fixture.
pub(crate) fn records(operation: Operation, text: &str) -> Vec<Record> {
    read(operation, text).unwrap().0
}

/// An answer with something in its result.
pub(super) fn answer(operation: Operation, result: &str) -> String {
    let name = operation.name();
    format!(
        "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>\
         <{name}Response xmlns='http://www.e-boekhouden.nl/soap'><{name}Result>{result}\
         </{name}Result></{name}Response></s:Body></s:Envelope>"
    )
}
