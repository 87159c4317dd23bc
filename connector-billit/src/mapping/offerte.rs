//! Quotes that become werkbonnen (D).

use simon_core::domain::{
    Aantal, ArtikelId, OrderRef, OrderSoort, Percentage, Prijs, RelatieId, VendorOrder,
    VendorOrderRegel,
};

use super::Mapped;
use crate::assumptions::{APPROVALS, APPROVED_STATES, NOT_OPEN, ORDER_FORM_IS_APPROVED};
use crate::settings::{TEKST_EERSTE_REGEL, TEKST_OPMERKINGEN};
use crate::wire::{Order, OrderLine};

const OMGEZET: &str = "OrderFormCreated";

/// Whether a row of the list is a quote that may become work: then the quote itself is read.
pub(crate) fn is_candidate(order: &Order) -> bool {
    is_offerte(order) && is_approved(order)
}

/// A quote with everything that the rules need to decide whether it becomes a werkbon. The filter word is
/// looked for in its title, its first line and its remarks (D3).
pub(crate) fn offerte_from_wire(order: &Order) -> Mapped<VendorOrder> {
    if !is_offerte(order) {
        return Mapped::Skip;
    }
    let id = order.order_id.to_string();
    let nummer = order.order_number.0.clone().unwrap_or_else(|| id.clone());
    let first = order.order_lines.iter().find_map(text_of);
    let texts = [order.order_title.0.clone(), first.clone(), order.comments.0.clone()];
    let omschrijving = texts.into_iter().flatten().collect::<Vec<_>>().join("\n");
    let order_ref = OrderRef::new(OrderSoort::Offerte, id, nummer);
    let mut offerte = VendorOrder::new(order_ref, omschrijving);
    offerte.klant = klant(order);
    offerte.open = is_approved(order);
    offerte.referentie = order.external_provider_id.0.clone();
    offerte.teksten = vec![
        (TEKST_EERSTE_REGEL.to_owned(), first.unwrap_or_default()),
        (TEKST_OPMERKINGEN.to_owned(), order.comments.0.clone().unwrap_or_default()),
    ];
    offerte.regels = order.order_lines.iter().filter_map(regel_from_wire).collect();
    Mapped::Keep(offerte)
}

/// Filters may be ignored, so each row is looked at.
fn is_offerte(order: &Order) -> bool {
    order.order_type.as_deref() == Some("Offer")
        && order.order_direction.as_deref() == Some("Income")
}

/// Approved and nothing made of it yet (D1, D8). One that is approved and sent is approved.
fn is_approved(order: &Order) -> bool {
    let status = order.order_status.as_deref().unwrap_or_default();
    if *order.invoiced == Some(true) || NOT_OPEN.contains(&status) {
        return false;
    }
    if status == OMGEZET {
        return ORDER_FORM_IS_APPROVED;
    }
    let approval = order.approval_status.as_deref().unwrap_or_default();
    APPROVED_STATES.contains(&status) || APPROVALS.contains(&approval)
}

fn klant(order: &Order) -> Option<RelatieId> {
    let of = [&order.counter_party, &order.customer].into_iter().flatten();
    let id = of.filter_map(|party| *party.party_id).next();
    let id = id.or(*order.customer_id).or(*order.counter_party_id)?;
    RelatieId::new(id.to_string()).ok()
}

/// A line without a text and an article says nothing.
fn regel_from_wire(line: &OrderLine) -> Option<VendorOrderRegel> {
    let artikel = line.product_id.and_then(|id| ArtikelId::new(id.to_string()).ok());
    let text = text_of(line);
    if artikel.is_none() && text.is_none() {
        return None;
    }
    let mut regel = VendorOrderRegel::tekst(text.unwrap_or_default());
    if artikel.is_some() {
        regel.artikel = artikel;
        regel.aantal = line.quantity.map(Aantal);
        regel.prijs = line.unit_price_excl.map(Prijs::exclusief);
        regel.korting = line.reduction_percentage.filter(|it| !it.is_zero()).map(Percentage);
    }
    Some(regel)
}

fn text_of(line: &OrderLine) -> Option<String> {
    let parts = [line.description.as_deref(), line.description_extended.as_deref()];
    let filled: Vec<&str> = parts.into_iter().flatten().collect();
    Some(filled.join("\n")).filter(|text| !text.is_empty())
}
