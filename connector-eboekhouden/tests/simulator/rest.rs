//! REST: sessions, lists, details, errors.

use std::time::Duration;

use bytes::Bytes;
use connector_eboekhouden::simulator::{
    DEMO_API_TOKEN, ErrorShape, ErrorsShape, ListOrder, NullMember, RawRecord, Relatie, TokenStyle,
};
use http::{Request, StatusCode};
use serde_json::json;

use crate::caller::Caller;

#[test]
fn lists_hold_little_and_details_everything() {
    let caller = Caller::demo();
    let list = caller.get("/v1/relation?limit=2000&offset=0").json();
    assert_eq!(list["count"], 5);
    assert_eq!(list["items"][0], json!({"id": 51_234_001, "type": "B", "code": "K0042"}));
    let detail = caller.get("/v1/relation/51234001").json();
    assert_eq!(detail["address2"], "Postbus 100");
    assert_eq!((&detail["termOfPayment"], detail.get("inactive")), (&json!(30), None));
    assert_eq!(caller.get("/v1/relation/51234004").json()["inactive"], true);

    let list = caller.get("/v1/product?code=REIS").json();
    let expected = json!({"id": 900_002, "code": "REIS", "description": "Reistijd", "unitId": 12, "active": true});
    assert_eq!(list["items"][0], expected);
    let detail = caller.get("/v1/product/900002").json();
    assert_eq!((&detail["vat"], &detail["priceExcl"]), (&json!("HOOG_VERK_21"), &json!(48)));
    assert_eq!(detail["ledgerId"], caller.sim.omzetrekening());
    let groups = caller.get("/v1/product/groups").json();
    assert_eq!(groups["items"][1]["description"], "Materiaal");
    assert_eq!(caller.get("/v1/product?groupCode=D").json()["count"], 3);
    assert_eq!(caller.get("/v1/unit").json()["items"][1]["singular"], "uur");
    let template = caller.get("/v1/invoicetemplate?name=Factuursjabloon&active=true").json();
    assert_eq!(template["items"][0]["id"], 310_022);
    assert_eq!(caller.get("/v1/ledger?code=8000").ids(), [caller.sim.omzetrekening()]);
    assert_eq!(caller.get("/v1/administration/linked").json()["count"], 1);
    caller.refused(&[]);
}

#[test]
fn sessions() {
    let mut caller = Caller::empty();
    let open = |source: &str, token: &str| {
        let body = json!({"accessToken": token, "source": source}).to_string();
        caller.post("/v1/session", &body).code()
    };
    assert_eq!(open("", DEMO_API_TOKEN), "API_SESSION_001");
    assert_eq!(open("met-streep", DEMO_API_TOKEN), "API_SESSION_002");
    assert_eq!(open("elf letters", DEMO_API_TOKEN), "API_SESSION_002");
    assert_eq!(open("Simon", ""), "API_SESSION_003");
    caller.refused(&["_001", "_002", "_002", "_003"]);
    assert_eq!(open("Simon", "x"), "API_SESSION_004");
    caller.sim.refuse_rest_logins(Some((StatusCode::FORBIDDEN, "SECURITY_011")));
    let body = json!({"accessToken": DEMO_API_TOKEN, "source": "Simon"}).to_string();
    let reply = caller.post("/v1/session", &body);
    assert_eq!((reply.status, reply.code().as_str()), (403, "SECURITY_011"));
    assert_eq!(reply.json()["securityType"], 0);
    caller.sim.refuse_rest_logins(None);

    let bearer = format!("Bearer {}", caller.token);
    let reply = caller.get_as("/v1/unit", &bearer);
    assert_eq!((reply.status, reply.text.as_str()), (401, ""));
    caller.sim.set_token_style(TokenStyle::Bearer);
    assert_eq!(caller.get_as("/v1/unit", &bearer).status, 200);
    assert_eq!(caller.get("/v1/unit").status, 401);
    caller.sim.set_token_style(TokenStyle::Both);
    assert_eq!(caller.get("/v1/unit").status, 200);

    caller.clock.advance(Duration::from_secs(3600));
    caller.sim.code_401(true);
    assert_eq!(caller.get("/v1/unit").code(), "SECURITY_010");
    caller.log_in();
    caller.sim.expire_sessions();
    assert_eq!(caller.get("/v1/unit").status, 401);
    caller.log_in();
    let end = Request::delete("/v1/session").header("authorization", &caller.token);
    assert_eq!(caller.send(&end.body(Bytes::new()).unwrap()).status, 204);
    assert_eq!(caller.get("/v1/unit").status, 401);
    assert_eq!(caller.sim.sessions_opened().1, 3);
    caller.sim.withdraw_credentials();
    assert_eq!(caller.post("/v1/session", &body).code(), "API_SESSION_004");
    caller.refused(&[]);
    caller.send(&Request::get("/v1/unit").body(Bytes::new()).unwrap());
    caller.refused(&["no Authorization"]);
}

