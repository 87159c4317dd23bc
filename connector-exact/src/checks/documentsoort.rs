//! Which kind of document the PDFs become.

use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked};

use super::{accepted, refused};
use crate::assumptions::{DIVERSEN, DOCUMENTSOORT_BEKEND, DOCUMENTSOORT_DIVERSEN};
use crate::wire::DocumentType;

/// The type that the user asks for, by number or name; without a wish a neutral one of the
/// administration's list, and else the one that is known to work. Its number is the `vendor_id`.
pub(crate) fn documentsoort(types: &[DocumentType], wish: &str) -> CheckOutcome {
    let wish = wish.trim();
    let found = if wish.is_empty() { neutral(types) } else { wished(types, wish) };
    match found {
        Some(found) if is_creatable(found) => accepted(named(found.id, &name(found))),
        Some(_) => refused("exact-documentsoort-vast", wish),
        None if wish.is_empty() => {
            let mut checked = named(Some(DOCUMENTSOORT_BEKEND), "");
            checked.waarschuwing = Some(Message::new("exact-documentsoort-verkoopfactuur"));
            accepted(checked)
        }
        None => refused("exact-documentsoort-onbekend", wish),
    }
}

fn neutral(types: &[DocumentType]) -> Option<&DocumentType> {
    let creatable = || types.iter().filter(|it| it.id.is_some() && is_creatable(it));
    let is_neutral = |it: &&DocumentType| {
        let name = name(it).to_lowercase();
        DIVERSEN.iter().any(|word| name.contains(word))
    };
    creatable()
        .find(|it| it.id == Some(DOCUMENTSOORT_DIVERSEN))
        .or_else(|| creatable().find(is_neutral))
}

fn wished<'a>(types: &'a [DocumentType], wish: &str) -> Option<&'a DocumentType> {
    let number: Option<i64> = wish.parse().ok();
    let by_number = |it: &&DocumentType| number.is_some() && it.id == number;
    let by_name = |it: &&DocumentType| it.id.is_some() && name(it).eq_ignore_ascii_case(wish);
    types.iter().find(by_number).or_else(|| types.iter().find(by_name))
}

/// Where Exact does not tell, it is tried.
fn is_creatable(document_type: &DocumentType) -> bool {
    document_type.document_is_creatable.unwrap_or(true)
}

fn name(document_type: &DocumentType) -> String {
    document_type.description.as_deref().unwrap_or_default().trim().to_owned()
}

fn named(id: Option<i64>, name: &str) -> Checked {
    let id = id.map(|id| id.to_string()).unwrap_or_default();
    let mut checked = Checked::named(if name.is_empty() { id.as_str() } else { name });
    checked.vendor_id = Some(id);
    checked
}
