//! Listings: ids first, then the record behind each.

use connector_eboekhouden::simulator::{Artikel, Eenheid, ListOrder};
use http::StatusCode;
use simon_core::connector::ListRequest;
use simon_core::{ErrorKind, Retry};
use simon_testkit::builders::{artikel_id, books, relatie_id};
use simon_testkit::{Fault, On};

use crate::world::World;

const DETAIL: &str = "GET /v1/relation/{id}";

#[test]
fn a_listing_makes_a_call_per_record_and_one_per_199_ids() {
    let world = World::new();
    world.sim.seed_relaties(450);
    let read = world.relaties().unwrap();
    assert_eq!((read.items.len(), read.pages), (450, 4));
    assert_eq!(world.sim.calls("GET /v1/relation"), 4);
    assert_eq!(world.sim.calls(DETAIL), 450);
    assert_eq!(world.connector.calls_made(), 455, "with the session");
    world.refused_nothing();

    let few = World::demo();
    few.relaties().unwrap();
    assert_eq!(few.sim.calls("GET /v1/relation"), 3, "the end is proven");
}

#[test]
fn inactive_articles_are_left_out_by_their_row_and_others_by_their_record_b4() {
    let world = World::demo();
    let oud = Artikel { code: Some("OUD".to_owned()), actief: false, ..Artikel::default() };
    world.sim.add_artikel(oud);
    assert_eq!(world.artikelen().unwrap().items.len(), 6);
    assert_eq!(world.sim.calls("GET /v1/product/{id}"), 6);
    // Of five relations one is inactive and one a member of a club.
    let namen: Vec<String> =
        world.relaties().unwrap().items.into_iter().map(|it| it.relatie.code).collect();
    assert_eq!(namen, ["K0042", "K0043", "P0001"]);
    assert_eq!(world.sim.calls(DETAIL), 5);
}

#[test]
fn an_article_has_the_name_of_its_unit_and_units_are_read_once_a_pass() {
    let world = World::new();
    world.sim.cap_pages(Some(3));
    world.sim.seed_artikelen(8);
    let read = world.artikelen().unwrap();
    assert!(read.pages > 2, "{}", read.pages);
    assert!(read.items.iter().all(|artikel| artikel.eenheid.as_deref() == Some("stuk")));
    let once = world.sim.calls("GET /v1/unit");
    assert!(once <= 3, "{once} calls for three units");
    world.artikelen().unwrap();
    assert_eq!(world.sim.calls("GET /v1/unit"), 2 * once, "afresh in each pass");
}

#[test]
fn a_unit_that_was_made_meanwhile_is_read_and_one_that_is_not_listed_has_no_name() {
    let world = World::demo();
    world.artikelen().unwrap();
    let before = world.sim.calls("GET /v1/unit");
    let doos = Eenheid { enkelvoud: "krat".to_owned(), meervoud: "kratten".to_owned() };
    let artikel = |eenheid: i64| {
        let code = Some(format!("E{eenheid}"));
        let artikel = Artikel { code, eenheid: Some(eenheid), ..Artikel::default() };
        world.sim.add_artikel(artikel).to_string()
    };
    let read = |id: &str| {
        let read = world.run(world.connector.read_artikel(&books(), &artikel_id(id)));
        read.unwrap().unwrap().eenheid
    };
    let known = artikel(world.sim.eenheid_uur());
    assert_eq!(read(&known).as_deref(), Some("uur"));
    assert_eq!(world.sim.calls("GET /v1/unit"), before, "remembered");
    let new = artikel(world.sim.add_eenheid(doos));
    assert_eq!(read(&new).as_deref(), Some("krat"));
    assert_eq!(read(&artikel(999)), None);
    let calls = world.sim.calls("GET /v1/unit");
    assert_eq!(read(&artikel(0)), None);
    assert_eq!(world.sim.calls("GET /v1/unit"), calls, "0 is no unit");
}

#[test]
fn a_record_that_was_deleted_after_its_row_was_read_is_left_out() {
    let world = World::demo();
    world.sim.fail_next_with(Some(DETAIL), StatusCode::NOT_FOUND, "REL_055");
    let read = world.relaties().unwrap();
    assert_eq!((read.items.len(), read.rejected.len()), (2, 0));

    // Not one of many is there: something else answers, and nothing was deleted.
    let world = World::demo();
    world.faults.add(On::path("/v1/relation/"), Fault::status(404), usize::MAX);
    let error = world.relaties().unwrap_err();
    assert_eq!((error.kind(), error.retry()), (ErrorKind::Incomplete, Retry::Backoff));
}

#[test]
fn a_record_that_could_not_be_asked_for_fails_its_page_g3() {
    for fault in [Fault::status(500), Fault::Html, Fault::status_with(200, &[], "[]")] {
        let world = World::demo();
        world.faults.add(On::path("/v1/relation/").skip(2), fault, usize::MAX);
        assert!(world.relaties().is_err());
    }
}

#[test]
fn the_record_of_another_customer_is_not_taken_for_this_one_b13() {
    let world = World::demo();
    let other = r#"{"id":1,"name":"Iemand anders"}"#;
    let json = &[("content-type", "application/json")];
    world.faults.add(On::path("/v1/relation/"), Fault::status_with(200, json, other), 1);
    let read = world.relaties().unwrap();
    assert_eq!((read.items.len(), read.rejected.len()), (2, 1));
    assert_eq!(read.rejected[0].message.code(), "eboekhouden-onleesbaar");
}

#[test]
fn rows_may_come_newest_first_but_not_in_another_order_each_time_g3() {
    let world = World::new();
    world.sim.seed_relaties(12);
    world.sim.cap_pages(Some(5));
    world.sim.set_list_order(ListOrder::Newest);
    assert_eq!(world.relaties().unwrap().items.len(), 12);
    world.sim.set_list_order(ListOrder::Unstable);
    let error = world.relaties().unwrap_err();
    assert_eq!((error.kind(), error.label()), (ErrorKind::Incomplete, "relaties.list"));
}

#[test]
fn rows_deleted_while_paging_move_no_other_out_of_sight_p10() {
    let world = World::new();
    world.sim.seed_relaties(12);
    world.sim.cap_pages(Some(5));
    let mut page = 0;
    let read = world.list(async |request: ListRequest| {
        page += 1;
        if page == 2 {
            world.sim.delete_relatie(60_000_001).unwrap();
            world.sim.delete_relatie(60_000_002).unwrap();
        }
        world.connector.list_relaties(&books(), &request).await
    });
    let mut ids: Vec<String> =
        read.unwrap().items.into_iter().map(|it| it.relatie.id.to_string()).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 12, "those that were read before, and all others");
}

#[test]
fn lists_without_rows_may_be_null_and_a_lost_id_is_nobody() {
    let world = World::new();
    world.sim.write_null_items(true);
    assert_eq!(world.relaties().unwrap().items.len(), 0);
    let read = world.run(world.connector.read_relatie(&books(), &relatie_id("51234999")));
    assert_eq!(read.unwrap(), None);
    world.refused_nothing();
}
