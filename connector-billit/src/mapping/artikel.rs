//! Articles.

use simon_core::domain::{Artikel, ArtikelId, Prijs};
use simon_core::message::Message;

use super::Mapped;
use crate::assumptions::REFERENCE_IGNORES_CASE;
use crate::wire::Product;

/// An article with its reference as number; one without is left out (B9). Its VAT code is the percentage,
/// which stands on every line. Billit has no inactive articles.
pub(crate) fn artikel_from_wire(product: &Product) -> Mapped<Artikel> {
    let Ok(id) = ArtikelId::new(product.product_id.to_string()) else { return Mapped::Skip };
    let Some(code) = product.reference.as_deref() else {
        let record = product.description.as_deref().unwrap_or(id.as_str());
        return Mapped::reject(record, Message::new("billit-artikel-zonder-referentie"));
    };
    let omschrijving = product.description.as_deref().unwrap_or(code);
    let mut artikel = Artikel::new(id, code, omschrijving);
    artikel.eenheid = product.unit.0.clone();
    artikel.verkoopprijs = product.amount_excl.map(Prijs::exclusief);
    artikel.btw_code = product.vat.map(|percentage| percentage.normalize().to_string());
    Mapped::Keep(artikel)
}

/// What two references are compared by: articles with the same are doubles of each other (B9).
pub(crate) fn reference_key(reference: &str) -> String {
    let reference = reference.trim();
    if REFERENCE_IGNORES_CASE { reference.to_lowercase() } else { reference.to_owned() }
}
