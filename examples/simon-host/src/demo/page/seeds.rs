//! What the page's vendors have besides their demo books: an order or quote that becomes a werkbon.

use connector_billit::simulator::{Billit, NewOfferte, NewRegel as BillitRegel};
use connector_snelstart::simulator::{NewOrder, NewRegel, SnelStart};
use connector_visma::simulator::{Order, Regel, VismaNet};
use rust_decimal::Decimal;

/// With the words that the filters on orders and quotes ask for.
const ORDER: &str = "WB werkbon lekkage in de keuken";

/// A quote that the customer approved.
pub(super) fn billit_quote(vendor: &Billit, klant: &str) {
    let Ok(klant) = klant.parse() else { return };
    let regels = vec![BillitRegel::tekst("Lekkage in de keuken: sifon nakijken")];
    let offerte = NewOfferte { titel: Some(ORDER.to_owned()), ..NewOfferte::voor(klant, regels) };
    if let Ok(id) = vendor.books().add_offerte(&offerte) {
        // It was added a line ago.
        let _ = vendor.books().approve_offerte(id);
    }
}

pub(super) fn snelstart_order(vendor: &SnelStart, klant: &str) {
    let order = NewOrder {
        relatie: klant.to_owned(),
        omschrijving: Some(ORDER.to_owned()),
        regels: vec![NewRegel {
            artikel: None,
            omschrijving: "Lekkage in de keuken: sifon nakijken".to_owned(),
            aantal: Decimal::ONE,
            stuksprijs: Decimal::ZERO,
        }],
        ..NewOrder::default()
    };
    // A customer that was deleted meanwhile gets none.
    let _ = vendor.add_order(&order);
}

pub(super) fn visma_order(vendor: &VismaNet, klant: &str) {
    let books = vendor.books();
    let Some(klant) = klant.parse().ok().and_then(|id| books.klant(id)) else { return };
    books.add_order(Order {
        soort: "SO".to_owned(),
        klant: klant.nummer,
        status: "Open".to_owned(),
        omschrijving: Some(ORDER.to_owned()),
        gemaakt_door: Some("kantoor".to_owned()),
        regels: vec![Regel {
            artikel: "FILTER".to_owned(),
            omschrijving: "Filterset WTW".to_owned(),
            aantal: "1".to_owned(),
            eenheid: "STUK".to_owned(),
            ..Regel::default()
        }],
        ..Order::default()
    });
}
