//! Chapter 5 of the product manual as data (E2).

use simon_core::settings::{self as common, SettingKind, SettingSpec};

/// Which administration it is about (C17).
pub(crate) const ADMINISTRATIE: &str = common::ADMINISTRATIE.key;
/// The journal of the invoices (C16).
pub(crate) const DAGBOEK: &str = "dagboek";
/// Which PDFs go along (C19).
pub(crate) const PDF: &str = common::PDF.key;
/// Which kind of document the PDFs become.
pub(crate) const DOCUMENTSOORT: &str = "documentsoort";
/// Articles whose quantities are hours.
pub(crate) const UREN: &[&str] = &[common::REISTIJD_ARTIKEL.key, common::WERKTIJD_ARTIKEL.key];

/// The settings of Exact Online in the order of the manual.
pub(crate) const SETTINGS: &[SettingSpec] = &[
    common::ADMINISTRATIE.chapter("5.2"),
    SettingSpec::new(
        DAGBOEK,
        "C16",
        SettingKind::Tekst { max: 20 },
        "Dagboek voor verkoopfacturen",
        "Journal for sales invoices",
    )
    .chapter("5.3")
    .required()
    .asks_vendor(),
    common::REISTIJD_ARTIKEL.chapter("5.4"),
    common::WERKTIJD_ARTIKEL.chapter("5.5"),
    common::ARTIKELGROEPEN.chapter("5.6"),
    common::MEMO.chapter("5.7"),
    common::STANDAARD_ARTIKEL.chapter("5.8"),
    common::KLANTREFERENTIE_KEUZE.chapter("5.9"),
    // It asks for the rights and for the kind of document.
    common::PDF.chapter("5.10").asks_vendor(),
    SettingSpec::new(
        DOCUMENTSOORT,
        "C19",
        SettingKind::Tekst { max: 60 },
        "Documentsoort van de pdf's, alleen als u een andere wilt",
        "Document type of the PDFs, only if you want another one",
    )
    .chapter("5.10")
    .asks_vendor(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_settings_stand_in_the_order_of_the_manual_each_with_its_own_key() {
        let chapter = |spec: &SettingSpec| {
            let (five, number) = spec.chapter.split_once('.').unwrap_or_default();
            assert_eq!(five, "5", "{}", spec.key);
            number.parse::<u32>().unwrap_or_default()
        };
        assert!(SETTINGS.is_sorted_by_key(chapter));
        for (at, spec) in SETTINGS.iter().enumerate() {
            assert!(SETTINGS.iter().skip(at + 1).all(|other| other.key != spec.key));
        }
    }

    #[test]
    fn administration_and_journal_are_required_and_the_first_opens_the_others() {
        let required: Vec<&str> =
            SETTINGS.iter().filter(|spec| spec.required).map(|spec| spec.key).collect();
        assert_eq!(required, [ADMINISTRATIE, DAGBOEK]);
        let opening = SETTINGS.iter().filter(|spec| spec.opens_others);
        assert_eq!(opening.map(|spec| spec.key).collect::<Vec<_>>(), [ADMINISTRATIE]);
    }
}
