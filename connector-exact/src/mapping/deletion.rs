//! What was deleted.

use simon_core::connector::Deleted;
use simon_core::domain::{ArtikelId, RelatieId};

use super::Mapped;
use crate::wire;

/// Source: list of entity types in the vendor's own sync demo.
const ACCOUNT: i64 = 2;
const ITEM: i64 = 9;

/// A deleted customer or article; the log of deletions has all kinds of records.
pub(crate) fn deletion_from_wire(deletion: wire::Deletion) -> Mapped<Deleted> {
    let key = deletion.entity_key;
    let deleted = match deletion.entity_type {
        Some(ACCOUNT) => RelatieId::new(key).ok().map(Deleted::Relatie),
        Some(ITEM) => ArtikelId::new(key).ok().map(Deleted::Artikel),
        _ => None,
    };
    deleted.map_or(Mapped::Skip, Mapped::Keep)
}
