//! Single values that vendors write in several ways: a number as text, a flag as a number.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

/// A value of JSON that is no list and no object. Numbers with a fraction are refused: money and
/// quantities are read with [`decimal`](super::decimal).
///
/// ```
/// use simon_core::http::scalar::Scalar;
/// let read = |json| serde_json::from_str::<Scalar>(json).unwrap();
/// assert_eq!([read("7"), read("\"7\"")], [Scalar::Number(7), Scalar::Text("7".into())]);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scalar {
    /// Null.
    Nothing,
    /// A flag.
    Flag(bool),
    /// A whole number of 64 bits.
    Number(i64),
    /// A text as it stands.
    Text(String),
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnyScalar)
    }
}

/// A text without the blanks around it, or a number as text; none when nothing is in it. Leading zeros
/// stay. For `deserialize_with`.
///
/// # Errors
/// When it is a flag, a list or an object.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Scalar::deserialize(deserializer)? {
        Scalar::Nothing => Ok(None),
        Scalar::Number(number) => Ok(Some(number.to_string())),
        Scalar::Text(text) => Ok(super::decode::filled(Some(text))),
        Scalar::Flag(_) => Err(Error::custom("a flag, expected text")),
    }
}

/// A whole number, also as text; none when nothing is in it. For `deserialize_with`.
///
/// # Errors
/// When it is anything else.
pub fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    match Scalar::deserialize(deserializer)? {
        Scalar::Nothing => Ok(None),
        Scalar::Number(number) => Ok(Some(number)),
        Scalar::Text(text) if text.trim().is_empty() => Ok(None),
        Scalar::Text(text) => {
            text.trim().parse().map(Some).map_err(|_| Error::custom("text, expected a number"))
        }
        Scalar::Flag(_) => Err(Error::custom("a flag, expected a number")),
    }
}

struct AnyScalar;

impl Visitor<'_> for AnyScalar {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a whole number or a flag")
    }

    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Scalar, E> {
        Ok(Scalar::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
        i64::try_from(number)
            .map(Scalar::Number)
            .map_err(|_| Error::custom("a number that is too large, expected 64 bits"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(text))
    }
}
