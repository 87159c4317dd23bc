//! REST: making and finding invoices.

use std::time::Duration;

use serde_json::{Value, json};

use crate::caller::{Caller, Reply};

fn invoice() -> Value {
    json!({
        "relationId": 51_234_001, "date": "2025-03-14", "termOfPayment": 14, "inExVat": "EX",
        "templateId": 310_022, "reference": "10231",
        "items": [{
            "quantity": 0.25, "unitId": 12, "productId": 900_002, "description": "Reistijd",
            "pricePerUnit": 48.00, "vatCode": "HOOG_VERK_21", "ledgerId": 24_680_135
        }]
    })
}

fn add(caller: &Caller, invoice: &Value) -> Reply {
    caller.post("/v1/invoice", &invoice.to_string())
}

/// Sends an invoice with one member replaced, taken out when the value is null.
fn changed(caller: &Caller, path: &str, value: Value) -> Reply {
    let mut invoice = invoice();
    let (place, name) = match path.strip_prefix("items.") {
        Some(name) => (&mut invoice["items"][0], name),
        None => (&mut invoice, path),
    };
    let place = place.as_object_mut().unwrap();
    if value.is_null() {
        place.remove(name)
    } else {
        place.insert(name.to_owned(), value)
    };
    add(caller, &invoice)
}

#[test]
fn makes_a_concept_and_finds_it() {
    let caller = Caller::demo();
    let reply = add(&caller, &invoice());
    assert_eq!(reply.status, 201, "{}", reply.text);
    let id = reply.json()["id"].as_i64().unwrap();
    assert_eq!(reply.json()["invoiceNumber"], "F2025-00001");
    let factuur = &caller.sim.facturen()[0];
    assert_eq!(factuur.referentie.as_deref(), Some("10231"));
    assert_eq!(factuur.regels[0].eenheid.as_deref(), Some("uur"));
    assert_eq!(factuur.regels[0].code.as_deref(), Some("REIS"));

    let ids = |query: &str| caller.get(&format!("/v1/invoice?{query}")).ids();
    assert_eq!(ids("relationId=51234001&date[range]=2025-03-14,2025-03-14&limit=2000"), [id]);
    assert_eq!(ids("date[gte]=2025-03-15").len(), 0);
    assert_eq!(ids("relationId=51234002").len(), 0);
    assert_eq!(ids("invoiceNumber=F2025-00001"), [id]);
    let row = &caller.get("/v1/invoice").json()["items"][0];
    assert_eq!((&row["reference"], &row["totalExcl"]), (&json!("10231"), &json!(12)));
    assert_eq!(row["totalAmount"], 14.52);
    let detail = caller.get(&format!("/v1/invoice/{id}")).json();
    assert_eq!((&detail["inExVat"], &detail["items"][0]["unitId"]), (&json!("EX"), &json!(12)));
    assert_eq!(caller.facturen("K0042", "2025-03-14", "2025-03-14").count("cFactuurList"), 1);

    caller.sim.delay_look_ups(Duration::from_secs(5));
    caller.sim.write_null_in_ex(true);
    let reply = add(&caller, &invoice());
    assert!(reply.json()["inExVat"].is_null() && reply.text.contains("inExVat"));
    assert_eq!(ids("relationId=51234001").len(), 1);
    caller.clock.advance(Duration::from_secs(5));
    assert_eq!(ids("relationId=51234001").len(), 2);
    caller.refused(&[]);
}

#[test]
fn records_decide() {
    let caller = Caller::demo();
    let cases = [
        ("relationId", json!(1), "FACT_002"),
        ("relationId", json!(51_234_004), "FACT_003"),
        ("templateId", json!(1), "FACT_018"),
        ("items.unitId", json!(99), "FACT_ITEM_010"),
        ("items.productId", json!(99), "FACT_ITEM_011"),
        ("items.ledgerId", json!(99), "FACT_ITEM_012"),
        ("items.costCenterId", json!(7), "COST_001"),
        ("items.vatCode", json!("HOOG_VERK"), "FACT_ITEM_014"),
        ("items.vatCode", json!("LAAG_VERK"), "FACT_ITEM_014"),
        ("items.vatCode", json!("AFW_VERK"), "FACT_ITEM_015"),
    ];
    for (path, value, code) in cases {
        let reply = changed(&caller, path, value);
        assert_eq!((reply.status, reply.code().as_str()), (400, code), "{path}");
    }
    assert_eq!(changed(&caller, "invoiceNumber", json!("WB-1")).status, 201);
    assert_eq!(changed(&caller, "invoiceNumber", json!("WB-1")).code(), "FACT_101");
    caller.refused(&[]);
}

