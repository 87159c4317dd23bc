//! Creating orders and quotes.

use std::time::Duration;

use connector_visma::simulator::{Klant, KlantStatus, Ordersoort, Vestiging};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::caller::{Caller, Envelope, Reply};

const NEW: &str = "/api/v3/SalesOrders";

/// Creates the order with one member made another, by its path.
fn with(caller: &Caller, body: &Value, path: &str, value: Value) -> Reply {
    let mut body = body.clone();
    let (parent, name) = path.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[name] = value;
    caller.post(NEW, &body)
}

#[test]
fn an_order_is_created_and_read_back() {
    let caller = Caller::empty();
    let created = caller.post(NEW, &caller.order());
    let location = "https://salesorder.visma.net/api/v3/SalesOrders/SO/000001";
    assert_eq!((created.status, created.header("location")), (201, Some(location)));
    assert_eq!(created.text, "");

    let own = caller.books().order("SO", "000001").unwrap();
    assert_eq!((own.status.as_str(), own.klant.as_str()), ("Hold", "10001"));
    assert_eq!(own.klantorder.as_deref(), Some("4711 / PO-88"));
    assert_eq!(own.referentie.as_deref(), Some("WB-4711"));
    assert_eq!(own.voorkeursmagazijn.as_deref(), Some("1"));
    assert_eq!(
        (own.regels[0].aantal.as_str(), own.regels[0].prijs),
        ("2.25", Decimal::new(6250, 2))
    );
    assert_eq!(own.regels[0].gestuurde_prijs, None);
    assert_eq!(own.regels[1].gestuurde_prijs.as_deref(), Some("10.005"));
    assert_eq!(own.bedrag(), Decimal::new(15_064, 2));

    let row = caller.get("/api/v3/SalesOrders/SO?filter=4711").rows()[0].clone();
    assert_eq!(
        (&row["customerRefNo"], &row["customerOrder"]),
        (&"WB-4711".into(), &"4711 / PO-88".into())
    );
    assert_eq!(row["date"], "2026-07-01T00:00:00");
    let detail = caller.get("/api/v3/SalesOrders/SO/000001?expand=All").json();
    assert_eq!((&detail["createdBy"], &detail["note"]), (&"".into(), &"Dorpsstraat 1".into()));
    assert_eq!(detail["shipping"]["preferredWarehouse"]["id"], "1");
    let lines = caller.get("/api/v3/SalesOrders/SO/000001/lines").rows();
    assert_eq!((&lines[0]["warehouseId"], &lines[1]["warehouseId"]), (&"1".into(), &Value::Null));
    assert_eq!(
        (&lines[1]["description"], &lines[1]["hasManualPrice"]),
        (&"meterkast".into(), &true.into())
    );
    caller.clean();
}

#[test]
fn wrapped_values_and_wrong_types_are_refused() {
    let caller = Caller::empty();
    let body = caller.order();
    for (path, value, code) in [
        ("/description", json!({"value": "x"}), "0003-InvalidValue"),
        ("/customer", json!({"value": {"id": "10001"}}), "0003-InvalidValue"),
        ("/customer/refNo", json!("x".repeat(41)), "0002-InvalidLength"),
        ("/description", json!("x".repeat(256)), "0002-InvalidLength"),
        ("/note", json!("x".repeat(2049)), "0002-InvalidLength"),
        ("/status", json!("Released"), "0100-OutsideValidRange"),
        ("/date", json!("gisteren"), "0003-InvalidValue"),
        ("/orderLines/0/warehouseId", json!(1), "0003-InvalidValue"),
        ("/orderLines/0/quantity", json!("2"), "0003-InvalidValue"),
        ("/orderLines/0/discountPercent", json!(101), "0100-OutsideValidRange"),
        ("/orderLines/0/unitOfMeasure", json!("UREN-LANG"), "0002-InvalidLength"),
    ] {
        let refused = with(&caller, &body, path, value);
        assert_eq!((refused.status, refused.codes()), (400, vec![code.to_owned()]), "{path}");
        assert!(caller.refused().contains("POST /api/v3/SalesOrders"), "{path}");
    }
    for (path, why) in [
        ("/type", "type"),
        ("/customer/id", "customer.id"),
        ("/orderLines/0/inventoryId", "orderLines[0].inventoryId"),
    ] {
        assert_eq!(with(&caller, &body, path, json!("")).status, 400);
        assert!(caller.refused().contains(why));
    }
    assert!(caller.books().orders().is_empty());
}

