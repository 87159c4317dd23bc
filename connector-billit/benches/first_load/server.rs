//! The simulator with the records of a load.

use std::sync::Arc;

use connector_billit::simulator::{Adres, Billit, NewKlant};
use simon_core::http::SystemClock;
use simon_testkit::race;

/// Serves until standard input closes.
pub(crate) fn serve(relaties: u32, artikelen: u32) {
    let vendor = Arc::new(Billit::new(Arc::new(SystemClock)));
    let books = vendor.books();
    books.seed_klanten(relaties);
    books.seed_artikelen(artikelen);
    race::serve(vendor.clone(), |changed| {
        for number in 0..changed {
            // With an address: a row without one costs a call of its own.
            let adres = Adres { plaats: "Gent".to_owned(), ..Adres::default() };
            let naam = format!("Nieuw {number}");
            books.add_klant(&NewKlant { adres: Some(adres), ..NewKlant::naam(&naam) });
        }
    });
}
