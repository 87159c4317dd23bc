//! The records of one collection, in the order in which they were added.

use std::borrow::Cow;
use std::cmp::Reverse;

use chrono::{DateTime, Utc};
use simon_testkit::vendor::json::Json;

use super::filter::{Condition, Kind, Value, holds};
use super::generated::Generated;
use super::names::Property;
use super::{guid, stamp};

/// One record.
#[derive(Debug, Clone)]
pub(super) enum Row {
    Generated(Generated),
    Stored(Box<Stored>),
}

/// A record that is kept as a whole.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) key: u128,
    pub(super) json: Json,
    /// Before this moment no call shows the record.
    pub(super) visible_from: Option<DateTime<Utc>>,
}

impl Row {
    pub(super) fn key(&self) -> u128 {
        match self {
            Self::Generated(row) => row.key(),
            Self::Stored(row) => row.key,
        }
    }

    pub(super) fn visible(&self, now: DateTime<Utc>) -> bool {
        match self {
            Self::Generated(_) => true,
            Self::Stored(row) => row.visible_from.is_none_or(|from| from <= now),
        }
    }

    pub(super) fn write(&self, out: &mut String) {
        match self {
            Self::Generated(row) => row.write(out),
            Self::Stored(row) => row.json.write(out),
        }
    }

    pub(super) fn json(&self) -> Cow<'_, Json> {
        match self {
            Self::Generated(row) => Cow::Owned(row.to_json()),
            Self::Stored(row) => Cow::Borrowed(&row.json),
        }
    }

    /// The row's value of a property; null when it is absent or of another kind.
    pub(super) fn value(&self, property: &'static Property) -> Value {
        if let Self::Generated(row) = self
            && let Some(value) = row.value(property)
        {
            return value;
        }
        let json = self.json();
        json.at(property.path).and_then(|found| typed(property.kind, found)).unwrap_or(Value::Null)
    }
}

fn typed(kind: Kind, json: &Json) -> Option<Value> {
    match kind {
        Kind::Guid => json.as_text().and_then(guid::parse).map(Value::Guid),
        Kind::Text | Kind::OneOf(_) => json.as_text().map(|text| Value::Text(text.to_owned())),
        Kind::Number => json.as_decimal().map(Value::Number),
        Kind::Time => json.as_text().and_then(stamp::parse).map(Value::Time),
        Kind::Bool => match json {
            Json::Bool(value) => Some(Value::Bool(*value)),
            _ => None,
        },
        Kind::SomeOf(_) => {
            let texts = json.rows().iter().filter_map(Json::as_text).map(str::to_owned);
            Some(Value::Texts(texts.collect()))
        }
        Kind::Null | Kind::Other => None,
    }
}

/// Which rows a listing is about.
#[derive(Debug)]
pub(super) struct Selection {
    /// The filter's text and meaning; nothing for all rows.
    pub(super) filter: Option<(String, Condition)>,
    /// Properties to sort by, and whether each goes downwards.
    pub(super) order: Vec<(&'static Property, bool)>,
    pub(super) skip: usize,
    pub(super) take: usize,
}

/// The records of one collection.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: Vec<Row>,
    version: u64,
    /// The outcome of the last filter, so that the next page does not test every row again.
    hits: Option<Hits>,
}

#[derive(Debug)]
struct Hits {
    filter: String,
    version: u64,
    positions: Vec<usize>,
}

impl Table {
    pub(super) fn add(&mut self, key: u128, json: Json, visible_from: Option<DateTime<Utc>>) {
        self.version += 1;
        self.rows.push(Row::Stored(Box::new(Stored { key, json, visible_from })));
    }

    pub(super) fn add_generated(&mut self, rows: impl Iterator<Item = Generated>) {
        self.version += 1;
        self.rows.extend(rows.map(Row::Generated));
    }

    pub(super) fn rows(&self) -> &[Row] {
        &self.rows
    }

    pub(super) fn get(&self, key: u128) -> Option<&Row> {
        self.rows.iter().find(|row| row.key() == key)
    }

    /// The record behind a reference such as `{"id": ...}`.
    pub(super) fn referred(&self, reference: &Json) -> Option<&Row> {
        self.get(reference.get("id").and_then(Json::as_text).and_then(guid::parse)?)
    }

    /// Changes one record; false when it is not there.
    pub(super) fn change(&mut self, key: u128, change: impl FnOnce(&mut Json)) -> bool {
        self.version += 1;
        let Some(row) = self.rows.iter_mut().find(|row| row.key() == key) else { return false };
        if let Row::Generated(generated) = row {
            let stored = Stored { key, json: generated.to_json(), visible_from: None };
            *row = Row::Stored(Box::new(stored));
        }
        if let Row::Stored(stored) = row {
            change(&mut stored.json);
        }
        true
    }

    /// Takes one record out; false when it is not there.
    pub(super) fn delete(&mut self, key: u128) -> bool {
        self.version += 1;
        let before = self.rows.len();
        self.rows.retain(|row| row.key() != key);
        self.rows.len() < before
    }

    /// Puts the rows in another order that follows from the seed.
    pub(super) fn shuffle(&mut self, seed: u64) {
        self.version += 1;
        let mut state = seed;
        for end in (1..self.rows.len()).rev() {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            let size = u64::try_from(end).unwrap_or(u64::MAX).saturating_add(1);
            let other = usize::try_from((state >> 33) % size).unwrap_or(end);
            self.rows.swap(end, other);
        }
    }

    /// The selected rows that can be seen now.
    pub(super) fn page(&mut self, selection: &Selection, now: DateTime<Utc>) -> Vec<&Row> {
        if let Some((text, condition)) = &selection.filter
            && self.hits.as_ref().is_none_or(|h| h.version != self.version || h.filter != *text)
        {
            let matching = |(_, row): &(usize, &Row)| holds(condition, &|p| row.value(p));
            let positions = self.rows.iter().enumerate().filter(matching).map(|(at, _)| at);
            let positions = positions.collect();
            self.hits = Some(Hits { filter: text.clone(), version: self.version, positions });
        }
        let visible = |row: &&Row| row.visible(now);
        let all: Box<dyn Iterator<Item = &Row>> = match (&selection.filter, &self.hits) {
            (Some(_), Some(hits)) => {
                Box::new(hits.positions.iter().filter_map(|at| self.rows.get(*at)))
            }
            _ => Box::new(self.rows.iter()),
        };
        if selection.order.is_empty() {
            return all.filter(visible).skip(selection.skip).take(selection.take).collect();
        }
        let mut sorted: Vec<&Row> = all.filter(visible).collect();
        sorted.sort_by_cached_key(|row| SortKey::of(row, &selection.order));
        sorted.into_iter().skip(selection.skip).take(selection.take).collect()
    }
}

/// A row's place in a sorted listing.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SortKey(Vec<SortPart>);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortPart {
    Up(Value),
    Down(Reverse<Value>),
}

impl SortKey {
    fn of(row: &Row, order: &[(&'static Property, bool)]) -> Self {
        let part = |(property, down): &(&'static Property, bool)| {
            let value = match row.value(property) {
                Value::Text(text) => Value::Text(text.to_lowercase()),
                other => other,
            };
            if *down { SortPart::Down(Reverse(value)) } else { SortPart::Up(value) }
        };
        Self(order.iter().map(part).collect())
    }
}
