//! Values as Visma.net writes them: several spellings of one type, read into one. Each function is for
//! `#[serde(deserialize_with = ...)]` on a member that may be null.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use simon_core::http::scalar::Scalar;
pub(super) use simon_core::http::scalar::{text, whole};

/// What identifies a record and has to be there.
pub(super) fn id<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer)?.ok_or_else(|| Error::custom("no id, expected a number or text"))
}

/// True or false, also as text or as 1 and 0.
pub(super) fn flag<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Scalar::deserialize(deserializer)? {
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
