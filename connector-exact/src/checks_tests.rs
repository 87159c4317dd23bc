#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use simon_core::http::Effect;
use simon_core::message::{Catalogue, MessageFiles};

use super::*;
use crate::canned::World;
use crate::wire::{DocumentType, Item, ItemGroup};

const FILES: MessageFiles =
    MessageFiles { nl: include_str!("messages/nl.ftl"), en: include_str!("messages/en.ftl") };

fn rows<T: DeserializeOwned>(fixture: &str) -> Vec<T> {
    let world = World::new(&[(200, fixture)]);
    let answer = world.run(world.api.answer(Effect::Read)).unwrap();
    crate::envelope::rows(&answer).unwrap().items
}

/// The vendor's id and the warning, or the code of the refusal.
fn outcome(outcome: CheckOutcome) -> Result<(String, Option<String>), String> {
    let known = |message: &Message| {
        assert!(Catalogue::with_connector(FILES).has(message.code()), "{}", message.code());
        message.code().to_owned()
    };
    match outcome {
        CheckOutcome::Accepted(checked) => {
            let id = checked.vendor_id.unwrap_or_else(|| checked.vendor_ids.join(","));
            Ok((id, checked.waarschuwing.as_ref().map(known)))
        }
        CheckOutcome::Refused(message) => Err(known(&message)),
    }
}

fn good(id: &str) -> Result<(String, Option<String>), String> {
    Ok((id.to_owned(), None))
}

fn warned(id: &str, code: &str) -> Result<(String, Option<String>), String> {
    Ok((id.to_owned(), Some(code.to_owned())))
}

fn bad(code: &str) -> Result<(String, Option<String>), String> {
    Err(code.to_owned())
}

#[test]
fn an_administration_is_the_number_that_users_see_c17() {
    let divisions: Vec<Division> = rows(include_str!("../tests/fixtures/divisions.json"));
    for (number, expected) in [
        (" 25 ", good("1234567")),
        ("1234567", good("1234567")),
        ("1", bad("exact-administratie-meer")),
        ("1234569", good("1234569")),
        ("1234568", warned("1234568", "exact-administratie-dossier")),
        ("30", bad("exact-administratie-inactief")),
        ("31", bad("exact-administratie-geblokkeerd")),
        ("32", good("1234573")), // the other one with this number is not in use
        ("025", bad("exact-administratie-onbekend")),
        ("", bad("exact-administratie-onbekend")),
    ] {
        assert_eq!(outcome(administratie(&divisions, number)), expected, "{number}");
    }
}

#[test]
fn a_refusal_names_the_administrations_to_choose_from() {
    let divisions: Vec<Division> = rows(include_str!("../tests/fixtures/divisions.json"));
    let text = |number| {
        let CheckOutcome::Refused(message) = administratie(&divisions, number) else {
            panic!("accepted")
        };
        Catalogue::with_connector(FILES).render(&message).bericht.nl
    };
    let several = text("1");
    for part in ["Klant A, Kantoor (1, code 1234568)", "Klant B, Kantoor (1, code 1234569)"] {
        assert!(several.contains(part), "{several}");
    }
    let unknown = text("99");
    assert!(unknown.contains("Installatie BV (25, code 1234567)"), "{unknown}");
    assert!(!unknown.contains("Oud "), "{unknown}");
}

#[test]
fn a_journal_is_one_of_sales_that_is_open_c16() {
    let journals: Vec<Journal> = rows(include_str!("../tests/fixtures/journals.json"));
    for (code, expected) in [
        (" 070 ", good("070")),
        ("v2", good("V2")),
        ("70", bad("exact-dagboek-onbekend")),
        ("60", bad("exact-dagboek-geen-verkoop")),
        ("71", bad("exact-dagboek-geblokkeerd")),
    ] {
        assert_eq!(outcome(dagboek(&journals, code)), expected, "{code}");
    }
}

#[test]
fn an_article_is_active_for_sale_and_alone_with_its_code() {
    let mut items: Vec<Item> = rows(include_str!("../tests/fixtures/sync_items.json"));
    let id = |end: &str| format!("5b7c2f0e-0000-4000-8000-0000000000{end}");
    let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
    for (code, hours, expected) in [
        (" REIS ", true, good(&id("a1"))),
        ("reis", true, good(&id("a1"))),
        ("007 A", false, good(&id("a2"))),
        ("007 A", true, warned(&id("a2"), "exact-artikel-ondeelbaar")),
        ("INKOOP", false, bad("exact-artikel-geen-verkoop")),
        ("OUD", false, bad("exact-artikel-inactief")),
        ("NIETS", false, bad("exact-artikel-onbekend")),
    ] {
        assert_eq!(outcome(artikel(&items, code, hours, today)), expected, "{code} {hours}");
    }
    let on = |day| NaiveDate::from_ymd_opt(2023, 12, day).unwrap();
    assert_eq!(outcome(artikel(&items, "OUD", false, on(31))), good(&id("a6")), "the last day");
    items.extend(items.clone());
    assert_eq!(outcome(artikel(&items, "REIS", false, today)), bad("exact-artikel-meer"));
}

#[test]
fn groups_are_found_letter_by_letter_b7() {
    let groups: Vec<ItemGroup> = rows(include_str!("../tests/fixtures/item_groups.json"));
    let check = |namen: &[&str]| {
        let namen: Vec<String> = namen.iter().map(|naam| (*naam).to_owned()).collect();
        outcome(artikelgroepen(&groups, &namen))
    };
    let id = |end: &str| format!("5b7c2f0e-0000-4000-8000-0000000000{end}");
    assert_eq!(check(&["Materiaal"]), good(&format!("{},{}", id("f2"), id("f3"))));
    assert_eq!(check(&["materiaal"]), bad("exact-groep-onbekend"));
    assert_eq!(check(&["Materiaal", "Uren"]), bad("exact-groep-onbekend"));
    assert_eq!(check(&["Uren "]), good(&id("f1")));
}

#[test]
fn pdfs_become_a_neutral_kind_of_document_unless_the_user_wants_another() {
    let types: Vec<DocumentType> = rows(include_str!("../tests/fixtures/document_types.json"));
    for (wish, expected) in [
        ("", good("148")),
        ("10", good("10")),
        ("overige documenten", good("148")),
        ("55", bad("exact-documentsoort-vast")),
        ("99", bad("exact-documentsoort-onbekend")),
    ] {
        assert_eq!(outcome(documentsoort(&types, wish)), expected, "{wish}");
    }
    let invoice = warned("10", "exact-documentsoort-verkoopfactuur");
    assert_eq!(outcome(documentsoort(&[], "")), invoice);
    let mut miscellaneous = types;
    for it in &mut miscellaneous {
        it.document_is_creatable = Some(true);
    }
    assert_eq!(outcome(documentsoort(&miscellaneous, "")), good("55"));
}

#[test]
fn only_a_no_is_a_missing_right() {
    for (right, answer, expected) in [
        (Right::Facturen, Some(false), Some("exact-rechten-facturen")),
        (Right::Bijlagen, Some(false), Some("exact-rechten-documenten")),
        (Right::Facturen, Some(true), None),
        (Right::Facturen, None, None),
    ] {
        let missing = missing_right(right, answer);
        assert_eq!(missing.as_ref().map(Message::code), expected, "{right:?} {answer:?}");
    }
}
