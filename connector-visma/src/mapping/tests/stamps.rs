//! Stamps of both clocks.

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

#[test]
fn the_next_pass_starts_ten_minutes_below_the_largest_stamp_in_any_spelling() {
    for (stamp, expected) in [
        ("2026-03-20T06:35:22.153", "2026-03-20T06:25:22.153"),
        ("2026-03-20T06:35:22.15", "2026-03-20T06:25:22.150"),
        ("2026-03-20T06:35:22", "2026-03-20T06:25:22.000"),
        (" 2026-03-20 06:35:22.1 ", "2026-03-20T06:25:22.100"),
        ("2026-03-20T06:35:22.1539999", "2026-03-20T06:25:22.153"),
        ("2026-03-20", "2026-03-19T23:50:00.000"),
        ("2026-01-01T00:05:00+01:00", "2025-12-31T22:55:00.000"),
        ("2026-07-01T12:00:00Z", "2026-07-01T11:50:00.000"),
    ] {
        assert_eq!(
            bound(Clock::Main, stamp, TimeDelta::zero()).as_deref(),
            Some(expected),
            "{stamp}"
        );
    }
    for (stamp, expected) in [
        ("2026-03-02T09:14:11.2837Z", "2026-03-02T09:04:11.283"),
        ("2026-03-03T00:00:00+01:00", "2026-03-02T22:50:00.000"),
        ("2026-03-01T12:00:00", "2026-03-01T11:50:00.000"),
    ] {
        assert_eq!(
            bound(Clock::Orders, stamp, TimeDelta::zero()).as_deref(),
            Some(expected),
            "{stamp}"
        );
    }
    for unreadable in ["", "gisteren", "20-03-2026", "2026-03-20T06", "+262143-12-31T23:59:59x"] {
        assert_eq!(bound(Clock::Main, unreadable, TimeDelta::zero()), None, "{unreadable}");
    }
}

#[test]
fn in_the_hour_that_the_clock_repeats_the_main_api_is_asked_seventy_minutes_back_p24() {
    let back = |clock, stamp| bound(clock, stamp, TimeDelta::zero()).unwrap();
    assert_eq!(back(Clock::Main, "2026-10-25T02:55:00"), "2026-10-25T01:45:00.000");
    assert_eq!(back(Clock::Main, "2026-10-25T02:00:00"), "2026-10-25T00:50:00.000");
    assert_eq!(back(Clock::Main, "2026-10-25T01:59:59"), "2026-10-25T01:49:59.000");
    assert_eq!(back(Clock::Main, "2026-10-25T03:05:00"), "2026-10-25T02:55:00.000");
    assert_eq!(back(Clock::Orders, "2026-10-25T02:55:00"), "2026-10-25T02:45:00.000");
    // An hour that the clock skips is no reason to read everything.
    assert_eq!(back(Clock::Main, "2026-03-29T02:30:00"), "2026-03-29T02:20:00.000");
}

#[test]
fn time_that_went_by_moves_the_bound_and_never_past_what_changed_meanwhile() {
    let after = |stamp, minutes| bound(Clock::Main, stamp, TimeDelta::minutes(minutes)).unwrap();
    assert_eq!(after("2026-03-20T06:35:00", 60), "2026-03-20T07:25:00.000");
    assert_eq!(after("2026-03-20T06:35:00", -30), "2026-03-20T05:55:00.000", "seen late in a pass");
    // 02:58 in summer time; five minutes later it is 02:03 again.
    assert_eq!(after("2026-10-25T02:58:00", 5), "2026-10-25T01:53:00.000");
    assert_eq!(after("2026-10-25T01:58:00", 65), "2026-10-25T01:53:00.000");
    assert_eq!(
        bound(Clock::Orders, "2026-10-25T01:58:00Z", TimeDelta::minutes(65)).as_deref(),
        Some("2026-10-25T02:53:00.000")
    );
}

