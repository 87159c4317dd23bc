//! Quotes (offertes).

use connector_billit::simulator::{ApprovedAs, NewOfferte, NewRegel};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::caller::{Caller, Envelope};

const OFFERS: &str = "OrderType eq 'Offer' and OrderDirection eq 'Income'";

fn offerte(caller: &Caller) -> i64 {
    let (klant, artikel) = (caller.klant("Bakkerij"), caller.artikel("THERM", 11900));
    let regels = vec![
        NewRegel::tekst("Thermostaat vervangen"),
        NewRegel::artikel(artikel, Decimal::new(15, 1)),
        NewRegel {
            referentie: Some("VRIJ".into()),
            omschrijving: Some("Klein materiaal".into()),
            aantal: Some(Decimal::ONE),
            prijs: Some(Decimal::new(995, 2)),
            btw: Some(Decimal::from(6)),
            ..NewRegel::default()
        },
    ];
    let texts = NewOfferte::voor(klant, regels);
    let titel = Some("Werkbon thermostaat".to_owned());
    let opmerkingen = Some("Bellen voor bezoek".to_owned());
    caller.books().add_offerte(&NewOfferte { titel, opmerkingen, ..texts }).unwrap()
}

fn detail(caller: &Caller, id: i64) -> Value {
    caller.get(&format!("/v1/orders/{id}")).json()
}

#[test]
fn the_list_shows_neither_lines_nor_texts() {
    let caller = Caller::empty();
    let id = offerte(&caller);
    caller.books().add_factuur(caller.klant("Ander"), "Werk", "10.00").unwrap();
    let rows = caller.filter("orders", OFFERS).rows();
    assert_eq!(rows.len(), 1);
    let row = &rows[0];
    assert_eq!((&row["OrderID"], &row["OrderStatus"]), (&json!(id), &json!("ToSend")));
    for name in ["OrderLines", "OrderTitle", "Comments", "Attachments", "Reference", "Customer"] {
        assert!(row.get(name).is_none(), "{name}");
    }
    let party = &row["CounterParty"];
    assert_eq!((&party["DisplayName"], &party["City"]), (&json!("Bakkerij"), &json!("Gent")));
    assert_eq!(party["Addresses"], json!([]));
    for name in ["Name", "Nr", "Zipcode"] {
        assert!(party.get(name).is_none(), "{name}");
    }
    caller.sim.refusals().assert_none();
}

#[test]
fn the_detail_shows_everything() {
    let caller = Caller::empty();
    let offer = detail(&caller, offerte(&caller));
    assert_eq!(offer["OrderTitle"], "Werkbon thermostaat");
    assert_eq!(offer["Comments"], "Bellen voor bezoek");
    assert_eq!(offer["Customer"]["Name"], "Bakkerij");
    assert_eq!(offer["Supplier"]["Name"], "Demo Installatietechniek BV");
    let lines = offer["OrderLines"].as_array().unwrap();
    assert_eq!(lines[0]["Description"], "Thermostaat vervangen");
    assert!(lines[0].get("Quantity").is_none() && lines[0].get("VATPercentage").is_none());
    assert_eq!((&lines[1]["Quantity"], &lines[1]["UnitPriceExcl"]), (&json!(1.5), &json!(119.0)));
    assert_eq!(lines[1]["Description"], "Arbeid", "the article's own");
    assert!(lines[2].get("ProductID").is_none());
    assert_eq!(lines[2]["Reference"], "VRIJ");
}

