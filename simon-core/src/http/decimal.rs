//! `#[serde(with = "simon_core::http::decimal")]`: JSON numbers and texts as exact decimals.
//!
//! The digits are read and written as they stand in the JSON; binary floating point is never
//! involved (C21). It works where serde_json reads from text or bytes and writes to text or bytes:
//! not behind `#[serde(flatten)]` or `untagged`, and not by way of `serde_json::Value`.

use rust_decimal::Decimal;
use serde::ser::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// No number in business has an exponent beyond this.
const LARGEST_EXPONENT: i32 = 64;

/// Reads a number (`12.50`, `1E+2`) or a text with a number (`"12.50"`).
///
/// # Errors
/// Anything else, and a number with more digits than a [`Decimal`] holds: it is never rounded.
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    parse(&Box::<RawValue>::deserialize(deserializer)?).ok_or_else(no_decimal)
}

/// Writes a JSON number with exactly the decimal's digits.
///
/// # Errors
/// What the serializer refuses.
pub fn serialize<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    RawValue::from_string(value.to_string()).map_err(S::Error::custom)?.serialize(serializer)
}

/// The same for a member that may be `null`; with `#[serde(default)]` also for one that may be
/// absent.
pub mod option {
    use super::{Decimal, Deserialize, Deserializer, RawValue, Serializer, no_decimal, parse};

    /// Reads as [`deserialize`](super::deserialize), and `null` as none.
    ///
    /// # Errors
    /// As [`deserialize`](super::deserialize).
    pub fn deserialize<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Option<Decimal>, D::Error> {
        match Option::<Box<RawValue>>::deserialize(deserializer)? {
            Some(raw) => parse(&raw).map(Some).ok_or_else(no_decimal),
            None => Ok(None),
        }
    }

    /// Writes as [`serialize`](super::serialize), and none as `null`.
    ///
    /// # Errors
    /// What the serializer refuses.
    #[allow(clippy::ref_option, reason = "serde passes the member by reference")]
    pub fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        match value {
            Some(value) => super::serialize(value, serializer),
            None => serializer.serialize_none(),
        }
    }
}

fn no_decimal<E: serde::de::Error>() -> E {
    E::custom("not a number, expected a decimal of at most 28 digits")
}

fn parse(raw: &RawValue) -> Option<Decimal> {
    if raw.get().starts_with('"') {
        let text: String = serde_json::from_str(raw.get()).ok()?;
        parse_number(text.trim())
    } else {
        parse_number(raw.get())
    }
}

fn parse_number(text: &str) -> Option<Decimal> {
    match text.split_once(['e', 'E']) {
        Some((digits, exponent)) => parse_plain(&move_point(digits, exponent.parse().ok()?)?),
        None => parse_plain(text),
    }
}

fn parse_plain(text: &str) -> Option<Decimal> {
    Decimal::from_str_exact(text).ok().or_else(|| {
        // zeros at the end may be more digits than fit, without meaning anything
        text.contains('.').then(|| Decimal::from_str_exact(text.trim_end_matches('0')).ok())?
    })
}

/// `digits` times ten to the power of `exponent`, written without exponent.
fn move_point(digits: &str, exponent: i32) -> Option<String> {
    if exponent.abs() > LARGEST_EXPONENT {
        return None;
    }
    let (sign, digits) = match digits.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", digits),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let shift = usize::try_from(exponent.unsigned_abs()).ok()?;
    let zeros = "0".repeat(shift);
    Some(if exponent >= 0 {
        let fraction = format!("{fraction}{zeros}");
        let (moved, rest) = fraction.split_at_checked(shift)?;
        let point = if rest.is_empty() { "" } else { "." };
        format!("{sign}{whole}{moved}{point}{rest}")
    } else {
        let whole = format!("{zeros}{whole}");
        let (rest, moved) = whole.split_at_checked(whole.len().checked_sub(shift)?)?;
        format!("{sign}{rest}.{moved}{fraction}")
    })
}

#[cfg(test)]
#[path = "decimal_tests.rs"]
mod tests;
