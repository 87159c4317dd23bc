//! Invoices: created whole, numbered or draft, and read back.

use std::time::Duration;

use connector_billit::simulator::DraftWish;
use serde_json::{Value, json};

use crate::caller::{Caller, Envelope};

const KEY: &str = "ExternalProviderID eq 'SIMON-77-815'";

#[test]
fn one_call_makes_a_final_numbered_unsent_invoice() {
    let caller = Caller::empty();
    let mut order = caller.order();
    order["DeliveryDate"] = json!("2026-06-30");
    order["InternalInfo"] = json!("kantoor");
    let id = caller.post(&order).id();
    let made = caller.books().order(id).unwrap();
    assert_eq!(made.nummer.as_deref(), Some("2026-0001"));
    assert_eq!((made.soort.as_str(), made.status.as_str()), ("Invoice", "ToSend"));
    assert_eq!(made.klant, order["CustomerID"].as_i64().unwrap());
    assert_eq!((made.datum.as_str(), made.vervaldatum.as_str()), ("2026-07-01", "2026-07-31"));
    assert_eq!(made.leverdatum.as_deref(), Some("2026-06-30"));
    assert_eq!(made.referentie.as_deref(), Some("PO-88"));
    assert_eq!(made.opmerkingen.as_deref(), Some("Veldstraat 12, Gent"));
    assert_eq!(made.interne_info.as_deref(), Some("kantoor"));
    assert_eq!(made.extern_kenmerk.as_deref(), Some("SIMON-77-815"));
    assert_eq!((made.titel, made.btw_regime), (None, None));
    assert_eq!(made.bestanden, []);

    let [text, hours, other] = made.regels.as_slice() else { panic!("three lines") };
    assert_eq!((text.omschrijving.as_str(), &text.aantal), ("Ketel nagekeken", &None));
    assert_eq!((&text.prijs, &text.btw, &text.totaal_excl), (&None, &None, &None));
    assert_eq!(hours.aantal.as_deref(), Some("0.25000"));
    assert_eq!(hours.prijs.as_deref(), Some("62.50000"), "the article's");
    assert_eq!(hours.btw.as_deref(), Some("21.00"), "the article's");
    assert_eq!((hours.omschrijving.as_str(), hours.eenheid.as_deref()), ("Arbeid", Some("NAR")));
    assert_eq!(hours.totaal_excl.as_deref(), Some("15.63"));
    assert_eq!((other.prijs.as_deref(), other.btw.as_deref()), (Some("10.05000"), Some("6.00")));
    assert_eq!((made.totaal_excl.as_str(), made.totaal_btw.as_str()), ("35.73", "4.49"));
    assert_eq!(made.totaal_incl, "40.22");
    caller.sim.refusals().assert_none();
}

#[test]
fn it_is_found_by_its_external_id_and_read_by_its_id() {
    let caller = Caller::empty();
    let id = caller.post(&caller.order()).id();
    let found = caller.list("orders", &[("$filter", KEY), ("$top", "2")]);
    assert_eq!(found.all("OrderID"), [id]);
    assert_eq!(found.all("OrderNumber"), ["2026-0001"]);
    assert_eq!(found.all("ExternalProvider"), ["APIFeed"]);
    let read = caller.get(&format!("/v1/orders/{id}")).json();
    let second = caller.get(&format!("/v1/orders/{}", caller.post(&caller.order()).id())).json();
    let lines =
        [&read, &second].into_iter().flat_map(|order| order["OrderLines"].as_array().unwrap());
    let lines: Vec<i64> = lines.map(|line| line["OrderLineID"].as_i64().unwrap()).collect();
    let distinct: std::collections::BTreeSet<&i64> = lines.iter().collect();
    assert_eq!((lines.len(), distinct.len()), (6, 6));
    assert_eq!(read["OrderNumber"], "2026-0001");
    assert_eq!(read["OrderDate"], "2026-07-01T00:00:00");
    assert_eq!(read["VatGroups"].as_array().unwrap().len(), 2);
    assert_eq!(read["Paid"], false);
    assert!(read["PaymentReference"].as_str().unwrap().starts_with("+++"));
    caller.sim.refusals().assert_none();
}

#[test]
fn the_same_external_id_does_not_stop_a_second_invoice() {
    let caller = Caller::empty();
    let order = caller.order();
    let (first, second) = (caller.post(&order).id(), caller.post(&order).id());
    assert_ne!(first, second);
    assert_eq!(caller.filter("orders", KEY).all("OrderID"), [first, second]);
    assert_eq!(caller.books().facturen().len(), 2);
}

