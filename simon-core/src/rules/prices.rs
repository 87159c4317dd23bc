//! The price of every line: the werkbon's own, else the one agreed with the customer, else the
//! vendor's pricing where it prices lines itself, else the synced sales price. Never a guess, never 0
//! for an unknown price, never a total of our own (C25).

use super::notes::Notes;
use super::{DraftInput, NotSent, lines, scale};
use crate::domain::{ArtikelRegel, Bedrag, Prijs, rond_af};
use crate::message::Message;

/// Prices the lines in the vendor's precision.
pub(super) fn apply(
    regels: &mut [ArtikelRegel],
    input: &DraftInput<'_>,
    notes: &mut Notes<'_>,
) -> Result<(), NotSent> {
    for regel in regels.iter_mut() {
        regel.prijs = price(regel, input, notes)?.map(|prijs| rounded(prijs, regel, input, notes));
    }
    one_mode(regels, notes)
}

fn price(
    regel: &ArtikelRegel,
    input: &DraftInput<'_>,
    notes: &mut Notes<'_>,
) -> Result<Option<Prijs>, NotSent> {
    let agreed = || input.klantprijzen.get(&(regel.artikel.clone(), regel.aantal)).copied();
    if let Some(prijs) = regel.prijs.or_else(agreed) {
        return Ok(Some(prijs));
    }
    if input.prices_lines {
        return Ok(None);
    }
    let synced = lines::article(input, &regel.artikel).and_then(|artikel| artikel.verkoopprijs);
    let Some(prijs) = synced else {
        let message = Message::new("werkbon-prijs-onbekend").with("artikel", named(regel));
        return Err(notes.refused(message));
    };
    if prijs.bedrag.0.is_zero() {
        notes.warn(Message::new("prijs-is-nul").with("artikel", named(regel)));
    }
    Ok(Some(prijs))
}

fn rounded(
    prijs: Prijs,
    regel: &ArtikelRegel,
    input: &DraftInput<'_>,
    notes: &mut Notes<'_>,
) -> Prijs {
    let bedrag = rond_af(prijs.bedrag.0, scale::prijs(input));
    if bedrag != prijs.bedrag.0 {
        let message = Message::new("bedrag-afgerond")
            .with("artikel", named(regel))
            .with("prijs", prijs.bedrag.0.normalize())
            .with("afgerond", bedrag.normalize());
        notes.warn(message);
    }
    Prijs { bedrag: Bedrag(bedrag), btw: prijs.btw }
}

/// A document has prices with VAT or without, never both: the vendor would read one of them wrong. A
/// price of zero is the same in both, so it follows the others.
fn one_mode(regels: &mut [ArtikelRegel], notes: &Notes<'_>) -> Result<(), NotSent> {
    let mut priced = regels.iter().filter_map(|regel| {
        let prijs = regel.prijs.filter(|prijs| !prijs.bedrag.0.is_zero())?;
        Some((regel, prijs.btw))
    });
    let Some((first, btw)) = priced.next() else { return Ok(()) };
    if let Some((other, _)) = priced.find(|(_, other)| *other != btw) {
        return Err(notes.refused(
            Message::new("werkbon-btw-gemengd")
                .with("artikel", named(first))
                .with("ander", named(other)),
        ));
    }
    for prijs in regels.iter_mut().filter_map(|regel| regel.prijs.as_mut()) {
        prijs.btw = btw;
    }
    Ok(())
}

fn named(regel: &ArtikelRegel) -> &str {
    if regel.code.is_empty() { regel.artikel.as_str() } else { &regel.code }
}
