//! Records by number.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::generated::{Made, serial};

/// A record that is served as these texts, whatever they are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RawRecord {
    /// The element in a SOAP list.
    pub soap: String,
    /// The row in a REST list.
    pub rest_row: String,
    /// The body of the REST detail.
    pub rest_detail: String,
}

#[derive(Debug)]
enum Row<T> {
    Kept(Box<T>),
    Made(u32),
    Raw(Box<RawRecord>),
}

/// A record as a listing meets it.
pub(super) enum Seen<'a, T: Clone> {
    Record(Cow<'a, T>),
    Raw(&'a RawRecord),
}

/// Records in the order of their numbers.
#[derive(Debug)]
pub(super) struct Table<T> {
    rows: BTreeMap<i64, Row<T>>,
    made: u32,
}

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { rows: BTreeMap::new(), made: 0 }
    }
}

impl<T: Made> Table<T> {
    pub(super) fn add(&mut self, id: i64, record: T) {
        self.rows.insert(id, Row::Kept(Box::new(record)));
    }

    pub(super) fn add_raw(&mut self, id: i64, raw: RawRecord) {
        self.rows.insert(id, Row::Raw(Box::new(raw)));
    }

    pub(super) fn add_made(&mut self, count: u32) {
        for serial in self.made + 1..=self.made + count {
            self.rows.insert(T::FROM + i64::from(serial), Row::Made(serial));
        }
        self.made += count;
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    pub(super) fn seen(&self, id: i64) -> Option<Seen<'_, T>> {
        self.rows.get(&id).map(see)
    }

    /// The record of a number; none for a raw one.
    pub(super) fn get(&self, id: i64) -> Option<Cow<'_, T>> {
        match self.seen(id)? {
            Seen::Record(record) => Some(record),
            Seen::Raw(_) => None,
        }
    }

    /// The number of the record with this code.
    pub(super) fn by_code(&self, code: &str) -> Option<i64> {
        let made = serial(code);
        let fits = |row: &Row<T>| match row {
            Row::Kept(record) => record.code() == Some(code),
            Row::Made(serial) => Some(*serial) == made,
            Row::Raw(_) => false,
        };
        self.rows.iter().find(|(_, row)| fits(row)).map(|(id, _)| *id)
    }

    pub(super) fn ids(&self) -> impl DoubleEndedIterator<Item = i64> {
        self.rows.keys().copied()
    }

    pub(super) fn iter(&self) -> impl DoubleEndedIterator<Item = (i64, Seen<'_, T>)> {
        self.rows.iter().map(|(id, row)| (*id, see(row)))
    }

    /// Changes a record; false when there is none.
    pub(super) fn change(&mut self, id: i64, change: impl FnOnce(&mut T)) -> bool {
        let Some(mut record) = self.get(id).map(Cow::into_owned) else { return false };
        change(&mut record);
        self.add(id, record);
        true
    }

    /// Takes a record out; false when there is none.
    pub(super) fn remove(&mut self, id: i64) -> bool {
        self.rows.remove(&id).is_some()
    }
}

fn see<T: Made>(row: &Row<T>) -> Seen<'_, T> {
    match row {
        Row::Kept(record) => Seen::Record(Cow::Borrowed(record)),
        Row::Made(serial) => Seen::Record(Cow::Owned(T::made(*serial))),
        Row::Raw(raw) => Seen::Raw(raw),
    }
}
