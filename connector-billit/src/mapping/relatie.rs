//! Customers.

use simon_core::connector::RelatieRecord;
use simon_core::domain::{Adres, Relatie, RelatieId, Werkadres, WerkadresId};
use simon_core::message::Message;

use super::Mapped;
use crate::wire::{Party, PartyAddress};

const KLANT: &str = "Customer";
/// Source: field description of `AddressType`.
const FACTUURADRES: &str = "InvoiceAddress";

/// A customer with its invoice address as customer address and first work address (B10). Delivery
/// addresses are not taken over. Billit has no inactive customers.
pub(crate) fn relatie_from_wire(party: &Party) -> Mapped<RelatieRecord> {
    if !is_klant(party) {
        return Mapped::Skip;
    }
    let Ok(id) = RelatieId::new(party.party_id.to_string()) else { return Mapped::Skip };
    let code = party.nr.0.clone().unwrap_or_default();
    let Some(naam) = naam(party) else {
        let record = if code.is_empty() { id.as_str() } else { &code };
        return Mapped::reject(record, Message::new("billit-klant-zonder-naam"));
    };
    let mut klant = Relatie::new(id, naam);
    klant.code = code;
    klant.telefoon = party.phone.0.clone().or_else(|| party.mobile.0.clone());
    klant.email = emails(party.email.as_deref().unwrap_or_default());
    klant.btw_nummer = party.vat_number.0.clone();
    klant.betalingstermijn_dagen = termijn(party);
    klant.adres = adres(party);
    let werkadres = klant.adres.as_ref().and_then(|adres| werkadres(&klant.id, adres));
    Mapped::Keep(RelatieRecord::new(klant, werkadres.into_iter().collect()))
}

/// Whether a party can be a customer: the list is asked for customers, and a row that says otherwise is
/// none.
pub(crate) fn is_klant(party: &Party) -> bool {
    party.party_type.as_deref().is_none_or(|soort| soort == KLANT)
}

/// What an invoice needs of its customer and rows of the list may lack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Voorwaarden {
    /// The regime that the customer is invoiced under.
    pub(crate) regime: Option<String>,
    /// Payment term in days.
    pub(crate) betalingstermijn_dagen: Option<u16>,
}

/// Read from the customer itself, not from a row of the list.
pub(crate) fn voorwaarden_from_wire(party: &Party) -> Voorwaarden {
    Voorwaarden { regime: party.ventilation_code.0.clone(), betalingstermijn_dagen: termijn(party) }
}

/// Whether a row of the list says too little of a customer: then the customer itself is read.
pub(crate) fn needs_detail(party: &Party) -> bool {
    naam(party).is_none() || adres(party).is_none()
}

fn termijn(party: &Party) -> Option<u16> {
    u16::try_from((*party.default_expiry_offset)?).ok()
}

/// The first name that is filled in; of a person without one the contact.
fn naam(party: &Party) -> Option<String> {
    let names = [&party.name, &party.commercial_name, &party.display_name];
    let found = names.into_iter().find_map(|name| name.0.clone());
    found.or_else(|| contact(party))
}

fn contact(party: &Party) -> Option<String> {
    let parts = [&party.contact_first_name, &party.contact_last_name];
    let filled: Vec<&str> = parts.iter().filter_map(|part| part.as_deref()).collect();
    Some(filled.join(" ")).filter(|name| !name.is_empty()).or_else(|| party.contact.0.clone())
}

/// The invoice address, else the one that the record itself has.
fn adres(party: &Party) -> Option<Adres> {
    let is_invoice = |it: &&PartyAddress| it.address_type.as_deref() == Some(FACTUURADRES);
    let own = PartyAddress {
        address_type: party.party_type.clone(),
        tav: party.contact.clone(),
        street: party.street.clone(),
        street_number: party.street_number.clone(),
        r#box: party.r#box.clone(),
        zipcode: party.zipcode.clone(),
        city: party.city.clone(),
        country_code: party.country_code.clone(),
    };
    let invoice = party.addresses.iter().find(is_invoice);
    let candidates = invoice.into_iter().chain([&own]);
    candidates.map(adres_from_wire).find(|adres| !adres.is_leeg())
}

fn adres_from_wire(address: &PartyAddress) -> Adres {
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let mut adres = Adres::new(straat(address), text(&address.zipcode), text(&address.city));
    adres.contactpersoon = text(&address.tav);
    adres.land = text(&address.country_code).to_ascii_uppercase();
    adres
}

/// `Dorpsstraat 3 bus 2`. A street is no address without its name.
fn straat(address: &PartyAddress) -> String {
    let Some(street) = address.street.as_deref() else { return String::new() };
    let number = address.street_number.as_deref().map(str::to_owned);
    let bus = address.r#box.as_deref().map(|bus| format!("bus {bus}"));
    let parts: Vec<String> = [Some(street.to_owned()), number, bus].into_iter().flatten().collect();
    parts.join(" ")
}

/// The address is part of the customer and has no id of its own.
fn werkadres(relatie: &RelatieId, adres: &Adres) -> Option<Werkadres> {
    let id = WerkadresId::new([relatie.as_str(), ":factuuradres"].concat()).ok()?;
    Some(Werkadres::new(id, relatie.clone(), adres.clone()))
}

fn emails(text: &str) -> Vec<String> {
    let parts = text.split([';', ',']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
