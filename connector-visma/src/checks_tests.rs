#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use serde::Deserialize;
use simon_core::message::Catalogue;
use simon_core::settings::{SettingValue, SettingValues};

use super::*;
use crate::settings::{MAGAZIJN, MAGAZIJN_PER_GEBRUIKER, MAGAZIJNEN};
use crate::wire::{Branch, OrderType, Organization};

#[derive(Deserialize)]
struct Company {
    organization: Vec<Organization>,
    branch: Vec<Branch>,
    warehouse: Vec<Warehouse>,
    salesordertype: Vec<OrderType>,
}

fn company() -> Company {
    serde_json::from_str(include_str!("../tests/fixtures/company.json")).unwrap()
}

fn items() -> Vec<Item> {
    let rows: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../tests/fixtures/inventory.json")).unwrap();
    rows.into_iter().filter_map(|row| serde_json::from_value(row).ok()).collect()
}

fn code(outcome: &CheckOutcome) -> String {
    match outcome {
        CheckOutcome::Accepted(checked) => format!("ok {}", checked.naam),
        CheckOutcome::Refused(message) => {
            let rendered = Catalogue::with_connector(crate::INFO.messages).render(message);
            assert!(rendered.actie.is_some(), "{}", message.code());
            message.code().to_owned()
        }
    }
}

fn checked(outcome: CheckOutcome) -> Checked {
    let CheckOutcome::Accepted(checked) = outcome else { panic!("refused: {outcome:?}") };
    *checked
}

fn by_number<'a>(items: &'a [Item], number: &str) -> Option<&'a Item> {
    items.iter().find(|item| item.inventory_number.as_deref() == Some(number))
}

#[test]
fn an_article_is_without_stock_and_sold_and_keeps_the_vendors_spelling_c5() {
    let items = items();
    let hours = checked(artikel(by_number(&items, "UREN"), " uren "));
    assert_eq!((hours.naam.as_str(), hours.vendor_id.as_deref()), ("Arbeid per uur", Some("501")));
    assert_eq!(hours.artikel.unwrap().code, "UREN");
    for (number, expected) in [
        ("VOOR RIJ/1", "ok VOOR RIJ/1"),
        ("NIEUW", "ok Nieuwe status"),
        ("ZONDERTYPE", "ok Zonder type"),
        ("BUIS", "visma-artikel-voorraad"),
        ("PARADOX", "visma-artikel-voorraad"),
        ("RAADSEL", "visma-artikel-voorraad"),
        ("OUD", "visma-artikel-niet-verkoopbaar"),
        ("WEG", "visma-artikel-niet-verkoopbaar"),
        ("BESTAAT NIET", "visma-artikel-onbekend"),
    ] {
        assert_eq!(code(&artikel(by_number(&items, number), number)), expected, "{number}");
    }
    let other = artikel(by_number(&items, "UREN"), "ANDERS");
    assert_eq!(code(&other), "visma-artikel-onbekend", "another one than was asked for");
}

#[test]
fn a_warehouse_exists_and_is_active_c18() {
    let warehouses = company().warehouse;
    let [first, bus, old] = warehouses.as_slice() else { panic!("{warehouses:?}") };
    let checked = checked(magazijn(Some(bus), " bus12 "));
    assert_eq!(checked.vendor_id.as_deref(), Some("Bus12"), "as the vendor spells it");
    assert_eq!(code(&magazijn(Some(first), "1")), "ok Hoofdmagazijn");
    assert_eq!(code(&magazijn(Some(first), "2")), "visma-magazijn-onbekend");
    assert_eq!(code(&magazijn(None, "2")), "visma-magazijn-onbekend");
    assert_eq!(code(&magazijn(Some(old), "OUD")), "visma-magazijn-inactief");
}

