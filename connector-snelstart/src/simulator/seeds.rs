//! Books to start with: a small realistic one, and volume.

use rust_decimal::Decimal;
use simon_testkit::vendor::json::Json;

use super::generated::{GROEP, Generated};
use super::ids::Soort;
use super::records::{NewArtikel, NewRelatie};
use super::state::State;
use super::{SnelStart, guid};

/// Name, code of two letters, code of three.
const LANDEN: [(&str, &str, &str); 5] = [
    ("Nederland", "NL", "NLD"),
    ("België", "BE", "BEL"),
    ("Duitsland", "DE", "DEU"),
    ("Frankrijk", "FR", "FRA"),
    ("Luxemburg", "LU", "LUX"),
];

/// Name, contact, street, postal code, town, country, telephone, e-mail.
const KLANTEN: [[&str; 8]; 6] = [
    [
        "Bakkerij De Korenaar",
        "Mevr. A. de Wit",
        "Molenstraat 14",
        "3811 LM",
        "Amersfoort",
        "NL",
        "033-4612345",
        "info@korenaar.example; facturen@korenaar.example",
    ],
    [
        "Garage Van Dijk B.V.",
        "Dhr. P. van Dijk",
        "Industrieweg 8a",
        "4815 BZ",
        "Breda",
        "NL",
        "076-5221100",
        "administratie@vandijk.example",
    ],
    [
        "VvE 't Zonnehof",
        "",
        "Zonnehof 1-47",
        "8011 VW",
        "Zwolle",
        "NL",
        "",
        "bestuur@zonnehof.example",
    ],
    [
        "Hotel-Restaurant Café René",
        "R. Müller",
        "Markt 3",
        "6211 CJ",
        "Maastricht",
        "NL",
        "043-3210987",
        "",
    ],
    [
        "Drukkerij Peeters NV",
        "L. Peeters",
        "Antwerpsesteenweg 210",
        "2800",
        "Mechelen",
        "BE",
        "+32 15 123456",
        "boekhouding@peeters.example",
    ],
    [
        "Basisschool De Regenboog",
        "Conciërge",
        "Schoolplein 2",
        "9713 AA",
        "Groningen",
        "NL",
        "050-5550101",
        "regenboog@school.example",
    ],
];

/// Code, name, position of the group, price in cents, unit.
const ARTIKELEN: [(&str, &str, usize, i64, &str); 9] = [
    ("UUR", "Arbeidsloon monteur", 0, 6250, "uur"),
    ("REIS", "Reisuren", 0, 4750, "uur"),
    ("VOORRIJ", "Voorrijkosten", 0, 3500, "stuk"),
    ("KRAAN15", "Kogelkraan 15 mm", 1, 1195, "stuk"),
    ("BUIS22", "Koperen buis 22 mm", 1, 1429, "meter"),
    ("CVKETEL", "CV-ketel HR 28 kW", 1, 148_500, "stuk"),
    ("FILTER", "Filterset WTW", 1, 3995, "set"),
    ("SCHILDER", "Schilderwerk woning ouder dan 2 jaar", 2, 5100, "uur"),
    ("DIV", "Diversen", 3, 0, ""),
];

const GROEPEN: [(&str, &str); 4] = [
    ("Hoog btw (diensten)", "Hoog"),
    ("Hoog btw (materiaal)", "Hoog"),
    ("Laag btw (diensten)", "Laag"),
    ("Diversen", "Geen"),
];

impl SnelStart {
    /// Fills the books with a handful of customers, articles, groups and templates, with the
    /// vendor's built-in relations, an inactive customer and a supplier among them.
    pub fn seed_demo(&self) {
        let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        for (naam, code, soort) in [
            ("Demo Installatietechniek B.V.", 1, "Eigen"),
            ("Klant onbekend", -1, "Klant"),
            ("Leverancier onbekend", -2, "Leverancier"),
            ("Technische Groothandel Noord", 20_001, "Leverancier"),
        ] {
            self.add_relatie(NewRelatie {
                relatiecode: Some(code),
                soorten: vec![soort.to_owned()],
                ..NewRelatie::klant(naam)
            });
        }
        for [naam, contact, straat, postcode, plaats, land, telefoon, email] in KLANTEN {
            self.add_relatie(NewRelatie {
                contactpersoon: text(contact),
                straat: text(straat),
                postcode: text(postcode),
                plaats: text(plaats),
                landcode: text(land),
                telefoon: text(telefoon),
                email: text(email),
                ..NewRelatie::klant(naam)
            });
        }
        self.add_relatie(NewRelatie { nonactief: true, ..NewRelatie::klant("Slagerij Opgeheven") });
        let groepen = GROEPEN.map(|(naam, btw)| self.add_groep(naam, btw));
        for (code, naam, groep, cents, eenheid) in ARTIKELEN {
            self.add_artikel(NewArtikel {
                artikelcode: code.to_owned(),
                omschrijving: naam.to_owned(),
                groep: groepen.get(groep).cloned(),
                verkoopprijs: (cents > 0).then(|| Decimal::new(cents, 2)),
                eenheid: text(eenheid),
                nonactief: false,
            });
        }
        self.add_sjabloon("Standaard");
        self.add_sjabloon("Onderhoud");
    }

    /// Adds this many active customers. They cost next to no memory.
    pub fn seed_relaties(&self, count: u32) {
        let mut state = self.state();
        let next = state.generated.0;
        state.generated.0 = next.saturating_add(count);
        state.relaties.add_generated((next..next.saturating_add(count)).map(Generated::Relatie));
    }

    /// Adds this many active articles, all in the group `Gegenereerd`. They cost next to no memory.
    pub fn seed_artikelen(&self, count: u32) {
        let mut state = self.state();
        if state.groepen.get(GROEP).is_none() {
            state.add_groep(GROEP, "Gegenereerd", "Hoog");
        }
        let next = state.generated.1;
        state.generated.1 = next.saturating_add(count);
        state.artikelen.add_generated((next..next.saturating_add(count)).map(Generated::Artikel));
    }
}

impl State {
    /// The countries that every administration has.
    pub(super) fn add_landen(&mut self) {
        for (naam, two, three) in LANDEN {
            let key = self.new_key(Soort::Land);
            let id = guid::own(key);
            let json = Json::object([
                ("naam", Json::text(naam)),
                ("landcodeISO", Json::text(three)),
                ("landcode", Json::text(two)),
                ("uri", Json::text(format!("/landen/{id}"))),
                ("id", Json::text(id)),
            ]);
            self.landen.add(key, json, None);
        }
    }
}
