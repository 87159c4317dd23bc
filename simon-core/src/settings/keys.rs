//! The settings that several vendors share. A connector lists those that its manual has, each with
//! its chapter: `REISTIJD_ARTIKEL.chapter("5.2")`.

use super::{Choice, SettingKind, SettingSpec};

const GEEN: Choice = Choice::new("geen", "Geen", "None");
const BEIDE: Choice = Choice::new("beide", "Beide", "Both");
const WERKADRES: Choice = Choice::new("werkadres", "Werkadres", "Work address");
const WERKOMSCHRIJVING: Choice =
    Choice::new("werkomschrijving", "Werkomschrijving", "Work description");
const KLANTREFERENTIE: Choice =
    Choice::new("klantreferentie", "Klantreferentie", "Customer reference");
const WERKBONNUMMER: Choice = Choice::new("werkbonnummer", "Werkbonnummer", "Werkbon number");
const REFERENTIES: &[Choice] = &[GEEN, WERKBONNUMMER, KLANTREFERENTIE, BEIDE];

/// Number of the administration, where an account has several: checked before anything else (C17).
pub const ADMINISTRATIE: SettingSpec = SettingSpec::new(
    "administratie",
    "C17",
    SettingKind::Tekst { max: 100 },
    "Administratie",
    "Administration",
)
.required()
.asks_vendor()
.opens_others();
/// Article on which travelling time is booked (C5).
pub const REISTIJD_ARTIKEL: SettingSpec = SettingSpec::new(
    "reistijd_artikel",
    "C5",
    SettingKind::Artikel,
    "Artikel voor reistijd",
    "Article for travelling time",
);
/// Article on which working time is booked (C6).
pub const WERKTIJD_ARTIKEL: SettingSpec = SettingSpec::new(
    "werktijd_artikel",
    "C6",
    SettingKind::Artikel,
    "Artikel voor werktijd",
    "Article for working time",
);
/// Article that is a line on every document (C8).
pub const STANDAARD_ARTIKEL: SettingSpec = SettingSpec::new(
    "standaard_artikel",
    "C8",
    SettingKind::Artikel,
    "Standaardartikel",
    "Default article",
);
/// Names of the article groups to fetch (B7).
pub const ARTIKELGROEPEN: SettingSpec = SettingSpec::new(
    "artikelgroepen",
    "B7",
    SettingKind::Artikelgroepen,
    "Artikelgroepen",
    "Article groups",
);
/// A werkbon with this word in its description is not sent (C9).
pub const FILTERWOORD: SettingSpec = SettingSpec::new(
    "filterwoord",
    "C9",
    SettingKind::Tekst { max: 100 },
    "Filterwoord: werkbonnen met dit woord niet versturen",
    "Filter word: do not send werkbonnen with this word",
);
/// The filter word must be a whole word (C9).
pub const FILTERWOORD_HEEL_WOORD: SettingSpec = SettingSpec::new(
    "filterwoord_heel_woord",
    "C9",
    SettingKind::JaNee,
    "Filterwoord alleen als heel woord",
    "Filter word as a whole word only",
);
/// Document template (C14).
pub const SJABLOON: SettingSpec =
    SettingSpec::new("sjabloon", "C14", SettingKind::Tekst { max: 200 }, "Sjabloon", "Template")
        .asks_vendor();
/// What the memo holds (C11).
pub const MEMO: SettingSpec = SettingSpec::new(
    "memo",
    "C11",
    SettingKind::Keuze(&[GEEN, WERKADRES, WERKOMSCHRIJVING, BEIDE]),
    "Memo/opmerkingen",
    "Memo/remarks",
);
/// What the customer reference holds (C12).
pub const KLANTREFERENTIE_KEUZE: SettingSpec = SettingSpec::new(
    "klantreferentie",
    "C12",
    SettingKind::Keuze(REFERENTIES),
    "Klantreferentie",
    "Customer reference",
);
/// What the betalingskenmerk holds (C12, SnelStart).
pub const BETALINGSKENMERK: SettingSpec = SettingSpec::new(
    "betalingskenmerk",
    "C12",
    SettingKind::Keuze(REFERENTIES),
    "Betalingskenmerk",
    "Payment reference",
);
/// What the document's description is made of (C13).
pub const OMSCHRIJVING: SettingSpec = SettingSpec::new(
    "omschrijving",
    "C13",
    SettingKind::Keuzes(&[WERKOMSCHRIJVING, WERKADRES, KLANTREFERENTIE]),
    "Omschrijving van de order",
    "Description of the order",
);
/// First line is the work description (C10).
pub const EERSTE_REGEL: SettingSpec = SettingSpec::new(
    "eerste_regel",
    "C10",
    SettingKind::JaNee,
    "Werkomschrijving als eerste regel",
    "Work description as first line",
);
/// Payment term in days (C26).
pub const BETALINGSTERMIJN: SettingSpec = SettingSpec::new(
    "betalingstermijn",
    "C26",
    SettingKind::Getal { min: 0, max: 365, default: 14 },
    "Betalingstermijn in dagen",
    "Payment term in days",
);
/// Which PDFs go along (C19).
pub const PDF: SettingSpec = SettingSpec::new(
    "pdf",
    "C19",
    SettingKind::Keuze(&[
        GEEN,
        Choice::new("werkbon", "Werkbon", "Werkbon"),
        Choice::new("eigen_formulieren", "Eigen formulieren", "Custom forms"),
        BEIDE,
    ]),
    "Pdf's meesturen",
    "Send PDFs along",
);
/// Word that a fetched order must have (D3).
pub const OPHALEN_FILTERWOORD: SettingSpec = SettingSpec::new(
    "ophalen_filterwoord",
    "D3",
    SettingKind::Tekst { max: 100 },
    "Alleen ophalen met dit woord in de omschrijving",
    "Fetch only with this word in the description",
);
/// The word may be part of another word (D3).
pub const OPHALEN_FILTERWOORD_BEVAT: SettingSpec = SettingSpec::new(
    "ophalen_filterwoord_bevat",
    "D3",
    SettingKind::JaNee,
    "Woord mag deel van een ander woord zijn",
    "The word may be part of another word",
);
/// Lines of a fetched order become articles on the werkbon (D4).
pub const OPHALEN_ARTIKELEN: SettingSpec = SettingSpec::new(
    "ophalen_artikelen",
    "D4",
    SettingKind::JaNee,
    "Artikelen van de order overnemen",
    "Take over the order's articles",
);
/// Mark appended to an order's description (D6).
pub const MARKERING: SettingSpec = SettingSpec::new(
    "markering",
    "D6",
    SettingKind::Tekst { max: 3 },
    "Markering achter de omschrijving (hoogstens 3 tekens)",
    "Mark after the description (3 characters at most)",
);
