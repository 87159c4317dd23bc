//! Values as Exact writes them: several spellings of one type, read into one. Each function is for
//! `#[serde(deserialize_with = ...)]` on a member that may be null.
//!
//! Source: EDM types of OData v2 and what live answers carry, 2026.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use simon_core::http::scalar::Scalar;
pub(crate) use simon_core::http::scalar::{text as code, whole};

use crate::assumptions::WALL_CLOCK_BACK_HOURS;

const NO_GUID: &str = "00000000-0000-0000-0000-000000000000";

/// A GUID in the one spelling that ids are compared in; none for the all-zero one.
pub(crate) fn guid(text: &str) -> Option<String> {
    let id = text.trim().to_ascii_lowercase();
    let fits = id.len() == NO_GUID.len()
        && id.bytes().zip(NO_GUID.bytes()).all(|(byte, shape)| match shape {
            b'-' => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        });
    (fits && id != NO_GUID).then_some(id)
}

/// A GUID; the all-zero one and an empty text are none.
pub(crate) fn some_guid<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        Some(text) if is_no_guid(&text) => Ok(None),
        Some(text) => guid(&text).map(Some).ok_or_else(|| Error::custom("no id, expected a guid")),
        None => Ok(None),
    }
}

/// A GUID that has to be there: what identifies a record.
pub(crate) fn one_guid<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    some_guid(deserializer)?.ok_or_else(|| Error::custom("no id, expected a guid"))
}

fn is_no_guid(text: &str) -> bool {
    matches!(text.trim(), "" | NO_GUID)
}

/// The key in a row's `__metadata.uri`: the first `guid'...'`.
pub(crate) fn guid_in_uri(uri: &str) -> Option<String> {
    let (_, rest) = uri.split_once("guid'")?;
    guid(rest.split_once('\'')?.0)
}

/// Yes or no: a boolean, or 0 and 1 in a byte.
pub(crate) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Scalar::deserialize(deserializer)? {
        Scalar::Nothing => Ok(None),
        Scalar::Flag(flag) => Ok(Some(flag)),
        Scalar::Number(number) => Ok(Some(number != 0)),
        Scalar::Text(text) => match text.trim() {
            "" => Ok(None),
            "0" | "false" => Ok(Some(false)),
            "1" | "true" => Ok(Some(true)),
            _ => Err(Error::custom("text, expected a flag")),
        },
    }
}

/// A moment of the server's wall clock, which has no zone: it is never converted to another one.
pub(crate) fn moment<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NaiveDateTime>, D::Error> {
    match Option::<String>::deserialize(deserializer)? {
        Some(text) if text.trim().is_empty() => Ok(None),
        Some(text) => {
            wall_clock(&text).map(Some).ok_or_else(|| Error::custom("text, expected a date"))
        }
        None => Ok(None),
    }
}

/// A calendar date. Dates are not always at midnight: the day counts, whatever the time.
pub(crate) fn day<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<NaiveDate>, D::Error> {
    Ok(moment(deserializer)?.map(|at| at.date()))
}

/// Reads `/Date(1731320070997)/`, whose milliseconds are the wall clock as if it were UTC, and
/// `2026-03-31T00:00:00` with or without fraction or `Z`, and a bare date.
pub(crate) fn wall_clock(text: &str) -> Option<NaiveDateTime> {
    let text = text.trim();
    if let Some(inside) = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")) {
        // OData allows an offset behind the milliseconds; it changes nothing about the moment.
        let end = inside.get(1..)?.find(['+', '-']).map_or(inside.len(), |at| at + 1);
        let milliseconds = inside.get(..end)?.trim().parse().ok()?;
        return DateTime::from_timestamp_millis(milliseconds).map(|at| at.naive_utc());
    }
    let text = text.strip_suffix('Z').unwrap_or(text);
    text.parse().ok().or_else(|| text.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0))
}

/// A moment of ours as a lower bound on the server's wall clock, of which the zone is not known.
pub(crate) fn not_after(at: DateTime<Utc>) -> NaiveDateTime {
    let bound = at.checked_sub_signed(TimeDelta::hours(WALL_CLOCK_BACK_HOURS));
    bound.unwrap_or(DateTime::UNIX_EPOCH).naive_utc()
}

/// A moment as filters want it.
pub(crate) fn datetime_literal(at: NaiveDateTime) -> String {
    format!("datetime'{}'", at.format("%Y-%m-%dT%H:%M:%S"))
}

/// A text as filters want it.
pub(crate) fn text_literal(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;
