//! Times as the vendor writes and reads them: local on the main API, UTC on v3.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};
use simon_testkit::vendor::dutch_time::{offset, wall};

use super::traps::{StampLayout, StampZone, Traps};

/// The clock of the main API.
pub(super) fn main_time(instant: DateTime<Utc>, traps: &Traps) -> NaiveDateTime {
    match traps.stamp_zone {
        StampZone::Local => wall(instant),
        StampZone::Utc => instant.naive_utc(),
    }
}

/// An instant as the main API writes it: without a zone, and with as many digits of the second as it
/// needs, at most three.
pub(super) fn main_stamp(instant: DateTime<Utc>, traps: &Traps) -> String {
    let plain = main_time(instant, traps).format("%Y-%m-%dT%H:%M:%S").to_string();
    let fraction = format!(".{:03}", instant.timestamp_subsec_millis());
    let fraction = fraction.trim_end_matches('0').trim_end_matches('.');
    match (traps.stamp_layout, traps.stamp_zone) {
        (StampLayout::Plain, _) => format!("{plain}{fraction}"),
        (StampLayout::WholeSeconds, _) => plain,
        (StampLayout::WithOffset, StampZone::Utc) => format!("{plain}{fraction}+00:00"),
        (StampLayout::WithOffset, StampZone::Local) => {
            format!("{plain}{fraction}+{:02}:00", offset(instant).num_hours())
        }
    }
}

/// A calendar date as the main API writes it.
pub(super) fn midnight(date: NaiveDate) -> String {
    format!("{date}T00:00:00")
}

/// Reads a time of a filter of the main API: a date, or a date and time with at most three digits of
/// the second, and never a zone.
pub(super) fn filter_time(text: &str) -> Option<NaiveDateTime> {
    if let Ok(date) = NaiveDate::parse_from_str(text, "%Y-%m-%d") {
        return (text.len() == 10).then(|| date.and_hms_opt(0, 0, 0)).flatten();
    }
    let digits = text.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let formats = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f"];
    let read = |format: &&str| NaiveDateTime::parse_from_str(text, format).ok();
    formats.iter().find_map(read).filter(|_| digits <= 3)
}

/// Reads the date of a date-time that was written: as it stands when it has no zone, else as the day
/// that it is in the Netherlands.
pub(super) fn written_date(text: &str) -> Option<NaiveDate> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(instant) => Some(wall(instant.to_utc()).date()),
        Err(_) => filter_time(text).map(|time| time.date()),
    }
}

/// An instant as v3 writes it.
pub(super) fn order_stamp(instant: DateTime<Utc>, traps: &Traps) -> String {
    let zone = if traps.bare_order_stamps { "" } else { "Z" };
    format!("{}{zone}", instant.naive_utc().format("%Y-%m-%dT%H:%M:%S%.3f"))
}

/// Reads a time of v3: without an offset it is UTC.
pub(super) fn order_time(text: &str) -> Option<DateTime<Utc>> {
    match DateTime::parse_from_rfc3339(&text.replacen(' ', "T", 1)) {
        Ok(instant) => Some(instant.to_utc()),
        Err(_) => filter_time(text).map(|time| time.and_utc()),
    }
}
