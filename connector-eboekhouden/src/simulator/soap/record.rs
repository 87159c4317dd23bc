//! Reads elements as the WSDL orders them.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use rust_decimal::Decimal;

use super::super::traps::Disorder;
use super::parse::Element;
use super::shape::{Field, Kind};
use super::write::NAMESPACE;

/// The values of one element's children. What was not sent is 0, false or empty.
#[derive(Debug, Default)]
pub(super) struct Record {
    texts: BTreeMap<&'static str, String>,
    records: BTreeMap<&'static str, Record>,
    lists: BTreeMap<&'static str, Vec<Record>>,
}

impl Record {
    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }

    /// A text, unless it is empty.
    pub(super) fn filled(&self, name: &str) -> Option<&str> {
        Some(self.text(name)).filter(|text| !text.is_empty())
    }

    pub(super) fn long(&self, name: &str) -> i64 {
        self.text(name).parse().unwrap_or_default()
    }

    pub(super) fn double(&self, name: &str) -> Decimal {
        Decimal::from_str_exact(self.text(name)).unwrap_or_default()
    }

    pub(super) fn date(&self, name: &str) -> Option<NaiveDate> {
        date(self.text(name))
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        matches!(self.text(name), "1" | "true")
    }

    pub(super) fn record(&self, name: &str) -> &Self {
        static NONE: Record =
            Record { texts: BTreeMap::new(), records: BTreeMap::new(), lists: BTreeMap::new() };
        self.records.get(name).unwrap_or(&NONE)
    }

    pub(super) fn list(&self, name: &str) -> &[Self] {
        self.lists.get(name).map_or(&[], Vec::as_slice)
    }

    /// Whether the element was there and in its place.
    pub(super) fn has(&self, name: &str) -> bool {
        self.texts.contains_key(name) || self.lists.contains_key(name)
    }
}

/// Reads one request, noting what a correct client never sends.
#[derive(Debug)]
pub(super) struct Reader {
    pub(super) disorder: Disorder,
    pub(super) notes: Vec<String>,
}

impl Reader {
    /// The record in an element; the error is a value that is of the wrong type.
    pub(super) fn read(&mut self, element: &Element, fields: &[Field]) -> Result<Record, String> {
        let place = &element.name;
        if !element.text.trim().is_empty() {
            return Err(format!("text between the elements of {place}"));
        }
        let mut record = Record::default();
        let mut next = 0;
        for child in &element.children {
            let name = &child.name;
            let found = fields.iter().position(|field| field.name == name);
            let Some((at, field)) =
                found.and_then(|at| Some((at, fields.get(at)?))).filter(|_| is_ours(child))
            else {
                self.notes.push(format!("{place}: no element {name} is known there"));
                continue;
            };
            if at < next {
                self.notes.push(format!("{place}: {name} comes out of order or twice"));
                if self.disorder == Disorder::Missing {
                    continue;
                }
            }
            next = next.max(at + 1);
            self.take(child, field, &mut record)?;
        }
        for field in fields.iter().filter(|field| field.must && !record.holds(field.name)) {
            self.notes.push(format!("{place}: {} is missing", field.name));
        }
        Ok(record)
    }

    fn take(&mut self, child: &Element, field: &Field, record: &mut Record) -> Result<(), String> {
        match field.kind {
            Kind::Record(fields) => {
                record.records.insert(field.name, self.read(child, fields)?);
            }
            Kind::List(item, fields) => {
                let rows = self.rows(child, item, fields)?;
                record.lists.insert(field.name, rows);
            }
            _ => {
                let text = checked(child, field)?;
                if let Kind::Text(most) = field.kind
                    && text.chars().count() > most
                {
                    self.notes.push(format!("{}: more than {most} characters", field.name));
                }
                record.texts.insert(field.name, text);
            }
        }
        Ok(())
    }

    fn rows(
        &mut self,
        list: &Element,
        item: &str,
        fields: &[Field],
    ) -> Result<Vec<Record>, String> {
        let mut rows = Vec::new();
        for child in &list.children {
            if child.name == item && is_ours(child) {
                rows.push(self.read(child, fields)?);
            } else {
                self.notes.push(format!("{}: {} is no {item}", list.name, child.name));
            }
        }
        Ok(rows)
    }
}

impl Record {
    fn holds(&self, name: &str) -> bool {
        self.has(name) || self.records.contains_key(name)
    }
}

fn is_ours(element: &Element) -> bool {
    element.namespace == NAMESPACE
}

fn checked(child: &Element, field: &Field) -> Result<String, String> {
    let name = field.name;
    if !child.children.is_empty() {
        return Err(format!("{name} holds elements"));
    }
    let text = match field.kind {
        Kind::Text(_) => child.text.as_str(),
        _ => child.text.trim(),
    };
    let fits = match field.kind {
        Kind::Long => text.parse::<i64>().is_ok(),
        Kind::Double => is_double(text),
        Kind::Time => date(text).is_some(),
        Kind::Bool => matches!(text, "0" | "1" | "true" | "false"),
        _ => true,
    };
    if fits { Ok(text.to_owned()) } else { Err(format!("{name} is of the wrong type")) }
}

/// Digits with at most two decimals behind a full stop.
fn is_double(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(fraction) && fraction.len() <= 2 && whole.len() <= 15
}

/// A date, with or without a time.
fn date(text: &str) -> Option<NaiveDate> {
    if text.len() == 10 {
        return NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    }
    let whole = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S").ok();
    whole.filter(|_| text.len() == 19).map(|time| time.date())
}
