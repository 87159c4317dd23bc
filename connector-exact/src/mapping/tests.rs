//! Records of the fixtures as the domain has them.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, reason = "tests")]

mod creating;

use serde::de::DeserializeOwned;
use simon_core::connector::{Deleted, RelatieRecord};
use simon_core::domain::{Artikel, Referentie};
use simon_core::http::Effect;
use simon_testkit::builders;

use super::*;
use crate::canned::World;
use crate::envelope::{self, Rows};
use crate::wire;

pub(super) fn rows<T: DeserializeOwned>(fixture: &str) -> Rows<T> {
    let world = World::new(&[(200, fixture)]);
    envelope::rows(&world.run(world.api.answer(Effect::Read)).unwrap()).unwrap()
}

pub(super) fn referentie() -> Referentie {
    Referentie::new(&builders::integration(), &builders::nummer("20417"))
}

fn accounts() -> Rows<wire::Account> {
    rows(include_str!("../../tests/fixtures/sync_accounts.json"))
}

fn items() -> Rows<wire::Item> {
    rows(include_str!("../../tests/fixtures/sync_items.json"))
}

fn kept<T>(mapped: Mapped<T>) -> Option<T> {
    if let Mapped::Keep(record) = mapped { Some(record) } else { None }
}

fn relaties(inactive_too: bool) -> Vec<RelatieRecord> {
    let items = accounts().items.into_iter();
    items.filter_map(|row| kept(relatie_from_wire(row, inactive_too))).collect()
}

fn artikelen(inactive_too: bool) -> Vec<Artikel> {
    let items = items().items.into_iter();
    items.filter_map(|row| kept(artikel_from_wire(row, inactive_too))).collect()
}

#[test]
fn a_customer_has_its_visiting_address_as_first_work_address_b10() {
    let relaties = relaties(false);
    let RelatieRecord { relatie, werkadressen, .. } = &relaties[0];
    assert_eq!(relatie.id.as_str(), "5b7c2f0e-0000-4000-8000-000000000001");
    assert_eq!((&*relatie.code, &*relatie.naam), ("25", "Bakkerij De Vries"));
    assert_eq!(relatie.email, ["info@example.nl", "factuur@example.nl"]);
    assert_eq!(relatie.telefoon.as_deref(), Some("0318 000000"));
    assert_eq!(relatie.btw_nummer.as_deref(), Some("NL000000000B01"));
    let adres = relatie.adres.as_ref().unwrap();
    assert_eq!(adres.to_string(), "Dorpsstraat 1, Unit 4, 6711 AB Ede");
    assert_eq!(adres.land, "NL");
    assert_eq!(werkadressen.len(), 1);
    assert_eq!(
        (&werkadressen[0].adres, werkadressen[0].relatie.as_ref()),
        (adres, Some(&relatie.id))
    );
    assert!(relaties[1].werkadressen.is_empty(), "no address, no work address");
}

#[test]
fn a_full_listing_has_active_customers_only_and_changes_have_the_others_as_inactive_b4() {
    let codes = |inactive_too| -> Vec<(String, bool)> {
        let relaties = relaties(inactive_too).into_iter();
        relaties.map(|record| (record.relatie.code, record.relatie.actief)).collect()
    };
    let pair = |code: &str, active| (code.to_owned(), active);
    assert_eq!(codes(false), [pair("25", true), pair("30", true)]);
    let changes = [pair("25", true), pair("26", false), pair("0007", false), pair("30", true)];
    assert_eq!(codes(true), changes, "the own administration never comes");
}

#[test]
fn dates_go_along_with_what_is_active_and_keep_their_day_p24() {
    let relaties = relaties(true);
    let days = |at: usize| {
        let geldig = relaties[at].relatie.geldig?;
        let text = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        Some((text(geldig.van), text(geldig.tot)))
    };
    assert_eq!(days(0), Some(("2020-01-01".to_owned(), String::new())));
    assert_eq!(days(2), None, "blocked: no date makes it active");
    assert_eq!(days(3), Some(("2026-01-01".to_owned(), "2026-12-31".to_owned())));
}

#[test]
fn rows_that_cannot_be_used_are_named_and_the_others_go_on_b13() {
    let accounts = accounts();
    let nameless = accounts.items.iter().find(|row| row.code.as_deref() == Some("27")).unwrap();
    let Mapped::Reject(rejected) = relatie_from_wire(nameless.clone(), false) else {
        panic!("a customer without a name")
    };
    assert_eq!(rejected.record.as_deref(), Some("27"));
    assert_eq!(rejected.message.code(), "exact-klant-zonder-naam");
    let named: Vec<Option<String>> =
        accounts.unreadable.iter().map(|row| unreadable(row).record).collect();
    assert_eq!(named, [Some("28".to_owned()), Some("29".to_owned())]);
    assert!(accounts.next.unwrap().ends_with("$skiptoken=10008L"));
}

