//! What the codes of the Sales Orders API mean, and what can be done about them.
//!
//! Source: the list of codes in the vendor's document, build 1.1.0.1279.

use simon_core::Actor;

const OURS: &str = "visma-fout-in-koppeling";
const KORTING: &str = "visma-korting";
const SUBREKENING: &str = "visma-subrekening";
const BETAALWIJZE: &str = "visma-betaalwijze";
const KAS: &str = "visma-kasrekening";
const PERIODE: &str = "visma-periode";
const MAGAZIJN: &str = "visma-magazijn-geweigerd";
const ORDERSOORT: &str = "visma-ordersoort-geweigerd";
const ARTIKEL: &str = "visma-artikel-geweigerd";
const VERKOPER: &str = "visma-verkoper";
const PROJECT: &str = "visma-project";

/// Numbers of codes with the same meaning, both ends included, and the text. The names behind the numbers
/// change with the vendor's spelling.
const CODES: &[(u32, u32, &str)] = &[
    (1, 1, OURS),
    (2, 2, "visma-tekst-te-lang"),
    (3, 5, OURS),
    (6, 6, OURS),
    (8, 8, "visma-functie-uit"),
    (100, 100, OURS),
    (1100, 1105, KORTING),
    (1200, 1204, SUBREKENING),
    (1300, 1310, ORDERSOORT),
    (1400, 1400, "visma-klant-onbekend"),
    (1401, 1401, "visma-betalingsvoorwaarde"),
    (1402, 1406, BETAALWIJZE),
    (1407, 1407, "visma-klant-status"),
    (1408, 1408, "visma-valuta"),
    (1409, 1409, BETAALWIJZE),
    (1500, 1504, KAS),
    (1600, 1603, PERIODE),
    (1700, 1705, MAGAZIJN),
    (1800, 1801, ORDERSOORT),
    (1802, 1802, MAGAZIJN),
    (1803, 1804, ARTIKEL),
    (1805, 1805, "visma-btw-zone"),
    (1806, 1806, "visma-grootboek"),
    (1807, 1807, ORDERSOORT),
    (1808, 1808, "visma-eenheid"),
    (1809, 1809, "visma-aantal"),
    (1814, 1814, ORDERSOORT),
    (1900, 1900, "visma-nummerreeks"),
    (1901, 1902, VERKOPER),
    (1904, 1908, PROJECT),
];

/// The text of a code such as `1804-InventoryIdNotFound` and who has to act; none for a code that is not
/// known, which the core counts (G6).
pub(super) fn message(code: &str) -> Option<(&'static str, Actor)> {
    let number: u32 = code.split('-').next()?.trim().parse().ok()?;
    let (_, _, text) = CODES.iter().find(|(from, to, _)| (*from..=*to).contains(&number))?;
    let who = if *text == OURS { Actor::Operator } else { Actor::User };
    Some((text, who))
}

#[cfg(test)]
pub(super) fn texts() -> impl Iterator<Item = &'static str> {
    CODES.iter().map(|(_, _, text)| *text)
}
