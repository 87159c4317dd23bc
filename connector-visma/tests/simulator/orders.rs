//! Reading orders and quotes.

use connector_visma::simulator::{FilterMatch, Order, Regel};
use serde_json::{Value, json};

use crate::caller::{Caller, Envelope, ORDERS};

const ALL: &str = "/api/v3/SalesOrders";
const SO: &str = "/api/v3/SalesOrders/SO";

fn order(soort: &str, klantorder: &str) -> Order {
    Order {
        soort: soort.into(),
        klant: "10001".into(),
        status: "BackOrder".into(),
        klantorder: Some(klantorder.into()),
        ..Order::default()
    }
}

/// A company with so many orders, one a minute.
fn with_orders(count: usize) -> Caller {
    let mut caller = Caller::demo();
    for at in 1..count {
        caller.wait(60);
        caller.books().add_order(order("SO", &format!("PO-{at:03}")));
    }
    caller.log_in();
    caller
}

fn numbers(caller: &Caller, parameters: &[(&str, &str)]) -> Vec<Value> {
    caller.list(SO, parameters).all("orderId")
}

#[test]
fn a_list_has_an_envelope_and_pages_from_zero() {
    let caller = with_orders(7);
    let first = caller.list(SO, &[("pageSize", "3"), ("orderBy", "created desc")]);
    let json = first.json();
    assert_eq!(json["totalCount"], 7);
    let next = json["nextPage"].as_str().unwrap().to_owned();
    let expected = format!("{ORDERS}{SO}?pageSize=3&orderBy=created+desc&pageIndex=1");
    assert_eq!(next, expected);
    assert_eq!(caller.get(&next).rows().len(), 3);
    let last = caller.list(SO, &[("pageSize", "3"), ("pageIndex", "2")]).json();
    assert_eq!((last["value"].as_array().unwrap().len(), &last["nextPage"]), (1, &Value::Null));
    assert_eq!(numbers(&caller, &[("pageIndex", "9")]).len(), 0);
    caller.sim.leave_out_totals(true);
    caller.sim.point_next_pages_to(Some("http://elsewhere.example"));
    let json = caller.list(SO, &[("pageSize", "3")]).json();
    assert!(json["totalCount"].is_null());
    assert!(json["nextPage"].as_str().unwrap().starts_with("http://elsewhere.example/api/v3"));
    caller.clean();
    for wrong in
        [("pageIndex", "-1"), ("pageSize", "0"), ("orderBy", "number"), ("expand", "All,X")]
    {
        assert_eq!(caller.list(SO, &[wrong]).status, 400, "{wrong:?}");
        assert!(caller.refused().contains("GET /api/v3/SalesOrders/{type}"));
    }
    assert_eq!(caller.list(SO, &[("pageNumber", "3")]).rows().len(), 7, "ignored");
    assert!(caller.refused().contains("pageNumber"));
}

#[test]
fn types_are_apart_and_together() {
    let caller = Caller::demo();
    let types = |path: &str| caller.get(path).all("type");
    assert_eq!(types(SO), ["SO"]);
    assert_eq!(types("/api/v3/SalesOrders/QT"), ["QT"]);
    assert_eq!(types(ALL).len(), 2);
    caller.clean();
    assert_eq!(caller.get("/api/v3/SalesOrders/XX").status, 400);
    assert!(caller.refused().contains("unknown"));
}

#[test]
fn changes_since_a_time_in_utc_are_found() {
    let caller = with_orders(3);
    let since = |moment: &str| numbers(&caller, &[("modifiedSince", moment)]).len();
    assert_eq!(since("2026-07-01T12:33:00"), 1);
    assert_eq!(since("2026-07-01T12:33:00Z"), 1);
    assert_eq!(since("2026-07-01T14:33:00+02:00"), 1);
    assert_eq!(since("2026-07-01 12:32:00"), 2);
    assert_eq!(since("2026-07-01T12:33:00.001"), 0);
    let row = caller.list(SO, &[("orderBy", "lastModified desc")]).rows()[0].clone();
    assert_eq!(row["lastModified"], "2026-07-01T12:33:00.000Z");
    caller.sim.write_bare_order_stamps(true);
    let row = caller.list(SO, &[("orderBy", "lastModified desc")]).rows()[0].clone();
    assert_eq!(row["lastModified"], "2026-07-01T12:33:00.000");
    caller.clean();
    assert_eq!(caller.list(SO, &[("modifiedSince", "yesterday")]).status, 400);
}

#[test]
fn the_filter_looks_at_number_customer_order_and_name() {
    let caller = with_orders(3);
    let found = |text: &str| numbers(&caller, &[("filter", text)]).len();
    assert_eq!((found("PO-002"), found("o-00"), found("korenaar"), found("000001")), (1, 2, 3, 1));
    assert_eq!(found("onderhoud"), 0, "descriptions are not looked at");
    caller.sim.set_filter_match(FilterMatch::StartsWith);
    assert_eq!((found("PO-002"), found("O-00"), found("bakkerij")), (1, 0, 3));
    assert_eq!(numbers(&caller, &[("customerId", "10002")]).len(), 0);
    assert_eq!(numbers(&caller, &[("status", "backorder")]).len(), 2);
    caller.clean();
}

