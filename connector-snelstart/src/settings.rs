//! Chapter 5 of the product manual as data (E2).

use simon_core::settings::{self as common, Choice, SettingKind, SettingSpec};

/// A text article carries text lines instead of lines without an article.
pub(crate) const TEKSTARTIKEL: &str = "tekstartikel";
/// Which template an order gets (C14).
pub(crate) const SJABLOON: &str = common::SJABLOON.key;
/// Order or werkbon (C15).
pub(crate) const ORDERTYPE: &str = "ordertype";
/// The choice of `ordertype` for the category 'werkbon'.
pub(crate) const ORDERTYPE_WERKBON: &str = "werkbon";

/// The settings of SnelStart in the order of the manual.
pub(crate) const SETTINGS: &[SettingSpec] = &[
    common::REISTIJD_ARTIKEL.chapter("5.2"),
    common::WERKTIJD_ARTIKEL.chapter("5.3"),
    common::ARTIKELGROEPEN.chapter("5.4"),
    common::STANDAARD_ARTIKEL.chapter("5.5"),
    common::OMSCHRIJVING.chapter("5.6"),
    common::BETALINGSKENMERK.chapter("5.7"),
    common::MEMO.chapter("5.8"),
    common::EERSTE_REGEL.chapter("5.9"),
    SettingSpec::new(
        TEKSTARTIKEL,
        "C10",
        SettingKind::Artikel,
        "Tekstartikel, alleen als SnelStart tekstregels weigert",
        "Text article, only if SnelStart refuses text lines",
    )
    .chapter("5.9"),
    common::FILTERWOORD.chapter("5.10"),
    common::FILTERWOORD_HEEL_WOORD.chapter("5.10"),
    common::SJABLOON.chapter("5.11"),
    SettingSpec::new(
        ORDERTYPE,
        "C15",
        SettingKind::Keuze(&[
            Choice::new("standaard", "Standaard order", "Standard order"),
            Choice::new(ORDERTYPE_WERKBON, "Werkbon", "Werkbon"),
        ]),
        "Soort order",
        "Kind of order",
    )
    .chapter("5.12")
    .asks_vendor(),
    SettingSpec::new(
        "ophalen",
        "D1",
        SettingKind::Keuzes(&[Choice::new("verkooporders", "Verkooporders", "Sales orders")]),
        "Ophalen als werkbon",
        "Fetch as werkbon",
    )
    .chapter("5.13"),
    common::OPHALEN_FILTERWOORD.chapter("5.13.1"),
    common::OPHALEN_FILTERWOORD_BEVAT.chapter("5.13.1"),
    common::OPHALEN_ARTIKELEN.chapter("5.13.2"),
    SettingSpec::new(
        "ophalen_omschrijving",
        "D5",
        SettingKind::Keuze(&[
            Choice::new("omschrijving", "Omschrijving van de order", "Description of the order"),
            Choice::new("memo", "Memo van de order", "Memo of the order"),
            Choice::new("beide", "Beide", "Both"),
        ]),
        "Werkomschrijving van een opgehaalde order",
        "Work description of a fetched order",
    )
    .chapter("5.13.3"),
    common::MARKERING.chapter("5.13.4"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_setting_has_a_chapter_and_its_own_key() {
        for (at, spec) in SETTINGS.iter().enumerate() {
            assert!(spec.chapter.starts_with("5."), "{}", spec.key);
            assert!(!spec.required, "{} cannot be required: an old file lacks it", spec.key);
            assert!(SETTINGS.iter().skip(at + 1).all(|other| other.key != spec.key));
        }
    }
}
