//! The document on the customer card that holds a werkbon's PDFs (C19).

use chrono::NaiveDate;
use simon_core::domain::{Referentie, RelatieId};
use simon_core::settings::SettingsVersion;

use super::{date_literal, is_marker, marker};
use crate::assumptions::DOCUMENTSOORT_BEKEND;
use crate::settings::{DOCUMENTSOORT, PDF};
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

/// The kind of document that the user asked for, else the one that was found when the setting for PDFs
/// was checked.
pub(crate) fn documentsoort_of(settings: &SettingsVersion) -> i64 {
    let asked = Some(DOCUMENTSOORT).filter(|key| !settings.waarden.tekst(key).is_empty());
    let checked = |key: &str| settings.gecontroleerd.get(key)?.vendor_id.as_deref()?.parse().ok();
    asked.into_iter().chain([PDF]).find_map(checked).unwrap_or(DOCUMENTSOORT_BEKEND)
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
