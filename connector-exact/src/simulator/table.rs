//! The rows of one resource, in the order of their versions.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};

use super::generated::Generated;
use super::value::Value;

/// The values of a row by property name; an absent one reads as null.
pub(super) type Values = BTreeMap<&'static str, Value>;

/// One row.
#[derive(Debug, Clone)]
pub(super) enum Row {
    Generated(Generated),
    Stored(Box<Stored>),
}

/// A row that is kept as a whole.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) key: u128,
    pub(super) values: Values,
    /// Before this moment no look-up shows the row.
    pub(super) visible_from: Option<DateTime<Utc>>,
    /// An earlier version of a row, which only the sync family still serves.
    pub(super) outdated: bool,
    /// Absent values are left out of answers instead of being null.
    pub(super) sparse: bool,
}

impl Row {
    pub(super) fn key(&self) -> u128 {
        match self {
            Self::Generated(row) => row.key(),
            Self::Stored(row) => row.key,
        }
    }

    pub(super) fn value(&self, name: &str) -> Value {
        match self {
            Self::Generated(row) => row.value(name),
            Self::Stored(row) => row.values.get(name).cloned().unwrap_or_default(),
        }
    }

    pub(super) fn text(&self, name: &str) -> Option<String> {
        match self.value(name) {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn visible(&self, now: DateTime<Utc>) -> bool {
        match self {
            Self::Generated(_) => true,
            Self::Stored(row) => row.visible_from.is_none_or(|from| from <= now),
        }
    }

    pub(super) fn outdated(&self) -> bool {
        matches!(self, Self::Stored(row) if row.outdated)
    }

    pub(super) fn leaves_out(&self, name: &str) -> bool {
        matches!(self, Self::Stored(row) if row.sparse && !row.values.contains_key(name))
    }
}

impl Stored {
    pub(super) fn new(key: u128, values: Values) -> Self {
        Self { key, values, visible_from: None, outdated: false, sparse: false }
    }
}

/// The rows of one resource. The version of a row is its place.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: BTreeMap<i64, Row>,
    versions: HashMap<u128, i64>,
}

impl Table {
    pub(super) fn insert(&mut self, version: i64, row: Row) {
        self.versions.insert(row.key(), version);
        self.rows.insert(version, row);
    }

    pub(super) fn add(&mut self, version: i64, key: u128, values: Values) {
        self.insert(version, Row::Stored(Box::new(Stored::new(key, values))));
    }

    pub(super) fn get(&self, key: u128) -> Option<&Row> {
        self.rows.get(self.versions.get(&key)?)
    }

    pub(super) fn version(&self, key: u128) -> Option<i64> {
        self.versions.get(&key).copied()
    }

    /// Every row above a version, in the order of versions.
    pub(super) fn after(&self, version: i64) -> impl Iterator<Item = (i64, &Row)> {
        self.rows.range(version.saturating_add(1)..).map(|(version, row)| (*version, row))
    }

    /// Every row as it is now.
    pub(super) fn rows(&self) -> impl Iterator<Item = &Row> {
        self.rows.values().filter(|row| !row.outdated())
    }

    /// Changes a row; `version` moves it up, and `keep` leaves the old version behind. False when it
    /// is not there.
    pub(super) fn change(
        &mut self,
        key: u128,
        version: Option<i64>,
        keep: bool,
        change: impl FnOnce(&mut Values),
    ) -> bool {
        let Some(old) = self.versions.get(&key).copied() else { return false };
        let Some(row) = self.rows.remove(&old) else { return false };
        let mut stored = match row {
            Row::Generated(row) => Box::new(Stored::new(key, row.values())),
            Row::Stored(stored) => stored,
        };
        if keep && version.is_some() {
            let mut outdated = stored.clone();
            outdated.outdated = true;
            self.rows.insert(old, Row::Stored(outdated));
        }
        change(&mut stored.values);
        self.insert(version.unwrap_or(old), Row::Stored(stored));
        true
    }

    /// Takes a row out with its earlier versions; false when it is not there.
    pub(super) fn delete(&mut self, key: u128) -> bool {
        let there = self.versions.remove(&key).is_some();
        if there {
            self.rows.retain(|_, row| row.key() != key);
        }
        there
    }

    /// Takes out every row that has this value.
    pub(super) fn delete_where(&mut self, name: &str, value: &Value) {
        self.rows.retain(|_, row| row.value(name) != *value);
        let left: std::collections::HashSet<u128> = self.rows.values().map(Row::key).collect();
        self.versions.retain(|key, _| left.contains(key));
    }

    /// Gives every row a new version, and forgets earlier versions.
    pub(super) fn renumber(&mut self, mut next: impl FnMut() -> i64) {
        let rows = std::mem::take(&mut self.rows);
        for row in rows.into_values().filter(|row| !row.outdated()) {
            self.insert(next(), row);
        }
    }
}
