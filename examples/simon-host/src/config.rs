//! The configuration file.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use simon_core::domain::IntegrationId;
use simon_core::integration::Options;
use simon_core::message::{Message, Taal};
use simon_core::settings::{SettingValue, SettingValues};
use toml::{Table, Value};

use crate::failure::{Failure, expected, unreadable};

/// Where the store is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum StoreAt {
    File(PathBuf),
    Memory,
}

/// A configuration as read; what stands under `connection` is the connector's. It has no `Debug`,
/// because the connection holds secrets.
#[derive(Clone)]
pub(crate) struct Config {
    pub(crate) vendor: String,
    pub(crate) store: StoreAt,
    pub(crate) taal: Taal,
    /// Part of the reference on every document: never changed.
    pub(crate) integration: IntegrationId,
    pub(crate) tijdzone: String,
    /// How long the log is kept; none for ever.
    pub(crate) log_dagen: Option<u32>,
    pub(crate) connection: Table,
    pub(crate) settings: SettingValues,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    vendor: String,
    store: String,
    #[serde(default)]
    language: Taal,
    #[serde(default = "default_integration")]
    integration: String,
    #[serde(default = "default_tijdzone")]
    tijdzone: String,
    /// 0 keeps the log for ever.
    log_dagen: Option<u32>,
    #[serde(default)]
    connection: Table,
    #[serde(default)]
    settings: Table,
}

fn default_integration() -> String {
    "simon".to_owned()
}

fn log_dagen(given: Option<u32>) -> Option<u32> {
    match given {
        Some(0) => None,
        Some(dagen) => Some(dagen),
        None => Options::default().log_dagen,
    }
}

fn default_tijdzone() -> String {
    "Europe/Amsterdam".to_owned()
}

impl Config {
    /// Reads the file.
    ///
    /// # Errors
    /// A usage failure that names what is wrong, and never a value, because values may be secrets.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let text = std::fs::read_to_string(path).map_err(|error| {
            let message = Message::new("host-config-niet-gevonden").with("bestand", path.display());
            Failure::usage(&unreadable(message, &error))
        })?;
        Self::parse(&text, path.parent().unwrap_or(Path::new("")))
    }

    fn parse(text: &str, folder: &Path) -> Result<Self, Failure> {
        let table: Table = text.parse().map_err(|error| not_toml(&error, text))?;
        let file: File = from_table(table, "")?;
        let invalid =
            |error: simon_core::domain::InvalidValue| fault("integration", &error.to_string());
        Ok(Self {
            integration: IntegrationId::new(file.integration).map_err(invalid)?,
            store: store_at(&file.store, folder)?,
            vendor: file.vendor,
            taal: file.language,
            tijdzone: file.tijdzone,
            log_dagen: log_dagen(file.log_dagen),
            connection: with_secrets_of_files(file.connection, folder)?,
            settings: settings(file.settings)?,
        })
    }
}

/// Reads a table into a type that refuses unknown keys. `place` is the table's name.
///
/// # Errors
/// A usage failure that names the key.
pub(crate) fn from_table<T: serde::de::DeserializeOwned>(
    table: Table,
    place: &str,
) -> Result<T, Failure> {
    let values: Vec<String> = table.iter().filter_map(|(key, value)| shown(key, value)).collect();
    Value::Table(table).try_into().map_err(|error: toml::de::Error| {
        let mut detail = error.message().to_owned();
        // Behind the message stands the key, when it is about the value of one.
        let all = error.to_string();
        let key = all.strip_prefix(&detail).and_then(|rest| rest.split('`').nth(1));
        let key =
            key.map(|key| if place.is_empty() { key.into() } else { format!("{place}.{key}") });
        for value in &values {
            detail = detail.replace(value, "...");
        }
        explain(&detail, error.message(), place, key.as_deref())
    })
}

