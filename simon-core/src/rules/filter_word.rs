//! Filter words: which werkbonnen stay here (C9) and which orders are fetched (D3). One way of
//! looking for both.

use super::cutting::is_mark;
use super::notes::Notes;
use super::{DraftInput, NotSent};
use crate::message::Message;
use crate::settings::{FILTERWOORD, FILTERWOORD_HEEL_WOORD};

/// Where a word counts as found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Match {
    /// Anywhere, also inside another word: `garantie` is in `garantiewerk`.
    Contains,
    /// Not where a letter or digit stands right before or after it: `WB` is not in `nieuwbouw`.
    WholeWord,
}

/// Whether `word` is in `text`, without regard to case, blanks around the word, and the kind and
/// number of blanks or line breaks between words. An empty word is in no text.
/// An accent is compared as it is written: one letter `é` is not `e` with a loose accent.
///
/// ```
/// use simon_core::rules::filter_word::{Match, is_in};
/// assert!(is_in("Garantiewerk aan ketel", "garantie", Match::Contains));
/// assert!(!is_in("Garantiewerk aan ketel", "garantie", Match::WholeWord));
/// assert!(is_in("Ketel (WB)", " wb ", Match::WholeWord));
/// assert!(!is_in("Ketel", "", Match::Contains));
/// ```
#[must_use]
pub fn is_in(text: &str, word: &str, how: Match) -> bool {
    let (text, word) = (folded(text), folded(word));
    !word.is_empty() && text.match_starts(&word).any(|start| stands_alone(&text, start, &word, how))
}

/// Holds a werkbon back whose description has the filter word (C9).
pub(super) fn pass(input: &DraftInput<'_>, notes: &Notes<'_>) -> Result<(), NotSent> {
    let waarden = &input.settings.waarden;
    let word = waarden.tekst(FILTERWOORD.key);
    let whole = waarden.ja(FILTERWOORD_HEEL_WOORD.key);
    let how = if whole { Match::WholeWord } else { Match::Contains };
    if is_in(&input.bon().werkomschrijving, word, how) {
        return Err(notes.filtered(Message::new("werkbon-gefilterd").with("woord", word)));
    }
    Ok(())
}

/// A text in the form in which texts are compared: single blanks, no case. Upper and then lower case
/// brings spellings together that have no counterpart letter by letter, such as `ß` and `SS`.
fn folded(text: &str) -> String {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| word.chars().flat_map(char::to_uppercase).flat_map(char::to_lowercase))
        .map(Iterator::collect)
        .collect();
    words.join(" ")
}

trait MatchStarts {
    /// Byte positions where a word begins, overlapping ones included.
    fn match_starts(&self, word: &str) -> impl Iterator<Item = usize>;
}

impl MatchStarts for String {
    fn match_starts(&self, word: &str) -> impl Iterator<Item = usize> {
        self.char_indices()
            .map(|(start, _)| start)
            .filter(move |start| self.get(*start..).is_some_and(|rest| rest.starts_with(word)))
    }
}

fn stands_alone(text: &str, start: usize, word: &str, how: Match) -> bool {
    let before = text.get(..start).and_then(|head| head.chars().next_back());
    let after = text.get(start + word.len()..).and_then(|tail| tail.chars().next());
    how == Match::Contains
        || !(in_one_word(before, word.chars().next())
            || in_one_word(word.chars().next_back(), after))
}

fn in_one_word(left: Option<char>, right: Option<char>) -> bool {
    let of_word = |c: char| c.is_alphanumeric() || is_mark(c);
    left.is_some_and(of_word) && right.is_some_and(of_word)
}
