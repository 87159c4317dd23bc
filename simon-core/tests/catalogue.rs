//! The message catalogue and the source have the same codes (G6).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use simon_core::message::{Catalogue, Message};

/// Texts for hosts and connectors, which the core itself does not say.
const SAID_BY_OTHERS: &[&str] = &["record-dubbel", "record-zonder-nummer"];

/// Filled in by other messages.
const PARTS: &[&str] = &["tabelnaam"];

fn source_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn sources() -> BTreeMap<PathBuf, String> {
    let mut found = BTreeMap::new();
    let mut open = vec![source_dir()];
    while let Some(dir) = open.pop() {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|ext| ext == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                // Codes that only a test names are not in use.
                let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
                found.insert(path, code);
            }
        }
    }
    found
}

/// All string literals of a source, doc comments left out.
fn literals(source: &str) -> BTreeSet<String> {
    let code = source.lines().filter(|line| !line.trim_start().starts_with("//"));
    code.flat_map(|line| line.split('"').skip(1).step_by(2)).map(str::to_owned).collect()
}

fn looks_like_a_code(literal: &str) -> bool {
    literal.contains('-')
        && literal
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase()))
}

fn codes_of_the_catalogue() -> BTreeSet<String> {
    let nl = fs::read_to_string(source_dir().join("messages/nl.ftl")).unwrap();
    nl.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()))
        .map(|line| line.split(" =").next().unwrap().to_owned())
        .collect()
}

fn has_action(code: &str) -> bool {
    // `render` wants the code of a literal; the catalogue is asked by the text.
    let code: &'static str = Box::leak(code.to_owned().into_boxed_str());
    Catalogue::core().render(&Message::new(code)).actie.is_some()
}

/// The codes of `Message::new("...")`, each with the source right before it.
fn constructed(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut before = String::new();
    for (index, piece) in source.split("Message::new(\"").enumerate() {
        if index > 0 {
            found.push((piece.split('"').next().unwrap().to_owned(), before.clone()));
        }
        before = piece.chars().rev().take(80).collect::<Vec<_>>().into_iter().rev().collect();
    }
    found
}

#[test]
fn every_message_in_the_source_has_texts_in_both_languages_g6() {
    let mut missing = BTreeSet::new();
    for (path, source) in sources() {
        let said = constructed(&source).into_iter().map(|(code, _)| code);
        let place = path.strip_prefix(source_dir()).unwrap().to_owned();
        let all_codes = place.starts_with("rules")
            || place.starts_with("integration")
            || place == Path::new("error.rs");
        let literal =
            literals(&source).into_iter().filter(|text| all_codes && looks_like_a_code(text));
        missing.extend(said.chain(literal).filter(|code| !Catalogue::core().has(code)));
    }
    assert!(missing.is_empty(), "without texts: {missing:?}");
}

#[test]
fn every_text_is_in_use_g6() {
    let used: BTreeSet<String> = sources().values().flat_map(|source| literals(source)).collect();
    let unused: Vec<String> = codes_of_the_catalogue()
        .into_iter()
        .filter(|code| !used.contains(code))
        .filter(|code| ![SAID_BY_OTHERS, PARTS].concat().contains(&code.as_str()))
        .collect();
    assert!(unused.is_empty(), "nobody says: {unused:?}");
}

#[test]
fn every_fault_says_what_to_do_f4() {
    let mut without = BTreeSet::new();
    for (path, source) in sources() {
        let of_errors = path.ends_with("error.rs") || path.ends_with("settings/shape.rs");
        let refusals = constructed(&source).into_iter().filter(|(_, before)| {
            let call = before.rsplit(';').next().unwrap();
            of_errors || call.contains("Soort::Fout") || call.contains("refused(")
        });
        let kinds =
            literals(&source).into_iter().filter(|text| of_errors && looks_like_a_code(text));
        let codes = refusals.map(|(code, _)| code).chain(kinds);
        without.extend(codes.filter(|code| !has_action(code)));
    }
    assert!(without.is_empty(), "faults without an action: {without:?}");
}

/// What becomes of a werkbon that is not sent is a fault, except for these.
const NO_FAULT: &[&str] = &[
    "werkbon-geleverd",
    "werkbon-teruggevonden",
    "werkbon-gefilterd",
    "werkbon-wacht",
    "werkbon-nagaan",
    "werkbon-besloten-geleverd",
    "werkbon-besloten-opnieuw",
];

#[test]
fn reasons_not_to_send_all_say_what_to_do_f4() {
    let mut reasons: BTreeSet<String> = codes_of_the_catalogue();
    reasons.retain(|code| code.starts_with("werkbon-") && !NO_FAULT.contains(&code.as_str()));
    assert!(reasons.len() > 20, "the rules and the engine name their reasons: {reasons:?}");
    reasons.retain(|code| !has_action(code));
    assert!(reasons.is_empty(), "without an action: {reasons:?}");
}

/// What a code's texts fill in, those of other messages included.
fn variables(code: &str) -> BTreeSet<String> {
    let nl = fs::read_to_string(source_dir().join("messages/nl.ftl")).unwrap();
    let start = format!("\n{code} =");
    let text = nl.split(&start).nth(1).unwrap();
    let lines = text.split('\n').enumerate();
    let own = lines.take_while(|(at, line)| *at == 0 || line.starts_with([' ', '}']));
    let mut found = BTreeSet::new();
    for (_, line) in own {
        let names = line.split('$').skip(1).map(|rest| {
            rest.chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect::<String>()
        });
        found.extend(names);
        if line.contains("{ tabelnaam }") {
            found.insert("tabel".to_owned());
        }
    }
    found
}

/// The names of the `.with("name", ...)` that follow, up to the next message.
fn given(source: &str) -> BTreeSet<String> {
    let mine = source.split("Message::new(").next().unwrap();
    let calls = mine.split(".with(").skip(1);
    calls
        .filter_map(|call| call.trim_start().strip_prefix('"')?.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn whoever_says_a_message_fills_in_all_that_its_text_needs_g6() {
    let mut lacking = Vec::new();
    for (path, source) in sources() {
        // Added in one place for all messages of a module.
        let place = path.strip_prefix(source_dir()).unwrap();
        let always: &[&str] = match place {
            _ if place.ends_with("rules/orders.rs") => &["nummer"],
            _ if place.starts_with("rules") => &["werkbon"],
            _ if place.ends_with("settings/shape.rs") => &["sleutel"],
            _ => &[],
        };
        for piece in source.split("Message::new(\"").skip(1) {
            let (code, rest) = piece.split_once('"').unwrap();
            let mut needed = variables(code);
            let given = given(rest);
            needed.retain(|name| !given.contains(name) && !always.contains(&name.as_str()));
            if !needed.is_empty() {
                lacking.push(format!("{code} in {} lacks {needed:?}", place.display()));
            }
        }
    }
    assert!(lacking.is_empty(), "{lacking:#?}");
}

#[test]
fn the_languages_do_not_mix() {
    for code in codes_of_the_catalogue() {
        let code: &'static str = Box::leak(code.into_boxed_str());
        let text = Catalogue::core().render(&Message::new(code)).bericht;
        assert!(!text.nl.is_empty() && !text.en.is_empty(), "{code} has no text");
        let dutch = [" niet ", " het ", " een ", " werkbon "];
        assert!(!dutch.iter().any(|word| text.en.contains(word)), "{code}: {}", text.en);
        let english = [" the ", " not ", " and ", "work order"];
        assert!(!english.iter().any(|word| text.nl.contains(word)), "{code}: {}", text.nl);
    }
}
