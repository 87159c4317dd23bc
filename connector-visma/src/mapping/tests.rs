//! Records of the fixtures as the domain has them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod creating;
mod documents;
mod orders;
mod rules;
mod stamps;

use proptest::prelude::*;
use serde::de::DeserializeOwned;
use simon_core::connector::RelatieRecord;
use simon_core::domain::Artikel;
use simon_core::http::{Effect, decode};

use super::*;
use crate::canned::answer;
use crate::wire::{Customer, Item};

/// The rows that can be read.
pub(super) fn rows<T: DeserializeOwned>(fixture: &str) -> Vec<T> {
    decode::list(&answer(Effect::Read, fixture).unwrap()).unwrap().0
}

pub(super) fn kept<T>(mapped: Mapped<T>) -> Option<T> {
    if let Mapped::Keep(record) = mapped { Some(record) } else { None }
}

fn customers() -> Vec<Customer> {
    rows(include_str!("../../tests/fixtures/customers.json"))
}

fn relaties(inactive_too: bool) -> Vec<RelatieRecord> {
    customers().iter().filter_map(|row| kept(relatie_from_wire(row, inactive_too))).collect()
}

fn artikelen(inactive_too: bool) -> Vec<Artikel> {
    let items: Vec<Item> = rows(include_str!("../../tests/fixtures/inventory.json"));
    items.iter().filter_map(|row| kept(artikel_from_wire(row, inactive_too))).collect()
}

fn places(record: &RelatieRecord) -> Vec<(String, String)> {
    let of = |adres: &simon_core::domain::Werkadres| {
        (adres.id.as_str().to_owned(), adres.adres.to_string())
    };
    record.werkadressen.iter().map(of).collect()
}

fn pair(one: &str, other: &str) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

#[test]
fn a_customer_has_its_general_invoice_and_delivery_address_as_work_addresses_b10() {
    let relaties = relaties(false);
    let record = &relaties[0];
    let relatie = &record.relatie;
    assert_eq!(relatie.id.as_str(), "4011", "not the number, which can change");
    assert_eq!((&*relatie.code, &*relatie.naam), ("10000", "Bakkerij De Vries"));
    assert_eq!(relatie.email, ["info@example.nl", "factuur@example.nl"]);
    assert_eq!(relatie.telefoon.as_deref(), Some("0318 000000"));
    assert_eq!(relatie.btw_nummer.as_deref(), Some("NL000000000B01"));
    let adres = relatie.adres.as_ref().unwrap();
    assert_eq!(adres.to_string(), "Dorpsstraat 1, Unit 4, 6711 AB Ede");
    assert_eq!((adres.land.as_str(), adres.contactpersoon.as_str()), ("NL", "P. Jansen"));
    assert_eq!(
        places(record),
        [
            pair("4011:algemeen", "Dorpsstraat 1, Unit 4, 6711 AB Ede"),
            pair("4011:factuur", "Postbus 12, 6710 AA Ede"),
            pair("4011:levering", "Industrieweg 7, 6718 XX Ede"),
        ]
    );
    assert_eq!(&record.werkadressen[0].adres, adres);
    assert!(record.werkadressen.iter().all(|it| it.relatie.as_ref() == Some(&relatie.id)));
}

#[test]
fn an_address_comes_once_by_its_id_and_by_its_text_b10() {
    let relaties = relaties(false);
    assert_eq!(places(&relaties[1]), [pair("4012:algemeen", "Raadhuisplein 2, 1234 AB Voorbeeld")]);
    // An empty general address is none, and 0 is no id: both others stay.
    assert_eq!(relaties[2].relatie.adres, None);
    assert_eq!(
        places(&relaties[2]),
        [pair("4014:factuur", "Haven 3, Urk"), pair("4014:levering", "Kade 9, Urk")]
    );
}

#[test]
fn only_inactive_is_inactive_and_changes_bring_it_as_such_b4() {
    let codes = |inactive_too| -> Vec<(String, bool)> {
        let relaties = relaties(inactive_too).into_iter();
        relaties.map(|record| (record.relatie.code, record.relatie.actief)).collect()
    };
    let known = |code: &str, active| (code.to_owned(), active);
    assert_eq!(codes(false), [known("10000", true), known("10001", true), known("10003", true)]);
    let changes =
        [known("10000", true), known("10001", true), known("0007", false), known("10003", true)];
    assert_eq!(codes(true), changes);
}

