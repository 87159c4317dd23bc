//! The shapes around Exact's answers: everything stands in `d`, as a list, a bare list, one record or
//! one value.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use simon_core::http::decode::{self, Unreadable};
use simon_core::http::{ApiResponse, Effect};
use simon_core::{Error, ErrorKind, Result, Retry};

/// One page of rows.
#[derive(Debug)]
pub(crate) struct Rows<T> {
    pub(crate) items: Vec<T>,
    /// Rows that could not be read: skipped and logged, never fatal (B13).
    pub(crate) unreadable: Vec<Unreadable>,
    /// Where the next page is, word for word; none at the end.
    pub(crate) next: Option<String>,
}

impl<T> Rows<T> {
    /// All rows, for a look-up: one that cannot be read may be the one that is looked for.
    ///
    /// # Errors
    /// That of the first row that could not be read.
    pub(crate) fn whole(self) -> Result<Vec<T>> {
        match self.unreadable.into_iter().next() {
            Some(row) => Err(row.error),
            None => Ok(self.items),
        }
    }
}

#[derive(Deserialize)]
struct Envelope {
    d: Box<RawValue>,
}

#[derive(Deserialize)]
struct Collection {
    results: Box<RawValue>,
    #[serde(rename = "__next", default)]
    next: Option<String>,
}

/// Reads a list: `{"d":{"results":[...],"__next":"..."}}`, or `{"d":[...]}` as some resources answer
/// when few rows are asked for.
///
/// # Errors
/// As [`decode::json`], when the list itself cannot be read.
pub(crate) fn rows<T: DeserializeOwned>(answer: &ApiResponse) -> Result<Rows<T>> {
    let inside = inside(answer)?;
    if !is_object(&inside) {
        return listed(&inside, None);
    }
    let collection: Collection = decode::json(&inside)?;
    let next = collection.next.filter(|next| !next.trim().is_empty());
    listed(&with_body(answer, collection.results), next)
}

fn listed<T: DeserializeOwned>(list: &ApiResponse, next: Option<String>) -> Result<Rows<T>> {
    if list.body.first() != Some(&b'[') {
        // Above all `null`: nothing is no proof of an empty list (G3).
        return Err(unexpected(list, "something else instead of a list"));
    }
    let (items, unreadable) = decode::list(list)?;
    Ok(Rows { items, unreadable, next })
}

/// Reads one record: `{"d":{...}}`, or the only row of a list.
///
/// # Errors
/// As [`decode::json`]; `Decode` when there is no record.
pub(crate) fn entity<T: DeserializeOwned>(answer: &ApiResponse) -> Result<T> {
    let inside = inside(answer)?;
    let is_list = |it: &ApiResponse| serde_json::from_slice::<Collection>(&it.body).is_ok();
    if is_object(&inside) && !is_list(&inside) {
        return decode::json(&inside);
    }
    let rows = rows::<T>(answer)?;
    if let Some(record) = rows.unreadable.into_iter().next() {
        return Err(record.error);
    }
    rows.items
        .into_iter()
        .next()
        .ok_or_else(|| unexpected(answer, "an empty list instead of a record"))
}

/// Reads what a function answers, yes or no: `{"d":true}` or `{"d":{"Name":true}}`. None when it
/// answers something else: then nothing is known.
pub(crate) fn yes_or_no(answer: &ApiResponse, name: &str) -> Option<bool> {
    let value: serde_json::Value = serde_json::from_str(inside_text(answer).ok()?.get()).ok()?;
    value.as_bool().or_else(|| value.get(name)?.as_bool())
}

fn inside_text(answer: &ApiResponse) -> Result<Box<RawValue>> {
    Ok(decode::json::<Envelope>(answer)?.d)
}

fn inside(answer: &ApiResponse) -> Result<ApiResponse> {
    Ok(with_body(answer, inside_text(answer)?))
}

fn with_body(answer: &ApiResponse, body: Box<RawValue>) -> ApiResponse {
    let mut inside = answer.clone();
    inside.body = Box::<str>::from(body).into_string().into();
    inside
}

fn is_object(answer: &ApiResponse) -> bool {
    answer.body.first() == Some(&b'{')
}

fn unexpected(answer: &ApiResponse, detail: &str) -> Error {
    let retry = match answer.effect {
        Effect::Create => Retry::CheckFirst,
        Effect::Read | Effect::Replace => Retry::Never,
    };
    Error::new(ErrorKind::Decode, detail).with_retry(retry).with_label(answer.label)
}

#[cfg(test)]
#[path = "envelope_tests.rs"]
mod tests;
