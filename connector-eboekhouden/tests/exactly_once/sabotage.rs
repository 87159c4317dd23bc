//! The tests of fetching tested: a connector with a mistake must not pass.

use simon_testkit::Fault;
use simon_testkit::exactly_once::Sabotage;
use simon_testkit::simulated::{Crash, Side};

use crate::books::{Books, Interface};
use crate::fetching::{clean_up_with, load_with_crash, requests_of_a_clean_up};
use crate::rest::Rest;

over_both!(
    a_connector_that_ends_a_listing_early_is_caught_by_the_load_test,
    a_connector_that_takes_errors_for_absence_is_caught_by_the_clean_up_test,
);

fn a_connector_that_ends_a_listing_early_is_caught_by_the_load_test<V: Interface>() {
    // The same with a sound connector loses nothing.
    let sound = load_with_crash::<V>(1, Side::Before, 0, Sabotage::None).unwrap();
    assert_eq!(sound.lost(), None);
    let books = load_with_crash::<V>(1, Side::Before, 0, Sabotage::EndsEarly).unwrap();
    assert!(books.lost().is_some());
}

fn a_connector_that_takes_errors_for_absence_is_caught_by_the_clean_up_test<V: Interface>() {
    let caught = (0..requests_of_a_clean_up::<V>()).filter(|request| {
        let (fault, sabotage) = (Fault::status(500), Sabotage::TakesErrorsForAbsence);
        clean_up_with::<V>(*request, fault, usize::MAX, sabotage).lost().is_some()
    });
    // Over SOAP an error ends the one answer that lists all, so that nothing is asked for alone.
    assert_eq!(caught.count() > 0, V::REST);
}

/// Not even such a connector makes the clean-up remove what is there: REST confirms each absence.
#[test]
fn a_listing_that_ends_early_removes_nothing_where_each_absence_is_confirmed_r7() {
    let mut books = Books::<Rest>::loaded();
    books.world.sabotage = Sabotage::EndsEarly;
    books.clean_up_and_die(&Crash::never());
    assert_eq!(books.lost(), None);
}
