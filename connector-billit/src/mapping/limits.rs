//! Lengths and scales (C21, C24).

use simon_core::connector::{IdLimit, Limits, TextLimit, TextUnit};

use crate::assumptions::{
    AANTAL_DECIMALEN, KLANTREFERENTIE_MAX, OPMERKINGEN_MAX, PRIJS_DECIMALEN, TEKSTREGELS_MAX,
};

/// Longest `Description`, and longest `DescriptionExtended`.
///
/// Source: the vendor's page on creating sales invoices. In which unit it is counted is not said.
pub(crate) const DESCRIPTION_MAX: usize = 512;

/// The work description comes whole, because the mapping splits it over the members of a line.
pub(crate) const fn limits() -> Limits {
    let mut limits = Limits::new();
    limits.tekstregel = Some(text(TEKSTREGELS_MAX));
    limits.regel = text(DESCRIPTION_MAX);
    limits.regel_verplicht = true;
    limits.memo = Some(text(OPMERKINGEN_MAX));
    limits.klantreferentie =
        Some(IdLimit { max: KLANTREFERENTIE_MAX, unit: TextUnit::Utf16, published: false });
    limits.aantal_decimalen = AANTAL_DECIMALEN;
    limits.prijs_decimalen = PRIJS_DECIMALEN;
    limits
}

const fn text(max: usize) -> TextLimit {
    TextLimit { max, unit: TextUnit::Utf16, multiline: true }
}
