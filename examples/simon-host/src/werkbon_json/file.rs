//! The file itself.

use std::io::ErrorKind;
use std::path::Path;

use rust_decimal::Decimal;
use serde::de::{Error as _, Visitor};
use serde::{Deserialize, Deserializer};
use simon_core::domain::PdfSoort;
use simon_core::message::Message;

use crate::failure::{expected, unreadable};

/// Larger files are no werkbonnen.
const LARGEST: u64 = 4 * 1024 * 1024;
/// What the visitor of a number says; translated afterwards.
const BARE_NUMBER: &str = "a bare number";

/// A werkbon as the file gives it. What it leaves out is none.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct WerkbonFile {
    pub(crate) nummer: String,
    pub(crate) klant: Option<String>,
    pub(crate) werkadres: Option<String>,
    pub(crate) werkomschrijving: Option<String>,
    pub(crate) klantreferentie: Option<String>,
    pub(crate) gebruiker: Option<String>,
    pub(crate) datum: Option<String>,
    pub(crate) gereed_gemeld: Option<bool>,
    pub(crate) reistijd_minuten: Option<u32>,
    pub(crate) werktijd_minuten: Option<u32>,
    pub(crate) artikelen: Option<Vec<ArtikelLine>>,
    pub(crate) pdfs: Option<Vec<PdfLine>>,
}

/// A booked article.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArtikelLine {
    pub(crate) code: String,
    pub(crate) aantal: Number,
    pub(crate) omschrijving: Option<String>,
    pub(crate) prijs: Option<Number>,
}

/// A PDF to go along.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PdfLine {
    pub(crate) soort: PdfSoort,
    pub(crate) bestand: String,
}

/// A decimal in a string: only so does it stay exactly what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number(String);

impl Number {
    /// What somebody wrote for a number; [`Self::decimal`] says whether it is one.
    pub(crate) fn written(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// The number: digits, with a point before the decimals.
    ///
    /// # Errors
    /// Names the key that the number stands under.
    pub(crate) fn decimal(&self, key: &str) -> Result<Decimal, Message> {
        let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
        let digits = self.0.starts_with(|c: char| c.is_ascii_digit() || c == '-')
            && self.0.ends_with(|c: char| c.is_ascii_digit());
        let number = Decimal::from_str_exact(&self.0).ok();
        number.filter(|_| digits && self.0.chars().all(plain)).ok_or_else(|| {
            let shown: String = self.0.chars().take(40).collect();
            Message::new("host-werkbon-aantal").with("waarde", shown).with("sleutel", key)
        })
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl Visitor<'_> for Text {
            type Value = Number;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a decimal in a string")
            }
            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Number, E> {
                Ok(Number(text.to_owned()))
            }
            fn visit_u64<E: serde::de::Error>(self, _: u64) -> Result<Number, E> {
                Err(E::custom(BARE_NUMBER))
            }
            fn visit_i64<E: serde::de::Error>(self, _: i64) -> Result<Number, E> {
                Err(E::custom(BARE_NUMBER))
            }
            fn visit_f64<E: serde::de::Error>(self, _: f64) -> Result<Number, E> {
                Err(E::custom(BARE_NUMBER))
            }
        }
        deserializer.deserialize_any(Text).map_err(D::Error::custom)
    }
}

/// Why a file is no werkbon.
#[derive(Debug)]
pub(crate) enum Unreadable {
    /// There is no such file, or it may not be read.
    File(Message),
    /// Its content is wrong.
    Content(Message),
}

/// Reads a file.
///
/// # Errors
/// Says what is wrong with it and what to do.
pub(crate) fn read(path: &Path) -> Result<WerkbonFile, Unreadable> {
    let shown = path.display().to_string();
    let text = small(path).and_then(|()| std::fs::read_to_string(path)).map_err(|error| {
        if error.kind() == ErrorKind::InvalidData {
            let message = Message::new("host-werkbon-geen-tekst").with("bestand", &shown);
            return Unreadable::Content(message);
        }
        let message = Message::new("host-werkbon-bestand").with("bestand", &shown);
        Unreadable::File(unreadable(message, &error))
    })?;
    parse(&text, &shown).map_err(Unreadable::Content)
}

fn small(path: &Path) -> std::io::Result<()> {
    if std::fs::metadata(path)?.len() > LARGEST {
        return Err(ErrorKind::FileTooLarge.into());
    }
    Ok(())
}

fn parse(text: &str, shown: &str) -> Result<WerkbonFile, Message> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let no_werkbon = match text.trim_start().chars().next() {
        None => Some("host-werkbon-leeg"),
        Some('[') => Some("host-werkbon-lijst"),
        Some(_) => None,
    };
    if let Some(code) = no_werkbon {
        return Err(Message::new(code).with("bestand", shown));
    }
    serde_json::from_str(text).map_err(|error| {
        let detail = without_place(&error.to_string());
        let quoted = |before: &str| detail.strip_prefix(before)?.split('`').next();
        let message = if let Some(key) = quoted("unknown field `") {
            Message::new("host-werkbon-onbekende-sleutel").with("sleutel", key)
        } else if let Some(key) = quoted("missing field `") {
            Message::new("host-werkbon-ontbrekende-sleutel").with("sleutel", key)
        } else if detail.starts_with(BARE_NUMBER) {
            Message::new("host-werkbon-getal")
        } else if error.is_data() {
            expected(Message::new("host-werkbon-waarde"), &detail)
        } else {
            Message::new("host-werkbon-json")
        };
        message.with("bestand", shown).with("regel", error.line()).with("teken", error.column())
    })
}