#[test]
fn unknown_members_are_ignored_or_refused_and_noticed_both_ways() {
    let caller = Caller::empty();
    let body = caller.order();
    assert_eq!(with(&caller, &body, "/customerRefNo", json!("WB-1")).status, 201);
    assert!(caller.refused().contains("ignores the member 'customerRefNo'"));
    caller.sim.refuse_unknown_members(true);
    let refused = with(&caller, &body, "/orderLines/0/lineId", json!(1));
    assert_eq!((refused.status, refused.codes()), (400, vec!["0003-InvalidValue".to_owned()]));
    assert!(refused.json()["errors"]["orderLines[0].lineId"].is_array());
    assert!(caller.refused().contains("orderLines[0].lineId"));
}

#[test]
fn what_an_office_can_get_wrong_has_the_vendors_code() {
    let caller = Caller::empty();
    let body = caller.order();
    let books = caller.books();
    books.set_magazijn("OUD", "Oud", false);
    let klant = |nummer: &str, status, betalingsconditie: Option<&str>| {
        let betalingsconditie = betalingsconditie.map(str::to_owned);
        books.add_klant(Klant { status, betalingsconditie, ..Klant::new(nummer, "X") });
    };
    klant("10007", KlantStatus::Inactive, Some("30"));
    klant("10008", KlantStatus::CreditHold, Some("30"));
    klant("10009", KlantStatus::Active, None);
    for (path, value, code) in [
        ("/type", json!("XX"), "0003-InvalidValue"),
        ("/customer/id", json!("77777"), "1400-CustomerLookupException"),
        ("/customer/id", json!("10007"), "1407-InvalidCustomerStatus"),
        ("/customer/id", json!("10008"), "1407-InvalidCustomerStatus"),
        ("/customer/id", json!("10009"), "1401-MissingTermsId"),
        ("/branchId", json!("9"), "0003-InvalidValue"),
        ("/shipping/preferredWarehouseId", json!("OUD"), "1802-InvalidWarehouseId"),
        ("/orderLines/0/warehouseId", json!("9"), "1802-InvalidWarehouseId"),
        ("/orderLines/0/inventoryId", json!("NIETS"), "1804-InventoryIdNotFound"),
        ("/orderLines/0/unitOfMeasure", json!("DOOS"), "1808-InvalidUnitOfMeasure"),
        ("/orderLines/0/quantity", json!(-1), "1809-InvalidQuantityForType"),
    ] {
        let refused = with(&caller, &body, path, value);
        assert_eq!((refused.status, refused.codes()), (400, vec![code.to_owned()]), "{path}");
        let property = &refused.json()["details"][0]["parameters"]["property"];
        assert!(refused.json()["errors"].get(property.as_str().unwrap()).is_some());
    }
    caller.sim.refuse_held_customers(false);
    assert_eq!(with(&caller, &body, "/customer/id", json!("10008")).status, 201);
    let customer = json!({"id": "10009", "termsId": "14"});
    assert_eq!(with(&caller, &body, "/customer", customer).status, 201);
    assert_eq!(with(&caller, &body, "/type", json!("QT")).status, 201);
    assert_eq!(books.orders().len(), 3);
    caller.clean();
}

#[test]
fn a_price_counts_unless_the_line_says_that_it_does_not() {
    let caller = Caller::empty();
    let body = caller.order();
    for (manual, price) in [(json!(true), 10_005), (json!(null), 10_005), (json!(false), 62_500)] {
        let number = with(&caller, &body, "/orderLines/1/hasManualPrice", manual).new_number();
        let own = caller.books().order("SO", &number).unwrap();
        assert_eq!(own.regels[1].prijs, Decimal::new(price, 3));
    }
    caller.clean();
}

