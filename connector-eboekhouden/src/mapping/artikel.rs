//! Articles and their groups.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use simon_core::domain::{Artikel, ArtikelId, Artikelgroep, ArtikelgroepId, Prijs};
use simon_core::message::Message;

use super::{Mapped, filled, unreadable};
use crate::rest::wire::{Product, ProductGroup};
use crate::soap::Record;

/// What both interfaces tell of an article.
struct Known<'a> {
    id: &'a str,
    code: &'a str,
    omschrijving: &'a str,
    groep: Option<String>,
    eenheid: Option<String>,
    eenheid_id: Option<String>,
    prijs: Option<Decimal>,
    btw_code: &'a str,
    grootboek: &'a str,
    kostenplaats: &'a str,
    actief: bool,
}

/// An article of `GetArtikelen`. Its ledger account is a number, as `AddFactuur` wants it.
pub(crate) fn artikel_from_soap(record: &Record, inactive_too: bool) -> Mapped<Artikel> {
    let named = || ["ArtikelCode", "ArtikelID"].map(|name| record.text(name));
    let name = named().into_iter().find(|text| !text.is_empty());
    if record.cut_off {
        return unreadable(name, "it is larger than 1 MiB");
    }
    let prijs = record.text("VerkoopprijsExclBTW");
    let Some(prijs) = decimal(prijs) else { return unreadable(name, "its price is no number") };
    let known = Known {
        id: record.text("ArtikelID"),
        code: record.text("ArtikelCode"),
        omschrijving: record.text("ArtikelOmschrijving"),
        groep: soap_groep(record).map(|(id, _)| id),
        eenheid: filled(record.text("Eenheid")),
        eenheid_id: None,
        prijs,
        btw_code: record.text("BTWCode"),
        grootboek: record.text("TegenrekeningCode"),
        kostenplaats: record.text("KostenplaatsID"),
        actief: !matches!(record.text("Actief"), "false" | "0"),
    };
    domain(known, inactive_too)
}

/// An article of `GET /v1/product/{id}`. Its ledger account is an id, as `POST /v1/invoice` wants it.
/// `units` has the names of units by id.
pub(crate) fn artikel_from_product(
    product: &Product,
    units: &BTreeMap<String, String>,
    inactive_too: bool,
) -> Mapped<Artikel> {
    let text = |value: &'_ Option<String>| value.clone().unwrap_or_default();
    let known = Known {
        id: &product.id,
        code: &text(&product.code),
        omschrijving: &text(&product.description),
        groep: product.group_id.as_deref().and_then(known_id),
        eenheid: product.unit_id.as_ref().and_then(|id| units.get(id).cloned()),
        eenheid_id: product.unit_id.as_deref().and_then(known_id),
        prijs: product.price_excl,
        btw_code: &text(&product.vat),
        grootboek: &text(&product.ledger_id),
        kostenplaats: &text(&product.cost_center_id),
        actief: product.active.unwrap_or(true),
    };
    domain(known, inactive_too)
}

fn domain(known: Known<'_>, inactive_too: bool) -> Mapped<Artikel> {
    if !(known.actief || inactive_too) {
        return Mapped::Skip;
    }
    let Ok(id) = ArtikelId::new(known.id) else {
        return unreadable(filled(known.code).as_deref(), "it has no id");
    };
    let code = known.code.trim();
    if code.is_empty() && known.actief {
        // An invoice line asks for it.
        return Mapped::reject(id.as_str(), Message::new("eboekhouden-artikel-zonder-code"));
    }
    let omschrijving = filled(known.omschrijving).unwrap_or_else(|| code.to_owned());
    let mut artikel = Artikel::new(id, code, omschrijving);
    artikel.groep = known.groep.and_then(|id| ArtikelgroepId::new(id).ok());
    artikel.eenheid = known.eenheid;
    artikel.eenheid_id = known.eenheid_id;
    artikel.verkoopprijs = known.prijs.map(Prijs::exclusief);
    artikel.btw_code = filled(known.btw_code);
    artikel.grootboek = known_id(known.grootboek);
    artikel.kostenplaats = known_id(known.kostenplaats);
    artikel.actief = known.actief;
    Mapped::Keep(artikel)
}

/// The group of an article of `GetArtikelen`: the interface has no list of groups.
pub(crate) fn groep_from_soap(record: &Record) -> Option<Artikelgroep> {
    let (id, naam) = soap_groep(record)?;
    Some(Artikelgroep::new(ArtikelgroepId::new(id).ok()?, naam))
}

/// Code and name of a group; one stands for the other where it is empty.
fn soap_groep(record: &Record) -> Option<(String, String)> {
    let [code, naam] = ["GroepCode", "GroepOmschrijving"].map(|name| filled(record.text(name)));
    Some((code.clone().or_else(|| naam.clone())?, naam.or(code)?))
}

/// A group of `GET /v1/product/groups`.
pub(crate) fn groep_from_rest(group: &ProductGroup) -> Mapped<Artikelgroep> {
    let naam = group.description.clone().or_else(|| group.code.clone());
    match (ArtikelgroepId::new(group.id.as_str()), naam) {
        (Ok(id), Some(naam)) => Mapped::Keep(Artikelgroep::new(id, naam)),
        _ => Mapped::Skip,
    }
}

/// An id; 0 is none.
fn known_id(id: &str) -> Option<String> {
    filled(id).filter(|id| id != "0")
}

/// A number as SOAP writes it, `1E-05` included; an empty one is none at all.
fn decimal(text: &str) -> Option<Option<Decimal>> {
    if text.is_empty() {
        return Some(None);
    }
    let exact = Decimal::from_str_exact(text).or_else(|_| Decimal::from_scientific(text));
    exact.ok().map(Some)
}
