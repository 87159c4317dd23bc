//! Which job is due when: B2, B4, G4.

use proptest::prelude::*;

use super::*;

const NOW: &str = "2026-03-03T12:00:00Z";

#[test]
fn an_integration_that_is_not_active_is_never_polled_a7_a9() {
    for fase in [Fase::Inactief, Fase::Koppelen, Fase::AandachtNodig] {
        let mut situation = settled(1, at(NOW) - DAY * 9);
        situation.fase = fase;
        situation.next_delivery = Some(at(NOW));
        let plan = plan(&situation, at(NOW));
        assert_eq!((plan.due, plan.ask_again), (Vec::new(), None), "{fase:?}");
        assert_eq!(situation.next(Job::Fetch, at(NOW)), None);
    }
}

#[test]
fn the_first_fetch_is_due_at_once_b2() {
    for cadence in [FIVE_MINUTES, DAY] {
        assert_eq!(due(&fresh(1, cadence, Options::default()), at(NOW)), [Job::Fetch]);
    }
}

proptest! {
    #[test]
    fn fetches_stay_on_the_integrations_own_grid_b2(
        number in 0_usize..100_000, daily: bool, late in proptest::collection::vec(0_i64..200, 20),
    ) {
        let cadence = if daily { DAY } else { FIVE_MINUTES };
        let step = TimeDelta::from_std(cadence).unwrap();
        let mut situation = fresh(number, cadence, Options::default().with_nachten([]));
        run(&mut situation, Job::Fetch, End::Done, at(NOW));
        let first = situation.next(Job::Fetch, at(NOW)).unwrap();
        prop_assert!(first > at(NOW) && first <= at(NOW) + step);
        for (slots, late) in (0..).zip(late) {
            let slot = first + step * slots;
            prop_assert!(due(&situation, slot - TimeDelta::milliseconds(1)).is_empty());
            prop_assert_eq!(due(&situation, slot), [Job::Fetch]);
            let began = slot + TimeDelta::seconds(late);
            run(&mut situation, Job::Fetch, End::Done, began);
            let next = situation.next(Job::Fetch, began).unwrap();
            prop_assert_eq!(next, slot + step, "a run that begins late moves nothing");
        }
    }

    #[test]
    fn asking_when_told_misses_nothing_and_never_spins_b2(
        number in 0_usize..1000, hours in 0_i64..300, wait in 0_i64..900, minutes_busy in 0_i64..9,
    ) {
        let mut situation = settled(number, at(NOW));
        let now = at(NOW) + TimeDelta::hours(hours);
        situation.next_delivery = Some(now + TimeDelta::seconds(wait));
        if minutes_busy > 0 {
            take(&mut situation, Job::Fetch, now - minutes(minutes_busy));
        }
        let plan = plan(&situation, now);
        let ask = plan.ask_again.unwrap();
        prop_assert!(ask >= now && ask <= now + minutes(5));
        prop_assert_eq!(plan.due.is_empty(), ask > now, "at once means that something is due");
        let before = ask - TimeDelta::milliseconds(1);
        prop_assert!(before <= now || due(&situation, before).is_empty());
    }
}

#[test]
fn the_phases_are_spread_evenly_over_the_cadence_g4() {
    let mut per_minute = [0; 5];
    for number in 0..10_000 {
        let mut situation = fresh(number, FIVE_MINUTES, Options::default());
        run(&mut situation, Job::Fetch, End::Done, at(NOW));
        let wait = situation.next(Job::Fetch, at(NOW)).unwrap() - at(NOW);
        per_minute[usize::try_from((wait.num_milliseconds() - 1) / 60_000).unwrap()] += 1;
    }
    assert!(per_minute.iter().all(|count| (1850..2150).contains(count)), "{per_minute:?}");
}

#[test]
fn delivering_waits_for_nothing_but_its_werkbon_c1() {
    let now = at(NOW);
    let mut situation = settled(1, now);
    take(&mut situation, Job::Fetch, now);
    assert!(due(&situation, now).is_empty());
    situation.next_delivery = Some(now);
    assert_eq!(due(&situation, now), [Job::Deliver]);
    assert_eq!(due(&fresh_with_delivery(now), now), [Job::Deliver, Job::Fetch]);
    situation.next_delivery = Some(now + minutes(3));
    assert!(due(&situation, now).is_empty());
    assert_eq!(due(&situation, now + minutes(3)), [Job::Deliver]);
}

fn fresh_with_delivery(now: DateTime<Utc>) -> Situation {
    let mut situation = fresh(1, DAY, Options::default());
    situation.next_delivery = Some(now);
    situation
}

