//! Test data with sane defaults. All fields are public: change what the test is about.
//!
//! ```
//! use simon_testkit::builders;
//! let mut klant = builders::relatie("k1");
//! klant.naam = "Łukasz Bouw 🚧".to_owned();
//! ```

use chrono::NaiveDate;
use rust_decimal::Decimal;
use simon_core::domain::{
    Aantal, Administratie, Adres, Artikel, ArtikelId, ArtikelRegel, DocumentSoort, DraftRegel,
    GearchiveerdeWerkbon, GeboektArtikel, GeboekteTijd, IntegrationId, InvoiceDraft, Minuten, Pdf,
    PdfSoort, Prijs, Referentie, RegelSoort, Relatie, RelatieId, TijdSoort, Werkadres, WerkadresId,
    Werkbon, WerkbonNummer,
};
use simon_core::settings::{SettingValues, SettingsVersion};

const IMPOSSIBLE: &str = "test data with a possible id";

/// A decimal from its text: `decimal("12.345")`.
///
/// # Panics
/// When it is none.
#[must_use]
pub fn decimal(text: &str) -> Decimal {
    text.parse().expect("a decimal")
}

/// The integration `acme01`.
///
/// # Panics
/// Never.
#[must_use]
pub fn integration() -> IntegrationId {
    IntegrationId::new("acme01").expect(IMPOSSIBLE)
}

/// Books, for a connector whose credentials open one administration.
#[must_use]
pub fn books() -> Administratie {
    Administratie::new("adm", "Testadministratie")
}

/// The id of a customer.
///
/// # Panics
/// When the id cannot exist.
#[must_use]
pub fn relatie_id(id: &str) -> RelatieId {
    RelatieId::new(id).expect(IMPOSSIBLE)
}

/// The id of an article.
///
/// # Panics
/// When the id cannot exist.
#[must_use]
pub fn artikel_id(id: &str) -> ArtikelId {
    ArtikelId::new(id).expect(IMPOSSIBLE)
}

/// The number of a werkbon.
///
/// # Panics
/// When the number cannot exist.
#[must_use]
pub fn nummer(nummer: &str) -> WerkbonNummer {
    WerkbonNummer::new(nummer).expect(IMPOSSIBLE)
}

/// An active customer `Klant <id>` with a code, an address, a telephone number and an e-mail address.
#[must_use]
pub fn relatie(id: &str) -> Relatie {
    let mut relatie = Relatie::new(relatie_id(id), format!("Klant {id}"));
    relatie.code = format!("K{id}");
    relatie.adres = Some(Adres::new("Dorpsstraat 1", "3511 AB", "Utrecht"));
    relatie.telefoon = Some("030 123 45 67".to_owned());
    relatie.email = vec![format!("info@{id}.example")];
    relatie
}

/// A work address of a customer.
///
/// # Panics
/// When an id cannot exist.
#[must_use]
pub fn werkadres(id: &str, klant: &str) -> Werkadres {
    let id = WerkadresId::new(id).expect(IMPOSSIBLE);
    Werkadres::new(id, relatie_id(klant), Adres::new("Werf 7", "2511 CD", "Den Haag"))
}

/// An active article `Artikel <id>` of 12.50 without VAT.
#[must_use]
pub fn artikel(id: &str) -> Artikel {
    let mut artikel = Artikel::new(artikel_id(id), format!("A{id}"), format!("Artikel {id}"));
    artikel.eenheid = Some("stuk".to_owned());
    artikel.verkoopprijs = Some(Prijs::exclusief(Decimal::new(12_50, 2)));
    artikel
}

/// Monday 2 March 2026, the date of werkbonnen and drafts.
///
/// # Panics
/// Never.
#[must_use]
pub fn datum() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 2).expect("a date")
}

/// A werkbon of customer `k1`, reported complete: an hour and a half of work, half an hour of
/// travel, and two of article `a1`.
#[must_use]
pub fn werkbon(nummer: &str) -> Werkbon {
    let mut werkbon = Werkbon::new(self::nummer(nummer), datum()).gereed_melden();
    werkbon.klant = Some(relatie_id("k1"));
    werkbon.werkomschrijving = "Lekkende kraan vervangen".to_owned();
    werkbon.tijden = vec![
        GeboekteTijd { soort: TijdSoort::Werktijd, minuten: Minuten(90) },
        GeboekteTijd { soort: TijdSoort::Reistijd, minuten: Minuten(30) },
    ];
    werkbon.artikelen = vec![GeboektArtikel::new(artikel_id("a1"), Aantal(Decimal::TWO))];
    werkbon
}

/// The same werkbon, archived.
///
/// # Panics
/// When the number cannot exist.
#[must_use]
pub fn gearchiveerd(nummer: &str) -> GearchiveerdeWerkbon {
    werkbon(nummer).archiveren().expect("a werkbon that was reported complete")
}

/// A small PDF of a werkbon.
#[must_use]
pub fn pdf(naam: &str) -> Pdf {
    Pdf::new(PdfSoort::Werkbon, naam, b"%PDF-1.4\n%%EOF\n".to_vec())
}

/// A sales order for customer `k1` with a text line and two of article `a1` at 12.50.
#[must_use]
pub fn draft(nummer: &str) -> InvoiceDraft {
    let nummer = self::nummer(nummer);
    let referentie = Referentie::new(&integration(), &nummer);
    let soort = DocumentSoort::Verkooporder;
    let mut draft = InvoiceDraft::new(referentie, nummer, relatie_id("k1"), soort, datum());
    draft.omschrijving = Some("Lekkende kraan vervangen".to_owned());
    draft.regels = vec![
        DraftRegel::Tekst("Lekkende kraan vervangen".to_owned()),
        DraftRegel::Artikel(regel("a1", "2", "12.50")),
    ];
    draft
}

/// A line on an article that was booked on the werkbon, at a price without VAT.
#[must_use]
pub fn regel(artikel: &str, aantal: &str, prijs: &str) -> ArtikelRegel {
    let id = artikel_id(artikel);
    let aantal = Aantal(decimal(aantal));
    let mut regel = ArtikelRegel::new(RegelSoort::Artikel, id, format!("A{artikel}"), aantal);
    regel.omschrijving = Some(format!("Artikel {artikel}"));
    regel.prijs = Some(Prijs::exclusief(decimal(prijs)));
    regel
}

/// Version 1 of these settings, for the administration `adm-1`.
#[must_use]
pub fn settings(values: SettingValues) -> SettingsVersion {
    let books = Administratie::new("adm-1", "Testadministratie");
    let saved = crate::simulated::SimulatedClock::default().now();
    SettingsVersion::new(1, books, values, std::collections::BTreeMap::new(), saved)
}
