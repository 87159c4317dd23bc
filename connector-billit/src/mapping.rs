//! Between Billit's records and the domain. Pure: no call, clock or chance.

mod artikel;
mod bijlage;
mod draft;
mod factuur;
mod limits;
mod offerte;
mod relatie;
mod sleutel;

pub(crate) use artikel::{artikel_from_wire, reference_key};
pub(crate) use draft::draft_to_wire;
pub(crate) use factuur::{document_ref, found_document, is_factuur_for, warnings_after_create};
pub(crate) use limits::limits;
pub(crate) use offerte::{is_candidate, offerte_from_wire};
pub(crate) use relatie::{
    Voorwaarden, is_klant, needs_detail, relatie_from_wire, voorwaarden_from_wire,
};
pub(crate) use simon_core::connector::Mapped;
pub(crate) use sleutel::idempotency_key;

use simon_core::connector::Rejected;
use simon_core::message::Message;
use simon_core::{Error, ErrorKind};

use crate::ID;
use crate::wire::BadRow;

/// A record that could not be read, named by the code or id that can be found in it.
pub(crate) fn unreadable(row: &BadRow) -> Rejected {
    let message = Message::new("billit-onleesbaar")
        .with("record", row.record.as_deref().unwrap_or("?"))
        .with("detail", &row.detail);
    Rejected::new(row.record.clone(), message)
}

fn unmappable(detail: &str, message: Message) -> Error {
    Error::new(ErrorKind::Unmappable, detail).with_message(message).with_connector(ID)
}

#[cfg(test)]
mod tests;
