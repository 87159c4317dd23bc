//! What people do in Exact Online itself, and what tests read back.

mod accounts;
mod documents;
mod invoices;
mod items;
mod vendor;

use simon_testkit::vendor::NotThere;
use simon_testkit::vendor::json::Json;

use super::schema::{Entity, Kind, Source};
use super::state::{DEMO_DIVISION, Division};
use super::table::{Row, Stored, Values};
use super::value::Value;
use super::{ExactOnline, clock, guid};

pub use accounts::NewAccount;
pub use documents::{Attachment, Document};
pub use invoices::{Invoice, InvoiceLine};
pub use items::NewItem;

pub(super) use documents::DOCUMENT_TYPES;

/// One division in the hands of its people. Ids are given in lower case and taken in any.
#[derive(Debug, Clone, Copy)]
pub struct Books<'a> {
    vendor: &'a ExactOnline,
    division: i32,
}

impl ExactOnline {
    /// The division that every new simulator has.
    #[must_use]
    pub fn books(&self) -> Books<'_> {
        self.books_of(DEMO_DIVISION)
    }

    /// The division with this code; what is done in one that does not exist is lost.
    #[must_use]
    pub fn books_of(&self, division: i32) -> Books<'_> {
        Books { vendor: self, division }
    }
}

impl Books<'_> {
    /// Its number in URLs.
    #[must_use]
    pub fn division(&self) -> i32 {
        self.division
    }

    fn with<T>(&self, act: impl FnOnce(&mut Division) -> T) -> Option<T> {
        self.vendor.state().divisions.get_mut(&self.division).map(act)
    }

    fn add(&self, source: Source, mut values: Values, sparse: bool) -> String {
        let now = self.vendor.now();
        let mut state = self.vendor.state();
        let key = state.new_key(source);
        let left_out = sparse && state.traps.nulls_left_out;
        if !values.contains_key("ID") {
            values.insert("ID", Value::Guid(key));
        }
        if let Some(division) = state.divisions.get_mut(&self.division) {
            if sparse {
                let version = division.next_version();
                let stored = Stored { sparse: left_out, ..Stored::new(key, values) };
                division.table(source).insert(version, Row::Stored(Box::new(stored)));
            } else {
                values.insert("Division", Value::int(self.division));
                division.add(source, key, values, now);
            }
        }
        guid::text(key)
    }

    /// Changes properties, each given as JSON text, and raises version and `Modified`.
    fn change(
        &self,
        source: Source,
        id: &str,
        members: &[(&str, &str)],
        raise: bool,
    ) -> Result<(), NotThere> {
        let members = read_members(source, members)?;
        let now = self.vendor.now();
        let mut state = self.vendor.state();
        let keep = state.traps.duplicates;
        let division = state.divisions.get_mut(&self.division).ok_or_else(|| not_there(id))?;
        let key = guid::parse(id).ok_or_else(|| not_there(id))?;
        let version = raise.then(|| division.next_version());
        let there = division.table(source).change(key, version, keep, |values| {
            if raise {
                values.insert("Modified", Value::Time(clock::wall(now)));
            }
            values.extend(members);
        });
        if there { Ok(()) } else { Err(not_there(id)) }
    }

    /// Takes a record out; the log of deletions remembers it.
    fn delete(&self, source: Source, id: &str) -> Result<(), NotThere> {
        let key = guid::parse(id).ok_or_else(|| not_there(id))?;
        let wall = clock::wall(self.vendor.now());
        let mut state = self.vendor.state();
        let logged = state.traps.deletions_logged;
        let log_key = state.new_key(Source::Deleted);
        let division = state.divisions.get_mut(&self.division).ok_or_else(|| not_there(id))?;
        if !division.delete(source, key) {
            return Err(not_there(id));
        }
        let Some(kind) = deleted_kind(source).filter(|_| logged) else { return Ok(()) };
        let version = division.next_version();
        let values = Values::from([
            ("ID", Value::Guid(log_key)),
            ("EntityKey", Value::Guid(key)),
            ("EntityType", Value::int(kind)),
            ("DeletedDate", Value::Time(wall)),
            ("Division", Value::int(self.division)),
        ]);
        division.table(Source::Deleted).add(version, log_key, values);
        Ok(())
    }

    /// A property of a record as JSON text; nothing when there is no such record.
    fn property(&self, source: Source, id: &str, name: &str) -> Option<String> {
        let key = guid::parse(id)?;
        self.with(|division| {
            let row = division.rows(source)?.get(key)?;
            let mut text = String::new();
            row.value(name).write(super::value::Style::default(), &mut text);
            Some(text)
        })?
    }
}

fn read_members(
    source: Source,
    members: &[(&str, &str)],
) -> Result<Vec<(&'static str, Value)>, NotThere> {
    let entity = Entity::of(source).ok_or_else(|| NotThere::new("no resource"))?;
    let mut read = Vec::new();
    for (name, text) in members {
        let property = entity.property(name);
        let property =
            property.ok_or_else(|| NotThere::new(format!("there is no field {name}")))?;
        let json = Json::parse(text).map_err(NotThere::new)?;
        let value = match property.kind {
            Kind::Collection => Err("Collection"),
            kind => Value::read(kind, &json),
        };
        read.push((property.name, value.unwrap_or_else(|_| Value::Raw((*text).to_owned()))));
    }
    Ok(read)
}

fn not_there(id: &str) -> NotThere {
    NotThere::new(format!("there is no record {id}"))
}

fn deleted_kind(source: Source) -> Option<i32> {
    match source {
        Source::Accounts => Some(2),
        Source::DocumentAttachments => Some(4),
        Source::Documents => Some(6),
        Source::Items => Some(9),
        Source::SalesInvoices => Some(13),
        _ => None,
    }
}

fn text_or_null(text: Option<&str>) -> Value {
    text.map_or(Value::Null, Value::text)
}
