//! The document on the customer card that holds a werkbon's PDFs (C19).

use chrono::NaiveDate;
use simon_core::domain::{Referentie, RelatieId};

use super::{date_literal, is_marker, marker};
use crate::values::guid;
use crate::wire::{Document, NewDocument};

/// The document of a werkbon; the customer is what puts it on the card.
pub(crate) fn document_for(
    referentie: &Referentie,
    klant: &RelatieId,
    datum: NaiveDate,
    soort: i64,
) -> NewDocument {
    NewDocument {
        subject: marker(referentie),
        r#type: soort,
        account: klant.as_str().to_owned(),
        document_date: date_literal(datum),
    }
}

/// Whether a document is this werkbon's, on this customer's card: the server filters by neither.
pub(crate) fn is_document_for(
    document: &Document,
    referentie: &Referentie,
    klant: &RelatieId,
) -> bool {
    is_marker(document.subject.as_deref(), referentie)
        && document.account.is_some()
        && document.account == guid(klant.as_str())
}
