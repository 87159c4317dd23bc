//! Creating and reading customer invoices.

use std::time::Duration;

use connector_visma::simulator::{Factuur, PriceFill};
use rust_decimal::Decimal;
use serde_json::json;

use crate::caller::{Caller, Envelope, PLAIN};

const NEW: &str = "/v2/customerinvoice";
const ALL: &str = "/v1/customerinvoice";

#[test]
fn an_invoice_is_created_and_read_back() {
    let caller = Caller::empty();
    let body = caller.invoice();
    let created = caller.post(NEW, &body);
    let location = "https://api.finance.visma.net/v1/customerinvoice/300001";
    assert_eq!((created.status, created.header("location")), (201, Some(location)));
    assert_eq!(created.text, "");
    assert!(created.header("etag").is_some());

    let read = caller.get("/v1/customerinvoice/300001").json();
    for (name, value) in [
        ("status", json!("Hold")),
        ("hold", json!(true)),
        ("documentType", json!("Invoice")),
        ("documentDate", json!("2026-07-01T00:00:00")),
        ("financialPeriod", json!("202607")),
        ("invoiceText", json!("Werkbon 4711")),
        ("customerRefNumber", json!("4711 / PO-88")),
        ("externalReference", json!("WB-4711")),
        ("note", json!("Dorpsstraat 1")),
        ("createdDateTime", json!("2026-07-01T14:31:00")),
        ("detailTotalInCurrency", json!(150.64)),
    ] {
        assert_eq!(read[name], value, "{name}");
    }
    assert_eq!(read["customer"]["name"], "Bakkerij De Korenaar");
    let lines = read["invoiceLines"].as_array().unwrap();
    assert_eq!(
        (&lines[0]["unitPriceInCurrency"], &lines[0]["amountInCurrency"]),
        (&62.5.into(), &140.63.into())
    );
    assert_eq!((&lines[0]["description"], &lines[0]["uom"]), (&"Arbeid".into(), &"UUR".into()));
    assert_eq!(
        (&lines[1]["description"], &lines[1]["amountInCurrency"]),
        (&"meterkast".into(), &10.01.into())
    );
    caller.clean();
}

#[test]
fn what_was_sent_is_kept_to_the_last_digit() {
    let caller = Caller::empty();
    caller.invoice();
    let body = r#"{"customerNumber":{"value":"10001"},"invoiceLines":[{"operation":"Insert",
        "inventoryNumber":{"value":"uur"},"quantity":{"value":0.30000000000000004},
        "unitPriceInCurrency":{"value":12.50},"discountPercent":{"value":10}}]}"#;
    let number = caller.write(NEW, body).new_number();
    let factuur = caller.books().factuur(&number).unwrap();
    let regel = &factuur.regels[0];
    assert_eq!((regel.aantal.as_str(), regel.artikel.as_str()), ("0.30000000000000004", "UUR"));
    assert_eq!(regel.gestuurde_prijs.as_deref(), Some("12.50"));
    assert_eq!(factuur.bedrag(), Decimal::new(338, 2));
    assert_eq!((factuur.status.as_str(), factuur.externe_referentie), ("Balanced", None));
    assert_eq!(factuur.datum.to_string(), "2026-07-01", "today in the Netherlands");
    caller.sim.hold_by_default(true);
    let number = caller.write(NEW, body).new_number();
    assert_eq!(caller.books().factuur(&number).unwrap().status, "Hold");
    caller.clean();
}

#[test]
fn a_price_that_is_left_out_is_the_items_or_zero() {
    let caller = Caller::empty();
    let body = caller.invoice();
    caller.sim.set_price_fill(PriceFill::Zero);
    let number = caller.post(NEW, &body).new_number();
    let regels = caller.books().factuur(&number).unwrap().regels;
    assert_eq!((regels[0].prijs, regels[0].gestuurde_prijs.as_deref()), (Decimal::ZERO, None));
    assert_eq!(regels[1].prijs, Decimal::new(10_005, 3));
    caller.clean();
}

