//! Running what is due: B2, B4, G4, A9.

use std::time::Duration;

use chrono::TimeDelta;
use futures_util::future::join;
use simon_core::host::{Clock, Fase, Feed, Job, JobState, Store, Tabel, Tellingen};
use simon_core::integration::{DueReport, End, FetchRequest, NoProgress, Progress};
use simon_testkit::builders::werkbon;
use simon_testkit::simulated::{Crash, Side, SimulatedClock, run, run_until_crash};

use super::World;
use super::books::Create;

const FIVE_MINUTES: Duration = Duration::from_secs(300);

fn run_due(world: &World) -> DueReport {
    run(&world.clock, world.integration.run_due(&NoProgress)).unwrap()
}

fn jobs_of(report: &DueReport) -> Vec<Job> {
    report.ran.iter().map(|ran| ran.state.job).collect()
}

/// What a host's loop does, until so much time has passed.
fn serve(world: &World, time: TimeDelta) -> Vec<(Job, End)> {
    let until = world.clock.now() + time;
    let mut ran = Vec::new();
    while world.clock.now() < until {
        let report = run_due(world);
        ran.extend(report.ran.iter().map(|ran| (ran.state.job, ran.end)));
        let Some(ask_again) = report.ask_again else { return ran };
        assert!(ask_again > world.clock.now(), "nobody spins");
        run(&world.clock, world.clock.sleep((ask_again - world.clock.now()).to_std().unwrap()));
    }
    ran
}

fn job(world: &World, job: Job) -> JobState {
    let status = run(&world.clock, world.integration.status()).unwrap();
    status.jobs.into_iter().find(|found| found.state.job == job).unwrap().state
}

#[test]
fn an_hour_is_a_first_fetch_and_one_at_each_slot_b2() {
    let world = World::new();
    world.activate(&[]);
    world.vendor.add_relatie("later");
    let ran = serve(&world, TimeDelta::hours(1));
    assert_eq!(ran.len(), 13, "{ran:?}");
    assert!(ran.iter().all(|ran| *ran == (Job::Fetch, End::Done)));
    assert_eq!(world.count(Tabel::Relaties), 2);
}

#[test]
fn a_werkbon_of_another_process_goes_out_within_five_minutes_c1() {
    let world = World::working(&[]);
    let asked = run_due(&world).ask_again.unwrap();
    assert!(asked <= world.clock.now() + FIVE_MINUTES);
    world.archive(werkbon("1").archiveren().unwrap());
    let ran = serve(&world, TimeDelta::minutes(5));
    assert_eq!(ran[0], (Job::Deliver, End::Done));
    assert_eq!(world.vendor.documents_of("1"), 1);
    assert!(job(&world, Job::Deliver).gelukt.is_some());
}

/// Every page takes this long.
struct Slow(SimulatedClock, Duration);

impl Progress for Slow {
    fn page(&self, _: Feed, _: &Tellingen, _: Option<u64>) {
        self.0.advance(self.1);
    }
}

#[test]
fn a_long_first_load_makes_room_for_werkbonnen_and_reads_nothing_twice_b6() {
    let world = World::new();
    for number in 0..39 {
        world.vendor.add_relatie(&format!("r{number}"));
    }
    world.activate(&[]);
    let slow = Slow(world.clock.clone(), Duration::from_secs(30));
    let before = world.vendor.books().calls;
    let mut shares = 0;
    loop {
        let start = world.clock.now();
        let report = run(&world.clock, world.integration.run_due(&slow)).unwrap();
        assert_eq!(jobs_of(&report), [Job::Fetch]);
        assert!(world.clock.now() - start <= TimeDelta::minutes(3), "then others have their turn");
        shares += 1;
        if report.ran[0].end == End::Done {
            break;
        }
        assert_eq!(report.ran[0].end, End::Unfinished);
    }
    assert_eq!(world.count(Tabel::Relaties), 40);
    assert_eq!(world.vendor.books().calls - before, 20 + 2, "every page of customers, articles");
    assert!(shares >= 5, "{shares}");
}

#[test]
fn of_two_workers_one_runs_a_job_c22() {
    let world = World::new();
    world.activate(&[]);
    let (one, other) = (world.process(&Crash::never(), 5), world.process(&Crash::never(), 6));
    let calls = world.vendor.books().calls;
    let both = join(one.run_due(&NoProgress), other.run_due(&NoProgress));
    let (one, other) = run(&world.clock, both);
    let ran = [jobs_of(&one.unwrap()), jobs_of(&other.unwrap())].concat();
    assert_eq!(ran, [Job::Fetch]);
    assert_eq!(world.vendor.books().calls - calls, 3, "a page of customers, two of articles");
}

