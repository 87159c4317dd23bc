//! What 'Controleer' makes of e-Boekhouden's records (E1), for both interfaces. Pure: the calls are made
//! elsewhere.

use simon_core::domain::{Artikel, Artikelgroep};
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked};

use crate::rest::wire::InvoiceTemplate;

pub(crate) fn accepted(checked: Checked) -> CheckOutcome {
    CheckOutcome::Accepted(Box::new(checked))
}

fn refused(code: &'static str, value: &str) -> CheckOutcome {
    CheckOutcome::Refused(Message::new(code).with("waarde", value))
}

/// The article with a code, among those that the vendor has with it, inactive ones included. One that
/// differs in case only counts when none is equal.
pub(crate) fn artikel(artikelen: &[Artikel], code: &str) -> CheckOutcome {
    let code = code.trim();
    let with = |same: fn(&str, &str) -> bool| -> Vec<&Artikel> {
        artikelen.iter().filter(|artikel| same(&artikel.code, code)).collect()
    };
    let mut hits = with(|known, code| known == code);
    if hits.is_empty() {
        hits = with(|known, code| known.to_lowercase() == code.to_lowercase());
    }
    if hits.is_empty() {
        return refused("eboekhouden-artikel-onbekend", code);
    }
    hits.retain(|artikel| artikel.actief);
    match hits.as_slice() {
        [] => refused("eboekhouden-artikel-inactief", code),
        [one] => found(one, code),
        _ => refused("eboekhouden-artikel-meer", code),
    }
}

/// An invoice line needs a VAT code and a ledger account, which come from the article.
fn found(artikel: &Artikel, code: &str) -> CheckOutcome {
    if artikel.btw_code.is_none() {
        return refused("eboekhouden-artikel-zonder-btw", code);
    }
    if artikel.grootboek.is_none() {
        return refused("eboekhouden-artikel-zonder-grootboek", code);
    }
    let mut checked = Checked::named(&*artikel.omschrijving);
    checked.vendor_id = Some(artikel.id.as_str().to_owned());
    if artikel.verkoopprijs.is_none() {
        checked.waarschuwing =
            Some(Message::new("eboekhouden-artikel-zonder-prijs").with("waarde", code));
    }
    checked.artikel = Some(artikel.clone());
    accepted(checked)
}

/// The selected groups, by name or by code (B7). A listing that lacks groups without articles cannot
/// refuse one: then a group that is not found is accepted with a warning, under what the user wrote.
pub(crate) fn artikelgroepen(
    groepen: &[Artikelgroep],
    namen: &[String],
    all_groups_are_listed: bool,
) -> CheckOutcome {
    let ids_of = |naam: &str| -> Vec<String> {
        let same = |groep: &&Artikelgroep| groep.naam == naam || groep.id.as_str() == naam;
        groepen.iter().filter(same).map(|groep| groep.id.as_str().to_owned()).collect()
    };
    let unknown: Vec<&str> =
        namen.iter().map(|naam| naam.trim()).filter(|naam| ids_of(naam).is_empty()).collect();
    if all_groups_are_listed && !unknown.is_empty() {
        return refused("eboekhouden-groep-onbekend", &unknown.join(", "));
    }
    let mut checked = Checked::named(namen.join(", "));
    checked.vendor_ids = namen.iter().flat_map(|naam| ids_of(naam.trim())).collect();
    checked.vendor_ids.extend(unknown.iter().map(|&naam| naam.to_owned()));
    if !unknown.is_empty() {
        let message = Message::new("eboekhouden-groep-niet-gevonden");
        checked.waarschuwing = Some(message.with("waarde", unknown.join(", ")));
    }
    accepted(checked)
}

/// The template with a name (C14), letter by letter: the vendor does so, too. One that differs in case
/// only is named as a suggestion.
pub(crate) fn sjabloon(templates: &[InvoiceTemplate], naam: &str) -> CheckOutcome {
    let naam = naam.trim();
    let name = |template: &InvoiceTemplate| {
        template.name.as_deref().map(str::trim).unwrap_or_default().to_owned()
    };
    let Some(template) = templates.iter().find(|template| name(template) == naam) else {
        let near = templates.iter().find(|it| name(it).to_lowercase() == naam.to_lowercase());
        return near.map_or_else(
            || refused("eboekhouden-sjabloon-onbekend", naam),
            |near| {
                let message = Message::new("eboekhouden-sjabloon-hoofdletters");
                let message = message.with("waarde", naam).with("bedoeld", name(near));
                CheckOutcome::Refused(message)
            },
        );
    };
    if template.active == Some(false) {
        return refused("eboekhouden-sjabloon-inactief", naam);
    }
    let mut checked = Checked::named(naam);
    checked.vendor_id = Some(template.id.clone());
    accepted(checked)
}

/// SOAP cannot list templates: the first invoice shows whether there is one of this name (C14).
pub(crate) fn sjabloon_unchecked(naam: &str) -> CheckOutcome {
    let mut checked = Checked::named(naam.trim());
    checked.waarschuwing =
        Some(Message::new("eboekhouden-sjabloon-niet-te-controleren").with("waarde", naam.trim()));
    accepted(checked)
}

#[cfg(test)]
#[path = "checks_tests.rs"]
mod tests;
