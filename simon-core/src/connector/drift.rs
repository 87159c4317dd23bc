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

/// Collects where one record is not what the connector expected.
///
/// ```
/// use simon_core::connector::RecordDrift;
/// let mut drift = RecordDrift::new("relaties", || Some("r1".into()));
/// drift.needs("naam", false);
/// drift.knows("soort", Some("Klant"), &["Klant", "Leverancier"]);
/// let found = drift.found();
/// assert_eq!(found.len(), 1);
/// assert_eq!(found[0].veld, "relaties.naam");
/// ```
#[derive(Debug)]
pub struct RecordDrift<I> {
    table: &'static str,
    id: I,
    found: Vec<Drift>,
}

impl<I: Fn() -> Option<String>> RecordDrift<I> {
    /// Of a record of this table; its id is asked for when something is found.
    #[must_use]
    pub const fn new(table: &'static str, id: I) -> Self {
        Self { table, id, found: Vec::new() }
    }

    /// The mapping needs this member.
    pub fn needs(&mut self, member: &str, there: bool) {
        if !there {
            self.found.push(Drift::missing(self.veld(member), (self.id)()));
        }
    }

    /// These values of a member are known; none is fine.
    pub fn knows(&mut self, member: &str, value: Option<&str>, known: &[&str]) {
        if let Some(value) = value.filter(|value| !known.contains(value)) {
            self.found.push(Drift::unknown_value(self.veld(member), value, (self.id)()));
        }
    }

    /// What was found.
    #[must_use]
    pub fn found(self) -> Vec<Drift> {
        self.found
    }

    fn veld(&self, member: &str) -> String {
        format!("{}.{member}", self.table)
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
