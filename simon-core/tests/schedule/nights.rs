//! The nights of the clean-up: B4.

use chrono::{Datelike, NaiveDate, Timelike, Weekday};
use chrono_tz::Tz;

use super::*;

const EVERY_DAY: [Weekday; 7] = [
    Weekday::Mon,
    Weekday::Tue,
    Weekday::Wed,
    Weekday::Thu,
    Weekday::Fri,
    Weekday::Sat,
    Weekday::Sun,
];

/// The first clean-up after a moment.
fn night(number: usize, options: Options, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let mut situation = fresh(number, FIVE_MINUTES, options);
    run(&mut situation, Job::Fetch, End::Done, after);
    situation.clean_up.begonnen = Some(after);
    situation.next(Job::CleanUp, after)
}

#[test]
fn every_night_has_one_clean_up_between_1_and_5_also_when_clocks_change_b4() {
    let zones = [
        Tz::Europe__Amsterdam,
        Tz::Europe__London,
        Tz::America__Havana,
        Tz::America__Santiago,
        Tz::Australia__Lord_Howe,
        Tz::Africa__Cairo,
        Tz::Asia__Kathmandu,
    ];
    for zone in zones {
        let options = Options::default().with_tijdzone(zone.name()).unwrap();
        let options = options.with_nachten(EVERY_DAY);
        for number in 0..5 {
            let mut date: Option<NaiveDate> = None;
            let mut moment = at("2026-01-01T12:00:00Z");
            for _ in 0..365 {
                moment = night(number, options, moment).unwrap();
                let local = moment.with_timezone(&zone);
                assert!((1..5).contains(&local.hour()), "{local}");
                let expected = date.map_or(local.date_naive(), |date| date.succ_opt().unwrap());
                assert_eq!(local.date_naive(), expected, "one each night");
                date = Some(expected);
            }
        }
    }
}

#[test]
fn the_default_is_monday_wednesday_and_friday_b4() {
    let mut moment = at("2026-03-01T12:00:00Z");
    let mut days = Vec::new();
    for _ in 0..6 {
        moment = night(1, Options::default(), moment).unwrap();
        days.push(moment.with_timezone(&Tz::Europe__Amsterdam).weekday());
    }
    let week = [Weekday::Mon, Weekday::Wed, Weekday::Fri];
    assert_eq!(days, [week, week].concat());
}

#[test]
fn a_host_may_choose_one_night_or_none_b4() {
    let now = at("2026-03-01T12:00:00Z");
    let sunday = night(1, Options::default().with_nachten([Weekday::Sun]), now).unwrap();
    assert_eq!(sunday.with_timezone(&Tz::Europe__Amsterdam).weekday(), Weekday::Sun);
    let next = night(1, Options::default().with_nachten([Weekday::Sun]), sunday).unwrap();
    assert_eq!((next - sunday).num_days(), 7);
    assert_eq!(night(1, Options::default().with_nachten([]), now), None);
}

#[test]
fn integrations_clean_up_at_different_moments_g4() {
    let now = at("2026-03-01T12:00:00Z");
    let mut per_hour = [0; 24];
    for number in 0..3000 {
        let moment = night(number, Options::default(), now).unwrap();
        per_hour[usize::try_from(moment.hour()).unwrap()] += 1;
    }
    assert!(per_hour[0..3].iter().all(|count| (900..1100).contains(count)), "{per_hour:?}");
    assert_eq!(per_hour.iter().sum::<i32>(), 3000);
}

#[test]
fn a_night_that_was_missed_is_made_up_for_once_b4() {
    let monday_noon = at("2026-03-02T12:00:00Z");
    let mut situation = settled(1, monday_noon);
    let back = monday_noon + DAY * 11;
    run(&mut situation, Job::Fetch, End::Done, back);
    assert_eq!(due(&situation, back), [Job::CleanUp]);
    run(&mut situation, Job::CleanUp, End::Done, back);
    assert!(due(&situation, back).is_empty());
    let next = situation.next(Job::CleanUp, back).unwrap();
    assert_eq!(next.date_naive(), NaiveDate::from_ymd_opt(2026, 3, 16).unwrap());
}

