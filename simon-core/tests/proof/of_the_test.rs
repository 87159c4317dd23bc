//! Whether all this would notice a mistake: each of these is one that real clients make.

use simon_testkit::simulated::Side;

use crate::points::after;
use crate::scenarios::{DELIVERING, FOLLOWING, Scenario};
use crate::schedules;
use crate::vendor::connector::Sabotage;
use crate::vendor::offers::Mode;
use crate::world::Setup;

/// At how many points of a scenario something with these words is found wrong.
fn caught(scenario: &Scenario, setup: Setup, calls: usize, words: &str) -> usize {
    let finds = |call: &usize| {
        let wrong = after(scenario, setup, &[(*call, Side::After)]);
        wrong.iter().any(|wrong| wrong.contains(words))
    };
    (1..=calls).filter(finds).count()
}

fn caught_by_seeds(setup: Setup, seeds: u64, words: &str) -> usize {
    let finds = |seed: &u64| schedules::after(*seed, setup).0.iter().any(|it| it.contains(words));
    (0..seeds).filter(finds).count()
}

fn named<'a>(scenarios: &'a [Scenario], name: &str) -> &'a Scenario {
    scenarios.iter().find(|scenario| scenario.name == name).unwrap()
}

const USUAL: Setup = Setup::of(Mode::USUAL);

#[test]
fn creating_without_a_look_up_is_caught() {
    let setup = Setup { sabotage: Sabotage::NeverFinds, ..USUAL };
    let points = caught(named(&DELIVERING, "deliver"), setup, 12, "has 2 orders");
    let seeds = caught_by_seeds(setup, 100, "orders");
    println!("caught at {points} of 12 points and in {seeds} of 100 seeds");
    assert!(points > 0 && seeds > 0);
}

#[test]
fn making_a_dossier_without_a_look_up_is_caught() {
    let setup = Setup { sabotage: Sabotage::NeverFindsDossiers, ..USUAL };
    let points = caught(named(&DELIVERING, "deliver"), setup, 14, "has 2 dossiers");
    let seeds = caught_by_seeds(setup, 100, "dossiers");
    println!("caught at {points} of 14 points and in {seeds} of 100 seeds");
    assert!(points > 0 && seeds > 0);
}

#[test]
fn a_place_that_is_stored_before_its_page_is_caught() {
    let setup = Setup { cursors_first: true, ..USUAL };
    let scenario = named(&FOLLOWING, "changes");
    let watched = caught(scenario, setup, 12, "passed over");
    let lost = caught(scenario, setup, 12, "lacks");
    let seeds = caught_by_seeds(setup, 100, "passed over");
    println!("watched at {watched} and lost at {lost} of 12 points, and in {seeds} of 100 seeds");
    assert!(watched > 0 && lost > 0 && seeds > 0);
}

#[test]
fn a_clean_up_after_an_incomplete_listing_is_caught() {
    let setup = Setup { sabotage: Sabotage::EndsEarly, ..USUAL };
    let scenario = named(&FOLLOWING, "clean-up by two listings");
    let points = caught(scenario, setup, 12, "was removed and the vendor has it");
    let seeds = caught_by_seeds(setup, 100, "was removed and the vendor has it");
    println!("caught at {points} of 12 points and in {seeds} of 100 seeds");
    assert!(points > 0 && seeds > 0);
}

#[test]
fn a_refresh_token_that_is_used_twice_is_caught() {
    let setup = Setup { without_lease: true, ..USUAL };
    let seeds = caught_by_seeds(setup, 100, "came again");
    println!("caught in {seeds} of 100 seeds");
    assert!(seeds > 0);
}
