//! Where a vendor's answers are no longer what the connector was written for (G5).

use serde::{Deserialize, Serialize};

/// What is different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriftKind {
    /// A field that Simon needs was missing or empty.
    Missing,
    /// An enumeration had a value that the connector does not know.
    UnknownValue,
}

/// One place in a vendor's answer that the connector did not expect. It shows shapes, never values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Drift {
    /// What is different.
    pub soort: DriftKind,
    /// The vendor's name of the field, with its record: `relaties.relatiesoort`.
    pub veld: String,
    /// The shape of what was there instead, for example `text of 7`; empty for nothing.
    pub vorm: String,
    /// The vendor's id of the record in which it was seen.
    pub record: Option<String>,
}

impl Drift {
    /// A field that was missing from a record.
    #[must_use]
    pub fn missing(veld: impl Into<String>, record: Option<String>) -> Self {
        Self { soort: DriftKind::Missing, veld: veld.into(), vorm: String::new(), record }
    }

    /// A value that the connector does not know; only its length is kept.
    #[must_use]
    pub fn unknown_value(veld: impl Into<String>, value: &str, record: Option<String>) -> Self {
        let vorm = format!("text of {}", value.chars().count());
        Self { soort: DriftKind::UnknownValue, veld: veld.into(), vorm, record }
    }
}

/// How often a drift was seen in a pass, with the first as example.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DriftCount {
    /// The first one.
    pub voorbeeld: Drift,
    /// How many there were of this kind in this field.
    pub aantal: u64,
}

impl DriftCount {
    /// The first of its kind.
    #[must_use]
    pub const fn first(voorbeeld: Drift) -> Self {
        Self { voorbeeld, aantal: 1 }
    }
}
