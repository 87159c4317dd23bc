#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::canned::answer;
use crate::wire::{Item, Order, OrderLine};

const ORDERS: &str = include_str!("../tests/fixtures/orders.json");

fn page(body: &str) -> Result<Rows<Order>> {
    orders_page(&answer(Effect::Read, body)?)
}

#[test]
fn a_page_has_its_rows_those_that_cannot_be_read_and_says_whether_it_is_the_last() {
    let page = page(ORDERS).unwrap();
    assert_eq!((page.items.len(), page.unreadable.len()), (4, 1));
    assert_eq!(page.said, Said { most: None, total: Some(7), last: Some(false) });
}

#[test]
fn the_end_is_said_and_never_guessed_g3() {
    for (body, last) in [
        (r#"{"value":[],"nextPage":null}"#, true),
        (r#"{"value":[],"totalCount":null}"#, true),
        (r#"{"value":null,"nextPage":" "}"#, true),
        (r#"{"value":[],"nextPage":"/api/v3/SalesOrders?pageIndex=2"}"#, false),
        (r#"{"value":[],"nextPage":"https://elsewhere.example/x"}"#, false),
    ] {
        assert_eq!(page(body).unwrap().said.last, Some(last), "{body}");
    }
    for body in ["[]", " [{}]", "{}", "null", "\"x\"", "", "<html>", r#"{"value":{}}"#] {
        assert!(page(body).is_err(), "{body}");
    }
}

#[test]
fn lines_are_read_all_or_not_at_all() {
    let body = |line: &str| format!(r#"{{"value":[{{"lineId":1}},{line}],"nextPage":null}}"#);
    let lines = |line: &str| lines_page::<OrderLine>(&answer(Effect::Read, &body(line)).unwrap());
    assert_eq!(lines(r#"{"lineId":2}"#).unwrap().0.len(), 2);
    assert!(lines(r#"{"lineId":{}}"#).is_err());
}

#[test]
fn the_vendor_decides_how_large_a_page_is_whatever_was_asked() {
    let read = |most: Option<i64>| Metadata { total_count: Some(12), max_page_size: most };
    for (most, expected) in
        [(Some(1_000), Some(1_000)), (Some(0), None), (Some(-1), None), (None, None)]
    {
        assert_eq!(read(most).said(), Said { most: expected, total: Some(12), last: None });
    }
    let body = include_str!("../tests/fixtures/inventory.json");
    let items: Rows<Item> = main_page(&answer(Effect::Read, body).unwrap()).unwrap();
    assert_eq!(items.said.last, None, "a page of the main API never says that it is the last");
    let said = metadata([None, Some(Metadata::default()), Some(read(Some(7)))]);
    assert_eq!(said.said(), Said { most: Some(7), total: Some(12), last: None });
}

proptest! {
    #[test]
    fn whatever_the_next_page_is_there_is_one_or_none(next in "\\PC{0,40}") {
        let body = serde_json::json!({"value": [], "nextPage": next}).to_string();
        prop_assert_eq!(page(&body).unwrap().said.last, Some(next.trim().is_empty()));
    }
}