#[test]
fn pages_and_filters() {
    let caller = Caller::empty();
    caller.sim.seed_relaties(250);
    let first = caller.get("/v1/relation");
    assert_eq!((first.ids().len(), first.json()["count"].as_i64()), (100, Some(100)));
    let last = caller.get("/v1/relation?limit=200&offset=200");
    assert_eq!(last.json()["count"], 50);
    assert_eq!(caller.get("/v1/relation?offset=250").json(), json!({"items": [], "count": 0}));
    caller.sim.write_null_items(true);
    assert_eq!(caller.get("/v1/relation?offset=250").json()["items"], json!(null));
    caller.sim.cap_pages(Some(7));
    assert_eq!(caller.get("/v1/relation?limit=2000").ids().len(), 7);
    caller.sim.cap_pages(None);

    let count = |query: &str| caller.get(&format!("/v1/relation?{query}")).json()["count"].clone();
    assert_eq!(count("code=G000007"), 1);
    assert_eq!(count("code=g000007"), 1);
    assert_eq!(count("code%5Blike%5D=G00000%3F"), 9);
    assert_eq!(count("name[like]=%25klant+7+%25"), 1);
    assert_eq!(count("code[not_like]=G%25"), 0);
    assert_eq!(count("code[not_eq]=G000007&limit=300"), 249);
    assert_eq!(count("city=Breda&limit=300"), 50);
    caller.sim.compare_case(true);
    assert_eq!(count("code=g000007"), 0);
    caller.refused(&[]);
}

#[test]
fn orders_of_lists() {
    let caller = Caller::empty();
    let ids: Vec<i64> = (0..5).map(|n| caller.relatie(&format!("R{n}"))).collect();
    caller.sim.set_list_order(ListOrder::Newest);
    assert_eq!(caller.get("/v1/relation?limit=2").ids(), [ids[4], ids[3]]);
    let added = caller.relatie("R5");
    assert_eq!(caller.get("/v1/relation?limit=2&offset=2").ids(), [ids[3], ids[2]]);
    assert_eq!(caller.get("/v1/relation?limit=1").ids(), [added]);
    caller.sim.set_list_order(ListOrder::Unstable);
    let (one, other) = (caller.get("/v1/relation").ids(), caller.get("/v1/relation").ids());
    assert_ne!(one, other);
    let sorted = |mut ids: Vec<i64>| {
        ids.sort_unstable();
        ids
    };
    assert_eq!(sorted(one), sorted(other));
    caller.refused(&[]);
}

#[test]
fn what_no_correct_client_sends_is_recorded() {
    let caller = Caller::empty();
    let cases = [
        ("/v1/relation?limit=0", 400, "PAGE_001"),
        ("/v1/relation?limit=2001", 400, "PAGE_001"),
        ("/v1/relation?offset=-1", 400, "PAGE_002"),
        ("/v1/relation?reference=x", 400, "ERR_002"),
        ("/v1/relation?code[gt]=x", 400, "ERR_002"),
        ("/v1/relation?code=x&code=y", 400, "ERR_002"),
        ("/v1/product/groups?limit=1", 400, "ERR_002"),
        ("/v1/relation/1?limit=1", 400, "ERR_002"),
        ("/v1/invoice?date[range]=2025-01-01", 400, "ERR_002"),
        ("/v1/invoice?reference=10231", 400, "ERR_002"),
        ("/v1/invoicetemplate?active=1", 400, "ERR_002"),
    ];
    for (path, status, code) in cases {
        let reply = caller.get(path);
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{path}");
        caller.refused(&[code]);
    }
    for path in ["/v1/administraties", "/v2/relation", "/v1/relation/x", "/v1/unit/1", "/"] {
        assert_eq!(caller.get(path).status, 404, "{path}");
        caller.refused(&["no such call"]);
    }
    assert_eq!(caller.post("/v1/relation", "{}").status, 405);
    caller.refused(&["POST /v1/relation"]);
}

