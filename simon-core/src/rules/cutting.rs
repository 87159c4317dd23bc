//! Texts within a vendor's limits: cut at a character boundary with an ellipsis, never refused by
//! the vendor for their length (C24).

use std::borrow::Cow;

use crate::connector::{TextLimit, TextUnit};

const ELLIPSIS: &str = "…";
const ZERO_WIDTH_JOINER: char = '\u{200D}';

/// Length of a text as the vendor counts it.
#[must_use]
pub fn length(text: &str, unit: TextUnit) -> usize {
    text.chars().map(|c| width(c, unit)).sum()
}

/// Cuts a text that is over the limit and ends it with `…`. What belongs to one visible character (a
/// letter and its accent, a joined emoji) stays together. Line breaks are not touched: see
/// [`one_line`].
///
/// ```
/// use simon_core::connector::{TextLimit, TextUnit};
/// use simon_core::rules::cutting::cut;
/// let limit = TextLimit { max: 8, unit: TextUnit::Utf16, multiline: false };
/// assert_eq!(cut("Ketel", limit), "Ketel");
/// assert_eq!(cut("Ketel nazien", limit), "Ketel n…");
/// assert_eq!(cut("Ketel 👍👍", limit), "Ketel…");
/// ```
#[must_use]
pub fn cut(text: &str, limit: TextLimit) -> Cow<'_, str> {
    if length(text, limit.unit) <= limit.max {
        return Cow::Borrowed(text);
    }
    let Some(room) = limit.max.checked_sub(length(ELLIPSIS, limit.unit)) else {
        return Cow::Borrowed("");
    };
    let head = head(text, room, limit.unit).trim_end();
    Cow::Owned(format!("{head}{ELLIPSIS}"))
}

/// The lines of a text: any kind of line break separates, tabs become blanks, other control
/// characters and blanks at the end of a line go.
pub fn lines(text: &str) -> impl Iterator<Item = String> {
    let text = text.replace("\r\n", "\n");
    let lines: Vec<String> = text.split(is_line_break).map(printable).collect();
    lines.into_iter()
}

/// The text in one line: line breaks become blanks, and what [`lines`] removes is gone.
///
/// ```
/// assert_eq!(simon_core::rules::cutting::one_line("Ketel\r\n\r\n nazien\u{7}"), "Ketel nazien");
/// ```
#[must_use]
pub fn one_line(text: &str) -> String {
    let filled: Vec<String> =
        lines(text).map(|line| line.trim().to_owned()).filter(|line| !line.is_empty()).collect();
    filled.join(" ")
}

/// The text in several lines, without blank ones at its beginning and end.
#[must_use]
pub fn many_lines(text: &str) -> String {
    let all: Vec<String> = lines(text).collect();
    all.join("\n").trim().to_owned()
}

/// The longest beginning of a text that takes at most `room` and splits no visible character.
pub(super) fn head(text: &str, room: usize, unit: TextUnit) -> &str {
    let mut end = end_within(text, room, unit);
    while end > 0 && !is_boundary(text, end) {
        end = text
            .get(..end)
            .and_then(|kept| kept.char_indices().next_back())
            .map_or(0, |(at, _)| at);
    }
    text.get(..end).unwrap_or_default()
}

/// Where the last scalar value that fits `room` ends.
pub(super) fn end_within(text: &str, room: usize, unit: TextUnit) -> usize {
    let mut used = 0;
    for (at, c) in text.char_indices() {
        used += width(c, unit);
        if used > room {
            return at;
        }
    }
    text.len()
}

/// Accents and other signs that are drawn on the character before them.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{0300}'..='\u{036F}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

const fn attaches(c: char) -> bool {
    is_mark(c)
        || matches!(c, ZERO_WIDTH_JOINER | '\u{FE00}'..='\u{FE0F}'
            | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
}

fn is_boundary(text: &str, at: usize) -> bool {
    let (Some(kept), Some(rest)) = (text.get(..at), text.get(at..)) else { return false };
    let next = rest.chars().next();
    let flags = kept.chars().rev().take_while(|c| is_flag_half(*c)).count();
    let splits_flag = next.is_some_and(is_flag_half) && flags % 2 == 1;
    !(next.is_some_and(attaches) || kept.ends_with(ZERO_WIDTH_JOINER) || splits_flag)
}

/// Two of these make one flag.
const fn is_flag_half(c: char) -> bool {
    matches!(c, '\u{1F1E6}'..='\u{1F1FF}')
}

const fn width(c: char, unit: TextUnit) -> usize {
    match unit {
        TextUnit::Chars => 1,
        TextUnit::Utf16 => c.len_utf16(),
    }
}

const fn is_line_break(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn printable(line: &str) -> String {
    let kept: String = line
        .chars()
        .map(|c| if c == '\t' { ' ' } else { c })
        .filter(|c| !c.is_control() && !matches!(c, '\u{FFFE}' | '\u{FFFF}'))
        .collect();
    kept.trim_end().to_owned()
}