#[test]
fn a_later_stamp_counts_unless_it_cannot_be_true() {
    let now = at("2026-03-20T12:00:00Z");
    let is_later = |known, stamp| later(Clock::Main, known, stamp, now);
    assert!(is_later(None, "2026-03-20T06:35:22.2"));
    assert!(is_later(Some("2026-03-20T06:35:22.153"), "2026-03-20T06:35:22.2"));
    assert!(!is_later(Some("2026-03-20T06:35:22.2"), "2026-03-20T06:35:22.200"));
    for unreadable in ["", "geen", "2036-03-20T06:35:22"] {
        assert!(!is_later(None, unreadable), "{unreadable}");
    }
    assert!(later(Clock::Orders, Some("2026-03-02T23:30:00"), "2026-03-03T01:00:00+01:00", now));
    assert!(!later(Clock::Orders, Some("2026-03-02T23:30:00Z"), "2026-03-03T00:30:00+01:00", now));
}

#[test]
fn a_row_below_the_bound_shows_that_a_filter_was_ignored() {
    let below = |stamp| is_below(Clock::Main, stamp, "2026-03-20T06:35:22.000");
    assert!(below("2026-03-20T06:35:21.9"));
    assert!(!below("2026-03-20T06:35:22") && !below("geen"));
    assert!(!below("2026-03-20T06:35:21+01:00"), "by which clock?");
}

#[test]
fn a_moment_of_our_own_clock_goes_a_day_back_on_each_clock() {
    let noon = at("2026-07-02T12:00:00.5Z");
    assert_eq!(not_after(Clock::Main, noon), "2026-07-01T14:00:00.500");
    assert_eq!(not_after(Clock::Orders, noon), "2026-07-01T12:00:00.500");
}

proptest! {
    /// However the vendor writes its stamps, and whichever clock it reads filters by: what changed at or
    /// after the stamp is not below the bound.
    #[test]
    fn a_zone_in_a_stamp_never_hides_a_change(seconds in 0_i64..4_000_000_000, layout in 0_usize..3, local in any::<bool>()) {
        let zone = crate::assumptions::MAIN_ZONE;
        let at = DateTime::from_timestamp(seconds, 0).unwrap();
        let there = at.with_timezone(&zone);
        let stamp = [at.format("%FT%TZ"), at.format("%FT%T+00:00"), there.format("%FT%T%:z")][layout].to_string();
        let bound = bound(Clock::Main, &stamp, TimeDelta::zero()).unwrap();
        let filtered = if local { there.naive_local() } else { at.naive_utc() };
        prop_assert!(filtered.format("%FT%T").to_string() >= bound, "{filtered} below {bound}");
    }

    /// Rows that are changed after the largest stamp was written are never below the bound, whatever
    /// the clock does in between.
    #[test]
    fn no_later_change_is_below_the_bound(
        // A year, second by second, with both changes of the clock in it.
        seen in 0_i64..31_536_000,
        later in 0_i64..40_000_000,
        near_autumn in proptest::option::of(-7_200_i64..7_200),
    ) {
        let zone = crate::assumptions::MAIN_ZONE;
        let start = match near_autumn {
            Some(seconds) => at("2026-10-25T01:00:00Z") + TimeDelta::seconds(seconds),
            None => at("2026-01-01T00:00:00Z") + TimeDelta::seconds(seen),
        };
        let change = start + TimeDelta::seconds(later % if near_autumn.is_some() { 7_200 } else { i64::MAX });
        let written = |at: DateTime<Utc>| at.with_timezone(&zone).format("%Y-%m-%dT%H:%M:%S").to_string();
        let bound = bound(Clock::Main, &written(start), TimeDelta::zero()).unwrap();
        prop_assert!(written(change) >= bound, "{} below {bound}", written(change));
    }

    #[test]
    fn a_bound_has_no_zone_and_lies_ten_or_seventy_minutes_back(seconds in 0_i64..4_000_000_000, milliseconds in 0_u32..1_000) {
        let stamp = DateTime::from_timestamp(seconds, milliseconds * 1_000_000).unwrap().naive_utc();
        for clock in [Clock::Main, Clock::Orders] {
            let written = bound(clock, &stamp.format("%Y-%m-%dT%H:%M:%S%.f").to_string(), TimeDelta::zero()).unwrap();
            let read: NaiveDateTime = written.parse().unwrap();
            let minutes = (stamp - read).num_minutes();
            prop_assert!(minutes == 10 || (minutes == 70 && clock == Clock::Main), "{minutes}");
        }
    }
}
