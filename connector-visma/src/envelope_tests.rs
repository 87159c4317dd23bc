#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use proptest::prelude::*;

use super::*;
use crate::canned::answer;
use crate::wire::{Item, Order};

const ORDERS: &str = include_str!("../tests/fixtures/orders.json");

fn page(body: &str) -> Result<OrdersPage<Order>> {
    orders_page(&answer(Effect::Read, body)?)
}

#[test]
fn a_page_has_its_rows_those_that_cannot_be_read_and_the_query_of_the_next() {
    let page = page(ORDERS).unwrap();
    assert_eq!((page.items.len(), page.unreadable.len(), page.total), (4, 1, Some(7)));
    assert_eq!(page.next.as_deref(), Some("pageSize=5&pageIndex=1"), "never the host");
}

#[test]
fn the_end_is_said_and_never_guessed_g3() {
    for (body, next) in [
        (r#"{"value":[],"nextPage":null}"#, None),
        (r#"{"value":[],"totalCount":null}"#, None),
        (r#"{"value":null,"nextPage":" "}"#, None),
        (r#"{"value":[],"nextPage":"/api/v3/SalesOrders?pageIndex=2"}"#, Some("pageIndex=2")),
        (r#"{"value":[],"nextPage":"?pageIndex=2&a=b%20c"}"#, Some("pageIndex=2&a=b%20c")),
    ] {
        assert_eq!(page(body).unwrap().next.as_deref(), next, "{body}");
    }
    for body in [
        "[]",
        " [{}]",
        "{}",
        "null",
        "\"x\"",
        "",
        "<html>",
        r#"{"value":{}}"#,
        r#"{"value":[],"nextPage":"x"}"#,
    ] {
        assert!(page(body).is_err(), "{body}");
    }
}

#[test]
fn the_vendor_decides_how_large_a_page_is_whatever_was_asked() {
    let read = |most: Option<i64>| Metadata { total_count: Some(12), max_page_size: most };
    for (most, served) in
        [(Some(1_000), 500), (Some(100), 100), (Some(0), 500), (Some(-1), 500), (None, 500)]
    {
        assert_eq!(read(most).served(500), served, "{most:?}");
    }
    let items: Vec<serde_json::Value> =
        serde_json::from_str(include_str!("../tests/fixtures/inventory.json")).unwrap();
    let item: Item = serde_json::from_value(items[1].clone()).unwrap();
    assert_eq!(metadata([None, item.metadata]), Metadata::default(), "rows can lack it");
    let said = metadata([None, Some(Metadata::default()), Some(read(Some(7)))]);
    assert_eq!((said.total(), said.served(500)), (Some(12), 7));
}

proptest! {
    #[test]
    fn whatever_the_next_page_is_it_never_names_a_host(next in "\\PC{0,40}") {
        let body = serde_json::json!({"value": [], "nextPage": next}).to_string();
        if let Ok(page) = page(&body) {
            prop_assert_eq!(page.next.is_none(), next.trim().is_empty());
            prop_assert!(page.next.is_none_or(|query| next.contains('?') && !query.is_empty()));
        }
    }
}
