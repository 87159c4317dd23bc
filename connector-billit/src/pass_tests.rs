//! Passes over a listing as the engine asks for them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use chrono::TimeDelta;
use simon_core::connector::{DriftKind, RelatieRecord};

use super::*;
use crate::mapping::{artikel_from_wire, relatie_from_wire};

const PARTIES: &str = include_str!("../tests/fixtures/parties.json");
const PRODUCTS: &str = include_str!("../tests/fixtures/products.json");
const BOOKS: &str = "811001";

fn now() -> DateTime<Utc> {
    "2026-11-02T09:30:00Z".parse().unwrap()
}

fn begun(request: &ListRequest) -> (Pass, bool) {
    Pass::begun(request, BOOKS, now())
}

fn query<T: Listing>(pass: &Pass) -> Vec<String> {
    pass.query::<T>().into_iter().map(|(name, value)| format!("{name}={value}")).collect()
}

fn parties(json: &str) -> Listed<Party> {
    serde_json::from_str(json).unwrap()
}

fn take(pass: Pass, json: &str) -> Page<RelatieRecord> {
    pass.take(parties(json), |party| relatie_from_wire(&party), now()).unwrap()
}

fn more(page: &Page<RelatieRecord>) -> ListRequest {
    let Next::More(cursor) = &page.next else { panic!("the end") };
    ListRequest::everything().resumed(Some(cursor.clone()))
}

fn end(page: &Page<RelatieRecord>) -> Cursor {
    let Next::End { proof: Proof::NothingNew, watermark } = &page.next else { panic!("more") };
    watermark.clone().unwrap()
}

const LAST: &str = r#"{"Items":[{"PartyID":4718,"PartyType":"Prospect","Name":"Kandidaat",
    "LastModified":"2026-11-02T10:20:36"}]}"#;

#[test]
fn everything_is_asked_in_order_and_then_from_the_last_stamp_on() {
    let (pass, anew) = begun(&ListRequest::everything());
    assert!(!anew);
    let asked = query::<Party>(&pass);
    let filter = "$filter=PartyType eq 'Customer'";
    assert_eq!(asked, ["$orderby=LastModified asc,PartyID asc", "$top=120", filter]);
    assert_eq!(query::<Product>(&pass), ["$orderby=LastModified asc,ProductID asc", "$top=120"]);

    let page = take(pass, PARTIES);
    let names: Vec<&str> = page.items.iter().map(|it| it.relatie.naam.as_str()).collect();
    assert_eq!(names, ["Bakkerij De Vries", "Garage Claes", "Els Maes"]);
    let rejected: Vec<(&str, &str)> =
        page.rejected.iter().map(|it| (it.record.as_deref().unwrap(), it.message.code())).collect();
    assert_eq!(
        rejected,
        [
            ("K-30", "billit-klant-zonder-naam"),
            ("K-31", "billit-onleesbaar"),
            ("K-32", "billit-onleesbaar")
        ]
    );
    let drift: Vec<(DriftKind, &str)> =
        page.drift.iter().map(|it| (it.soort, it.veld.as_str())).collect();
    let expected =
        [(DriftKind::Missing, "parties.PartyID"), (DriftKind::UnknownValue, "parties.PartyType")];
    assert_eq!(drift, expected);
    assert_eq!(page.highest_mutation.as_deref(), Some("2026-11-02T10:20:36"));

    let (pass, anew) = begun(&more(&page));
    assert!(!anew);
    let asked = query::<Party>(&pass);
    let from = "$filter=PartyType eq 'Customer' and LastModified ge datetime'2026-11-02T10:20:36'";
    assert_eq!(asked[2], from);
    assert_eq!(asked.len(), 3, "no row of that second is skipped: {asked:?}");
    let page = take(pass, LAST);
    assert!(page.items.is_empty() && page.rejected.is_empty() && page.drift.is_empty());
    end(&page);
}

#[test]
fn within_one_second_rows_are_skipped_to_the_last_one_read() {
    let row = |id: i64| {
        format!(r#"{{"PartyID":{id},"Name":"K","LastModified":"2026-11-02T10:20:36.{id}"}}"#)
    };
    let page = take(
        begun(&ListRequest::everything()).0,
        &format!(r#"{{"Items":[{},{},{}]}}"#, row(1), row(2), row(3)),
    );
    let asked = query::<Party>(&begun(&more(&page)).0);
    assert_eq!(asked.last().unwrap(), "$skip=2");
}

#[test]
fn the_next_pass_starts_with_an_overlap_and_moves_on_while_nothing_changes() {
    let page = take(begun(&ListRequest::everything()).0, PARTIES);
    let watermark = end(&take(begun(&more(&page)).0, LAST));
    let bound = |at: DateTime<Utc>, since: &Cursor| {
        let (pass, anew) = Pass::begun(&ListRequest::since(since.clone()), BOOKS, at);
        assert!(!anew);
        (pass.query::<Product>().last().unwrap().1.clone(), pass)
    };
    let later = now() + TimeDelta::minutes(5);
    let (asked, pass) = bound(later, &watermark);
    assert_eq!(asked, "LastModified ge datetime'2026-11-02T08:50:36'", "90 minutes before");
    let listed: Listed<Party> = serde_json::from_str(r#"{"Items":[]}"#).unwrap();
    let page = pass.take(listed, |party| relatie_from_wire(&party), later).unwrap();
    let (asked, _) = bound(later, &end(&page));
    assert_eq!(asked, "LastModified ge datetime'2026-11-02T08:55:36'", "five minutes further");
}

#[test]
fn a_cursor_of_another_make_or_company_begins_with_everything_g3() {
    let page = take(begun(&ListRequest::everything()).0, PARTIES);
    let resume = more(&page);
    let watermark = end(&take(begun(&resume).0, LAST));
    let since = ListRequest::since(watermark.clone());
    let of_other = |request: &ListRequest| Pass::begun(request, "811002", now());
    let broken = ListRequest::since(Cursor("kapot".to_owned()));
    let newer = watermark.0.replace("\"versie\":1", "\"versie\":2");
    assert_ne!(newer, watermark.0);
    for (pass, anew) in [
        of_other(&resume),
        of_other(&since),
        begun(&broken),
        begun(&ListRequest::since(Cursor(newer))),
        begun(&since.clone().resumed(Some(Cursor(String::new())))),
    ] {
        assert!(anew);
        assert_eq!(pass.query::<Product>().len(), 2, "no filter");
    }
    assert!(!begun(&since).1 && !begun(&resume).1);
}

#[test]
fn articles_without_a_reference_are_named_and_the_others_go_on_b9_b13() {
    let listed: Listed<Product> = serde_json::from_str(PRODUCTS).unwrap();
    let (pass, _) = begun(&ListRequest::everything());
    let page = pass.take(listed, |product| artikel_from_wire(&product), now()).unwrap();
    let codes: Vec<&str> = page.items.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["REIS", "filter-01", "EXPORT", "FILTER-01", "KAAL", "GRATIS"]);
    let rejected: Vec<&str> = page.rejected.iter().filter_map(|it| it.record.as_deref()).collect();
    assert_eq!(rejected, ["Zonder referentie", "KOMMA", "90009"]);
    let empty: Listed<Product> = serde_json::from_str(r#"{"Items":[]}"#).unwrap();
    let (pass, _) = begun(&ListRequest::everything());
    let page = pass.take(empty, |product| artikel_from_wire(&product), now()).unwrap();
    let nothing = Next::End { proof: Proof::NothingNew, watermark: None };
    assert_eq!(page.next, nothing, "without any row there is no place to go on from");
}