/// The parser's text without the place at its end, which has words of its own.
fn without_place(detail: &str) -> String {
    detail.rsplit_once(" at line ").map_or(detail, |(what, _)| what).to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]
    use super::*;

    fn refused(text: &str) -> String {
        parse(text, "bon.json").unwrap_err().code().to_owned()
    }

    #[test]
    fn the_example_of_the_manual_is_read() {
        let text = r#"{ "nummer": "20417", "klant": "10023", "werkadres": "standaard",
            "werkomschrijving": "CV-ketel onderhoud", "klantreferentie": "PO-88",
            "gebruiker": "monteur1", "datum": "2026-03-02", "gereed_gemeld": true,
            "reistijd_minuten": 15, "werktijd_minuten": 120,
            "artikelen": [{ "code": "FILTER-01", "aantal": "3", "omschrijving": "meterkast" }],
            "pdfs": [{ "soort": "werkbon", "bestand": "werkbon-20417.pdf" },
                     { "soort": "eigen_formulieren", "bestand": "formulier-20417.pdf" }] }"#;
        let file = parse(text, "bon.json").unwrap();
        assert_eq!(file.klant.as_deref(), Some("10023"));
        assert_eq!((file.reistijd_minuten, file.werktijd_minuten), (Some(15), Some(120)));
        let lines = file.artikelen.unwrap();
        assert_eq!(lines[0].aantal.decimal("aantal").unwrap(), Decimal::from(3));
        assert_eq!(file.pdfs.unwrap()[1].soort, PdfSoort::EigenFormulieren);
    }

    #[test]
    fn what_is_left_out_is_none() {
        let file = parse(r#"{"nummer": "1"}"#, "bon.json").unwrap();
        assert!(file.klant.is_none() && file.artikelen.is_none() && file.gereed_gemeld.is_none());
    }

    #[test]
    fn unknown_missing_and_repeated_keys_are_named() {
        assert_eq!(refused(r#"{"nummer": "1", "klnt": "1"}"#), "host-werkbon-onbekende-sleutel");
        let line = r#"{"nummer": "1", "artikelen": [{"code": "A", "aantal": "1", "x": 1}]}"#;
        assert_eq!(refused(line), "host-werkbon-onbekende-sleutel");
        assert_eq!(refused(r#"{"klant": "1"}"#), "host-werkbon-ontbrekende-sleutel");
        assert_eq!(refused(r#"{"nummer": "1", "nummer": "2"}"#), "host-werkbon-waarde");
        assert_eq!(refused("{"), "host-werkbon-json");
        assert_eq!(refused(" \n"), "host-werkbon-leeg");
        assert_eq!(refused(r#"[{"nummer": "1"}]"#), "host-werkbon-lijst");
    }

    #[test]
    fn the_place_of_a_mistake_is_named() {
        let said = |text: &str| {
            let message = parse(text, "bon.json").unwrap_err();
            crate::failure::text(&message).bericht
        };
        let syntax = said("{\n \"nummer\": \"1\",, }");
        assert!(syntax.nl.contains("regel 2, teken 16"), "{}", syntax.nl);
        let value = said("{\"nummer\": 12}");
        assert!(value.nl.contains("regel 1, teken 13"), "{}", value.nl);
        assert!(value.en.contains("line 1, character 13"), "{}", value.en);
        assert!(value.nl.contains("verwacht wordt tekst tussen"), "{}", value.nl);
        let negative = said(r#"{"nummer": "1", "werktijd_minuten": -5}"#);
        assert!(negative.nl.contains("een geheel getal van 0 of meer"), "{}", negative.nl);
        let kind = said(r#"{"nummer": "1", "pdfs": [{"soort": "foto", "bestand": "x"}]}"#);
        assert!(kind.nl.contains("een van: werkbon, eigen_formulieren"), "{}", kind.nl);
        let twice = said(r#"{"nummer": "1", "nummer": "2"}"#);
        assert!(twice.nl.contains("de sleutel 'nummer' staat er twee keer"), "{}", twice.nl);
        let bare = said("{\"nummer\": \"1\",\n\"artikelen\": [{\"code\": \"A\",\n\"aantal\": 3}]}");
        assert!(bare.nl.contains("op regel 3"), "{}", bare.nl);
    }

    #[test]
    fn a_bare_number_is_refused_with_its_reason() {
        for number in ["3", "2.5", "-1"] {
            let text =
                format!(r#"{{"nummer": "1", "artikelen": [{{"code": "A", "aantal": {number}}}]}}"#);
            assert_eq!(refused(&text), "host-werkbon-getal", "{number}");
        }
        let price =
            r#"{"nummer": "1", "artikelen": [{"code": "A", "aantal": "1", "prijs": 12.5}]}"#;
        assert_eq!(refused(price), "host-werkbon-getal");
    }

    #[test]
    fn only_plain_decimals_are_numbers() {
        let decimal = |text: &str| Number(text.to_owned()).decimal("aantal").ok();
        assert_eq!(decimal("2.5"), Some(Decimal::new(25, 1)));
        assert_eq!(decimal("-0.125"), Some(Decimal::new(-125, 3)));
        for wrong in ["", "2,5", "1.000,00", "1e3", "1_000", " 1", "+1", ".5", "5.", "-", "NaN"] {
            assert_eq!(decimal(wrong), None, "{wrong}");
        }
        assert_eq!(decimal(&"9".repeat(40)), None);
    }
}
