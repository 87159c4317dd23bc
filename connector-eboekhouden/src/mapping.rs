//! Between e-Boekhouden's records and the domain. Pure: no call, clock or chance.

mod artikel;
mod draft;
mod factuur;
mod land;
mod relatie;

pub(crate) use artikel::{
    artikel_from_product, artikel_from_soap, groep_from_rest, groep_from_soap,
};
pub(crate) use draft::{discount_notes, draft_to_rest, draft_to_soap, limits};
pub(crate) use factuur::{
    factuur_from_soap, found_in_soap, found_invoice, is_factuur_for, is_invoice_for,
};
pub(crate) use relatie::{relatie_from_rest, relatie_from_soap};

pub(crate) use simon_core::connector::Mapped;

use simon_core::connector::Rejected;
use simon_core::message::Message;

/// A record that could not be read, named by its code or id where it has one.
pub(crate) fn unreadable<T>(record: Option<&str>, detail: &str) -> Mapped<T> {
    let message = Message::new("eboekhouden-onleesbaar")
        .with("record", record.unwrap_or("?"))
        .with("detail", detail);
    Mapped::Reject(Rejected::new(record.map(str::to_owned), message))
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim()).filter(|text| !text.is_empty()).map(str::to_owned)
}

#[cfg(test)]
mod tests;