#[test]
fn errors_in_every_style() {
    let caller = Caller::empty();
    let reply = caller.get("/v1/relation/5");
    assert_eq!((reply.status, reply.code().as_str()), (404, "REL_055"));
    assert_eq!(reply.json().get("errors"), None);
    assert_eq!(caller.get("/v1/product/5").code(), "ART_001");
    assert_eq!(caller.get("/v1/invoice/5").code(), "FACT_021");
    caller.sim.speak_english(true);
    caller.sim.set_errors_shape(ErrorsShape::List);
    assert_eq!(caller.get("/v1/relation/5").json()["errors"], json!(["Relation not found."]));
    caller.sim.set_errors_shape(ErrorsShape::Object);
    assert!(caller.get("/v1/relation/5").json()["errors"].is_object());
    caller.sim.leave_out_error_type(true);
    assert_eq!(caller.get("/v1/relation/5").json().get("type"), None);
    caller.sim.write_pascal_case(true);
    assert_eq!(caller.get("/v1/relation/5").json()["Code"], "REL_055");
    assert_eq!(caller.get("/v1/relation").json()["Count"], 0);
    for shape in ErrorShape::ALL {
        caller.sim.fail_next(None, StatusCode::BAD_GATEWAY, shape);
        assert_eq!(caller.get("/v1/unit").status, 502, "{shape:?}");
    }
    caller.sim.fail_next_with(Some("GET /v1/unit"), StatusCode::BAD_REQUEST, "SECURITY_007");
    assert_eq!(caller.get("/v1/unit").json()["Code"], "SECURITY_007");
    caller.refused(&[]);
}

#[test]
fn members_without_a_value() {
    let caller = Caller::empty();
    let id = caller.sim.add_relatie(Relatie::default());
    assert_eq!(caller.get("/v1/relation").json()["items"][0], json!({"id": id, "type": "B"}));
    let detail = caller.get(&format!("/v1/relation/{id}")).json();
    assert_eq!(detail, json!({"id": id, "type": "B", "date": "2024-01-02T00:00:00+01:00"}));
    caller.sim.write_plain_dates(true);
    caller.sim.set_null_member(NullMember::Null);
    let detail = caller.get(&format!("/v1/relation/{id}")).json();
    assert_eq!(detail["date"], "2024-01-02");
    assert!(detail.get("name").is_some_and(serde_json::Value::is_null));
    caller.sim.set_null_member(NullMember::LeftOut);
    caller.sim.fill_list_rows(true);
    caller.sim.change_relatie(id, |row| row.bedrijf = Some("Naam".into())).unwrap();
    let row = &caller.get("/v1/relation").json()["items"][0];
    assert!(row.get("name").is_some_and(serde_json::Value::is_null));
    caller.sim.add_unknown_members(true);
    assert!(caller.get("/v1/relation").json()["items"][0].get("peppolId").is_some());

    let raw = RawRecord {
        soap: "<cRelatie><ID>x</ID></cRelatie>".into(),
        rest_row: r#"{"id":"x"}"#.into(),
        rest_detail: "{".into(),
    };
    let id = caller.sim.add_raw_relatie(raw);
    assert_eq!(caller.get("/v1/relation").json()["items"][1], json!({"id": "x"}));
    assert_eq!(caller.get(&format!("/v1/relation/{id}")).text, "{");
    assert!(caller.relaties().text.contains("<ID>x</ID>"));
    caller.refused(&[]);
}
