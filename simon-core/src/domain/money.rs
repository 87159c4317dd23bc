//! Amounts and prices. Decimal throughout: binary floating point cannot hold a cent.

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Serialize};

/// Rounds half away from zero to `decimalen` places: the only rounding in Simon (C21).
///
/// ```
/// use rust_decimal::Decimal;
/// use simon_core::domain::rond_af;
/// assert_eq!(rond_af(Decimal::new(1005, 3), 2), Decimal::new(101, 2)); // 1.005 -> 1.01
/// assert_eq!(rond_af(Decimal::new(-1005, 3), 2), Decimal::new(-101, 2));
/// ```
#[must_use]
pub fn rond_af(waarde: Decimal, decimalen: u32) -> Decimal {
    waarde.round_dp_with_strategy(decimalen, RoundingStrategy::MidpointAwayFromZero)
}

/// An amount in the administration's currency (euro), not rounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bedrag(#[serde(with = "rust_decimal::serde::str")] pub Decimal);

/// Whether a price has VAT in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BtwModus {
    /// VAT comes on top.
    Exclusief,
    /// VAT is in the price.
    Inclusief,
}

/// A price per unit, in the vendor's precision (C25).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Prijs {
    /// Per unit.
    pub bedrag: Bedrag,
    /// With or without VAT.
    pub btw: BtwModus,
}

impl Prijs {
    /// A price without VAT.
    #[must_use]
    pub const fn exclusief(bedrag: Decimal) -> Self {
        Self { bedrag: Bedrag(bedrag), btw: BtwModus::Exclusief }
    }

    /// A price with VAT in it.
    #[must_use]
    pub const fn inclusief(bedrag: Decimal) -> Self {
        Self { bedrag: Bedrag(bedrag), btw: BtwModus::Inclusief }
    }
}