#[test]
fn an_active_integration_is_asked_within_five_minutes_whatever_its_cadence_c1() {
    let mut situation = fresh(1, DAY, Options::default().with_nachten([]));
    run(&mut situation, Job::Fetch, End::Done, at(NOW));
    let ask = plan(&situation, at(NOW)).ask_again.unwrap();
    assert!(ask <= at(NOW) + minutes(5));
}

#[test]
fn what_was_cut_off_goes_on_at_once_under_its_first_start_b6() {
    let now = at(NOW);
    let mut situation = fresh(1, FIVE_MINUTES, Options::default().with_nachten([]));
    run(&mut situation, Job::Fetch, End::Unfinished, now);
    for share in 1..30 {
        let later = now + minutes(2) * share;
        assert_eq!(due(&situation, later), [Job::Fetch]);
        run(&mut situation, Job::Fetch, End::Unfinished, later);
        assert_eq!(situation.fetch.begonnen, Some(now), "across slots, too");
    }
    let end = now + minutes(60);
    run(&mut situation, Job::Fetch, End::Done, end);
    assert_eq!(due(&situation, end), [Job::Fetch], "what changed meanwhile");
    run(&mut situation, Job::Fetch, End::Done, end);
    assert!(due(&situation, end).is_empty());
}

#[test]
fn a_claim_keeps_others_away_until_it_runs_out_and_then_the_job_goes_on_c22() {
    let now = at(NOW);
    let mut situation = fresh(1, FIVE_MINUTES, Options::default());
    take(&mut situation, Job::Fetch, now);
    let meanwhile = plan(&situation, now + minutes(4));
    assert_eq!((meanwhile.due, meanwhile.ask_again), (Vec::new(), Some(now + minutes(5))));
    assert_eq!(due(&situation, now + minutes(5)), [Job::Fetch]);
    let again = take(&mut situation, Job::Fetch, now + minutes(5));
    assert_eq!(again.begonnen, Some(now), "what was read is not read again");
}

#[test]
fn activating_and_saving_forget_what_was_before_a5_a8() {
    let now = at(NOW);
    let mut situation = settled(1, now - minutes(1));
    run(&mut situation, Job::Fetch, FAILED, now - minutes(1));
    run(&mut situation, Job::Deliver, FAILED, now - minutes(1));
    situation.next_delivery = Some(now);
    assert!(due(&situation, now).is_empty());
    situation.sinds = Some(now);
    assert_eq!(due(&situation, now), [Job::Deliver, Job::Fetch]);
    run(&mut situation, Job::Fetch, End::Done, now);
    assert_eq!(due(&situation, now), [Job::Deliver], "no clean-up right after a first load");
}

#[test]
fn a_start_in_the_far_future_was_a_wrong_clock_and_stops_nothing() {
    let now = at(NOW);
    let mut situation = settled(1, now + DAY * 365);
    assert_eq!(due(&situation, now), [Job::Fetch]);
    situation = settled(1, now + TimeDelta::seconds(20));
    assert!(due(&situation, now).is_empty(), "clocks of two machines differ a little");
}

#[test]
fn a_pause_or_claim_in_the_far_future_was_a_wrong_clock_and_stops_nothing() {
    let now = at(NOW);
    let mut situation = settled(1, now - minutes(5));
    let ahead = now + DAY * 365;
    situation.fetch.niet_voor = Some(ahead);
    assert_eq!(due(&situation, now), [Job::Fetch]);
    situation.fetch.niet_voor = None;
    situation.fetch.claim = Some(Claim::new(1, ahead));
    assert_eq!(due(&situation, now), [Job::Fetch]);
    let asked = End::Failed { partly: false, asked: Some(Duration::MAX) };
    run(&mut situation, Job::Fetch, asked, now);
    let next = situation.next(Job::Fetch, now);
    assert_eq!(next, Some(now + TimeDelta::hours(24)), "a vendor may ask for a day");
}

#[test]
fn an_activation_in_the_future_was_a_wrong_clock_and_makes_no_job_start_anew_all_the_time() {
    let now = at(NOW);
    let mut situation = settled(1, now);
    situation.sinds = Some(now + DAY * 365);
    run(&mut situation, Job::Fetch, End::Done, now);
    assert!(due(&situation, now + TimeDelta::seconds(1)).is_empty());
}

#[test]
fn the_state_keeps_its_version_through_all_changes() {
    let now = at(NOW);
    let mut situation = settled(1, now - minutes(30));
    situation.fetch.versie = 7;
    situation.sinds = Some(now);
    let taken = take(&mut situation, Job::Fetch, now);
    assert_eq!((taken.versie, taken.begonnen), (7, Some(now)));
    assert_eq!(situation.end(taken, End::Done, now).versie, 7);
}
