//! The simulator with the records of a load.

use std::sync::Arc;

use connector_exact::simulator::{ExactOnline, NewAccount};
use simon_core::http::SystemClock;
use simon_testkit::race;

/// Serves until standard input closes.
pub(crate) fn serve(relaties: u32, artikelen: u32) {
    let vendor = Arc::new(ExactOnline::new(Arc::new(SystemClock)));
    let books = vendor.books();
    books.add_journal("70", "Verkoopboek", 20);
    books.add_accounts(relaties);
    books.add_items(artikelen);
    // What is measured is the reader, not the waiting.
    vendor.limit_calls(u64::from(u32::MAX), u64::from(u32::MAX));
    race::serve(vendor.clone(), |changed| {
        for number in 0..changed {
            books.add_account(&NewAccount::klant(&format!("Nieuw {number}")));
        }
    });
}
