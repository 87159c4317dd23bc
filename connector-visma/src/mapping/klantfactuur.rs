//! The draft as a customer invoice.

use simon_core::Result;
use simon_core::domain::InvoiceDraft;

use super::draft::{Regel, datum, filled, klantnummer, regels, tekst};
use crate::assumptions::{DISCOUNTS_ARE_MANUAL, INVOICES_ON_HOLD};
use crate::wire::{NewInvoice, NewInvoiceLine, Value};

/// What is done with a line. Every client sends it on every line.
///
/// Source: the vendor's OpenAPI, `CustomerInvoiceLinesUpdateDto.operation`.
const INSERT: &str = "Insert";

/// The customer invoice that a draft becomes (C2). VAT and accounts are the vendor's; a warehouse there
/// is none.
///
/// # Errors
/// `Unmappable` when the customer has no number, and for lines that no interface takes.
pub(crate) fn draft_to_invoice(draft: &InvoiceDraft) -> Result<NewInvoice> {
    Ok(NewInvoice {
        customer_number: Value(klantnummer(draft)?),
        document_date: Value(datum(draft)),
        hold: INVOICES_ON_HOLD.then_some(Value(true)),
        invoice_text: Value(tekst(draft)),
        customer_ref_number: filled(draft.klantreferentie.as_deref()).map(Value),
        external_reference: Value(draft.referentie.as_str().to_owned()),
        note: filled(draft.memo.as_deref()).map(Value),
        invoice_lines: regels(draft)?.into_iter().map(line).collect(),
    })
}

fn line(regel: Regel) -> NewInvoiceLine {
    NewInvoiceLine {
        operation: INSERT,
        inventory_number: Value(regel.artikelnummer),
        quantity: regel.aantal.into(),
        uom: regel.eenheid.map(Value),
        unit_price_in_currency: regel.prijs.map(Value::from),
        description: regel.omschrijving.map(Value),
        manual_discount: regel.korting.filter(|_| DISCOUNTS_ARE_MANUAL).map(|_| Value(true)),
        discount_percent: regel.korting.map(Value::from),
    }
}
