//! What a settings form says, as values of the settings.

use std::collections::BTreeMap;

use simon_core::settings::{Choice, SettingKind, SettingSpec, SettingValue, SettingsForm};

use crate::dashboard::form::Form;

/// What a tick says.
pub(super) const YES: &str = "ja";

/// Fills in what was posted. A setting that the form does not have stays as it is.
pub(super) fn fill_in(page: &mut SettingsForm, specs: &[SettingSpec], form: &Form) {
    for spec in specs.iter().filter(|spec| form.has(spec.key)) {
        match posted(spec, form, page.waarden().get(spec.key)) {
            Some(value) => page.set(spec.key, value),
            None => page.clear(spec.key),
        }
    }
}

/// A value as it was typed, where it comes from no form.
pub(super) fn typed(spec: &SettingSpec, text: &str) -> Option<SettingValue> {
    read(spec, &[text])
}

/// None when nothing is filled in. What says the same as `before` is `before`: else all settings would
/// have to be checked anew (A5).
fn posted(spec: &SettingSpec, form: &Form, before: Option<&SettingValue>) -> Option<SettingValue> {
    let fields: Vec<&str> = form.all(spec.key).collect();
    match (read(spec, &fields), before) {
        (Some(now), Some(before)) if is_same(spec.kind, &now, before) => Some(before.clone()),
        (Some(now), None) if !spec.required && is_default(spec.kind, &now) => None,
        (None, Some(before)) if before.is_leeg() => Some(before.clone()),
        (now, _) => now,
    }
}

/// What has not the shape of its kind stays the text that it is, for the check to refuse.
fn read(spec: &SettingSpec, fields: &[&str]) -> Option<SettingValue> {
    let text = fields.first().map(|text| text.trim()).unwrap_or_default();
    let as_text = || (!text.is_empty()).then(|| SettingValue::Tekst(text.to_owned()));
    match spec.kind {
        SettingKind::JaNee => Some(SettingValue::JaNee(fields.contains(&YES))),
        SettingKind::Getal { .. } => match text.parse() {
            Ok(number) => Some(SettingValue::Getal(number)),
            Err(_) => as_text(),
        },
        SettingKind::Artikelgroepen | SettingKind::Keuzes(_) => {
            Some(SettingValue::Lijst(lines(fields))).filter(|list| !list.is_leeg())
        }
        SettingKind::Tabel => match table(text) {
            Some(table) => Some(SettingValue::Tabel(table)).filter(|table| !table.is_leeg()),
            None => as_text(),
        },
        _ => as_text(),
    }
}

/// Every line of every field once.
fn lines(fields: &[&str]) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    for line in fields.iter().flat_map(|text| text.lines()).map(str::trim) {
        if !line.is_empty() && list.iter().all(|one| one != line) {
            list.push(line.to_owned());
        }
    }
    list
}

/// `naam = waarde` a line; none when a line is not that, or a name comes twice.
fn table(text: &str) -> Option<BTreeMap<String, String>> {
    let mut table = BTreeMap::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let (name, value) = line.split_once('=')?;
        let (name, value) = (name.trim().to_owned(), value.trim().to_owned());
        if name.is_empty() || value.is_empty() || table.insert(name, value).is_some() {
            return None;
        }
    }
    Some(table)
}

fn is_same(kind: SettingKind, now: &SettingValue, before: &SettingValue) -> bool {
    match (now, before) {
        (SettingValue::Tekst(now), SettingValue::Tekst(before)) => now == before.trim(),
        // Groups have no order.
        (SettingValue::Lijst(now), SettingValue::Lijst(before))
            if matches!(kind, SettingKind::Artikelgroepen) =>
        {
            let all_of = |one: &[String], other: &[String]| one.iter().all(|it| other.contains(it));
            all_of(now, before) && all_of(before, now)
        }
        (now, before) => now == before,
    }
}

/// What holds where nothing is set: no, and the first choice.
fn is_default(kind: SettingKind, value: &SettingValue) -> bool {
    let first = |choices: &[Choice]| choices.first().map(|choice| choice.value);
    match (kind, value) {
        (SettingKind::JaNee, SettingValue::JaNee(yes)) => !yes,
        (SettingKind::Keuze(choices), SettingValue::Tekst(text)) => {
            first(choices) == Some(text.as_str())
        }
        _ => false,
    }
}
