//! Administrations.

use simon_core::domain::Administratie;

use super::text;
use crate::wire::Division;

/// An administration: the code that stands in addresses, and the name that users know.
pub(crate) fn administratie_from_wire(division: &Division) -> Administratie {
    Administratie::new(&division.code, text(division.description.clone()))
}

/// What changes when the administration moves to another database, which numbers every `Timestamp`
/// anew: a listing that began under another one has to begin again.
///
/// Source: field descriptions of `Divisions`, 2025.
pub(crate) fn generation(division: &Division) -> String {
    let dates = [division.division_move_date, division.division_hr_link_unlink_date];
    dates.map(|date| date.map(|at| at.to_string()).unwrap_or_default()).join("/")
}