/// The text of a value as an error message could repeat it. URLs are no secrets.
fn shown(key: &str, value: &Value) -> Option<String> {
    match value {
        _ if key.ends_with("url") => None,
        Value::String(text) if text.is_empty() => None,
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Puts the parser's English into the catalogue's words.
/// `raw` is the text with the value in it, of which only what was expected is shown.
fn explain(detail: &str, raw: &str, place: &str, key: Option<&str>) -> Failure {
    let quoted = |after: &str| detail.strip_prefix(after)?.split('`').next();
    if let Some(key) = quoted("unknown field `") {
        let bekend: Vec<&str> = detail.split('`').skip(3).step_by(2).collect();
        let message = Message::new("host-config-onbekende-sleutel")
            .with("sleutel", key)
            .with("plaats", named(place))
            .with("bekend", bekend.join(", "));
        return Failure::usage(&message);
    }
    if let Some(key) = quoted("missing field `") {
        let message =
            Message::new("host-config-verplicht").with("sleutel", key).with("plaats", named(place));
        return Failure::usage(&message);
    }
    match key {
        Some(key) if raw.contains(", expected ") => {
            let message = Message::new("host-config-waarde").with("sleutel", key);
            Failure::usage(&expected(message, raw))
        }
        Some(key) => fault(key, detail),
        None => fault(&named(place), detail),
    }
}

fn named(place: &str) -> String {
    if place.is_empty() { "boven".to_owned() } else { format!("[{place}]") }
}

fn fault(place: &str, detail: &str) -> Failure {
    let message = Message::new("host-config-fout").with("plaats", place).with("detail", detail);
    Failure::usage(&message)
}

/// The parser's own text would show the line, and a secret may stand there.
fn not_toml(error: &toml::de::Error, text: &str) -> Failure {
    let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
    let detail = error.message().lines().next().unwrap_or_default().to_owned();
    let message = Message::new("host-config-onleesbaar")
        .with("regel", before.matches('\n').count() + 1)
        .with("detail", detail);
    Failure::usage(&message)
}

fn store_at(store: &str, folder: &Path) -> Result<StoreAt, Failure> {
    match store.split_once(':') {
        Some(("memory", "")) => Ok(StoreAt::Memory),
        // SQLite's own word for memory would become the name of a file here.
        Some(("sqlite", path)) if !path.is_empty() && path != ":memory:" => {
            Ok(StoreAt::File(folder.join(path)))
        }
        _ => {
            let message = Message::new("host-opslag-adres").with("opslag", store);
            Err(Failure::usage(&message))
        }
    }
}

/// Replaces each `key_file` by a `key` with the file's content.
fn with_secrets_of_files(connection: Table, folder: &Path) -> Result<Table, Failure> {
    let mut with_secrets = Table::new();
    for (key, value) in connection {
        let (name, value) = match (key.strip_suffix("_file"), &value) {
            (Some(name), Value::String(path)) => {
                (name.to_owned(), Value::String(secret(&key, &folder.join(path))?))
            }
            (Some(_), Value::Integer(_) | Value::Boolean(_) | Value::Array(_)) => {
                let message = Message::new("host-config-waarde");
                let message = message.with("sleutel", format!("connection.{key}"));
                return Err(Failure::usage(&expected(message, "a string")));
            }
            _ => (key, value),
        };
        if with_secrets.insert(name.clone(), value).is_some() {
            let message = Message::new("host-config-geheim-dubbel").with("sleutel", name);
            return Err(Failure::usage(&message));
        }
    }
    Ok(with_secrets)
}

fn secret(key: &str, path: &Path) -> Result<String, Failure> {
    let read = std::fs::read_to_string(path).map_err(|error| {
        let message = Message::new("host-config-geheim-bestand").with("sleutel", key);
        Failure::usage(&unreadable(message, &error))
    })?;
    Ok(read.trim().to_owned())
}

fn settings(table: Table) -> Result<SettingValues, Failure> {
    table
        .into_iter()
        .map(|(key, value)| match setting(value) {
            Some(value) => Ok((key, value)),
            None => {
                let message = Message::new("host-config-instelling-type").with("sleutel", key);
                Err(Failure::usage(&message))
            }
        })
        .collect()
}

fn setting(value: Value) -> Option<SettingValue> {
    let text = |value: Value| value.as_str().map(str::to_owned);
    match value {
        Value::Boolean(yes) => Some(SettingValue::JaNee(yes)),
        Value::Integer(number) => Some(SettingValue::Getal(number)),
        Value::String(text) => Some(SettingValue::Tekst(text)),
        Value::Array(list) => {
            list.into_iter().map(text).collect::<Option<_>>().map(SettingValue::Lijst)
        }
        Value::Table(table) => table
            .into_iter()
            .map(|(name, value)| Some((name, text(value)?)))
            .collect::<Option<_>>()
            .map(SettingValue::Tabel),
        Value::Float(_) | Value::Datetime(_) => None,
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]
    use super::*;

    const GOOD: &str = r#"
        vendor = "snelstart"
        store = "sqlite:simon.db"
        language = "en"
        [connection]
        base_url = "http://127.0.0.1:4001"
        koppelsleutel = "geheim"
        [settings]
        reistijd_artikel = "REIS"
        artikelgroepen = ["A", "B"]
        eerste_regel = true
        betalingstermijn = 30
        [settings.magazijn_per_gebruiker]
        jan = "M1"
    "#;

    fn refused(text: &str) -> String {
        let Err(failure) = Config::parse(text, Path::new("")) else { panic!("{text}") };
        assert_eq!(failure.exit, crate::failure::Exit::Usage);
        assert!(failure.rendered.actie.is_some(), "{:?}", failure.rendered);
        failure.rendered.bericht.en
    }

    #[test]
    fn a_whole_configuration_is_read() {
        let config = Config::parse(GOOD, Path::new("/etc/simon")).unwrap();
        assert_eq!(config.vendor, "snelstart");
        assert_eq!(config.store, StoreAt::File(PathBuf::from("/etc/simon/simon.db")));
        assert_eq!(config.taal, Taal::En);
        assert_eq!(config.integration.as_str(), "simon");
        assert_eq!(config.log_dagen, Some(400));
        assert_eq!(config.settings.lijst("artikelgroepen"), ["A", "B"]);
        assert!(config.settings.ja("eerste_regel"));
        assert_eq!(config.settings.getal("betalingstermijn"), Some(30));
        assert!(matches!(
            config.settings.get("magazijn_per_gebruiker"),
            Some(SettingValue::Tabel(_))
        ));
    }

    #[test]
    fn the_log_is_kept_as_long_as_the_file_says() {
        let kept = |days: u32| {
            let text = format!("vendor = 'x'\nstore = 'memory:'\nlog_dagen = {days}");
            Config::parse(&text, Path::new("")).ok().unwrap().log_dagen
        };
        assert_eq!((kept(30), kept(0)), (Some(30), None));
    }

    #[test]
    fn an_unknown_key_is_refused_by_name() {
        let text = refused("vendor = 'x'\nstore = 'memory:'\nsotre = 'memory:'");
        assert!(text.contains("'sotre'"), "{text}");
        let text = refused("store = 'memory:'");
        assert!(text.contains("'vendor'"), "{text}");
        let text = refused("vendor = 'x'\nstore = 'simon.db'");
        assert!(text.contains("simon.db"), "{text}");
        let text = refused("vendor = 'x'\nstore = 'memory:'\nlanguage = 'de'");
        assert!(text.contains("'language'") && text.contains("nl, en"), "{text}");
        let text = refused("vendor = 'x'\nstore = 'sqlite::memory:'");
        assert!(text.contains(":memory:"), "{text}");
        let text = refused("vendor = 'x'\nstore = 'memory:'\nintegration = 'A B'");
        assert!(text.contains("(integration)"), "{text}");
        let text = refused("vendor = 'x'\nstore = 'memory:'\n[connection]\nkey_file = 5");
        assert!(text.contains("'connection.key_file'") && text.contains("text"), "{text}");
    }

    #[test]
    fn a_broken_line_is_named_without_its_content() {
        let text = refused("vendor = 'x'\nstore = 'memory:'\n[connection]\nkoppelsleutel = geheim");
        assert!(text.contains("line 4") && !text.contains("geheim"), "{text}");
        let text = refused("vendor = 'x'\nvendor = 'y'");
        assert!(text.contains("line 2"), "{text}");
    }

    #[test]
    fn a_secret_comes_from_a_file_beside_the_configuration() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("sleutel.txt"), "  geheim\n").unwrap();
        let text =
            "vendor = 'x'\nstore = 'memory:'\n[connection]\nkoppelsleutel_file = 'sleutel.txt'";
        let config = Config::parse(text, folder.path()).unwrap();
        assert_eq!(config.connection.get("koppelsleutel").unwrap().as_str(), Some("geheim"));
        assert!(!config.connection.contains_key("koppelsleutel_file"));
        let both = format!("{text}\nkoppelsleutel = 'x'");
        assert!(Config::parse(&both, folder.path()).is_err());
        let Err(failure) = Config::parse(text, Path::new("/nowhere")) else { panic!("no file") };
        assert!(failure.rendered.bericht.nl.contains("koppelsleutel_file"));
    }

    #[test]
    fn a_refused_value_is_not_repeated() {
        #[derive(Deserialize)]
        #[allow(dead_code, reason = "only its shape matters")]
        struct Connection {
            timeout: u64,
        }
        for value in ["geheim", "x", "geheim, expected geheim"] {
            let table: Table = format!("timeout = '{value}'").parse().unwrap();
            let Err(failure) = from_table::<Connection>(table, "connection") else { panic!() };
            let text = failure.rendered.bericht.nl;
            assert!(!text.contains("geheim") && text.contains("'connection.timeout'"), "{text}");
            assert!(text.contains("een geheel getal van 0 of meer"), "{text}");
        }
    }
}