#[test]
fn a_list_can_lag_behind_while_the_id_is_there_at_once() {
    let caller = Caller::empty();
    caller.sim.list_orders_after(Duration::from_secs(30));
    let id = caller.post(&caller.order()).id();
    assert_eq!(caller.filter("orders", KEY).rows().len(), 0);
    assert_eq!(caller.get(&format!("/v1/orders/{id}")).status, 200);
    caller.wait(30);
    assert_eq!(caller.filter("orders", KEY).rows().len(), 1);
}

fn draft(caller: &Caller) -> Value {
    let mut order = caller.order();
    order["OrderStatus"] = json!("Draft");
    order
}

#[test]
fn a_draft_has_no_number() {
    let caller = Caller::empty();
    let id = caller.post(&draft(&caller)).id();
    let read = caller.get(&format!("/v1/orders/{id}")).json();
    assert_eq!(read["OrderStatus"], "Draft");
    assert!(read.get("OrderNumber").is_none());
    caller.books().send_order(id).unwrap();
    assert_eq!(caller.books().order(id).unwrap().nummer.as_deref(), Some("2026-0001"));
    caller.books().send_order(id).unwrap();
    let next = caller.post(&caller.order()).id();
    assert_eq!(caller.books().order(next).unwrap().nummer.as_deref(), Some("2026-0002"));
    caller.sim.refusals().assert_none();
}

#[test]
fn a_wish_for_a_draft_can_be_ignored_or_refused() {
    let caller = Caller::empty();
    caller.sim.set_draft_wish(DraftWish::Ignored);
    let id = caller.post(&draft(&caller)).id();
    let read = caller.get(&format!("/v1/orders/{id}")).json();
    assert_eq!(
        (&read["OrderStatus"], &read["OrderNumber"]),
        (&json!("ToSend"), &json!("2026-0001"))
    );
    caller.sim.set_draft_wish(DraftWish::Refused);
    let refused = caller.post(&draft(&caller));
    assert_eq!((refused.status, refused.code().as_str()), (400, "TheOrderStatusCode_0_IsInvalid"));
    assert_eq!(caller.books().facturen().len(), 1);
    caller.sim.refusals().assert_none();
}

#[test]
fn the_state_without_a_wish_can_be_another() {
    let caller = Caller::empty();
    caller.sim.create_with_status("ToPay");
    let id = caller.post(&caller.order()).id();
    assert_eq!(caller.books().order(id).unwrap().status, "ToPay");
}

#[test]
fn a_number_that_is_sent_is_taken_as_it_is() {
    let caller = Caller::empty();
    let mut order = caller.order();
    order["OrderNumber"] = json!("EIGEN 7");
    let (own, next) = (caller.post(&order).id(), caller.post(&caller.order()).id());
    assert_eq!(caller.books().order(own).unwrap().nummer.as_deref(), Some("EIGEN 7"));
    let payment = |id: i64| {
        let order = caller.get(&format!("/v1/orders/{id}")).json();
        order["PaymentReference"].as_str().unwrap().to_owned()
    };
    assert_eq!(payment(own), "+++000/0000/00101+++");
    assert_eq!(payment(next), "+++000/0000/00202+++");
    assert_eq!(caller.books().order(next).unwrap().nummer.as_deref(), Some("2026-0001"));
}

#[test]
fn a_customer_can_be_named_in_an_object() {
    let caller = Caller::empty();
    let mut order = caller.order();
    let id = order.as_object_mut().unwrap().remove("CustomerID").unwrap();
    order["Customer"] = json!({"PartyID": id});
    let made = caller.post(&order).id();
    assert_eq!(caller.books().order(made).unwrap().klant, id.as_i64().unwrap());
    order["Customer"] = json!({"PartyID": id, "Name": "Bakkerij"});
    assert_eq!(caller.post(&order).status, 400);
    assert!(caller.refused().contains("Customer.Name"), "by it the vendor matches by itself");
}

#[test]
fn only_a_few_members_can_be_changed_later() {
    let caller = Caller::empty();
    let id = caller.post(&caller.order()).id();
    caller.wait(60);
    let reply = caller.patch(id, &json!({"InternalInfo": "gezien"}));
    assert_eq!((reply.status, reply.text.as_str()), (200, ""));
    assert_eq!(caller.books().order(id).unwrap().interne_info.as_deref(), Some("gezien"));
    let read = caller.get(&format!("/v1/orders/{id}")).json();
    assert_eq!(read["LastModified"], "2026-07-01T14:32:00");
    let gone = caller.patch(1, &json!({"InternalInfo": "x"}));
    assert_eq!(gone.status, 404);
    caller.sim.refusals().assert_none();
    for (name, value) in [
        ("OrderStatus", json!("Draft")),
        ("Comments", json!("x")),
        ("OrderLines", json!([])),
        ("Attachments", json!([])),
        ("Paid", json!("yes")),
    ] {
        assert_eq!(caller.patch(id, &json!({name: value})).status, 400, "{name}");
        assert!(caller.refused().contains(name), "{name}");
    }
}
