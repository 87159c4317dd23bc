//! A small company to show things with.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::{ExactOnline, NewAccount, NewItem};

/// The number that users see of the demo's second division.
const SECOND_DIVISION: i32 = 3_201_418;

/// Name, street, postal code, town, country, e-mail.
const KLANTEN: [[&str; 6]; 5] = [
    [
        "Bakkerij De Korenaar",
        "Molenstraat 14",
        "3811 LM",
        "Amersfoort",
        "NL",
        "info@korenaar.example",
    ],
    ["Garage Van Dijk B.V.", "Industrieweg 8a", "4815 BZ", "Breda", "NL", ""],
    ["VvE 't Zonnehof", "Zonnehof 1-47", "8011 VW", "Zwolle", "NL", "bestuur@zonnehof.example"],
    ["Hotel-Restaurant Café René", "Markt 3", "6211 CJ", "Maastricht", "NL", ""],
    [
        "Drukkerij Peeters NV",
        "Antwerpsesteenweg 210",
        "2800",
        "Mechelen",
        "BE",
        "boekhouding@peeters.example",
    ],
];

/// Code, name, position of the group, price in cents, unit, whether fractions are allowed.
const ARTIKELEN: [(&str, &str, usize, i64, &str, bool); 8] = [
    ("UUR", "Arbeidsloon monteur", 0, 6250, "hour", true),
    ("REIS", "Reisuren", 0, 4750, "hour", true),
    ("VOORRIJ", "Voorrijkosten", 0, 3500, "pc", false),
    ("KRAAN15", "Kogelkraan 15 mm", 1, 1195, "pc", false),
    ("BUIS22", "Koperen buis 22 mm", 1, 1429, "m", true),
    ("CVKETEL", "CV-ketel HR 28 kW", 1, 148_500, "pc", false),
    ("FILTER", "Filterset WTW", 1, 3995, "pc", false),
    ("DIV", "Diversen", 2, 0, "pc", true),
];

const GROEPEN: [(&str, &str); 3] =
    [("DIENST", "Diensten"), ("MAT", "Materiaal"), ("DIV", "Diversen")];

impl ExactOnline {
    /// Fills the books with a handful of customers, articles, groups and journals, with a supplier, a
    /// prospect, the company itself and a customer of former days among them. There is a second,
    /// archived division.
    pub fn seed_demo(&self) {
        let books = self.books();
        for (naam, status, soort) in [
            ("Demo Installatietechniek B.V.", Some('A'), 'D'),
            ("Technische Groothandel Noord", Some('A'), 'A'),
            ("Misschien Een Klant", Some('P'), 'A'),
            ("Zonder Status", None, 'A'),
        ] {
            let is_sales = status == Some('P');
            let klant = NewAccount::klant(naam);
            books.add_account(&NewAccount {
                status,
                soort,
                is_sales,
                is_supplier: !is_sales,
                ..klant
            });
        }
        for [naam, adres, postcode, plaats, land, email] in KLANTEN {
            let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
            books.add_account(&NewAccount {
                adres: text(adres),
                postcode: text(postcode),
                plaats: text(plaats),
                land: text(land),
                email: text(email),
                ..NewAccount::klant(naam)
            });
        }
        let gone = books.add_account(&NewAccount::klant("Voormalige Klant V.O.F."));
        // It was added a line ago.
        let _ = books.set_account_period(&gone, None, NaiveDate::from_ymd_opt(2024, 12, 31));
        let groepen = GROEPEN.map(|(code, naam)| books.add_group(code, naam));
        for (code, naam, groep, cents, eenheid, breuken) in ARTIKELEN {
            books.add_item(&NewItem {
                groep: groepen.get(groep).cloned(),
                prijs: Some(Decimal::new(cents, 2)),
                eenheid: eenheid.to_owned(),
                breuken,
                ..NewItem::artikel(code, naam)
            });
        }
        for (code, naam, soort) in
            [("70", "Verkoopboek", 20), ("60", "Inkoopboek", 22), ("20", "Bank", 12)]
        {
            books.add_journal(code, naam, soort);
        }
        self.add_division(SECOND_DIVISION, "418", "Demo Installatietechniek B.V. (oud)");
        let _ = self.change_division(SECOND_DIVISION, &[("Status", "2")]);
    }
}
