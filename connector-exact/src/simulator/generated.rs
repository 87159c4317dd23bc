//! Rows for volume: nothing is kept of them but a number; their values are made when asked for.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use rust_decimal::Decimal;

use super::guid;
use super::schema::{Entity, Kind, Source};
use super::table::Values;
use super::value::Value;

/// A row that follows from its number alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Generated {
    Account(u32),
    Item(u32),
}

const CITIES: [&str; 5] = ["Amersfoort", "Breda", "Zwolle", "Leeuwarden", "'s-Hertogenbosch"];

/// The group of every generated item.
pub(super) const GROUP: u128 = guid::numbered(0x6e0, 1);

impl Generated {
    pub(super) fn key(self) -> u128 {
        match self {
            Self::Account(serial) => guid::numbered(0x6e1, u128::from(serial)),
            Self::Item(serial) => guid::numbered(0x6e2, u128::from(serial)),
        }
    }

    pub(super) fn value(self, name: &str) -> Value {
        match (self, name) {
            (_, "ID") => Value::Guid(self.key()),
            (_, "Created" | "Modified") => self.modified(),
            (Self::Account(serial), _) => account(serial, name),
            (Self::Item(serial), _) => item(serial, name),
        }
    }

    /// Every value, for a row that is going to be changed.
    pub(super) fn values(self) -> Values {
        let source = match self {
            Self::Account(_) => Source::Accounts,
            Self::Item(_) => Source::Items,
        };
        let properties = Entity::of(source).into_iter().flat_map(|entity| &entity.properties);
        let properties = properties.filter(|property| property.kind != Kind::Collection);
        let values = properties.map(|property| (property.name, self.value(property.name)));
        values.filter(|(_, value)| !value.is_null()).collect()
    }

    fn modified(self) -> Value {
        let (Self::Account(serial) | Self::Item(serial)) = self;
        let start = NaiveDate::from_ymd_opt(2024, 1, 2).unwrap_or_default();
        Value::Time(start.and_time(NaiveTime::MIN) + TimeDelta::seconds(i64::from(serial) * 7))
    }
}

fn account(serial: u32, name: &str) -> Value {
    match name {
        "Code" => Value::text(format!("{:>18}", 100_000 + serial)),
        "Name" => Value::text(format!("Klant {serial} Installatietechniek")),
        "Status" => Value::text("C"),
        "Type" => Value::text("A"),
        "IsSales" => Value::Bool(true),
        "Blocked" => Value::Bool(false),
        "AddressLine1" => Value::text(format!("Dorpsstraat {serial}")),
        "Postcode" => Value::text(format!("{} AB", 1000 + serial % 9000)),
        "City" => {
            let at = usize::try_from(serial % 5).unwrap_or_default();
            Value::text(CITIES.get(at).copied().unwrap_or_default())
        }
        "Country" => Value::text("NL "),
        "Email" => Value::text(format!("klant{serial}@example.nl")),
        "Phone" => Value::text(format!("088-{serial:07}")),
        _ => Value::Null,
    }
}

fn item(serial: u32, name: &str) -> Value {
    match name {
        "Code" => Value::text(format!("G{serial:06}")),
        "Description" => Value::text(format!("Artikel {serial} RVS 304")),
        "ItemGroup" => Value::Guid(GROUP),
        "ItemGroupCode" => Value::text("GEN"),
        "ItemGroupDescription" => Value::text("Gegenereerd"),
        "Unit" => Value::text("pc      "),
        "UnitDescription" => Value::text("Stuk"),
        "UnitType" => Value::text("O"),
        "IsSalesItem" => Value::Bool(true),
        "IsFractionAllowedItem" => Value::Bool(true),
        "IsTime" => Value::int(0),
        "StandardSalesPrice" => {
            Value::Number(Decimal::new(i64::from(serial % 9_973) * 25 + 12_500, 4))
        }
        _ => Value::Null,
    }
}
