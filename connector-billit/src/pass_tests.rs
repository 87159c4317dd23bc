//! Passes over a listing as the engine asks for them.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

use std::collections::BTreeMap;

use chrono::TimeDelta;
use proptest::prelude::*;
use simon_core::connector::{DriftKind, RelatieRecord};

use super::*;
use crate::api::{ARTIKELEN, FACTUREN, KLANTEN, OFFERTES};
use crate::mapping::{artikel_from_wire, relatie_from_wire};
use crate::wire::{Order, Party, Product};

const PARTIES: &str = include_str!("../tests/fixtures/parties.json");
const PRODUCTS: &str = include_str!("../tests/fixtures/products.json");
const BOOKS: &str = "811001";

fn now() -> DateTime<Utc> {
    "2026-11-02T09:30:00Z".parse().unwrap()
}

fn begun(request: &ListRequest) -> (Pass, bool) {
    Pass::begun(request, BOOKS, now())
}

fn query<T: Row>(pass: &Pass, filter: Option<&str>) -> Vec<String> {
    pass.query::<T>(filter).into_iter().map(|(name, value)| format!("{name}={value}")).collect()
}

fn parties(json: &str) -> Listed<Party> {
    serde_json::from_str(json).unwrap()
}

fn take(pass: Pass, json: &str) -> Page<RelatieRecord> {
    pass.take(parties(json), now()).unwrap().page(|party| relatie_from_wire(&party))
}

fn more(page: &Page<RelatieRecord>) -> ListRequest {
    let Next::More(cursor) = &page.next else { panic!("the end") };
    ListRequest::everything().resumed(Some(cursor.clone()))
}

fn end(page: &Page<RelatieRecord>) -> Cursor {
    let Next::End { proof: Proof::NothingNew, watermark } = &page.next else { panic!("more") };
    watermark.clone().unwrap()
}

/// The end of a listing of which this was the last page with anything new.
fn end_behind(page: &Page<RelatieRecord>) -> Cursor {
    end(&take(begun(&more(page)).0, r#"{"Items":[]}"#))
}

const LAST: &str = r#"{"Items":[{"PartyID":4718,"PartyType":"Prospect","Name":"Kandidaat",
    "LastModified":"2026-11-02T10:20:36"}]}"#;

#[test]
fn everything_is_asked_in_order_and_then_from_the_last_stamp_on() {
    let (pass, anew) = begun(&ListRequest::everything());
    assert!(!anew);
    let asked = query::<Party>(&pass, KLANTEN.filter);
    let filter = "$filter=PartyType eq 'Customer'";
    assert_eq!(asked, ["$orderby=LastModified asc,PartyID asc", "$top=120", filter]);
    assert_eq!(
        query::<Product>(&pass, ARTIKELEN.filter),
        ["$orderby=LastModified asc,ProductID asc", "$top=120"]
    );

    let quotes = "$filter=OrderType eq 'Offer' and OrderDirection eq 'Income'";
    assert_eq!(query::<Order>(&pass, OFFERTES.filter).last().unwrap(), quotes);

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
    let asked = query::<Party>(&pass, KLANTEN.filter);
    let from = "$filter=PartyType eq 'Customer' and LastModified ge datetime'2026-11-02T10:20:36'";
    assert_eq!(asked[2], from);
    assert_eq!(asked.len(), 3, "no row of that second is skipped: {asked:?}");
    let page = take(pass, LAST);
    assert!(page.items.is_empty() && page.rejected.is_empty() && page.drift.is_empty());
    let (pass, _) = begun(&more(&page));
    assert_eq!(query::<Party>(&pass, KLANTEN.filter).last().unwrap(), "$skip=1", "behind it");
    end_behind(&page);
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
    let asked = query::<Party>(&begun(&more(&page)).0, KLANTEN.filter);
    assert_eq!(asked.last().unwrap(), "$skip=2");
}

