//! What 'Controleer' makes of Exact's answers (E1). Pure: the calls are made elsewhere.

mod artikel;
mod documentsoort;

pub(crate) use artikel::{artikel, artikelgroepen};
pub(crate) use documentsoort::documentsoort;

use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked};

use crate::api::Right;
use crate::mapping::administratie_from_wire;
use crate::wire::{Division, Journal};

/// A journal of sales invoices.
///
/// Source: field description of `Journal.Type`, 2025.
const VERKOOP: i64 = 20;

const ACTIVE: i64 = 1;
const NOT_BLOCKED: i64 = 0;
/// Most administrations that a message names.
const MOST_NAMED: usize = 10;

fn accepted(checked: Checked) -> CheckOutcome {
    CheckOutcome::Accepted(Box::new(checked))
}

fn refused(code: &'static str, value: &str) -> CheckOutcome {
    CheckOutcome::Refused(Message::new(code).with("waarde", value))
}

/// The administration that the user means (C17): the number that users see, which is `Hid`; only when
/// none has it, the code from addresses. An accountant can see several with one number: then nothing
/// is guessed.
pub(crate) fn administratie(divisions: &[Division], number: &str) -> CheckOutcome {
    let number = number.trim();
    let mut hits: Vec<&Division> =
        divisions.iter().filter(|it| it.hid.as_deref() == Some(number)).collect();
    if hits.is_empty() {
        hits = divisions.iter().filter(|it| it.code == number).collect();
    }
    let usable: Vec<&Division> = hits.iter().copied().filter(|it| is_usable(it)).collect();
    match (usable.as_slice(), hits.as_slice()) {
        ([one], _) => accepted(chosen(one)),
        ([], []) => {
            let all: Vec<&Division> = divisions.iter().filter(|it| is_usable(it)).collect();
            refused_among("exact-administratie-onbekend", number, &all)
        }
        ([], [one, ..]) => match Usable::of(one) {
            Usable::No(code) => refused(code, number),
            Usable::Yes => accepted(chosen(one)),
        },
        (several, _) => refused_among("exact-administratie-meer", number, several),
    }
}

fn chosen(division: &Division) -> Checked {
    let administratie = administratie_from_wire(division);
    let mut checked = Checked::named(administratie.naam);
    checked.vendor_id = Some(administratie.vendor_id);
    let of_accountant = [division.is_practice_division, division.is_dossier_division];
    if of_accountant.contains(&Some(true)) {
        checked.waarschuwing = Some(Message::new("exact-administratie-dossier"));
    }
    checked
}

/// Whether an administration can be worked in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Usable {
    Yes,
    /// The code of the message that says why not.
    No(&'static str),
}

impl Usable {
    /// What Exact does not tell is taken to be in order.
    pub(crate) fn of(division: &Division) -> Self {
        if division.status.unwrap_or(ACTIVE) != ACTIVE {
            Self::No("exact-administratie-inactief")
        } else if division.blocking_status.unwrap_or(NOT_BLOCKED) != NOT_BLOCKED {
            Self::No("exact-administratie-geblokkeerd")
        } else {
            Self::Yes
        }
    }
}

fn is_usable(division: &Division) -> bool {
    Usable::of(division) == Usable::Yes
}

fn refused_among(code: &'static str, number: &str, candidates: &[&Division]) -> CheckOutcome {
    let mut names: Vec<String> = candidates.iter().take(MOST_NAMED).map(|it| name(it)).collect();
    if candidates.len() > MOST_NAMED {
        names.push("...".to_owned());
    }
    let message = Message::new(code).with("waarde", number).with("keuzes", names.join("; "));
    CheckOutcome::Refused(message)
}

/// An administration in a list to choose from: its name and owner, its number and its code.
fn name(division: &Division) -> String {
    let part = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().to_owned();
    let mut names = vec![part(&division.description), part(&division.customer_name)];
    names.retain(|name| !name.is_empty());
    names.dedup();
    let number = division.hid.as_deref().unwrap_or("-");
    format!("{} ({number}, code {})", names.join(", "), division.code)
}

/// The journal with a code (C16): one of sales that is not blocked.
pub(crate) fn dagboek(journals: &[Journal], code: &str) -> CheckOutcome {
    let code = code.trim();
    let same = |journal: &&Journal| {
        journal.code.as_deref().is_some_and(|known| known.eq_ignore_ascii_case(code))
    };
    let Some(journal) = journals.iter().find(same) else {
        return refused("exact-dagboek-onbekend", code);
    };
    if journal.r#type != Some(VERKOOP) {
        return refused("exact-dagboek-geen-verkoop", code);
    }
    if journal.is_blocked.unwrap_or(false) {
        return refused("exact-dagboek-geblokkeerd", code);
    }
    let naam = journal.description.as_deref().unwrap_or_default().trim();
    let mut checked = Checked::named(if naam.is_empty() { code } else { naam });
    checked.vendor_id.clone_from(&journal.code);
    accepted(checked)
}

/// A right that the Exact user lacks; nothing where Exact did not tell.
pub(crate) fn missing_right(right: Right, answer: Option<bool>) -> Option<Message> {
    let code = match right {
        Right::Facturen => "exact-rechten-facturen",
        Right::Documenten | Right::Bijlagen => "exact-rechten-documenten",
    };
    (answer == Some(false)).then(|| Message::new(code))
}

#[cfg(test)]
#[path = "checks_tests.rs"]
mod tests;
