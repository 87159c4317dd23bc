//! What a body may hold: its members, their types, and which of them are wrapped.

use rust_decimal::Decimal;
use simon_testkit::vendor::json::Json;

/// A member of a body: its name, whether its value stands inside `{"value": ...}`, and what it is.
pub(super) type Member = (&'static str, Wrap, Kind);

/// How a value stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wrap {
    /// Inside `{"value": ...}`.
    Value,
    /// As it is.
    Plain,
}

/// What a value is.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Text,
    /// A text of at most so many characters.
    Short(usize),
    Number,
    /// A number from the first to the second.
    Between(i64, i64),
    Bool,
    Time,
    Choice(&'static [&'static str]),
    Object(&'static [Member]),
    List(&'static [Member]),
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Why {
    Unknown,
    NotWrapped,
    Wrapped,
    Empty,
    Type,
    TooLong,
    Range,
}

impl Why {
    pub(super) fn text(self) -> &'static str {
        match self {
            Self::Unknown => "there is no such member",
            Self::NotWrapped => "the value must be inside {\"value\": ...}",
            Self::Wrapped => "the value must not be inside {\"value\": ...}",
            Self::Empty => "the value is empty",
            Self::Type => "the value is of another type",
            Self::TooLong => "the text is too long",
            Self::Range => "the value is out of range",
        }
    }
}

/// What is wrong, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) place: String,
    pub(super) why: Why,
}

/// Reads an object: its known members without their wrapping, nulls left out.
pub(super) fn read(body: &Json, members: &[Member], faults: &mut Vec<Fault>) -> Json {
    object(body, members, "", faults)
}

fn object(body: &Json, members: &[Member], place: &str, faults: &mut Vec<Fault>) -> Json {
    let mut read = Json::Object(Vec::new());
    let Json::Object(sent) = body else {
        faults.push(Fault { place: place.to_owned(), why: Why::Type });
        return read;
    };
    for (name, value) in sent {
        let place = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
        let Some((_, wrap, kind)) = members.iter().find(|(own, ..)| own == name) else {
            faults.push(Fault { place, why: Why::Unknown });
            continue;
        };
        match unwrapped(value, *wrap) {
            Ok(Json::Null) => {}
            Ok(value) => {
                let value = one(value, *kind, *wrap, &place, faults);
                read.set(name, value);
            }
            Err(why) => faults.push(Fault { place, why }),
        }
    }
    read
}

fn unwrapped(value: &Json, wrap: Wrap) -> Result<&Json, Why> {
    match (wrap, value) {
        (Wrap::Value, Json::Object(members)) => match members.as_slice() {
            [(name, inner)] if name == "value" => Ok(inner),
            _ => Err(Why::NotWrapped),
        },
        (Wrap::Value, _) => Err(Why::NotWrapped),
        (Wrap::Plain, Json::Object(members)) => match members.as_slice() {
            [(name, _)] if name == "value" => Err(Why::Wrapped),
            _ => Ok(value),
        },
        (Wrap::Plain, _) => Ok(value),
    }
}

fn one(value: &Json, kind: Kind, wrap: Wrap, place: &str, faults: &mut Vec<Fault>) -> Json {
    let mut fault = |why| faults.push(Fault { place: place.to_owned(), why });
    match (kind, value) {
        (Kind::Object(members), _) => return object(value, members, place, faults),
        (Kind::List(members), Json::List(rows)) => {
            let row = |(at, row)| object(row, members, &format!("{place}[{at}]"), faults);
            return Json::List(rows.iter().enumerate().map(row).collect());
        }
        (Kind::Text | Kind::Short(_) | Kind::Time, Json::Text(text))
            if text.is_empty() && wrap == Wrap::Value =>
        {
            fault(Why::Empty);
        }
        (Kind::Text, Json::Text(_)) | (Kind::Bool, Json::Bool(_)) => {}
        (Kind::Short(most), Json::Text(text)) if text.chars().count() > most => {
            fault(Why::TooLong);
        }
        (Kind::Short(_), Json::Text(_)) => {}
        (Kind::Time, Json::Text(text)) if super::clock::order_time(text).is_some() => {}
        (Kind::Choice(choices), Json::Text(text)) if choices.contains(&text.as_str()) => {}
        (Kind::Choice(_), Json::Text(_)) => fault(Why::Range),
        (Kind::Number, Json::Number(_)) if value.as_decimal().is_some() => {}
        (Kind::Between(from, to), Json::Number(_)) => {
            let inside = |number| (Decimal::from(from)..=Decimal::from(to)).contains(&number);
            if !value.as_decimal().is_some_and(inside) {
                fault(Why::Range);
            }
        }
        _ => fault(Why::Type),
    }
    value.clone()
}
