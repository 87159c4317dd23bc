//! Sales invoices that are taken, and what becomes of them.

use std::time::Duration;

use connector_exact::simulator::{DEMO_DIVISION, Discounts, PriceFill, ReplyStyle};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::caller::{Caller, Envelope, HOST};

fn found(caller: &Caller, description: &str) -> Vec<Value> {
    let filter = format!("Description eq '{description}'");
    let select = "InvoiceID,InvoiceNumber,OrderNumber,Status,Created";
    let options = [("$filter", filter.as_str()), ("$select", select), ("$top", "5")];
    caller.list("salesinvoice/SalesInvoices", &options).rows()
}

#[test]
fn an_invoice_is_filled_in_and_open() {
    let caller = Caller::empty();
    let reply = caller.post("salesinvoice/SalesInvoices", &caller.invoice());
    assert_eq!(reply.status, 201, "{}", reply.text);
    let d = reply.d();
    assert_eq!((d["Status"].as_i64(), &d["InvoiceNumber"]), (Some(20), &Value::Null));
    // 0,25 of 62,50 and 2 of 10,005.
    assert_eq!(d["AmountFCExclVat"].to_string(), "35.64");
    assert!(d["SalesInvoiceLines"]["__deferred"]["uri"].as_str().unwrap().starts_with(HOST));
    assert_eq!(d["OrderDate"], "/Date(1782864000000)/");
    let invoices = caller.books().invoices();
    let invoice = &invoices[0];
    assert_eq!(invoice.id, d["InvoiceID"].as_str().unwrap());
    assert_eq!(invoice.invoice_to, invoice.ordered_by);
    assert_eq!(invoice.remarks.as_deref(), Some("Dorpsstraat 1\r\nonderhoud"));
    let lines = &invoice.lines;
    assert_eq!(lines[0].unit_price, Decimal::new(6250, 2));
    assert_eq!(lines[0].description.as_deref(), Some("Arbeid"));
    assert_eq!((lines[1].unit_price, lines[1].net_price), (Decimal::ZERO, Decimal::new(10_005, 3)));
    assert_eq!(lines[1].notes.as_deref(), Some("meterkast"));
    let second = caller.post("salesinvoice/SalesInvoices", &caller.invoice()).d();
    let (first, second) = (&d["OrderNumber"], &second["OrderNumber"]);
    assert_eq!(second.as_i64().unwrap(), first.as_i64().unwrap() + 1);
    caller.sim.refusals().assert_none();
}

#[test]
fn an_invoice_is_found_by_its_description() {
    let caller = Caller::empty();
    let id = caller.post("salesinvoice/SalesInvoices", &caller.invoice()).d()["InvoiceID"].take();
    assert_eq!(found(&caller, "werkbon a-1")[0]["InvoiceID"], id);
    assert!(found(&caller, "Werkbon A-2").is_empty());
    let id = id.as_str().unwrap();
    caller.books().process_invoice(id).unwrap();
    assert_eq!(found(&caller, "Werkbon A-1")[0]["Status"], 50);
    let copy = caller.books().copy_invoice(id).unwrap();
    let both = found(&caller, "Werkbon A-1");
    assert_eq!((both.len(), both[1]["InvoiceID"].as_str()), (2, Some(copy.as_str())));
    assert_eq!(both[1]["Status"], 20);
    assert_eq!(caller.books().invoices()[1].lines.len(), 2);
    caller.books().delete_invoice(id).unwrap();
    assert_eq!(found(&caller, "Werkbon A-1").len(), 1);
    let filter = format!("InvoiceID eq guid'{id}'");
    let options = [("$filter", filter.as_str()), ("$select", "ID")];
    assert!(caller.list("salesinvoice/SalesInvoiceLines", &options).rows().is_empty());
}

#[test]
fn lines_are_read_back_on_their_own_or_expanded() {
    let caller = Caller::empty();
    let id = caller.post("salesinvoice/SalesInvoices", &caller.invoice()).d()["InvoiceID"].take();
    let id = id.as_str().unwrap();
    let filter = format!("InvoiceID eq guid'{id}'");
    let select = "LineNumber,ItemCode,Quantity,UnitPrice,NetPrice,AmountFC,Pricelist";
    let options = [("$filter", filter.as_str()), ("$select", select)];
    let lines = caller.list("salesinvoice/SalesInvoiceLines", &options);
    assert_eq!(lines.all("LineNumber"), [1, 2]);
    assert_eq!(lines.all("ItemCode"), ["UUR", "UUR"]);
    assert_eq!(lines.all("Quantity")[0].to_string(), "0.25");
    let options = [
        ("$filter", filter.as_str()),
        ("$select", "InvoiceID,SalesInvoiceLines"),
        ("$expand", "SalesInvoiceLines"),
    ];
    let row = caller.list("salesinvoice/SalesInvoices", &options).rows().remove(0);
    assert_eq!(row["SalesInvoiceLines"]["results"].as_array().unwrap().len(), 2);
    caller.sim.refusals().assert_none();
}

