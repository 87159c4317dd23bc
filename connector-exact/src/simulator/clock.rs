//! Times as the vendor keeps them: the wall clock of its servers in Amsterdam, written as if it were
//! UTC.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc, Weekday};

/// What the server's clock shows at an instant.
pub(super) fn wall(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.naive_utc() + offset(instant)
}

/// How far the server's clock is ahead of UTC.
pub(super) fn offset(instant: DateTime<Utc>) -> TimeDelta {
    let year = instant.year();
    let summer = switch(year, 3)
        .zip(switch(year, 10))
        .is_some_and(|(start, end)| (start..end).contains(&instant.naive_utc()));
    TimeDelta::hours(if summer { 2 } else { 1 })
}

/// The last Sunday of a month of 31 days, 01:00 UTC.
fn switch(year: i32, month: u32) -> Option<NaiveDateTime> {
    let last = NaiveDate::from_ymd_opt(year, month, 31)?;
    let back = last.weekday().days_since(Weekday::Sun);
    (last - TimeDelta::days(i64::from(back))).and_hms_opt(1, 0, 0)
}

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
