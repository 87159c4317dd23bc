//! Who a werkbon is for and where the work was done: without certainty about both it is not sent
//! (C3, C4). That it was reported complete, its type proves (C1).

use super::notes::Notes;
use super::{DraftInput, NotSent};
use crate::domain::{Herkomst, Relatie};
use crate::message::Message;

/// The customer that the document is for: known, active and from the vendor (C3).
pub(super) fn klant<'a>(input: &DraftInput<'a>, notes: &Notes<'_>) -> Result<&'a Relatie, NotSent> {
    let Some(id) = &input.bon().klant else {
        return Err(notes.refused(Message::new("werkbon-zonder-klant")));
    };
    if id.herkomst() == Herkomst::Simon {
        return Err(notes.refused(Message::new("werkbon-klant-niet-uit-pakket")));
    }
    let Some(klant) = input.klant.filter(|klant| klant.id == *id) else {
        return Err(notes.refused(Message::new("werkbon-klant-onbekend").with("klant", id)));
    };
    if klant.actief {
        Ok(klant)
    } else {
        let message = Message::new("werkbon-klant-inactief").with("klant", visible_code(klant));
        Err(notes.refused(message))
    }
}

/// The work address hangs on the werkbon's customer; a werkbon without one passes (C4).
pub(super) fn werkadres(
    input: &DraftInput<'_>,
    klant: &Relatie,
    notes: &Notes<'_>,
) -> Result<(), NotSent> {
    let Some(id) = &input.bon().werkadres else { return Ok(()) };
    let Some(werkadres) = input.werkadres.filter(|werkadres| werkadres.id == *id) else {
        return Err(notes.refused(Message::new("werkbon-werkadres-onbekend")));
    };
    match &werkadres.relatie {
        Some(relatie) if *relatie == klant.id => Ok(()),
        Some(_) => Err(notes.refused(
            Message::new("werkbon-werkadres-andere-klant").with("klant", visible_code(klant)),
        )),
        None => Err(notes.refused(Message::new("werkbon-werkadres-zonder-klant"))),
    }
}

/// The number that users know a customer by, where it has one.
fn visible_code(klant: &Relatie) -> &str {
    if klant.code.is_empty() { klant.id.as_str() } else { &klant.code }
}
