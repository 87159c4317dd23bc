//! Values as Billit writes them: empty texts for nothing, numbers as texts, stamps with any number of
//! digits.

use std::ops::Deref;

use rust_decimal::Decimal;
use serde::de::{DeserializeOwned, Error};
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use simon_core::connector::parse_stamp;
use simon_core::http::decimal;
use simon_core::http::decode::filled;

use crate::assumptions::{LITERAL, LITERAL_WORD, Literal};

/// A member that may be absent, null or an empty text, which are all the same: none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Maybe<T>(pub(crate) Option<T>);

impl<T> Default for Maybe<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Deref for Maybe<T> {
    type Target = Option<T>;

    fn deref(&self) -> &Option<T> {
        &self.0
    }
}

impl<'de, T: Value> Deserialize<'de> for Maybe<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Some(text) = scalar(deserializer)? else { return Ok(Self(None)) };
        let value = T::read(text);
        value.map(|value| Self(Some(value))).ok_or_else(|| Error::custom(T::EXPECTED))
    }
}

/// What a text or number can stand for.
pub(crate) trait Value: Sized {
    const EXPECTED: &'static str;

    fn read(text: String) -> Option<Self>;
}

impl Value for String {
    const EXPECTED: &'static str = "expected a text";

    fn read(text: String) -> Option<Self> {
        Some(text)
    }
}

impl Value for i64 {
    const EXPECTED: &'static str = "no whole number, expected one";

    fn read(text: String) -> Option<Self> {
        text.parse().ok()
    }
}

impl Value for bool {
    const EXPECTED: &'static str = "no flag, expected true or false";

    fn read(text: String) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        }
    }
}

impl Value for Decimal {
    const EXPECTED: &'static str = "no number, expected a decimal of at most 28 digits";

    /// All of the text is the number: of `12,50` nothing is one.
    fn read(text: String) -> Option<Self> {
        #[derive(Deserialize)]
        struct Number(#[serde(with = "decimal")] Decimal);
        serde_json::from_str(&text).map(|Number(number)| number).ok()
    }
}

/// A whole number that has to be there: what identifies a record.
pub(crate) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    Maybe::<i64>::deserialize(deserializer)?
        .0
        .ok_or_else(|| Error::custom("no id, expected a number"))
}

/// A list; none, null and an empty text are an empty one.
pub(crate) fn list<'de, D, T>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned,
{
    let raw = Option::<Box<RawValue>>::deserialize(deserializer)?;
    match raw.as_deref().map(RawValue::get) {
        None | Some("\"\"") => Ok(Vec::new()),
        Some(json) => serde_json::from_str(json)
            .map_err(|_| Error::custom("a list that does not fit, expected a list")),
    }
}

/// A text, number or flag as text without blanks around it; none when nothing is in it.
fn scalar<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    let Some(raw) = Option::<Box<RawValue>>::deserialize(deserializer)? else { return Ok(None) };
    let text = match raw.get().as_bytes().first() {
        Some(b'"') => serde_json::from_str(raw.get())
            .map_err(|_| Error::custom("no text, expected a text or number"))?,
        Some(b'{' | b'[') => return Err(Error::custom("a record, expected a text or number")),
        _ => raw.get().to_owned(),
    };
    Ok(filled(Some(text)))
}

/// The instant of a stamp, as fine as a filter can say it; none when the stamp cannot be read. The zone is
/// not known, so nothing is converted.
pub(crate) fn instant(stamp: &str) -> Option<String> {
    let at = parse_stamp(stamp)?;
    let format = if LITERAL == Literal::Day { "%Y-%m-%d" } else { "%Y-%m-%dT%H:%M:%S" };
    Some(at.format(format).to_string())
}

/// An instant as filters want it.
pub(crate) fn datetime_literal(instant: &str) -> String {
    format!("{LITERAL_WORD}'{instant}'")
}

/// A text as filters want it.
pub(crate) fn text_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;
