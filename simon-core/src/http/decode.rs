//! Reading answers (to be completed).
use super::ApiResponse;
use crate::error::{Error, Result};
use serde::de::DeserializeOwned;

/// A record of a list that could not be read.
#[derive(Debug)]
pub struct Unreadable {
    /// Its place in the list.
    pub index: usize,
    /// Its JSON as text, for finding an id or code in it.
    pub raw: String,
    /// Why, with the path.
    pub error: Error,
}
/// Reads one JSON value; the error names the path.
///
/// # Errors
/// `Decode`
pub fn json<T: DeserializeOwned>(_answer: &ApiResponse) -> Result<T> {
    Err(Error::unsupported("x"))
}
/// Reads a JSON list; records that cannot be read are returned beside those that can (B13).
///
/// # Errors
/// `Decode` when the list itself cannot be read.
pub fn list<T: DeserializeOwned>(
    _answer: &ApiResponse,
    _body: &[u8],
) -> Result<(Vec<T>, Vec<Unreadable>)> {
    Err(Error::unsupported("x"))
}
