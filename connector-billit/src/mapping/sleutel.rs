//! The key against doubles that goes with a create.

use sha2::{Digest, Sha256};
use simon_core::domain::InvoiceDraft;

/// What begins the key of a create: keys are one space for all kinds of calls.
const CREATE: &str = "order-create";

/// The key of a werkbon's invoice in a round: two creates of one round cannot both be carried out, on
/// whatever days they come and whatever was synced in between.
///
/// A key may stay used although no invoice came of it. Then the look-ups find nothing and a person looks;
/// when he sends the werkbon anew, another round begins.
pub(crate) fn idempotency_key(draft: &InvoiceDraft) -> String {
    let hash = Sha256::digest(draft.referentie.as_str().as_bytes());
    let hash: String = hash.iter().take(16).map(|byte| format!("{byte:02x}")).collect();
    format!("{CREATE}-{hash}-{}", draft.ronde)
}
