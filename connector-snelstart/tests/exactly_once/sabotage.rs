//! The tests tested: a connector with a mistake must not pass.

use simon_testkit::simulated::{Crash, Side};
use simon_testkit::{Fault, On};

use crate::books::Books;
use crate::fetching::{clean_up_with, load_with_crash};
use crate::saboteur::Sabotage;
use crate::{delivery, racing};

#[test]
fn a_connector_that_looks_nothing_up_is_caught_by_the_crash_test() {
    let caught = (1..=24).any(|call| {
        let mut world = delivery::archived();
        world.sabotage = Sabotage::NeverLooks;
        world.deliver_until_quiet(&Crash::at(call, Side::After));
        world.deliver_until_quiet(&Crash::never());
        delivery::broken(&world).as_deref() == Some("2 orders")
    });
    assert!(caught);
}

#[test]
fn a_connector_that_looks_nothing_up_is_caught_by_the_fault_test() {
    let mut world = delivery::archived();
    world.sabotage = Sabotage::NeverLooks;
    world.faults.add(On::new("POST", "/v2/verkooporders"), Fault::DropAfter, 1);
    assert!(world.deliver_until_quiet(&Crash::never()));
    assert_eq!(delivery::broken(&world).as_deref(), Some("2 orders"));
}

#[test]
fn a_connector_that_sends_a_lost_create_again_is_caught_by_the_race() {
    for sabotage in [Sabotage::SendsAgain, Sabotage::NeverLooks] {
        let mut world = racing::archived();
        world.sabotage = sabotage;
        assert!(racing::race_of(&world, 1).is_some(), "{sabotage:?}");
    }
}

#[test]
fn a_connector_that_ends_a_listing_early_is_caught_by_the_load_test() {
    // The same with a sound connector loses nothing.
    let sound = load_with_crash(1, Side::Before, 0, Sabotage::None).unwrap();
    assert_eq!(sound.lost(), None);
    let books = load_with_crash(1, Side::Before, 0, Sabotage::EndsEarly).unwrap();
    assert!(books.lost().is_some());
}

#[test]
fn a_connector_that_takes_errors_for_absence_is_caught_by_the_clean_up_test() {
    let caught = (0..12).filter(|request| {
        let fault = Fault::status(500);
        let books = clean_up_with(*request, fault, usize::MAX, Sabotage::TakesErrorsForAbsence);
        books.lost().is_some()
    });
    assert!(caught.count() > 0);
}

/// Not even such a connector makes the clean-up remove what is there: each absence is confirmed.
#[test]
fn a_listing_that_ends_early_removes_nothing_r7() {
    let mut books = Books::loaded();
    books.world.sabotage = Sabotage::EndsEarly;
    books.clean_up_and_die(&Crash::never());
    assert_eq!(books.lost(), None);
}