#[test]
fn a_company_is_known_by_number_or_name_of_the_organization_or_a_branch_c17() {
    let Company { organization, branch, .. } = company();
    let outcome = |entered: &str| administratie("tenant-1", &organization, &branch, entered);
    for (entered, naam) in [
        ("100", "Voorbeeld Techniek BV"),
        (" voorbeeld techniek bv ", "Voorbeeld Techniek BV"),
        ("200", "Voorbeeld Beheer BV"),
        ("Ede", "Voorbeeld Techniek BV"),
        ("2", "Zeist"),
    ] {
        let checked = checked(outcome(entered));
        assert_eq!((checked.naam.as_str(), checked.vendor_id.as_deref()), (naam, Some("tenant-1")));
    }
    let CheckOutcome::Refused(message) = outcome("1234567") else { panic!("accepted") };
    assert_eq!(message.code(), "visma-bedrijf-onbekend");
    let text = Catalogue::with_connector(crate::INFO.messages).render(&message).bericht.nl;
    for part in ["1234567", "Voorbeeld Techniek BV (100)", "Zeist (2)"] {
        assert!(text.contains(part), "{text}");
    }
    assert_eq!(code(&administratie("t", &[], &[], "")), "visma-bedrijf-onbekend");
}

fn settings(values: &[(&str, SettingValue)]) -> SettingValues {
    values.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect()
}

fn table(rows: &[(&str, &str)]) -> SettingValue {
    let rows = rows.iter().map(|(user, id)| ((*user).to_owned(), (*id).to_owned()));
    SettingValue::Tabel(rows.collect::<BTreeMap<_, _>>())
}

#[test]
fn a_sales_order_needs_its_order_type_and_a_warehouse_c18() {
    let Company { salesordertype: types, warehouse, .. } = company();
    let default = (MAGAZIJN, SettingValue::Tekst("1".to_owned()));
    let per_user = (MAGAZIJN_PER_GEBRUIKER, SettingValue::JaNee(true));
    let users = (MAGAZIJNEN, table(&[("jan", " bus12 "), ("piet", ""), ("kees", "bus12")]));
    let outcome =
        |values: &[(&str, SettingValue)]| document("verkooporder", &settings(values), &types);
    assert_eq!(code(&outcome(&[])), "visma-magazijn-verplicht");
    assert_eq!(code(&outcome(std::slice::from_ref(&users))), "visma-magazijn-verplicht");
    assert_eq!(code(&outcome(std::slice::from_ref(&per_user))), "visma-magazijnen-leeg");
    assert_eq!(code(&outcome(std::slice::from_ref(&default))), "ok Verkooporder");
    assert_eq!(code(&outcome(&[default.clone(), per_user.clone()])), "ok Verkooporder");
    let both = [per_user.clone(), users.clone()];
    assert_eq!(code(&outcome(&both)), "ok Verkooporder");
    assert_eq!(warehouses_of_users(&settings(&both)), ["bus12"], "each once");
    // An invoice has no warehouse, and needs no order type.
    let invoice = document("klantfactuur", &SettingValues::default(), &[]);
    assert_eq!(code(&invoice), "ok Klantfactuur");
    let known = checked(magazijnen(&[("bus12", warehouse.get(1).cloned())]));
    assert_eq!(known.vendor_ids, ["Bus12"], "as the vendor spells it");
    assert_eq!(code(&magazijnen(&[("bus13", None)])), "visma-magazijn-onbekend");
    assert_eq!(code(&magazijnen(&[])), "ok ");
}

#[test]
fn an_order_type_is_there_in_use_and_what_it_should_be() {
    let types = company().salesordertype;
    let kinds =
        |kinds: &[&str]| -> Vec<String> { kinds.iter().map(|it| (*it).to_owned()).collect() };
    assert_eq!(code(&ophalen(&kinds(&["verkooporders"]), &types)), "ok Verkooporder");
    assert_eq!(code(&ophalen(&kinds(&["offertes"]), &types)), "visma-ordersoort-inactief");
    assert_eq!(code(&ophalen(&kinds(&["offertes"]), &types[..1])), "visma-ordersoort-ontbreekt");
    let renamed: Vec<OrderType> =
        serde_json::from_str(r#"[{"orderType":"SO","behavior":"Invoice"},{"orderType":"QT"}]"#)
            .unwrap();
    assert_eq!(code(&ophalen(&kinds(&["offertes"]), &renamed)), "ok QT", "nothing said is fine");
    let both = ophalen(&kinds(&["offertes", "verkooporders"]), &renamed);
    assert_eq!(code(&both), "visma-ordersoort-anders");
}
