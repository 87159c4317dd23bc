//! A process that dies at each port call of each scenario in turn, on either side of its effect, and
//! a second one that dies during the recovery (R1, R2, R7).

use std::time::Duration;

use simon_testkit::simulated::{Crash, Side, run_until_crash};

use crate::scenarios::{ATTACHING, DELIVERING, FOLLOWING, Scenario};
use crate::world::{Setup, World};

const SIDES: [Side; 2] = [Side::Before, Side::After];
/// Enough that a deactivation can fall between any two exchanges.
const LATENCY: Duration = Duration::from_millis(100);

/// The act in a process that dies as told. False when it died.
pub(crate) fn act(world: &World, scenario: &Scenario, crash: &Crash) -> bool {
    let process = world.process_with(crash, 1, LATENCY);
    let ended = run_until_crash(&world.clock, crash, (scenario.act)(world, &process)).is_some();
    if !ended {
        world.crashed();
    }
    ended
}

pub(crate) fn prepared(scenario: &Scenario, setup: Setup) -> World {
    let world = World::new(Setup { mode: scenario.mode, ..setup });
    (scenario.prepare)(&world);
    world.trace.write(|| "prepared".to_owned());
    world
}

/// Lets a new process act and settle everything, and tells what is wrong then.
pub(crate) fn recovered(world: &World, scenario: &Scenario) -> Vec<String> {
    act(world, scenario, &Crash::never());
    let process = world.process_with(&Crash::never(), 2, LATENCY);
    world.run(world.settle(&process));
    world.wrong()
}

/// Runs a scenario that dies at these calls, one process after the other.
pub(crate) fn after(scenario: &Scenario, setup: Setup, crashes: &[(usize, Side)]) -> Vec<String> {
    let world = prepared(scenario, setup);
    for (call, side) in crashes {
        act(&world, scenario, &Crash::at(*call, *side));
    }
    recovered(&world, scenario)
}

fn sound(scenario: &Scenario, crashes: &[(usize, Side)]) {
    let setup = Setup::of(scenario.mode);
    let wrong = after(scenario, setup, crashes);
    if !wrong.is_empty() {
        let world = prepared(scenario, Setup { trace: true, ..setup });
        for (call, side) in crashes {
            act(&world, scenario, &Crash::at(*call, *side));
        }
        recovered(&world, scenario);
        panic!("{} after {crashes:?}: {wrong:#?}\n{}", scenario.name, world.trace.text());
    }
}

/// Port calls of an undisturbed run.
fn calls(scenario: &Scenario) -> usize {
    let world = prepared(scenario, Setup::of(scenario.mode));
    let crash = Crash::never();
    act(&world, scenario, &crash);
    crash.calls()
}

fn singles(scenarios: &[Scenario]) -> usize {
    let mut points = 0;
    for scenario in scenarios {
        sound(scenario, &[]);
        let calls = calls(scenario);
        for call in 1..=calls {
            SIDES.iter().for_each(|side| sound(scenario, &[(call, *side)]));
        }
        println!("{}: {calls} port calls", scenario.name);
        points += 2 * calls;
    }
    points
}

/// Every crash during the recovery from one. A process that dies after the answer to a call and one
/// that dies before its next call leave the same world behind: of these two, which the test of the
/// single points tries both, one is enough here. Dying before the very first call leaves nothing.
fn pairs(scenario: &Scenario) -> usize {
    let mut pairs = 0;
    for first in 1..=calls(scenario) {
        let world = prepared(scenario, Setup::of(scenario.mode));
        act(&world, scenario, &Crash::at(first, Side::After));
        let recovery = Crash::never();
        act(&world, scenario, &recovery);
        for second in 1..=recovery.calls() {
            sound(scenario, &[(first, Side::After), (second, Side::After)]);
            pairs += 1;
        }
    }
    println!("{}: {pairs} pairs", scenario.name);
    pairs
}

/// A process can die before a request, after the vendor processed it, and with the answer in hand:
/// the last is the moment before the next port call, which there always is.
#[test]
fn every_answer_is_followed_by_a_commit_before_which_a_process_can_die() {
    for scenario in FOLLOWING.iter().chain(&DELIVERING).chain(&ATTACHING) {
        let setup = Setup { trace: true, ..Setup::of(scenario.mode) };
        let world = prepared(scenario, setup);
        assert!(act(&world, scenario, &Crash::never()));
        let trace = world.trace.text();
        let acted = trace.split_once("prepared").unwrap().1;
        let exchanges = acted.lines().filter(|line| line.contains(" vendor ")).count();
        assert!(exchanges > 1, "{}", scenario.name);
        let last = acted.lines().last().unwrap();
        assert!(last.contains(" stored "), "{}: {last}", scenario.name);
    }
}

#[test]
fn following_the_vendor_survives_a_crash_at_every_point_c22() {
    let started = std::time::Instant::now();
    println!("{} points in {:?}", singles(&FOLLOWING), started.elapsed());
}

#[test]
fn delivering_survives_a_crash_at_every_point_c22() {
    let started = std::time::Instant::now();
    let points = singles(&DELIVERING) + singles(&ATTACHING);
    println!("{points} points in {:?}", started.elapsed());
}

#[test]
fn following_the_vendor_survives_a_crash_during_the_recovery_from_a_crash() {
    let started = std::time::Instant::now();
    let pairs: usize = FOLLOWING.iter().map(pairs).sum();
    println!("{pairs} pairs in {:?}", started.elapsed());
}

#[test]
fn delivering_survives_a_crash_during_the_recovery_from_a_crash_c22() {
    let started = std::time::Instant::now();
    let pairs: usize = DELIVERING.iter().map(pairs).sum();
    println!("{pairs} pairs in {:?}", started.elapsed());
}
