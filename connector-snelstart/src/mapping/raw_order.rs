//! Changing one member of an order and leaving everything else exactly as it was read: unknown
//! members, their order, and the text of numbers. A PUT replaces the whole order.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::ser::SerializeMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;
use simon_core::connector::{TextLimit, TextUnit};
use simon_core::rules::marking::met_markering;
use simon_core::{Error, ErrorKind, Result};

use super::order::names_record;
use crate::assumptions::{NOT_OPEN, OMSCHRIJVING_MAX, READ_ONLY, READ_ONLY_LINE};

/// A JSON object with its members as they were written.
#[derive(Clone)]
pub(crate) struct RawObject(Vec<(String, Box<RawValue>)>);

impl RawObject {
    pub(crate) fn get(&self, member: &str) -> Option<&str> {
        self.0.iter().find(|(name, _)| name == member).map(|(_, value)| value.get())
    }

    fn text(&self, member: &str) -> Option<String> {
        serde_json::from_str::<Option<String>>(self.get(member)?).ok().flatten()
    }

    fn set<T: Serialize + ?Sized>(&mut self, member: &str, value: &T) -> Result<()> {
        let value = serde_json::value::to_raw_value(value).map_err(|error| {
            Error::new(ErrorKind::Unexpected, "cannot encode the order").with_source(error)
        })?;
        match self.0.iter_mut().find(|(name, _)| name == member) {
            Some((_, old)) => *old = value,
            None => self.0.push((member.to_owned(), value)),
        }
        Ok(())
    }

    fn drop_members(&mut self, members: &[&str]) {
        self.0.retain(|(name, _)| !members.contains(&name.as_str()));
    }
}

/// What marking an order needs.
#[derive(Debug)]
pub(crate) enum Mark {
    /// Write this object back.
    Write(RawObject),
    /// It has the mark.
    Already,
    /// It was invoiced: it cannot be changed any more.
    Closed,
}

/// Appends the mark to the description; an over-long description makes room for it (D6).
///
/// # Errors
/// `Unexpected` when the description cannot be encoded.
pub(crate) fn mark(mut order: RawObject, id: &str, markering: &str) -> Result<Mark> {
    let status = order.text("procesStatus").unwrap_or_default();
    let invoiced = order.get("verkoopfactuur").is_some_and(names_record);
    if invoiced || (NOT_OPEN.contains(&status.as_str()) && status != "Offerte") {
        return Ok(Mark::Closed);
    }
    let old = order.text("omschrijving").unwrap_or_default();
    let limit = TextLimit { max: OMSCHRIJVING_MAX, unit: TextUnit::Utf16, multiline: false };
    let new = met_markering(&old, markering, limit);
    if new == old {
        return Ok(Mark::Already);
    }
    order.set("omschrijving", &new)?;
    if order.get("id").is_none() {
        order.set("id", id)?;
    }
    Ok(Mark::Write(order))
}

/// The order without computed members, for a second try after SnelStart named one.
///
/// # Errors
/// `Unexpected` when the lines cannot be encoded.
pub(crate) fn without_read_only(mut order: RawObject) -> Result<RawObject> {
    order.drop_members(READ_ONLY);
    let lines = order.get("regels").and_then(|raw| serde_json::from_str(raw).ok());
    if let Some(mut lines) = lines.filter(|lines: &Vec<RawObject>| !lines.is_empty()) {
        lines.iter_mut().for_each(|line| line.drop_members(READ_ONLY_LINE));
        order.set("regels", &lines)?;
    }
    Ok(order)
}

/// Shows the names of the members only.
impl fmt::Debug for RawObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

impl Serialize for RawObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in &self.0 {
            map.serialize_entry(name, value)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for RawObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;
        impl<'de> Visitor<'de> for Members {
            type Value = RawObject;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawObject, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(RawObject(members))
            }
        }
        deserializer.deserialize_map(Members)
    }
}
