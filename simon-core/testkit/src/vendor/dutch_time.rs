//! The wall clock of the Netherlands, by which vendors there stamp what they keep.
//!
//! ```
//! use chrono::{TimeDelta, TimeZone, Utc};
//! use simon_testkit::vendor::dutch_time;
//! let summer = Utc.with_ymd_and_hms(2026, 7, 1, 12, 0, 0).unwrap();
//! assert_eq!(dutch_time::wall(summer).to_string(), "2026-07-01 14:00:00");
//! assert_eq!(dutch_time::offset(summer), TimeDelta::hours(2));
//! ```

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, TimeDelta, Utc, Weekday};

/// What the clock shows at an instant.
#[must_use]
pub fn wall(instant: DateTime<Utc>) -> NaiveDateTime {
    instant.naive_utc() + offset(instant)
}

/// How far the clock is ahead of UTC.
#[must_use]
pub fn offset(instant: DateTime<Utc>) -> TimeDelta {
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
