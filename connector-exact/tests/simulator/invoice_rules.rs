//! Why an invoice is not taken.

use connector_exact::simulator::{DEMO_DIVISION, NewAccount, NewItem, TooLong};
use http::StatusCode;
use serde_json::{Value, json};

use crate::caller::{Caller, Envelope, HOST, Reply};

fn post(caller: &Caller, body: &Value) -> Reply {
    caller.post("salesinvoice/SalesInvoices", body)
}

/// A message of the vendor that says why, and no refusal: a correct client can meet it.
fn rejected(caller: &Caller, body: &Value, message: &str) {
    let reply = post(caller, body);
    assert_eq!((reply.status, reply.message().as_str()), (500, message));
    assert!(caller.books().invoices().is_empty(), "nothing is booked by half");
    caller.sim.refusals().assert_none();
}

#[test]
fn the_customer_must_exist_and_be_one() {
    let caller = Caller::empty();
    let mut body = caller.invoice();
    let klant = body["OrderedBy"].as_str().unwrap().to_owned();
    body["OrderedBy"] = "00000000-0000-4000-8000-00000000c0de".into();
    rejected(&caller, &body, "Ongeldige referentie: Besteld door");
    for status in [Some('P'), Some('S'), Some('A'), None] {
        let account = NewAccount { status, ..NewAccount::klant("Geen klant") };
        body["OrderedBy"] = caller.books().add_account(&account).into();
        rejected(&caller, &body, "Ongeldig: Factuur voor (Type)");
    }
    body["OrderedBy"] = klant.as_str().into();
    body["InvoiceTo"] = "00000000-0000-4000-8000-00000000c0de".into();
    rejected(&caller, &body, "Ongeldige referentie: Factuur voor");
    body.as_object_mut().unwrap().remove("InvoiceTo");
    caller.books().delete_account(&klant).unwrap();
    rejected(&caller, &body, "Ongeldige referentie: Besteld door");
}

#[test]
fn messages_follow_the_language_of_the_user() {
    let caller = Caller::empty();
    let mut body = caller.invoice();
    body["Journal"] = "71".into();
    caller.sim.write_english(true);
    rejected(&caller, &body, "Invalid reference: Journal");
}

#[test]
fn the_customers_own_payer_is_taken() {
    let caller = Caller::empty();
    let body = caller.invoice();
    let payer = caller.books().add_account(&NewAccount::klant("Moeder B.V."));
    let klant = body["OrderedBy"].as_str().unwrap();
    let own = format!("\"{payer}\"");
    caller.books().change_account(klant, &[("InvoiceAccount", &own)]).unwrap();
    assert_eq!(post(&caller, &body).status, 201);
    assert_eq!(caller.books().invoices()[0].invoice_to, payer);
}

#[test]
fn blocked_customers_are_refused_unless_switched_off() {
    let caller = Caller::empty();
    let body = caller.invoice();
    let klant = body["OrderedBy"].as_str().unwrap();
    caller.books().block_account(klant).unwrap();
    rejected(&caller, &body, "Geblokkeerd: Relatie");
    caller.sim.refuse_blocked(false);
    assert_eq!(post(&caller, &body).status, 201);
}

#[test]
fn the_journal_must_exist_and_take_sales() {
    let caller = Caller::empty();
    let mut body = caller.invoice();
    caller.books().add_journal("60", "Inkoopboek", 22);
    body["Journal"] = "60".into();
    rejected(&caller, &body, "Ongeldig: Dagboek");
    body["Journal"] = "71".into();
    rejected(&caller, &body, "Ongeldige referentie: Dagboek");
    caller.sim.answer_unknown_journal_with(StatusCode::BAD_REQUEST);
    assert_eq!(post(&caller, &body).status, 400);
    let blocked = caller.books().add_journal("72", "Oud", 20);
    caller.books().change_journal(&blocked, &[("IsBlocked", "true")]).unwrap();
    body["Journal"] = "72".into();
    rejected(&caller, &body, "Ongeldig: Dagboek");
}

#[test]
fn the_articles_must_exist_and_be_bookable() {
    let caller = Caller::empty();
    let mut body = caller.invoice();
    let artikel = body["SalesInvoiceLines"][1]["Item"].as_str().unwrap().to_owned();
    caller.books().fail_item_with(&artikel, Some("Verplicht: Grootboekrekening"));
    rejected(&caller, &body, "Verplicht: Grootboekrekening");
    caller.books().fail_item_with(&artikel, None);
    let heel = NewItem { breuken: false, ..NewItem::artikel("HEEL", "Per stuk") };
    body["SalesInvoiceLines"][0]["Item"] = caller.books().add_item(&heel).into();
    caller.sim.refuse_fractions(true);
    rejected(&caller, &body, "Ongeldig: Aantal");
    caller.books().delete_item(&artikel).unwrap();
    caller.sim.refuse_fractions(false);
    rejected(&caller, &body, "Ongeldige referentie: Artikel");
}

