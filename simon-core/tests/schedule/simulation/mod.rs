//! Ten thousand integrations of one host on simulated time: B2, B4, G4.
//!
//! The jobs are modelled: how many calls each makes and how long it takes. What is due and who is
//! asked when come from the schedule itself, the pace of the calls from [`MemoryBudget`].

mod host;

use host::{Host, Model};

use super::*;

const INTEGRATIONS: usize = 10_000;
/// A Tuesday evening: the night that follows is one of clean-ups.
const START: &str = "2026-03-03T18:00:00Z";

/// Plays the same with all integrations, in two halves side by side.
fn play(model: &Model, story: impl Fn(&mut Host) + Sync) -> Host {
    let half = INTEGRATIONS / 2;
    let played = |numbers| {
        let mut host = Host::new(numbers, at(START), model.clone());
        story(&mut host);
        host
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(|| played(half..INTEGRATIONS));
        played(0..half).with(other.join().unwrap())
    })
}

#[test]
fn a_day_of_ten_thousand_integrations_has_no_peaks_and_no_refusals_b2_b4_g4() {
    let host = play(&Model::default(), |host| host.run_until(at(START) + DAY));
    let load = host.load(0, 24 * 60);
    println!("24 hours, {INTEGRATIONS} integrations: {load}");
    println!(
        "fetches {}, clean-ups {}, werkbonnen {}; longest wait: fetch {}, werkbon {}; refusals {}",
        host.fetches,
        host.clean_ups,
        host.delivered,
        host.latest_fetch,
        host.latest_delivery,
        host.refusals
    );
    assert!(load.most * 2 <= load.mean * 3, "no minute carries more than 1.5 times the mean");
    assert_eq!(host.refusals, 0, "no vendor had to say that it is too much");
    assert!(host.latest_fetch <= minutes(5), "none is late by more than its interval");
    assert!(host.latest_delivery <= minutes(5));
    assert!(host.clean_ups >= INTEGRATIONS, "each had its night");
    assert!(host.delivered > 3 * INTEGRATIONS);
}

#[test]
fn a_host_that_restarts_calls_as_evenly_as_before_g4() {
    let stop = at(START) + minutes(60);
    let start = stop + minutes(30);
    let host = play(&Model { nights: false, ..Model::default() }, |host| {
        host.run_until(stop);
        host.restart(start);
        host.run_until(start + minutes(60));
    });
    let mean = host.load(0, 60).mean;
    let after = host.load(90, 150);
    println!("after a restart: {after}, before {mean} per minute");
    assert!(after.most * 2 <= mean * 3);
    assert_eq!(host.refusals, 0);
    let oldest = host.oldest_fetch(start + minutes(60));
    assert!(oldest <= minutes(6), "all are followed again: {oldest}");
}

#[test]
fn an_outage_of_the_vendor_ends_without_a_storm_g4() {
    let (from, until) = (at(START) + minutes(60), at(START) + minutes(120));
    let outage = Some(from..until);
    let model = Model { nights: false, outage, ..Model::default() };
    let host = play(&model, |host| host.run_until(at(START) + minutes(240)));
    let before = host.load(10, 60);
    let during = host.load(90, 120);
    let after = host.load(120, 240);
    println!("before {before}; outage, second half {during}; after {after}");
    assert!(during.mean * 4 < before.mean, "who gets no answer asks less and less");
    assert!(after.most * 2 <= before.mean * 3);
    assert_eq!(host.refusals, 0);
    let settled = host.oldest_fetch(at(START) + minutes(240));
    assert!(settled <= minutes(10), "all follow again: {settled}");
}
