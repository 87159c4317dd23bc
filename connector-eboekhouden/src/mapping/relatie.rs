//! Customers.

use simon_core::connector::RelatieRecord;
use simon_core::domain::{Adres, Relatie, RelatieId, Werkadres, WerkadresId};
use simon_core::message::Message;

use super::{Mapped, filled, land, unreadable};
use crate::assumptions::MEMBERS_ARE_NO_CUSTOMERS;
use crate::rest::wire::Relation;
use crate::soap::Record;

/// What both interfaces tell of a customer.
struct Known<'a> {
    id: &'a str,
    code: &'a str,
    naam: &'a str,
    contact: &'a str,
    vestiging: [&'a str; 4],
    post: [&'a str; 4],
    telefoon: [&'a str; 2],
    email: &'a str,
    btw_nummer: &'a str,
}

/// A customer of `GetRelaties`, which does not tell who is inactive.
pub(crate) fn relatie_from_soap(record: &Record) -> Mapped<RelatieRecord> {
    let text = |name: &str| record.text(name);
    if record.cut_off {
        let named = ["Code", "ID"].map(text).into_iter().find(|text| !text.is_empty());
        return unreadable(named, "it is larger than 1 MiB");
    }
    if MEMBERS_ARE_NO_CUSTOMERS && text("LA") == "1" {
        return Mapped::Skip;
    }
    domain(Known {
        id: record.text("ID"),
        code: record.text("Code"),
        naam: record.text("Bedrijf"),
        contact: record.text("Contactpersoon"),
        vestiging: ["Adres", "Postcode", "Plaats", "Land"].map(|name| record.text(name)),
        post: ["Adres2", "Postcode2", "Plaats2", "Land2"].map(|name| record.text(name)),
        telefoon: ["Telefoon", "GSM"].map(|name| record.text(name)),
        email: record.text("Email"),
        btw_nummer: record.text("BTWNummer"),
    })
}

/// A customer of `GET /v1/relation/{id}`. With `inactive_too` an inactive one comes as such instead of
/// being left out (B4).
pub(crate) fn relatie_from_rest(relation: &Relation, inactive_too: bool) -> Mapped<RelatieRecord> {
    let inactive = relation.inactive.unwrap_or(false);
    let member = relation.is_club_or_association_member.unwrap_or(false);
    if (member && MEMBERS_ARE_NO_CUSTOMERS) || (inactive && !inactive_too) {
        return Mapped::Skip;
    }
    let text = Option::as_deref;
    let of = |value: &'_ Option<String>| -> String { text(value).unwrap_or_default().to_owned() };
    let vestiging =
        [&relation.address, &relation.postal_code, &relation.city, &relation.country].map(of);
    let post =
        [&relation.address2, &relation.postal_code2, &relation.city2, &relation.country2].map(of);
    let telefoon = [&relation.phone_number, &relation.mobile_phone_number].map(of);
    let mapped = domain(Known {
        id: &relation.id,
        code: text(&relation.code).unwrap_or_default(),
        naam: text(&relation.name).unwrap_or_default(),
        contact: text(&relation.contact).unwrap_or_default(),
        vestiging: vestiging.each_ref().map(String::as_str),
        post: post.each_ref().map(String::as_str),
        telefoon: telefoon.each_ref().map(String::as_str),
        email: text(&relation.email_address).unwrap_or_default(),
        btw_nummer: text(&relation.vat_number).unwrap_or_default(),
    });
    let Mapped::Keep(mut record) = mapped else { return mapped };
    record.relatie.actief = !inactive;
    record.relatie.betalingstermijn_dagen =
        text(&relation.term_of_payment).and_then(|dagen| dagen.parse().ok());
    Mapped::Keep(record)
}

/// The vestigingsadres becomes the customer address and the first work address; the postal address the
/// second, where it is filled and another one (B10).
fn domain(known: Known<'_>) -> Mapped<RelatieRecord> {
    let Ok(id) = RelatieId::new(known.id) else {
        return unreadable(filled(known.code).as_deref(), "it has no id");
    };
    let Some(naam) = filled(known.naam).or_else(|| filled(known.contact)) else {
        let record = filled(known.code).unwrap_or_else(|| id.to_string());
        return Mapped::reject(&record, Message::new("eboekhouden-klant-zonder-naam"));
    };
    let vestiging = adres(known.vestiging, known.contact);
    let post = adres(known.post, known.contact).filter(|post| Some(post) != vestiging.as_ref());
    let named = [("vestiging", &vestiging), ("post", &post)];
    let werkadressen =
        named.into_iter().filter_map(|(kind, adres)| werkadres(&id, kind, adres.as_ref()?));
    let werkadressen = werkadressen.collect();
    let mut relatie = Relatie::new(id, naam);
    known.code.trim().clone_into(&mut relatie.code);
    relatie.adres = vestiging;
    relatie.telefoon = known.telefoon.into_iter().find_map(filled);
    relatie.email = known.email.split([';', ',']).filter_map(filled).collect();
    relatie.btw_nummer = filled(known.btw_nummer);
    Mapped::Keep(RelatieRecord::new(relatie, werkadressen))
}

fn adres([straat, postcode, plaats, land]: [&str; 4], contact: &str) -> Option<Adres> {
    let mut adres = Adres::new(straat.trim(), postcode.trim(), plaats.trim());
    adres.land = land::code(land);
    contact.trim().clone_into(&mut adres.contactpersoon);
    Some(adres).filter(|adres| !adres.is_leeg())
}

/// Addresses are part of the customer and have no id of their own.
fn werkadres(relatie: &RelatieId, kind: &str, adres: &Adres) -> Option<Werkadres> {
    let id = WerkadresId::new(format!("{relatie}:{kind}")).ok()?;
    Some(Werkadres::new(id, relatie.clone(), adres.clone()))
}