#[test]
fn texts_above_a_limit_are_cut_or_refused() {
    let caller = Caller::empty();
    let body = caller.invoice();
    caller.sim.limit_text("SalesInvoice.YourRef", Some((3, TooLong::Cut)));
    post(&caller, &body);
    assert_eq!(caller.books().invoices()[0].your_ref.as_deref(), Some("PO-"));
    let refused = Some((5, TooLong::Refused(StatusCode::BAD_REQUEST)));
    caller.sim.limit_text("SalesInvoiceLine.Notes", refused);
    let reply = post(&caller, &body);
    assert_eq!(reply.status, 400);
    assert!(reply.message().contains("Notities"), "{}", reply.text);
    caller.sim.limit_text("SalesInvoiceLine.Notes", None);
    assert_eq!(post(&caller, &body).status, 201);
    caller.sim.refusals().assert_none();
    let mut long = body.clone();
    long["Description"] = "é".repeat(60).into();
    assert_eq!(post(&caller, &long).status, 201);
    long["Description"] = "é".repeat(61).into();
    assert_eq!(post(&caller, &long).status, 400);
    assert!(caller.refused().contains("SalesInvoice.Description"));
}

#[test]
fn what_no_correct_client_sends_is_refused() {
    let wrong: [(&str, Value); 16] = [
        ("OrderedBy", Value::Null),
        ("OrderedBy", "no guid".into()),
        ("Journal", Value::Null),
        ("Journal", 70.into()),
        ("Type", "8020".into()),
        ("Type", 8099.into()),
        ("Status", 20.into()),
        ("InvoiceNumber", 1.into()),
        ("Descripton", "typo".into()),
        ("OrderDate", "1-7-2026".into()),
        ("OrderDate", "2026-07-01T00:00:00Z".into()),
        ("OrderDate", "/Date(1782864000000)/".into()),
        ("SalesInvoiceLines", json!({"Item": "x"})),
        ("SalesInvoiceLines", json!([])),
        ("SalesInvoiceLines", json!([{"Quantity": 1}])),
        ("SalesInvoiceLines", json!([{"Item": null, "LineNumber": 1}])),
    ];
    for (name, value) in wrong {
        let caller = Caller::empty();
        let mut body = caller.invoice();
        body[name] = value.clone();
        let reply = post(&caller, &body);
        assert!(matches!(reply.status, 400 | 500), "{name} {value}: {}", reply.text);
        assert!(!reply.message().is_empty(), "{name} {value}");
        assert!(!caller.refused().is_empty(), "{name} {value}");
        assert!(caller.books().invoices().is_empty(), "{name} {value}");
    }
}

#[test]
fn a_price_is_left_out_and_never_null() {
    let caller = Caller::empty();
    let mut body = caller.invoice();
    body["SalesInvoiceLines"][0]["NetPrice"] = Value::Null;
    assert_eq!(post(&caller, &body).status, 400);
    assert!(caller.refused().contains("NetPrice"));
}

#[test]
fn missing_fields_are_named_together() {
    let caller = Caller::empty();
    let reply = post(&caller, &json!({"Description": "leeg"}));
    assert_eq!(reply.message(), "Verplicht: Dagboek\r\nVerplicht: Besteld door");
}

#[test]
fn lines_in_an_object_get_the_vendors_text() {
    let caller = Caller::empty();
    let mut body = caller.invoice();
    body["SalesInvoiceLines"] = body["SalesInvoiceLines"][0].clone();
    let text = "Error processing request stream. The request should be a valid top-level resource \
                object.";
    assert_eq!(post(&caller, &body).message(), text);
}

#[test]
fn a_body_that_is_no_json_is_refused() {
    let caller = Caller::empty();
    let uri = format!("{HOST}/api/v1/{DEMO_DIVISION}/salesinvoice/SalesInvoices");
    let json = ("content-type", "application/json");
    let accept = ("accept", "application/json");
    for (body, headers) in [
        ("{", vec![accept, json]),
        ("[]", vec![accept, json]),
        (r#"{"YourRef":"a","YourRef":"b"}"#, vec![accept, json]),
        ("{}", vec![accept, ("content-type", "text/plain")]),
    ] {
        assert_eq!(caller.call("POST", &uri, body, &headers).status, 400, "{body}");
        assert!(caller.refused().contains("salesinvoice/SalesInvoices"), "{body}");
    }
    let query = format!("{uri}?$select=InvoiceID");
    assert_eq!(caller.call("POST", &query, "{}", &[accept, json]).status, 400);
    assert!(caller.refused().contains("query on a write"));
}
