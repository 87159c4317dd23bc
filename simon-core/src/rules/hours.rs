//! Booked time as hours: minutes of a kind are added up first, divided by 60 exactly and rounded
//! once (C5, C6, C21).

use rust_decimal::Decimal;

use crate::domain::{Aantal, GeboekteTijd, Minuten, TijdSoort, rond_af};

/// All minutes of a kind.
pub(super) fn minutes(tijden: &[GeboekteTijd], soort: TijdSoort) -> Minuten {
    tijden.iter().filter(|tijd| tijd.soort == soort).map(|tijd| tijd.minuten).sum()
}

/// Minutes as hours with `decimalen` places, half away from zero: 15 minutes is 0.25.
pub(super) fn hours(minuten: Minuten, decimalen: u32) -> Aantal {
    Aantal(rond_af(Decimal::from(minuten.0) / Decimal::from(60), decimalen))
}
