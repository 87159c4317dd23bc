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
        write!(f, "List({} records)", self.len())
    }
}

/// A record that could not be read (B13): its id or code, and why without its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadRecord {
    pub(crate) record: Option<String>,
    pub(crate) detail: String,
}

impl List {
    /// How many records the page has, unreadable ones included: the last page has fewer than asked.
    pub(crate) fn len(&self) -> usize {
        self.items.as_ref().map_or(0, Vec::len)
    }

    /// The records, and those that could not be read.
    pub(crate) fn records<T: DeserializeOwned>(&self) -> (Vec<T>, Vec<BadRecord>) {
        let (mut records, mut bad) = (Vec::with_capacity(self.len()), Vec::new());
        for raw in self.items.iter().flatten() {
            match serde_json::from_str(raw.get()) {
                Ok(record) => records.push(record),
                Err(error) => bad.push(BadRecord {
                    record: name_in(raw),
                    detail: format!("a value that does not fit, near column {}", error.column()),
                }),
            }
        }
        (records, bad)
    }
}

fn name_in(raw: &RawValue) -> Option<String> {
    let members: std::collections::BTreeMap<String, Box<RawValue>> =
        serde_json::from_str(raw.get()).ok()?;
    ["code", "id"].iter().find_map(|name| id_of(members.get(*name)?))
}

fn present<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Vec<Box<RawValue>>>, D::Error> {
    Option::deserialize(deserializer)
}
