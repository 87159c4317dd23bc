//! What a customer invoice may not hold.

use connector_visma::simulator::{Artikel, ArtikelStatus, Klant, KlantStatus, TooLong};
use http::StatusCode;
use serde_json::{Value, json};

use crate::caller::{Caller, Envelope};

const NEW: &str = "/v2/customerinvoice";

/// Creates the invoice with one member made another, by its path.
fn with(caller: &Caller, body: &Value, path: &str, value: Value) -> crate::caller::Reply {
    let mut body = body.clone();
    match body.pointer_mut(path) {
        Some(member) => *member = value,
        None => {
            let (parent, name) = path.rsplit_once('/').unwrap();
            body.pointer_mut(parent).unwrap()[name] = value;
        }
    }
    caller.post(NEW, &body)
}

#[test]
fn scalars_stand_inside_a_value_and_lines_do_not() {
    let caller = Caller::empty();
    let body = caller.invoice();
    for (path, value, why) in [
        ("/customerNumber", json!("10001"), "customerNumber: the value must be inside"),
        ("/hold", json!(true), "hold: the value must be inside"),
        ("/hold", json!({"value": "true"}), "hold: the value is of another type"),
        (
            "/invoiceText",
            json!({"value": "x", "extra": 1}),
            "invoiceText: the value must be inside",
        ),
        ("/invoiceText", json!({"value": ""}), "invoiceText: the value is empty"),
        ("/documentDate", json!({"value": "1 juli"}), "documentDate: the value is of another type"),
        ("/invoiceLines", json!({"value": []}), "must not be inside"),
        ("/invoiceLines/0/operation", json!({"value": "Insert"}), "must not be inside"),
        ("/invoiceLines/0/operation", json!("Update"), "operation: the value is out of range"),
        ("/invoiceLines/0/quantity", json!(2), "invoiceLines[0].quantity: the value must be"),
        ("/invoiceLines/0/quantity", json!({"value": "2"}), "of another type"),
        ("/invoiceLines/0/inventoryId", json!({"value": "UUR"}), "there is no such member"),
        ("/customer", json!({"value": "10001"}), "customer: there is no such member"),
        ("/salesPersonID", json!({"value": 1}), "there is no such member"),
    ] {
        let refused = with(&caller, &body, path, value);
        assert_eq!(refused.status, 400, "{path}");
        assert!(refused.message().contains(why), "{path}: {}", refused.message());
        assert!(caller.refused().contains(why), "{path}");
    }
    assert_eq!(with(&caller, &body, "/note", json!({"value": null})).status, 201, "a real null");
    caller.clean();
}

#[test]
fn some_members_must_be_there() {
    let caller = Caller::empty();
    let body = caller.invoice();
    for (path, value, why) in [
        ("/customerNumber", json!({"value": null}), "no customerNumber"),
        ("/invoiceLines", json!([]), "without lines"),
        ("/invoiceLines/0", json!({"inventoryNumber": {"value": "UUR"}}), "without an operation"),
        ("/invoiceLines/0", json!({"operation": "Insert"}), "without an item"),
    ] {
        assert_eq!(with(&caller, &body, path, value).status, 400, "{path}");
        assert!(caller.refused().contains(why), "{path}");
    }
    for wrong in ["", "[]", "{", r#"{"hold":{"value":true},"hold":{"value":true}}"#] {
        assert_eq!(caller.write(NEW, wrong).status, 400, "{wrong}");
        assert!(!caller.refused().is_empty(), "{wrong}");
    }
    let untyped = caller.call("POST", NEW, &body.to_string(), &crate::caller::PLAIN);
    assert_eq!(untyped.status, 415);
    assert_eq!(caller.post(&format!("{NEW}?hold=true"), &body).status, 400);
}

