//! What an invoice may not be.

use connector_billit::simulator::{TextLines, TooLong};
use http::StatusCode;
use serde_json::{Value, json};

use crate::caller::{Caller, Envelope, Reply};

/// Posts the order after a change and checks that nothing was stored.
fn refused(caller: &Caller, change: impl FnOnce(&mut Value)) -> Reply {
    let mut order = caller.order();
    change(&mut order);
    let before = caller.books().facturen().len();
    let reply = caller.post(&order);
    assert!(reply.status >= 400, "{} {order}", reply.text);
    assert_eq!(caller.books().facturen().len(), before);
    reply
}

/// Posts an order with this line alone.
fn with_line(caller: &Caller, line: Value) -> Reply {
    let mut order = caller.order();
    order["OrderLines"] = json!([line]);
    caller.post(&order)
}

#[test]
fn what_every_invoice_needs_has_a_code_of_its_own() {
    let caller = Caller::empty();
    for (name, code) in [
        ("OrderType", "TheOrderTypeCode_0_IsInvalid"),
        ("OrderDirection", "TheOrderDirectionCode_0_IsInvalid"),
        ("CustomerID", "CustomerIsRequired"),
        ("OrderDate", "OrderDateIsRequired"),
        ("ExpiryDate", "ExpiryDateIsRequired"),
        ("OrderLines", "ThereMustBeAtLeastOneOrderLine"),
    ] {
        let reply = refused(&caller, |order| {
            order.as_object_mut().unwrap().remove(name);
        });
        assert_eq!((reply.status, reply.code().as_str()), (400, code));
        assert!(caller.refused().contains(code), "{name}");
    }
    let empty = refused(&caller, |order| order["OrderLines"] = json!([]));
    assert_eq!(empty.code(), "ThereMustBeAtLeastOneOrderLine");
}

#[test]
fn members_are_known_and_of_their_kind() {
    let caller = Caller::empty();
    for (name, value) in [
        ("Surprise", json!(1)),
        ("comments", json!("x")),
        ("Comments", json!(null)),
        ("Comments", json!(5)),
        ("CustomerID", json!("12")),
        ("CustomerID", json!(1.5)),
        ("OrderDate", json!("01/07/2026")),
        ("Currency", json!("euro")),
        ("OrderStatus", json!("ToPay")),
        ("OrderType", json!("Offer")),
        ("Customer", json!({"PartyID": 1})),
        ("OrderLines", json!({})),
        ("OrderLines", json!([{"Description": "x", "Surprise": 1}])),
        ("OrderLines", json!([{"Description": null}])),
        ("OrderPDF", json!({"FileName": "a.pdf"})),
        ("TotalExcl", json!(1)),
        ("VatGroups", json!([])),
        ("ExpiryDate", json!("2026-06-30")),
    ] {
        let reply = refused(&caller, |order| order[name] = value.clone());
        assert_eq!(reply.status, 400, "{name}: {value}");
        assert!(!caller.refused().is_empty(), "{name}: {value}");
    }
}

#[test]
fn a_body_must_be_one_json_object() {
    let caller = Caller::empty();
    for body in ["", "[]", "{", "{\"Comments\":\"a\",\"Comments\":\"b\"}"] {
        let json = [("content-type", "application/json")];
        assert_eq!(caller.call("POST", "/v1/orders", body, &json).status, 400, "{body}");
        assert!(caller.refused().contains("body"), "{body}");
    }
    assert_eq!(
        caller.call("POST", "/v1/orders?x=1", "{}", &[("content-type", "application/json")]).status,
        400
    );
    assert!(caller.refused().contains("does not belong"));
}

#[test]
fn an_order_id_would_change_an_order_and_is_refused() {
    let caller = Caller::empty();
    let id = caller.post(&caller.order()).id();
    let reply = refused(&caller, |order| order["OrderID"] = json!(id));
    assert_eq!(reply.status, 400);
    assert!(caller.refused().contains("OrderID"));
}

#[test]
fn customers_and_articles_must_exist() {
    let caller = Caller::empty();
    let gone = refused(&caller, |order| order["CustomerID"] = json!(1));
    assert_eq!((gone.status, gone.code().as_str()), (404, "GenericError"));
    caller.sim.answer_unknown_customer_with(StatusCode::BAD_REQUEST);
    assert_eq!(refused(&caller, |order| order["CustomerID"] = json!(1)).status, 400);
    let article = refused(&caller, |order| order["OrderLines"][1]["ProductID"] = json!(1));
    assert_eq!(article.status, 400);
    assert!(article.text.contains("ProductID 1"));
    caller.sim.refusals().assert_none();
    let supplier = caller.books().add_leverancier("Groothandel");
    refused(&caller, |order| order["CustomerID"] = json!(supplier));
    assert!(caller.refused().contains("no customer"));
}