#[test]
fn both_spellings_of_a_timestamp_are_the_same_number() {
    let stamps: Vec<Option<i64>> = accounts().items.iter().map(|row| row.timestamp).collect();
    let expected = [10_001, 10_002, 10_003, 10_004, 10_005, 10_008].map(Some);
    assert_eq!(stamps, expected);
}

#[test]
fn an_article_has_its_group_and_unit_and_no_price_c25() {
    let artikelen = artikelen(false);
    let reis = &artikelen[0];
    assert_eq!((&*reis.code, &*reis.omschrijving), ("REIS", "Reistijd"));
    assert_eq!(reis.eenheid.as_deref(), Some("Uur"));
    let groep = reis.groep.as_ref().map(|groep| groep.as_str());
    assert_eq!(groep, Some("5b7c2f0e-0000-4000-8000-0000000000f1"));
    assert!(reis.verkoopprijs.is_none() && reis.deelbaar && reis.actief);
    let koppeling = &artikelen[1];
    assert_eq!((&*koppeling.code, koppeling.groep.as_ref()), ("007 A", None));
    assert_eq!(koppeling.eenheid.as_deref(), Some("stuk"));
    assert!(koppeling.deelbaar, "the mark for fractions holds nothing up");
    assert_eq!(artikelen[2].omschrijving, "KAAL", "the code stands in for the description");
}

#[test]
fn only_what_is_for_sale_is_an_active_article() {
    let codes = |inactive_too| -> Vec<(String, bool)> {
        artikelen(inactive_too).into_iter().map(|it| (it.code, it.actief)).collect()
    };
    let active = |code: &str| (code.to_owned(), true);
    let all = [active("REIS"), active("007 A"), active("KAAL"), active("OUD")];
    assert_eq!(codes(false), all, "what is past its date is the engine's to judge");
    assert!(codes(true).contains(&("INKOOP".to_owned(), false)));
    let old = artikelen(false).pop().unwrap();
    assert_eq!(old.geldig.unwrap().tot, NaiveDate::from_ymd_opt(2023, 12, 31));
    let blank = items().items.into_iter().find(|row| row.code.is_none()).unwrap();
    assert!(matches!(artikel_from_wire(blank, false), Mapped::Reject(_)));
    assert_eq!(items().unreadable.len(), 1);
}

#[test]
fn a_groups_name_is_kept_letter_by_letter_b7() {
    let groups = rows::<wire::ItemGroup>(include_str!("../../tests/fixtures/item_groups.json"));
    let namen = groups.items.into_iter().filter_map(|row| kept(artikelgroep_from_wire(row)));
    let namen: Vec<String> = namen.map(|groep| groep.naam).collect();
    assert_eq!(namen, ["Uren ", "Materiaal", "Materiaal"]);
}

#[test]
fn of_the_deletions_only_customers_and_articles_count() {
    let rows = rows::<wire::Deletion>(include_str!("../../tests/fixtures/deleted.json"));
    let deleted: Vec<Deleted> =
        rows.items.into_iter().filter_map(|row| kept(deletion_from_wire(row))).collect();
    let id = "5b7c2f0e-0000-4000-8000-000000000009";
    let artikel = "5b7c2f0e-0000-4000-8000-0000000000a9";
    assert_eq!(
        deleted,
        [
            Deleted::Relatie(builders::relatie_id(id)),
            Deleted::Artikel(builders::artikel_id(artikel))
        ]
    );
}

#[test]
fn a_moved_administration_is_another_generation() {
    let fixture = include_str!("../../tests/fixtures/divisions.json");
    let divisions = rows::<wire::Division>(fixture).items;
    let mut moved = divisions[0].clone();
    assert_eq!(generation(&moved), generation(&divisions[0]));
    moved.division_move_date = "2026-11-01T10:00:00".parse().ok();
    assert_ne!(generation(&moved), generation(&divisions[0]));
    let mut linked = divisions[0].clone();
    linked.division_hr_link_unlink_date = "2026-11-01T10:00:00".parse().ok();
    assert_ne!(generation(&linked), generation(&divisions[0]));
}
