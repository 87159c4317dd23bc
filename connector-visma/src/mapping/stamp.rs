//! Stamps of changes: values of the vendor's own clocks, handed back to it. Each interface has a clock of
//! its own, and a stamp of one says nothing to the other.

use chrono::{DateTime, LocalResult, NaiveDate, NaiveDateTime, Offset, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;

use crate::assumptions::{CLOCK_BACK, MAIN_ZONE, ORDERS_ZONE, OVERLAP, OVERLAP_REPEATED_HOUR};

/// No zone is further ahead of our clock.
const FARTHEST_AHEAD: TimeDelta = TimeDelta::hours(26);

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

/// Whether a stamp is later than the highest one that is known. Those that cannot be read are not, nor
/// those that lie further ahead of our clock than any zone explains: as a watermark they would hide all
/// changes until that day.
pub(crate) fn later(clock: Clock, known: Option<&str>, stamp: &str, now: DateTime<Utc>) -> bool {
    let Some(at) = wall(clock, stamp) else { return false };
    let plausible = at.signed_duration_since(now.naive_utc()) <= FARTHEST_AHEAD;
    plausible && known.and_then(|known| wall(clock, known)).is_none_or(|known| known < at)
}

/// The filter value from which a pass asks after this stamp, inclusive, when so much time went by since
/// it was seen: a little earlier, for rows that became visible late and for the hour that a clock repeats
/// in autumn. None for a stamp that cannot be read: then everything has to be read.
pub(crate) fn bound(clock: Clock, stamp: &str, elapsed: TimeDelta) -> Option<String> {
    let seen = wall(clock, stamp)?;
    let at = seen.checked_add_signed(elapsed)?;
    let (from, to) = (seen.min(at), seen.max(at));
    let overlap = if went_back(clock.zone(), from, to) { OVERLAP_REPEATED_HOUR } else { OVERLAP };
    Some(written(at.checked_sub_signed(TimeDelta::from_std(overlap).ok()?)?))
}

/// Whether the clock may have gone back between two of its own times.
fn went_back(zone: Tz, from: NaiveDateTime, to: NaiveDateTime) -> bool {
    let offset = |at: LocalResult<DateTime<Tz>>, first: bool| {
        let at = if first { at.earliest() } else { at.latest() }?;
        Some(at.offset().fix().local_minus_utc())
    };
    let before = offset(zone.from_local_datetime(&from), true);
    let after = offset(zone.from_local_datetime(&to), false);
    before.zip(after).is_some_and(|(before, after)| after < before)
}

/// Whether a row with this stamp is not one that was asked for from a bound on. Of a stamp with a zone
/// nobody knows by which clock it was compared.
pub(crate) fn is_below(clock: Clock, stamp: &str, bound: &str) -> bool {
    let zoned = clock == Clock::Main && DateTime::parse_from_rfc3339(stamp.trim()).is_ok();
    let (at, from) = (wall(clock, stamp), wall(clock, bound));
    !zoned && at.zip(from).is_some_and(|(at, from)| at < from)
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