#[test]
fn a_customer_without_what_a_document_needs_is_skipped_and_named_b13() {
    let rejected: Vec<(Option<String>, String)> = customers()
        .iter()
        .filter_map(|row| match relatie_from_wire(row, false) {
            Mapped::Reject(it) => Some((it.record, it.message.code().to_owned())),
            _ => None,
        })
        .collect();
    assert_eq!(
        rejected,
        [
            (Some("4015".to_owned()), "visma-klant-zonder-nummer".to_owned()),
            (Some("10005".to_owned()), "visma-klant-zonder-naam".to_owned()),
        ]
    );
    let read = answer(Effect::Read, include_str!("../../tests/fixtures/customers.json")).unwrap();
    let (_, bad) = decode::list::<Customer>(&read).unwrap();
    let named: Vec<_> = bad.iter().map(|row| unreadable(row).record).collect();
    assert_eq!(named, [Some("10006".to_owned()), Some("10007".to_owned())]);
}

#[test]
fn an_article_is_without_stock_and_sold_b8() {
    let codes = |inactive_too| -> Vec<(String, bool)> {
        artikelen(inactive_too).into_iter().map(|it| (it.code, it.actief)).collect()
    };
    let active = ["UREN", "VOOR RIJ/1", "NIEUW", "ZONDERTYPE"];
    assert_eq!(codes(false), active.map(|code| (code.to_owned(), true)));
    let inactive: Vec<String> =
        codes(true).into_iter().filter(|(_, active)| !active).map(|(code, _)| code).collect();
    // An item that became goods, too: it was an article before.
    assert_eq!(inactive, ["BUIS", "PARADOX", "OUD", "WEG", "RAADSEL"]);

    let artikelen = artikelen(false);
    let uren = &artikelen[0];
    assert_eq!((uren.id.as_str(), &*uren.omschrijving), ("501", "Arbeid per uur"));
    assert_eq!(uren.eenheid.as_deref(), Some("UUR"));
    assert_eq!(uren.verkoopprijs.unwrap().bedrag.0.to_string(), "48.10");
    let voorrij = &artikelen[1];
    assert_eq!((&*voorrij.omschrijving, voorrij.eenheid.as_deref()), ("VOOR RIJ/1", Some("STUK")));
    assert_eq!(voorrij.verkoopprijs, None, "a price of nothing is none");
}

#[test]
fn an_article_without_a_number_is_skipped_and_named_b13() {
    let items: Vec<Item> = rows(include_str!("../../tests/fixtures/inventory.json"));
    let rejected: Vec<_> = items
        .iter()
        .filter_map(|row| match artikel_from_wire(row, false) {
            Mapped::Reject(it) => it.record,
            _ => None,
        })
        .collect();
    assert_eq!(rejected, ["510"]);
}

fn address(id: &str, line: &str, postcode: &str) -> String {
    serde_json::json!({"addressId": id, "addressLine1": line, "postalCode": postcode, "city": "Ede"})
        .to_string()
}

proptest! {
    #[test]
    fn no_place_comes_twice_and_none_is_lost(
        places in proptest::array::uniform3(("[0-3]", "[ABab]{0,2}", "[12 ]{0,3}")),
    ) {
        let [main, invoice, delivery] =
            places.each_ref().map(|(id, line, postcode)| address(id, line, postcode));
        let json = format!(
            r#"{{"internalId":1,"number":"1","name":"A","mainAddress":{main},
                "invoiceAddress":{invoice},"deliveryAddress":{delivery}}}"#
        );
        let customer: Customer = serde_json::from_str(&json).unwrap();
        let record = kept(relatie_from_wire(&customer, false)).unwrap();
        let plain = |text: &str| -> String {
            text.to_lowercase().chars().filter(|c| !c.is_whitespace()).collect()
        };
        let texts: Vec<String> = record
            .werkadressen
            .iter()
            .map(|it| [plain(&it.adres.straat), plain(&it.adres.postcode)].join("|"))
            .collect();
        for (at, text) in texts.iter().enumerate() {
            prop_assert!(!texts[at + 1..].contains(text), "{texts:?}");
        }
        // The town is always filled, so that every place is an address: it is there by its text or
        // shares its id with an earlier one.
        for (at, (id, line, postcode)) in places.iter().enumerate() {
            let text = [plain(line), plain(postcode)].join("|");
            let shared = id != "0" && places[..at].iter().any(|(other, _, _)| other == id);
            prop_assert!(shared || texts.contains(&text), "{text} in {texts:?}");
        }
        prop_assert_eq!(&record.werkadressen[0].adres, record.relatie.adres.as_ref().unwrap());
    }
}
