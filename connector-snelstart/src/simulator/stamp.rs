//! Times as the vendor writes them: without a zone, with a fraction that loses its trailing zeros.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Utc};
use simon_testkit::vendor::dutch_time;

/// The clock that `modifiedOn` is written in. The vendor does not publish which one it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StampZone {
    /// Dutch local time: an hour or two ahead of UTC, and one hour a year occurs twice.
    #[default]
    DutchLocal,
    /// UTC.
    Utc,
}

impl StampZone {
    /// What this clock shows at an instant.
    pub(super) fn wall(self, instant: DateTime<Utc>) -> NaiveDateTime {
        match self {
            Self::Utc => instant.naive_utc(),
            Self::DutchLocal => dutch_time::wall(instant),
        }
    }
}

/// Writes a time; the fraction has up to seven digits and no trailing zeros.
pub(super) fn render(time: NaiveDateTime) -> String {
    let whole = time.format("%Y-%m-%dT%H:%M:%S").to_string();
    let ticks = time.and_utc().timestamp_subsec_nanos() / 100;
    if ticks == 0 {
        return whole;
    }
    let digits = format!("{ticks:07}");
    format!("{whole}.{}", digits.trim_end_matches('0'))
}

/// Reads a time without a zone: a date, or a date and time with up to seven digits of fraction.
pub(super) fn parse(text: &str) -> Option<NaiveDateTime> {
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return date.and_hms_opt(0, 0, 0);
    }
    if text.len() > 27 {
        return None;
    }
    NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok()
}

/// The smallest step between two stamps.
pub(super) fn tick() -> TimeDelta {
    TimeDelta::nanoseconds(100)
}