#[test]
fn the_next_pass_starts_with_an_overlap_and_moves_on_while_nothing_changes() {
    let page = take(begun(&ListRequest::everything()).0, PARTIES);
    let watermark = end_behind(&take(begun(&more(&page)).0, LAST));
    let bound = |at: DateTime<Utc>, since: &Cursor| {
        let (pass, anew) = Pass::begun(&ListRequest::since(since.clone()), BOOKS, at);
        assert!(!anew);
        (pass.query::<Product>(None).last().unwrap().1.clone(), pass)
    };
    let later = now() + TimeDelta::minutes(5);
    let (asked, pass) = bound(later, &watermark);
    assert_eq!(asked, "LastModified ge datetime'2026-11-02T08:50:36'", "90 minutes before");
    let listed: Listed<Party> = serde_json::from_str(r#"{"Items":[]}"#).unwrap();
    let page = pass.take(listed, later).unwrap().page(|party| relatie_from_wire(&party));
    let (asked, _) = bound(later, &end(&page));
    assert_eq!(asked, "LastModified ge datetime'2026-11-02T08:55:36'", "five minutes further");
}

#[test]
fn a_cursor_of_another_make_or_company_begins_with_everything_g3() {
    let page = take(begun(&ListRequest::everything()).0, PARTIES);
    let resume = more(&page);
    let watermark = end_behind(&take(begun(&resume).0, LAST));
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
        assert_eq!(pass.query::<Product>(None).len(), 2, "no filter");
    }
    assert!(!begun(&since).1 && !begun(&resume).1);
}

#[test]
fn articles_without_a_reference_are_named_and_the_others_go_on_b9_b13() {
    let listed: Listed<Product> = serde_json::from_str(PRODUCTS).unwrap();
    let (pass, _) = begun(&ListRequest::everything());
    let page = pass.take(listed, now()).unwrap().page(|product| artikel_from_wire(&product));
    let codes: Vec<&str> = page.items.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, ["REIS", "filter-01", "EXPORT", "FILTER-01", "KAAL", "GRATIS"]);
    let rejected: Vec<&str> = page.rejected.iter().filter_map(|it| it.record.as_deref()).collect();
    assert_eq!(rejected, ["Zonder referentie", "KOMMA", "90009"]);
    let empty: Listed<Product> = serde_json::from_str(r#"{"Items":[]}"#).unwrap();
    let (pass, _) = begun(&ListRequest::everything());
    let page = pass.take(empty, now()).unwrap().page(|product| artikel_from_wire(&product));
    let nothing = Next::End { proof: Proof::NothingNew, watermark: None };
    assert_eq!(page.next, nothing, "without any row there is no place to go on from");
}

/// Parties at a vendor whose clock has no zone and may be set back an hour.
#[derive(Debug, Default)]
struct Vendor {
    /// Milliseconds since the start, by our clock.
    ms: i64,
    /// Minutes that its clock is ahead of ours.
    ahead: i64,
    rows: BTreeMap<i64, String>,
}

impl Vendor {
    fn now(&self) -> DateTime<Utc> {
        now() + TimeDelta::milliseconds(self.ms)
    }

    fn edit(&mut self, id: i64) {
        let at = self.now().naive_utc() + TimeDelta::minutes(self.ahead);
        self.rows.insert(id, at.format("%Y-%m-%dT%H:%M:%S%.3f").to_string());
    }

    fn page(&self, query: &[(&str, String)], rows: usize) -> String {
        let member = |name: &str| query.iter().find(|(key, _)| *key == name).map(|(_, it)| &**it);
        let since = member("$filter").and_then(|it| it.split("LastModified ge datetime'").nth(1));
        let since = since.unwrap_or_default().trim_end_matches('\'');
        let skip = member("$skip").map_or(0, |skip| skip.parse().unwrap());
        let mut sorted: Vec<(&String, &i64)> = self
            .rows
            .iter()
            .map(|(id, at)| (at, id))
            .filter(|(at, _)| at.as_str() >= since)
            .collect();
        sorted.sort_unstable();
        let items = sorted
            .into_iter()
            .skip(skip)
            .take(rows)
            .map(|(at, id)| serde_json::json!({"PartyID": id, "Name": at, "LastModified": at}));
        serde_json::json!({"Items": items.collect::<Vec<_>>()}).to_string()
    }
}

/// Runs a pass to its end while rows are edited, and puts what it brings into the store.
fn run(
    vendor: &mut Vendor,
    since: Option<Cursor>,
    edits: &[Vec<(i64, i64)>],
    store: &mut BTreeMap<String, String>,
) -> Option<Cursor> {
    let mut request = ListRequest::everything();
    request.since = since;
    let mut edits = edits.iter();
    for _ in 0..500 {
        let (pass, anew) = Pass::begun(&request, BOOKS, vendor.now());
        assert!(!anew);
        for (wait, id) in edits.next().into_iter().flatten() {
            vendor.ms += wait;
            vendor.edit(*id);
        }
        let listed = parties(&vendor.page(&pass.query::<Party>(None), 4));
        let page = pass.take(listed, vendor.now()).unwrap().page(|it| relatie_from_wire(&it));
        let items = page.items.into_iter().map(|it| it.relatie);
        store.extend(items.map(|it| (it.id.as_str().to_owned(), it.naam)));
        match page.next {
            Next::More(cursor) => request = request.resumed(Some(cursor)),
            Next::End { watermark, .. } => return watermark,
        }
    }
    panic!("the listing has no end");
}