#[test]
fn invoices_are_found_by_what_they_carry() {
    let caller = Caller::empty();
    let mut body = caller.invoice();
    caller.post(NEW, &body).new_number();
    caller.wait(60);
    body["externalReference"]["value"] = json!("WB-4712");
    body["customerRefNumber"]["value"] = json!("PO-89");
    body["documentDate"]["value"] = json!("2026-06-30");
    caller.post(NEW, &body).new_number();
    let found = |parameters: &[(&str, &str)]| {
        let rows = caller.first(ALL, parameters).all("referenceNumber");
        rows.iter().map(|number| number.as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(found(&[]), ["300001", "300002"]);
    assert_eq!(found(&[("externalReference", "WB-4712")]), ["300002"]);
    assert!(found(&[("externalReference", "WB-471")]).is_empty());
    assert_eq!(found(&[("customerRefNumber", "PO-89"), ("customer", "10001")]), ["300002"]);
    assert!(found(&[("customer", "10002")]).is_empty());
    assert_eq!(found(&[("status", "Hold"), ("released", "0")]).len(), 2);
    assert_eq!(found(&[("financialPeriod", "202606")]), ["300002"]);
    let before = [("documentDate", "2026-07-01"), ("documentDateCondition", "<")];
    assert_eq!(found(&before), ["300002"]);
    let since = [("createdDateTime", "2026-07-01T14:31:30"), ("createdDateTimeCondition", ">")];
    assert_eq!(found(&since), ["300002"]);
    assert_eq!(caller.first("/v1/customer/10001/invoice", &[]).rows().len(), 2);
    caller.clean();
    assert_eq!(found(&[("customerNumber", "10002")]).len(), 2, "ignored");
    assert!(caller.refused().contains("customerNumber"));
}

#[test]
fn an_invoice_can_show_later_than_it_was_created() {
    let caller = Caller::empty();
    let body = caller.invoice();
    caller.sim.delay_look_ups(Duration::from_secs(20));
    let number = caller.post(NEW, &body).new_number();
    let lists = || caller.first(ALL, &[("externalReference", "WB-4711")]).rows().len();
    let detail = || caller.get(&format!("{ALL}/{number}")).status;
    assert_eq!((lists(), detail()), (0, 404));
    assert_eq!(caller.books().facturen().len(), 1);
    caller.wait(20);
    assert_eq!((lists(), detail()), (1, 200));
    caller.clean();
}

#[test]
fn people_change_release_and_delete_invoices() {
    let caller = Caller::empty();
    let number = caller.post(NEW, &caller.invoice()).new_number();
    let path = format!("{ALL}/{number}");
    let delete = || caller.call("DELETE", &path, "", &PLAIN);
    caller.wait(60);
    caller.books().change_factuur(&number, |own| own.status = "Open".into()).unwrap();
    let read = caller.get(&path).json();
    assert_eq!(read["lastModifiedDateTime"], "2026-07-01T14:32:00");
    assert_eq!(delete().status, 400);
    assert!(delete().message().contains("released"));
    caller.books().change_factuur(&number, |own| own.status = "Hold".into()).unwrap();
    assert_eq!(delete().status, 204);
    assert_eq!(caller.get(&path).status, 404);
    let own = Factuur { klant: "10001".into(), status: "Balanced".into(), ..Factuur::default() };
    let number = caller.books().add_factuur(own);
    assert_eq!(caller.first(ALL, &[]).all("referenceNumber"), [number.as_str()]);
    caller.books().delete_factuur(&number).unwrap();
    assert!(caller.books().delete_factuur(&number).is_err());
    caller.clean();
}

#[test]
fn a_location_can_name_a_host_that_is_going_away() {
    let caller = Caller::empty();
    caller.sim.point_locations_to(Some("http://integration.visma.net/API/controller/api"));
    let created = caller.post(NEW, &caller.invoice());
    let location = created.header("location").unwrap();
    assert_eq!(
        location,
        "http://integration.visma.net/API/controller/api/v1/customerinvoice/300001"
    );
    assert_eq!(caller.post("/v1/customerinvoice", &json!({})).status, 400);
    assert!(caller.refused().contains("deprecated"));
}
