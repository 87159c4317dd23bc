//! The body of an answer without a success status.

use serde_json::Value;

const LONGEST: usize = 64 * 1024;

/// What such a body is, before a connector looks for the vendor's words in it.
///
/// ```
/// use simon_core::http::ErrorBody;
/// assert_eq!(ErrorBody::read(b" Geen rechten\n"), ErrorBody::Text("Geen rechten".into()));
/// assert_eq!(ErrorBody::read(b"<html>Onderhoud</html>"), ErrorBody::Nothing);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorBody {
    /// JSON.
    Json(Value),
    /// A line of text.
    Text(String),
    /// Nothing, or a page for browsers: no words of the vendor.
    Nothing,
}

impl ErrorBody {
    /// Reads a body; of one that is larger than 64 kB the beginning.
    #[must_use]
    pub fn read(bytes: &[u8]) -> Self {
        let text = String::from_utf8_lossy(bytes.get(..LONGEST).unwrap_or(bytes));
        let text = text.trim_start_matches('\u{feff}').trim();
        match serde_json::from_str(text) {
            Ok(value) => Self::Json(value),
            Err(_) if text.starts_with('<') || text.is_empty() => Self::Nothing,
            Err(_) => Self::Text(text.to_owned()),
        }
    }
}
