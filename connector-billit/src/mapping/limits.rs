//! Lengths and scales (C21, C24).

use simon_core::connector::{IdLimit, Limits, TextLimit, TextUnit};

use crate::assumptions::{AANTAL_DECIMALEN, KLANTREFERENTIE_MAX, OPMERKINGEN_MAX, PRIJS_DECIMALEN};

/// Longest `Description` of a line.
///
/// Source: the vendor's page on creating sales invoices. In which unit it is counted is not said.
const DESCRIPTION_MAX: usize = 512;

/// A long work description is split over lines; the line's own member for more text is not on the
/// vendor's usual template.
pub(crate) const fn limits() -> Limits {
    let mut limits = Limits::new();
    limits.tekstregel = Some(text(DESCRIPTION_MAX));
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
