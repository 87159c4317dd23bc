//! Which articles are kept: active ones of the selected groups (B7).

use crate::domain::Artikel;
use crate::settings::{ARTIKELGROEPEN, SettingsVersion};

/// Whether Simon takes an article over. The groups are those that the check of the setting found for
/// the selected names, by id, so that a group that is renamed later stays selected; an empty
/// selection keeps all.
#[must_use]
pub fn keeps(artikel: &Artikel, settings: &SettingsVersion) -> bool {
    if settings.waarden.lijst(ARTIKELGROEPEN.key).is_empty() {
        return artikel.actief;
    }
    let checked = settings.gecontroleerd.get(ARTIKELGROEPEN.key);
    let groups = checked.map_or(&[][..], |checked| checked.vendor_ids.as_slice());
    let of_group = |id: &String| artikel.groep.as_ref().is_some_and(|groep| groep.as_str() == id);
    artikel.actief && groups.iter().any(of_group)
}
