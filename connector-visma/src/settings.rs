//! Chapter 5 of the product manual as data (E2).

use simon_core::domain::OrderSoort;
use simon_core::settings::{self as common, Choice, SettingKind, SettingSpec};

/// Which company it is about (C17).
pub(crate) const ADMINISTRATIE: &str = common::ADMINISTRATIE.key;
/// What a werkbon becomes (C2).
pub(crate) const DOCUMENT: &str = "document";
/// The choice of `document` for a sales order.
pub(crate) const VERKOOPORDER: &str = "verkooporder";
/// The choice of `document` for a customer invoice.
pub(crate) const KLANTFACTUUR: &str = "klantfactuur";
/// What is fetched as werkbonnen (D1).
pub(crate) const OPHALEN: &str = "ophalen";
/// The default warehouse (C18).
pub(crate) const MAGAZIJN: &str = "magazijn";
/// Whether users have warehouses of their own.
pub(crate) const MAGAZIJN_PER_GEBRUIKER: &str = "magazijn_per_gebruiker";
/// The warehouse of each user.
pub(crate) const MAGAZIJNEN: &str = "magazijnen";

/// Source: the document of the Sales Orders API: longest id of a warehouse.
const MAGAZIJN_MAX: usize = 30;

/// The settings of Visma.net in the order of the manual. The kind of document is required, because its
/// check is what refuses a sales order without a warehouse (C18).
pub(crate) const SETTINGS: &[SettingSpec] = &[
    common::ADMINISTRATIE.chapter("5.2"),
    common::REISTIJD_ARTIKEL.chapter("5.3"),
    common::WERKTIJD_ARTIKEL.chapter("5.4"),
    common::STANDAARD_ARTIKEL.chapter("5.5"),
    common::FILTERWOORD.chapter("5.6"),
    common::FILTERWOORD_HEEL_WOORD.chapter("5.6"),
    common::MEMO.chapter("5.7"),
    common::KLANTREFERENTIE_KEUZE.chapter("5.8"),
    common::PDF.chapter("5.9"),
    SettingSpec::new(
        OPHALEN,
        "D1",
        SettingKind::Keuzes(&[
            Choice::new(
                OrderSoort::Verkooporder.sleutel(),
                "Verkooporders (SO)",
                "Sales orders (SO)",
            ),
            Choice::new(OrderSoort::Offerte.sleutel(), "Offertes (QT)", "Quotes (QT)"),
        ]),
        "Ophalen als werkbon",
        "Fetch as werkbon",
    )
    .chapter("5.10")
    .asks_vendor(),
    ophalen(
        "ophalen_filterwoord_verkooporders",
        common::OPHALEN_FILTERWOORD,
        "Verkooporders alleen ophalen met dit woord in de omschrijving",
        "Fetch sales orders only with this word in the description",
    ),
    ophalen(
        "ophalen_filterwoord_offertes",
        common::OPHALEN_FILTERWOORD,
        "Offertes alleen ophalen met dit woord in de omschrijving",
        "Fetch quotes only with this word in the description",
    ),
    common::OPHALEN_FILTERWOORD_BEVAT.chapter("5.10"),
    ophalen(
        "ophalen_artikelen_verkooporders",
        common::OPHALEN_ARTIKELEN,
        "Artikelen van de verkooporder overnemen",
        "Take over the sales order's articles",
    ),
    ophalen(
        "ophalen_artikelen_offertes",
        common::OPHALEN_ARTIKELEN,
        "Artikelen van de offerte overnemen",
        "Take over the quote's articles",
    ),
    SettingSpec::new(
        DOCUMENT,
        "C2",
        SettingKind::Keuze(&[
            Choice::new(VERKOOPORDER, "Verkooporder", "Sales order"),
            Choice::new(KLANTFACTUUR, "Klantfactuur", "Customer invoice"),
        ]),
        "Wat een werkbon in Visma.net wordt",
        "What a werkbon becomes in Visma.net",
    )
    .chapter("5.11")
    .required()
    .asks_vendor(),
    SettingSpec::new(
        MAGAZIJN_PER_GEBRUIKER,
        "C18",
        SettingKind::JaNee,
        "Magazijn per gebruiker",
        "Warehouse per user",
    )
    .chapter("5.11"),
    SettingSpec::new(
        MAGAZIJNEN,
        "C18",
        SettingKind::Tabel,
        "Magazijn van elke gebruiker",
        "Warehouse of each user",
    )
    .chapter("5.11")
    .asks_vendor(),
    SettingSpec::new(
        MAGAZIJN,
        "C18",
        SettingKind::Tekst { max: MAGAZIJN_MAX },
        "Standaardmagazijn",
        "Default warehouse",
    )
    .chapter("5.11")
    .asks_vendor(),
];

/// A shared setting for one kind of order only (D3, D4).
const fn ophalen(
    key: &'static str,
    general: SettingSpec,
    nl: &'static str,
    en: &'static str,
) -> SettingSpec {
    SettingSpec::new(key, general.requirement, general.kind, nl, en).chapter("5.10")
}

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
        assert_eq!(SETTINGS.first().map(chapter), Some(2));
        assert_eq!(SETTINGS.last().map(chapter), Some(11));
        for (at, spec) in SETTINGS.iter().enumerate() {
            assert!(SETTINGS.iter().skip(at + 1).all(|other| other.key != spec.key));
        }
    }

    #[test]
    fn company_and_document_are_required_and_the_first_opens_the_others() {
        let keys = |chosen: fn(&&SettingSpec) -> bool| -> Vec<&str> {
            SETTINGS.iter().filter(chosen).map(|spec| spec.key).collect()
        };
        assert_eq!(keys(|spec| spec.required), [ADMINISTRATIE, DOCUMENT]);
        assert_eq!(keys(|spec| spec.opens_others), [ADMINISTRATIE]);
    }

    #[test]
    fn each_kind_of_order_has_a_word_and_a_choice_of_lines_of_its_own() {
        for soort in [OrderSoort::Verkooporder, OrderSoort::Offerte] {
            for general in [common::OPHALEN_FILTERWOORD.key, common::OPHALEN_ARTIKELEN.key] {
                let own = format!("{general}_{}", soort.sleutel());
                assert!(SETTINGS.iter().any(|spec| spec.key == own), "{own}");
            }
        }
    }
}
