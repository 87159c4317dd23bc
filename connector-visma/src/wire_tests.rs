#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "tests")]

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use proptest::prelude::*;
use simon_core::http::{Effect, decode};
use simon_testkit::builders::decimal;

use super::*;
use crate::canned::answer;

const CUSTOMERS: &str = include_str!("../tests/fixtures/customers.json");
const INVENTORY: &str = include_str!("../tests/fixtures/inventory.json");
const INVOICES: &str = include_str!("../tests/fixtures/invoices.json");
const ORDER: &str = include_str!("../tests/fixtures/order.json");
const QUOTE: &str = include_str!("../tests/fixtures/quote.json");
const COMPANY: &str = include_str!("../tests/fixtures/company.json");

#[derive(Deserialize)]
struct Company {
    organization: Vec<Organization>,
    warehouse: Vec<Warehouse>,
    salesordertype: Vec<OrderType>,
}

#[test]
fn members_may_be_null_missing_or_of_another_type_and_a_bad_row_stands_alone_b13() {
    let read = answer(Effect::Read, CUSTOMERS).unwrap();
    let (customers, bad) = decode::list::<Customer>(&read).unwrap();
    assert_eq!((customers.len(), bad.len()), (6, 2));
    assert_eq!(customers[0].internal_id, "4011");
    assert_eq!(customers[1].number.as_deref(), Some("10001"), "a number is a text, too");
    assert_eq!(customers[1].name.as_deref(), Some("Gemeente Voorbeeld"));
    let ids: Vec<Option<&str>> =
        [&customers[0].main_address, &customers[0].delivery_address, &customers[1].main_address]
            .map(|address| address.as_ref().unwrap().address_id.as_deref())
            .to_vec();
    assert_eq!(ids, [Some("901"), Some("903"), Some("910")]);
    let land = |at: usize| customers[at].main_address.as_ref()?.country.clone();
    assert_eq!((land(0).as_deref(), land(3)), (Some("nl"), None));
    let countries = customers[0].delivery_address.as_ref().unwrap().country.as_deref();
    assert_eq!(countries, Some("NL"), "a country may be its id alone");
    assert!(bad.iter().all(|row| !row.error.to_string().contains("Kapot")), "{bad:?}");

    let read = answer(Effect::Read, INVENTORY).unwrap();
    let (items, bad) = decode::list::<Item>(&read).unwrap();
    assert_eq!((items.len(), bad.len()), (10, 1));
    assert_eq!(items[0].default_price, Some(decimal("48.10")), "exact");
    assert_eq!(items[1].inventory_id, "502", "in the other spelling");
    assert_eq!(items[6].default_price, Some(decimal("100")));
    assert_eq!(items[9].inventory_number, None);
    assert_eq!(items[0].metadata.unwrap().max_page_size, Some(5_000));
}

#[test]
fn the_company_is_read_in_every_spelling() {
    let company: Company = serde_json::from_str(COMPANY).unwrap();
    assert_eq!(company.organization[1].organization_cd.as_deref(), Some("200"));
    assert_eq!(company.organization[0].branches.as_ref().unwrap().len(), 1, "null is no branch");
    let ids: Vec<_> = company.warehouse.iter().map(|it| it.warehouse_id.as_deref()).collect();
    assert_eq!(ids, [Some("1"), Some("Bus12"), Some("OUD")]);
    assert_eq!(company.salesordertype[1].active, Some(false));
}

