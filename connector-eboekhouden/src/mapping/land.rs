//! Countries, which the vendor keeps as free text.

/// Names that users write, in lower case.
const NAMES: &[(&str, &str)] = &[
    ("nederland", "NL"),
    ("the netherlands", "NL"),
    ("netherlands", "NL"),
    ("holland", "NL"),
    ("belgië", "BE"),
    ("belgie", "BE"),
    ("belgium", "BE"),
    ("duitsland", "DE"),
    ("deutschland", "DE"),
    ("germany", "DE"),
    ("frankrijk", "FR"),
    ("france", "FR"),
    ("luxemburg", "LU"),
    ("verenigd koninkrijk", "GB"),
    ("engeland", "GB"),
];

/// The code of a country; empty when it is not known.
pub(super) fn code(land: &str) -> String {
    let land = land.trim();
    if land.len() == 2 && land.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return land.to_ascii_uppercase();
    }
    let lower = land.to_lowercase();
    let known = NAMES.iter().find(|(name, _)| *name == lower);
    known.map(|(_, code)| (*code).to_owned()).unwrap_or_default()
}
