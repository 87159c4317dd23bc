//! How failures look, and how many calls are let through.

use std::time::Duration;

use connector_billit::simulator::{ErrorShape, RetryAfter};
use http::StatusCode;

use crate::caller::{Caller, Envelope, Reply};

fn read(caller: &Caller) -> Reply {
    caller.get("/v1/products")
}

#[test]
fn a_failure_comes_in_every_shape() {
    let caller = Caller::empty();
    for shape in ErrorShape::ALL {
        caller.sim.fail_next(StatusCode::INTERNAL_SERVER_ERROR, shape);
        let reply = read(&caller);
        assert_eq!(reply.status, 500, "{shape:?}");
        let json = reply.header("content-type").is_some_and(|kind| kind.contains("json"));
        let fits = match shape {
            ErrorShape::Errors => reply.json()["errors"][0]["Description"].is_string(),
            ErrorShape::CodeOnly => {
                let error = reply.json()["errors"][0].take();
                error["Code"] == "GenericError" && error.get("Description").is_none()
            }
            ErrorShape::Flat => reply.json()["Code"] == "GenericError",
            ErrorShape::Model => reply.json()["ErrorEnum"] == "GenericError",
            ErrorShape::Message => reply.json()["Message"].is_string(),
            ErrorShape::PlainText => !json && !reply.text.starts_with('<'),
            ErrorShape::Empty => reply.text.is_empty(),
            ErrorShape::Html => !json && reply.text.starts_with("<!DOCTYPE html>"),
            _ => reply.text == "[]",
        };
        assert!(fits, "{shape:?}: {}", reply.text);
        assert!(reply.header("x-correlation-id").is_some(), "{shape:?}");
    }
    assert_eq!(read(&caller).status, 200);
    assert_eq!(read(&caller).header("x-correlation-id"), None);
    caller.sim.refusals().assert_none();
}

#[test]
fn a_page_can_come_with_a_good_status() {
    let caller = Caller::empty();
    caller.sim.fail_next(StatusCode::OK, ErrorShape::Html);
    let page = read(&caller);
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
}

#[test]
fn a_failure_can_wait_for_one_kind_of_call() {
    let caller = Caller::empty();
    let code = "ThereMustBeAtLeastOneOrderLine";
    caller.sim.fail_next_on("POST /v1/orders", StatusCode::BAD_REQUEST, code, ErrorShape::Flat);
    caller.sim.fail_next(StatusCode::BAD_GATEWAY, ErrorShape::Empty);
    assert_eq!(read(&caller).status, 502);
    assert_eq!(read(&caller).status, 200);
    let order = caller.order();
    let refused = caller.post(&order);
    assert_eq!((refused.status, &refused.json()["Code"]), (400, &code.into()));
    assert!(caller.books().facturen().is_empty(), "it was not carried out");
    assert_eq!(caller.post(&order).status, 200);
}

#[test]
fn calls_a_minute_can_be_limited() {
    let caller = Caller::empty();
    caller.sim.limit_calls(Some(2));
    assert_eq!([read(&caller), read(&caller)].map(|reply| reply.status), [200, 200]);
    caller.wait(20);
    let over = read(&caller);
    assert_eq!((over.status, over.header("retry-after")), (429, Some("40")));
    caller.sim.set_retry_after(RetryAfter::Date);
    let date = read(&caller).header("retry-after").map(str::to_owned);
    assert_eq!(date.as_deref(), Some("Wed, 01 Jul 2026 12:32:00 GMT"));
    caller.sim.set_retry_after(RetryAfter::Absent);
    assert_eq!(read(&caller).header("retry-after"), None);
    assert_eq!(caller.sim.throttled(), 3);
    caller.wait(40);
    assert_eq!(read(&caller).status, 200);
    caller.sim.limit_calls(None);
    for _ in 0..5 {
        assert_eq!(read(&caller).status, 200);
    }
    caller.sim.refusals().assert_none();
}

#[test]
fn an_address_can_be_blocked() {
    let caller = Caller::empty();
    caller.sim.block_calls(Duration::from_secs(60));
    assert_eq!(read(&caller).status, 403);
    caller.wait(59);
    assert_eq!(read(&caller).status, 403);
    caller.wait(1);
    assert_eq!(read(&caller).status, 200);
}

#[test]
fn codes_of_tokens_differ() {
    let caller = Caller::empty();
    let expired = "AccessTokenExpired";
    let unauthorized = StatusCode::UNAUTHORIZED;
    caller.sim.fail_next_on("GET /v1/products", unauthorized, expired, ErrorShape::CodeOnly);
    assert_eq!(read(&caller).code(), expired);
    assert_eq!(read(&caller).status, 200, "the token was good");
}