#[test]
fn approving_shows_as_switched() {
    let caller = Caller::empty();
    let fields = |shape: ApprovedAs| {
        caller.sim.set_approved_as(shape);
        let id = offerte(&caller);
        caller.books().approve_offerte(id).unwrap();
        let offer = detail(&caller, id);
        (offer["OrderStatus"].clone(), offer.get("ApprovalStatus").cloned())
    };
    let approved = Some(json!("Approved"));
    assert_eq!(fields(ApprovedAs::default()), (json!("ToInvoice"), None));
    assert_eq!(fields(ApprovedAs::Approved), (json!("ToSend"), approved.clone()));
    assert_eq!(fields(ApprovedAs::Both), (json!("ToInvoice"), approved));
    assert_eq!(fields(ApprovedAs::OrderFormCreated), (json!("OrderFormCreated"), None));
    assert!(caller.books().approve_offerte(1).is_err());
}

#[test]
fn approving_may_not_show_in_the_cursor() {
    let caller = Caller::empty();
    let (first, second) = (offerte(&caller), offerte(&caller));
    caller.wait(60);
    caller.books().approve_offerte(first).unwrap();
    caller.sim.touch_on_approval(false);
    caller.books().approve_offerte(second).unwrap();
    let filter = format!("{OFFERS} and LastModified ge datetime'2026-07-01T14:32:00'");
    assert_eq!(caller.filter("orders", &filter).all("OrderID"), [first]);
    let all = caller.filter("orders", &format!("{OFFERS} and OrderStatus eq 'ToInvoice'"));
    assert_eq!(all.all("OrderID"), [first, second]);
}

#[test]
fn states_change_and_orders_can_be_sent() {
    let caller = Caller::empty();
    let id = offerte(&caller);
    caller.books().set_order_status(id, "Refused").unwrap();
    assert_eq!(detail(&caller, id)["OrderStatus"], "Refused");
    caller.books().change_order(id, &[("ApprovalStatus", "\"Approved\"")]).unwrap();
    caller.books().send_order(id).unwrap();
    let sent = detail(&caller, id);
    assert_eq!(
        (&sent["OrderStatus"], &sent["IsSent"], &sent["ApprovalStatus"]),
        (&json!("ToPay"), &json!(true), &json!("Approved"))
    );
}

#[test]
fn the_counterparty_can_be_missing() {
    let caller = Caller::empty();
    let id = offerte(&caller);
    caller.sim.leave_out_counter_party(true);
    caller.sim.list_references(true);
    assert!(caller.filter("orders", OFFERS).rows()[0].get("CounterParty").is_none());
    let offer = detail(&caller, id);
    assert!(offer.get("CounterParty").is_none());
    assert_eq!(offer["Customer"]["Name"], "Bakkerij");
}

#[test]
fn a_deleted_order_is_in_a_list_of_its_own() {
    let caller = Caller::empty();
    let (gone, stays) = (offerte(&caller), offerte(&caller));
    caller.wait(60);
    caller.books().delete_order(gone).unwrap();
    assert_eq!(caller.filter("orders", OFFERS).all("OrderID"), [stays]);
    let deleted = caller.get("/v1/orders/deleted");
    assert_eq!(deleted.all("OrderID"), [gone]);
    assert_eq!(deleted.all("LastModified"), ["2026-07-01T14:32:00"]);
    assert_eq!(caller.get(&format!("/v1/orders/{gone}")).status, 404);
    assert!(caller.books().delete_order(gone).is_err());
    caller.sim.refusals().assert_none();
}

#[test]
fn a_quote_needs_what_it_names() {
    let caller = Caller::empty();
    let klant = caller.klant("Bakkerij");
    let books = caller.books();
    assert!(books.add_offerte(&NewOfferte::voor(1, vec![NewRegel::tekst("x")])).is_err());
    let regels = vec![NewRegel::artikel(1, Decimal::ONE)];
    assert!(books.add_offerte(&NewOfferte::voor(klant, regels)).is_err());
    let draft = NewOfferte { status: "Draft".into(), ..NewOfferte::voor(klant, Vec::new()) };
    let id = books.add_offerte(&draft).unwrap();
    assert_eq!(books.order(id).unwrap().nummer, None);
    assert_eq!(books.order(1), None);
    assert!(books.facturen().is_empty());
}
