//! The form of stored values, with its version.

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use crate::error::{Error, ErrorKind, Result};

const STORED_VERSION: u32 = 1;

#[derive(Serialize)]
struct Wrapped<'a, T> {
    v: u32,
    d: &'a T,
}

#[derive(Deserialize)]
struct Version {
    v: u32,
}

#[derive(Deserialize)]
struct Unwrapped<T> {
    d: T,
}

/// Writes a value for storage, with the version of its form.
///
/// # Errors
/// `Host` when the value cannot be written as JSON.
pub fn encode<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(&Wrapped { v: STORED_VERSION, d: value })
        .map_err(|error| Error::new(ErrorKind::Host, "cannot encode a value").with_source(error))
}

/// Reads a stored value back.
///
/// # Errors
/// `Host` when a newer Simon wrote it, or when it is damaged.
pub fn decode<T: DeserializeOwned>(stored: &str) -> Result<T> {
    let damaged = |error: serde_json::Error| {
        Error::new(ErrorKind::Host, "a stored value is damaged").with_source(format!(
            "line {} column {}",
            error.line(),
            error.column()
        ))
    };
    let version: Version = serde_json::from_str(stored).map_err(damaged)?;
    if version.v > STORED_VERSION {
        let text =
            format!("a stored value has version {}, this Simon reads {STORED_VERSION}", version.v);
        return Err(Error::new(ErrorKind::Host, text));
    }
    serde_json::from_str::<Unwrapped<T>>(stored).map(|value| value.d).map_err(damaged)
}
