//! Which of a customer's addresses become work addresses (B10).

use crate::connector::RelatieRecord;
use crate::domain::Werkadres;

/// Tidies a customer's work addresses, in the vendor's order: one that leads nowhere is none, the same
/// place twice is one, and each hangs on this customer. The first that remains is the standard one.
pub fn tidy(record: &mut RelatieRecord) {
    let mut kept = Vec::with_capacity(record.werkadressen.len());
    for mut werkadres in std::mem::take(&mut record.werkadressen) {
        werkadres.relatie = Some(record.relatie.id.clone());
        let same =
            |other: &Werkadres| other.naam == werkadres.naam && other.adres == werkadres.adres;
        let known = kept.iter().any(same);
        if !werkadres.adres.is_leeg() && !known {
            kept.push(werkadres);
        }
    }
    record.werkadressen = kept;
}
