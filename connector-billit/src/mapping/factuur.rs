//! Invoices that were made.

use rust_decimal::Decimal;
use simon_core::connector::FoundDocument;
use simon_core::domain::{DocumentRef, InvoiceDraft, Referentie, rond_af};
use simon_core::log::{LogLine, LogTabel, Soort};
use simon_core::message::Message;
use simon_core::settings::SettingsVersion;

use super::Mapped;
use super::draft::concept;
use crate::assumptions::CONCEPT;
use crate::wire::{NewLine, NewOrder, Order};

/// An invoice as a document of the vendor. A draft has no number.
pub(crate) fn document_ref(order: &Order) -> DocumentRef {
    DocumentRef::new(order.order_id.to_string(), order.order_number.0.clone())
}

/// Whether an order can be a sales invoice: not the credit note that took over its reference, and no
/// purchase, which comes when a filter is ignored. What a row of the list does not tell speaks for it.
fn is_factuur(order: &Order) -> bool {
    let fits = |value: Option<&str>, wanted: &str| value.is_none_or(|value| value == wanted);
    fits(order.order_type.as_deref(), "Invoice") && fits(order.order_direction.as_deref(), "Income")
}

/// Whether an order is this werkbon's invoice (C22); none when the row does not tell, so that the order
/// itself has to be read.
pub(crate) fn is_factuur_for(order: &Order, referentie: &Referentie) -> Option<bool> {
    if !is_factuur(order) {
        return Some(false);
    }
    let carried = order.external_provider_id.as_deref()?;
    Some(carried == referentie.as_str())
}

/// An invoice with the reference that it carries, if that begins like ours (G2).
pub(crate) fn found_document(order: &Order, prefix: &str) -> Mapped<FoundDocument> {
    if !is_factuur(order) {
        return Mapped::Skip;
    }
    let referentie = order.external_provider_id.0.clone();
    let ours = referentie.filter(|referentie| referentie.starts_with(prefix));
    Mapped::Keep(FoundDocument::new(document_ref(order), ours))
}

/// What the user should know of a created invoice, from reading it back once: that it is final although
/// a draft was asked for, that a PDF is missing, that its total is not the sum of our lines.
pub(crate) fn warnings_after_create(
    draft: &InvoiceDraft,
    settings: &SettingsVersion,
    sent: &NewOrder,
    answer: &Order,
) -> Vec<LogLine> {
    let found = [definitief(settings, answer), pdf_missing(sent, answer), total(sent, answer)];
    let line = |message| {
        LogLine::new(Soort::Waarschuwing, LogTabel::Werkbon, message)
            .with_record(draft.werkbon.as_str())
    };
    found.into_iter().flatten().map(line).collect()
}

/// An answer without a status says nothing.
fn definitief(settings: &SettingsVersion, answer: &Order) -> Option<Message> {
    let status = answer.order_status.as_deref()?;
    if !concept(settings) || status == CONCEPT {
        return None;
    }
    let number = answer.order_number.0.clone().unwrap_or_else(|| answer.order_id.to_string());
    Some(Message::new("billit-factuur-definitief").with("nummer", number).with("status", status))
}

/// Billit adds a file of its own; ours are known by their names.
fn pdf_missing(sent: &NewOrder, answer: &Order) -> Option<Message> {
    let there =
        |name: &str| answer.attachments.iter().any(|file| file.file_name.as_deref() == Some(name));
    let missing: Vec<&str> = sent
        .attachments
        .iter()
        .map(|file| file.file_name.as_str())
        .filter(|name| !there(name))
        .collect();
    (!missing.is_empty())
        .then(|| Message::new("billit-pdf-ontbreekt").with("namen", missing.join(", ")))
}

/// A total without VAT that differs by more than a cent a line.
fn total(sent: &NewOrder, answer: &Order) -> Option<Message> {
    let amount = (*answer.total_excl)?;
    let amounts = sent.order_lines.iter().filter(|line| line.quantity.is_some()).map(line_total);
    let expected =
        amounts.into_iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount?))?;
    let tolerance = Decimal::new(i64::try_from(sent.order_lines.len()).ok()?, 2);
    if amount.checked_sub(expected)?.abs() <= tolerance {
        return None;
    }
    let message = Message::new("billit-totaal-wijkt-af");
    Some(message.with("verwacht", rond_af(expected, 2)).with("totaal", rond_af(amount, 2)))
}

fn line_total(line: &NewLine) -> Option<Decimal> {
    let gross = line.quantity?.checked_mul(line.unit_price_excl?)?;
    let kept = Decimal::ONE_HUNDRED.checked_sub(line.reduction_percentage.unwrap_or_default())?;
    gross.checked_mul(kept)?.checked_div(Decimal::ONE_HUNDRED)
}
