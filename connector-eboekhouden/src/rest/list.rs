//! Lists, read record by record.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::wire::id_of;

/// A page of a list. `count` says how many records this page has, never how many there are.
#[derive(Deserialize)]
pub(crate) struct List {
    /// Null for none. It must be there: a whole answer of another shape is no empty list.
    #[serde(deserialize_with = "present")]
    items: Option<Vec<Box<RawValue>>>,
}

impl std::fmt::Debug for List {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "List({} records)", self.items.as_ref().map_or(0, Vec::len))
    }
}

/// A record in its place on a page.
#[derive(Debug, Clone)]
pub(crate) struct Row<T> {
    /// Its id. Of a record without one its length is all there is: a shift is then noticed as a page
    /// that moved.
    pub(crate) key: String,
    /// The record, or why it cannot be read.
    pub(crate) record: Result<T, BadRecord>,
}

/// A record that could not be read (B13): its id or code, and why without its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadRecord {
    pub(crate) record: Option<String>,
    pub(crate) detail: String,
}

impl List {
    /// The records in the vendor's order.
    pub(crate) fn rows<T: DeserializeOwned>(&self) -> Vec<Row<T>> {
        self.items.iter().flatten().map(|raw| row(raw)).collect()
    }
}

impl BadRecord {
    /// A record that was asked for by its id.
    pub(crate) fn new(id: &str, detail: impl Into<String>) -> Self {
        Self { record: Some(id.to_owned()), detail: detail.into() }
    }
}

fn row<T: DeserializeOwned>(raw: &RawValue) -> Row<T> {
    let key = member(raw, "id").unwrap_or_else(|| format!("#{}", raw.get().len()));
    let record = serde_json::from_str(raw.get()).map_err(|error| BadRecord {
        record: member(raw, "code").or_else(|| member(raw, "id")),
        detail: format!("a value that does not fit, near column {}", error.column()),
    });
    Row { key, record }
}

/// The id or code in a member of a record.
pub(super) fn member(raw: &RawValue, name: &str) -> Option<String> {
    let members: std::collections::BTreeMap<String, Box<RawValue>> =
        serde_json::from_str(raw.get()).ok()?;
    id_of(members.get(name)?)
}

fn present<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<Box<RawValue>>>, D::Error> {
    Option::deserialize(deserializer)
}
