//! A small company to show things with.

use rust_decimal::Decimal;

use super::{Adres, Billit, NewArtikel, NewKlant, NewOfferte, NewRegel};

/// Another company of the same user.
const SECOND_PARTY_ID: i64 = 861_377;

/// Name, street, number, postal code, town.
const KLANTEN: [(&str, &str, &str, &str, &str); 4] = [
    ("Bakkerij De Korenaar", "Veldstraat", "12", "9000", "Gent"),
    ("Garage Peeters", "Mechelsesteenweg", "88", "2018", "Antwerpen"),
    ("Vrije Basisschool De Linde", "Schoolstraat", "3", "3000", "Leuven"),
    ("Aannemingen Van Damme", "Torhoutsesteenweg", "240", "8400", "Oostende"),
];

/// Reference, description, price in cents, VAT, unit.
const ARTIKELEN: [(&str, &str, i64, i64, &str); 5] = [
    ("UUR", "Arbeid monteur", 6_250, 21, "HUR"),
    ("REIS", "Reistijd", 4_500, 21, "HUR"),
    ("VOOR", "Voorrijkosten", 3_500, 21, "NAR"),
    ("CV-22", "Cv-buis 22 mm", 895, 6, "MTR"),
    ("THERM", "Thermostaat", 11_900, 21, "NAR"),
];

impl Billit {
    /// Fills the first company with customers, articles and an approved quote, and adds a second,
    /// empty one.
    pub fn seed_demo(&self) {
        let books = self.books();
        let klanten = KLANTEN.map(|(naam, straat, huisnummer, postcode, plaats)| {
            let adres = Adres {
                straat: straat.to_owned(),
                huisnummer: huisnummer.to_owned(),
                bus: None,
                postcode: postcode.to_owned(),
                plaats: plaats.to_owned(),
                land: "BE".to_owned(),
            };
            let reverse_charge = naam.starts_with("Aannemingen").then(|| "21".to_owned());
            books.add_klant(&NewKlant {
                adres: Some(adres),
                btw_regime: reverse_charge,
                betaaltermijn: Some(30),
                ..NewKlant::naam(naam)
            })
        });
        let artikelen = ARTIKELEN.map(|(referentie, omschrijving, cents, btw, eenheid)| {
            books.add_artikel(&NewArtikel {
                prijs: Some(Decimal::new(cents, 2)),
                btw: Decimal::from(btw),
                eenheid: eenheid.to_owned(),
                ..NewArtikel::artikel(referentie, omschrijving)
            })
        });
        books.add_leverancier("Groothandel Sanitair");
        let ([klant, ..], [.., thermostaat]) = (klanten, artikelen);
        let regels = vec![
            NewRegel::tekst("Thermostaat vervangen"),
            NewRegel::artikel(thermostaat, Decimal::ONE),
        ];
        let titel = Some("Vervanging thermostaat".to_owned());
        let offerte = NewOfferte { titel, ..NewOfferte::voor(klant, regels) };
        if let Ok(id) = books.add_offerte(&offerte) {
            let _ = books.approve_offerte(id);
        }
        self.add_company(SECOND_PARTY_ID, "Demo Vastgoed BV");
    }
}
