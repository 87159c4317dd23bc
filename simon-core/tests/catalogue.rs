//! The message catalogue and the source have the same codes (G6).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use simon_core::message::{Catalogue, Message};

/// Texts for hosts and connectors, which the core itself does not say.
const SAID_BY_OTHERS: &[&str] = &[
    "instelling-geaccepteerd",
    "instelling-geweigerd",
    "losgekoppeld",
    "record-dubbel",
    "record-overgeslagen-onleesbaar",
    "record-zonder-nummer",
    "totaal-wijkt-af",
    "wacht-op-limiet",
    "werkbon-geweigerd",
];

/// Said by the engine; each leaves this list when the engine says it.
const ENGINE: &[&str] = &[
    "aanmelding-geweigerd",
    "activatie-wist-alles",
    "andere-administratie",
    "geactiveerd",
    "gedeactiveerd",
    "gekoppeld",
    "instellingen-opgeslagen",
    "integratie-aandacht-nodig",
    "integratie-niet-actief",
    "ophalen-klaar",
    "ophalen-mislukt",
    "order-gemarkeerd",
    "order-markeren-mislukt",
    "order-niet-gemarkeerd",
    "order-nummer-bezet",
    "order-opgehaald",
    "orders-voor-start",
    "pdf-mislukt",
    "schoonmaak-artikel-verwijderd",
    "schoonmaak-gestopt",
    "schoonmaak-groep-verwijderd",
    "schoonmaak-klaar",
    "schoonmaak-klant-verwijderd",
    "schoonmaak-onvolledig",
    "tabel-gewist",
    "werkbon-andere-administratie",
    "werkbon-dubbel-gevonden",
    "werkbon-geleverd",
    "werkbon-nagaan",
    "werkbon-niet-vrij-te-geven",
    "werkbon-onzeker",
    "werkbon-teruggevonden",
    "werkbon-vastgehouden",
    "werkbon-wacht",
    "werkbon-wacht-lang",
];

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
        .filter(|code| ![SAID_BY_OTHERS, PARTS, ENGINE].concat().contains(&code.as_str()))
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

#[test]
fn reasons_not_to_send_all_say_what_to_do_f4() {
    let refusals = literals(&sources()[&source_dir().join("rules/lines.rs")]);
    let codes: Vec<&String> = refusals
        .iter()
        .filter(|text| text.starts_with("werkbon-") && looks_like_a_code(text))
        .collect();
    assert!(codes.len() >= 5, "the rules name their reasons: {codes:?}");
    assert!(codes.into_iter().all(|code| has_action(code)));
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
