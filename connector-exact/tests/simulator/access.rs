//! Who may do what, and how failures look.

use std::collections::BTreeSet;

use connector_exact::simulator::{DEMO_DIVISION, ErrorShape, RightsShape};
use http::StatusCode;
use serde_json::json;

use crate::caller::{Caller, Envelope, HOST, Reply};

fn read(caller: &Caller) -> Reply {
    caller.list("financial/Journals", &[("$select", "ID")])
}

fn right(caller: &Caller, endpoint: &str, action: &str) -> Reply {
    let (endpoint, action) = (format!("'{endpoint}'"), format!("'{action}'"));
    caller.list("users/UserHasRights", &[("endpoint", &endpoint), ("action", &action)])
}

#[test]
fn rights_are_answered_in_two_shapes() {
    let caller = Caller::empty();
    let invoices = |caller: &Caller| right(caller, "salesinvoice/SalesInvoices", "POST").d();
    assert_eq!(invoices(&caller), json!({"UserHasRights": true}));
    caller.sim.grant_right("salesinvoice/SalesInvoices", "POST", false);
    assert_eq!(invoices(&caller), json!({"UserHasRights": false}));
    caller.sim.set_rights_shape(RightsShape::Plain);
    assert_eq!(invoices(&caller), json!(false));
    let refused = caller.post("salesinvoice/SalesInvoices", &caller.invoice());
    assert_eq!((refused.status, refused.message().as_str()), (403, "Forbidden"));
    caller.sim.leave_rights_unanswered(true);
    assert_eq!(right(&caller, "salesinvoice/SalesInvoices", "POST").status, 404);
    caller.sim.refusals().assert_none();
    assert_eq!(right(&caller, "no/Such", "POST").status, 400);
    assert_eq!(caller.list("users/UserHasRights", &[("endpoint", "x")]).status, 400);
    assert_eq!(caller.sim.refusals().all().len(), 2);
}

#[test]
fn a_missing_scope_says_so() {
    let caller = Caller::empty();
    caller.sim.grant_scope("financial generalledgers", false);
    let reply = read(&caller);
    assert_eq!(reply.status, 403);
    assert!(reply.message().starts_with("Forbidden - Application Scope Violated."));
    caller.sim.grant_scope("financial generalledgers", true);
    assert_eq!(read(&caller).status, 200);
}

#[test]
fn divisions_that_cannot_be_used() {
    let caller = Caller::empty();
    let before = read(&caller).status;
    caller.sim.grant_division(DEMO_DIVISION, false);
    assert_eq!((before, read(&caller).status), (200, 403));
    caller.sim.answer_no_access_with(StatusCode::NOT_FOUND);
    assert_eq!(read(&caller).status, 404);
    caller.sim.grant_division(DEMO_DIVISION, true);
    caller.sim.change_division(DEMO_DIVISION, &[("BlockingStatus", "1")]).unwrap();
    assert_eq!(read(&caller).status, 404);
    caller.sim.refusals().assert_none();
    caller.get(&format!("{HOST}/api/v1/12345/financial/Journals?$select=ID"));
    assert!(caller.refused().contains("do not probe"));
}

#[test]
fn requests_must_ask_for_json_and_carry_a_token() {
    let mut caller = Caller::empty();
    let uri = format!("{HOST}/api/v1/{DEMO_DIVISION}/financial/Journals?$select=ID");
    let atom = caller.call("GET", &uri, "", &[]);
    assert!(atom.text.starts_with("<?xml"), "{}", atom.text);
    assert!(caller.refused().contains("Accept"));
    let expect = [("accept", "application/json"), ("expect", "100-continue")];
    assert_eq!(caller.call("GET", &uri, "", &expect).status, 417);
    assert!(caller.refused().contains("100-continue"));
    caller.token = "no token".into();
    assert_eq!(read(&caller).status, 401);
    caller.sim.refusals().assert_none();
}

#[test]
fn failures_come_in_every_shape_and_do_nothing() {
    let caller = Caller::empty();
    let body = caller.invoice();
    let mut bodies = BTreeSet::new();
    for shape in ErrorShape::ALL {
        caller.sim.fail_next_with(StatusCode::INTERNAL_SERVER_ERROR, shape);
        let reply = caller.post("salesinvoice/SalesInvoices", &body);
        assert_eq!(reply.status, 500, "{shape:?}");
        bodies.insert((reply.text.clone(), reply.header("reason").map(str::to_owned)));
    }
    assert_eq!(bodies.len(), ErrorShape::ALL.len());
    assert!(caller.books().invoices().is_empty());
    let later = StatusCode::SERVICE_UNAVAILABLE;
    caller.sim.fail_next_of("salesinvoice/SalesInvoices", later, ErrorShape::Html);
    assert_eq!(read(&caller).status, 200);
    assert_eq!(caller.post("salesinvoice/SalesInvoices", &body).status, 503);
    assert_eq!(caller.post("salesinvoice/SalesInvoices", &body).status, 201);
    assert_eq!(caller.sim.calls()["POST salesinvoice/SalesInvoices"], 9);
}

#[test]
fn secrets_stay_out_of_debug_texts() {
    let caller = Caller::empty();
    let text = format!("{:?} {:?}", caller.sim, caller.books());
    assert!(!text.contains("stampNL001"), "{text}");
}
