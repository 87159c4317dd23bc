//! The mark behind an order's description, by which users find what was carried out in Simon (D6).

use super::cutting::{cut, length};
use crate::connector::TextLimit;

/// The description with the mark behind it, after a blank. It is never there twice; an over-long
/// description is shortened to make room. A description that has the mark and fits stays as it is.
///
/// ```
/// use simon_core::connector::{TextLimit, TextUnit};
/// use simon_core::rules::marking::met_markering;
/// let limit = TextLimit { max: 12, unit: TextUnit::Utf16, multiline: false };
/// assert_eq!(met_markering("Ketel", "WB", limit), "Ketel WB");
/// assert_eq!(met_markering("Ketel WB", "WB", limit), "Ketel WB");
/// assert_eq!(met_markering("Ketel nazien", "WB", limit), "Ketel na… WB");
/// ```
#[must_use]
pub fn met_markering(omschrijving: &str, markering: &str, limit: TextLimit) -> String {
    let markering = markering.trim();
    let bare = zonder_markering(omschrijving, markering);
    let fits = length(omschrijving, limit.unit) <= limit.max;
    if markering.is_empty() || (bare.is_some() && fits) {
        return cut(omschrijving, limit).into_owned();
    }
    let bare = bare.unwrap_or(omschrijving).trim_end();
    let room = limit.max.saturating_sub(length(markering, limit.unit) + 1);
    let bare = cut(bare, TextLimit { max: room, ..limit });
    if bare.is_empty() { markering.to_owned() } else { format!("{bare} {markering}") }
}

/// What stands before the mark; none when the description does not end with it as a word.
fn zonder_markering<'a>(omschrijving: &'a str, markering: &str) -> Option<&'a str> {
    let bare = omschrijving.trim_end().strip_suffix(markering)?;
    let apart = bare.is_empty() || bare.ends_with(char::is_whitespace);
    if apart { Some(bare.trim_end()) } else { None }
}
