//! From which warehouse a sales order is delivered (C18).

use simon_core::Result;
use simon_core::domain::InvoiceDraft;
use simon_core::message::Message;
use simon_core::settings::{SettingValue, SettingsVersion};

use super::draft::unmappable;
use crate::settings::{MAGAZIJN, MAGAZIJN_PER_GEBRUIKER, MAGAZIJNEN};

/// The warehouse of the werkbon's user, where the settings have them per user; else, and for a user that
/// they do not name, the default one. As the vendor spells it.
///
/// # Errors
/// `Unmappable` when there is neither.
pub(crate) fn magazijn_of(draft: &InvoiceDraft, settings: &SettingsVersion) -> Result<String> {
    let gebruiker = draft.gebruiker.as_deref().map(str::trim).unwrap_or_default();
    let per_user = settings.waarden.ja(MAGAZIJN_PER_GEBRUIKER);
    if let Some(own) = per_user.then(|| of_user(settings, gebruiker)).flatten() {
        return Ok(spelled(settings, own));
    }
    match default(settings) {
        "" if per_user => {
            let message = Message::new("visma-magazijn-gebruiker").with("gebruiker", gebruiker);
            Err(unmappable("no warehouse for the user, and no default", message))
        }
        "" => Err(unmappable("no warehouse", Message::new("visma-magazijn-leeg"))),
        magazijn => Ok(magazijn.to_owned()),
    }
}

/// The default one as it was when checked.
fn default(settings: &SettingsVersion) -> &str {
    let checked = settings.gecontroleerd.get(MAGAZIJN).and_then(|it| it.vendor_id.as_deref());
    let given = settings.waarden.tekst(MAGAZIJN);
    if given.is_empty() { "" } else { checked.unwrap_or(given) }
}

/// A name that differs in case only counts when none is equal.
fn of_user<'a>(settings: &'a SettingsVersion, gebruiker: &str) -> Option<&'a str> {
    let Some(SettingValue::Tabel(table)) = settings.waarden.get(MAGAZIJNEN) else { return None };
    let find = |same: fn(&str, &str) -> bool| {
        let mut rows = table.iter().filter(|(_, magazijn)| !magazijn.trim().is_empty());
        rows.find(|(naam, _)| same(naam.trim(), gebruiker)).map(|(_, magazijn)| magazijn.trim())
    };
    if gebruiker.is_empty() {
        return None;
    }
    find(|one, other| one == other)
        .or_else(|| find(|one, other| one.to_lowercase() == other.to_lowercase()))
}

/// As the vendor spells it, which the check of the table found out.
fn spelled(settings: &SettingsVersion, magazijn: &str) -> String {
    let checked = settings.gecontroleerd.get(MAGAZIJNEN).map_or(&[][..], |it| &it.vendor_ids);
    let same = |known: &&String| known.to_lowercase() == magazijn.to_lowercase();
    checked.iter().find(same).map_or_else(|| magazijn.to_owned(), String::clone)
}
