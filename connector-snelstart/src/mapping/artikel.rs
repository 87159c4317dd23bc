//! Articles, their groups and prices.

use rust_decimal::Decimal;
use simon_core::domain::{Artikel, ArtikelId, Artikelgroep, ArtikelgroepId, BtwModus, Prijs};
use simon_core::message::Message;

use super::{Mapped, filled, guid, guid_of, owned_guid, text, without_id};
use crate::wire;

/// An article with its group's id and its price, which means what the administration's price mode
/// says. The purchase price stays at SnelStart.
pub(crate) fn artikel_from_wire(
    artikel: wire::Artikel,
    btw: BtwModus,
    inactive_too: bool,
) -> Mapped<Artikel> {
    let active = !artikel.is_non_actief.unwrap_or(false);
    if !(active || inactive_too) {
        return Mapped::Skip;
    }
    let code = text(artikel.artikelcode);
    let Some(id) = owned_guid(artikel.id).and_then(|id| ArtikelId::new(id).ok()) else {
        return without_id(Some(code));
    };
    let omschrijving = text(artikel.omschrijving);
    let omschrijving = if omschrijving.is_empty() { code.clone() } else { omschrijving };
    if omschrijving.is_empty() {
        return Mapped::reject(id.as_str(), Message::new("snelstart-artikel-zonder-omschrijving"));
    }
    let mut domain = Artikel::new(id, code, omschrijving);
    let groep = guid_of(artikel.artikel_omzetgroep);
    domain.groep = groep.and_then(|id| ArtikelgroepId::new(id).ok());
    domain.eenheid = filled(artikel.eenheid);
    domain.verkoopprijs = artikel.verkoopprijs.map(|bedrag| prijs(bedrag, btw));
    domain.actief = active;
    Mapped::Keep(domain)
}

/// SnelStart's 'omzetgroep' is the manual's article group: an article has exactly one.
pub(crate) fn artikelgroep_from_wire(groep: &wire::Omzetgroep) -> Mapped<Artikelgroep> {
    // The name is compared letter by letter with the setting (B7), so it is not trimmed.
    let naam = groep.omschrijving.clone().unwrap_or_default();
    match guid(&groep.id).and_then(|id| ArtikelgroepId::new(id).ok()) {
        Some(_) if naam.trim().is_empty() => Mapped::Skip,
        Some(id) => Mapped::Keep(Artikelgroep::new(id, naam)),
        None => without_id(Some(naam)),
    }
}

/// The price agreed with a customer; none when the normal price holds (C25).
pub(crate) fn klantprijs_from_wire(artikel: &wire::Artikel, btw: BtwModus) -> Option<Prijs> {
    let agreed = artikel.prijsafspraak.as_ref()?;
    if agreed.prijs_bepaling_soort.as_deref() == Some("NormaleVerkoopprijs") {
        return None;
    }
    let price = agreed.verkoopprijs?;
    let korting = agreed.korting.unwrap_or_default();
    // A discount that left the price as it was is not worked into it.
    let net = if agreed.basisprijs == Some(price) && !korting.is_zero() {
        price
            .checked_mul(Decimal::ONE_HUNDRED.checked_sub(korting)?)?
            .checked_div(Decimal::ONE_HUNDRED)?
    } else {
        price
    };
    Some(prijs(net, btw))
}

/// A price in the administration's mode.
pub(crate) const fn prijs(bedrag: Decimal, btw: BtwModus) -> Prijs {
    match btw {
        BtwModus::Exclusief => Prijs::exclusief(bedrag),
        BtwModus::Inclusief => Prijs::inclusief(bedrag),
    }
}

/// What a code in the settings names.
#[derive(Debug)]
pub(crate) enum ArtikelMatch<'a> {
    /// Exactly one active article.
    One(&'a wire::Artikel),
    /// None.
    Unknown,
    /// Only inactive ones.
    Inactive,
    /// Several active ones.
    Several,
}

/// Finds the article with a code. A code that differs in case only counts when none is equal: SnelStart
/// itself does not look at case.
pub(crate) fn match_artikel<'a>(artikelen: &'a [wire::Artikel], code: &str) -> ArtikelMatch<'a> {
    let code = code.trim();
    let with = |same: fn(&str, &str) -> bool| -> Vec<&'a wire::Artikel> {
        artikelen.iter().filter(|a| same(&text(a.artikelcode.clone()), code)).collect()
    };
    let mut hits = with(|a, b| a == b);
    if hits.is_empty() {
        hits = with(|a, b| a.to_lowercase() == b.to_lowercase());
    }
    let known = !hits.is_empty();
    hits.retain(|artikel| !artikel.is_non_actief.unwrap_or(false));
    match hits.as_slice() {
        [one] => ArtikelMatch::One(one),
        [] if known => ArtikelMatch::Inactive,
        [] => ArtikelMatch::Unknown,
        _ => ArtikelMatch::Several,
    }
}
