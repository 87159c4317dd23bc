//! The tests of fetching tested: a connector with a mistake must not pass.

use simon_testkit::Fault;
use simon_testkit::exactly_once::Sabotage;
use simon_testkit::simulated::{Crash, Side};

use crate::books::Books;
use crate::fetching::{clean_up_with, load_with_crash};

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
