//! Sales orders that become werkbonnen (D).

use simon_core::connector::FoundDocument;
use simon_core::domain::{
    Aantal, ArtikelId, BtwModus, DocumentRef, OrderRef, OrderSoort, Percentage, Referentie,
    RelatieId, VendorOrder, VendorOrderRegel,
};

use super::artikel::prijs;
use super::{Mapped, guid, guid_of, text, without_id};
use crate::assumptions::{MEMO_REFERENTIE, NOT_OPEN, UITGEVOERD};
use crate::wire;

/// An order with everything that the rules need to decide whether it becomes a werkbon.
pub(crate) fn order_from_wire(order: &wire::Verkooporder) -> Mapped<VendorOrder> {
    let nummer = text(order.nummer.clone());
    let Some(id) = guid(&order.id) else { return without_id(Some(nummer)) };
    let nummer = if nummer.is_empty() { id.clone() } else { nummer };
    let omschrijving = text(order.omschrijving.clone());
    let memo = order.memo.as_deref().unwrap_or_default();
    let mut domain =
        VendorOrder::new(OrderRef::new(OrderSoort::Verkooporder, id, nummer), omschrijving.clone());
    domain.klant = guid_of(order.relatie.clone()).and_then(|id| RelatieId::new(id).ok());
    domain.open = is_open(order);
    domain.referentie = referenties(memo).last().map(str::to_owned);
    domain.teksten = vec![
        ("omschrijving".to_owned(), omschrijving),
        ("memo".to_owned(), without_referentie(memo)),
    ];
    let btw = match order.verkooporder_btw_ingave_model.as_deref() {
        Some("Inclusief") => BtwModus::Inclusief,
        _ => BtwModus::Exclusief,
    };
    domain.regels =
        order.regels.iter().flatten().map(|regel| regel_from_wire(regel, btw)).collect();
    Mapped::Keep(domain)
}

fn is_open(order: &wire::Verkooporder) -> bool {
    let status = order.proces_status.as_deref().unwrap_or_default();
    !is_invoiced(order)
        && !NOT_OPEN.contains(&status)
        && order.verkoop_order_status.as_deref() != Some(UITGEVOERD)
}

fn is_invoiced(order: &wire::Verkooporder) -> bool {
    order.verkoopfactuur.as_ref().is_some_and(|invoice| names_record(invoice.get()))
}

/// Whether this JSON, an object with an id or the bare id, names a record.
pub(super) fn names_record(json: &str) -> bool {
    let id = serde_json::from_str::<wire::Ref>(json)
        .map(|reference| reference.id)
        .or_else(|_| serde_json::from_str::<Option<String>>(json));
    match id {
        Ok(id) => id.as_deref().and_then(guid).is_some(),
        // Something else is there: better to take the order for invoiced than to touch it.
        Err(_) => true,
    }
}

fn regel_from_wire(regel: &wire::Regel, btw: BtwModus) -> VendorOrderRegel {
    let mut domain = VendorOrderRegel::tekst(text(regel.omschrijving.clone()));
    domain.artikel = guid_of(regel.artikel.clone()).and_then(|id| ArtikelId::new(id).ok());
    if domain.artikel.is_some() {
        domain.aantal = regel.aantal.map(Aantal);
        domain.prijs = regel.stuksprijs.map(|bedrag| prijs(bedrag, btw));
        domain.korting = regel.kortings_percentage.filter(|p| !p.is_zero()).map(Percentage);
    }
    domain
}

/// An order as a document of the vendor; none when its id is no id.
pub(crate) fn document_ref(order: &wire::Verkooporder) -> Option<DocumentRef> {
    let nummer = order.nummer.clone().filter(|nummer| !nummer.trim().is_empty());
    Some(DocumentRef::new(guid(&order.id)?, nummer))
}

/// An order with the last reference in its memo that begins like ours (G2).
pub(crate) fn found_document(order: &wire::Verkooporder, prefix: &str) -> Mapped<FoundDocument> {
    let Some(document) = document_ref(order) else { return without_id(order.nummer.clone()) };
    let memo = order.memo.as_deref().unwrap_or_default();
    let ours = referenties(memo).filter(|found| found.starts_with(prefix)).last();
    Mapped::Keep(FoundDocument::new(document, ours.map(str::to_owned)))
}

/// Whether an order carries this reference (C22).
pub(crate) fn has_referentie(order: &wire::Verkooporder, referentie: &Referentie) -> bool {
    let memo = order.memo.as_deref().unwrap_or_default();
    referenties(memo).any(|found| found == referentie.as_str())
}

/// The references in a memo. Line breaks may have become blanks, so lines are not relied on.
fn referenties(memo: &str) -> impl Iterator<Item = &str> {
    memo.split(MEMO_REFERENTIE).skip(1).filter_map(|rest| rest.split_whitespace().next())
}

fn without_referentie(memo: &str) -> String {
    let lines: Vec<&str> =
        memo.lines().filter(|line| !line.trim_start().starts_with(MEMO_REFERENTIE)).collect();
    lines.join("\n").trim().to_owned()
}
