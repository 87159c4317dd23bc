//! Chapter 5 of the product manual as data (E2).

use simon_core::settings::{self as common, SettingKind, SettingSpec};

/// Name of the invoice template (C14).
pub(crate) const SJABLOON: &str = common::SJABLOON.key;

/// The settings of e-Boekhouden in the order of the manual. The last belongs to its chapter on settings
/// without being in it: the interface asks for a payment term (C26).
pub(crate) const SETTINGS: &[SettingSpec] = &[
    common::REISTIJD_ARTIKEL.chapter("5.2"),
    common::WERKTIJD_ARTIKEL.chapter("5.3"),
    common::ARTIKELGROEPEN.chapter("5.4"),
    common::STANDAARD_ARTIKEL.chapter("5.5"),
    common::FILTERWOORD.chapter("5.6"),
    common::FILTERWOORD_HEEL_WOORD.chapter("5.6"),
    sjabloon(),
    common::BETALINGSTERMIJN.chapter("5"),
];

/// Source: the vendor's manual: a name has 50 characters at most.
const fn sjabloon() -> SettingSpec {
    let mut spec = common::SJABLOON.chapter("5.7").required();
    spec.kind = SettingKind::Tekst { max: 50 };
    spec
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_template_alone_is_required_and_no_setting_is_there_twice() {
        let required: Vec<&str> =
            SETTINGS.iter().filter(|spec| spec.required).map(|spec| spec.key).collect();
        assert_eq!(required, [SJABLOON]);
        for (at, spec) in SETTINGS.iter().enumerate() {
            assert!(SETTINGS.iter().skip(at + 1).all(|other| other.key != spec.key));
        }
        assert!(SETTINGS.iter().take(7).is_sorted_by_key(|spec| spec.chapter));
    }
}
