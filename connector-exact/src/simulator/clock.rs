//! Times as the vendor keeps them: the wall clock of its servers in Amsterdam, written as if it were
//! UTC.

use chrono::{DateTime, NaiveDate, NaiveDateTime};

pub(super) use simon_testkit::vendor::dutch_time::{offset, wall};

/// Reads a time without a zone: a date, a date and time, or `/Date(milliseconds)/`.
pub(super) fn parse(text: &str) -> Option<NaiveDateTime> {
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return date.and_hms_opt(0, 0, 0);
    }
    if let Some(ticks) = text.strip_prefix("/Date(").and_then(|rest| rest.strip_suffix(")/")) {
        return DateTime::from_timestamp_millis(ticks.parse().ok()?).map(|t| t.naive_utc());
    }
    if text.len() > 27 {
        return None;
    }
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()
}