#[test]
fn a_vendor_that_fails_is_asked_less_and_less_and_then_as_before_g4() {
    let world = World::working(&[]);
    world.vendor.books().listing_fails_after = Some(0);
    let failed = serve(&world, TimeDelta::hours(12));
    assert!(failed.iter().all(|(_, end)| matches!(end, End::Failed { .. })), "{failed:?}");
    assert!((12..20).contains(&failed.len()), "{} instead of 144", failed.len());
    assert!(job(&world, Job::Fetch).mislukt > 10);
    world.vendor.books().listing_fails_after = None;
    serve(&world, TimeDelta::hours(1));
    assert_eq!(job(&world, Job::Fetch).mislukt, 0);
    let ran = serve(&world, TimeDelta::hours(1));
    assert_eq!(ran.len(), 12, "{ran:?}");
}

#[test]
fn werkbonnen_meet_a_wall_once_and_not_each_of_them_p20() {
    let world = World::working(&[]);
    for nummer in ["1", "2", "3"] {
        world.archive(werkbon(nummer).archiveren().unwrap());
    }
    world.vendor.next_create(Create::Unreachable);
    let report = run_due(&world);
    let deliver = &report.ran[0];
    assert_eq!((deliver.deliveries.len(), deliver.state.mislukt), (1, 1));
    assert!(run_due(&world).ran.is_empty(), "the back-off is for all");
    let ran = serve(&world, TimeDelta::minutes(8));
    assert!(ran.contains(&(Job::Deliver, End::Done)));
    assert_eq!(world.vendor.books().documents.len(), 3);
}

#[test]
fn one_that_is_off_or_refused_is_never_polled_a7_a9() {
    let world = World::working(&[]);
    run(&world.clock, world.integration.deactivate()).unwrap();
    let calls = world.vendor.books().calls;
    world.clock.advance(Duration::from_secs(86_400 * 3));
    let report = run_due(&world);
    assert!(report.ran.is_empty() && report.ask_again.is_none());
    world.activate(&[]);
    world.vendor.books().refuses_login = true;
    let process = world.process(&Crash::never(), 4);
    let report = run(&world.clock, process.run_due(&NoProgress)).unwrap();
    assert_eq!((jobs_of(&report), report.ask_again), (vec![Job::Fetch], None));
    let state = run(&world.clock, world.store.state(&world.id)).unwrap();
    assert_eq!(state.fase, Fase::AandachtNodig);
    assert_eq!(world.vendor.books().calls, calls, "no listing was asked for");
}

#[test]
fn switching_off_breaks_a_run_off_and_is_no_failure_a7() {
    let world = World::working(&[]);
    world.clock.advance(FIVE_MINUTES);
    let pause = Crash::pause(2, Side::After, &world.clock, Duration::from_secs(60));
    let worker = world.process(&pause, 4);
    let switching_off = async {
        world.clock.sleep(Duration::from_secs(10)).await;
        world.integration.deactivate().await.unwrap();
    };
    let (report, ()) = run(&world.clock, join(worker.run_due(&NoProgress), switching_off));
    let report = report.unwrap();
    assert_eq!((report.ran[0].end, report.ran[0].state.mislukt), (End::BrokenOff, 0));
    assert_eq!(report.ask_again, None);
    world.activate(&[]);
    assert_eq!(jobs_of(&run_due(&world)), [Job::Fetch], "at once, whatever was before");
}

#[test]
fn what_a_user_starts_counts_if_it_was_all_of_the_job_b3() {
    let world = World::working(&[]);
    assert!(run_due(&world).ran.is_empty(), "it was fetched by hand");
    let fetched = job(&world, Job::Fetch).begonnen;
    world.clock.advance(FIVE_MINUTES);
    let some = FetchRequest::changes(vec![Feed::Relaties]);
    run(&world.clock, world.integration.fetch(&some, &NoProgress)).unwrap();
    assert_eq!(job(&world, Job::Fetch).begonnen, fetched);
    assert_eq!(jobs_of(&run_due(&world)), [Job::Fetch]);
}

