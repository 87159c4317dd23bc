//! Articles and article groups.

use chrono::NaiveDate;
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked};

use super::{accepted, refused};
use crate::mapping::{Mapped, artikel_from_wire};
use crate::wire::{Item, ItemGroup};

/// The article with a code. One that differs in case only counts when none is equal: Exact itself does
/// not look at case. `hours` is whether quarters are booked on it.
pub(crate) fn artikel(items: &[Item], code: &str, hours: bool, today: NaiveDate) -> CheckOutcome {
    let code = code.trim();
    let with = |same: fn(&str, &str) -> bool| -> Vec<&Item> {
        let fits = |item: &&Item| item.code.as_deref().is_some_and(|known| same(known, code));
        items.iter().filter(fits).collect()
    };
    let mut hits = with(|known, code| known == code);
    if hits.is_empty() {
        hits = with(|known, code| known.to_lowercase() == code.to_lowercase());
    }
    if hits.is_empty() {
        return refused("exact-artikel-onbekend", code);
    }
    hits.retain(|item| is_in_time(item, today));
    if hits.is_empty() {
        return refused("exact-artikel-inactief", code);
    }
    hits.retain(|item| item.is_sales_item.unwrap_or(false));
    match hits.as_slice() {
        [] => refused("exact-artikel-geen-verkoop", code),
        [one] => found(one, code, hours),
        _ => refused("exact-artikel-meer", code),
    }
}

fn is_in_time(item: &Item, today: NaiveDate) -> bool {
    item.start_date.is_none_or(|start| start <= today)
        && item.end_date.is_none_or(|end| today <= end)
}

fn found(item: &Item, code: &str, hours: bool) -> CheckOutcome {
    let whole_only = item.is_fraction_allowed_item == Some(false);
    let Mapped::Keep(artikel) = artikel_from_wire(item.clone(), false) else {
        return refused("exact-artikel-onbruikbaar", code);
    };
    let mut checked = Checked::named(&*artikel.omschrijving);
    checked.vendor_id = Some(artikel.id.as_str().to_owned());
    if hours && whole_only {
        checked.waarschuwing = Some(Message::new("exact-artikel-ondeelbaar"));
    }
    checked.artikel = Some(artikel);
    accepted(checked)
}

/// Names are compared letter by letter (B7); every group of a name counts, because names need not be
/// unique.
pub(crate) fn artikelgroepen(groups: &[ItemGroup], namen: &[String]) -> CheckOutcome {
    let with_name = |naam: &String| -> Vec<String> {
        let same = |group: &&ItemGroup| group.description.as_ref() == Some(naam);
        groups.iter().filter(same).map(|group| group.id.clone()).collect()
    };
    let unknown: Vec<&str> =
        namen.iter().filter(|naam| with_name(naam).is_empty()).map(String::as_str).collect();
    if !unknown.is_empty() {
        return refused("exact-groep-onbekend", &unknown.join(", "));
    }
    let mut checked = Checked::named(namen.join(", "));
    checked.vendor_ids = namen.iter().flat_map(with_name).collect();
    accepted(checked)
}
