//! Which articles are kept: those of the selected groups (B7).

use crate::domain::{Artikel, Artikelgroep};

/// Whether an article belongs to one of the selected group names, compared letter by letter; an
/// empty selection keeps all. Several groups of one name all count.
#[must_use]
pub fn keeps(artikel: &Artikel, selected: &[String], groups: &[Artikelgroep]) -> bool {
    selected.is_empty()
        || artikel.groep.as_ref().is_some_and(|id| {
            groups.iter().any(|groep| groep.id == *id && selected.contains(&groep.naam))
        })
}
