//! Long texts over the members of lines (C10, C24).

use simon_core::connector::TextUnit;
use simon_core::rules::cutting::length;

use super::limits::DESCRIPTION_MAX;
use crate::assumptions::{REGELEINDE, TEXT_GOES_ON_EXTENDED};

/// What one line shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct LineText {
    pub(super) description: String,
    pub(super) extended: Option<String>,
}

/// A text as lines of at most 512 and 512 characters, cut between words where there are any. Nothing of
/// it is lost but the blanks at the cuts; a blank text makes no line.
pub(super) fn line_texts(text: &str) -> Vec<LineText> {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    let mut pieces = pieces(lines.join(REGELEINDE).trim()).into_iter();
    let mut texts = Vec::new();
    while let Some(description) = pieces.next() {
        let extended = if TEXT_GOES_ON_EXTENDED { pieces.next() } else { None };
        texts.push(LineText { description, extended });
    }
    texts
}

fn pieces(text: &str) -> Vec<String> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (piece, later) = rest.split_at_checked(cut_at(rest)).unwrap_or((rest, ""));
        pieces.push(piece.trim_end().to_owned());
        rest = later.trim_start();
    }
    pieces
}

/// Where a piece ends: at the last blank that fits, else as far as fits. Never at its beginning.
fn cut_at(text: &str) -> usize {
    if length(text, TextUnit::Utf16) <= DESCRIPTION_MAX {
        return text.len();
    }
    let ends = text.char_indices().scan(0, |units, (at, c)| {
        *units += c.len_utf16();
        (*units <= DESCRIPTION_MAX).then_some(at + c.len_utf8())
    });
    let fits = ends.last().unwrap_or(text.len());
    let (kept, rest) = text.split_at_checked(fits).unwrap_or((text, ""));
    if rest.starts_with(char::is_whitespace) {
        return fits;
    }
    kept.rfind(char::is_whitespace).filter(|at| *at > 0).unwrap_or(fits)
}