#[test]
fn a_night_removes_what_the_vendor_no_longer_has_b4() {
    let world = World::working(&[]);
    world.vendor.add_relatie("gone");
    world.fetch();
    world.vendor.books().relaties.remove("gone");
    let ran = serve(&world, TimeDelta::hours(24));
    assert_eq!(world.count(Tabel::Relaties), 2, "the night of Monday was over");
    assert!(!ran.contains(&(Job::CleanUp, End::Done)));
    let ran = serve(&world, TimeDelta::hours(24));
    assert_eq!(world.count(Tabel::Relaties), 1);
    assert_eq!(ran.iter().filter(|(job, _)| *job == Job::CleanUp).count(), 1);
    assert!(ran.iter().all(|(_, end)| *end == End::Done), "{ran:?}");
}

#[test]
fn the_status_tells_of_each_job_when_it_ran_and_runs_next_a9() {
    let world = World::working(&[]);
    let status = run(&world.clock, world.integration.status()).unwrap();
    let jobs: Vec<Job> = status.jobs.iter().map(|job| job.state.job).collect();
    assert_eq!(jobs, Job::ALL);
    let [deliver, fetch, clean_up] = &status.jobs[..] else { panic!("three jobs") };
    assert_eq!(deliver.volgende, None, "nothing waits");
    assert_eq!(fetch.state.gelukt, Some(world.clock.now()));
    assert!(fetch.volgende.unwrap() <= world.clock.now() + FIVE_MINUTES);
    assert!(clean_up.volgende.unwrap() > world.clock.now());
    run(&world.clock, world.integration.deactivate()).unwrap();
    let off = run(&world.clock, world.integration.status()).unwrap();
    assert!(off.jobs.iter().all(|job| job.volgende.is_none()));
    assert!(off.jobs[1].state.gelukt.is_some());
}

#[test]
fn a_crash_at_any_port_call_leaves_nothing_stuck_c22_b6() {
    // Wednesday, before the night's clean-up: all three jobs run.
    let ready = || {
        let world = World::working(&[]);
        world.vendor.add_relatie("gone");
        world.fetch();
        world.vendor.books().relaties.remove("gone");
        world.clock.advance(Duration::from_secs(3 * 86_400));
        world.vendor.add_relatie("new");
        world.archive(werkbon("1").archiveren().unwrap());
        world
    };
    let run_and_die = |world: &World, crash: &Crash| {
        let process = world.process(crash, 3);
        let all = async {
            for _ in 0..2 {
                process.run_due(&NoProgress).await.unwrap();
                world.clock.sleep(Duration::from_secs(1)).await;
            }
        };
        run_until_crash(&world.clock, crash, all);
        crash.calls()
    };
    let calls = run_and_die(&ready(), &Crash::never());
    assert!(calls > 15, "{calls}");
    for call in 1..=calls {
        for side in [Side::Before, Side::After] {
            let when = format!("crash {side:?} call {call}");
            let world = ready();
            run_and_die(&world, &Crash::at(call, side));
            let died = world.clock.now();
            serve(&world, TimeDelta::minutes(16));
            assert_eq!(world.vendor.documents_of("1"), 1, "{when}");
            assert_eq!(world.count(Tabel::Relaties), 2, "one new, one gone: {when}");
            assert!(world.faults().is_empty(), "{when}");
            for kind in [Job::Fetch, Job::CleanUp] {
                let state = job(&world, kind);
                assert!(!state.vervolgt && state.claim.is_none(), "{when}: {state:?}");
                assert!(state.gelukt.is_some(), "{when}: {state:?}");
            }
            // Nothing waits, so that nobody took the job up again; the next werkbon finds it free.
            let claim = job(&world, Job::Deliver).claim;
            assert!(claim.is_none_or(|claim| claim.until < world.clock.now()), "{when}");
            assert!(job(&world, Job::Fetch).gelukt.unwrap() > died, "{when}");
        }
    }
}

#[test]
fn a_clock_that_was_a_year_ahead_for_a_while_stops_nothing_afterwards_b2() {
    let world = World::working(&[]);
    let now = world.clock.now();
    world.clock.advance(Duration::from_secs(366 * 86_400));
    let ahead = serve(&world, TimeDelta::minutes(30));
    assert!(ahead.contains(&(Job::Fetch, End::Done)) && ahead.contains(&(Job::CleanUp, End::Done)));
    world.clock.set(now + TimeDelta::minutes(10));
    world.vendor.add_relatie("later");
    let report = run_due(&world);
    assert_eq!(jobs_of(&report), [Job::Fetch]);
    assert_eq!(world.count(Tabel::Relaties), 2, "it was fetched, not taken for done");
    let ran = serve(&world, TimeDelta::minutes(30));
    assert_eq!(ran.len(), 6, "{ran:?}");
}