#[test]
fn the_order_type_decides_a_status_that_is_left_out() {
    let caller = Caller::empty();
    let body = caller.order();
    let status = || {
        let number = with(&caller, &body, "/status", Value::Null).new_number();
        caller.books().order("SO", &number).unwrap().status
    };
    assert_eq!(status(), "Open");
    let soort = Ordersoort { actief: true, in_wacht: true, ..Ordersoort::default() };
    caller.books().set_ordersoort("SO", soort);
    assert_eq!(status(), "Hold");
    caller.clean();
}

#[test]
fn a_branch_and_a_wanted_day_are_kept() {
    let caller = Caller::empty();
    let naam = "Filiaal Zuid".to_owned();
    let zuid = Vestiging { nummer: "ZUID".into(), naam, actief: true };
    caller.books().add_vestiging(zuid);
    let mut body = caller.order();
    body["branchId"] = json!("ZUID");
    body["requestOn"] = json!("2026-07-09T00:00:00");
    let number = caller.post(NEW, &body).new_number();
    let detail = caller.get(&format!("/api/v3/SalesOrders/SO/{number}")).json();
    assert_eq!(
        (&detail["branch"]["id"], &detail["date"]),
        (&"ZUID".into(), &"2026-07-01T00:00:00".into())
    );
    assert_eq!(detail["requestOn"], "2026-07-09T00:00:00");
    caller.clean();
}

#[test]
fn an_address_is_sent_whole() {
    let caller = Caller::empty();
    let body = caller.order();
    let address = json!({"line1": "Kade 1", "city": "Delft", "countryId": "NL"});
    let number = with(&caller, &body, "/shipping/address", address.clone()).new_number();
    let path = format!("/api/v3/SalesOrders/SO/{number}?expand=Shipping");
    let shown = caller.get(&path).json()["shipping"]["address"].clone();
    assert_eq!((&shown["line1"], &shown["country"]["id"]), (&"Kade 1".into(), &"NL".into()));
    caller.clean();
    let mut address = address;
    address["countryId"] = Value::Null;
    assert_eq!(with(&caller, &body, "/shipping/address", address).status, 400);
    assert!(caller.refused().contains("countryId"));
}

#[test]
fn numbers_by_hand_make_a_create_that_cannot_be_repeated() {
    let caller = Caller::empty();
    let mut body = caller.order();
    body["orderId"] = json!("WB4711");
    body["overrideNumberSeries"] = json!(true);
    assert_eq!(caller.post(NEW, &body).status, 400);
    assert!(caller.refused().contains("numbers its orders itself"));
    caller.sim.number_by_hand(true);
    assert_eq!(caller.post(NEW, &body).new_number(), "WB4711");
    assert_eq!(caller.post(NEW, &body).status, 409);
    caller.clean();
    body["orderId"] = Value::Null;
    assert_eq!(caller.post(NEW, &body).status, 400);
    assert!(caller.refused().contains("without orderId"));
}

#[test]
fn an_order_can_be_answered_with_a_body_and_show_later() {
    let caller = Caller::empty();
    let body = caller.order();
    caller.sim.answer_orders_with_body(true);
    caller.sim.delay_look_ups(Duration::from_secs(20));
    caller.sim.point_locations_to(Some("http://salesorder.visma.net"));
    let created = caller.post(NEW, &body);
    assert_eq!((created.status, &created.json()["orderId"]), (201, &"000001".into()));
    assert!(created.header("location").unwrap().starts_with("http://salesorder"));
    assert_eq!(caller.get("/api/v3/SalesOrders/SO").rows().len(), 0);
    caller.wait(20);
    assert_eq!(caller.get("/api/v3/SalesOrders/SO").rows().len(), 1);
    caller.clean();
}

#[test]
fn a_discount_may_be_marked_as_the_users_own() {
    let caller = Caller::empty();
    let mut body = caller.order();
    body["orderLines"][0]["discountPercent"] = json!(10);
    let path = "/orderLines/0/hasManualDiscount";
    assert_eq!(with(&caller, &body, path, json!(true)).status, 201);
    caller.clean();
    assert_eq!(with(&caller, &body, path, json!("true")).status, 400, "of another type");
    assert!(caller.refused().contains("hasManualDiscount"));
}
