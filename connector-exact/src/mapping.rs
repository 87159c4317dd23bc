//! Between Exact's records and the domain. Pure: no call, clock or chance.

mod administratie;
mod artikel;
mod deletion;
mod document;
mod draft;
mod invoice;
mod pdf;
mod relatie;

pub(crate) use administratie::{administratie_from_wire, generation};
pub(crate) use artikel::{artikel_from_wire, artikelgroep_from_wire};
pub(crate) use deletion::deletion_from_wire;
pub(crate) use document::{document_for, documentsoort_of, is_document_for};
pub(crate) use draft::draft_to_wire;
pub(crate) use invoice::{created_document, document_ref, found_document, is_invoice_for};
pub(crate) use pdf::{attachment_for, is_attachment_for};
pub(crate) use relatie::relatie_from_wire;
pub(crate) use simon_core::connector::Mapped;

use chrono::NaiveDate;
use simon_core::connector::Rejected;
use simon_core::domain::{Geldigheid, Referentie};
use simon_core::http::decode::{Unreadable, filled, text};

use crate::assumptions::WERKBON;

/// The description of an invoice and the subject of a document: how a werkbon is found back (C22).
pub(crate) fn marker(referentie: &Referentie) -> String {
    format!("{WERKBON} {referentie}")
}

/// Whether a text is the marker of a werkbon. Letter by letter: the server does not look at case.
pub(crate) fn is_marker(text: Option<&str>, referentie: &Referentie) -> bool {
    text.is_some_and(|text| text.trim() == marker(referentie))
}

/// A record that could not be read, named by the code or id that can be found in it.
pub(crate) fn unreadable(record: &Unreadable) -> Rejected {
    record.rejected(&["Code", "InvoiceNumber", "ID", "EntityKey"], "exact-onleesbaar")
}

/// The days on which an active record is active. Exact says nothing when one of them comes; the
/// engine looks every day (B4).
const fn geldig(
    active: bool,
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
) -> Option<Geldigheid> {
    if active { Geldigheid::new(start, end) } else { None }
}

/// A date as Exact takes it: a calendar day without a zone.
fn date_literal(day: NaiveDate) -> String {
    day.format("%Y-%m-%dT00:00:00").to_string()
}

#[cfg(test)]
mod tests;
