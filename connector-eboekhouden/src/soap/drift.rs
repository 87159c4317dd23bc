//! Where records are not what this connector was written for (G5): elements that the mapping needs and
//! that are missing. An unknown VAT code is passed on as it is, and is no drift.

use simon_core::connector::{Drift, RecordDrift};

use super::answer::Record;

fn id_of(record: &Record, name: &str) -> Option<String> {
    Some(record.text(name)).filter(|id| !id.is_empty()).map(str::to_owned)
}

fn is_filled(record: &Record, name: &str) -> bool {
    !record.text(name).is_empty()
}

/// A customer of `GetRelaties`.
pub(super) fn of_relatie(record: &Record) -> Vec<Drift> {
    let mut drift = RecordDrift::new("Relaties", || id_of(record, "ID"));
    if !record.cut_off {
        drift.needs("ID", is_filled(record, "ID"));
        drift.needs("Code", is_filled(record, "Code"));
        let named = is_filled(record, "Bedrijf") || is_filled(record, "Contactpersoon");
        drift.needs("Bedrijf", named);
    }
    drift.found()
}

/// An article of `GetArtikelen`.
pub(super) fn of_artikel(record: &Record) -> Vec<Drift> {
    let mut drift = RecordDrift::new("Artikelen", || id_of(record, "ArtikelID"));
    if !record.cut_off {
        for name in ["ArtikelID", "ArtikelCode", "BTWCode", "TegenrekeningCode"] {
            drift.needs(name, is_filled(record, name));
        }
    }
    drift.found()
}
