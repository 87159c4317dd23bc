//! The work description as the first lines of a document (C10). Nothing of it is lost: what does not
//! fit one text line goes on in the next.

use super::DraftInput;
use super::cutting::{end_within, head, length, lines, many_lines};
use super::memo::source_line;
use crate::connector::TextLimit;
use crate::domain::DraftRegel;
use crate::settings::EERSTE_REGEL;

/// The text lines, where the vendor has them: the work description when the setting asks for it, and
/// the order that the werkbon stems from when there is no memo to say so (D7).
pub(super) fn first_lines(input: &DraftInput<'_>) -> Vec<DraftRegel> {
    let Some(limit) = input.limits.tekstregel else { return Vec::new() };
    let mut texts = Vec::new();
    if input.settings.waarden.ja(EERSTE_REGEL.key) {
        texts = wrapped(&input.bon().werkomschrijving, limit);
    }
    if let (None, Some(order)) = (input.limits.memo, &input.bon().bron) {
        texts.extend(wrapped(&source_line(order), limit));
    }
    texts.into_iter().map(DraftRegel::Tekst).collect()
}

/// The text as lines within the limit: one where it fits as it is, else split at its line breaks,
/// then between words, then within a word that is longer than a line. Blank lines are dropped.
pub(super) fn wrapped(text: &str, limit: TextLimit) -> Vec<String> {
    let whole = many_lines(text);
    if limit.multiline && !whole.is_empty() && length(&whole, limit.unit) <= limit.max {
        return vec![whole];
    }
    let mut out = Vec::new();
    for line in lines(text) {
        wrap_line(line.trim(), limit, &mut out);
    }
    out
}

fn wrap_line(line: &str, limit: TextLimit, out: &mut Vec<String>) {
    let mut rest = line;
    while !rest.is_empty() {
        let (piece, tail) = rest.split_at_checked(line_end(rest, limit)).unwrap_or((rest, ""));
        out.push(piece.trim_end().to_owned());
        rest = tail.trim_start();
    }
}

/// Where a line ends that begins with `rest`; never at its beginning.
fn line_end(rest: &str, limit: TextLimit) -> usize {
    let fitting = head(rest, limit.max, limit.unit).len();
    if fitting == rest.len() {
        return fitting;
    }
    let ends_a_word = rest.get(fitting..).is_some_and(|tail| tail.starts_with(char::is_whitespace));
    let last_blank = rest.get(..fitting).and_then(|kept| kept.rfind(char::is_whitespace));
    match last_blank {
        _ if ends_a_word && fitting > 0 => fitting,
        Some(blank) if blank > 0 => blank,
        _ if fitting > 0 => fitting,
        // One visible character is longer than a line: it is split after all, or stays whole when
        // even its first part does not fit.
        _ => end_within(rest, limit.max, limit.unit)
            .max(rest.chars().next().map_or(rest.len(), char::len_utf8)),
    }
}
