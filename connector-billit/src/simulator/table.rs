//! The records of one kind in one company, by id.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDateTime, Utc};
use simon_testkit::vendor::json::Json;
use simon_testkit::vendor::odata::{Kind, Value};

use super::filter::{folded, holds};
use super::generated::Generated;
use super::names::{Entity, Property};
use super::query::Options;
use super::stamp;

/// One record.
#[derive(Debug, Clone)]
pub(super) enum Row {
    Generated(Generated),
    Stored(Box<Stored>),
}

/// A record that is kept as a whole.
#[derive(Debug, Clone)]
pub(super) struct Stored {
    pub(super) id: i64,
    /// Every member but identity and times.
    pub(super) json: Json,
    pub(super) created: NaiveDateTime,
    pub(super) modified: NaiveDateTime,
    pub(super) inactive: bool,
    /// Before this moment no list shows the record.
    pub(super) listed_from: Option<DateTime<Utc>>,
}

impl Row {
    pub(super) fn id(&self) -> i64 {
        match self {
            Self::Generated(row) => row.id(),
            Self::Stored(row) => row.id,
        }
    }

    pub(super) fn json(&self) -> Cow<'_, Json> {
        match self {
            Self::Generated(row) => Cow::Owned(row.to_json()),
            Self::Stored(row) => Cow::Borrowed(&row.json),
        }
    }

    /// When it was created, and when it was changed last.
    pub(super) fn times(&self) -> (NaiveDateTime, NaiveDateTime) {
        match self {
            Self::Generated(row) => (row.modified(), row.modified()),
            Self::Stored(row) => (row.created, row.modified),
        }
    }

    fn listed(&self, now: DateTime<Utc>, inactive_too: bool) -> bool {
        match self {
            Self::Generated(_) => true,
            Self::Stored(row) => {
                row.listed_from.is_none_or(|from| from <= now) && (inactive_too || !row.inactive)
            }
        }
    }

    /// The row's value of a property; null when it is absent or of another kind.
    fn value(&self, entity: Entity, property: &'static Property) -> Value {
        if let Self::Generated(row) = self
            && let Some(value) = row.value(property.name)
        {
            return value;
        }
        match property.name {
            "LastModified" => return Value::Time(self.times().1),
            "Created" => return Value::Time(self.times().0),
            name if name == entity.id() => return Value::Number(self.id().into()),
            _ => {}
        }
        let path: Vec<&str> = property.name.split('/').collect();
        let json = self.json();
        json.at(&path).and_then(|found| typed(property.kind, found)).unwrap_or(Value::Null)
    }
}

fn typed(kind: Kind, json: &Json) -> Option<Value> {
    match (kind, json) {
        (Kind::Text | Kind::OneOf(_), Json::Text(text)) => Some(Value::Text(text.clone())),
        (Kind::Time, Json::Text(text)) => stamp::parse(text).map(Value::Time),
        (Kind::Number, _) => json.as_decimal().map(Value::Number),
        (Kind::Bool, Json::Bool(flag)) => Some(Value::Bool(*flag)),
        _ => None,
    }
}

/// One page of a list.
#[derive(Debug)]
pub(super) struct Page<'a> {
    pub(super) rows: Vec<&'a Row>,
    /// How many rows the filter selects, where that was asked.
    pub(super) count: Option<usize>,
    /// Whether there are rows behind this page.
    pub(super) more: bool,
}

/// Properties to sort by, and whether each goes downwards.
type Order = Vec<(&'static Property, bool)>;

/// The records of one kind.
#[derive(Debug, Default)]
pub(super) struct Table {
    rows: BTreeMap<i64, Row>,
    /// The ids in the order that was asked for last, so that the next page need not sort again.
    sorted: Option<(Order, Vec<i64>)>,
}

impl Table {
    pub(super) fn insert(&mut self, row: Row) {
        self.sorted = None;
        self.rows.insert(row.id(), row);
    }

    pub(super) fn get(&self, id: i64) -> Option<&Row> {
        self.rows.get(&id)
    }

    pub(super) fn rows(&self) -> impl DoubleEndedIterator<Item = &Row> {
        self.rows.values()
    }

    pub(super) fn take(&mut self, id: i64) -> Option<Row> {
        self.sorted = None;
        self.rows.remove(&id)
    }

    /// The record to change; a generated one is written out first.
    pub(super) fn stored(&mut self, id: i64) -> Option<&mut Stored> {
        self.sorted = None;
        let row = self.rows.get_mut(&id)?;
        if let Row::Generated(generated) = row {
            let moment = generated.modified();
            *row = Row::Stored(Box::new(Stored {
                id,
                json: generated.to_json(),
                created: moment,
                modified: moment,
                inactive: false,
                listed_from: None,
            }));
        }
        match row {
            Row::Stored(stored) => Some(stored),
            Row::Generated(_) => None,
        }
    }

    /// The selected rows.
    pub(super) fn page(
        &mut self,
        entity: Entity,
        options: &Options,
        size: usize,
        (now, inactive_too): (DateTime<Utc>, bool),
    ) -> Page<'_> {
        self.sort(entity, &options.order);
        let ids = self.sorted.iter().flat_map(|(_, ids)| ids);
        let all = ids.filter_map(|id| self.rows.get(id)).filter(|row| {
            let read = |property| row.value(entity, property);
            row.listed(now, inactive_too)
                && options.filter.as_ref().is_none_or(|condition| holds(condition, &read))
        });
        let count = options.count.then(|| all.clone().count());
        let mut behind = all.skip(options.skip);
        let rows: Vec<&Row> = behind.by_ref().take(size).collect();
        Page { rows, count, more: behind.next().is_some() }
    }

    fn sort(&mut self, entity: Entity, order: &Order) {
        if self.sorted.as_ref().is_some_and(|(own, _)| own == order) {
            return;
        }
        let mut rows: Vec<&Row> = self.rows.values().collect();
        if !order.is_empty() {
            rows.sort_by_cached_key(|row| SortKey::of(row, entity, order));
        }
        let ids = rows.into_iter().map(Row::id).collect();
        self.sorted = Some((order.clone(), ids));
    }
}

/// A row's place in a sorted list.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct SortKey(Vec<SortPart>);

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum SortPart {
    Up(Value),
    Down(Reverse<Value>),
}

impl SortKey {
    fn of(row: &Row, entity: Entity, order: &[(&'static Property, bool)]) -> Self {
        let part = |(property, down): &(&'static Property, bool)| {
            let value = match row.value(entity, property) {
                Value::Text(text) => Value::Text(folded(&text)),
                other => other,
            };
            if *down { SortPart::Down(Reverse(value)) } else { SortPart::Up(value) }
        };
        Self(order.iter().map(part).collect())
    }
}
