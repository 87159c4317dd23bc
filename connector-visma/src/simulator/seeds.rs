//! A small company to show things with.

use super::VismaNet;
use super::documents::{Order, Regel};
use super::records::{Adres, Artikel, ArtikelSoort, ArtikelStatus, Klant, KlantStatus};

/// Number, name, street, postal code, town, e-mail.
const KLANTEN: [[&str; 6]; 4] = [
    [
        "10001",
        "Bakkerij De Korenaar",
        "Molenstraat 14",
        "3811 LM",
        "Amersfoort",
        "info@korenaar.example",
    ],
    ["10002", "Garage Van Dijk B.V.", "Industrieweg 8a", "4815 BZ", "Breda", ""],
    ["10003", "VvE 't Zonnehof", "Zonnehof 1-47", "8011 VW", "Zwolle", "bestuur@zonnehof.example"],
    ["10004", "Hotel-Restaurant Café René", "Markt 3", "6211 CJ", "Maastricht", ""],
];

/// Number, description, unit, price in cents.
const ARTIKELEN: [(&str, &str, &str, i64); 6] = [
    ("UUR", "Arbeidsloon monteur", "UUR", 6250),
    ("REIS", "Reisuren", "UUR", 4750),
    ("VOORRIJ", "Voorrijkosten", "STUK", 3500),
    ("BUIS 22/1", "Koperen buis 22 mm", "METER", 1429),
    ("FILTER", "Filterset WTW", "STUK", 3995),
    ("DIV", "Diversen", "STUK", 0),
];

impl VismaNet {
    /// Fills the company with a handful of customers, non-stock items and warehouses, an order and a
    /// quote. A customer of former days, one on hold, an item in stock and an item of former days are
    /// among them.
    pub fn seed_demo(&self) {
        let books = self.books();
        for [nummer, naam, straat, postcode, plaats, email] in KLANTEN {
            books.add_klant(Klant {
                adres: Some(Adres::nl(straat, postcode, plaats)),
                email: (!email.is_empty()).then(|| email.to_owned()),
                ..Klant::new(nummer, naam)
            });
        }
        books.add_klant(Klant {
            adres: Some(Adres::nl("Antwerpsestraat 210", "4611 AK", "Bergen op Zoom")),
            factuuradres: Some(Adres::nl("Postbus 17", "4600 AA", "Bergen op Zoom")),
            afleveradres: Some(Adres::nl("Havenweg 2", "4612 PP", "Bergen op Zoom")),
            ..Klant::new("10005", "Drukkerij Peeters")
        });
        let status = KlantStatus::OnHold;
        books.add_klant(Klant { status, ..Klant::new("10006", "Nog Te Betalen B.V.") });
        let status = KlantStatus::Inactive;
        books.add_klant(Klant { status, ..Klant::new("10007", "Voormalige Klant V.O.F.") });
        for (nummer, omschrijving, eenheid, cents) in ARTIKELEN {
            books.add_artikel(Artikel::new(nummer, omschrijving, eenheid, cents));
        }
        let labor = Artikel::new("INSPECTIE", "Inspectie", "UUR", 8500);
        books.add_artikel(Artikel { soort: ArtikelSoort::LaborItem, ..labor });
        let ketel = Artikel::new("CVKETEL", "CV-ketel HR 28 kW", "STUK", 148_500);
        books.add_artikel(ketel.op_voorraad());
        let old = Artikel::new("OUD", "Niet meer leverbaar", "STUK", 100);
        books.add_artikel(Artikel { status: ArtikelStatus::Inactive, ..old });
        books.set_magazijn("1", "Hoofdmagazijn", true);
        books.set_magazijn("BUS2", "Servicebus 2", true);
        books.set_magazijn("OUD", "Oude loods", false);
        self.seed_demo_orders();
    }

    fn seed_demo_orders(&self) {
        let books = self.books();
        let regel = |artikel: &str, aantal: &str, eenheid: &str| Regel {
            artikel: artikel.to_owned(),
            omschrijving: artikel.to_owned(),
            aantal: aantal.to_owned(),
            eenheid: eenheid.to_owned(),
            ..Regel::default()
        };
        for (soort, klant, omschrijving) in
            [("SO", "10001", "WB onderhoud ketel"), ("QT", "10003", "WB vervangen filters")]
        {
            books.add_order(Order {
                soort: soort.to_owned(),
                klant: klant.to_owned(),
                status: "Open".to_owned(),
                omschrijving: Some(omschrijving.to_owned()),
                datum: simon_testkit::vendor::dutch_time::wall(self.now()).date(),
                gemaakt_door: Some("kantoor".to_owned()),
                regels: vec![regel("UUR", "2.5", "UUR"), regel("FILTER", "1", "STUK")],
                ..Order::default()
            });
        }
    }
}
