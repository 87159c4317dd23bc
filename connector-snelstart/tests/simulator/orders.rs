//! Orders: what the vendor keeps, adds up and gives back.

use std::time::Duration;

use connector_snelstart::simulator::{NewOrder, NewRegel, ReplyStyle};
use rust_decimal::Decimal;

use crate::caller::{Caller, Rows};

fn two_lines(caller: &Caller) -> String {
    let (uur, kraan) = (caller.artikel("UUR"), caller.artikel("KRAAN15"));
    caller.order(&format!(
        r#""omschrijving":"Lekkage verholpen","memo":"Regel 1\nRegel 2","regels":[
        {{"omschrijving":"Werkzaamheden op het dak","stuksprijs":0}},
        {{"artikel":{{"id":"{uur}"}},"stuksprijs":62.50,"aantal":1.25}},
        {{"artikel":{{"id":"{kraan}"}},"omschrijving":"Kraan","stuksprijs":11.955,"aantal":3,"kortingsPercentage":10}}]"#
    ))
}

#[test]
fn an_order_is_numbered_filled_in_and_added_up_exactly() {
    let caller = Caller::demo();
    let reply = caller.post(&two_lines(&caller));
    assert_eq!(reply.status, 201, "{}", reply.text);
    caller.sim.refusals().assert_none();
    for part in [
        r#""nummer":20240001"#,
        r#""procesStatus":"Order""#,
        r#""verkooporderBtwIngaveModel":"Exclusief""#,
        r#""verkoopOrderStatus":"InBehandeling""#,
        r#""datum":"2026-03-02T00:00:00""#,
        r#""krediettermijn":14"#,
        r#""artikel":null"#,
        r#""omschrijving":"Arbeidsloon monteur""#,
        r#""stuksprijs":62.5000"#,
        r#""totaal":78.13"#,
        r#""totaal":32.28"#,
        r#""totaalExclusiefBtw":110.41"#,
        r#""totaalInclusiefBtw":133.60"#,
        r#""verkoopfactuur":null"#,
        r#""straat":"Molenstraat 14""#,
    ] {
        assert!(reply.text.contains(part), "{part} in {}", reply.text);
    }
    let orders = caller.sim.orders();
    let order = &orders[0];
    assert_eq!((orders.len(), order.nummer, order.regels.len()), (1, 20_240_001, 3));
    assert_eq!(order.relatie, caller.klant().to_lowercase());
    assert_eq!(order.memo.as_deref(), Some("Regel 1\nRegel 2"));
    assert_eq!(order.regels[0].artikel, None);
    assert_eq!(order.regels[1].aantal, Decimal::new(125, 2));
    assert_eq!(caller.get("/v2/companyInfo").json()["volgendVerkoopordernummer"], 20_240_002);
}

