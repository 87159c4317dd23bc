//! Texts of a document: what they are made of and how they are brought within the vendor's limits
//! (C13, C24).

use super::DraftInput;
use super::cutting::{cut, length, many_lines, one_line};
use super::marking::met_markering;
use super::notes::Notes;
use crate::connector::TextLimit;
use crate::message::Message;
use crate::settings::{MARKERING, OMSCHRIJVING};

const SEPARATOR: &str = " - ";

/// A field that may be cut, by the name that the message knows.
#[derive(Debug, Clone, Copy)]
pub(super) enum Veld {
    Omschrijving,
    Memo,
    Regel,
}

impl Veld {
    const fn naam(self) -> &'static str {
        match self {
            Self::Omschrijving => "omschrijving",
            Self::Memo => "memo",
            Self::Regel => "regel",
        }
    }
}

/// The text as the field takes it, with a warning when it had to be cut; none for a blank one.
pub(super) fn fitted(
    text: &str,
    limit: TextLimit,
    veld: Veld,
    notes: &mut Notes<'_>,
) -> Option<String> {
    let text = if limit.multiline { many_lines(text) } else { one_line(text) };
    if length(&text, limit.unit) > limit.max {
        warn_cut(veld, limit, notes);
    }
    let text = cut(&text, limit);
    if text.is_empty() { None } else { Some(text.into_owned()) }
}

/// The document's description: the parts of the setting in the user's order, then the mark (C13, D6).
pub(super) fn omschrijving(input: &DraftInput<'_>, notes: &mut Notes<'_>) -> Option<String> {
    let limit = input.limits.omschrijving?;
    let chosen = input.settings.waarden.lijst(OMSCHRIJVING.key);
    let parts: Vec<String> = chosen.iter().filter_map(|keuze| part(keuze, input)).collect();
    let markering = input.settings.waarden.tekst(MARKERING.key);
    let text = parts.join(SEPARATOR);
    if markering.is_empty() {
        return fitted(&text, limit, Veld::Omschrijving, notes);
    }
    let text = one_line(&text);
    let marked = met_markering(&text, markering, limit);
    if !marked.starts_with(&text) {
        warn_cut(Veld::Omschrijving, limit, notes);
    }
    Some(marked)
}

/// A part of a text by the word of the settings; none when the werkbon lacks it.
pub(super) fn part(keuze: &str, input: &DraftInput<'_>) -> Option<String> {
    let bon = input.bon();
    let text = match keuze {
        "werkomschrijving" => many_lines(&bon.werkomschrijving),
        "werkadres" => address(input),
        "klantreferentie" => one_line(bon.klantreferentie.as_deref().unwrap_or_default()),
        "werkbonnummer" => bon.nummer.to_string(),
        _ => String::new(),
    };
    if text.is_empty() { None } else { Some(text) }
}

/// The work address in one line, with the name of the place where it has one.
fn address(input: &DraftInput<'_>) -> String {
    let Some(werkadres) = input.werkadres.filter(|_| input.bon().werkadres.is_some()) else {
        return String::new();
    };
    let parts = [one_line(&werkadres.naam), one_line(&werkadres.adres.to_string())];
    let filled: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    filled.join(", ")
}

fn warn_cut(veld: Veld, limit: TextLimit, notes: &mut Notes<'_>) {
    notes.warn(Message::new("tekst-ingekort").with("veld", veld.naam()).with("max", limit.max));
}
