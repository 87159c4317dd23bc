//! To how many decimals quantities and prices are rounded (C21, C25).

use super::DraftInput;
use crate::settings::{FEIT_AANTAL_DECIMALEN, FEIT_PRIJS_DECIMALEN};

/// Decimals of quantities: the vendor's, or fewer where the administration works with fewer. Known
/// here, so that nothing is rounded a second time later.
pub(super) fn aantal(input: &DraftInput<'_>) -> u32 {
    fewer(input, FEIT_AANTAL_DECIMALEN, input.limits.aantal_decimalen)
}

/// Decimals of prices, likewise.
pub(super) fn prijs(input: &DraftInput<'_>) -> u32 {
    fewer(input, FEIT_PRIJS_DECIMALEN, input.limits.prijs_decimalen)
}

fn fewer(input: &DraftInput<'_>, feit: &str, most: u32) -> u32 {
    let of_administration = input.settings.feiten.get(feit).and_then(|text| text.parse().ok());
    of_administration.map_or(most, |decimalen: u32| decimalen.min(most))
}
