//! Stamps of changes: values of the vendor's own clocks, handed back to it. Each interface has a clock of
//! its own, and a stamp of one says nothing to the other.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use crate::assumptions::{CLOCK_BACK, MAIN_ZONE, ORDERS_ZONE, OVERLAP, OVERLAP_REPEATED_HOUR};

/// Whose clock a stamp is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    Main,
    Orders,
}

impl Clock {
    const fn zone(self) -> Tz {
        match self {
            Self::Main => MAIN_ZONE,
            Self::Orders => ORDERS_ZONE,
        }
    }
}

/// The largest of these stamps, as the vendor wrote it: what the next pass goes on from. Those that
/// cannot be read are left out.
pub(crate) fn highest<'a>(
    clock: Clock,
    stamps: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let read = stamps.into_iter().filter_map(|stamp| Some((wall(clock, stamp)?, stamp)));
    read.max_by_key(|(at, _)| *at).map(|(_, stamp)| stamp)
}

/// The filter value from which a pass asks after this stamp, inclusive: a little earlier, for rows that
/// became visible late and for the hour that a clock repeats in autumn. None for a stamp that cannot be
/// read: then everything has to be read.
pub(crate) fn bound(clock: Clock, stamp: &str) -> Option<String> {
    let at = wall(clock, stamp)?;
    let repeated = matches!(clock.zone().from_local_datetime(&at), LocalResult::Ambiguous(_, _));
    let overlap = if repeated { OVERLAP_REPEATED_HOUR } else { OVERLAP };
    Some(written(at.checked_sub_signed(TimeDelta::from_std(overlap).ok()?)?))
}

/// A moment of our own clock as a filter value that is certainly not too late.
pub(crate) fn not_after(clock: Clock, at: DateTime<Utc>) -> String {
    let back = TimeDelta::from_std(CLOCK_BACK).ok().and_then(|back| at.checked_sub_signed(back));
    written(back.unwrap_or(DateTime::UNIX_EPOCH).with_timezone(&clock.zone()).naive_local())
}

/// Milliseconds, no zone: the vendor takes neither a `Z` nor an offset.
///
/// Source: the vendor's page of date conditions.
fn written(at: NaiveDateTime) -> String {
    at.format("%Y-%m-%dT%H:%M:%S%.3f").to_string()
}

/// A stamp as its clock shows it: with and without fraction, zone, time, and with a blank for the `T`.
///
/// Of a stamp of the main API with a zone nobody knows whether filters are read by that zone's clock or by
/// UTC: the earlier of both loses nothing.
fn wall(clock: Clock, stamp: &str) -> Option<NaiveDateTime> {
    let stamp = stamp.trim();
    if let Ok(zoned) = DateTime::parse_from_rfc3339(stamp) {
        return Some(match clock {
            Clock::Main => zoned.naive_local().min(zoned.naive_utc()),
            Clock::Orders => zoned.with_timezone(&clock.zone()).naive_local(),
        });
    }
    let with_t = stamp.replacen(' ', "T", 1);
    let midnight = || with_t.parse::<NaiveDate>().ok()?.and_hms_opt(0, 0, 0);
    with_t.parse().ok().or_else(midnight)
}
