//! The customer reference, at SnelStart the betalingskenmerk (C12).

use super::cutting::length;
use super::notes::Notes;
use super::texts::part;
use super::{DraftInput, NotSent};
use crate::message::Message;
use crate::settings::{BETALINGSKENMERK, KLANTREFERENTIE_KEUZE};

const SEPARATOR: &str = " / ";

/// Werkbon number, customer reference, both or neither. A reference is never cut, because half a
/// reference is another one: over a limit that the vendor publishes the werkbon is refused, over one
/// that is only assumed it is sent whole.
pub(super) fn klantreferentie(
    input: &DraftInput<'_>,
    notes: &Notes<'_>,
) -> Result<Option<String>, NotSent> {
    let Some(limit) = input.limits.klantreferentie else { return Ok(None) };
    let parts: Vec<String> = chosen(input).iter().filter_map(|keuze| part(keuze, input)).collect();
    let text = parts.join(SEPARATOR);
    let lengte = length(&text, limit.unit);
    if limit.published && lengte > limit.max {
        let message = Message::new("werkbon-referentie-te-lang");
        return Err(notes.refused(message.with("lengte", lengte).with("max", limit.max)));
    }
    Ok(if text.is_empty() { None } else { Some(text) })
}

fn chosen(input: &DraftInput<'_>) -> &'static [&'static str] {
    let waarden = &input.settings.waarden;
    let keuze = [KLANTREFERENTIE_KEUZE.key, BETALINGSKENMERK.key]
        .into_iter()
        .map(|key| waarden.tekst(key))
        .find(|keuze| !keuze.is_empty());
    match keuze {
        Some("werkbonnummer") => &["werkbonnummer"],
        Some("klantreferentie") => &["klantreferentie"],
        Some("beide") => &["werkbonnummer", "klantreferentie"],
        _ => &[],
    }
}