#[test]
fn nothing_is_cleaned_up_before_everything_was_fetched_once_b4() {
    let now = at("2026-03-03T12:00:00Z");
    let mut situation = fresh(1, FIVE_MINUTES, Options::default());
    situation.sinds = Some(now);
    run(&mut situation, Job::Fetch, End::Unfinished, now);
    let later = now + DAY * 3;
    assert_eq!(situation.next(Job::CleanUp, later), None);
    assert_eq!(due(&situation, later), [Job::Fetch]);
    run(&mut situation, Job::Fetch, End::Done, later);
    assert_eq!(due(&situation, later), [Job::CleanUp], "it never ran");
    run(&mut situation, Job::CleanUp, End::Done, later);
    assert_eq!(due(&situation, later), [Job::Fetch], "what changed during that long load");
}

#[test]
fn a_long_clean_up_and_fetches_take_turns_b2_b4() {
    let now = at("2026-03-04T12:00:00Z");
    let mut situation = settled(1, now - DAY * 2);
    run(&mut situation, Job::Fetch, End::Done, now - minutes(1));
    run(&mut situation, Job::CleanUp, End::Unfinished, now);
    let later = now + minutes(20);
    assert_eq!(due(&situation, later), [Job::Fetch]);
    run(&mut situation, Job::Fetch, End::Done, later);
    assert_eq!(due(&situation, later), [Job::CleanUp]);
    take(&mut situation, Job::CleanUp, later);
    let slot = later + minutes(5);
    assert!(due(&situation, slot - minutes(1)).is_empty(), "another worker has the tables");
    run(&mut situation, Job::CleanUp, End::Done, slot);
    assert_eq!(due(&situation, slot), [Job::Fetch]);
}

#[test]
fn a_clean_up_in_back_off_lets_fetching_go_on_b2() {
    let now = at("2026-03-04T12:00:00Z");
    let mut situation = settled(1, now - DAY * 2);
    run(&mut situation, Job::Fetch, End::Done, now);
    run(&mut situation, Job::CleanUp, FAILED, now);
    let slot = situation.next(Job::Fetch, now).unwrap();
    assert!(slot <= now + minutes(5));
    assert_eq!(due(&situation, slot), [Job::Fetch]);
    run(&mut situation, Job::Fetch, End::Unfinished, slot);
    let both = slot + minutes(30);
    assert_eq!(due(&situation, both), [Job::Fetch], "what was begun later ends first, or neither");
    run(&mut situation, Job::Fetch, End::Done, both);
    assert_eq!(due(&situation, both), [Job::CleanUp]);
}

#[test]
fn a_clean_up_goes_on_until_its_next_night_and_then_begins_anew_b4() {
    let tuesday = at("2026-03-03T12:00:00Z");
    let mut situation = settled(1, tuesday);
    run(&mut situation, Job::CleanUp, FAILED, tuesday);
    let evening = tuesday + TimeDelta::hours(8);
    run(&mut situation, Job::CleanUp, FAILED, evening);
    assert_eq!(
        situation.clean_up.begonnen,
        Some(tuesday),
        "tables that it ended are not read again"
    );
    let wednesday = tuesday + DAY;
    run(&mut situation, Job::CleanUp, End::Unfinished, wednesday);
    assert_eq!(situation.clean_up.begonnen, Some(wednesday));
}

#[test]
fn fetches_that_are_always_due_starve_no_clean_up_b4() {
    let mut now = at("2026-03-03T12:00:00Z");
    let mut situation = settled(1, now);
    let mut cleaned = 0;
    for _ in 0..700 {
        match due(&situation, now).first() {
            Some(&job) => {
                cleaned += usize::from(job == Job::CleanUp);
                let taken = take(&mut situation, job, now);
                now += minutes(7);
                situation.set(situation.end(taken, End::Done, now));
            }
            None => now += minutes(1),
        }
    }
    assert_eq!(cleaned, 1 + 1, "Wednesday and Friday");
}