proptest! {
    /// Whatever is edited while passes run, in whatever zone, and with an hour repeated: after a quiet
    /// pass the store has every row as it is.
    #[test]
    fn passes_lose_no_edit(
        rows in prop::collection::vec((0i64..2_000, 0i64..12), 1..12),
        ahead in -720i64..840,
        set_back in 0usize..6,
        passes in prop::collection::vec(
            prop::collection::vec(prop::collection::vec((0i64..1_500, 0i64..12), 0..3), 0..8), 1..6),
    ) {
        let mut vendor = Vendor { ahead, ..Vendor::default() };
        for (wait, id) in rows {
            vendor.ms += wait;
            vendor.edit(id);
        }
        let (mut since, mut store) = (None, BTreeMap::new());
        for (at, edits) in passes.iter().chain([&Vec::new()]).enumerate() {
            if at == set_back {
                vendor.ahead -= 60;
            }
            since = run(&mut vendor, since, edits, &mut store);
            vendor.ms += 5 * 60 * 1_000;
        }
        let there: BTreeMap<String, String> =
            vendor.rows.iter().map(|(id, at)| (id.to_string(), at.clone())).collect();
        prop_assert_eq!(store, there);
    }
}

/// A local clock that repeats an hour stamps changes below the highest stamp that was seen.
#[test]
fn changes_in_the_hour_that_a_clock_repeats_are_asked_for_p24() {
    let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();
    let row = r#"{"Items":[{"PartyID":1,"Name":"K","LastModified":"2026-10-25T02:50:00.72"}]}"#;
    let (first, again) = (at("2026-10-25T00:50:05Z"), at("2026-10-25T00:50:06Z"));
    let (pass, _) = Pass::begun(&ListRequest::everything(), BOOKS, first);
    let page = pass.take(parties(row), first).unwrap().page(|party| relatie_from_wire(&party));
    let (pass, _) = Pass::begun(&more(&page), BOOKS, again);
    let page = pass.take(parties(row), again).unwrap().page(|it| relatie_from_wire(&it));
    let (pass, _) = Pass::begun(&more(&page), BOOKS, again);
    let none = parties(r#"{"Items":[]}"#);
    let watermark = end(&pass.take(none, again).unwrap().page(|it| relatie_from_wire(&it)));
    // 02:05 in winter time, of a change twenty minutes later.
    let (pass, anew) =
        Pass::begun(&ListRequest::since(watermark), BOOKS, at("2026-10-25T01:10:00Z"));
    assert!(!anew);
    let filter = pass.query::<Product>(None).last().unwrap().1.clone();
    assert!(
        filter < format!("LastModified ge {}", datetime_literal("2026-10-25T02:05:00")),
        "{filter}"
    );
}

#[test]
fn a_period_begins_early_enough_for_any_zone_and_goes_on_where_it_was_g2() {
    let mut request = DocumentsRequest::new(now(), "acme01-");
    let asked = |request: &DocumentsRequest| {
        let pass = Pass::of_period(request, BOOKS, now());
        pass.query::<Order>(FACTUREN.filter).last().unwrap().1.clone()
    };
    let filter = "OrderType eq 'Invoice' and OrderDirection eq 'Income' and LastModified ge";
    assert_eq!(asked(&request), format!("{filter} datetime'2026-11-01T07:30:00'"));
    let row = r#"{"Items":[{"OrderID":1,"LastModified":"2026-11-02T10:20:36"}]}"#;
    let listed: Listed<Order> = serde_json::from_str(row).unwrap();
    let page = Pass::of_period(&request, BOOKS, now()).take(listed, now()).unwrap();
    let Next::More(cursor) = page.page(|_| Mapped::<()>::Skip).next else { panic!("the end") };
    request.resume = Some(cursor);
    assert_eq!(asked(&request), format!("{filter} datetime'2026-11-02T10:20:36'"));
    request.resume = Some(Cursor("kapot".to_owned()));
    assert_eq!(asked(&request), format!("{filter} datetime'2026-11-01T07:30:00'"));
}
