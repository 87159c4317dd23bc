//! Values of properties: read from bodies, written into answers.

use chrono::NaiveDateTime;
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use simon_testkit::vendor::base64;
use simon_testkit::vendor::json::{Json, write_text};

use super::schema::Kind;
use super::{clock, guid};

/// The value of a property.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Value {
    #[default]
    Null,
    Bool(bool),
    /// Doubles, 16 and 32-bit numbers, byte flags.
    Number(Decimal),
    /// 64-bit numbers.
    Long(i64),
    Text(String),
    Guid(u128),
    Time(NaiveDateTime),
    /// JSON text that is served as it stands.
    Raw(String),
}

/// How values are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) iso_dates: bool,
    pub(super) plain_longs: bool,
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn int(number: impl Into<Decimal>) -> Self {
        Self::Number(number.into())
    }

    pub(super) fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn as_number(&self) -> Option<Decimal> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Long(number) => Some((*number).into()),
            _ => None,
        }
    }

    pub(super) fn as_guid(&self) -> Option<u128> {
        match self {
            Self::Guid(key) => Some(*key),
            _ => None,
        }
    }

    pub(super) fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// Reads a value that was sent for a property of this kind; the error is the vendor's type name.
    pub(super) fn read(kind: Kind, json: &Json) -> Result<Self, &'static str> {
        let text = json.as_text();
        let number = json.as_decimal();
        match (kind, json) {
            (_, Json::Null) => Some(Self::Null),
            (Kind::Guid, _) => text.and_then(guid::parse).map(Self::Guid),
            (Kind::Text, _) => text.map(Self::text),
            (Kind::Time, _) => text.and_then(clock::parse).map(Self::Time),
            (Kind::Double, _) => number.map(Self::Number),
            (Kind::Int, _) => {
                number.filter(|n| n.is_integer() && n.to_i32().is_some()).map(Self::Number)
            }
            (Kind::Long, _) => {
                let number = number.or_else(|| text.and_then(|text| text.parse().ok()));
                number.and_then(|number| number.to_i64()).map(Self::Long)
            }
            (Kind::Bool, Json::Bool(flag)) => Some(Self::Bool(*flag)),
            (Kind::Byte, _) => number.filter(|n| n.to_u8().is_some()).map(Self::Number),
            (Kind::Binary, _) => text.filter(|text| base64::decode(text).is_some()).map(Self::text),
            (Kind::Bool | Kind::Collection, _) => None,
        }
        .ok_or_else(|| type_name(kind))
    }

    /// Appends the JSON text.
    pub(super) fn write(&self, style: Style, out: &mut String) {
        match self {
            Self::Null => out.push_str("null"),
            Self::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
            Self::Number(number) => out.push_str(&number.normalize().to_string()),
            Self::Long(number) if style.plain_longs => out.push_str(&number.to_string()),
            Self::Long(number) => write_text(out, &number.to_string()),
            Self::Text(text) => write_text(out, text),
            Self::Guid(key) => write_text(out, &guid::text(*key)),
            Self::Time(time) if style.iso_dates => {
                write_text(out, &time.format("%Y-%m-%dT%H:%M:%S").to_string());
            }
            Self::Time(time) => {
                write_text(out, &format!("/Date({})/", time.and_utc().timestamp_millis()));
            }
            Self::Raw(text) => out.push_str(text),
        }
    }
}

fn type_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Guid => "Guid",
        Kind::Text => "String",
        Kind::Time => "DateTime",
        Kind::Double => "Double",
        Kind::Int => "Int32",
        Kind::Long => "Int64",
        Kind::Bool => "Boolean",
        Kind::Byte => "Byte",
        Kind::Binary => "Byte[]",
        Kind::Collection => "Collection",
    }
}
