//! Concept invoices that were made.

use rust_decimal::Decimal;
use simon_core::connector::{Created, FoundDocument};
use simon_core::domain::{DocumentRef, InvoiceDraft, Referentie, rond_af};
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::Message;
use simon_core::{Error, ErrorKind, Result, Retry};

use super::{Mapped, is_marker};
use crate::ID;
use crate::api::label;
use crate::assumptions::WERKBON;
use crate::wire::{NewInvoice, SalesInvoice};

/// Open, so that the office can still change it.
///
/// Source: field description of `SalesInvoice.Status`, 2025: 20 open, 50 processed.
const OPEN: i64 = 20;

/// A credit note, ordinary and direct. Who copies an invoice to credit it copies its description, too.
///
/// Source: field description of `SalesInvoice.Type`, 2025.
const CREDITS: &[i64] = &[8021, 8024];

/// An invoice as a document of the vendor; none when it has no id. It has no invoice number before it
/// is printed: until then users know it by its order number.
pub(crate) fn document_ref(invoice: &SalesInvoice) -> Option<DocumentRef> {
    let number = invoice.invoice_number.as_ref().or(invoice.order_number.as_ref());
    let number = number.filter(|number| number.as_str() != "0").cloned();
    Some(DocumentRef::new(invoice.key()?, number))
}

/// The created invoice and what the user should know of it.
///
/// # Errors
/// `CheckFirst` when the answer names no id: it was made, but nobody knows which it is.
pub(crate) fn created_document(
    draft: &InvoiceDraft,
    sent: &NewInvoice,
    answer: &SalesInvoice,
) -> Result<Created> {
    let Some(document) = document_ref(answer) else {
        return Err(Error::new(ErrorKind::Decode, "the created invoice has no id")
            .with_retry(Retry::CheckFirst)
            .with_connector(ID)
            .with_label(label::INVOICE_CREATE));
    };
    let mut created = Created::new(document);
    created.waarschuwingen = warnings_after_create(draft, sent, answer);
    Ok(created)
}

/// Whether an invoice is this werkbon's (C22).
pub(crate) fn is_invoice_for(invoice: &SalesInvoice, referentie: &Referentie) -> bool {
    !is_credit(invoice) && is_marker(invoice.description.as_deref(), referentie)
}

fn is_credit(invoice: &SalesInvoice) -> bool {
    invoice.r#type.is_some_and(|soort| CREDITS.contains(&soort))
}

/// An invoice with the reference in its description, if that begins like ours (G2).
pub(crate) fn found_document(invoice: &SalesInvoice, prefix: &str) -> Mapped<FoundDocument> {
    let Some(document) = document_ref(invoice).filter(|_| !is_credit(invoice)) else {
        return Mapped::Skip;
    };
    let description = invoice.description.as_deref().unwrap_or_default().trim();
    let referentie = description
        .strip_prefix(WERKBON)
        .map(str::trim_start)
        .filter(|referentie| referentie.starts_with(prefix));
    Mapped::Keep(FoundDocument::new(document, referentie.map(str::to_owned)))
}

/// What the user should know of a created invoice: that it cannot be changed any more, that it is for
/// nothing, that its total is not the sum of our lines, that a discount has to be looked at.
pub(crate) fn warnings_after_create(
    draft: &InvoiceDraft,
    sent: &NewInvoice,
    answer: &SalesInvoice,
) -> Vec<LogLine> {
    let line = |soort, message| {
        LogLine::new(soort, LogTabel::Werkbon, message).with_record(draft.werkbon.as_str())
    };
    let status = not_open(answer).map(|message| line(Soort::Fout, message));
    let money = zero(sent, answer).or_else(|| total(sent, answer));
    let discount = sent
        .sales_invoice_lines
        .iter()
        .any(|regel| regel.discount.is_some())
        .then(|| Message::new("exact-korting-controleren"));
    let looks = money.into_iter().chain(discount);
    status.into_iter().chain(looks.map(|message| line(Soort::Waarschuwing, message))).collect()
}

/// An answer without a status says nothing.
fn not_open(answer: &SalesInvoice) -> Option<Message> {
    let status = answer.status.filter(|status| *status != OPEN)?;
    let number = document_ref(answer).and_then(|document| document.nummer).unwrap_or_default();
    Some(Message::new("exact-factuur-niet-open").with("status", status).with("nummer", number))
}

fn zero(sent: &NewInvoice, answer: &SalesInvoice) -> Option<Message> {
    let empty = answer.amount_fc_excl_vat.is_some_and(|amount| amount.is_zero());
    // Lines that were sent with a price of nothing are meant so.
    let meant = sent.sales_invoice_lines.iter().all(|line| line.net_price == Some(Decimal::ZERO));
    (empty && !meant).then(|| Message::new("exact-factuur-nul"))
}

/// A total that differs from lines of which all prices are ours, by more than a cent a line.
fn total(sent: &NewInvoice, answer: &SalesInvoice) -> Option<Message> {
    let amount = answer.amount_fc_excl_vat?;
    let mut lines = sent.sales_invoice_lines.iter();
    let expected = lines.try_fold(Decimal::ZERO, |sum, line| {
        sum.checked_add(line.quantity.checked_mul(line.net_price?)?)
    })?;
    let tolerance = Decimal::new(i64::try_from(sent.sales_invoice_lines.len()).ok()?, 2);
    if amount.checked_sub(expected)?.abs() <= tolerance {
        return None;
    }
    let message = Message::new("exact-totaal-wijkt-af");
    Some(message.with("verwacht", rond_af(expected, 2)).with("totaal", rond_af(amount, 2)))
}