#[test]
fn an_order_has_its_status_as_text_or_as_an_object() {
    let order: Order = serde_json::from_str(ORDER).unwrap();
    let status = order.status.clone().unwrap();
    assert_eq!((status.description.as_deref(), status.hold), (Some("On hold"), Some(true)));
    assert_eq!((order.ref_no(), order.customers_order()), (Some("acme01-20417"), Some("PO-88")));
    let line = &order.order_lines.as_ref().unwrap()[0];
    assert_eq!((line.quantity, line.unit_price), (Some(decimal("2.25")), Some(decimal("48.1"))));
    let shipping = order.shipping.unwrap();
    assert_eq!(shipping.preferred_warehouse.as_deref(), Some("bus12"));
    assert_eq!(order.attachments.unwrap()[0].name.as_deref(), Some("werkbon-20417.pdf"));

    let quote: Order = serde_json::from_str(QUOTE).unwrap();
    assert_eq!((quote.ref_no(), quote.customers_order()), (None, None), "an empty one is none");
    assert!(quote.order_lines.is_none());
    for (status, expected) in [
        (r#""Open""#, Some("Open")),
        (r#"{"description":"Open"}"#, Some("Open")),
        (r#"{}"#, None),
        ("null", None),
        (r#""""#, None),
    ] {
        let order: Order = serde_json::from_str(&format!(r#"{{"status":{status}}}"#)).unwrap();
        let read = order.status.and_then(|status| status.description);
        assert_eq!(read.as_deref(), expected, "{status}");
    }
    assert!(serde_json::from_str::<Order>(r#"{"status":[1]}"#).is_err());
}

#[test]
fn an_invoice_is_read_without_what_is_not_needed() {
    let invoices: Vec<Invoice> = serde_json::from_str(INVOICES).unwrap();
    assert_eq!(invoices[3].reference_number.as_deref(), Some("100014"));
    assert_eq!(invoices[3].invoice_lines.as_ref().unwrap().len(), 2, "null is no line");
    assert!(invoices[0].attachments.as_ref().unwrap()[0].name.is_some());
}

#[test]
fn nothing_personal_is_shown_f6() {
    let customers: Vec<serde_json::Value> = serde_json::from_str(CUSTOMERS).unwrap();
    let customer: Customer = serde_json::from_value(customers[1].clone()).unwrap();
    let order: Order = serde_json::from_str(ORDER).unwrap();
    assert_eq!(format!("{customer:?} {order:?}"), "Customer Order");
    assert_eq!(format!("{:?}", order.customer.unwrap()), "OrderCustomer");
}

#[test]
fn an_id_in_a_path_is_encoded_as_the_vendor_wants_it_and_a_blank_one_is_none() {
    for (id, expected) in [
        ("10000", Some("10000")),
        (" UREN-1_a.b~c ", Some("UREN-1_a.b~c")),
        ("VOOR RIJ/1", Some("b64(Vk9PUiBSSUovMQ)")),
        ("50%", Some("b64(NTAl)")),
        ("é", Some("b64(w6k)")),
        ("..", Some("b64(Li4)")),
        ("", None),
        (" \n", None),
    ] {
        assert_eq!(segment(id).as_deref(), expected, "{id}");
    }
}

fn jwt(payload: &str) -> String {
    format!("e30.{}.sig", URL_SAFE_NO_PAD.encode(payload))
}

#[test]
fn a_token_tells_its_company_in_any_shape_g9() {
    for (payload, expected) in [
        (r#"{"tenant_id":"AB-1","tenants":["x","y"]}"#, Some("ab-1")),
        (r#"{"tenants":["ab-1"]}"#, Some("ab-1")),
        (r#"{"tenants":"ab-1"}"#, Some("ab-1")),
        (r#"{"tenants":[{"id":"ab-1","name":"Voorbeeld"}]}"#, Some("ab-1")),
        (r#"{"tenants":[{"tenant_id":"ab-1"},{"tenant_id":"ab-1"}]}"#, Some("ab-1")),
        (r#"{"tenants":{"tenantId":"ab-1"}}"#, Some("ab-1")),
        (r#"{"tenants":["ab-1","ab-2"]}"#, None),
        (r#"{"tenant_id":"","tenants":[7,null]}"#, None),
        (r#"{"sub":"1"}"#, None),
    ] {
        let claims = Claims::of_token(&jwt(payload)).unwrap();
        assert_eq!(claims.tenant().as_deref(), expected, "{payload}");
        assert_eq!(format!("{claims:?}"), "Claims");
    }
    for opaque in ["", "abc", "a.b.c", "a..c"] {
        assert!(Claims::of_token(opaque).is_none(), "{opaque}");
    }
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in any::<String>()) {
        let _ = serde_json::from_str::<Customer>(&text);
        let _ = serde_json::from_str::<Order>(&text);
        let _ = Claims::of_token(&text);
    }

    #[test]
    fn a_segment_is_one_segment_and_tells_ids_apart(one in "[ -~é]{1,12}", other in "[ -~é]{1,12}") {
        if let (Some(a), Some(b)) = (segment(&one), segment(&other)) {
            let plain = |c: char| c.is_ascii_alphanumeric() || "._~-()".contains(c);
            prop_assert!(a.chars().all(plain), "{a}");
            prop_assert_eq!(a == b, one.trim() == other.trim());
        }
    }

    #[test]
    fn a_value_is_written_with_exactly_its_digits(number in -9_999_999_i64..9_999_999, scale in 0_u32..8) {
        let number = rust_decimal::Decimal::new(number, scale);
        let written = serde_json::to_string(&Value::from(number)).unwrap();
        prop_assert_eq!(written, format!("{{\"value\":{number}}}"));
    }
}
