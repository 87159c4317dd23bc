//! The nights of the clean-up (B4).

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use super::spread::{For, Spread};
use crate::integration::Options;

/// From 01:00 on, counted from midnight in time that passes.
const START: TimeDelta = TimeDelta::hours(1);
/// In a night that skips an hour the last moment of these reads 05:00, in one that repeats an hour
/// 03:00, in all others 04:00.
const LENGTH: TimeDelta = TimeDelta::hours(3);

/// The integration's first clean-up moment after this one; none when no nights are set.
pub(super) fn after(
    options: &Options,
    spread: Spread,
    moment: DateTime<Utc>,
) -> Option<DateTime<Utc>> {
    let jitter = spread.share(For::Night, LENGTH);
    let first = options.date(moment);
    (0..=7)
        .filter_map(|days| first.checked_add_days(Days::new(days)))
        .filter(|date| options.nachten().contains(date.weekday()))
        .map(|date| midnight(options.tijdzone, date) + START + jitter)
        .find(|night| *night > moment)
}

/// When a date begins. Where clocks are put forward at midnight it begins at a later hour; where they
/// are put back to it, with its second midnight.
fn midnight(zone: Tz, date: NaiveDate) -> DateTime<Utc> {
    let hours = (0..=3).filter_map(|hour| NaiveTime::from_hms_opt(hour, 0, 0));
    hours
        .filter_map(|time| zone.from_local_datetime(&date.and_time(time)).latest())
        .map(|local| local.to_utc())
        .next()
        .unwrap_or_else(|| date.and_time(NaiveTime::MIN).and_utc())
}
