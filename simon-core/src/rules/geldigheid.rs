//! Whether a customer or article with dates is active on a day, and what its dates still change
//! (B4). Days are those of the integration's time zone.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::domain::Geldigheid;
use crate::settings::SettingsVersion;

/// Whether a record is active today, and the dates that still change that. A record without dates
/// stays as it is; one with dates is otherwise active, so that they alone decide.
#[must_use]
pub fn on(
    today: NaiveDate,
    actief: bool,
    geldig: Option<Geldigheid>,
) -> (bool, Option<Geldigheid>) {
    let Some(Geldigheid { van, tot }) = geldig else { return (actief, None) };
    let never = van.zip(tot).is_some_and(|(van, tot)| tot < van);
    if never || tot.is_some_and(|tot| tot < today) {
        return (false, None);
    }
    match van.filter(|van| *van > today) {
        Some(van) => (false, Geldigheid::new(Some(van), tot)),
        None => (true, Geldigheid::new(None, tot)),
    }
}

/// The first day on which a record is another than it is [today](on); none when it stays as it is.
#[must_use]
pub fn next_change(geldig: Option<Geldigheid>) -> Option<NaiveDate> {
    let Geldigheid { van, tot } = geldig?;
    van.or_else(|| tot?.succ_opt())
}

/// Whether a record that is as it is [today](on) belongs in the store: active, or to be so.
#[must_use]
pub const fn lives(actief: bool, geldig: Option<Geldigheid>) -> bool {
    actief || geldig.is_some()
}

/// Settings with the articles that they name as those are today.
pub(crate) fn settings_on(
    today: NaiveDate,
    settings: &SettingsVersion,
) -> Cow<'_, SettingsVersion> {
    let mut settings = Cow::Borrowed(settings);
    let checked = settings.gecontroleerd.values().filter_map(|checked| checked.artikel.as_ref());
    if checked.into_iter().any(|artikel| artikel.geldig.is_some()) {
        let checked = settings.to_mut().gecontroleerd.values_mut();
        for artikel in checked.filter_map(|checked| checked.artikel.as_mut()) {
            (artikel.actief, artikel.geldig) = on(today, artikel.actief, artikel.geldig);
        }
    }
    settings
}
