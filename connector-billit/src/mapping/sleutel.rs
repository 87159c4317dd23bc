//! The key against doubles that goes with a create.

use chrono::NaiveDate;
use sha2::{Digest, Sha256};
use simon_core::domain::Referentie;

/// What begins the key of a create: keys are one space for all kinds of calls.
const CREATE: &str = "order-create";

/// The key of a werkbon's invoice on a day (UTC): two creates of one day cannot both be carried out.
///
/// A key may stay used although no invoice came of it. Each create is preceded by the proof that there is
/// none yet, so that a key of the next day is safe, and heals that.
pub(crate) fn idempotency_key(referentie: &Referentie, day: NaiveDate) -> String {
    let hash = Sha256::digest(referentie.as_str().as_bytes());
    let hash: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{CREATE}-{hash}-{}", day.format("%Y%m%d"))
}
