//! Values of settings, and what the vendor said of them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::domain::{Administratie, Artikel};
use crate::message::Message;

/// The value of one setting, as a host's form or file gives it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
#[non_exhaustive]
pub enum SettingValue {
    /// Yes or no.
    JaNee(bool),
    /// A whole number.
    Getal(i64),
    /// Text, a choice or an article code.
    Tekst(String),
    /// Several texts, in order.
    Lijst(Vec<String>),
    /// A text per name.
    Tabel(BTreeMap<String, String>),
}

impl SettingValue {
    /// Whether nothing is filled in: a blank text, or nothing in a list or table. A yes, a no and a
    /// number always say something.
    #[must_use]
    pub fn is_leeg(&self) -> bool {
        match self {
            Self::Tekst(text) => text.trim().is_empty(),
            Self::Lijst(list) => list.is_empty(),
            Self::Tabel(table) => table.is_empty(),
            Self::JaNee(_) | Self::Getal(_) => false,
        }
    }
}

/// All settings of an integration by key. A key that is absent has its default.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SettingValues(BTreeMap<String, SettingValue>);

impl SettingValues {
    /// Sets a value.
    pub fn set(&mut self, key: impl Into<String>, value: SettingValue) {
        self.0.insert(key.into(), value);
    }

    /// Takes a value out.
    pub fn remove(&mut self, key: &str) -> Option<SettingValue> {
        self.0.remove(key)
    }

    /// The value of a key, if set.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&SettingValue> {
        self.0.get(key)
    }

    /// The text of a key; empty when unset, blank or of another type.
    #[must_use]
    pub fn tekst(&self, key: &str) -> &str {
        match self.0.get(key) {
            Some(SettingValue::Tekst(text)) => text.trim(),
            _ => "",
        }
    }

    /// Whether a yes/no key says yes.
    #[must_use]
    pub fn ja(&self, key: &str) -> bool {
        matches!(self.0.get(key), Some(SettingValue::JaNee(true)))
    }

    /// The texts of a list; empty when unset.
    #[must_use]
    pub fn lijst(&self, key: &str) -> &[String] {
        match self.0.get(key) {
            Some(SettingValue::Lijst(list)) => list,
            _ => &[],
        }
    }

    /// The number of a key, if set.
    #[must_use]
    pub fn getal(&self, key: &str) -> Option<i64> {
        match self.0.get(key) {
            Some(SettingValue::Getal(number)) => Some(*number),
            _ => None,
        }
    }

    /// All keys and values.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &SettingValue)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }
}

impl FromIterator<(String, SettingValue)> for SettingValues {
    fn from_iter<I: IntoIterator<Item = (String, SettingValue)>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

/// What the vendor knows behind an accepted setting.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Checked {
    /// The vendor's own name for it (E1).
    pub naam: String,
    /// The vendor's identifier, for the document.
    #[serde(default)]
    pub vendor_id: Option<String>,
    /// The article, where the setting names one.
    #[serde(default)]
    pub artikel: Option<Artikel>,
    /// Identifiers, where the setting is a list of names.
    #[serde(default)]
    pub vendor_ids: Vec<String>,
    /// Something the user should know although it was accepted.
    #[serde(default)]
    pub waarschuwing: Option<Message>,
}

impl Checked {
    /// Accepted under this name.
    pub fn named(naam: impl Into<String>) -> Self {
        Self { naam: naam.into(), ..Self::default() }
    }
}

/// The answer to 'Controleer' (E1).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckOutcome {
    /// Accepted.
    Accepted(Box<Checked>),
    /// Refused, with what is wrong and what to do.
    Refused(Message),
}

/// The [fact](SettingsVersion::feiten) that the rules know: the administration's decimals of
/// quantities, where it works with fewer than the vendor at most takes (C21).
pub const FEIT_AANTAL_DECIMALEN: &str = "aantal_decimalen";
/// Likewise of prices (C25).
pub const FEIT_PRIJS_DECIMALEN: &str = "prijs_decimalen";

/// One saved version of the settings. A queued werkbon keeps the version of its archiving (A6).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SettingsVersion {
    /// Counts up from 1.
    pub nummer: u32,
    /// The books that it was saved for (E4).
    pub administratie: Administratie,
    /// What the user chose.
    pub waarden: SettingValues,
    /// What the vendor said, by key.
    pub gecontroleerd: BTreeMap<String, Checked>,
    /// When it was saved.
    pub opgeslagen_op: DateTime<Utc>,
    /// Facts of the administration that mapping needs, in the connector's own words (for example
    /// how article prices are meant), read when connecting. The rules know [`FEIT_AANTAL_DECIMALEN`]
    /// and [`FEIT_PRIJS_DECIMALEN`].
    #[serde(default)]
    pub feiten: BTreeMap<String, String>,
}

impl SettingsVersion {
    /// A version of checked settings.
    #[must_use]
    pub const fn new(
        nummer: u32,
        administratie: Administratie,
        waarden: SettingValues,
        gecontroleerd: BTreeMap<String, Checked>,
        opgeslagen_op: DateTime<Utc>,
    ) -> Self {
        let feiten = BTreeMap::new();
        Self { nummer, administratie, waarden, gecontroleerd, opgeslagen_op, feiten }
    }

    /// The article that a setting names, as it was when checked.
    #[must_use]
    pub fn artikel(&self, key: &str) -> Option<&Artikel> {
        self.gecontroleerd.get(key)?.artikel.as_ref()
    }
}
