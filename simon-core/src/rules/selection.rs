//! Which articles are kept: those of the selected groups that are active or will be (B7).

use super::geldigheid;
use crate::domain::{Artikel, ArtikelgroepId};
use crate::settings::{ARTIKELGROEPEN, SettingsVersion};

/// Whether Simon takes an article over, as it is [today](geldigheid::on). The groups are those that the check of the setting found for
/// the selected names, by id, so that a group that is renamed later stays selected; an empty
/// selection keeps all.
#[must_use]
pub fn keeps(artikel: &Artikel, settings: &SettingsVersion) -> bool {
    let lives = geldigheid::lives(artikel.actief, artikel.geldig);
    if settings.waarden.lijst(ARTIKELGROEPEN.key).is_empty() {
        return lives;
    }
    lives && artikel.groep.as_ref().is_some_and(|groep| names_group(groep, settings))
}

/// Whether the settings name this group.
#[must_use]
pub fn names_group(groep: &ArtikelgroepId, settings: &SettingsVersion) -> bool {
    let checked = settings.gecontroleerd.get(ARTIKELGROEPEN.key);
    checked.is_some_and(|checked| checked.vendor_ids.iter().any(|id| id == groep.as_str()))
}
