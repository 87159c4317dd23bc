//! Values as Visma.net writes them: several spellings of one type, read into one. Each function is for
//! `#[serde(deserialize_with = ...)]` on a member that may be null.

use std::fmt;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

/// A text, or a number as text; none when nothing is in it. Leading zeros stay.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match deserializer.deserialize_any(AnyScalar)? {
        Scalar::Nothing => Ok(None),
        Scalar::Number(number) => Ok(Some(number.to_string())),
        Scalar::Text(text) => Ok(trimmed(text)),
        Scalar::Flag(_) => Err(Error::custom("a flag, expected text")),
    }
}

/// What identifies a record and has to be there.
pub(super) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer)?.ok_or_else(|| Error::custom("no id, expected a number or text"))
}

/// A whole number, also as text.
pub(super) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    match deserializer.deserialize_any(AnyScalar)? {
        Scalar::Nothing => Ok(None),
        Scalar::Number(number) => Ok(Some(number)),
        Scalar::Text(text) if text.trim().is_empty() => Ok(None),
        Scalar::Text(text) => {
            text.trim().parse().map(Some).map_err(|_| Error::custom("text, expected a number"))
        }
        Scalar::Flag(_) => Err(Error::custom("a flag, expected a number")),
    }
}

/// True or false, also as text or as 1 and 0.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match deserializer.deserialize_any(AnyScalar)? {
        Scalar::Nothing => Ok(None),
        Scalar::Flag(flag) => Ok(Some(flag)),
        Scalar::Number(number) => Ok(Some(number != 0)),
        Scalar::Text(text) => match text.trim().to_ascii_lowercase().as_str() {
            "" => Ok(None),
            "0" | "false" => Ok(Some(false)),
            "1" | "true" => Ok(Some(true)),
            _ => Err(Error::custom("text, expected a flag")),
        },
    }
}

/// What names another record: its id alone, or an object with it as `id` or `number`.
pub(super) fn named<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<String>, D::Error> {
    #[derive(Deserialize)]
    struct Named {
        #[serde(default, deserialize_with = "text")]
        id: Option<String>,
        #[serde(default, deserialize_with = "text")]
        number: Option<String>,
    }
    let Some(raw) = Option::<Box<serde_json::value::RawValue>>::deserialize(deserializer)? else {
        return Ok(None);
    };
    let no_name = |_| Error::custom("a value that does not fit, expected a name");
    if raw.get().starts_with('{') {
        let named: Named = serde_json::from_str(raw.get()).map_err(no_name)?;
        return Ok(named.id.or(named.number));
    }
    text(&mut serde_json::Deserializer::from_str(raw.get())).map_err(no_name)
}

/// A list that may be null; entries that are no records are left out.
pub(super) fn records<'de, D, T>(deserializer: D) -> Result<Option<Vec<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let records = Option::<Vec<Option<T>>>::deserialize(deserializer)?;
    Ok(records.map(|records| records.into_iter().flatten().collect()))
}

fn trimmed(text: String) -> Option<String> {
    match text.trim() {
        "" => None,
        kept if kept.len() == text.len() => Some(text),
        kept => Some(kept.to_owned()),
    }
}

enum Scalar {
    Nothing,
    Flag(bool),
    Number(i64),
    Text(String),
}

struct AnyScalar;

impl Visitor<'_> for AnyScalar {
    type Value = Scalar;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, a whole number or a flag")
    }

    fn visit_unit<E>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Scalar, E> {
        Ok(Scalar::Flag(flag))
    }

    fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
        Ok(Scalar::Number(number))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar, E> {
        i64::try_from(number)
            .map(Scalar::Number)
            .map_err(|_| Error::custom("a number that is too large, expected 64 bits"))
    }

    fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(text))
    }
}
