//! Keys that make a call unrepeatable.

use std::time::Duration;

use connector_billit::simulator::KeyHeader;
use serde_json::json;

use crate::caller::{Caller, Envelope, Reply};

const EXISTS: &str = "Idempotent token already exists";

fn exists(reply: &Reply) {
    assert_eq!((reply.status, reply.code().as_str()), (409, EXISTS));
    let error = &reply.json()["errors"][0];
    assert!(error.get("Description").is_none(), "a code and nothing else");
}

#[test]
fn a_second_use_is_refused_without_the_order_id() {
    let caller = Caller::empty();
    let order = caller.order();
    let key = [("Idempotency-Key", "create-order-815")];
    let id = caller.post_with(&order, &key).id();
    exists(&caller.post_with(&order, &key));
    let mut other = order.clone();
    other["Comments"] = json!("anders");
    exists(&caller.post_with(&other, &key));
    assert_eq!(caller.books().facturen().len(), 1);
    // It stays used when the order is gone.
    caller.books().delete_order(id).unwrap();
    exists(&caller.post_with(&order, &key));
    assert_eq!(caller.post_with(&order, &[("Idempotency-Key", "next")]).status, 200);
    caller.sim.refusals().assert_none();
}

#[test]
fn the_other_header_has_no_effect_unless_switched() {
    let caller = Caller::empty();
    let order = caller.order();
    let (one, other) = (("Idempotency-Key", "k"), ("Idempotent-Key", "k"));
    for _ in 0..2 {
        assert_eq!(caller.post_with(&order, &[other]).status, 200);
        assert!(caller.refused().contains("idempotent-key: the header has no effect"));
    }
    caller.sim.set_key_header(KeyHeader::IdempotentKey);
    assert_eq!(caller.post_with(&order, &[other]).status, 200);
    exists(&caller.post_with(&order, &[other]));
    caller.sim.set_key_header(KeyHeader::Both);
    exists(&caller.post_with(&order, &[one]));
    exists(&caller.post_with(&order, &[one, other]));
    caller.sim.refusals().assert_none();
    let two = [("Idempotency-Key", "a"), ("Idempotent-Key", "b")];
    assert_eq!(caller.post_with(&order, &two).status, 400);
    assert!(caller.refused().contains("two different keys"));
}

#[test]
fn the_key_of_a_refused_order_is_used_up_unless_switched() {
    let caller = Caller::empty();
    let (order, mut wrong) = (caller.order(), caller.order());
    wrong["CustomerID"] = json!(1);
    let key = |key: &'static str| [("Idempotency-Key", key)];
    assert_eq!(caller.post_with(&wrong, &key("a")).status, 404);
    exists(&caller.post_with(&order, &key("a")));
    caller.sim.keep_keys_of_refused(false);
    assert_eq!(caller.post_with(&wrong, &key("b")).status, 404);
    assert_eq!(caller.post_with(&order, &key("b")).status, 200);
    exists(&caller.post_with(&order, &key("b")));
}

#[test]
fn a_key_can_outlive_an_order_that_was_never_stored() {
    let caller = Caller::empty();
    caller.sim.keep_keys_of_refused(false);
    caller.sim.lose_next_order();
    let order = caller.order();
    let key = [("Idempotency-Key", "k")];
    assert_eq!(caller.post_with(&order, &key).status, 500);
    exists(&caller.post_with(&order, &key));
    let found = caller.filter("orders", "ExternalProviderID eq 'SIMON-77-815'");
    assert_eq!(found.rows().len(), 0);
    assert_eq!(caller.post_with(&order, &[("Idempotency-Key", "k2")]).status, 200);
    caller.sim.refusals().assert_none();
}

#[test]
fn keys_can_be_forgotten() {
    let caller = Caller::empty();
    let order = caller.order();
    let key = [("Idempotency-Key", "k")];
    caller.post_with(&order, &key).id();
    caller.wait(3000);
    exists(&caller.post_with(&order, &key));
    caller.sim.forget_keys_after(Some(Duration::from_secs(3000)));
    assert_eq!(caller.post_with(&order, &key).status, 200);
}

#[test]
fn an_empty_key_is_refused() {
    let caller = Caller::empty();
    assert_eq!(caller.post_with(&caller.order(), &[("Idempotency-Key", "")]).status, 400);
    assert!(caller.refused().contains("one key"));
}
