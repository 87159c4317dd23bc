//! What a new administration holds, a small company, and records for volume.

use rust_decimal::Decimal;

use super::EBoekhouden;
use super::books::{Artikel, Books, Eenheid, Groep, Rekening, Relatie, Sjabloon};
use super::generated;

/// The unit `stuk`.
pub(super) const EENHEID_STUK: i64 = 11;
/// The unit `uur`.
const EENHEID_UUR: i64 = 12;
/// The account 8000, turnover.
pub(super) const REKENING_OMZET: i64 = 24_680_135;

/// The name of the template that every administration starts with.
pub const DEMO_SJABLOON: &str = "Factuursjabloon";

impl Books {
    /// Units, accounts and the template that the vendor gives to every administration.
    pub(super) fn found(&mut self) {
        for (id, enkelvoud, meervoud) in
            [(EENHEID_STUK, "stuk", "stuks"), (EENHEID_UUR, "uur", "uren"), (13, "doos", "dozen")]
        {
            let eenheid = Eenheid { enkelvoud: enkelvoud.into(), meervoud: meervoud.into() };
            self.eenheden.insert(id, eenheid);
        }
        let accounts = [
            (24_680_130, "1300", "Debiteuren", "DEB"),
            (REKENING_OMZET, "8000", "Omzet hoog", "VW"),
            (24_680_136, "8010", "Omzet laag", "VW"),
        ];
        for (id, code, omschrijving, categorie) in accounts {
            let rekening = Rekening {
                code: Some(code.into()),
                omschrijving: omschrijving.into(),
                categorie: categorie.into(),
                groep: None,
            };
            self.rekeningen.insert(id, rekening);
        }
        let sjabloon = Sjabloon { naam: DEMO_SJABLOON.into(), actief: true };
        self.sjablonen.insert(310_022, sjabloon);
    }
}

/// Seeds.
impl EBoekhouden {
    /// The number of the account of turnover that every administration has.
    #[must_use]
    pub fn omzetrekening(&self) -> i64 {
        REKENING_OMZET
    }

    /// The number of the unit `uur` that every administration has.
    #[must_use]
    pub fn eenheid_uur(&self) -> i64 {
        EENHEID_UUR
    }

    /// A small company: customers with one and two addresses, a private person, an inactive one, a
    /// member of a club, articles in two groups and one in none. Working hours have a cost centre.
    pub fn seed_demo(&self) {
        for relatie in demo_relaties() {
            self.add_relatie(relatie);
        }
        let diensten = self.add_groep("D", "Diensten");
        let materiaal = self.add_groep("M", "Materiaal");
        let kostenplaats = self.add_kostenplaats();
        let rows = [
            ("VOORRIJ", "Voorrijkosten", Some(diensten), EENHEID_STUK, 3500),
            ("REIS", "Reistijd", Some(diensten), EENHEID_UUR, 4800),
            ("WERK", "Werktijd monteur", Some(diensten), EENHEID_UUR, 6250),
            ("FILTER", "Filter F7 (set van 2)", Some(materiaal), EENHEID_STUK, 2795),
            (
                "KNIE-15",
                "Knelkoppeling knie 15 mm \"haaks\" & <kort>",
                Some(materiaal),
                EENHEID_STUK,
                415,
            ),
            ("DIVERS", "Diversen", None, EENHEID_STUK, 0),
        ];
        for (code, omschrijving, groep, eenheid, cents) in rows {
            self.add_artikel(Artikel {
                code: Some(code.into()),
                omschrijving: Some(omschrijving.into()),
                groep,
                eenheid: Some(eenheid),
                prijs: Some(Decimal::new(cents, 2)),
                btw_code: Some("HOOG_VERK_21".into()),
                rekening: Some(REKENING_OMZET),
                kostenplaats: (code == "WERK").then_some(kostenplaats),
                actief: true,
            });
        }
    }

    /// Adds many relations of which nothing is kept but a number.
    pub fn seed_relaties(&self, count: u32) {
        self.state().books.relaties.add_made(count);
    }

    /// Adds many articles of which nothing is kept but a number, all in the group `Gegenereerd`.
    pub fn seed_artikelen(&self, count: u32) {
        let mut state = self.state();
        let groep = Groep { code: "GEN".into(), omschrijving: "Gegenereerd".into() };
        state.books.groepen.insert(generated::GROEP, groep);
        state.books.artikelen.add_made(count);
    }
}

fn demo_relaties() -> [Relatie; 5] {
    let text = |text: &str| Some(text.to_owned());
    [
        Relatie {
            code: text("K0042"),
            bedrijf: text("Bakkerij De Gouden Korst B.V."),
            contactpersoon: text("A. Meelkamp"),
            adres: text("Molenweg 12"),
            postcode: text("3811 AB"),
            plaats: text("Amersfoort"),
            land: text("Nederland"),
            adres2: text("Postbus 100"),
            postcode2: text("3800 AC"),
            plaats2: text("Amersfoort"),
            land2: text("Nederland"),
            telefoon: text("033-0000001"),
            email: text("info@goudenkorst.example"),
            betalingstermijn: Some(30),
            ..Relatie::default()
        },
        Relatie {
            code: text("K0043"),
            bedrijf: text("Garage 't Wiel & Zn."),
            adres: text("Kade 7a"),
            postcode: text("8911 KL"),
            plaats: text("Leeuwarden"),
            gsm: text("06-00000002"),
            notitie: text("Sleutel ligt bij de buren.\nEerst bellen."),
            ..Relatie::default()
        },
        Relatie {
            code: text("P0001"),
            bedrijf: text("Mevr. J. van der Voorbeeld"),
            adres: text("Dorpsstraat 1"),
            postcode: text("1234 AB"),
            plaats: text("Ons Dorp"),
            particulier: true,
            ..Relatie::default()
        },
        Relatie {
            code: text("K0007"),
            bedrijf: text("Opgeheven Handel V.O.F."),
            inactief: true,
            ..Relatie::default()
        },
        Relatie {
            code: text("L0001"),
            bedrijf: text("Een lid van de vereniging"),
            particulier: true,
            lid: true,
            ..Relatie::default()
        },
    ]
}
