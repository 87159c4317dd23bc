//! A settings page between two clicks: values, and which of them were checked (A4, A5, C17).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{SettingSpec, SettingValue, SettingValues};
use crate::message::Rendered;

/// The answer to 'Controleer' for one setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CheckLine {
    /// Key of the setting.
    pub sleutel: String,
    /// Accepted or refused.
    pub ok: bool,
    /// The vendor's own name for it; empty for a setting that the vendor does not know.
    pub naam: String,
    /// What is wrong and what to do; or, with `ok`, a warning.
    pub bericht: Option<Rendered>,
}

impl CheckLine {
    /// Accepted, under the vendor's own name.
    #[must_use]
    pub fn accepted(sleutel: impl Into<String>, naam: impl Into<String>) -> Self {
        Self { sleutel: sleutel.into(), ok: true, naam: naam.into(), bericht: None }
    }

    /// Refused, with what is wrong and what to do.
    #[must_use]
    pub fn refused(sleutel: impl Into<String>, bericht: Rendered) -> Self {
        Self { sleutel: sleutel.into(), ok: false, naam: String::new(), bericht: Some(bericht) }
    }
}

/// What a user has filled in, and what 'Controleer' answered since the last change.
///
/// A host keeps it between two requests of the same page (it serialises), draws a 'Controleer' beside
/// each setting that [may be checked](Self::may_check), and an 'Opslaan' that works once everything
/// passed. [`Integration::check_into`](crate::integration::Integration::check_into) asks the vendor;
/// saving checks everything once more.
///
/// ```
/// use simon_core::settings::{CheckLine, FILTERWOORD, REISTIJD_ARTIKEL, SettingValue, SettingsForm};
///
/// let specs = [REISTIJD_ARTIKEL, FILTERWOORD];
/// let mut form = SettingsForm::default();
/// form.set("reistijd_artikel", SettingValue::Tekst("REIS".into()));
/// assert!(!form.may_save(&specs));
///
/// // 'Controleer': integration.check_into(&mut form, &["reistijd_artikel".into()]).await?;
/// form.record(CheckLine::accepted("reistijd_artikel", "Voorrijden per uur"));
/// assert!(form.may_save(&specs));
///
/// // One change, and all have to be checked again (A5).
/// form.set("filterwoord", SettingValue::Tekst("garantie".into()));
/// assert!(form.line("reistijd_artikel").is_none());
/// assert!(!form.may_save(&specs));
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SettingsForm {
    waarden: SettingValues,
    gecontroleerd: BTreeMap<String, CheckLine>,
}

impl SettingsForm {
    /// A form with values, none of them checked.
    #[must_use]
    pub fn new(waarden: SettingValues) -> Self {
        Self { waarden, gecontroleerd: BTreeMap::new() }
    }

    /// What is filled in.
    #[must_use]
    pub const fn waarden(&self) -> &SettingValues {
        &self.waarden
    }

    /// Fills in a setting. Another value than before makes all settings unchecked (A5).
    pub fn set(&mut self, key: impl Into<String>, value: SettingValue) {
        let key = key.into();
        if self.waarden.get(&key) != Some(&value) {
            self.waarden.set(key, value);
            self.gecontroleerd.clear();
        }
    }

    /// Empties a setting, which makes all settings unchecked.
    pub fn clear(&mut self, key: &str) {
        if self.waarden.remove(key).is_some() {
            self.gecontroleerd.clear();
        }
    }

    /// Remembers the answer to a check of the values as they are now.
    pub fn record(&mut self, line: CheckLine) {
        self.gecontroleerd.insert(line.sleutel.clone(), line);
    }

    /// The answer to the last check of a setting; none when it has to be checked.
    #[must_use]
    pub fn line(&self, key: &str) -> Option<&CheckLine> {
        self.gecontroleerd.get(key)
    }

    /// Whether a setting is open: where the vendor has several administrations, that setting has to pass
    /// before the others (C17).
    #[must_use]
    pub fn may_check(&self, specs: &[SettingSpec], key: &str) -> bool {
        let open = |spec: &SettingSpec| spec.is(key) || self.passed(spec) || !self.is_given(spec);
        specs.iter().filter(|spec| spec.opens_others).all(open)
    }

    /// One that need not be given, and is not, closes nothing.
    fn is_given(&self, spec: &SettingSpec) -> bool {
        spec.required || self.waarden.iter().any(|(key, _)| spec.is(key))
    }

    /// Whether 'Opslaan' is open (A4): every setting that is filled in passed its check, and so did every
    /// required one.
    #[must_use]
    pub fn may_save(&self, specs: &[SettingSpec]) -> bool {
        let known = |key: &str| specs.iter().find(|spec| spec.is(key));
        let filled = |(key, _): (&str, _)| known(key).is_some_and(|spec| self.passed(spec));
        self.waarden.iter().all(filled)
            && specs.iter().filter(|spec| spec.required).all(|spec| self.passed(spec))
    }

    fn passed(&self, spec: &SettingSpec) -> bool {
        self.line(spec.key).is_some_and(|line| line.ok)
    }
}
