//! What the page's vendors have besides their demo books: settings that pass, and an order or quote
//! that becomes a werkbon.

use connector_billit::simulator::{Billit, NewOfferte, NewRegel as BillitRegel};
use connector_snelstart::simulator::{NewOrder, NewRegel, SnelStart};
use connector_visma::simulator::{Order, Regel, VismaNet};
use rust_decimal::Decimal;
use simon_core::settings::{SettingValue, SettingValues};

use crate::demo::stage;

/// The word that every filter on orders and quotes asks for is in it.
const ORDER: &str = "WB lekkage in de keuken";

pub(super) fn billit_settings() -> SettingValues {
    let texts = [
        ("administratie", "Demo Installatietechniek BV"),
        ("reistijd_artikel", "REIS"),
        ("werktijd_artikel", "UUR"),
        ("standaard_artikel", "VOOR"),
        ("filterwoord", "garantie"),
        ("memo", "beide"),
        ("klantreferentie", "beide"),
        ("pdf", "werkbon"),
        ("ophalen_filterwoord", "WB"),
        ("ophalen_omschrijving", "beide"),
    ];
    let mut settings = stage::settings(&texts, &[("ophalen", &["offertes"])]);
    settings.set("eerste_regel", SettingValue::JaNee(true));
    settings.set("ophalen_artikelen", SettingValue::JaNee(true));
    settings
}

pub(super) fn visma_settings() -> SettingValues {
    let texts = [
        ("administratie", "Demo Installatietechniek B.V."),
        ("reistijd_artikel", "REIS"),
        ("werktijd_artikel", "UUR"),
        ("standaard_artikel", "VOORRIJ"),
        ("filterwoord", "garantie"),
        ("memo", "beide"),
        ("klantreferentie", "beide"),
        ("pdf", "werkbon"),
        ("ophalen_filterwoord_verkooporders", "WB"),
        ("ophalen_filterwoord_offertes", "WB"),
        ("document", "verkooporder"),
        ("magazijn", "1"),
    ];
    let mut settings = stage::settings(&texts, &[("ophalen", &["verkooporders", "offertes"])]);
    settings.set("ophalen_artikelen_verkooporders", SettingValue::JaNee(true));
    settings
}

/// A quote that the customer approved.
pub(super) fn billit_quote(vendor: &Billit, klant: &str) {
    let Ok(klant) = klant.parse() else { return };
    let regels = vec![BillitRegel::tekst("Sifon en kraan nakijken")];
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
            omschrijving: "Sifon en kraan nakijken".to_owned(),
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
