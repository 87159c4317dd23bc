//! Data flows one way only: reads the sources and fails on an import against the flow.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::{Path, PathBuf};

/// Per module, what it may name of this crate. `domain::IntegrationId` allows that one name only.
const LAYERS: &[(&str, &[&str])] = &[
    ("domain", &["domain"]),
    ("message", &["message"]),
    ("error", &["domain::InvalidValue", "error", "message"]),
    ("log", &["log", "message"]),
    ("settings", &["domain", "message", "settings"]),
    ("connector", &["connector", "domain", "error", "log", "message", "settings"]),
    ("host", &["connector", "domain", "error", "host", "log", "settings"]),
    (
        "rules",
        &["connector", "domain", "host::DeliveryStatus", "log", "message", "rules", "settings"],
    ),
    (
        "integration",
        &[
            "connector",
            "domain",
            "error",
            "host",
            "integration",
            "log",
            "message",
            "rules",
            "settings",
            "telemetry",
        ],
    ),
    ("telemetry", &["error"]),
    ("memory", &["connector", "domain", "error", "host", "log", "memory", "settings"]),
    (
        "http",
        &[
            "connector::Gauge",
            "connector::Rejected",
            "domain::IntegrationId",
            "error",
            "host",
            "http",
            "message",
            "telemetry",
        ],
    ),
];

fn sources(dir: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// The module of this crate that a file belongs to.
fn module(src: &Path, file: &Path) -> String {
    let first = file.strip_prefix(src).unwrap().components().next().unwrap();
    first.as_os_str().to_str().unwrap().trim_end_matches(".rs").to_owned()
}

/// The paths behind each `crate::` in a source, up to what follows the first two names. A braced
/// list gives one path per name. What comes from the crate's root (`crate::Retry`) is the error's.
fn named(source: &str) -> Vec<String> {
    let mut paths = Vec::new();
    let code: String = source
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default())
        .take_while(|line| !line.contains("#[cfg(test)]"))
        .collect::<Vec<_>>()
        .join(" ");
    for tail in code.split("crate::").skip(1) {
        let first: String = tail.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if first.starts_with(char::is_uppercase) {
            paths.push("error".to_owned());
            continue;
        }
        let rest = tail.strip_prefix(first.as_str()).and_then(|rest| rest.strip_prefix("::"));
        let names = rest.unwrap_or_default();
        let list = match names.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or_default(),
            None => {
                names.split([';', ',', '(', ')', '<', ':', ' ', '{']).next().unwrap_or_default()
            }
        };
        for name in list.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            paths.push(format!("{first}::{name}"));
        }
    }
    paths
}

fn allowed(path: &str, layers: &[&str]) -> bool {
    layers.iter().any(|layer| {
        path == *layer || path.strip_prefix(layer).is_some_and(|rest| rest.starts_with("::"))
    })
}

#[test]
fn no_module_imports_against_the_flow() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&src, &mut files);
    let mut checked = 0;
    for file in &files {
        let module = module(&src, file);
        if module == "lib" {
            continue;
        }
        let (_, layers) = LAYERS
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("the module {module} has no place in the layers"));
        for path in named(&fs::read_to_string(file).unwrap()) {
            assert!(allowed(&path, layers), "{} imports {path}", file.display());
            checked += 1;
        }
    }
    assert!(checked > 100, "the sources were read");
}

#[test]
fn the_check_notices_an_import_against_the_flow() {
    let bad =
        "use crate::{Error}; use crate::http::ApiClient;\nuse crate::domain::{Relatie, Artikel};";
    let paths = named(bad);
    assert!(paths.contains(&"http::ApiClient".to_owned()), "{paths:?}");
    assert!(paths.contains(&"domain::Artikel".to_owned()), "{paths:?}");
    assert!(!allowed("http::ApiClient", &["domain", "error"]));
    assert!(!allowed("domain::Relatie", &["domain::IntegrationId"]));
}