#[test]
fn a_row_a_row_with_sections_and_a_detail_have_three_shapes() {
    let caller = Caller::demo();
    let row = caller.get(SO).rows()[0].clone();
    assert_eq!((&row["status"], &row["customerOrder"]), (&"Open".into(), &Value::Null));
    assert_eq!(
        (&row["orderQty"], &row["description"]),
        (&3.5.into(), &"WB onderhoud ketel".into())
    );
    assert!(row.get("orderLines").is_none() && row.get("statusDetails").is_none());

    let wide = caller.list(SO, &[("expand", "Shipping,Note,Lines")]).rows()[0].clone();
    assert_eq!((&wide["status"], &wide["statusDetails"]["hold"]), (&"Open".into(), &false.into()));
    assert_eq!(wide["orderLines"][0]["inventory"]["id"], "UUR");
    assert_eq!(wide["shipping"]["address"]["line1"], "Molenstraat 14");
    assert!(wide.get("billing").is_none());

    let path = format!("{SO}/000001");
    let bare = caller.get(&path).json();
    assert_eq!(bare["status"], json!({"description": "Open", "cancelled": false, "hold": false}));
    assert_eq!((&bare["customer"], bare.get("orderLines")), (&Value::Null, None));
    let full = caller.get(&format!("{path}?expand=Customer,Shipping,Note,Lines"));
    assert!(full.header("etag").is_some());
    let full = full.json();
    assert_eq!((&full["customer"]["id"], &full["createdBy"]), (&"10001".into(), &"kantoor".into()));
    assert_eq!(full["orderLines"][0]["quantity"], 2.5);
    let repeated = caller.list(&path, &[("expand", "Customer"), ("expand", "Lines")]).json();
    assert_eq!((&repeated["customer"], &repeated["shipping"]), (&full["customer"], &Value::Null));
    caller.sim.leave_out_expanded_lines(true);
    assert!(caller.get(&format!("{path}?expand=Lines")).json().get("orderLines").is_none());
    assert_eq!(caller.get(&format!("{SO}/000009")).status, 404);
    caller.clean();
}

#[test]
fn pages_with_sections_are_smaller() {
    let caller = with_orders(120);
    assert_eq!(numbers(&caller, &[]).len(), 100);
    assert_eq!(numbers(&caller, &[("pageSize", "500")]).len(), 120);
    assert_eq!(numbers(&caller, &[("pageSize", "500"), ("expand", "Note")]).len(), 100);
    assert_eq!(numbers(&caller, &[("pageSize", "500"), ("expand", "None")]).len(), 120);
    caller.sim.cap_pages(Some(9));
    assert_eq!(numbers(&caller, &[]).len(), 9);
    caller.clean();
}

#[test]
fn lines_have_pages_too() {
    let caller = Caller::demo();
    let regel = Regel { artikel: "UUR".into(), aantal: "0.25".into(), ..Regel::default() };
    let regels = vec![regel; 1001];
    caller.books().change_order("SO", "000001", |order| order.regels = regels).unwrap();
    let path = format!("{SO}/000001/lines");
    let first = caller.get(&path).json();
    assert_eq!(
        (first["value"].as_array().unwrap().len(), &first["totalCount"]),
        (1000, &1001.into())
    );
    let rest = caller.get(first["nextPage"].as_str().unwrap()).rows();
    assert_eq!((rest.len(), &rest[0]["lineId"]), (1, &1001.into()));
    assert_eq!(rest[0]["quantity"], 0.25);
    caller.clean();
}

#[test]
fn statuses_are_any_text_and_people_change_orders() {
    let caller = with_orders(2);
    let status = || caller.get(SO).rows()[1]["status"].clone();
    assert_eq!(status(), "BackOrder");
    caller.sim.space_statuses(true);
    assert_eq!(status(), "Back Order");
    caller.books().change_order("SO", "000003", |order| order.status = String::new()).unwrap();
    assert_eq!(status(), "");
    let herkomst = Some(("QT".to_owned(), "000002".to_owned()));
    caller.books().change_order("SO", "000003", |order| order.herkomst = herkomst).unwrap();
    caller.sim.add_newer_members(true);
    let detail = caller.get(&format!("{SO}/000003")).json();
    assert_eq!(
        (&detail["originalOrderType"], &detail["originalOrderId"]),
        (&"QT".into(), &"000002".into())
    );
    assert_eq!(detail["newerMember"]["id"], 1);
    caller.books().delete_order("SO", "000003").unwrap();
    assert!(caller.books().change_order("SO", "000003", |_| {}).is_err());
    assert_eq!(caller.get(SO).rows().len(), 1);
    caller.clean();
}
