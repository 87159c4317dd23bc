//! The draft as a sales order.

use simon_core::Result;
use simon_core::domain::InvoiceDraft;
use simon_core::message::Message;
use simon_core::settings::SettingsVersion;

use super::draft::{Regel, datum, filled, klantnummer, regels, tekst, unmappable};
use super::magazijn::magazijn_of;
use crate::assumptions::{
    DISCOUNTS_ARE_MANUAL, EENHEID_MAX, ORDER_TYPE, ORDERS_ON_HOLD, REFERENTIE_MAX,
};
use crate::wire::{NewOrder, NewOrderCustomer, NewOrderLine, NewOrderShipping};

/// Source: the document of the Sales Orders API: null lets the order type decide, `Open`, or `Hold`.
const HOLD: &str = "Hold";

/// The sales order that a draft becomes (C2), with the warehouse of its user (C18).
///
/// # Errors
/// `Unmappable` when the customer has no number, its reference is longer than the vendor takes, the
/// settings lead to no warehouse, and for lines that no interface takes.
pub(crate) fn draft_to_order(draft: &InvoiceDraft, settings: &SettingsVersion) -> Result<NewOrder> {
    let magazijn = magazijn_of(draft, settings)?;
    let lines = regels(draft)?.into_iter().map(|regel| line(regel, &magazijn));
    Ok(NewOrder {
        r#type: ORDER_TYPE,
        date: datum(draft),
        description: tekst(draft),
        status: ORDERS_ON_HOLD.then_some(HOLD),
        customer: customer(draft)?,
        note: filled(draft.memo.as_deref()),
        order_lines: lines.collect(),
        shipping: Some(NewOrderShipping { preferred_warehouse_id: magazijn }),
    })
}

/// Our reference stands in both fields when the customer has none: the list is filtered by `order`.
fn customer(draft: &InvoiceDraft) -> Result<NewOrderCustomer> {
    let ours = draft.referentie.as_str().to_owned();
    let theirs = filled(draft.klantreferentie.as_deref());
    let lengte = theirs.as_deref().map_or(0, |text| text.encode_utf16().count());
    if lengte > REFERENTIE_MAX {
        let message = Message::new("werkbon-referentie-te-lang");
        let message = message.with("lengte", lengte).with("max", REFERENTIE_MAX);
        return Err(unmappable("a reference that is too long", message));
    }
    let id = klantnummer(draft)?;
    Ok(NewOrderCustomer { id, order: theirs.unwrap_or_else(|| ours.clone()), ref_no: ours })
}

fn line(regel: Regel, magazijn: &str) -> NewOrderLine {
    NewOrderLine {
        inventory_id: regel.artikelnummer,
        quantity: regel.aantal,
        unit_of_measure: regel.eenheid.filter(|text| text.encode_utf16().count() <= EENHEID_MAX),
        description: regel.omschrijving,
        unit_price: regel.prijs,
        has_manual_price: regel.prijs.map(|_| true),
        discount_percent: regel.korting,
        has_manual_discount: regel.korting.filter(|_| DISCOUNTS_ARE_MANUAL).map(|_| true),
        warehouse_id: Some(magazijn.to_owned()),
    }
}
