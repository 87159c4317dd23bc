//! Settings as data: what an integration can be told, how it looks to the user, and what was
//! accepted (A4 to A6, E).
//!
//! A host draws its settings page from [`SettingSpec`]s and never needs to know the vendor (E2).

mod form;
mod keys;
mod shape;
mod value;

pub use form::{CheckLine, SettingsForm};
pub use keys::*;
pub use shape::{SettingProblem, check_shape, split_shape};
pub use value::{
    CheckOutcome, Checked, FEIT_AANTAL_DECIMALEN, FEIT_PRIJS_DECIMALEN, SettingValue,
    SettingValues, SettingsVersion,
};

/// One choice of a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice {
    /// As written in the settings.
    pub value: &'static str,
    /// Dutch label.
    pub nl: &'static str,
    /// English label.
    pub en: &'static str,
}

impl Choice {
    /// A choice with its labels.
    #[must_use]
    pub const fn new(value: &'static str, nl: &'static str, en: &'static str) -> Self {
        Self { value, nl, en }
    }
}

/// What a setting holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum SettingKind {
    /// Text of at most `max` characters.
    Tekst {
        /// Longest text, in characters.
        max: usize,
    },
    /// The code of an article at the vendor.
    Artikel,
    /// Names of article groups; none means all.
    Artikelgroepen,
    /// Yes or no; no unless set.
    JaNee,
    /// One of these; the first unless set.
    Keuze(&'static [Choice]),
    /// Any of these, in the order given; none unless set.
    Keuzes(&'static [Choice]),
    /// A whole number.
    Getal {
        /// Smallest.
        min: i64,
        /// Largest.
        max: i64,
        /// Unless set.
        default: i64,
    },
    /// A name with a text for each, for example a warehouse per user.
    Tabel,
}

/// One setting: its key, type, labels and place in the product manual (E2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct SettingSpec {
    /// Key, the same for the same thing at every vendor.
    pub key: &'static str,
    /// Older names that still work.
    pub aliases: &'static [&'static str],
    /// Type and choices.
    pub kind: SettingKind,
    /// Dutch label.
    pub nl: &'static str,
    /// English label.
    pub en: &'static str,
    /// Chapter of the vendor's product manual.
    pub chapter: &'static str,
    /// Requirement id.
    pub requirement: &'static str,
    /// Whether saving is refused without it.
    pub required: bool,
    /// Whether 'Controleer' asks the vendor; otherwise the shape is all there is to check.
    pub asks_vendor: bool,
    /// Whether the other settings can only be checked once this one passed (C17).
    pub opens_others: bool,
}

impl SettingSpec {
    /// An optional setting whose check needs no call.
    #[must_use]
    pub const fn new(
        key: &'static str,
        requirement: &'static str,
        kind: SettingKind,
        nl: &'static str,
        en: &'static str,
    ) -> Self {
        Self {
            key,
            aliases: &[],
            kind,
            nl,
            en,
            chapter: "",
            requirement,
            required: false,
            asks_vendor: matches!(kind, SettingKind::Artikel | SettingKind::Artikelgroepen),
            opens_others: false,
        }
    }

    /// Whether a key means this setting: its own, or an older name.
    #[must_use]
    pub fn is(&self, key: &str) -> bool {
        self.key == key || self.aliases.contains(&key)
    }

    /// Sets the chapter of the manual.
    #[must_use]
    pub const fn chapter(mut self, chapter: &'static str) -> Self {
        self.chapter = chapter;
        self
    }

    /// Refuses saving without it.
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Makes its check ask the vendor.
    #[must_use]
    pub const fn asks_vendor(mut self) -> Self {
        self.asks_vendor = true;
        self
    }

    /// Keeps the other settings closed until this one passed its check.
    #[must_use]
    pub const fn opens_others(mut self) -> Self {
        self.opens_others = true;
        self
    }

    /// Adds older names that still work.
    #[must_use]
    pub const fn aliases(mut self, aliases: &'static [&'static str]) -> Self {
        self.aliases = aliases;
        self
    }
}
