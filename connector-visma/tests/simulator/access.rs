//! Who may call, with which headers, and on which host.

use connector_visma::simulator::ErrorShape;
use http::StatusCode;

use crate::caller::{Caller, Envelope, MAIN, ORDERS, PLAIN};

#[test]
fn each_interface_wants_its_own_scopes() {
    let mut caller = Caller::empty();
    let order = caller.order();
    let lists = ["/v1/organization", "/api/v3/SalesOrders"];
    for (scope, statuses) in [
        ("vismanet_erp_interactive_api:read", [200, 403]),
        ("visma.net.erp.salesorder.inter:read", [403, 200]),
        ("vismanet_erp_interactive_api:create", [403, 403]),
    ] {
        caller.log_in_with(&format!("offline_access {scope}"));
        assert_eq!(lists.map(|list| caller.get(list).status), statuses, "{scope}");
        assert_eq!(caller.post("/api/v3/SalesOrders", &order).status, 403, "{scope}");
    }
    caller.log_in_with("offline_access visma.net.erp.salesorder.inter:write");
    assert_eq!(caller.post("/api/v3/SalesOrders", &order).status, 201);
    caller.clean();
}

#[test]
fn v3_can_refuse_tokens_of_a_person() {
    let caller = Caller::empty();
    caller.sim.refuse_interactive_on_orders(Some(StatusCode::FORBIDDEN));
    let refused = caller.get("/api/v3/SalesOrders");
    assert_eq!(refused.status, 403);
    assert_eq!(refused.json()["status"], 403, "problem details");
    assert_eq!(caller.get("/v1/organization").status, 200);
    caller.clean();
}

#[test]
fn without_a_token_there_is_nothing() {
    let mut caller = Caller::empty();
    caller.token = "made up".into();
    assert_eq!(caller.get("/v1/customer/10001").status, 401);
    let refused = caller.get("/api/v3/SalesOrders");
    let kind = refused.header("content-type").unwrap();
    assert_eq!((refused.status, kind), (401, "application/problem+json; charset=utf-8"));
    caller.clean();
}

#[test]
fn a_company_can_lose_its_licence() {
    let caller = Caller::empty();
    caller.books().license(false);
    let refused = caller.get("/v1/organization");
    assert_eq!(refused.json()["ExceptionType"], "IPPException");
    assert_eq!((refused.status, &refused.json()["ExceptionFaultCode"]), (401, &"12027".into()));
    caller.sim.answer_no_license_with(StatusCode::FORBIDDEN);
    assert_eq!(caller.get("/api/v3/SalesOrders").status, 403);
    caller.books().license(true);
    assert_eq!(caller.get("/v1/organization").status, 200);
    caller.clean();
}

#[test]
fn a_company_number_is_ignored_or_gives_empty_lists() {
    let caller = Caller::demo();
    let with = |number: &str| {
        let more = [("ipp-company-id", number), ("ipp-application-type", "Visma.net Financials")];
        caller.call("GET", "/v1/branch", "", &[PLAIN.as_slice(), &more].concat())
    };
    assert_eq!(with("9999999").rows().len(), 1);
    caller.sim.read_company_header(true);
    assert_eq!(with("9999999").rows().len(), 0);
    assert_eq!(with("1403278").rows().len(), 1);
    caller.clean();
}

#[test]
fn unknown_headers_and_missing_ones_are_noticed() {
    let caller = Caller::empty();
    let get = |headers: &[(&str, &str)]| caller.call("GET", "/v1/branch", "", headers);
    for more in [
        ("ipp-tenant-id", "x"),
        ("erp-api-background", "none"),
        ("branchid", "1"),
        ("ipp-application-type", "Visma.net Financials"),
    ] {
        assert_eq!(get(&[PLAIN.as_slice(), &[more]].concat()).status, 400, "{more:?}");
        assert!(caller.refused().contains(more.0.split('-').next().unwrap()), "{more:?}");
    }
    assert_eq!(get(&[("user-agent", "test/1.0")]).status, 406);
    assert!(caller.refused().contains("Accept"));
    assert_eq!(get(&[("accept", "application/json")]).status, 200, "it is only a wish");
    assert!(caller.refused().contains("User-Agent"));
}

#[test]
fn unknown_paths_and_methods_and_other_hosts_are_noticed() {
    let caller = Caller::empty();
    for (method, path, status) in [
        ("GET", "/v1/suppliers", 404),
        ("GET", "/API/controller/api/v1/customer", 404),
        ("GET", "/v2/salesorder", 404),
        ("POST", "/v1/salesorder/000001/attachment", 404),
        ("POST", "/v1/customerinvoice/300001/action/release", 404),
        ("POST", "/v1/customer", 405),
        ("PATCH", "/api/v3/SalesOrders/SO/000001", 405),
        ("GET", "/api/v3/Customers", 404),
    ] {
        let reply = caller.call(method, path, "", &PLAIN);
        assert_eq!(reply.status, status, "{method} {path}");
        assert!(caller.refused().contains(path), "{method} {path}");
    }
    for path in [format!("{ORDERS}/v1/branch"), format!("{MAIN}/api/v3/SalesOrders")] {
        assert_eq!(caller.get(&path).status, 404);
        assert!(caller.refused().contains("another host"));
    }
}

#[test]
fn any_call_can_fail_in_every_shape() {
    let caller = Caller::empty();
    for shape in ErrorShape::ALL {
        caller.sim.fail_next(StatusCode::SERVICE_UNAVAILABLE, shape);
        let failed = caller.get("/v1/branch");
        assert_eq!(failed.status, 503);
        let says = match shape {
            ErrorShape::Message => failed.json()["message"].is_string(),
            ErrorShape::CapitalMessage => failed.json()["Message"].is_string(),
            ErrorShape::Exception => failed.json()["ExceptionMessage"].is_string(),
            ErrorShape::Problem => failed.json()["title"] == "Service Unavailable",
            ErrorShape::Html => failed.text.starts_with("<!DOCTYPE"),
            ErrorShape::Empty => failed.text.is_empty(),
            ErrorShape::OtherJson => failed.text == "[]",
            _ => failed.header("content-type").unwrap().starts_with("text/plain"),
        };
        assert!(says, "{shape:?}: {}", failed.text);
    }
    let call = "GET /v1/branch";
    caller.sim.fail_next_of(call, StatusCode::INTERNAL_SERVER_ERROR, ErrorShape::Empty);
    assert_eq!(caller.get("/v1/organization").status, 200);
    assert_eq!(caller.get("/v1/branch").status, 500);
    assert_eq!(caller.get("/v1/branch").status, 200);
    assert_eq!(caller.sim.calls(call), 10);
    assert_eq!(caller.sim.calls("POST /connect/token"), 1);
    assert_eq!(caller.sim.all_calls(), 12);
    caller.clean();
}
