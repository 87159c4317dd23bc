//! Records by internal id, with the moments at which they were made and changed.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};

/// A record with a number, of which there can be generated ones.
pub(super) trait Record: Clone {
    /// The id before the first generated record's.
    const GENERATED: i64;

    fn number(&self) -> &str;

    /// The record of a serial number.
    fn generated(serial: u32) -> Self;

    /// The serial number of a generated record's number.
    fn serial(number: &str) -> Option<u32>;
}

/// When a record was made and last changed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stamps {
    pub(super) made: DateTime<Utc>,
    pub(super) changed: DateTime<Utc>,
}

#[derive(Debug)]
enum Content<T> {
    Kept(Box<T>),
    Generated(u32),
}

/// The records of one kind.
#[derive(Debug)]
pub(super) struct Table<T> {
    rows: BTreeMap<i64, (Stamps, Content<T>)>,
    /// Ids by number in lower case, of the records that are kept.
    numbers: HashMap<String, i64>,
    next: i64,
    generated: u32,
}

impl<T: Record> Table<T> {
    pub(super) fn from(first: i64) -> Self {
        Self { rows: BTreeMap::new(), numbers: HashMap::new(), next: first, generated: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Adds a record and gives its id.
    pub(super) fn add(&mut self, record: T, now: DateTime<Utc>) -> i64 {
        let id = self.next;
        self.next += 1;
        let stamps = Stamps { made: now, changed: now };
        self.numbers.insert(record.number().to_lowercase(), id);
        self.rows.insert(id, (stamps, Content::Kept(Box::new(record))));
        id
    }

    /// Adds records of which nothing is kept but a number: one was made every minute, the last a day ago.
    pub(super) fn generate(&mut self, count: u32, now: DateTime<Utc>) {
        let last = self.generated + count;
        for serial in self.generated + 1..=last {
            let id = T::GENERATED + i64::from(serial);
            let made = now - TimeDelta::days(1) - TimeDelta::minutes(i64::from(last - serial));
            let stamps = Stamps { made, changed: made };
            self.rows.insert(id, (stamps, Content::Generated(serial)));
        }
        self.generated += count;
    }

    pub(super) fn get(&self, id: i64) -> Option<Cow<'_, T>> {
        self.rows.get(&id).map(|(_, content)| content.record())
    }

    pub(super) fn stamps(&self, id: i64) -> Option<Stamps> {
        self.rows.get(&id).map(|(stamps, _)| *stamps)
    }

    /// The id of the record with this number, in any letter case.
    pub(super) fn by_number(&self, number: &str) -> Option<i64> {
        if let Some(id) = self.numbers.get(&number.to_lowercase()) {
            return Some(*id);
        }
        let id = T::GENERATED + i64::from(T::serial(number)?);
        let generated =
            |(_, content): &&(Stamps, Content<T>)| matches!(content, Content::Generated(_));
        self.rows.get(&id).filter(generated).map(|_| id)
    }

    /// The record with this number, in any letter case.
    pub(super) fn numbered(&self, number: &str) -> Option<Cow<'_, T>> {
        self.get(self.by_number(number)?)
    }

    /// The ids of the records that pass, in their order.
    pub(super) fn ids(&self, passes: impl Fn(i64, &Stamps, &dyn Fn() -> T) -> bool) -> Vec<i64> {
        let pass = |(id, (stamps, content)): (&i64, &(Stamps, Content<T>))| {
            passes(*id, stamps, &|| content.record().into_owned()).then_some(*id)
        };
        self.rows.iter().filter_map(pass).collect()
    }

    /// Changes a record, at this moment unless the vendor does not notice; false when there is none.
    pub(super) fn change(
        &mut self,
        id: i64,
        now: Option<DateTime<Utc>>,
        change: impl FnOnce(&mut T),
    ) -> bool {
        let Some((stamps, content)) = self.rows.get_mut(&id) else { return false };
        let mut record = content.record().into_owned();
        self.numbers.remove(&record.number().to_lowercase());
        change(&mut record);
        self.numbers.insert(record.number().to_lowercase(), id);
        *content = Content::Kept(Box::new(record));
        stamps.changed = now.unwrap_or(stamps.changed);
        true
    }

    /// Takes a record out; false when there is none.
    pub(super) fn remove(&mut self, id: i64) -> bool {
        let Some((_, content)) = self.rows.remove(&id) else { return false };
        self.numbers.remove(&content.record().number().to_lowercase());
        true
    }
}

impl<T: Record> Content<T> {
    fn record(&self) -> Cow<'_, T> {
        match self {
            Self::Kept(record) => Cow::Borrowed(record),
            Self::Generated(serial) => Cow::Owned(T::generated(*serial)),
        }
    }
}
