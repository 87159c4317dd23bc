//! Which kind of document a werkbon becomes (C2).

use super::notes::Notes;
use super::{DraftInput, NotSent};
use crate::domain::DocumentSoort;
use crate::message::Message;

const DOCUMENT: &str = "document";

/// The vendor's first kind, unless the setting `document` names another of its kinds.
pub(super) fn soort(input: &DraftInput<'_>, notes: &Notes<'_>) -> Result<DocumentSoort, NotSent> {
    let wanted = input.settings.waarden.tekst(DOCUMENT);
    let mut kinds = input.documents.iter().copied();
    let found =
        if wanted.is_empty() { kinds.next() } else { kinds.find(|soort| naam(*soort) == wanted) };
    found.ok_or_else(|| {
        notes.refused(Message::new("werkbon-documentsoort-onbekend").with("soort", wanted))
    })
}

const fn naam(soort: DocumentSoort) -> &'static str {
    match soort {
        DocumentSoort::Factuur => "factuur",
        DocumentSoort::Conceptfactuur => "conceptfactuur",
        DocumentSoort::Verkooporder => "verkooporder",
        DocumentSoort::Klantfactuur => "klantfactuur",
    }
}
