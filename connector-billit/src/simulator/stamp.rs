//! Times as the vendor keeps them: without a zone, in steps of a three-hundredth of a second.

use chrono::{DateTime, NaiveDate, NaiveDateTime, TimeDelta, Timelike, Utc};
use simon_testkit::vendor::dutch_time;

/// The zone of `LastModified`. The vendor does not document it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StampZone {
    /// The wall clock of Brussels, which goes back an hour once a year.
    #[default]
    Brussels,
    /// UTC.
    Utc,
}

/// How fractions of a second are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum StampStyle {
    /// At most three digits, without zeros at the end, and none at all on a whole second.
    #[default]
    Short,
    /// Always seven digits.
    SevenDigits,
}

/// What is kept of an instant.
pub(super) fn of(instant: DateTime<Utc>, zone: StampZone) -> NaiveDateTime {
    let wall = match zone {
        StampZone::Brussels => dutch_time::wall(instant),
        StampZone::Utc => instant.naive_utc(),
    };
    let whole = wall - TimeDelta::nanoseconds(i64::from(wall.nanosecond()));
    let steps = (i64::from(wall.nanosecond() / 1000) * 300 + 500_000) / 1_000_000;
    // The thirds are written as 0, 3 and 7 thousandths.
    whole + TimeDelta::milliseconds((steps * 10 + 1) / 3)
}

/// The text of a time in answers.
pub(super) fn render(time: NaiveDateTime, style: StampStyle) -> String {
    if style == StampStyle::SevenDigits {
        let ticks = time.nanosecond() / 100;
        return format!("{}.{ticks:07}", time.format("%Y-%m-%dT%H:%M:%S"));
    }
    let seconds = time.format("%Y-%m-%dT%H:%M:%S");
    let fraction = format!(".{:03}", time.nanosecond() / 1_000_000);
    format!("{seconds}{}", fraction.trim_end_matches('0').trim_end_matches('.'))
}

/// Reads a date, or a date and time without a zone.
pub(super) fn parse(text: &str) -> Option<NaiveDateTime> {
    if text.len() > 27 {
        return None;
    }
    let date = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    let midnight = date.and_then(|date| date.and_hms_opt(0, 0, 0));
    midnight.or_else(|| NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f").ok())
}

/// Reads the date that a request gives: plain, with a time, or with a time and an offset.
pub(super) fn parse_date(text: &str) -> Option<NaiveDate> {
    let zoned = || DateTime::parse_from_rfc3339(text).ok().map(|time| time.date_naive());
    parse(text).map(|time| time.date()).or_else(zoned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(nanos: i64) -> String {
        let noon = NaiveDate::from_ymd_opt(2026, 1, 10).unwrap().and_hms_opt(12, 0, 0).unwrap();
        let instant = noon.and_utc() + TimeDelta::nanoseconds(nanos);
        render(of(instant, StampZone::Utc), StampStyle::Short)
    }

    #[test]
    fn keeps_steps_of_a_three_hundredth_and_cuts_zeros() {
        for (millis, text) in [(0, ""), (1, ""), (2, ".003"), (5, ".007"), (720, ".72")] {
            assert_eq!(short(millis * 1_000_000), format!("2026-01-10T12:00:00{text}"));
        }
        assert_eq!(short(999_999_000), "2026-01-10T12:00:01");
    }

    #[test]
    fn writes_seven_digits_when_asked() {
        let time = parse("2026-01-10T12:00:00.577").unwrap();
        assert_eq!(render(time, StampStyle::SevenDigits), "2026-01-10T12:00:00.5770000");
        assert_eq!(parse("2019-06-11T14:17:15.4766667").unwrap().nanosecond(), 476_666_700);
    }

    #[test]
    fn reads_dates_of_requests() {
        let day = NaiveDate::from_ymd_opt(2026, 5, 1);
        for text in ["2026-05-01", "2026-05-01T00:00:00", "2026-05-01T00:00:00+02:00"] {
            assert_eq!(parse_date(text), day, "{text}");
        }
        assert_eq!(parse_date("01/05/2026"), None);
    }
}
