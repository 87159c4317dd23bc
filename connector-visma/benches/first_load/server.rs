//! The simulator with the records of a load.

use std::sync::Arc;

use connector_visma::simulator::{Klant, VismaNet};
use simon_core::http::SystemClock;
use simon_testkit::race;

/// Serves until standard input closes.
pub(crate) fn serve(relaties: u32, artikelen: u32) {
    let vendor = Arc::new(VismaNet::new(Arc::new(SystemClock)));
    let books = vendor.books();
    books.seed_klanten(relaties);
    books.seed_artikelen(artikelen);
    // What is measured is the reader, not the waiting.
    vendor.limit_calls(u64::from(u32::MAX));
    race::serve(vendor.clone(), |changed| {
        for number in 0..changed {
            books.add_klant(Klant::new(&format!("N{number}"), &format!("Nieuw {number}")));
        }
    });
}