#[test]
fn prices_come_from_the_agreement_the_article_or_nowhere() {
    let caller = Caller::empty();
    let body = caller.invoice();
    let (klant, artikel) = (
        body["OrderedBy"].as_str().unwrap(),
        body["SalesInvoiceLines"][0]["Item"].as_str().unwrap(),
    );
    let price = || {
        caller.post("salesinvoice/SalesInvoices", &body);
        caller.books().invoices().last().unwrap().lines[0].net_price
    };
    assert_eq!(price(), Decimal::new(6250, 2));
    caller.books().agree_price(klant, artikel, Decimal::new(50, 0));
    assert_eq!(price(), Decimal::new(50, 0));
    caller.sim.set_price_fill(PriceFill::Zero);
    assert_eq!(price(), Decimal::ZERO);
}

#[test]
fn a_discount_is_a_fraction_or_a_percentage() {
    let caller = Caller::empty();
    let mut body = caller.invoice();
    body["SalesInvoiceLines"][0]["Discount"] = json!(0.2);
    let price = || {
        caller.post("salesinvoice/SalesInvoices", &body);
        let line = caller.books().invoices().last().unwrap().lines[0].clone();
        assert_eq!((line.discount, line.sent_price), (Some(Decimal::new(2, 1)), None));
        line.net_price
    };
    assert_eq!(price(), Decimal::new(50, 0));
    caller.sim.set_discounts(Discounts::Percentage);
    assert_eq!(price(), Decimal::new(62_375, 3));
    let sent = caller.books().invoices()[0].lines[1].sent_price;
    assert_eq!(sent, Some(Decimal::new(10_005, 3)));
    caller.sim.refusals().assert_none();
}

#[test]
fn an_answer_is_mostly_null_unless_it_is_asked_for() {
    let caller = Caller::empty();
    let body = caller.invoice().to_string();
    let headers = [("accept", "application/json"), ("content-type", "application/json")];
    let uri = format!("{HOST}/api/v1/{DEMO_DIVISION}/salesinvoice/SalesInvoices");
    let plain = caller.call("POST", &uri, &body, &headers).d();
    assert!(plain["InvoiceID"].is_string() && plain["OrderNumber"].is_null(), "{plain}");

    caller.sim.set_reply_style(ReplyStyle::OnlyUri);
    let d = caller.post("salesinvoice/SalesInvoices", &caller.invoice()).d();
    assert_eq!(d["InvoiceID"], Value::Null);
    let id = caller.books().invoices()[1].id.clone();
    assert!(d["__metadata"]["uri"].as_str().unwrap().ends_with(&format!("(guid'{id}')")), "{d}");

    caller.sim.set_reply_style(ReplyStyle::Bare);
    assert_eq!(caller.post("salesinvoice/SalesInvoices", &caller.invoice()).d(), json!({}));
    caller.sim.set_reply_style(ReplyStyle::AsAsked);
    caller.sim.reply_in_utc(true);
    caller.sim.set_created_status(50);
    let d = caller.post("salesinvoice/SalesInvoices", &caller.invoice()).d();
    assert_eq!(
        (d["Created"].as_str(), d["Status"].as_i64()),
        (Some("/Date(1782909060000)/"), Some(50))
    );
    assert_eq!(found(&caller, "Werkbon A-1")[3]["Created"], "/Date(1782916260000)/");
}

#[test]
fn a_new_invoice_can_be_invisible_for_a_while() {
    let caller = Caller::empty();
    caller.sim.delay_look_ups(Duration::from_secs(30));
    let id = caller.post("salesinvoice/SalesInvoices", &caller.invoice()).d()["InvoiceID"].take();
    assert!(found(&caller, "Werkbon A-1").is_empty());
    assert_eq!(caller.books().invoices().len(), 1);
    caller.wait(30);
    assert_eq!(found(&caller, "Werkbon A-1")[0]["InvoiceID"], id);
}

#[test]
fn a_document_is_linked_and_a_draft_removed() {
    let caller = Caller::empty();
    let body = caller.invoice();
    let id = caller.post("salesinvoice/SalesInvoices", &body).d()["InvoiceID"].take();
    let path = format!("salesinvoice/SalesInvoices(guid'{}')", id.as_str().unwrap());
    let document = json!({"Subject": "Werkbon A-1", "Type": 10, "Account": body["OrderedBy"]});
    let document = caller.post("documents/Documents", &document).d()["ID"].take();
    let link = json!({"Document": document}).to_string();
    let reply = caller.write("PUT", &path, &link);
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    assert_eq!(
        caller.books().invoice(id.as_str().unwrap(), "Document"),
        Some(document.to_string())
    );
    caller.sim.refusals().assert_none();
    assert_eq!(caller.write("PUT", &path, r#"{"Journal":"70"}"#).status, 500);
    assert!(caller.refused().contains("Journal"));

    assert_eq!(caller.write("DELETE", &path, "").status, 204);
    assert!(caller.books().invoices().is_empty());
    assert_eq!(caller.write("DELETE", &path, "").status, 404);
    assert_eq!(caller.write("PUT", &path, &link).status, 404);
}
