//! Articles and their groups.

use simon_core::domain::{Artikel, ArtikelId, Artikelgroep, ArtikelgroepId};
use simon_core::message::Message;

use super::{Mapped, filled, geldig, text};
use crate::assumptions::FRACTIONS_NEED_THE_MARK;
use crate::wire;

/// An article that can be sold. It has no price: Exact prices the lines itself (C25).
pub(crate) fn artikel_from_wire(item: wire::Item, inactive_too: bool) -> Mapped<Artikel> {
    let active = item.is_sales_item.unwrap_or(false);
    if !(active || inactive_too) {
        return Mapped::Skip;
    }
    let code = text(item.code);
    let Ok(id) = ArtikelId::new(item.id) else { return Mapped::Skip };
    let omschrijving = filled(item.description).unwrap_or_else(|| code.clone());
    if omschrijving.is_empty() && active {
        return Mapped::reject(id.as_str(), Message::new("exact-artikel-zonder-omschrijving"));
    }
    let mut artikel = Artikel::new(id, code, omschrijving);
    artikel.groep = item.item_group.and_then(|id| ArtikelgroepId::new(id).ok());
    artikel.eenheid = filled(item.unit_description).or_else(|| filled(item.unit));
    artikel.deelbaar = !FRACTIONS_NEED_THE_MARK || item.is_fraction_allowed_item.unwrap_or(true);
    artikel.actief = active;
    artikel.geldig = geldig(active, item.start_date, item.end_date);
    Mapped::Keep(artikel)
}

/// An article group. Its name is compared letter by letter with the setting (B7), so it is not trimmed.
pub(crate) fn artikelgroep_from_wire(group: wire::ItemGroup) -> Mapped<Artikelgroep> {
    let naam = group.description.unwrap_or_default();
    match ArtikelgroepId::new(group.id) {
        Ok(id) if !naam.trim().is_empty() => Mapped::Keep(Artikelgroep::new(id, naam)),
        _ => Mapped::Skip,
    }
}
