//! `settings`: the connector's settings table.

use serde::Serialize;
use simon_core::connector::ConnectorInfo;
use simon_core::settings::{Choice, SettingKind, SettingSpec};

use crate::failure::Exit;
use crate::output::Output;

#[derive(Serialize)]
struct Line<'a> {
    key: &'a str,
    #[serde(rename = "type")]
    kind: &'static str,
    choices: Vec<ChoiceLine<'a>>,
    label: &'a str,
    chapter: &'a str,
    required: bool,
    /// Whether `check` asks the vendor.
    asks_vendor: bool,
    requirement: &'a str,
}

#[derive(Serialize)]
struct ChoiceLine<'a> {
    value: &'a str,
    label: &'a str,
}

const fn kind(kind: SettingKind) -> (&'static str, &'static [Choice]) {
    match kind {
        SettingKind::Tekst { .. } => ("tekst", &[]),
        SettingKind::Artikel => ("artikel", &[]),
        SettingKind::Artikelgroepen => ("artikelgroepen", &[]),
        SettingKind::JaNee => ("ja_nee", &[]),
        SettingKind::Keuze(choices) => ("keuze", choices),
        SettingKind::Keuzes(choices) => ("keuzes", choices),
        SettingKind::Getal { .. } => ("getal", &[]),
        SettingKind::Tabel => ("tabel", &[]),
        _ => ("anders", &[]),
    }
}

/// Prints the table.
pub(crate) fn settings(info: &ConnectorInfo, output: Output) -> Exit {
    for spec in info.settings {
        let line = line(spec, output);
        output.show(&line, || text(&line));
    }
    Exit::Done
}

fn line(spec: &SettingSpec, output: Output) -> Line<'static> {
    let (kind, choices) = kind(spec.kind);
    let choice = |choice: &Choice| ChoiceLine {
        value: choice.value,
        label: output.pick(choice.nl, choice.en),
    };
    Line {
        key: spec.key,
        kind,
        choices: choices.iter().map(choice).collect(),
        label: output.pick(spec.nl, spec.en),
        chapter: spec.chapter,
        required: spec.required,
        asks_vendor: spec.asks_vendor,
        requirement: spec.requirement,
    }
}

fn text(line: &Line<'_>) -> String {
    let choices: Vec<&str> = line.choices.iter().map(|choice| choice.value).collect();
    let kind = if choices.is_empty() {
        line.kind.to_owned()
    } else {
        format!("{}: {}", line.kind, choices.join(" | "))
    };
    let required = if line.required { " *" } else { "" };
    format!("{:<7} {}{required}  ({kind})\n        {}", line.chapter, line.key, line.label)
}
