//! A page of a list, read record by record.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::keyset::RowKey;
use crate::values::{Maybe, Value};

/// `{"Items": [...], "NextPageLink": "...", "Count": 2}`. The link is not followed and proves nothing: it
/// may be absent although there are more rows.
pub(crate) struct Listed<T> {
    /// In the vendor's order.
    pub(crate) rows: Vec<Result<T, BadRow>>,
    /// Of all rows, the bad ones as well.
    pub(crate) keys: Vec<RowKey>,
}

/// A row that could not be read (B13): what identifies it, and why without its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BadRow {
    pub(crate) record: Option<String>,
    pub(crate) has_key: bool,
    pub(crate) detail: String,
}

/// A record that can stand in a list.
pub(crate) trait Row: DeserializeOwned {
    /// The member that identifies it.
    const KEY: &'static str;

    fn key(&self) -> RowKey;
}

macro_rules! row {
    ($($record:ty: $member:literal, $id:ident);*) => {$(
        impl Row for $record {
            const KEY: &'static str = $member;

            fn key(&self) -> RowKey {
                RowKey { id: Some(self.$id), stamp: self.last_modified.0.clone() }
            }
        }
    )*};
}
row!(
    super::Party: "PartyID", party_id;
    super::Product: "ProductID", product_id;
    super::Order: "OrderID", order_id
);

/// It must be there and be a list: an answer of another shape is no empty list (G3).
#[derive(Deserialize)]
struct Envelope {
    #[serde(rename = "Items")]
    items: Vec<Box<RawValue>>,
}

impl<'de, T: Row> Deserialize<'de> for Listed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Envelope::deserialize(deserializer)?.items;
        let (mut rows, mut keys) = (Vec::with_capacity(items.len()), Vec::new());
        for raw in items {
            match serde_json::from_str::<T>(raw.get()) {
                Ok(record) => {
                    keys.push(record.key());
                    rows.push(Ok(record));
                }
                Err(error) => {
                    let members = Members::of(&raw);
                    keys.push(members.key::<T>());
                    rows.push(Err(members.bad::<T>(&error)));
                }
            }
        }
        Ok(Self { rows, keys })
    }
}

impl<T> std::fmt::Debug for Listed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Listed({} rows)", self.rows.len())
    }
}

/// What can be found in a row that does not fit; nothing in one that is no record.
struct Members<'a>(BTreeMap<String, &'a RawValue>);

impl<'a> Members<'a> {
    fn of(raw: &'a RawValue) -> Self {
        Self(serde_json::from_str(raw.get()).unwrap_or_default())
    }

    fn get<V: Value>(&self, name: &str) -> Option<V> {
        serde_json::from_str::<Maybe<V>>(self.0.get(name)?.get()).ok()?.0
    }

    fn key<T: Row>(&self) -> RowKey {
        RowKey { id: self.get(T::KEY), stamp: self.get("LastModified") }
    }

    fn bad<T: Row>(&self, error: &serde_json::Error) -> BadRow {
        let names = ["Reference", "Nr", "OrderNumber", T::KEY];
        BadRow {
            record: names.iter().find_map(|name| self.get(name)),
            has_key: self.get::<String>(T::KEY).is_some(),
            detail: format!("a value that does not fit, near column {}", error.column()),
        }
    }
}