#[test]
fn prices_including_vat_are_not_raised_again() {
    let caller = Caller::demo();
    let (uur, schilder) = (caller.artikel("UUR"), caller.artikel("SCHILDER"));
    let reply = caller.post(&caller.order(&format!(
        r#""verkooporderBtwIngaveModel":"Inclusief","regels":[
        {{"artikel":{{"id":"{uur}"}},"stuksprijs":121,"aantal":1}},
        {{"artikel":{{"id":"{schilder}"}},"stuksprijs":109,"aantal":-1}}]"#
    )));
    assert!(
        reply.text.contains(r#""totaalExclusiefBtw":0.00,"totaalInclusiefBtw":12.00"#),
        "{}",
        reply.text
    );
    assert!(reply.text.contains(r#""totaal":-109.00"#));
}

#[test]
fn discount_can_be_taken_off_the_rounded_price() {
    let caller = Caller::demo();
    caller.sim.set_company_info("regelkortingVerkooporder", r#""BerekenenOverStukprijs""#).unwrap();
    let uur = caller.artikel("UUR");
    let reply = caller.post(&caller.order(&format!(
        r#""regels":[{{"artikel":{{"id":"{uur}"}},"stuksprijs":0.55,"aantal":100,"kortingsPercentage":10}}]"#
    )));
    assert!(reply.text.contains(r#""totaal":50.00"#), "{}", reply.text);
}

#[test]
fn a_repeated_post_makes_a_second_order() {
    let caller = Caller::demo();
    let body = two_lines(&caller);
    caller.post(&body);
    caller.post(&body);
    let orders = caller.sim.orders();
    assert_eq!(orders.len(), 2);
    assert_ne!(orders[0].id, orders[1].id);
    assert_eq!(orders[1].nummer, 20_240_002);
}

#[test]
fn a_slow_create_becomes_visible_later() {
    let caller = Caller::demo();
    caller.sim.delay_visibility(Duration::from_secs(30));
    let reply = caller.post(&two_lines(&caller));
    let id = reply.json()["id"].as_str().unwrap().to_owned();
    let path = format!("/v2/verkooporders/{id}");
    assert_eq!(caller.sim.orders().len(), 1);
    assert_eq!(caller.get(&path).status, 404);
    assert_eq!(caller.put(&id, &reply.text).status, 404);
    assert_eq!(caller.get("/v2/verkooporders").ids().len(), 0);
    caller.clock.advance(Duration::from_secs(30));
    assert_eq!(caller.get(&path).status, 200);
    let filter = "ModifiedOn ge datetime'2026-03-02T00:00:00'";
    assert_eq!(caller.filtered("verkooporders", filter).ids().len(), 1);
}

#[test]
fn replies_to_writes_can_be_sparse_or_wrapped() {
    let caller = Caller::demo();
    caller.sim.set_reply_style(ReplyStyle::Sparse);
    assert_eq!(caller.post(&two_lines(&caller)).json().as_object().unwrap().len(), 2);
    caller.sim.set_reply_style(ReplyStyle::Wrapped);
    assert_eq!(caller.post(&two_lines(&caller)).json()["result"]["nummer"], 20_240_002);
}

#[test]
fn a_put_replaces_everything_and_raises_the_stamp() {
    let caller = Caller::demo();
    let posted = caller.post(&two_lines(&caller)).json();
    let id = posted["id"].as_str().unwrap();
    let mut whole = caller.get(&format!("/v2/verkooporders/{id}")).json();
    whole["omschrijving"] = "Lekkage verholpen XX".into();
    let reply = caller.put(&id.to_lowercase(), &whole.to_string());
    assert_eq!(reply.status, 200, "{}", reply.text);
    caller.sim.refusals().assert_none();
    let order = caller.sim.orders().remove(0);
    assert_eq!(order.omschrijving.as_deref(), Some("Lekkage verholpen XX"));
    assert_eq!((order.nummer, order.regels.len()), (20_240_001, 3));
    assert_eq!(order.totaal_exclusief, Decimal::new(11_041, 2));
    assert!(order.modified_on.as_str() > posted["modifiedOn"].as_str().unwrap());

    let klant = caller.klant();
    let bare = format!(r#"{{"id":"{id}","relatie":{{"id":"{klant}"}},"datum":"2026-03-02"}}"#);
    assert_eq!(caller.put(id, &bare).status, 200);
    let order = caller.sim.orders().remove(0);
    assert_eq!((order.omschrijving, order.memo), (None, None));
    assert_eq!((order.regels.len(), order.sjabloon), (0, None));
    let json = caller.get(&format!("/v2/verkooporders/{id}")).json();
    assert!(json["afleveradres"].is_null());
    assert_eq!(json["verkoopordersjabloon"]["id"], "00000000-0000-0000-0000-000000000000");
}

#[test]
fn members_unknown_to_the_client_survive_only_when_sent_back() {
    let caller = Caller::demo();
    let id = caller.post(&two_lines(&caller)).json()["id"].as_str().unwrap().to_owned();
    let fields = r#"[{"veldNummer":1,"omschrijving":"Kenteken","waarde":"AB-12-C"}]"#;
    caller.sim.change_order(&id, &[("nieuwLid", "1.50"), ("extraHoofdVelden", fields)]).unwrap();
    let path = format!("/v2/verkooporders/{id}");
    let whole = caller.get(&path).text;
    assert_eq!(caller.put(&id, &whole).status, 200);
    let after = caller.get(&path).text;
    assert!(after.contains(r#""nieuwLid":1.50"#) && after.contains("AB-12-C"), "{after}");
    let bare = caller.order(&format!(r#""id":"{id}""#));
    assert_eq!(caller.put(&id, &bare).status, 200);
    let after = caller.get(&path).text;
    assert!(!after.contains("nieuwLid") && !after.contains("AB-12-C"), "{after}");
}

#[test]
fn a_put_needs_the_same_id_and_an_order_that_is_there() {
    let caller = Caller::demo();
    let id = caller.post(&two_lines(&caller)).json()["id"].as_str().unwrap().to_owned();
    let reply = caller.put(&id, &caller.order(""));
    caller.assert_recorded(&reply, 400, "ALG-0101");
    caller.sim.delete_order(&id).unwrap();
    let reply = caller.put(&id, &caller.order(&format!(r#""id":"{id}""#)));
    caller.assert_unrecorded(&reply, 404, "VOR-0001");
    let reply = caller.get(&format!("/v2/verkooporders/{id}"));
    caller.assert_unrecorded(&reply, 404, "VOR-0001");
}

#[test]
fn an_invoiced_order_stays_as_it_is() {
    let caller = Caller::demo();
    let id = caller.post(&two_lines(&caller)).json()["id"].as_str().unwrap().to_owned();
    let invoice = caller.sim.invoice_order(&id).unwrap();
    let path = format!("/v2/verkooporders/{id}");
    let whole = caller.get(&path).json();
    assert_eq!(whole["procesStatus"], "Factuur");
    assert_eq!(whole["verkoopfactuur"]["id"].as_str().unwrap().to_lowercase(), invoice);
    let reply = caller.put(&id, &whole.to_string());
    caller.assert_unrecorded(&reply, 400, "VOR-0015");
    let status = format!(r#"{{"id":"{id}","procesStatus":"Order"}}"#);
    assert_eq!(caller.call("PUT", &format!("{path}/ProcesStatus"), &status).code(), "VOR-0015");
    assert_eq!(caller.call("DELETE", &path, "").code(), "VOR-0015");
    assert_eq!(caller.sim.orders()[0].verkoopfactuur, Some(invoice));
}

#[test]
fn a_put_can_refuse_a_member_that_the_vendor_computes() {
    let caller = Caller::demo();
    let posted = caller.post(&two_lines(&caller));
    let id = posted.json()["id"].as_str().unwrap().to_owned();
    caller.sim.refuse_on_put("totaalExclusiefBtw");
    let reply = caller.put(&id, &posted.text);
    caller.assert_unrecorded(&reply, 400, r#""modelState":{"totaalExclusiefBtw":"#);
}

#[test]
fn the_stage_has_an_endpoint_of_its_own() {
    let caller = Caller::demo();
    let id = caller.post(&two_lines(&caller)).json()["id"].as_str().unwrap().to_owned();
    let path = format!("/v2/verkooporders/{id}/ProcesStatus");
    let put = |status: &str| {
        caller.call("PUT", &path, &format!(r#"{{"id":"{id}","procesStatus":"{status}"}}"#))
    };
    assert_eq!(put("Werkbon").status, 200);
    assert_eq!(caller.sim.orders()[0].proces_status, "Werkbon");
    caller.assert_recorded(&put("Uitgevoerd"), 400, "procesStatus");
    caller.assert_recorded(&put("Factuur"), 400, "procesStatus");
    let reply = caller.call("PUT", &path, &format!(r#"{{"id":"{id}"}}"#));
    caller.assert_recorded(&reply, 400, "procesStatus");
}

#[test]
fn a_delete_is_answered_201() {
    let caller = Caller::demo();
    let id = caller.post(&two_lines(&caller)).json()["id"].as_str().unwrap().to_owned();
    let path = format!("/v2/verkooporders/{id}");
    assert_eq!(caller.call("DELETE", &path, "").status, 201);
    assert!(caller.sim.orders().is_empty());
    assert_eq!(caller.call("DELETE", &path, "").status, 404);
}

#[test]
fn a_person_can_make_an_order_too() {
    let caller = Caller::demo();
    let order = NewOrder {
        relatie: caller.klant(),
        omschrijving: Some("WB ketel vervangen".into()),
        regels: vec![NewRegel {
            artikel: Some(caller.artikel("CVKETEL")),
            aantal: Decimal::ONE,
            stuksprijs: Decimal::new(1485, 0),
            ..NewRegel::default()
        }],
        ..NewOrder::default()
    };
    let id = caller.sim.add_order(&order).unwrap();
    let filter = "substringof('wb', Omschrijving) eq true and Nummer eq 20240001";
    assert_eq!(caller.filtered("verkooporders", filter).ids(), std::slice::from_ref(&id));
    assert!(caller.sim.order_json(&id).unwrap().contains("CV-ketel HR 28 kW"));
    let unknown = NewOrder { relatie: "x".into(), ..order };
    assert!(caller.sim.add_order(&unknown).is_err());
    caller.sim.refusals().assert_none();
}
