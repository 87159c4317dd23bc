//! Back-off after failures: G4, A9.

use proptest::prelude::*;

use super::*;

const NOW: &str = "2026-03-03T12:00:00Z";

/// How long a job of this integration pauses after so many failures.
fn pause(number: usize, cadence: Duration, job: Job, failures: u32, end: End) -> TimeDelta {
    let mut situation = fresh(number, cadence, Options::default());
    for _ in 0..failures {
        run(&mut situation, job, end, at(NOW));
    }
    situation.job(job).niet_voor.unwrap() - at(NOW)
}

proptest! {
    #[test]
    fn the_pause_doubles_from_five_minutes_up_to_its_longest_g4(number in 0_usize..100_000) {
        for (cadence, job, longest) in [
            (FIVE_MINUTES, Job::Fetch, minutes(60)),
            (DAY, Job::Fetch, minutes(6 * 60)),
            (DAY, Job::Deliver, minutes(60)),
            (FIVE_MINUTES, Job::CleanUp, minutes(60)),
        ] {
            for failures in 1..20 {
                let pause = pause(number, cadence, job, failures, FAILED);
                let least = (minutes(5) * (1 << (failures - 1).min(7))).min(longest * 4 / 5);
                prop_assert!(pause >= least && pause < least * 5 / 4, "{job:?} {failures}: {pause}");
                prop_assert!(pause <= longest);
            }
        }
    }
}

#[test]
fn the_pause_differs_per_integration_and_is_the_same_each_time_g4() {
    let pauses: Vec<_> =
        (0..100).map(|number| pause(number, FIVE_MINUTES, Job::Fetch, 5, FAILED)).collect();
    let again: Vec<_> =
        (0..100).map(|number| pause(number, FIVE_MINUTES, Job::Fetch, 5, FAILED)).collect();
    assert_eq!(pauses, again);
    let different: std::collections::BTreeSet<_> = pauses.into_iter().collect();
    assert!(different.len() > 90);
}

#[test]
fn a_vendor_that_asks_for_longer_gets_it_g4() {
    let asked = |seconds| End::Failed { partly: false, asked: Some(Duration::from_secs(seconds)) };
    assert_eq!(pause(1, FIVE_MINUTES, Job::Fetch, 1, asked(7200)), minutes(120));
    assert!(pause(1, FIVE_MINUTES, Job::Fetch, 1, asked(10)) >= minutes(5));
    let partly = End::Failed { partly: true, asked: Some(Duration::from_secs(7200)) };
    assert_eq!(pause(1, FIVE_MINUTES, Job::Fetch, 1, partly), minutes(120));
}

#[test]
fn one_feed_that_fails_does_not_slow_the_others_below_their_cadence_b2() {
    let partly = End::Failed { partly: true, asked: None };
    assert_eq!(pause(1, FIVE_MINUTES, Job::Fetch, 9, partly), minutes(5));
    assert!(pause(1, DAY, Job::Fetch, 1, partly) < minutes(7), "nor does it wait for a day");
    assert!(pause(1, FIVE_MINUTES, Job::CleanUp, 9, partly) > minutes(40));
}

#[test]
fn nothing_is_due_before_the_pause_has_passed_and_success_forgets_it_g4() {
    let now = at(NOW);
    let mut situation = settled(1, now);
    for _ in 0..3 {
        run(&mut situation, Job::Fetch, FAILED, now);
    }
    let until = situation.fetch.niet_voor.unwrap();
    assert!(until > now + minutes(15), "also when slots pass meanwhile");
    assert!(due(&situation, until - TimeDelta::milliseconds(1)).is_empty());
    assert_eq!(due(&situation, until), [Job::Fetch]);
    run(&mut situation, Job::Fetch, End::Done, until);
    let fetch = &situation.fetch;
    assert_eq!((fetch.mislukt, fetch.niet_voor, fetch.gelukt), (0, None, Some(until)));
    assert!(situation.next(Job::Fetch, until).unwrap() <= until + minutes(5));
}

#[test]
fn a_daily_fetch_that_failed_does_not_wait_for_the_next_day_b2() {
    let mut situation = fresh(1, DAY, Options::default());
    run(&mut situation, Job::Fetch, FAILED, at(NOW));
    assert_eq!(due(&situation, at(NOW) + minutes(7)), [Job::Fetch]);
}

#[test]
fn a_run_that_was_broken_off_is_no_failure_a7() {
    let mut situation = settled(1, at(NOW));
    run(&mut situation, Job::Fetch, End::BrokenOff, at(NOW));
    assert_eq!(situation.fetch.mislukt, 0);
    assert!(due(&situation, at(NOW)).is_empty(), "who works on it gets time");
    assert_eq!(due(&situation, at(NOW) + minutes(5)), [Job::Fetch]);
}
