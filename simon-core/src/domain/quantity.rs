//! Quantities and time.

use std::iter::Sum;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A number of units or hours. Exact: rounding to the vendor's scale happens once, in the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Aantal(#[serde(with = "rust_decimal::serde::str")] pub Decimal);

/// A percentage: 10 means 10 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percentage(#[serde(with = "rust_decimal::serde::str")] pub Decimal);

/// A duration in whole minutes, as field workers book it (C5, C6).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Minuten(pub u32);

impl Sum for Minuten {
    /// Adds up; a total beyond 8,000 years stays at the largest value.
    fn sum<I: Iterator<Item = Self>>(minuten: I) -> Self {
        Self(minuten.fold(0, |total, next| total.saturating_add(next.0)))
    }
}
