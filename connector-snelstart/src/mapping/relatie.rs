//! Customers.

use std::collections::BTreeSet;

use simon_core::connector::RelatieRecord;
use simon_core::domain::{Adres, Relatie, RelatieId, Werkadres, WerkadresId};
use simon_core::message::Message;

use super::{Landen, Mapped, filled, guid, guid_of, owned_guid, text, without_id};
use crate::wire;

/// A customer with its vestigingsadres as customer address and first work address (B10).
///
/// Our filters are applied again here, because SnelStart ignores some silently: suppliers, the own
/// company and the two built-in relations (negative codes) are left out, inactive ones too unless
/// `inactive_too`.
pub(crate) fn relatie_from_wire(
    relatie: wire::Relatie,
    landen: &Landen,
    inactive_too: bool,
) -> Mapped<RelatieRecord> {
    let active = !relatie.nonactief.unwrap_or(false);
    let built_in = relatie.relatiecode.as_ref().is_some_and(|code| code.trim().starts_with('-'));
    if !is(&relatie, "Klant") || is(&relatie, "Eigen") || built_in || !(active || inactive_too) {
        return Mapped::Skip;
    }
    let code = text(relatie.relatiecode);
    let Some(id) = owned_guid(relatie.id).and_then(|id| RelatieId::new(id).ok()) else {
        return without_id(Some(code));
    };
    let Some(naam) = filled(relatie.naam) else {
        return Mapped::reject(&code, Message::new("snelstart-klant-zonder-naam"));
    };
    let adres = relatie.vestigings_adres.map(|adres| adres_from_wire(adres, landen));
    let adres = adres.filter(|adres| !adres.is_leeg());
    let mut klant = Relatie::new(id, naam);
    klant.code = code;
    klant.telefoon = filled(relatie.telefoon).or_else(|| filled(relatie.mobiele_telefoon));
    klant.email = emails(&text(relatie.email));
    klant.btw_nummer = filled(relatie.btw_nummer);
    klant.betalingstermijn_dagen = text(relatie.krediettermijn).parse().ok();
    klant.actief = active;
    let werkadressen = adres.iter().filter_map(|adres| werkadres(&klant.id, adres)).collect();
    klant.adres = adres;
    Mapped::Keep(RelatieRecord::new(klant, werkadressen))
}

/// The ids of the countries that customers' addresses name.
pub(crate) fn lands_of(relaties: &[wire::Relatie]) -> BTreeSet<String> {
    let adressen = relaties.iter().filter_map(|relatie| relatie.vestigings_adres.as_ref());
    let landen = adressen.filter_map(|adres| adres.land.as_ref()?.id.as_deref());
    let named: BTreeSet<&str> = landen.collect();
    named.into_iter().filter_map(guid).collect()
}

fn is(relatie: &wire::Relatie, soort: &str) -> bool {
    relatie.relatiesoort.iter().flatten().any(|known| known == soort)
}

fn adres_from_wire(adres: wire::Adres, landen: &Landen) -> Adres {
    let land = guid_of(adres.land).and_then(|id| landen.get(&id).cloned());
    let mut domain = Adres::new(text(adres.straat), text(adres.postcode), text(adres.plaats));
    domain.contactpersoon = text(adres.contactpersoon);
    domain.land = land.unwrap_or_default();
    domain
}

/// SnelStart's addresses have no id of their own; there is one per customer.
fn werkadres(relatie: &RelatieId, adres: &Adres) -> Option<Werkadres> {
    let id = WerkadresId::new([relatie.as_str(), ":vestiging"].concat()).ok()?;
    Some(Werkadres::new(id, relatie.clone(), adres.clone()))
}

fn emails(text: &str) -> Vec<String> {
    let parts = text.split(';').map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
