//! The key against doubles that goes with a create.

use simon_core::domain::Referentie;

/// What begins the key of a create: keys are one space for all kinds of calls.
const CREATE: &str = "order-create";

/// The key of an attempt to create a werkbon's invoice. A repeated call of one attempt has the same; a
/// new attempt, after a look-up that found nothing, needs another, because a key may stay used although
/// no invoice came of it.
pub(crate) fn idempotency_key(referentie: &Referentie, attempt: u32) -> String {
    format!("{CREATE}-{referentie}-{attempt}")
}