#[test]
fn a_description_has_512_characters() {
    let caller = Caller::empty();
    let fits = "é".repeat(512);
    for name in ["Description", "DescriptionExtended"] {
        let line = |text: &str| {
            let mut line = json!({"Description": "Werk"});
            line[name] = json!(text);
            line
        };
        assert_eq!(with_line(&caller, line(&fits)).status, 200, "{name}");
        caller.sim.refusals().assert_none();
        assert_eq!(with_line(&caller, line(&format!("{fits}x"))).status, 400, "{name}");
        assert!(caller.refused().contains("513"), "{name}");
    }
    caller.sim.set_text_limit("OrderLine.Description", 5, TooLong::Cut);
    let id = with_line(&caller, json!({"Description": "Lange tekst"})).id();
    assert_eq!(caller.books().order(id).unwrap().regels[0].omschrijving, "Lange");
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    caller.sim.set_text_limit("OrderLine.Description", 5, TooLong::Refused(status));
    assert_eq!(with_line(&caller, json!({"Description": "Lange tekst"})).status, 422);
    caller.sim.refusals().assert_none();
}

#[test]
fn a_text_line_is_bare_filled_or_refused() {
    let caller = Caller::empty();
    let line = || {
        let id = with_line(&caller, json!({"Description": "Werk"})).id();
        caller.books().order(id).unwrap().regels.remove(0)
    };
    let bare = line();
    assert_eq!((bare.aantal, bare.prijs, bare.btw), (None, None, None));
    caller.sim.set_text_lines(TextLines::ZeroFilled);
    let filled = line();
    assert_eq!(filled.aantal.as_deref(), Some("0.00000"));
    assert_eq!(filled.btw.as_deref(), Some("0.00"));
    caller.sim.set_text_lines(TextLines::Refused);
    assert_eq!(with_line(&caller, json!({"Description": "Werk"})).status, 400);
    caller.sim.refusals().assert_none();
    for line in [json!({}), json!({"Description": ""}), json!({"Description": "x", "Unit": "NAR"})]
    {
        assert_eq!(with_line(&caller, line.clone()).status, 400, "{line}");
        assert!(caller.refused().contains("line"), "{line}");
    }
}

#[test]
fn a_priced_line_needs_a_text_a_price_and_a_rate() {
    let caller = Caller::empty();
    let priced = json!({"Quantity": 1, "UnitPriceExcl": 1, "VATPercentage": 21});
    let reply = with_line(&caller, priced);
    assert_eq!(reply.code(), "DescriptionIsMandatoryForOrderLinesWithTotals");
    for line in [
        json!({"Description": "x", "Quantity": 1}),
        json!({"Description": "x", "Quantity": 1, "UnitPriceExcl": 1}),
        json!({"Description": "x", "Quantity": 1, "VATPercentage": 21}),
        json!({"Description": "x", "Quantity": "1", "UnitPriceExcl": 1, "VATPercentage": 21}),
    ] {
        caller.refused();
        assert_eq!(with_line(&caller, line.clone()).status, 400, "{line}");
        assert!(!caller.refused().is_empty(), "{line}");
    }
    let raw =
        json!({"Description": "x", "Quantity": 9e27, "UnitPriceExcl": 9e27, "VATPercentage": 21});
    assert_eq!(with_line(&caller, raw).status, 400, "beyond all bounds");
}

#[test]
fn two_decimals_are_kept_unless_the_company_says_more() {
    let caller = Caller::empty();
    let line = |quantity: Value| {
        let line = json!({"Description": "x", "Quantity": quantity, "UnitPriceExcl": 10,
            "VATPercentage": 21});
        let id = with_line(&caller, line).id();
        caller.books().order(id).unwrap().regels.remove(0).aantal.unwrap()
    };
    assert_eq!(line(json!(0.25)), "0.25000");
    caller.sim.refusals().assert_none();
    assert_eq!(line(json!(0.335)), "0.34000");
    assert!(caller.refused().contains("0.335 is kept as 0.34"), "money was lost in silence");
    caller.books().set_decimals(3);
    assert_eq!(line(json!(0.335)), "0.33500");
    caller.sim.refusals().assert_none();
    caller.books().set_decimals(9);
    assert_eq!(line(json!(0.333333)), "0.33333");
    assert!(caller.refused().contains("Quantity"));
}

#[test]
fn a_discount_lowers_a_line() {
    let caller = Caller::empty();
    let line = json!({"Description": "x", "Quantity": 3, "UnitPriceExcl": 9.99,
        "VATPercentage": 21, "ReductionPercentage": 10});
    let id = with_line(&caller, line).id();
    let made = caller.books().order(id).unwrap();
    assert_eq!(made.regels[0].totaal_excl.as_deref(), Some("26.97"));
    assert_eq!(made.regels[0].korting.as_deref(), Some("10"));
}

#[test]
fn a_delivery_date_can_be_refused() {
    let caller = Caller::empty();
    caller.sim.refuse_delivery_dates(true);
    let reply = refused(&caller, |order| order["DeliveryDate"] = json!("2026-06-30"));
    assert_eq!(reply.code(), "InvalidDeliveryDate");
    assert_eq!(caller.post(&caller.order()).status, 200);
    caller.sim.refusals().assert_none();
}
