//! 'Controleer': one setting against SnelStart (E1).

use simon_core::connector::SettingCheck;
use simon_core::domain::BtwModus;
use simon_core::message::Message;
use simon_core::settings::{CheckOutcome, Checked, SettingKind, SettingValue};
use simon_core::{Error, ErrorKind, Result};

use crate::api::{Api, label};
use crate::listing::Rows;
use crate::mapping::{ArtikelMatch, Facts, Mapped, artikel_from_wire, guid, match_artikel};
use crate::settings::{ORDERTYPE, ORDERTYPE_WERKBON, SJABLOON};
use crate::wire;

/// Checks a setting; what needs no vendor was checked on its shape already.
pub(crate) async fn check(
    api: &Api,
    facts: Facts,
    check: &SettingCheck<'_>,
) -> Result<CheckOutcome> {
    match (check.spec.kind, check.value) {
        (SettingKind::Artikel, SettingValue::Tekst(code)) if !code.trim().is_empty() => {
            artikel(&api.artikelen_met_code(code).await?, facts, code.trim())
        }
        (SettingKind::Artikelgroepen, SettingValue::Lijst(namen)) if !namen.is_empty() => {
            Ok(artikelgroepen(&api.artikelomzetgroepen().await?.items, namen))
        }
        (_, SettingValue::Tekst(naam)) if check.spec.key == SJABLOON && !naam.trim().is_empty() => {
            Ok(sjabloon(&api.verkoopordersjablonen().await?.items, facts, naam.trim()))
        }
        (_, SettingValue::Tekst(choice)) if check.spec.key == ORDERTYPE => {
            Ok(ordertype(choice, facts))
        }
        _ => Ok(accepted(Checked::default())),
    }
}

fn accepted(checked: Checked) -> CheckOutcome {
    CheckOutcome::Accepted(Box::new(checked))
}

fn refused(code: &'static str, value: &str) -> CheckOutcome {
    CheckOutcome::Refused(Message::new(code).with("waarde", value))
}

fn artikel(rows: &Rows<wire::Artikel>, facts: Facts, code: &str) -> Result<CheckOutcome> {
    let one = match match_artikel(&rows.items, code) {
        ArtikelMatch::One(one) => one,
        ArtikelMatch::Unknown if rows.items.is_empty() => {
            return Ok(refused("snelstart-artikel-onbekend", code));
        }
        // Other articles came back: the filter was ignored and nothing is known about this one.
        ArtikelMatch::Unknown => {
            return Err(Error::new(ErrorKind::Incomplete, "the filter on the code was ignored")
                .with_label(label::ARTIKEL_CODE));
        }
        ArtikelMatch::Inactive => return Ok(refused("snelstart-artikel-inactief", code)),
        ArtikelMatch::Several => return Ok(refused("snelstart-artikel-meer", code)),
    };
    let Mapped::Keep(artikel) = artikel_from_wire(one.clone(), facts.btw, false) else {
        return Ok(refused("snelstart-artikel-onbruikbaar", code));
    };
    let mut checked = Checked::named(artikel.omschrijving.clone());
    checked.vendor_id = Some(artikel.id.as_str().to_owned());
    if artikel.verkoopprijs.is_none() {
        checked.waarschuwing = Some(Message::new("snelstart-artikel-zonder-prijs"));
    }
    checked.artikel = Some(artikel);
    Ok(accepted(checked))
}

/// Names are compared letter by letter (B7); every group of a name counts, because names need not be
/// unique.
fn artikelgroepen(groepen: &[wire::Omzetgroep], namen: &[String]) -> CheckOutcome {
    let with_name = |naam: &String| -> Vec<String> {
        let same = |groep: &&wire::Omzetgroep| groep.omschrijving.as_ref() == Some(naam);
        groepen.iter().filter(same).filter_map(|groep| guid(&groep.id)).collect()
    };
    let unknown: Vec<&str> =
        namen.iter().filter(|naam| with_name(naam).is_empty()).map(String::as_str).collect();
    if !unknown.is_empty() {
        return refused("snelstart-groep-onbekend", &unknown.join(", "));
    }
    let mut checked = Checked::named(namen.join(", "));
    checked.vendor_ids = namen.iter().flat_map(with_name).collect();
    accepted(checked)
}

fn sjabloon(sjablonen: &[wire::Sjabloon], facts: Facts, naam: &str) -> CheckOutcome {
    let mut hits: Vec<&wire::Sjabloon> = sjablonen
        .iter()
        .filter(|s| s.omschrijving.as_deref().is_some_and(|known| known.trim() == naam))
        .collect();
    let known = !hits.is_empty();
    hits.retain(|sjabloon| !sjabloon.nonactief.unwrap_or(false));
    let one = match hits.as_slice() {
        [one] => one,
        [] if known => return refused("snelstart-sjabloon-inactief", naam),
        [] => return refused("snelstart-sjabloon-onbekend", naam),
        _ => return refused("snelstart-sjabloon-meer", naam),
    };
    let mut checked = Checked::named(naam);
    checked.vendor_id = guid(&one.id);
    checked.waarschuwing = sjabloon_warning(one, facts);
    accepted(checked)
}

fn sjabloon_warning(sjabloon: &wire::Sjabloon, facts: Facts) -> Option<Message> {
    let exclusief = facts.btw == BtwModus::Exclusief;
    if sjabloon.prijs_ingave_exclusief_btw.is_some_and(|shown| shown != exclusief) {
        return Some(Message::new("snelstart-sjabloon-btw"));
    }
    let blocks = sjabloon.nieuwe_orders_blokkeren.unwrap_or(false);
    blocks.then(|| Message::new("snelstart-sjabloon-blokkeert"))
}

/// An order in the category 'werkbon' may take stock where a standard order does not.
fn ordertype(choice: &str, facts: Facts) -> CheckOutcome {
    let mut checked = Checked::named(choice);
    if choice == ORDERTYPE_WERKBON && facts.werkbon_takes_stock {
        checked.waarschuwing = Some(Message::new("snelstart-werkbon-voorraad"));
    }
    accepted(checked)
}
