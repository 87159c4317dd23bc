//! Customers.

use simon_core::connector::RelatieRecord;
use simon_core::domain::{Adres, Relatie, RelatieId, Werkadres, WerkadresId};
use simon_core::message::Message;

use super::Mapped;
use crate::wire::{Address, Contact, Customer};

/// The status of a customer that nothing can be sold to. `Active` and `OneTime` can; so can `OnHold` and
/// `CreditHold`, though an order for them may be refused. One that is not known is no reason to remove
/// a customer.
///
/// Source: the vendor's OpenAPI, `CustomerDto.status`.
const INACTIVE: &str = "Inactive";

/// A customer with its general address as customer address and first work address; the invoice and the
/// delivery address where they are filled and other ones (B10).
///
/// With `inactive_too` an inactive one comes as such instead of being left out (B4).
pub(crate) fn relatie_from_wire(customer: &Customer, inactive_too: bool) -> Mapped<RelatieRecord> {
    let active = customer.status.as_deref() != Some(INACTIVE);
    if !(active || inactive_too) {
        return Mapped::Skip;
    }
    let Ok(id) = RelatieId::new(customer.internal_id.as_str()) else { return Mapped::Skip };
    let code = customer.number.clone().unwrap_or_default();
    let naam = match &customer.name {
        Some(naam) => naam.clone(),
        None if active => {
            let record = if code.is_empty() { id.as_str() } else { &code };
            return Mapped::reject(record, Message::new("visma-klant-zonder-naam"));
        }
        None => code.clone(),
    };
    if code.is_empty() && active {
        return Mapped::reject(id.as_str(), Message::new("visma-klant-zonder-nummer"));
    }
    let mut klant = Relatie::new(id, naam);
    klant.code = code;
    klant.actief = active;
    klant.btw_nummer.clone_from(&customer.vat_registration_id);
    if let Some(contact) = &customer.main_contact {
        klant.telefoon = contact.phone1.clone().or_else(|| contact.phone2.clone());
        klant.email = emails(contact.email.as_deref().unwrap_or_default());
    }
    let general = (customer.main_address.as_ref(), customer.main_contact.as_ref());
    klant.adres = filled(general).map(|(_, adres)| adres);
    let werkadressen = werkadressen(customer, &klant.id);
    Mapped::Keep(RelatieRecord::new(klant, werkadressen))
}

type Place<'a> = (Option<&'a Address>, Option<&'a Contact>);

/// The addresses that are filled, each place once: an address that was never told apart has the id of
/// the one before, and one that was typed over has its text.
fn werkadressen(customer: &Customer, relatie: &RelatieId) -> Vec<Werkadres> {
    let places: [(&str, Place<'_>); 3] = [
        ("algemeen", (customer.main_address.as_ref(), customer.main_contact.as_ref())),
        ("factuur", (customer.invoice_address.as_ref(), customer.invoice_contact.as_ref())),
        ("levering", (customer.delivery_address.as_ref(), customer.delivery_contact.as_ref())),
    ];
    let mut ids: Vec<&str> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let mut found = Vec::new();
    for (kind, place) in places {
        let Some((address_id, adres)) = filled(place) else { continue };
        let text = normalised(&adres);
        if address_id.is_some_and(|id| ids.contains(&id)) || texts.contains(&text) {
            continue;
        }
        ids.extend(address_id);
        texts.push(text);
        if let Ok(id) = WerkadresId::new(format!("{relatie}:{kind}")) {
            found.push(Werkadres::new(id, relatie.clone(), adres));
        }
    }
    found
}

/// An address that leads somewhere, with the vendor's id of it. 0 is no id.
fn filled<'a>((address, contact): Place<'a>) -> Option<(Option<&'a str>, Adres)> {
    let address = address?;
    let lines = [&address.address_line1, &address.address_line2, &address.address_line3];
    let straat: Vec<&str> = lines.into_iter().flatten().map(String::as_str).collect();
    let of = |text: &Option<String>| text.clone().unwrap_or_default();
    let mut adres = Adres::new(straat.join(", "), of(&address.postal_code), of(&address.city));
    adres.land = of(&address.country).to_ascii_uppercase();
    adres.contactpersoon = contact.and_then(|it| it.attention.clone()).unwrap_or_default();
    let id = address.address_id.as_deref().filter(|id| *id != "0");
    Some((id, adres)).filter(|(_, adres)| !adres.is_leeg())
}

/// What two spellings of one address have in common.
fn normalised(adres: &Adres) -> String {
    let parts = [&adres.straat, &adres.postcode, &adres.plaats];
    let letters = |text: &&String| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    parts.iter().map(letters).collect::<Vec<_>>().join("|")
}

fn emails(text: &str) -> Vec<String> {
    let parts = text.split([';', ',']).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
