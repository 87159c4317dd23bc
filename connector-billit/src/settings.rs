//! Chapter 5 of the product manual as data (E2).

use simon_core::settings::{self as common, Choice, SettingKind, SettingSpec};

use crate::assumptions::BETALINGSTERMIJN;

/// Which company it is about, where a user has several.
pub(crate) const ADMINISTRATIE: &str = common::ADMINISTRATIE.key;
/// Whether an invoice is made as a draft (C2).
pub(crate) const FACTUUR_STATUS: &str = "factuur_status";
/// The choice for a final invoice.
pub(crate) const FACTUUR_STATUS_DEFINITIEF: &str = "definitief";
/// The text of a quote that is its first line (D5).
pub(crate) const TEKST_EERSTE_REGEL: &str = "eerste_regel";
/// The text of a quote that is its remarks (D5).
pub(crate) const TEKST_OPMERKINGEN: &str = "opmerkingen";

/// The settings of Billit in the order of the manual; the last three are not in its chapter 5: the vendor
/// has users with several companies, makes invoices final unless asked otherwise (C2), and asks for a due date (C26).
pub(crate) const SETTINGS: &[SettingSpec] = &[
    common::REISTIJD_ARTIKEL.chapter("5.2"),
    common::WERKTIJD_ARTIKEL.chapter("5.3"),
    common::STANDAARD_ARTIKEL.chapter("5.4"),
    common::EERSTE_REGEL.chapter("5.5"),
    common::FILTERWOORD.chapter("5.6"),
    common::FILTERWOORD_HEEL_WOORD.chapter("5.6"),
    common::MEMO.chapter("5.7"),
    common::KLANTREFERENTIE_KEUZE.chapter("5.8"),
    common::PDF.chapter("5.9"),
    SettingSpec::new(
        "ophalen",
        "D1",
        SettingKind::Keuzes(&[Choice::new("offertes", "Goedgekeurde offertes", "Approved quotes")]),
        "Ophalen als werkbon",
        "Fetch as werkbon",
    )
    .chapter("5.10"),
    common::OPHALEN_FILTERWOORD.chapter("5.10.1"),
    common::OPHALEN_FILTERWOORD_BEVAT.chapter("5.10.1"),
    common::OPHALEN_ARTIKELEN.chapter("5.10.2"),
    SettingSpec::new(
        "ophalen_omschrijving",
        "D5",
        SettingKind::Keuze(&[
            Choice::new(
                TEKST_EERSTE_REGEL,
                "Eerste regel van de offerte",
                "First line of the quote",
            ),
            Choice::new(TEKST_OPMERKINGEN, "Opmerkingen van de offerte", "Remarks of the quote"),
            Choice::new("beide", "Beide", "Both"),
        ]),
        "Werkomschrijving van een opgehaalde offerte",
        "Work description of a fetched quote",
    )
    .chapter("5.10.3"),
    administratie(),
    SettingSpec::new(
        FACTUUR_STATUS,
        "C2",
        SettingKind::Keuze(&[
            Choice::new("concept", "Concept", "Draft"),
            Choice::new(FACTUUR_STATUS_DEFINITIEF, "Definitief", "Final"),
        ]),
        "Factuur maken als",
        "Make the invoice as",
    )
    .chapter("3.4"),
    betalingstermijn(),
];

/// Only to be given where the user has several companies and none is configured.
const fn administratie() -> SettingSpec {
    let mut spec = common::ADMINISTRATIE.chapter("4.3");
    spec.required = false;
    spec
}

const fn betalingstermijn() -> SettingSpec {
    let mut spec = common::BETALINGSTERMIJN.chapter("3.4");
    spec.kind = SettingKind::Getal { min: 0, max: 365, default: BETALINGSTERMIJN };
    spec
}

#[cfg(test)]
#[path = "settings_tests.rs"]
mod tests;
