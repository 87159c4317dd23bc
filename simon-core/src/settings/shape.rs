//! Checks that need no vendor (E3).

use super::{SettingKind, SettingSpec, SettingValue, SettingValues};
use crate::message::Message;

/// A setting whose value cannot be right, whatever the vendor says.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct SettingProblem {
    /// Which setting.
    pub key: String,
    /// What is wrong and what to do.
    pub message: Message,
}

/// Brings older key names to their present ones and checks every value on its shape: unknown keys,
/// wrong types, unknown choices, over-long texts, missing required settings (E3). No call is made.
///
/// # Errors
/// Names every problem at once.
pub fn check_shape(
    specs: &[SettingSpec],
    values: &SettingValues,
) -> Result<SettingValues, Vec<SettingProblem>> {
    match split_shape(specs, values) {
        (clean, problems) if problems.is_empty() => Ok(clean),
        (_, problems) => Err(problems),
    }
}

/// As [`check_shape`], but also gives the values that are of the right shape beside the problems.
#[must_use]
pub fn split_shape(
    specs: &[SettingSpec],
    values: &SettingValues,
) -> (SettingValues, Vec<SettingProblem>) {
    let mut clean = SettingValues::default();
    let mut problems = Vec::new();
    let mut refuse = |key: &str, message: Message| {
        problems
            .push(SettingProblem { key: key.to_owned(), message: message.with("sleutel", key) });
    };
    for (key, value) in values.iter() {
        let Some(spec) = specs.iter().find(|spec| spec.is(key)) else {
            refuse(key, Message::new("instelling-onbekend"));
            continue;
        };
        match fits(spec.kind, value) {
            Ok(()) => clean.set(spec.key, value.clone()),
            Err(message) => refuse(spec.key, message),
        }
    }
    for spec in specs.iter().filter(|spec| spec.required) {
        let given = values.iter().any(|(key, _)| spec.is(key));
        if !given || clean.get(spec.key).is_some_and(SettingValue::is_leeg) {
            refuse(spec.key, Message::new("instelling-verplicht"));
        }
    }
    (clean, problems)
}

fn fits(kind: SettingKind, value: &SettingValue) -> Result<(), Message> {
    use SettingValue::{Getal, JaNee, Lijst, Tabel, Tekst};
    match (kind, value) {
        (SettingKind::Tekst { max }, Tekst(text)) => {
            let long = text.trim().chars().count() > max;
            refuse_if(long, || Message::new("instelling-te-lang").with("max", max))
        }
        (SettingKind::Artikel, Tekst(_))
        | (SettingKind::JaNee, JaNee(_))
        | (SettingKind::Artikelgroepen, Lijst(_))
        | (SettingKind::Tabel, Tabel(_)) => Ok(()),
        (SettingKind::Keuze(choices), Tekst(text)) => known(choices, text),
        (SettingKind::Keuzes(choices), Lijst(list)) => {
            list.iter().try_for_each(|text| known(choices, text))
        }
        (SettingKind::Getal { min, max, .. }, Getal(number)) => {
            let outside = !(min..=max).contains(number);
            refuse_if(outside, || {
                Message::new("instelling-buiten-bereik").with("min", min).with("max", max)
            })
        }
        (kind, _) => Err(Message::new("instelling-verkeerd-type").with("soort", expected(kind))),
    }
}

fn refuse_if(wrong: bool, message: impl FnOnce() -> Message) -> Result<(), Message> {
    if wrong { Err(message()) } else { Ok(()) }
}

fn known(choices: &[super::Choice], text: &str) -> Result<(), Message> {
    let known = choices.iter().any(|choice| choice.value == text);
    refuse_if(!known, || {
        let all: Vec<&str> = choices.iter().map(|choice| choice.value).collect();
        Message::new("instelling-onbekende-keuze").with("keuzes", all.join(", "))
    })
}

const fn expected(kind: SettingKind) -> &'static str {
    match kind {
        SettingKind::Tekst { .. } | SettingKind::Artikel | SettingKind::Keuze(_) => "tekst",
        SettingKind::Artikelgroepen | SettingKind::Keuzes(_) => "lijst",
        SettingKind::JaNee => "true/false",
        SettingKind::Getal { .. } => "getal",
        SettingKind::Tabel => "tabel",
    }
}