#[test]
fn what_an_office_can_get_wrong_is_a_message_and_no_fault_of_the_client() {
    let caller = Caller::empty();
    let body = caller.invoice();
    let books = caller.books();
    books.add_artikel(Artikel::new("KETEL", "Ketel", "STUK", 100).op_voorraad());
    let status = ArtikelStatus::NoSales;
    books.add_artikel(Artikel { status, ..Artikel::new("OUD", "Oud", "STUK", 100) });
    let status = KlantStatus::Inactive;
    books.add_klant(Klant { status, ..Klant::new("10009", "Weg") });
    for (path, value, why) in [
        ("/customerNumber/value", json!("77777"), "Customer '77777' cannot be found"),
        ("/customerNumber/value", json!("10009"), "Inactive"),
        ("/branchNumber", json!({"value": "9"}), "Branch '9' cannot be found"),
        ("/invoiceLines/0/inventoryNumber/value", json!("NIETS"), "'NIETS' cannot be found"),
        ("/invoiceLines/0/inventoryNumber/value", json!("KETEL"), "is a stock item"),
        ("/invoiceLines/0/inventoryNumber/value", json!("OUD"), "NoSales"),
        ("/invoiceLines/0/uom/value", json!("DOOS"), "UoM 'DOOS' cannot be found"),
        ("/invoiceLines/0/vatCodeId", json!({"value": "01"}), "TaxID '01' cannot be found"),
    ] {
        let refused = with(&caller, &body, path, value);
        assert_eq!(refused.status, 400, "{path}");
        assert!(refused.message().contains(why), "{path}: {}", refused.message());
    }
    assert_eq!(with(&caller, &body, "/branchNumber", json!({"value": "1"})).status, 201);
    caller.sim.answer_business_with(StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(with(&caller, &body, "/branchNumber", json!({"value": "9"})).status, 500);
    books.close_period("202607");
    assert!(with(&caller, &body, "/hold/value", json!(false)).message().contains("202607"));
    assert_eq!(books.facturen().len(), 1);
    caller.clean();
}

#[test]
fn a_line_may_be_text_alone_and_a_unit_may_be_demanded() {
    let caller = Caller::empty();
    let mut body = caller.invoice();
    body["invoiceLines"] =
        json!([{"operation": "Insert", "description": {"value": "Toelichting"}}]);
    let number = caller.post(NEW, &body).new_number();
    let regel = caller.books().factuur(&number).unwrap().regels[0].clone();
    assert_eq!((regel.artikel.as_str(), regel.aantal.as_str()), ("", "0"));
    let body = json!({"customerNumber": {"value": "10001"}, "invoiceLines": [
        {"operation": "Insert", "inventoryNumber": {"value": "UUR"}, "quantity": {"value": 1}}]});
    let number = caller.post(NEW, &body).new_number();
    assert_eq!(caller.books().factuur(&number).unwrap().regels[0].eenheid, "UUR");
    caller.sim.demand_uom(true);
    assert!(caller.post(NEW, &body).message().contains("UoM"));
    caller.clean();
}

#[test]
fn texts_can_have_limits() {
    let caller = Caller::empty();
    let body = caller.invoice();
    let long = "é".repeat(61);
    let kept = |limit| {
        caller.sim.limit_text("invoiceText", limit);
        let reply = with(&caller, &body, "/invoiceText/value", json!(long));
        (reply.status, caller.books().facturen().pop().unwrap().tekst.unwrap().chars().count())
    };
    assert_eq!(kept(None), (201, 61));
    assert_eq!(kept(Some((60, TooLong::Cut))), (201, 60));
    assert_eq!(kept(Some((60, TooLong::Refused(StatusCode::BAD_REQUEST)))), (400, 60));
    assert_eq!(kept(Some((61, TooLong::Refused(StatusCode::BAD_REQUEST)))), (201, 61));
    caller.clean();
}

#[test]
fn a_date_with_a_zone_is_the_day_in_the_netherlands() {
    let caller = Caller::empty();
    let body = caller.invoice();
    for (sent, day) in [
        ("2026-07-01", "2026-07-01"),
        ("2026-07-01T23:30:00", "2026-07-01"),
        ("2026-07-01T00:00:00Z", "2026-07-01"),
        ("2026-07-01T22:30:00Z", "2026-07-02"),
    ] {
        let number = with(&caller, &body, "/documentDate/value", json!(sent)).new_number();
        let factuur = caller.books().factuur(&number).unwrap();
        assert_eq!(factuur.datum.to_string(), day, "{sent}");
    }
    caller.clean();
}

#[test]
fn a_discount_may_be_marked_as_the_users_own() {
    let caller = Caller::empty();
    let mut body = caller.invoice();
    body["invoiceLines"][0]["discountPercent"] = json!({"value": 10});
    let path = "/invoiceLines/0/manualDiscount";
    assert_eq!(with(&caller, &body, path, json!({"value": true})).status, 201);
    caller.clean();
    assert_eq!(with(&caller, &body, path, json!(true)).status, 400, "not without its value");
    assert!(caller.refused().contains("manualDiscount: the value must be inside"));
}