#[test]
fn an_article_and_a_line_have_a_cost_centre() {
    let caller = Caller::demo();
    let werk = caller.get("/v1/product/900003").json();
    let kostenplaats = werk["costCenterId"].as_i64().unwrap();
    let reis = caller.get("/v1/product/900002").json();
    assert_eq!(reis.get("costCenterId"), None);

    let id = changed(&caller, "items.costCenterId", json!(kostenplaats)).json()["id"].clone();
    let detail = caller.get(&format!("/v1/invoice/{id}")).json();
    assert_eq!(detail["items"][0]["costCenterId"], kostenplaats);
    assert_eq!(caller.sim.facturen()[0].regels[0].kostenplaats, Some(kostenplaats));
    caller.sim.delete_kostenplaats(kostenplaats).unwrap();
    let gone = changed(&caller, "items.costCenterId", json!(kostenplaats));
    assert_eq!((gone.status, gone.code().as_str()), (400, "COST_001"));
    caller.refused(&[]);
}

#[test]
fn what_no_correct_client_sends_is_recorded() {
    let caller = Caller::demo();
    let item = invoice()["items"][0].clone();
    let cases = [
        ("relationId", json!(null), "FACT_001"),
        ("relationId", json!("51234001"), "ERR_002"),
        ("date", json!(null), "FACT_011"),
        ("date", json!("14-03-2025"), "FACT_012"),
        ("date", json!("2050-01-01"), "FACT_013"),
        ("termOfPayment", json!(null), "FACT_015"),
        ("termOfPayment", json!(-1), "FACT_016"),
        ("inExVat", json!("IN"), "FACT_010"),
        ("templateId", json!(null), "FACT_018"),
        ("reference", json!("x".repeat(51)), "FACT_014"),
        ("text", json!("x".repeat(35_001)), "FACT_017"),
        ("invoiceNumber", json!("WB-A"), "FACT_009"),
        ("items", json!([]), "FACT_019"),
        ("items", json!(vec![item; 501]), "FACT_025"),
        ("email", json!({}), "ERR_002"),
        ("mutation", json!({}), "ERR_002"),
        ("directDebit", json!({}), "ERR_002"),
        ("print", json!(false), "ERR_002"),
        ("own", json!(1), "ERR_002"),
        ("items.quantity", json!(null), "ERR_002"),
        ("items.quantity", json!(0.12345), "ERR_002"),
        ("items.amount", json!(1), "ERR_002"),
        ("items.description", json!(null), "FACT_ITEM_001"),
        ("items.pricePerUnit", json!(null), "FACT_ITEM_004"),
        ("items.vatCode", json!(null), "FACT_ITEM_006"),
        ("items.ledgerId", json!(null), "FACT_ITEM_007"),
        ("items.ledgerId", json!(8000), "FACT_ITEM_012"),
        ("items.costCenterId", json!("5401"), "ERR_002"),
        ("items.own", json!(1), "ERR_002"),
    ];
    for (path, value, code) in cases {
        let reply = changed(&caller, path, value.clone());
        assert_eq!((reply.status, reply.code().as_str()), (400, code), "{path}");
        let lines = caller.sim.refusals().all();
        assert!(lines.len() == 1 && lines[0].starts_with(code), "{path}: {lines:?}");
        caller.sim.refusals().clear();
    }
    let null = add(&caller, &{
        let mut invoice = invoice();
        invoice["text"] = Value::Null;
        invoice
    });
    assert_eq!(null.code(), "ERR_002");
    assert_eq!(caller.post("/v1/invoice", "{").code(), "ERR_002");
    caller.refused(&["no text", "body"]);
    assert!(caller.sim.facturen().is_empty());
}
